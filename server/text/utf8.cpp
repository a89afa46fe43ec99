#include "text/utf8.hpp"

namespace notewell::text {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

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

}  // namespace notewell::text
