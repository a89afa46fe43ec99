#pragma once
// What layers above have worked out from one block alone. A new version of a note shares the blocks that did not
// change, and with them what is remembered here, so that a keystroke pays for the block it falls in.

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

namespace notewell::note {

/// A few slots, each for one kind of result. Any thread may ask, and reading what is there takes no lock; of two that
/// work it out at once, one of the two equal results stays.
class Memo {
 public:
  static constexpr std::size_t size = 7;
  static constexpr std::size_t passage =
      size - 1;  // what of the block is held against other notes; the rest are checks'

  Memo() = default;
  Memo(const Memo&) = delete;
  Memo& operator=(const Memo&) = delete;
  ~Memo() {
    for (const auto& slot : slots_) delete slot.load(std::memory_order_relaxed);
  }

  /// The result in `slot`, made by `make()` if it is not there: a pure function of the block's facts. It lives as long
  /// as the memo.
  template <class Value, class Make>
  const Value& get(std::size_t slot, const Make& make) const {
    std::atomic<const Result*>& place = slots_.at(slot);
    const Result* there = place.load(std::memory_order_acquire);
    if (there == nullptr) {
      const auto* made = new Of<Value>(make());
      if (place.compare_exchange_strong(there, made, std::memory_order_acq_rel, std::memory_order_acquire)) {
        there = made;
      } else {
        delete made;
      }
    }
    return static_cast<const Of<Value>*>(there)->value;
  }

 private:
  struct Result {
    Result() = default;
    Result(const Result&) = delete;
    Result& operator=(const Result&) = delete;
    virtual ~Result() = default;
  };
  template <class Value>
  struct Of final : Result {
    explicit Of(Value made) : value(std::move(made)) {}
    Value value;
  };

  mutable std::array<std::atomic<const Result*>, size> slots_{};
};

}  // namespace notewell::note
