// textDocument/semanticTokens/full, full/delta and range: what each stretch of a note is, beyond its form. See
// docs/semantic-tokens.md for the types and modifiers.

#include "features/semantic_tokens.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "features/outline.hpp"
#include "features/words.hpp"
#include "lint/backing.hpp"
#include "text/columns.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using protocol::SemanticTokensDeltaParams;
using protocol::SemanticTokensRangeParams;
using protocol::TextDocumentParams;
using text::Offset;
using text::Span;

enum class Type : std::uint8_t {
  heading,
  field,
  facet,
  ticked,
  unticked,
  quote,
  reference,
  placeholder,
  code,
  statement,
};
constexpr std::size_t type_count = 10;

/// Names of each type, best first: our own, then what LSP has that comes nearest.
constexpr std::array<std::array<std::string_view, 3>, type_count> type_names = {{{"heading", "namespace"},
                                                                                 {"field", "property"},
                                                                                 {"facet", "label", "keyword"},
                                                                                 {"tickedOption", "enumMember"},
                                                                                 {"untickedOption", "comment"},
                                                                                 {"quote", "string"},
                                                                                 {"reference", "decorator", "type"},
                                                                                 {"placeholder", "macro"},
                                                                                 {"code", "number"},
                                                                                 {"statement", "variable"}}};

/// Modifiers that stand beside the roles of headings, whose modifiers are their names.
enum class Modifier : std::uint8_t { evidence, vague, client_words, definition };
constexpr std::size_t own_modifiers = 4;
constexpr std::size_t modifier_count = own_modifiers + note::role_count;
constexpr std::array<std::array<std::string_view, 2>, own_modifiers> modifier_names = {
    {{"evidence", "documentation"}, {"vague", "abstract"}, {"clientWords", "readonly"}, {"definition"}}};

using Modifiers = std::uint32_t;  // bits over Modifier, then over note::Role
constexpr Modifiers bit(Modifier modifier) {
  return Modifiers{1} << static_cast<unsigned>(modifier);
}
constexpr Modifiers bit(note::Role role) {
  return Modifiers{1} << (own_modifiers + static_cast<unsigned>(role));
}
constexpr Modifiers no_roles = (Modifiers{1} << own_modifiers) - 1;

/// The names that the client knows, and what ours are among them.
struct Legend {
  std::vector<std::string> types;
  std::vector<std::string> modifiers;
  std::array<std::optional<std::uint32_t>, type_count> type_index;
  std::array<std::optional<std::uint32_t>, modifier_count> modifier_index;
};

template <class Names>
std::optional<std::uint32_t> first_declared(const Names& names, const std::vector<std::string>& declared,
                                            std::vector<std::string>& legend) {
  const auto known = std::ranges::find_if(names, [&](std::string_view name) {
    return !name.empty() && std::ranges::find(declared, name) != declared.end();
  });
  if (known == names.end()) return std::nullopt;
  const auto there = std::ranges::find(legend, *known);
  if (there == legend.end()) {
    legend.emplace_back(*known);
    return static_cast<std::uint32_t>(legend.size() - 1);
  }
  return static_cast<std::uint32_t>(there - legend.begin());
}

Legend legend_of(const protocol::SemanticTokens& client) {
  Legend legend;
  for (std::size_t t = 0; t != type_count; ++t)
    legend.type_index.at(t) = first_declared(type_names.at(t), client.types, legend.types);
  for (std::size_t m = 0; m != own_modifiers; ++m)
    legend.modifier_index.at(m) = first_declared(modifier_names.at(m), client.modifiers, legend.modifiers);
  for (std::size_t r = 0; r != note::role_count; ++r) {
    const std::array names = {note::name_of(static_cast<note::Role>(r))};
    legend.modifier_index.at(own_modifiers + r) = first_declared(names, client.modifiers, legend.modifiers);
  }
  return legend;
}

struct Token {
  Span span;
  Type type = Type::statement;
  Modifiers modifiers = 0;
};

/// Tokens that lie over each other, as layers: where several cover a place, the highest says what it is, and all add
/// their modifiers.
class Layers {
 public:
  enum Layer : std::uint8_t { statements, vague, forms, quotes, marks };

  /// Within a layer tokens come in order; what overlaps the one before is cut off.
  void add(Layer layer, Token token) {
    auto& tokens = layers_.at(layer);
    if (!tokens.empty()) token.span.begin = std::max(token.span.begin, tokens.back().span.end);
    if (token.span.begin < token.span.end) tokens.push_back(token);
  }

  /// In order, and none over another.
  [[nodiscard]] std::vector<Token> flattened() const {
    std::vector<Offset> borders;
    for (const auto& layer : layers_) {
      for (const Token& token : layer) borders.insert(borders.end(), {token.span.begin, token.span.end});
    }
    std::ranges::sort(borders);
    const auto rest = std::ranges::unique(borders);
    borders.erase(rest.begin(), rest.end());
    std::vector<Token> out;
    std::array<std::size_t, layer_count> next{};
    const Token* last = nullptr;  // that the last of `out` is of
    for (std::size_t b = 0; b + 1 < borders.size(); ++b) {
      const Token* top = nullptr;
      Modifiers modifiers = 0;
      for (std::size_t l = 0; l != layer_count; ++l) {
        const auto& layer = layers_.at(l);
        auto& at = next.at(l);
        while (at != layer.size() && layer[at].span.end <= borders[b]) ++at;
        if (at == layer.size() || layer[at].span.begin > borders[b]) continue;
        top = &layer[at];
        modifiers |= top->modifiers;
      }
      if (top == nullptr) continue;
      if (top->type == Type::placeholder) modifiers = top->modifiers;  // a blank is evidence of nothing
      if (top->type != Type::heading) modifiers &= no_roles;           // a goal in a heading has none of its own
      if (top == last && out.back().modifiers == modifiers && out.back().span.end == borders[b]) {
        out.back().span.end = borders[b + 1];
      } else {
        out.push_back({.span = {borders[b], borders[b + 1]}, .type = top->type, .modifiers = modifiers});
      }
      last = top;
    }
    return out;
  }

 private:
  static constexpr std::size_t layer_count = 5;
  std::array<std::vector<Token>, layer_count> layers_;
};

/// Takes what the analysis knows into layers.
class Reading {
 public:
  explicit Reading(const lint::Analysis& analysis) : analysis_(analysis), note_(*analysis.note) {}

  Layers read() && {
    add_statements();
    add_vague();
    add_forms();
    add_quotes();
    add_marks();
    return std::move(layers_);
  }

 private:
  /// A plan promises; only notes hold evidence.
  void add_statements() {
    if (note_.kind == note::FileKind::treatment_plan) return;
    const lint::Evidence evidence(note_);
    for (std::uint32_t b = 0; b != note_.blocks.size(); ++b) {
      const note::Block& block = note_.blocks[b];
      for (std::uint32_t s = 0; s != block.facts->statements.size(); ++s) {
        if (!lint::may_back(evidence, {.block = b, .statement = s})) continue;
        layers_.add(Layers::statements, {.span = block.absolute(block.facts->statements[s].span),
                                         .type = Type::statement,
                                         .modifiers = bit(Modifier::evidence)});
      }
    }
  }

  void add_vague() {
    for (const lint::Finding& finding : analysis_.findings) {
      const auto* wording = std::get_if<lint::WordingCheck>(&finding.rule->check);
      const auto* phrase = std::get_if<lint::PhraseCheck>(&finding.rule->check);
      const bool vague =
          (wording != nullptr && wording->of == note::WordingKind::vague) || (phrase != nullptr && phrase->generic);
      if (vague)
        layers_.add(Layers::vague, {.span = finding.span, .type = Type::statement, .modifiers = bit(Modifier::vague)});
    }
  }

  /// Headings, names of fields and rows, facets, options: none stands in another.
  void add_forms() {
    std::vector<Token> forms;
    for (const note::Section& section : note_.sections) {
      Modifiers roles = 0;
      for (std::size_t r = 0; r != note::role_count; ++r) {
        const auto role = static_cast<note::Role>(r);
        if (section.roles.has(role)) roles |= bit(role);
      }
      forms.push_back({.span = section.title, .type = Type::heading, .modifiers = roles});
    }
    for (const note::Block& block : note_.blocks) {
      for (const note::Label& label : block.facts->labels) {
        const Span name = block.absolute(label.name);
        if (label.facet != note::Facet::none) {
          forms.push_back({.span = name, .type = Type::facet});
        } else if (label.field != nullptr || !label.group.empty() || block.kind == note::BlockKind::field) {
          forms.push_back({.span = name, .type = Type::field});
        }
      }
      for (const note::Option& option : block.facts->options) {
        forms.push_back({.span = block.absolute({option.box.begin, std::max(option.box.end, option.label.end)}),
                         .type = option.ticked ? Type::ticked : Type::unticked});
      }
    }
    // A labelled line that opens a section is its heading first.
    std::ranges::stable_sort(forms, {}, [](const Token& token) { return token.span.begin; });
    for (const Token& form : forms) layers_.add(Layers::forms, form);
  }

  void add_quotes() {
    for (const note::Block& block : note_.blocks) {
      auto statement = block.facts->statements.begin();
      const auto end = block.facts->statements.end();
      for (const Span quote : block.facts->quotes) {
        while (statement != end && statement->span.end <= quote.begin) ++statement;
        const bool client =
            statement != end && statement->span.begin < quote.end && statement->speaker == note::Speaker::client_quote;
        layers_.add(Layers::quotes, {.span = block.absolute(quote),
                                     .type = Type::quote,
                                     .modifiers = client ? bit(Modifier::client_words) : 0});
      }
    }
  }

  void add_marks() {
    std::vector<Token> marks;
    for (const note::Block& block : note_.blocks) {
      for (const note::Reference& reference : block.facts->references)
        marks.push_back({.span = block.absolute(reference.span), .type = Type::reference});
      for (const Span blank : block.facts->placeholders)
        marks.push_back({.span = block.absolute(blank), .type = Type::placeholder});
    }
    for (const KnownCode& code : known_codes(note_)) marks.push_back({.span = code.span, .type = Type::code});
    if (note_.kind == note::FileKind::treatment_plan) {
      for (const GoalDefinition& definition : goal_definitions(note_, tree_nodes(analysis_.tree, note_.text.bytes()))) {
        marks.push_back({.span = definition.name, .type = Type::reference, .modifiers = bit(Modifier::definition)});
      }
    }
    // Where a plan's goal is read as a reference too, it is the definition.
    std::ranges::stable_sort(marks, [](const Token& a, const Token& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.modifiers > b.modifiers;
    });
    for (const Token& mark : marks) layers_.add(Layers::marks, mark);
  }

  const lint::Analysis& analysis_;
  const note::Note& note_;
  Layers layers_;
};

/// Without blanks at both ends; none for what is nothing but blanks.
void trim(std::string_view bytes, std::vector<Token>& tokens) {
  constexpr std::string_view blanks = " \t\r\n";
  std::erase_if(tokens, [&](Token& token) {
    while (!token.span.empty() && blanks.find(bytes[token.span.begin]) != std::string_view::npos) ++token.span.begin;
    while (!token.span.empty() && blanks.find(bytes[token.span.end - 1]) != std::string_view::npos) --token.span.end;
    return token.span.empty();
  });
}

/// A token for each line that it stands on.
void split_at_lines(const text::Text& text, std::vector<Token>& tokens) {
  std::vector<Token> out;
  out.reserve(tokens.size());
  for (const Token& token : tokens) {
    const std::uint32_t last = text.line_of(token.span.end);
    for (std::uint32_t l = text.line_of(token.span.begin); l <= last; ++l) {
      const Span line = text.line(l);
      Token part = token;
      part.span = {std::max(token.span.begin, line.begin), std::min(token.span.end, line.end)};
      if (part.span.begin < part.span.end) out.push_back(part);
    }
  }
  tokens = std::move(out);
}

using Data = std::vector<std::uint32_t>;
constexpr std::size_t numbers = 5;  // of each token: line and column after the one before, length, type, modifiers

/// In LSP's form; `within`: only those that stand in it at least in part.
Data encoded(const std::vector<Token>& tokens, const Legend& legend, const text::Columns& columns, Span within) {
  Data data;
  data.reserve(tokens.size() * numbers);
  text::Position before;
  for (const Token& token : tokens) {
    if (!token.span.overlaps(within)) continue;
    const auto type = legend.type_index.at(static_cast<std::size_t>(token.type));
    Modifiers modifiers = 0;
    for (std::size_t m = 0; m != modifier_count; ++m) {
      const auto index = legend.modifier_index.at(m);
      if ((token.modifiers >> m & 1U) != 0 && index) modifiers |= Modifiers{1} << *index;
    }
    // Prose is told of for its modifiers alone.
    if (!type || (token.type == Type::statement && modifiers == 0)) continue;
    const text::Position at = columns.position(token.span.begin);
    const bool same_line = at.line == before.line;
    data.insert(data.end(), {at.line - before.line, same_line ? at.character - before.character : at.character,
                             columns.length(token.span), *type, modifiers});
    before = at;
  }
  return data;
}

Data data_of(Session& session, Document& document, Span within) {
  std::vector<Token> tokens = Reading(session.analysis(document)).read().flattened();
  if (!session.client.semantic_tokens.multiline) split_at_lines(document.text, tokens);
  trim(document.text.bytes(), tokens);
  const text::Columns columns(document.text, session.client.encoding);
  return encoded(tokens, legend_of(session.client.semantic_tokens), columns, within);
}

Span whole(const Document& document) {
  return {0, document.text.size()};
}

/// What the client was given last of each note that is open.
struct Given {
  std::string id;
  Data data;
};
struct AllGiven {
  std::map<std::string, Given, std::less<>> of;
  std::uint64_t ids = 0;

  /// Keeps `data` as what the client has of the note now, and forgets notes that are closed. A result that is the same
  /// again keeps its id.
  const Given& keep(const Session& session, const std::string& uri, Data data) {
    std::erase_if(of, [&](const auto& entry) { return !session.documents.contains(entry.first); });
    Given& given = of[uri];
    if (given.id.empty() || given.data != data) given = {.id = std::to_string(++ids), .data = std::move(data)};
    return given;
  }
};

json::object full_result(const Given& given) {
  return {{"resultId", given.id}, {"data", json::array(given.data.begin(), given.data.end())}};
}

Outcome full(Session& session, AllGiven& all, const TextDocumentParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  return full_result(all.keep(session, document->uri, data_of(session, *document, whole(*document))));
}

/// One edit from the first number that differs to the last; none if nothing differs.
json::array edits_between(const Data& before, const Data& now) {
  const std::size_t shorter = std::min(before.size(), now.size());
  const auto differs =
      std::mismatch(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(shorter), now.begin());
  const auto start = static_cast<std::size_t>(differs.first - before.begin());
  if (start == before.size() && start == now.size()) return {};
  std::size_t same = 0;  // numbers at the end
  while (same < shorter - start && before[before.size() - 1 - same] == now[now.size() - 1 - same]) ++same;
  json::object edit = {{"start", start}, {"deleteCount", before.size() - same - start}};
  const auto first = now.begin() + static_cast<std::ptrdiff_t>(start);
  const auto last = now.end() - static_cast<std::ptrdiff_t>(same);
  if (first != last) edit["data"] = json::array(first, last);
  return {std::move(edit)};
}

Outcome delta(Session& session, AllGiven& all, const SemanticTokensDeltaParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const auto there = all.of.find(document->uri);
  const bool known = there != all.of.end() && there->second.id == params.previousResultId;
  const Data before = known ? there->second.data : Data{};
  const Given& now = all.keep(session, document->uri, data_of(session, *document, whole(*document)));
  if (!known) return full_result(now);
  return json::object{{"resultId", now.id}, {"edits", edits_between(before, now.data)}};
}

Outcome range(Session& session, const SemanticTokensRangeParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const Span within = document->text.span(from_wire(params.range), session.client.encoding);
  const Data data = data_of(session, *document, within);
  return json::object{{"data", json::array(data.begin(), data.end())}};
}

}  // namespace

std::optional<json::object> semantic_tokens_options(const protocol::Capabilities& client) {
  const protocol::SemanticTokens& tokens = client.semantic_tokens;
  const Legend legend = legend_of(tokens);
  if (legend.types.empty() || (!tokens.full && !tokens.range)) return std::nullopt;
  json::object out = {{"legend",
                       {{"tokenTypes", json::array(legend.types.begin(), legend.types.end())},
                        {"tokenModifiers", json::array(legend.modifiers.begin(), legend.modifiers.end())}}}};
  if (tokens.delta) {
    out["full"] = {{"delta", true}};
  } else if (tokens.full) {
    out["full"] = true;
  }
  if (tokens.range) out["range"] = true;
  return out;
}

void bind_semantic_tokens(Session& session) {
  const auto all = std::make_shared<AllGiven>();
  session.router.on_request<TextDocumentParams>(
      "textDocument/semanticTokens/full", [&session, all](const auto& params) { return full(session, *all, params); });
  session.router.on_request<SemanticTokensDeltaParams>(
      "textDocument/semanticTokens/full/delta",
      [&session, all](const auto& params) { return delta(session, *all, params); });
  session.router.on_request<SemanticTokensRangeParams>(
      "textDocument/semanticTokens/range", [&session](const auto& params) { return range(session, params); });
}

}  // namespace notewell::features
