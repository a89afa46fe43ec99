#pragma once
// Edits as a unified diff, which people read and `patch` applies.

#include <span>
#include <string>
#include <string_view>

#include "cli/terminal.hpp"
#include "text/edit.hpp"

namespace notewell::cli {

/// What `edits` change in `before`, with three lines around each change; empty without edits. On a terminal the text is
/// made printable and, if it has colours, coloured; else its bytes are as they are. Time is linear in the text.
[[nodiscard]] std::string unified_diff(std::string_view path, std::string_view before,
                                       std::span<const text::Edit> edits, const Terminal& terminal);

}  // namespace notewell::cli
