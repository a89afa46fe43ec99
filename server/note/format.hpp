#pragma once
// The layout of a note: boxes, headings, list markers and indentation, spacing of fields, dates of the header, blank
// lines and line ends, put into one form. No word is changed, added, dropped or moved, no line is wrapped, and the
// model of the note is the same before and after: an edit that would change it is not made.

#include <optional>
#include <span>
#include <string_view>

#include "note/note.hpp"
#include "syntax/tree.hpp"
#include "text/edit.hpp"

namespace notewell::note {

struct FormatOptions {
  /// How 10/3/2024 is read; none: nobody said, and such a date stays as it is.
  std::optional<DateOrder> dates;
  bool trim_trailing_whitespace = true;
  bool insert_final_newline = true;
  bool trim_final_newlines = true;
};

/// The edits that lead to the one form, as few and as small as they can be; none when it is reached, and none for a
/// note that is sealed (is_sealed). `tree` is the note's, `file_name` what it was built with. With `within`, only edits
/// in the blocks that these spans touch. Time is linear in the note.
[[nodiscard]] text::Edits format(const Note& note, const syntax::Tree& tree, const FormatOptions& options,
                                 std::string_view file_name, std::span<const text::Span> within = {});

}  // namespace notewell::note
