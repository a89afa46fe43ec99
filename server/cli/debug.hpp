#pragma once
// `notewell debug tree|note`: what the parser and the note model make of a file, for people who work on them.

#include <string>

#include "cli/error.hpp"
#include "cli/terminal.hpp"
#include "note/note.hpp"
#include "syntax/tree.hpp"

namespace notewell::cli {

enum class DebugView { tree, note };

/// Writes the view of the file at `path` ("-": of what `in` gives).
[[nodiscard]] Exit debug(DebugView view, const std::string& path, Streams streams);

/// "LINE:CHARACTER-LINE:CHARACTER", 0-based and in UTF-16, as an editor's log shows ranges.
[[nodiscard]] std::string describe_range(text::Span span, const text::Text& text);

/// An indented s-expression, a node a line, each with its range.
[[nodiscard]] std::string describe_tree(const syntax::Tree& tree, const text::Text& text);

/// The model as JSON, a field, section or block a line; ranges as in describe_tree.
[[nodiscard]] std::string describe_note(const note::Note& note);

}  // namespace notewell::cli
