#pragma once
// UTF-8 as whoever shows a note needs it. Notes may hold anything: bytes that are not UTF-8, and characters that would
// steer a terminal or turn the writing direction.

#include <cstddef>
#include <string>
#include <string_view>

namespace notewell::text {

/// One character, or one byte that belongs to none (then `valid` is false and `size` is 1).
struct Character {
  char32_t value = 0;
  std::size_t size = 1;  // bytes
  bool valid = true;
};

/// The character at the start of `text`, which must not be empty.
[[nodiscard]] Character first_character(std::string_view text);

/// `text` with every byte that is not UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

/// As valid_utf8, and nothing in it moves the cursor, changes colours or turns the writing direction: control
/// characters become their pictures (ESC: ␛), a tab becomes a space.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace notewell::text
