#pragma once
// Pieces of JSON as text. Nearly all of a report is ranges, so reports are written, not built as values first.

#include <string>
#include <string_view>

#include "text/text.hpp"

namespace notewell::cli {

/// A text as JSON; bytes that are not UTF-8 are replaced.
[[nodiscard]] std::string json_text(std::string_view text);

/// Adds "range":{…}, as LSP has it.
void add_range(std::string& out, text::Range range);

}  // namespace notewell::cli
