#pragma once
// How a note nests: what its outline, its folds and its growing selections share.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "note/goals.hpp"
#include "note/note.hpp"
#include "syntax/tree.hpp"
#include "text/text.hpp"

namespace notewell::features {

/// A named node of the tree. In a list of all nodes in document order, `parent` is its parent's index; the root's is
/// its own.
struct TreeNode {
  syntax::Kind kind = syntax::Kind::unknown;
  text::Span span;  // without blanks at its end
  std::uint32_t parent = 0;
};
[[nodiscard]] std::vector<TreeNode> tree_nodes(const syntax::Tree& tree, std::string_view bytes);

/// Where each of Note::sections stands, deeper sections included; empty for one that holds nothing.
[[nodiscard]] std::vector<text::Span> section_spans(const note::Note& note);

/// Where the header stands: the front matter, or the lines of fields at the top. These may be parted by titles, so
/// there may be several.
[[nodiscard]] std::vector<text::Span> header_spans(const note::Note& note);

/// A goal or an objective where a treatment plan defines it.
struct GoalDefinition {
  note::GoalId goal;
  text::Span name;   // "G1.2"
  text::Span line;   // the heading's title, or the item's first line without its marker
  text::Span whole;  // the heading's section, or the item with all under it
};
/// Of a plan, in the order of the text; no other file defines goals.
[[nodiscard]] std::vector<GoalDefinition> goal_definitions(const note::Note& note, const std::vector<TreeNode>& nodes);

/// A text cut for a name in a list, at the end of a character and with "…", if it is long.
[[nodiscard]] std::string shortened(std::string_view text);

}  // namespace notewell::features
