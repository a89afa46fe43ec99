#include "lint/kept.hpp"

namespace notewell::lint {
namespace {

/// What a check may look at besides the block itself: the block's kind, its section's roles, for what stands under a
/// label those of the section above it too, whether it is in the header or in an addendum.
std::uint64_t surroundings_of(const note::Note& note, std::uint32_t b) {
  const note::Block& block = note.blocks[b];
  const note::Section& section = note.sections[block.section];
  const bool above = section.level == note::label_level && section.parent > 0;
  const std::uint64_t parents = above ? note.sections[static_cast<std::size_t>(section.parent)].roles.bits() : 0;
  return std::uint64_t{section.roles.bits()} | parents << 16U | static_cast<std::uint64_t>(block.kind) << 32U |
         std::uint64_t{b < note.header_end_block} << 40U | std::uint64_t{section.addendum} << 41U;
}

}  // namespace

Kept::Kept(std::shared_ptr<const note::Note> note, const Kept* previous) : note_(std::move(note)), previous_(previous) {
  surroundings_.reserve(size());
  for (std::uint32_t b = 0; b != size(); ++b) surroundings_.push_back(surroundings_of(*note_, b));
  if (previous_ == nullptr) return;
  const auto same = [&](std::size_t b, std::size_t old) {
    return note_->blocks[b].facts == previous_->note_->blocks[old].facts &&
           surroundings_[b] == previous_->surroundings_[old];
  };
  const std::size_t shorter = std::min(size(), previous_->size());
  std::size_t front = 0;
  while (front != shorter && same(front, front)) ++front;
  while (back_ != shorter - front && same(size() - 1 - back_, previous_->size() - 1 - back_)) ++back_;
  front_ = static_cast<std::ptrdiff_t>(front);
  same_ = front == size() && front == previous_->size();
}

}  // namespace notewell::lint
