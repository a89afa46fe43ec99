// textDocument/selectionRange: from a word to its quote, its statement, its facet, its item, its sections and at last
// the whole note.

#include <algorithm>

#include "features/features.hpp"
#include "features/outline.hpp"
#include "features/words.hpp"
#include "text/columns.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using protocol::SelectionRangeParams;
using syntax::Kind;
using text::Offset;
using text::Span;

/// The last of `items`, which are in order and do not overlap, that touches the place.
template <class Items, class SpanOf>
std::optional<Span> touching(const Items& items, Offset at, const SpanOf& span_of) {
  auto it = std::ranges::upper_bound(items, at, {}, [&](const auto& item) { return span_of(item).begin; });
  if (it == items.begin()) return std::nullopt;
  const Span span = span_of(*--it);
  return touches(span, at) ? std::optional(span) : std::nullopt;
}

/// Everything of a note that a selection may grow to, made once for all places asked for.
class Growing {
 public:
  explicit Growing(const lint::Analysis& analysis)
      : note_(*analysis.note),
        nodes_(tree_nodes(analysis.tree, note_.text.bytes())),
        sections_(section_spans(note_)),
        headers_(header_spans(note_)) {}

  /// Strictly growing, each inside the next, the last the whole text.
  [[nodiscard]] std::vector<Span> around(Offset at) const {
    std::vector<Span> found = {word_around(note_.text.bytes(), at)};
    add_nodes(at, found);
    add_block(at, found);
    for (const Span header : headers_) {
      if (touches(header, at)) found.push_back(header);
    }
    std::ranges::stable_sort(found, {}, &Span::size);
    found.push_back({0, note_.text.size()});
    std::vector<Span> chain;
    for (const Span span : found) {
      if (chain.empty() || (span != chain.back() && span.contains(chain.back()))) chain.push_back(span);
    }
    if (chain.size() > 1 && chain.front().empty()) chain.erase(chain.begin());
    return chain;
  }

 private:
  /// What the grammar tells: quotes with and without their marks, options, items, paragraphs.
  void add_nodes(Offset at, std::vector<Span>& found) const {
    const auto behind = std::ranges::upper_bound(nodes_, at, {}, [](const TreeNode& node) { return node.span.begin; });
    if (behind == nodes_.begin()) return;
    for (auto i = static_cast<std::uint32_t>(behind - nodes_.begin() - 1);; i = nodes_[i].parent) {
      const TreeNode& node = nodes_[i];
      if (touches(node.span, at) && counts(node.kind)) {
        found.push_back(node.span);
        if (node.kind == Kind::quote) found.push_back(inside_marks(node.span));
      }
      if (i == 0) return;
    }
  }

  /// Sections are the model's to tell; a run of plain text is no unit for a reader.
  [[nodiscard]] static bool counts(Kind kind) {
    return kind != Kind::document && kind != Kind::section && kind != Kind::label_section && kind != Kind::text;
  }

  [[nodiscard]] Span inside_marks(Span quote) const {
    const std::string_view bytes = note_.text.slice(quote);
    const auto length = [](std::string_view text, bool behind) -> Offset {
      for (const std::string_view mark : {"\"", "“", "”", "‘", "’"}) {
        if (behind ? text.ends_with(mark) : text.starts_with(mark)) return static_cast<Offset>(mark.size());
      }
      return 0;
    };
    const Offset opening = length(bytes, false);
    const Offset closing = length(bytes.substr(opening), true);
    return {quote.begin + opening, quote.end - closing};
  }

  /// What the model tells: the statement, the content of its labelled line, the field, and the sections.
  void add_block(Offset at, std::vector<Span>& found) const {
    auto it = std::ranges::upper_bound(note_.blocks, at, {}, &note::Block::begin);
    if (it == note_.blocks.begin()) return;
    const note::Block& block = *--it;
    const Offset inner = at - block.begin;
    const auto add = [&](std::optional<Span> span) {
      if (span && !span->empty()) found.push_back(block.absolute(*span));
    };
    add(touching(block.facts->statements, inner, [](const note::Statement& one) { return one.span; }));
    add(touching(block.facts->labels, inner, [](const note::Label& one) { return one.body; }));
    add(touching(block.facts->labels, inner, [](const note::Label& one) {
      return Span{one.name.begin, std::max(one.name.end, one.body.end)};
    }));
    for (std::size_t s = block.section; s != 0; s = static_cast<std::size_t>(note_.sections[s].parent)) {
      if (touches(sections_[s], at)) found.push_back(sections_[s]);
      if (note_.sections[s].parent <= 0) break;
    }
  }

  const note::Note& note_;
  std::vector<TreeNode> nodes_;
  std::vector<Span> sections_;
  std::vector<Span> headers_;
};

Outcome selection_ranges(Session& session, const SelectionRangeParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const Growing growing(session.analysis(*document));
  const text::Columns columns(document->text, session.client.encoding);
  json::array out;
  for (const protocol::Position position : params.positions) {
    const Offset at = document->text.offset(from_wire(position), session.client.encoding);
    const std::vector<Span> chain = growing.around(at);
    json::object selection;
    for (auto span = chain.rbegin(); span != chain.rend(); ++span) {
      json::object inner = {{"range", to_wire(columns.range(*span))}};
      if (!selection.empty()) inner["parent"] = std::move(selection);
      selection = std::move(inner);
    }
    out.push_back(std::move(selection));
  }
  return out;
}

}  // namespace

void bind_selection_range(Session& session) {
  session.router.on_request<SelectionRangeParams>(
      "textDocument/selectionRange", [&session](const auto& params) { return selection_ranges(session, params); });
}

}  // namespace notewell::features
