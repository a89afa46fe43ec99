// textDocument/foldingRange: the header, sections, items with their facets, tables, quotes, fences and comments. What
// folds follows from the text alone, so the server never asks for a refresh.

#include <algorithm>
#include <set>

#include "features/features.hpp"
#include "features/outline.hpp"
#include "text/columns.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using protocol::TextDocumentParams;
using syntax::Kind;
using text::Offset;
using text::Span;

struct Fold {
  Span span;  // its first line stays
  const char* kind = nullptr;
  std::string text;  // what stands there when it is folded; empty: the client decides
};

/// "date: 2026-11-20, code: 90837": what tells one header from the next, and no name of a person.
std::string header_text(const note::Note& note, Span header) {
  std::string out;
  for (const note::Field& field : note.fields) {
    const bool told = field.id == "kind" || field.id == "date" || field.id == "code";
    if (!told || field.value.empty() || !header.contains(field.value)) continue;
    out += (out.empty() ? "" : ", ") + shortened(note.text.slice(field.name)) + ": " +
           shortened(note.text.slice(field.value));
  }
  return out.empty() ? std::string{} : "--- " + out + " ---";
}

/// The first line of an option with the facets under it: "- [x] sad (Observed, Reported)".
std::string item_text(const note::Note& note, const note::Block& block, const note::Option& option, std::int16_t index,
                      std::vector<note::Label>::const_iterator& label) {
  std::string facets;
  const auto end = block.facts->labels.end();
  while (label != end && label->name.begin < option.box.begin) ++label;
  for (auto it = label; it != end && it->name.end <= option.item.end; ++it) {
    if (it->option == index && it->facet != note::Facet::none)
      facets += (facets.empty() ? "" : ", ") + shortened(block.slice(it->name));
  }
  const Span line = note.text.line(note.text.line_of(block.absolute(option.item).begin));
  const Offset begin = block.absolute(option.item).begin;
  const std::string first = shortened(note.text.slice({begin, std::max(begin, line.end)}));
  return facets.empty() ? std::string{} : first + " (" + shortened(facets) + ")";
}

const char* kind_of(Kind kind) {
  return kind == Kind::comment || kind == Kind::directive ? "comment" : nullptr;
}

bool folds(Kind kind) {
  switch (kind) {
    case Kind::item:
    case Kind::table:
    case Kind::fence:
    case Kind::block_quote:
    case Kind::comment:
    case Kind::directive:
      return true;
    default:
      return false;
  }
}

/// Outer folds before what is inside them.
std::vector<Fold> folds_of(const lint::Analysis& analysis) {
  const note::Note& note = *analysis.note;
  std::vector<Fold> out;
  for (const Span header : header_spans(note))
    out.push_back({.span = header, .kind = "region", .text = header_text(note, header)});
  const std::vector<Span> sections = section_spans(note);
  for (std::size_t s = 1; s < sections.size(); ++s) out.push_back({.span = sections[s], .kind = "region", .text = {}});
  std::vector<std::pair<Offset, std::string>> texts;  // of options, by where their items begin
  for (const note::Block& block : note.blocks) {
    auto label = block.facts->labels.begin();
    for (std::size_t o = 0; o != block.facts->options.size(); ++o) {
      const note::Option& option = block.facts->options[o];
      if (option.own_line) {
        texts.emplace_back(block.absolute(option.item).begin,
                           item_text(note, block, option, static_cast<std::int16_t>(o), label));
      }
    }
  }
  for (const TreeNode& node : tree_nodes(analysis.tree, note.text.bytes())) {
    if (!folds(node.kind)) continue;
    const auto text = std::ranges::lower_bound(texts, node.span.begin, {}, &std::pair<Offset, std::string>::first);
    const bool told = text != texts.end() && text->first == node.span.begin && node.kind == Kind::item;
    out.push_back({.span = node.span, .kind = kind_of(node.kind), .text = told ? text->second : std::string{}});
  }
  std::ranges::stable_sort(out, [](const Fold& a, const Fold& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  return out;
}

/// Keeps those of more than one line, of several with the same lines the outermost, and of too many the outer ones.
void keep_what_shows(std::vector<Fold>& folds, const text::Text& text, std::optional<std::uint32_t> most) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  std::erase_if(folds, [&](const Fold& fold) {
    const auto lines = std::pair(text.line_of(fold.span.begin), text.line_of(fold.span.end));
    return lines.first == lines.second || !seen.insert(lines).second;
  });
  if (!most || folds.size() <= *most) return;
  std::vector<std::size_t> depths;
  depths.reserve(folds.size());
  std::vector<Offset> open;
  for (const Fold& fold : folds) {
    while (!open.empty() && open.back() <= fold.span.begin) open.pop_back();
    depths.push_back(open.size());
    open.push_back(fold.span.end);
  }
  std::vector<std::size_t> order(folds.size());
  for (std::size_t i = 0; i != order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return depths[i]; });
  order.resize(*most);
  std::ranges::sort(order);
  std::vector<Fold> kept;
  kept.reserve(order.size());
  for (const std::size_t i : order) kept.push_back(std::move(folds[i]));
  folds = std::move(kept);
}

Outcome folding_ranges(Session& session, const TextDocumentParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const protocol::Capabilities& client = session.client;
  const text::Text& text = document->text;
  std::vector<Fold> folds = folds_of(session.analysis(*document));
  keep_what_shows(folds, text, client.most_folds);
  const text::Columns columns(text, client.encoding);
  json::array out;
  for (const Fold& fold : folds) {
    const std::uint32_t first = text.line_of(fold.span.begin);
    const text::Position end = columns.position(fold.span.end);
    json::object item = {{"startLine", first}, {"endLine", end.line}};
    if (!client.folds_whole_lines) {
      item["startCharacter"] = columns.position(text.line(first).end).character;
      item["endCharacter"] = end.character;
    }
    if (fold.kind != nullptr) item["kind"] = fold.kind;
    if (client.fold_texts && !fold.text.empty()) item["collapsedText"] = fold.text;
    out.push_back(std::move(item));
  }
  return out;
}

}  // namespace

void bind_folding_range(Session& session) {
  session.router.on_request<TextDocumentParams>(
      "textDocument/foldingRange", [&session](const auto& params) { return folding_ranges(session, params); });
}

}  // namespace notewell::features
