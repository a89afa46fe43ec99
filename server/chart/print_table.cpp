#include "chart/print_table.hpp"

#include <algorithm>
#include <bit>
#include <ranges>

namespace notewell::chart {
namespace {

constexpr unsigned half = 16;  // bits
constexpr std::uint32_t stretches = 1U << half;
constexpr std::size_t few = stretches / 4;  // entries of a table without stretches
constexpr unsigned byte_bits = 8;

std::uint16_t lower_half(std::uint32_t print) {
  return static_cast<std::uint16_t>(print);
}
std::uint16_t upper_half(std::uint32_t print) {
  return static_cast<std::uint16_t>(print >> half);
}

}  // namespace

PrintTable::PrintTable(std::size_t entries, std::uint32_t passages)
    : width_((static_cast<unsigned>(std::bit_width(passages)) + byte_bits - 1) / byte_bits) {
  lower_.reserve(entries);
  numbers_.reserve(entries * width_);
  if (entries < few) {
    upper_.reserve(entries);
  } else {
    begins_.assign(stretches + 1, 0);
  }
}

void PrintTable::add(std::uint32_t print, std::uint32_t passage) {
  lower_.push_back(lower_half(print));
  if (has_stretches()) {
    begins_[upper_half(print) + 1U] = static_cast<std::uint32_t>(lower_.size());
  } else {
    upper_.push_back(upper_half(print));
  }
  for (unsigned i = 0; i != width_; ++i) numbers_.push_back(static_cast<std::uint8_t>(passage >> (i * byte_bits)));
}

void PrintTable::finish() {
  for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] = std::max(begins_[i], begins_[i - 1]);
  lower_.shrink_to_fit();
  upper_.shrink_to_fit();
  numbers_.shrink_to_fit();
}

std::pair<std::size_t, std::size_t> PrintTable::of(std::uint32_t print) const {
  const auto bounds = [](auto begin, auto end, std::size_t from, std::uint16_t wanted) {
    const auto range = std::ranges::equal_range(begin, end, wanted);
    return std::pair(from + static_cast<std::size_t>(range.begin() - begin),
                     from + static_cast<std::size_t>(range.end() - begin));
  };
  const auto at = [](const auto& list, std::size_t i) { return list.begin() + static_cast<std::ptrdiff_t>(i); };
  std::pair<std::size_t, std::size_t> stretch;
  if (has_stretches()) {
    stretch = {begins_[upper_half(print)], begins_[upper_half(print) + 1U]};
  } else {
    stretch = bounds(upper_.begin(), upper_.end(), 0, upper_half(print));
  }
  return bounds(at(lower_, stretch.first), at(lower_, stretch.second), stretch.first, lower_half(print));
}

std::uint32_t PrintTable::passage(std::size_t entry) const {
  std::uint32_t out = 0;
  for (unsigned i = 0; i != width_; ++i) out |= std::uint32_t{numbers_[entry * width_ + i]} << (i * byte_bits);
  return out;
}

std::uint32_t PrintTable::Walk::print() const {
  const std::uint32_t upper = table_.has_stretches() ? stretch_ : table_.upper_[entry_];
  return (upper << half) | table_.lower_[entry_];
}

void PrintTable::Walk::find_stretch() {
  if (!table_.has_stretches() || at_end()) return;
  while (table_.begins_[stretch_ + 1] <= entry_) ++stretch_;
}

}  // namespace notewell::chart
