#include "cli/unicode.hpp"

#include <algorithm>
#include <array>

namespace notewell::cli {
namespace {

struct Interval {
  char32_t first;
  char32_t last;
};

// Blocks, not single characters: enough to keep a marker under what it marks.
constexpr std::array no_columns{
    Interval{0x0300, 0x036F},   Interval{0x0483, 0x0489},   Interval{0x0591, 0x05BD}, Interval{0x064B, 0x065F},
    Interval{0x1AB0, 0x1AFF},   Interval{0x1DC0, 0x1DFF},   Interval{0x200B, 0x200F}, Interval{0x2060, 0x2064},
    Interval{0x20D0, 0x20FF},   Interval{0xFE00, 0xFE0F},   Interval{0xFE20, 0xFE2F}, Interval{0xFEFF, 0xFEFF},
    Interval{0x1F3FB, 0x1F3FF}, Interval{0xE0100, 0xE01EF},
};
constexpr std::array two_columns{
    Interval{0x1100, 0x115F},   Interval{0x2E80, 0x303E},   Interval{0x3041, 0xA4CF},   Interval{0xAC00, 0xD7A3},
    Interval{0xF900, 0xFAFF},   Interval{0xFE30, 0xFE6F},   Interval{0xFF00, 0xFF60},   Interval{0xFFE0, 0xFFE6},
    Interval{0x1F300, 0x1F64F}, Interval{0x1F680, 0x1F6FF}, Interval{0x1F900, 0x1F9FF}, Interval{0x1FA70, 0x1FAFF},
    Interval{0x20000, 0x3FFFD},
};

template <std::size_t N>
bool among(const std::array<Interval, N>& intervals, char32_t value) {
  return std::any_of(intervals.begin(), intervals.end(),
                     [value](Interval interval) { return interval.first <= value && value <= interval.last; });
}

std::size_t columns_of(char32_t value) {
  if (among(no_columns, value)) return 0;
  return among(two_columns, value) ? 2 : 1;
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    sum += columns_of(character.value);
    text.remove_prefix(character.size);
  }
  return sum;
}

}  // namespace notewell::cli
