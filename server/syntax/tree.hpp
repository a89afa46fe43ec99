#pragma once
// The syntax tree of a note, by tree-sitter-pnote: owned, immutable once made, cheap to share between threads.
//
// Architecture invariant: this layer knows forms (a box, a heading, a label), never meanings (an affect, a role).
// Architecture invariant: parsing never fails. Every UTF-8 text has a tree without ERROR or MISSING nodes.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "text/text.hpp"

struct TSTree;

namespace notewell::syntax {

/// The named nodes of the grammar, in the order of kind_name(). See grammar/grammar.js for what each looks like.
enum class Kind : std::uint8_t {
  document,
  front_matter,    // the block between --- lines
  field,           // one line of it: field_name, then inline content as its value
  field_name,      // without the colon
  section,         // a heading (ATX or setext) and what stands under it, deeper sections included
  heading,         // heading_marker or setext_underline, and inline content
  heading_marker,  // the #s with the blanks behind them
  setext_underline,
  label_section,  // a label_heading and what stands under it
  label_heading,  // a line of its own that reads as a heading: DATA, Data:, **Data**, **Data:**
  labelled,  // label with content on its line: "D: Client arrived", "Mood: [x] sad"; more labels may follow after a gap
  label,     // with its colon and any ** around it, without the blanks behind it
  paragraph,
  item,    // marker, inline content, then deeper items, paragraphs and labelled lines
  marker,  // - * + • 1. 1)
  block_quote,
  quote_marker,  // >
  table,
  row,    // one line of a table, starting with |
  fence,  // a code fence with all its lines
  thematic_break,
  comment,    // <!-- … -->
  directive,  // <!-- notewell: … -->
  text,       // a run of plain inline text on one line
  option,     // a box and its label
  box_ticked,
  box_empty,
  option_label,
  quote,        // “…” with its marks; text, references and placeholders inside
  reference,    // @G1.2, Goal 1, Tx goal #1
  placeholder,  // ‹…› *** ___ [TODO] {…} XX ${…}
  unknown       // never in a tree of ours
};

[[nodiscard]] std::string_view kind_name(Kind kind);

/// One change to a text, in bytes: `removed` of the old text gave way to `inserted` new bytes.
struct Edit {
  text::Span removed;
  text::Offset inserted = 0;
};

class Cursor;

/// A whole tree; copies share it. Safe to read from many threads.
class Tree {
 public:
  Tree() = default;
  [[nodiscard]] explicit operator bool() const { return static_cast<bool>(tree_); }
  [[nodiscard]] Cursor root() const;
  /// The tree as an S-expression of named nodes, for tests and `notewell debug tree`.
  [[nodiscard]] std::string s_expression() const;
  /// True if the tree holds an ERROR or MISSING node: a bug in the grammar.
  [[nodiscard]] bool has_error() const;
  [[nodiscard]] const TSTree* get() const { return tree_.get(); }

 private:
  friend Tree parse(const text::Text& text);
  friend Tree reparse(const Tree& old, std::span<const Edit> edits, const text::Text& after);
  std::shared_ptr<const TSTree> tree_;
};

[[nodiscard]] Tree parse(const text::Text& text);

/// The tree of `after`, reusing what `edits` left of `old`. Edits are in order, each in the coordinates of the text
/// that the one before it left. Equal, node for node, to parse(after).
[[nodiscard]] Tree reparse(const Tree& old, std::span<const Edit> edits, const text::Text& after);

/// Walks a tree's nodes in order; all of them are named. A value; copying one costs an allocation, moving does not.
class Cursor {
 public:
  Cursor(Cursor&&) noexcept;
  Cursor& operator=(Cursor&&) noexcept;
  Cursor(const Cursor&);
  Cursor& operator=(const Cursor&);
  ~Cursor();

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] text::Span span() const;
  /// Each moves and returns true, or stays and returns false.
  bool first_child();
  bool next_sibling();
  bool parent();

 private:
  friend class Tree;
  struct State;
  explicit Cursor(const Tree& tree);
  std::unique_ptr<State> state_;
};

}  // namespace notewell::syntax
