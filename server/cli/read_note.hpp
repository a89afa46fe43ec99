#pragma once
// A note's bytes from a file or from standard input, with a clear word where there are none to be had.

#include <cstddef>
#include <istream>
#include <string>

#include "cli/error.hpp"

namespace notewell::cli {

/// Bytes. A long note has a few thousand; this much is a mistake, not a note.
inline constexpr std::size_t largest_note = std::size_t{16} << 20U;

/// The file's bytes. An Error if it can't be read, is a folder, is larger than largest_note, or is not text.
[[nodiscard]] Outcome<std::string> read_note(const std::string& path);

/// The same for a stream; `name` stands for it in errors.
[[nodiscard]] Outcome<std::string> read_note(std::istream& in, const std::string& name);

/// What errno `code` means for somebody who wanted to read `path`.
[[nodiscard]] Error unreadable(const std::string& path, int code);

}  // namespace notewell::cli
