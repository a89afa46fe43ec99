#pragma once
// Words and codes in the text of a note, for features that answer about the place of a cursor.

#include <string_view>
#include <vector>

#include "note/note.hpp"
#include "text/text.hpp"

namespace notewell::features {

/// Whether a cursor at the place is in the span or at one of its ends.
[[nodiscard]] constexpr bool touches(text::Span span, text::Offset at) {
  return span.begin <= at && at <= span.end;
}

/// The word that the place is in or touches, with the apostrophes inside it; empty at the place if there is none.
[[nodiscard]] text::Span word_around(std::string_view bytes, text::Offset at);

/// A service or diagnosis code that the vocabulary knows.
struct KnownCode {
  text::Span span;
  bool in_field = false;  // of the header or a labelled line, as the code that holds
};
/// In order: in the fields for them, and in narrative where they can't be anything else ("F33.1", "90837").
[[nodiscard]] std::vector<KnownCode> known_codes(const note::Note& note);

}  // namespace notewell::features
