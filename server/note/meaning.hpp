#pragma once
// Whether two versions of a note say the same, whatever their layout.

#include "note/note.hpp"

namespace notewell::note {

/// Whether the models agree in everything but where things stand: header fields, sections and their roles, options with
/// their state, labels, statements with all that was read from them, references, placeholders, directives. Runs of
/// blanks and line ends count as one blank; a header's date in two spellings is the same date if `dates`, the order of
/// its numbers, leaves no other reading.
[[nodiscard]] bool same_meaning(const Note& one, const Note& other, std::optional<DateOrder> dates = std::nullopt);

/// The date that `text` is, if it can be read in one way only: the year has four digits, and if the month has no name,
/// the order of day and month is known or makes no difference.
[[nodiscard]] std::optional<std::chrono::year_month_day> unambiguous_date(std::string_view text,
                                                                          std::optional<DateOrder> dates);

}  // namespace notewell::note
