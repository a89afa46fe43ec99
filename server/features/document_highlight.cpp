// textDocument/documentHighlight: where else the thing under the cursor stands. A goal or an objective: its definition
// and its references. A service or diagnosis code: the code. An option: its boxes, and the narrative that names it. A
// facet: its option and that option's other facets. Of any other word nothing: in prose, every "the" lit up is noise,
// and an editor that wants it can do that by itself.

#include <algorithm>

#include "features/features.hpp"
#include "features/outline.hpp"
#include "features/words.hpp"
#include "text/columns.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using protocol::TextDocumentPositionParams;
using text::Offset;
using text::Span;

/// LSP's numbers: where a thing is set down, and where it is spoken of.
enum class HighlightKind : std::uint8_t { read = 2, write = 3 };

struct Highlight {
  Span span;
  HighlightKind kind = HighlightKind::read;
};

/// Every goal and objective of the note, defined or referred to, and which it is.
struct NamedGoal {
  Highlight place;
  std::uint16_t goal = 0;
  std::uint16_t objective = 0;
};

std::vector<NamedGoal> goals_of(const lint::Analysis& analysis) {
  const note::Note& note = *analysis.note;
  std::vector<NamedGoal> out;
  if (note.kind == note::FileKind::treatment_plan) {
    for (const GoalDefinition& definition : goal_definitions(note, tree_nodes(analysis.tree, note.text.bytes()))) {
      out.push_back({.place = {.span = definition.name, .kind = HighlightKind::write},
                     .goal = definition.goal.goal,
                     .objective = definition.goal.objective});
    }
  }
  const std::size_t defined = out.size();
  for (const note::Block& block : note.blocks) {
    for (const note::Reference& reference : block.facts->references) {
      const Span span = block.absolute(reference.span);
      const auto end = out.begin() + static_cast<std::ptrdiff_t>(defined);
      const auto same = std::lower_bound(out.begin(), end, span.begin, [](const NamedGoal& one, Offset begin) {
        return one.place.span.begin < begin;
      });
      if (same != end && same->place.span.begin == span.begin) continue;  // "## Goal 1: …" of a plan defines it
      out.push_back({.place = {.span = span}, .goal = reference.goal, .objective = reference.objective});
    }
  }
  return out;
}

std::vector<Highlight> same_goal(const lint::Analysis& analysis, Offset at) {
  const std::vector<NamedGoal> goals = goals_of(analysis);
  const auto here = std::ranges::find_if(goals, [&](const NamedGoal& one) { return touches(one.place.span, at); });
  std::vector<Highlight> out;
  if (here == goals.end()) return out;
  for (const NamedGoal& one : goals) {
    if (one.goal == here->goal && one.objective == here->objective) out.push_back(one.place);
  }
  return out;
}

std::vector<Highlight> same_code(const note::Note& note, Offset at) {
  const std::vector<KnownCode> codes = known_codes(note);
  const auto here = std::ranges::find_if(codes, [&](const KnownCode& code) { return touches(code.span, at); });
  std::vector<Highlight> out;
  if (here == codes.end()) return out;
  for (const KnownCode& code : codes) {
    if (note.text.slice(code.span) == note.text.slice(here->span))
      out.push_back({.span = code.span, .kind = code.in_field ? HighlightKind::write : HighlightKind::read});
  }
  return out;
}

/// A box with its label, which is one thing to the reader.
Span box_and_label(const note::Option& option) {
  return {option.box.begin, std::max(option.box.end, option.label.end)};
}

std::vector<Highlight> all_of_concept(const note::Note& note, note::ConceptId entry) {
  std::vector<Highlight> out;
  for (const note::Block& block : note.blocks) {
    for (const note::Option& option : block.facts->options) {
      if (option.entry == entry) out.push_back({.span = block.absolute(option.label), .kind = HighlightKind::write});
    }
    for (const note::Mention& mention : block.facts->mentions) {
      if (mention.entry == entry && mention.sense == note::Sense::name)
        out.push_back({.span = block.absolute(mention.span)});
    }
  }
  return out;
}

/// The option that a facet stands under, and its facets.
std::vector<Highlight> option_with_facets(const note::Block& block, std::int16_t index) {
  std::vector<Highlight> out;
  const note::Option& option = block.facts->options[static_cast<std::size_t>(index)];
  const Span name = option.label.empty() ? option.box : option.label;
  out.push_back({.span = block.absolute(name), .kind = HighlightKind::write});
  for (const note::Label& label : block.facts->labels) {
    if (label.option == index && label.facet != note::Facet::none) out.push_back({.span = block.absolute(label.name)});
  }
  return out;
}

std::vector<Highlight> same_option(const note::Note& note, Offset at) {
  const auto behind = std::ranges::upper_bound(note.blocks, at, {}, &note::Block::begin);
  if (behind == note.blocks.begin()) return {};
  const note::Block& block = *std::prev(behind);
  const Offset inner = at - block.begin;
  const note::BlockFacts& facts = *block.facts;
  for (const note::Label& label : facts.labels) {
    if (label.option >= 0 && label.facet != note::Facet::none && touches(label.name, inner))
      return option_with_facets(block, label.option);
  }
  for (std::size_t o = 0; o != facts.options.size(); ++o) {
    const note::Option& option = facts.options[o];
    if (!touches(box_and_label(option), inner)) continue;
    if (option.entry != note::no_concept) return all_of_concept(note, option.entry);
    return option_with_facets(block, static_cast<std::int16_t>(std::min<std::size_t>(o, 0x7FFE)));
  }
  for (const note::Mention& mention : facts.mentions) {
    if (mention.sense != note::Sense::name || !touches(mention.span, inner)) continue;
    const bool ticked_somewhere = std::ranges::any_of(note.blocks, [&](const note::Block& other) {
      return std::ranges::find(other.facts->options, mention.entry, &note::Option::entry) != other.facts->options.end();
    });
    if (ticked_somewhere) return all_of_concept(note, mention.entry);
  }
  return {};
}

Outcome highlights(Session& session, const TextDocumentPositionParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const lint::Analysis& analysis = session.analysis(*document);
  const Offset at = document->text.offset(from_wire(params.position), session.client.encoding);
  std::vector<Highlight> found = same_goal(analysis, at);
  if (found.empty()) found = same_code(*analysis.note, at);
  if (found.empty()) found = same_option(*analysis.note, at);
  if (found.empty()) return json::value(nullptr);
  std::ranges::stable_sort(found, {}, [](const Highlight& one) { return one.span; });
  const auto rest = std::ranges::unique(found, {}, &Highlight::span);
  found.erase(rest.begin(), rest.end());
  const text::Columns columns(document->text, session.client.encoding);
  json::array out;
  for (const Highlight& one : found)
    out.push_back({{"range", to_wire(columns.range(one.span))}, {"kind", static_cast<int>(one.kind)}});
  return out;
}

}  // namespace

void bind_document_highlight(Session& session) {
  session.router.on_request<TextDocumentPositionParams>(
      "textDocument/documentHighlight", [&session](const auto& params) { return highlights(session, params); });
}

}  // namespace notewell::features
