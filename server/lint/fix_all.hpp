#pragma once
// The fixes that can't change what a note says (`safe = true` in a rule's [[fix]]), all at once: what `notewell fix`
// does and an editor's "fix all" offers.

#include <string_view>

#include "lint/analysis.hpp"
#include "text/edit.hpp"

namespace notewell::lint {

/// What leads from the analysed text to one in which no safe fix is left, as one list of edits. Of fixes that overlap
/// the first is made, and the next when the note was looked at again. `file_name` and `settings` are those that the
/// analysis was made with. A note that is sealed (note::is_sealed) has none.
[[nodiscard]] text::Edits safe_fixes(const Analysis& analysis, std::string_view file_name, const Settings& settings);

}  // namespace notewell::lint
