#pragma once
// By what a finding is known again, wherever its line has moved to.

#include <string>

#include "lint/lint.hpp"
#include "text/text.hpp"

namespace notewell::cli {

/// The first 16 hexadecimal digits of the SHA-256 of the rule's id, LF, the marked text with every run of blanks and
/// line ends as one space, and LF.
[[nodiscard]] std::string mark_of(const lint::Finding& finding, const text::Text& text);

}  // namespace notewell::cli
