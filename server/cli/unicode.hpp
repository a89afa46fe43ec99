#pragma once
// UTF-8 as a terminal and a JSON reader need it. Notes may hold anything: bytes that are not UTF-8, and characters that
// would steer a terminal.

#include <cstddef>
#include <string>
#include <string_view>

namespace notewell::cli {

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

/// How many columns of a terminal printable(text) takes: 0 for combining marks, 2 for wide characters and emoji.
[[nodiscard]] std::size_t columns(std::string_view text);

}  // namespace notewell::cli
