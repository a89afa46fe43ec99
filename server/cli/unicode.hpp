#pragma once
// UTF-8 as a terminal and a JSON reader need it; see text/utf8.hpp.

#include <cstddef>
#include <string_view>

#include "text/utf8.hpp"

namespace notewell::cli {

using text::Character;
using text::first_character;
using text::printable;
using text::valid_utf8;

/// How many columns of a terminal printable(text) takes: 0 for combining marks, 2 for wide characters and emoji.
[[nodiscard]] std::size_t columns(std::string_view text);

}  // namespace notewell::cli
