// textDocument/onTypeFormatting: Enter goes on with a list or ends it, ] completes a box, : puts a facet under its
// option.

#include <algorithm>
#include <charconv>

#include "features/text_edits.hpp"
#include "text/ascii.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using syntax::Kind;
using text::Edits;
using text::Offset;
using text::Span;

struct DocumentOnTypeFormattingParams {
  protocol::TextDocumentIdentifier textDocument;
  protocol::Position position;
  std::string ch;
};
BOOST_DESCRIBE_STRUCT(DocumentOnTypeFormattingParams, (), (textDocument, position, ch))

constexpr std::string_view blanks = " \t";

std::string_view indentation(std::string_view line) {
  return line.substr(0, std::min(line.find_first_not_of(blanks), line.size()));
}

/// The node of one of two kinds that `fits`, in the order of the text, or an empty span.
template <class Fits>
Span first_node(const syntax::Tree& tree, Offset at, const Fits& fits) {
  syntax::Cursor cursor = tree.root();
  // Only what holds the place is walked into: the children of a node are passed one by one, its depth is bounded.
  while (true) {
    if (fits(cursor.kind(), cursor.span())) return cursor.span();
    if (!cursor.first_child()) return {};
    while (cursor.span().end < at) {
      if (!cursor.next_sibling()) return {};
    }
  }
}

/// A list item's line in parts: "  - [x] sad".
struct ItemLine {
  std::string_view indentation;
  std::string_view marker;
  std::string_view box;
  std::string_view content;
};

std::optional<ItemLine> read_item(std::string_view line) {
  ItemLine item{.indentation = indentation(line), .marker = {}, .box = {}, .content = {}};
  line.remove_prefix(item.indentation.size());
  std::size_t marker = line.starts_with("•") ? std::string_view("•").size() : 0;
  if (marker == 0 && !line.empty() && std::string_view("-*+").find(line.front()) != std::string_view::npos) marker = 1;
  if (marker == 0) {
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    if (digits != 0 && digits <= 3 && digits < line.size() && (line[digits] == '.' || line[digits] == ')'))
      marker = digits + 1;
  }
  if (marker == 0 || (marker < line.size() && blanks.find(line[marker]) == std::string_view::npos && line[0] != '\xE2'))
    return std::nullopt;
  item.marker = line.substr(0, marker);
  line.remove_prefix(marker);
  line.remove_prefix(indentation(line).size());
  for (const std::string_view box : {"[x]", "[X]", "[ ]", "[]", "( )", "(x)", "☐", "☑", "☒", "[✓]", "[✔]"}) {
    if (!line.starts_with(box)) continue;
    item.box = line.substr(0, box.size());
    line.remove_prefix(box.size());
    line.remove_prefix(indentation(line).size());
    break;
  }
  item.content = line.substr(0, line.find_last_not_of(blanks) + 1);
  return item;
}

/// The marker of the item that follows: "2." behind "1.".
std::string next_marker(std::string_view marker) {
  int number = 0;
  const auto [end, error] = std::from_chars(marker.data(), marker.data() + marker.size(), number);
  if (error != std::errc{}) return std::string(marker);
  return std::to_string(number + 1) + marker.back();
}

std::string empty_box(std::string_view box) {
  if (box.empty()) return {};
  return box.starts_with('(') ? "( ) " : (box.starts_with('[') ? "[ ] " : "☐ ");
}

Edits after_enter(const lint::Analysis& analysis, Offset at) {
  const text::Text& text = analysis.text;
  const std::uint32_t line = text.line_of(at);
  if (line == 0) return {};
  const Span before = text.line(line - 1);
  const Span here = text.line(line);
  const auto item = read_item(text.slice(before));
  if (!item) return {};
  // What only looks like an item, in a code fence or a comment, is none.
  const Offset marker = before.begin + static_cast<Offset>(item->indentation.size());
  const Span node = first_node(analysis.tree, marker + 1,
                               [&](Kind kind, Span span) { return kind == Kind::marker && span.begin == marker; });
  if (node.empty()) return {};
  if (item->content.empty()) {
    const std::string_view rest = text.slice(here);
    if (rest.find_first_not_of(blanks) != std::string_view::npos) return {};
    return {{.replaced = {before.begin, here.end}, .inserted = {}}};
  }
  if (read_item(text.slice(here))) return {};  // the editor has gone on with the list already
  const Offset content = here.begin + static_cast<Offset>(indentation(text.slice(here)).size());
  return {{.replaced = {here.begin, content},
           .inserted = std::string(item->indentation) + next_marker(item->marker) + " " + empty_box(item->box)}};
}

Edits after_bracket(const lint::Analysis& analysis, Offset at) {
  const text::Text& text = analysis.text;
  const Span box = first_node(analysis.tree, at, [&](Kind kind, Span span) {
    return (kind == Kind::box_empty || kind == Kind::box_ticked) && span.end == at;
  });
  if (box.empty() || !text.slice(box).starts_with('[')) return {};
  const bool empty = text.slice(box).find_first_not_of("[ ]") == std::string_view::npos;
  const bool apart = at < text.line(text.line_of(at)).end && blanks.find(text.bytes()[at]) != std::string_view::npos;
  const std::string box_text = std::string(empty ? "[ ]" : "[x]") + (apart ? "" : " ");
  if (text.slice(box) == std::string_view(box_text)) return {};
  return {{.replaced = box, .inserted = box_text}};
}

/// A facet's name on a line of its own right below an option goes under that option. One that is a section's name as
/// well ("Response:") may begin that section.
Edits after_colon(const lint::Analysis& analysis, Offset at) {
  const text::Text& text = analysis.text;
  const note::Note& note = *analysis.note;
  const std::uint32_t line = text.line_of(at);
  const Span here = text.line(line);
  const std::string_view written = text.slice(here);
  const std::string_view indent = indentation(written);
  if (line == 0 || at != here.end || !written.ends_with(':')) return {};
  const std::string_view name = written.substr(indent.size(), written.size() - indent.size() - 1);
  if (!note.vocabulary->facet_named(name) || note.vocabulary->section_named(name) != nullptr) return {};
  const Span before = text.line(line - 1);
  if (before.empty()) return {};
  auto block = std::ranges::upper_bound(note.blocks, before.end - 1, {}, &note::Block::begin);
  if (block == note.blocks.begin()) return {};
  --block;
  if (block->kind != note::BlockKind::item || block->span().end < before.begin) return {};
  const note::Option* option = nullptr;
  for (const note::Option& one : block->facts->options) {
    if (one.own_line && block->begin + one.box.begin < here.begin) option = &one;
  }
  if (option == nullptr) return {};
  const std::string_view item = text.slice(text.line(text.line_of(block->begin + option->box.begin)));
  const std::string deeper = indentation(item).find('\t') != std::string_view::npos ? "\t" : "  ";
  return {{.replaced = {here.begin, here.begin + static_cast<Offset>(indent.size())},
           .inserted = std::string(indentation(item)) + deeper + "- "},
          {.replaced = {here.end, here.end}, .inserted = " "}};
}

Outcome formatted(Session& session, const DocumentOnTypeFormattingParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const lint::Analysis& analysis = session.analysis(*document);
  const Offset at = document->text.offset(from_wire(params.position), session.client.encoding);
  Edits edits;
  if (params.ch == "\n") edits = after_enter(analysis, at);
  if (params.ch == "]") edits = after_bracket(analysis, at);
  if (params.ch == ":") edits = after_colon(analysis, at);
  return json::value(text_edits(edits, *document, session));
}

}  // namespace

void bind_on_type_formatting(Session& session) {
  session.router.on_request<DocumentOnTypeFormattingParams>(
      "textDocument/onTypeFormatting", [&session](const auto& params) { return formatted(session, params); });
}

}  // namespace notewell::features
