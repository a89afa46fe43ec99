#pragma once
// One [[fix]] of a rule as an edit of a note: what fixes() does for each that a finding offers, and refactorings for
// lines that no rule asked for.

#include "lint/lint.hpp"

namespace notewell::lint {

/// The pattern's lines in the place that it names, for what `finding` anchors. Neither preferred nor safe.
[[nodiscard]] Fix made_fix(const FixPattern& pattern, const Finding& finding, const note::Note& note);

}  // namespace notewell::lint
