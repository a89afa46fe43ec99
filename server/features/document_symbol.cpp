// textDocument/documentSymbol: the header with its fields, sections with their roles, options with their state, and the
// goals and objectives of a treatment plan.

#include <algorithm>

#include "features/features.hpp"
#include "features/outline.hpp"
#include "text/columns.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using protocol::TextDocumentParams;
using text::Span;

/// LSP's numbers; all are among those that every client knows.
enum class SymbolKind : std::uint8_t {
  module = 2,      // the header
  name_space = 3,  // a section
  class_ = 5,      // a goal
  property = 7,    // an objective
  field = 8,       // a field of the header
  boolean = 17,    // an option
};

struct Symbol {
  Span range;
  Span selection;  // inside `range`
  SymbolKind kind = SymbolKind::name_space;
  std::string name;  // never empty
  std::string detail;
};

std::string listed(note::Roles roles) {
  std::string out;
  for (std::size_t r = 0; r != note::role_count; ++r) {
    const auto role = static_cast<note::Role>(r);
    if (roles.has(role)) out += (out.empty() ? "" : ", ") + std::string(note::name_of(role));
  }
  std::ranges::replace(out, '-', ' ');
  return out;
}

std::string name_or(std::string_view name, std::string_view otherwise) {
  return name.empty() ? std::string(otherwise) : shortened(name);
}

void add_header(const note::Note& note, std::vector<Symbol>& symbols) {
  const std::vector<Span> headers = header_spans(note);
  auto field = note.fields.begin();
  for (const Span header : headers) {
    symbols.push_back({.range = header,
                       .selection = {header.begin, header.begin},
                       .kind = SymbolKind::module,
                       .name = "Header",
                       .detail = {}});
    field = std::find_if(field, note.fields.end(), [&](const auto& one) { return one.name.begin >= header.begin; });
    for (; field != note.fields.end() && header.contains(field->name); ++field) {
      symbols.push_back({.range = {field->name.begin, std::max(field->name.end, field->value.end)},
                         .selection = field->name,
                         .kind = SymbolKind::field,
                         .name = name_or(note.text.slice(field->name), "(no name)"),
                         .detail = shortened(note.text.slice(field->value))});
    }
  }
}

void add_sections(const note::Note& note, const std::vector<GoalDefinition>& goals, std::vector<Symbol>& symbols) {
  const std::vector<Span> spans = section_spans(note);
  for (std::size_t s = 1; s < spans.size(); ++s) {
    const note::Section& section = note.sections[s];
    const bool goal = std::ranges::binary_search(
        goals, section.title.begin, {}, [](const GoalDefinition& definition) { return definition.line.begin; });
    if (goal) continue;
    const bool titled = spans[s].contains(section.title) && !section.title.empty();
    symbols.push_back({.range = spans[s],
                       .selection = titled ? section.title : Span{spans[s].begin, spans[s].begin},
                       .kind = SymbolKind::name_space,
                       .name = name_or(titled ? note.text.slice(section.title) : "", "(no title)"),
                       .detail = listed(section.roles)});
  }
  for (const GoalDefinition& definition : goals) {
    const bool objective = definition.goal.objective != 0;
    symbols.push_back({.range = definition.whole,
                       .selection = definition.line,
                       .kind = objective ? SymbolKind::property : SymbolKind::class_,
                       .name = shortened(note.text.slice(definition.line)),
                       .detail = objective ? "objective" : "goal"});
  }
}

void add_options(const note::Note& note, std::vector<Symbol>& symbols) {
  for (const note::Block& block : note.blocks) {
    for (const note::Option& option : block.facts->options) {
      const Span own = {option.box.begin, std::max(option.box.end, option.label.end)};
      symbols.push_back({.range = block.absolute(option.own_line ? option.item : own),
                         .selection = block.absolute(option.label.empty() ? option.box : option.label),
                         .kind = SymbolKind::boolean,
                         .name = name_or(block.slice(option.label), "(no label)"),
                         .detail = option.ticked ? "ticked" : "not ticked"});
    }
  }
}

/// Outer symbols before what is inside them.
std::vector<Symbol> symbols_of(const lint::Analysis& analysis) {
  const note::Note& note = *analysis.note;
  std::vector<GoalDefinition> goals;
  if (note.kind == note::FileKind::treatment_plan)
    goals = goal_definitions(note, tree_nodes(analysis.tree, note.text.bytes()));
  std::vector<Symbol> symbols;
  add_header(note, symbols);
  add_sections(note, goals, symbols);
  add_options(note, symbols);
  std::ranges::stable_sort(symbols, [](const Symbol& a, const Symbol& b) {
    return a.range.begin != b.range.begin ? a.range.begin < b.range.begin : a.range.end > b.range.end;
  });
  return symbols;
}

/// Writes what stands inside `outer`, from `next` on.
json::array nested(const std::vector<Symbol>& symbols, std::size_t& next, Span outer, const text::Columns& columns) {
  json::array out;
  while (next != symbols.size() && outer.contains(symbols[next].range)) {
    const Symbol& symbol = symbols[next++];
    json::object item = {{"name", symbol.name},
                         {"kind", static_cast<int>(symbol.kind)},
                         {"range", to_wire(columns.range(symbol.range))},
                         {"selectionRange", to_wire(columns.range(symbol.selection))}};
    if (!symbol.detail.empty()) item["detail"] = symbol.detail;
    json::array children = nested(symbols, next, symbol.range, columns);
    if (!children.empty()) item["children"] = std::move(children);
    out.push_back(std::move(item));
  }
  return out;
}

/// For clients that know no nesting: each with the name of what it stands in.
json::array flat(const std::vector<Symbol>& symbols, const Document& document, const text::Columns& columns) {
  json::array out;
  std::vector<const Symbol*> outer;
  for (const Symbol& symbol : symbols) {
    while (!outer.empty() && !outer.back()->range.contains(symbol.range)) outer.pop_back();
    json::object item = {{"name", symbol.name},
                         {"kind", static_cast<int>(symbol.kind)},
                         {"location", {{"uri", document.uri}, {"range", to_wire(columns.range(symbol.range))}}}};
    if (!outer.empty()) item["containerName"] = outer.back()->name;
    out.push_back(std::move(item));
    outer.push_back(&symbol);
  }
  return out;
}

Outcome document_symbols(Session& session, const TextDocumentParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const lint::Analysis& analysis = session.analysis(*document);
  const std::vector<Symbol> symbols = symbols_of(analysis);
  const text::Columns columns(document->text, session.client.encoding);
  if (!session.client.hierarchical_symbols) return flat(symbols, *document, columns);
  std::size_t next = 0;
  return nested(symbols, next, {0, document->text.size()}, columns);
}

}  // namespace

void bind_document_symbol(Session& session) {
  session.router.on_request<TextDocumentParams>(
      "textDocument/documentSymbol", [&session](const auto& params) { return document_symbols(session, params); });
}

}  // namespace notewell::features
