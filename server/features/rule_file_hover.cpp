// textDocument/hover in a rule file: what a key or a table is for, and what a name in a value stands for.

#include <algorithm>

#include "features/rule_files.hpp"

namespace notewell::features {
namespace {

using text::Span;

struct Told {
  Span span;
  std::string title;
  std::string about;
};

std::optional<Told> key_told(const RuleFilePlace& place) {
  const TomlStatement& statement = *place.statement;
  const note::Key* key = key_at(place, statement.name);
  if (key == nullptr) return std::nullopt;
  std::string about(key->about);
  if (!key->choices.empty()) about += "\n\nOne of: " + note::listed(key->choices) + ".";
  // A key that names something itself: a rule of [rules], an option of [options.RULE].
  if (key->name != statement.name) {
    const auto names = known_names(place.file, key->names, place.table);
    const auto named = std::ranges::find(names, statement.name, &KnownName::name);
    if (named != names.end() && !named->about.empty()) about = std::string(named->about) + "\n\n" + about;
  }
  return Told{.span = statement.at, .title = statement.name, .about = std::move(about)};
}

std::optional<Told> value_told(const RuleFilePlace& place) {
  const note::Key* key = key_at(place, place.statement->name);
  if (key == nullptr || key->name != place.statement->name) return std::nullopt;
  for (const Span text : place.statement->texts) {
    if (place.at < text.begin || place.at > text.end) continue;
    const std::string_view written = place.file.text.slice(text);
    // A kind of check, or what it looks at: its only choice tells what it is.
    for (const note::KeyTable* table : place.known) {
      const note::Key* one = table->find(place.statement->name);
      if (one != nullptr && one->choices == std::vector{written})
        return Told{.span = text, .title = std::string(written), .about = std::string(one->about)};
    }
    const auto names = known_names(place.file, key->names, place.table);
    const auto named = std::ranges::find(names, written, &KnownName::name);
    if (named == names.end() || named->about.empty()) return std::nullopt;
    return Told{.span = text, .title = std::string(written), .about = std::string(named->about)};
  }
  return std::nullopt;
}

std::optional<Told> told_at(const RuleFilePlace& place) {
  if (place.statement == nullptr) return std::nullopt;
  if (!place.statement->header) return place.at <= place.statement->at.end ? key_told(place) : value_told(place);
  if (place.known.empty() || place.at < place.statement->at.begin || place.at > place.statement->at.end)
    return std::nullopt;
  // What all kinds of [check] have in common is what the top of the file says of it.
  const note::Key* key = place.keys->find("")->find(place.table);
  return Told{.span = place.statement->at,
              .title = place.table,
              .about = std::string(key != nullptr ? key->about : place.known.front()->about)};
}

}  // namespace

std::optional<json::value> hover_rule_file(const Session& session, const protocol::TextDocumentPositionParams& params) {
  const auto open = rule_file(session, params.textDocument.uri);
  if (open == nullptr) return std::nullopt;
  const auto encoding = session.client.encoding;
  const RuleFilePlace place = place_in(*open, open->text.offset(from_wire(params.position), encoding));
  const auto told = told_at(place);
  if (!told) return json::value(nullptr);
  const bool markdown = session.client.hover_markdown;
  const std::string title = markdown ? "**" + told->title + "**" : told->title;
  return json::value(json::object{
      {"contents", {{"kind", markdown ? "markdown" : "plaintext"}, {"value", title + "\n\n" + told->about}}},
      {"range", to_wire(open->text.range(told->span, encoding))}});
}

}  // namespace notewell::features
