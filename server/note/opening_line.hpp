#pragma once
// What the top of a note says without labels: "11/20/26 0900-0950 group (90853)", "# DAP note 11/16/2026".
// Private to server/note/.

#include <string_view>
#include <vector>

#include "note/note.hpp"

namespace notewell::note {

/// The date, the times and the service code that stand in `line`, whose place in the text is `begin`, as fields whose
/// name is their value. A line that is no title has to begin with the date: else it may be narrative, and names none.
[[nodiscard]] std::vector<Field> opening_fields(std::string_view line, text::Offset begin, bool title,
                                                const Vocabulary& vocabulary);

/// Where a known service code stands right behind "CPT"; empty if none does.
[[nodiscard]] text::Span code_behind_cpt(std::string_view lines, const Vocabulary& vocabulary);

/// The code right behind "Dx" or "Diagnosis" and what else stands on its line: "Dx F32.1 moderate"; empty if none does.
[[nodiscard]] text::Span diagnosis_behind_dx(std::string_view lines);

}  // namespace notewell::note
