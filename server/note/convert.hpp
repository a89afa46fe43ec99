#pragma once
// A note told in another format's sections: SOAP as DAP, GIRP as BIRP. Headings change and passages move; no line of
// narrative is written, changed or left out.

#include <array>
#include <optional>
#include <string_view>

#include "note/note.hpp"
#include "text/edit.hpp"

namespace notewell::note {

/// The formats that a note can be turned into, in the order in which they are offered.
inline constexpr std::array<Format, 6> convertible_formats = {Format::soap, Format::dap,  Format::birp,
                                                              Format::girp, Format::pirp, Format::sirp};

/// What keeps the note from being converted to `target`, as a sentence; empty: nothing does.
[[nodiscard]] std::string_view why_not_converted(const Note& note, Format target);

/// The edits that put each section's text under the target's section of the same role. What has no clear home there is
/// joined under the nearest role below its old heading, or keeps its place and heading. Empty where
/// why_not_converted() gives a reason.
[[nodiscard]] text::Edits converted(const Note& note, Format target);

}  // namespace notewell::note
