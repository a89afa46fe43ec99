#pragma once
// `notewell debug tree|note|assertions`: what the parser, the note model and its assertions make of a text, for people
// who work on them.

#include <string>

#include "cli/error.hpp"
#include "cli/terminal.hpp"
#include "note/note.hpp"
#include "syntax/tree.hpp"

namespace notewell::cli {

enum class DebugView { tree, note };

/// Writes the view of the file at `path` ("-": of what `in` gives).
[[nodiscard]] Exit debug(DebugView view, const std::string& path, Streams streams);

/// Answers each line of `in`, {"sentence": …, "concept": …}, with what the sentence asserts of the concept:
/// {"polarity": …, "temporality": …, "experiencer": …}. For a line that can't be answered an error says which it is;
/// the others are answered all the same.
[[nodiscard]] Exit debug_assertions(Streams streams);

/// "LINE:CHARACTER-LINE:CHARACTER", 0-based and in UTF-16, as an editor's log shows ranges.
[[nodiscard]] std::string describe_range(text::Span span, const text::Text& text);

/// An indented s-expression, a node a line, each with its range.
[[nodiscard]] std::string describe_tree(const syntax::Tree& tree, const text::Text& text);

/// The model as JSON, a field, section or block a line; ranges as in describe_tree.
[[nodiscard]] std::string describe_note(const note::Note& note);

}  // namespace notewell::cli
