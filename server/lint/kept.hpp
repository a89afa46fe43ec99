#pragma once
// What the checks make of each block of a note, in arrays by block that the next version of the note takes over: a
// keystroke pays for the blocks that it changed, and a pass over a long note reads memory in order.
//
// Invariant: what is made of a block is a function of its facts and kind, of its surroundings, of the rules and the
// profile, and of the key that is given along. It never says where in the note the block stands.

#include <algorithm>
#include <any>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "note/note.hpp"

namespace notewell::lint {

/// Some items for each block of a note.
template <class Item>
class Lists {
 public:
  [[nodiscard]] std::span<const Item> of(std::size_t block) const {
    const std::size_t begin = block == 0 ? 0 : ends_[block - 1];
    return std::span(items_).subspan(begin, ends_[block] - begin);
  }
  [[nodiscard]] std::span<const Item> all() const { return items_; }

 private:
  friend class Kept;
  std::vector<Item> items_;
  std::vector<std::uint32_t> ends_;  // by block: one past its last item
};

class Kept {
 public:
  /// `previous`: of an earlier version of the note, judged by the same rules and the same profile; or nullptr. It is
  /// looked at until settle().
  explicit Kept(std::shared_ptr<const note::Note> note, const Kept* previous = nullptr);

  [[nodiscard]] const note::Note& note() const { return *note_; }

  /// One value for each block, `make(b)`. There is one array for each type.
  template <class Value, class Key, class Make>
  [[nodiscard]] const std::vector<Value>& values(const Key& key, const Make& make) {
    return made<Value, std::vector<Value>>({}, key, [&](const std::vector<Value>* old) {
      std::vector<Value> out;
      out.reserve(size());
      if (old != nullptr) out.assign(old->begin(), old->begin() + front_);
      while (out.size() != size() - back(old)) out.push_back(make(static_cast<std::uint32_t>(out.size())));
      if (old != nullptr) out.insert(out.end(), old->end() - static_cast<std::ptrdiff_t>(back_), old->end());
      return out;
    });
  }

  /// The items that `make(b, items)` adds for each block. There is one array for each type and name.
  template <class Item, class Key, class Make>
  [[nodiscard]] const Lists<Item>& lists(std::string_view name, const Key& key, const Make& make) {
    return made<Item, Lists<Item>>(name, key, [&](const Lists<Item>* old) {
      Lists<Item> out;
      out.ends_.reserve(size());
      if (old != nullptr && front_ != 0) {
        out.ends_.assign(old->ends_.begin(), old->ends_.begin() + front_);
        out.items_.assign(old->items_.begin(), old->items_.begin() + out.ends_.back());
      }
      while (out.ends_.size() != size() - back(old)) {
        make(static_cast<std::uint32_t>(out.ends_.size()), out.items_);
        out.ends_.push_back(static_cast<std::uint32_t>(out.items_.size()));
      }
      if (old != nullptr && back_ != 0) {
        const std::size_t from = old->ends_.size() - back_;
        const std::uint32_t begin = from == 0 ? 0 : old->ends_[from - 1];
        const auto shift = static_cast<std::uint32_t>(out.items_.size()) - begin;  // modulo 2^32
        out.items_.insert(out.items_.end(), old->items_.begin() + begin, old->items_.end());
        for (std::size_t b = from; b != old->ends_.size(); ++b) out.ends_.push_back(old->ends_[b] + shift);
      }
      return out;
    });
  }

  /// The version before is no longer needed.
  void settle() { previous_ = nullptr; }

 private:
  template <class Key, class Made>
  struct Entry {
    Key key;
    Made made;
  };

  [[nodiscard]] std::size_t size() const { return note_->blocks.size(); }
  [[nodiscard]] std::size_t back(const void* old) const { return old == nullptr ? 0 : back_; }

  /// Stands for a type by its address.
  template <class Type>
  static inline char tag = 0;

  /// What one check made.
  struct Slot {
    const char* type = nullptr;  // its tag
    std::string name;
    std::any made;
  };
  /// Checks run in the same order every time, so a slot is likely to stand where it stood in the version before.
  static const Slot* find(const std::vector<Slot>& slots, const char* type, std::string_view name, std::size_t likely) {
    const auto is_it = [&](const Slot& slot) { return slot.type == type && slot.name == name; };
    if (likely < slots.size() && is_it(slots[likely])) return &slots[likely];
    const auto it = std::ranges::find_if(slots, is_it);
    return it == slots.end() ? nullptr : &*it;
  }

  template <class Type, class Made, class Key, class Make>
  const Made& made(std::string_view name, const Key& key, const Make& make) {
    using Held = std::shared_ptr<const Entry<Key, Made>>;
    const char* const type = &tag<Type>;
    if (const Slot* slot = find(slots_, type, name, slots_.size())) return (*std::any_cast<Held>(&slot->made))->made;
    const Slot* before = previous_ == nullptr ? nullptr : find(previous_->slots_, type, name, slots_.size());
    const Held* old = before == nullptr ? nullptr : std::any_cast<Held>(&before->made);
    const bool same_key = old != nullptr && (*old)->key == key;
    Held held = same_key && same_ ? *old
                                  : std::make_shared<const Entry<Key, Made>>(
                                        Entry<Key, Made>{.key = key, .made = make(same_key ? &(*old)->made : nullptr)});
    const Made& out = held->made;
    slots_.push_back({.type = type, .name = std::string(name), .made = std::move(held)});
    return out;
  }

  std::shared_ptr<const note::Note> note_;
  std::vector<std::uint64_t> surroundings_;  // by block
  const Kept* previous_ = nullptr;
  std::ptrdiff_t front_ = 0;  // blocks at the note's begin that are as they were
  std::size_t back_ = 0;      // likewise at its end; of those that front_ leaves
  bool same_ = false;         // all of them
  std::vector<Slot> slots_;   // in the order in which they were asked for
};

/// The key of what follows from the block and its surroundings alone.
struct NoKey {
  friend bool operator==(NoKey, NoKey) = default;
};

}  // namespace notewell::lint
