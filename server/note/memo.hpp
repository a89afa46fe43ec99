#pragma once
// What layers above have worked out from one block alone. A new version of a note shares the blocks that did not
// change, and with them what is remembered here, so that a keystroke pays for the block it falls in.

#include <array>
#include <atomic>
#include <memory>

namespace notewell::note {

/// A few slots, each for one kind of result. Any thread may ask; two that ask at once may both work it out, and one of
/// the two equal results stays.
class Memo {
 public:
  static constexpr std::size_t size = 13;
  static constexpr std::size_t passage = 12;  // what of the block is held against other notes; the rest are checks'

  /// The result in `slot`, made by `make()` if it is not there: a pure function of the block's facts.
  template <class Value, class Make>
  std::shared_ptr<const Value> get(std::size_t slot, const Make& make) const {
    auto& place = slots_.at(slot);
    if (auto there = place.load()) return std::static_pointer_cast<const Value>(std::move(there));
    auto made = std::make_shared<const Value>(make());
    place.store(made);
    return made;
  }

 private:
  mutable std::array<std::atomic<std::shared_ptr<const void>>, size> slots_;
};

}  // namespace notewell::note
