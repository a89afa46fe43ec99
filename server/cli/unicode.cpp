#include "cli/unicode.hpp"

#include <algorithm>
#include <array>

namespace notewell::cli {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

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

bool turns_direction(char32_t value) {
  return (0x202A <= value && value <= 0x202E) || (0x2066 <= value && value <= 0x2069);
}

void append_printable(std::string& out, std::string_view bytes, Character character) {
  const char32_t value = character.value;
  if (!character.valid || (0x80 <= value && value <= 0x9F) || turns_direction(value)) {
    out += replacement;
  } else if (value == '\t') {
    out += ' ';
  } else if (value < 0x20) {
    out += {'\xE2', '\x90', static_cast<char>(0x80 + value)};  // U+2400 + value
  } else if (value == 0x7F) {
    out += "\xE2\x90\xA1";  // U+2421
  } else {
    out += bytes;
  }
}

std::size_t columns_of(char32_t value) {
  if (among(no_columns, value)) return 0;
  return among(two_columns, value) ? 2 : 1;
}

}  // namespace

Character first_character(std::string_view text) {
  const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto continued = [&](std::size_t at) { return at < text.size() && (byte(at) & 0xC0U) == 0x80U; };
  const Character broken{.value = 0xFFFD, .size = 1, .valid = false};

  const unsigned lead = byte(0);
  if (lead < 0x80) return {.value = lead};
  std::size_t size = 0;
  char32_t least = 0;
  char32_t value = 0;
  if ((lead & 0xE0U) == 0xC0U) {
    size = 2, least = 0x80, value = lead & 0x1FU;
  } else if ((lead & 0xF0U) == 0xE0U) {
    size = 3, least = 0x800, value = lead & 0x0FU;
  } else if ((lead & 0xF8U) == 0xF0U) {
    size = 4, least = 0x10000, value = lead & 0x07U;
  } else {
    return broken;
  }
  for (std::size_t at = 1; at < size; ++at) {
    if (!continued(at)) return broken;
    value = (value << 6U) | (byte(at) & 0x3FU);
  }
  const bool surrogate = 0xD800 <= value && value <= 0xDFFF;
  if (value < least || value > 0x10FFFF || surrogate) return broken;
  return {.value = value, .size = size};
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    out += character.valid ? text.substr(0, character.size) : replacement;
    text.remove_prefix(character.size);
  }
  return out;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    append_printable(out, text.substr(0, character.size), character);
    text.remove_prefix(character.size);
  }
  return out;
}

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
