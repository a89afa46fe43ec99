#pragma once
// What the top of a note says without labels: "11/20/26 0900-0950 group (90853)", "# DAP note 11/16/2026".
// Private to server/note/.

#include <string_view>
#include <vector>

#include "note/note.hpp"

namespace notewell::note {

/// The date, the times, the service code and the diagnosis that stand in `line`, whose place in the text is `begin`, as
/// fields whose name is their value. A line that is no title has to begin with the date: else it may be narrative, and
/// names none.
[[nodiscard]] std::vector<Field> opening_fields(std::string_view line, text::Offset begin, bool title,
                                                const Vocabulary& vocabulary);

/// The first range of times among the words of a line, without what encloses it; empty if there is none.
[[nodiscard]] text::Span time_range_in(std::string_view line);

/// What stands behind the name of its field without a colon, where it can be nothing else: "CPT 90834 + 90785", "Dx
/// F32.1 moderate", "DOB 3/2/2011", "POS 10, video", "Start 4:05 pm End 4:50 pm". Of each field the first; places are
/// those in the text, where `lines` begin at `begin`.
[[nodiscard]] std::vector<Field> fields_without_colon(std::string_view lines, text::Offset begin,
                                                      const Vocabulary& vocabulary);

/// The same, and the date, the times, the code and the diagnosis wherever they stand, of a line with a service code and
/// any of the others, a date and times, or a diagnosis: at the top of a note it is no narrative. Empty for any other
/// line.
[[nodiscard]] std::vector<Field> fields_of_line(std::string_view line, text::Offset begin,
                                                const Vocabulary& vocabulary);

/// A service code among the words of a line, without what encloses it; empty if there is none.
[[nodiscard]] text::Span service_code_in(std::string_view line, const Vocabulary& vocabulary);

/// The same for the code of a diagnosis, which has to be one of ICD-10-CM and to have a dot.
[[nodiscard]] text::Span diagnosis_code_in(std::string_view line, const Vocabulary& vocabulary);

/// "F32.1", "F43.10 PTSD": the form alone is looked at.
[[nodiscard]] bool begins_with_icd10(std::string_view value);

}  // namespace notewell::note
