#pragma once
// Reads one block of the syntax tree into facts. Private to server/note/.

#include <memory>
#include <vector>

#include "note/note.hpp"
#include "syntax/tree.hpp"

namespace notewell::note {

/// A node below a block, in document order; `span` is relative to the block.
struct FlatNode {
  syntax::Kind kind = syntax::Kind::unknown;
  text::Span span;
  std::uint32_t end = 0;  // index one past its last descendant
};

/// Everything below the cursor's node, in order, the node itself first; spans relative to `block`, and cut off at its
/// end.
void flatten(syntax::Cursor& cursor, text::Span block, std::vector<FlatNode>& nodes);

/// What the block holds: a pure function of its bytes, its nodes and the vocabulary.
[[nodiscard]] std::shared_ptr<const BlockFacts> read_block(std::string_view bytes, std::span<const FlatNode> nodes,
                                                           const Vocabulary& vocabulary);

/// The kind of block that a node of this form is.
[[nodiscard]] BlockKind block_kind(syntax::Kind form);

[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] text::Span trimmed(std::string_view bytes, text::Span span);

}  // namespace notewell::note
