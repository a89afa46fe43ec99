// textDocument/completion in a rule file, a list of words or a notewell.toml: the tables, the keys that a table lacks,
// and the names that a value can hold.

#include <algorithm>

#include "features/rule_files.hpp"
#include "text/ascii.hpp"

namespace notewell::features {
namespace {

using note::Holds;
using note::Key;
using note::KeyTable;
using text::Offset;
using text::Span;

constexpr std::string_view tab_stop = "$1";

/// LSP's CompletionItemKind, those used here.
enum class ItemKind : int { module = 9, property = 10, value = 12 };

class Items {
 public:
  Items(const Session& session, const protocol::OpenRuleFile& file, Span replaced)
      : snippets_(session.client.completion_snippets),
        range_(to_wire(file.text.range(replaced, session.client.encoding))),
        typed_(file.text.slice(replaced)) {}

  /// Writes `text`; the place after it is where its first `$1` stands, if the client takes snippets.
  void add(std::string_view label, ItemKind kind, std::string text, std::string_view detail) {
    // Long lists are cut; the client asks again when more is typed.
    if (items_.size() >= most && label.find(typed_) == std::string_view::npos) {
      cut_ = true;
      return;
    }
    const std::size_t stop = text.find(tab_stop);
    if (stop != std::string::npos && !snippets_) text.erase(stop, tab_stop.size());
    std::string number = std::to_string(items_.size());
    json::object item = {{"label", label},
                         {"kind", static_cast<int>(kind)},
                         {"sortText", std::string(6 - std::min<std::size_t>(6, number.size()), '0') + number},
                         {"filterText", label},
                         {"textEdit", {{"range", range_}, {"newText", text}}}};
    if (snippets_ && stop != std::string::npos) item["insertTextFormat"] = 2;
    if (!detail.empty()) item["detail"] = detail;
    items_.push_back(std::move(item));
  }

  /// A CompletionList.
  [[nodiscard]] json::value take() && { return json::object{{"isIncomplete", cut_}, {"items", std::move(items_)}}; }

 private:
  static constexpr std::size_t most = 200;

  bool snippets_;
  json::object range_;
  std::string typed_;
  json::array items_;
  bool cut_ = false;
};

/// “title = "$1"”: the key with room for its value.
std::string assignment(std::string_view name, Holds holds) {
  const bool list = holds == Holds::texts || holds == Holds::numbers;
  const std::string quote = holds == Holds::text || holds == Holds::texts || holds == Holds::option ? "\"" : "";
  return std::string(name) + " = " + (list ? "[" : "") + quote + std::string(tab_stop) + quote + (list ? "]" : "");
}

/// Whether TOML takes the name without quotation marks. Others, of a practice's own files, are not offered.
bool is_bare(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return text::is_alphanumeric(c) || c == '-' || c == '_'; });
}

bool is_table(const Key& key) {
  return key.holds == Holds::table || key.holds == Holds::tables;
}

/// Headers of the file's tables; one that may stand once and does is left out.
void add_headers(const RuleFilePlace& place, Items& items) {
  const auto stands = [&](std::string_view table) {
    return std::ranges::any_of(place.statements, [&](const TomlStatement& one) {
      return one.header && &one != place.statement && one.table == table;
    });
  };
  const auto add = [&](const std::string& name, bool repeated, std::string_view about) {
    if (!repeated && stands(name)) return;
    const std::string header = repeated ? "[[" + name + "]]" : "[" + name + "]";
    items.add(header, ItemKind::module, header, about);
  };
  std::string_view before;  // the kinds of [check] are one table
  for (const KeyTable& table : place.keys->tables) {
    const bool inner = table.name.find('.') != std::string_view::npos;
    if (!table.name.empty() && !inner && table.name != before && !(table.any && is_table(*table.any)))
      add(std::string(table.name), table.repeated, place.keys->find("")->find(table.name)->about);
    before = table.name;
    if (!table.any || !is_table(*table.any)) continue;
    for (const KnownName& one : known_names(place.file, table.any->names, table.name))
      if (is_bare(one.name)) add(std::string(table.name) + "." + std::string(one.name), false, one.about);
  }
}

/// Keys that the table lacks; only their names where an = stands behind them.
void add_keys(const RuleFilePlace& place, bool assigned, Items& items) {
  std::vector<std::string_view> added(place.there);
  const auto add = [&](const Key& key, std::string_view name, std::string_view about) {
    if (is_table(key) || !is_bare(name) || std::ranges::find(added, name) != added.end()) return;
    added.push_back(name);
    items.add(name, ItemKind::property, assigned ? std::string(name) : assignment(name, key.holds), about);
  };
  for (const KeyTable* table : place.known) {
    for (const Key& key : table->keys) add(key, key.name, key.about);
    if (!table->any) continue;
    for (const KnownName& one : known_names(place.file, table->any->names, place.table))
      add(*table->any, one.name, one.about);
  }
}

void add_values(const RuleFilePlace& place, bool in_quotes, Items& items) {
  const auto add = [&](std::string_view value, std::string_view about, bool quoted) {
    const std::string written(value);
    items.add(value, ItemKind::value, quoted && !in_quotes ? '"' + written + '"' : written, about);
  };
  std::vector<std::string_view> added;
  for (const KeyTable* table : place.known) {
    const Key* key = table->find(place.statement->name);
    if (key == nullptr && table->any) key = &*table->any;
    if (key == nullptr) continue;
    if (key->holds == Holds::flag && !in_quotes && added.empty()) {
      for (const std::string_view value : {"true", "false"}) add(value, key->about, false);
      added.emplace_back("true");
    }
    for (const std::string_view choice : key->choices) {
      if (std::ranges::find(added, choice) != added.end()) continue;
      added.push_back(choice);
      add(choice, key->about, true);
    }
    // The names of `any` are those of keys, not of their values.
    if (key->names == note::Names::anything || (table->any && key == &*table->any)) continue;
    for (const KnownName& one : known_names(place.file, key->names, place.table)) {
      if (std::ranges::find(added, one.name) == added.end()) add(one.name, one.about, true);
    }
    break;  // the other kinds of [check] take the same names for the same key
  }
}

/// The word that ends at the place.
Span word_before(std::string_view bytes, Offset at, Offset from) {
  Offset begin = at;
  while (begin > from && std::string_view(" \t\r\n[]{},=\"'").find(bytes[begin - 1]) == std::string_view::npos) --begin;
  return {begin, at};
}

json::value completed(const Session& session, const RuleFilePlace& place) {
  const protocol::OpenRuleFile& file = place.file;
  const TomlStatement* statement = place.statement;
  if (place.keys == nullptr) return Items(session, file, {}).take();
  const std::string_view bytes = file.text.bytes();
  const Span line = file.text.line(file.text.line_of(place.at));
  if (file.text.slice({line.begin, place.at}).find_first_not_of(" \t") == std::string_view::npos &&
      (statement == nullptr || statement->span.begin >= place.at)) {
    Items items(session, file, {place.at, place.at});
    add_keys(place, false, items);
    add_headers(place, items);
    return std::move(items).take();
  }
  if (statement == nullptr) return Items(session, file, {}).take();
  if (statement->header) {
    Items items(session, file, {statement->span.begin, line.end});
    add_headers(place, items);
    return std::move(items).take();
  }
  if (!statement->assigns || place.at <= statement->at.end) {
    Items items(session, file, statement->at);
    add_keys(place, statement->assigns, items);
    if (!statement->assigns) add_headers(place, items);
    return std::move(items).take();
  }
  for (const Span text : statement->texts) {
    if (place.at < text.begin || place.at > text.end) continue;
    Items items(session, file, text);
    add_values(place, true, items);
    return std::move(items).take();
  }
  Items items(session, file, word_before(bytes, place.at, statement->value.begin));
  if (place.at >= statement->value.begin && place.at <= statement->value.end) add_values(place, false, items);
  return std::move(items).take();
}

}  // namespace

std::optional<json::value> complete_rule_file(const Session& session,
                                              const protocol::TextDocumentPositionParams& params) {
  const auto open = rule_file(session, params.textDocument.uri);
  if (open == nullptr) return std::nullopt;
  return completed(session, place_in(*open, open->text.offset(from_wire(params.position), session.client.encoding)));
}

}  // namespace notewell::features
