#include "features/outline.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace notewell::features {
namespace {

using syntax::Kind;
using text::Offset;
using text::Span;

Span without_blanks_behind(std::string_view bytes, Span span) {
  const std::size_t last = bytes.substr(span.begin, span.size()).find_last_not_of(" \t\r\n");
  return {span.begin, last == std::string_view::npos ? span.begin : span.begin + static_cast<Offset>(last + 1)};
}

/// The nesting of the grammar is bounded: six levels of headings, eight of items.
void gather(syntax::Cursor& cursor, std::string_view bytes, std::uint32_t parent, std::vector<TreeNode>& nodes) {
  const auto index = static_cast<std::uint32_t>(nodes.size());
  nodes.push_back({.kind = cursor.kind(), .span = without_blanks_behind(bytes, cursor.span()), .parent = parent});
  if (!cursor.first_child()) return;
  do {
    gather(cursor, bytes, index, nodes);
  } while (cursor.next_sibling());
  cursor.parent();
}

}  // namespace

std::vector<TreeNode> tree_nodes(const syntax::Tree& tree, std::string_view bytes) {
  std::vector<TreeNode> nodes;
  syntax::Cursor cursor = tree.root();
  gather(cursor, bytes, 0, nodes);
  return nodes;
}

std::vector<Span> section_spans(const note::Note& note) {
  std::vector<Span> spans(note.sections.size());
  for (std::size_t s = spans.size(); s-- != 0;) {
    const note::Section& section = note.sections[s];
    if (section.first_block == section.end_block) continue;
    Span& own = spans[s];
    own.begin = note.blocks[section.first_block].begin;
    own.end = std::max(own.end, note.blocks[section.end_block - 1].span().end);
    if (section.parent > 0) {
      Offset& end = spans[static_cast<std::size_t>(section.parent)].end;
      end = std::max(end, own.end);
    }
  }
  return spans;
}

std::vector<Span> header_spans(const note::Note& note) {
  if (!note.front_matter.empty()) return {note.front_matter};
  std::vector<Span> spans;
  std::optional<std::uint32_t> section;  // of the last of them
  for (std::uint32_t b = 0; b != note.header_end_block; ++b) {
    const note::Block& block = note.blocks[b];
    if (block.kind != note::BlockKind::header_line) continue;
    if (section != block.section) spans.push_back(block.span());
    spans.back().end = block.span().end;
    section = block.section;
  }
  return spans;
}

std::vector<GoalDefinition> goal_definitions(const note::Note& note, const std::vector<TreeNode>& nodes) {
  std::vector<GoalDefinition> out;
  if (note.kind != note::FileKind::treatment_plan) return out;
  const std::vector<note::Goal> goals = note::read_goals(note.text);
  const auto begin_of = [](const note::Goal& goal) { return goal.name.span.begin; };
  const auto add = [&](Span line, Span whole) {
    const auto goal = std::ranges::lower_bound(goals, line.begin, {}, begin_of);
    if (goal != goals.end() && line.contains(goal->name.span))
      out.push_back({.goal = goal->name.id, .name = goal->name.span, .line = line, .whole = whole});
  };
  const std::vector<Span> sections = section_spans(note);
  for (std::size_t s = 1; s < sections.size(); ++s) {
    if (!note.sections[s].title.empty()) add(note.sections[s].title, sections[s]);
  }
  const std::string_view bytes = note.text.bytes();
  for (std::size_t i = 0; i + 1 < nodes.size(); ++i) {
    if (nodes[i].kind != Kind::item || nodes[i + 1].kind != Kind::marker) continue;
    const std::size_t begin = bytes.find_first_not_of(" \t", nodes[i + 1].span.end);
    if (begin >= nodes[i].span.end) continue;
    const std::size_t end = std::min<std::size_t>(bytes.find_first_of("\r\n", begin), nodes[i].span.end);
    add({static_cast<Offset>(begin), static_cast<Offset>(end)}, {nodes[i].span});
  }
  std::ranges::sort(out, {}, [](const GoalDefinition& definition) { return definition.line.begin; });
  return out;
}

std::string shortened(std::string_view text) {
  constexpr std::size_t most = 120;  // bytes
  if (text.size() <= most) return std::string(text);
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace notewell::features
