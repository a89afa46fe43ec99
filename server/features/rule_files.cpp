// Rule files as they are opened, changed and closed, and the diagnostics in them, pulled or published. They are read on
// another thread: nothing in a note waits for them.

#include "features/rule_files.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <boost/asio/post.hpp>

#include "lint/rule_keys.hpp"

namespace notewell::features {
namespace {

using note::FileKeys;
using note::KeyTable;
using note::Names;
using protocol::OpenRuleFile;
using text::Offset;
using text::Span;

/// The bytes of a line before its `column`, which counts code points from 1.
Offset offset_in(std::string_view line, std::uint32_t column) {
  Offset at = 0;
  for (std::uint32_t left = column - 1; left != 0 && at < line.size(); --left) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80) ++at;
  }
  return at;
}

/// What a mistake marks: its part of the line, or all of it but blanks.
Span marked(const text::Text& text, const chart::RuleFileMistake& mistake) {
  const Span line = text.line(std::min(mistake.line, text.line_count()) - 1);
  const std::string_view bytes = text.slice(line);
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  const Offset columns_begin = mistake.columns.begin == 0 ? 0 : offset_in(bytes, mistake.columns.begin);
  Offset begin = columns_begin;
  Offset end = mistake.columns.end == 0 ? line.size() : offset_in(bytes, mistake.columns.end);
  while (begin < end && blank(bytes[begin])) ++begin;
  while (end > begin && blank(bytes[end - 1])) --end;
  return Span{begin, end}.shifted(line.begin);
}

/// The file's mistakes as JSON.
std::string diagnostics_of(const text::Text& text, const chart::RuleFile& file,
                           const chart::Configuration& configuration, text::PositionEncoding encoding) {
  constexpr int error = 1;
  json::array out;
  for (const chart::RuleFileMistake& mistake : chart::mistakes_in(file, text.bytes(), configuration)) {
    out.push_back({{"range", to_wire(text.range(marked(text, mistake), encoding))},
                   {"severity", error},
                   {"code", mistake.code},
                   {"source", "notewell"},
                   {"message", mistake.message}});
  }
  return json::serialize(out);
}

/// Notes whether the set differs from the one the client has.
bool renew(Session& session, OpenRuleFile& open, std::string now) {
  if (open.result != 0 && open.told == now) return false;
  open.told = std::move(now);
  open.result = ++session.results;
  return true;
}

void answer(OpenRuleFile::Asked& asked, const OpenRuleFile* open) {
  if (open == nullptr) return asked.reply.give(json::object{{"kind", "full"}, {"items", json::array()}});
  const std::string id = std::to_string(open->result);
  if (asked.previous == id) return asked.reply.give(json::object{{"kind", "unchanged"}, {"resultId", id}});
  asked.reply.give_text(R"({"kind":"full","resultId":")" + id + R"(","items":)" + open->told + '}');
}

/// Takes over what a reading found: answers those who had asked before it began, or publishes.
void told(Session& session, OpenRuleFile& open, std::string found) {
  open.being_read = false;
  const bool pulls = session.client.pull_diagnostics;
  if ((pulls || !open.changed) && renew(session, open, std::move(found)) && !pulls)
    publish_diagnostics(session, open.uri, open.version, open.told);
  for (auto& one : std::exchange(open.asked_before, {})) answer(one, &open);
}

/// Reads the file as it is now on another thread. While it is being read, all further wishes wait for one more reading.
void read(Session& session, const std::shared_ptr<OpenRuleFile>& open) {
  open->changed = open->being_read;
  if (open->being_read) return;
  open->being_read = true;
  open->asked_before = std::exchange(open->asked, {});
  boost::asio::post(session.pool, [&session, weak = std::weak_ptr(open), text = open->text, file = open->file,
                                   configuration = open->configuration, encoding = session.client.encoding] {
    auto found = diagnostics_of(text, file, *configuration, encoding);
    session.post([&session, weak, found = std::move(found)]() mutable {
      const auto now = weak.lock();
      if (now == nullptr) return;  // nothing is told after close
      told(session, *now, std::move(found));
      if (now->changed) read(session, now);
    });
  });
}

/// The text is another, or means something else now: a client that does not ask is told.
void changed(Session& session, const std::shared_ptr<OpenRuleFile>& open) {
  if (!session.client.pull_diagnostics) read(session, open);
}

/// The front matter of a rule, without its fences; all of a TOML file.
Span toml_part(const OpenRuleFile& open) {
  const std::string_view bytes = open.text.bytes();
  if (open.file.kind != chart::RuleFileKind::rule) return {0, open.text.size()};
  if (!bytes.starts_with("+++")) return {};
  const Offset begin = open.text.line(1).begin;
  const std::size_t end = bytes.find("\n+++", 3);
  return {std::min(begin, open.text.size()), static_cast<Offset>(std::min(end, bytes.size()))};
}

const FileKeys* keys_of(chart::RuleFileKind kind) {
  switch (kind) {
    case chart::RuleFileKind::settings:
      return &lint::settings_keys();
    case chart::RuleFileKind::rule:
      return &lint::rule_keys();
    case chart::RuleFileKind::words:
      return &note::vocabulary_keys();
    case chart::RuleFileKind::authorities:
      return &lint::authority_keys();
    case chart::RuleFileKind::diagnoses:
    case chart::RuleFileKind::other:
      break;
  }
  return nullptr;
}

/// The tables of this name that fit what stands in this one already.
std::vector<const KeyTable*> known_tables(const RuleFilePlace& place, std::size_t first, std::size_t last) {
  const auto value = [&](std::string_view key) -> std::string_view {
    for (std::size_t i = first; i != last; ++i) {
      const TomlStatement& one = place.statements[i];
      const bool told = !one.header && one.name == key && !one.texts.empty();
      if (told) return place.file.text.slice(one.texts.front());
    }
    return {};
  };
  if (place.keys == &lint::rule_keys() && place.table == "check") {
    // A value that is just being written must not narrow the choices that are offered for it.
    const std::string_view writing = place.statement == nullptr ? "" : std::string_view(place.statement->name);
    return lint::checks_for([&](std::string_view key) { return key == writing ? std::string_view{} : value(key); });
  }
  if (place.keys == &lint::settings_keys() && place.table.starts_with("options."))
    return {place.keys->find("options.RULE")};
  const KeyTable* known = place.keys->find(place.table);
  return known == nullptr ? std::vector<const KeyTable*>{} : std::vector{known};
}

}  // namespace

std::shared_ptr<OpenRuleFile> rule_file(const Session& session, std::string_view uri) {
  const auto it = session.rule_files.find(uri);
  return it == session.rule_files.end() ? nullptr : it->second;
}

void ask_for_rule_files(Session& session, const chart::Configuration& configuration) {
  const protocol::Capabilities::Dynamic& client = session.client.dynamic;
  const std::string folder = configuration.own_rules.string();
  // In a pattern these would stand for something else.
  const bool plain = folder.find_first_of("*?[]{}") == std::string::npos;
  if (folder.empty() || !plain || !client.synchronization || !session.rule_folders.insert(folder).second) return;
  const json::array selector = {{{"scheme", "file"}, {"pattern", folder + "/**/*.{md,toml,tsv}"}}};
  json::array registrations;
  const auto add = [&](std::string_view method, json::object options) {
    options["documentSelector"] = selector;
    registrations.push_back(json::object{{"id", "notewell.rules " + std::string(method) + " " + folder},
                                         {"method", method},
                                         {"registerOptions", std::move(options)}});
  };
  constexpr int incremental = 2;
  add("textDocument/didOpen", {});
  add("textDocument/didChange", {{"syncKind", incremental}});
  add("textDocument/didSave", {});
  add("textDocument/didClose", {});
  if (client.hover) add("textDocument/hover", {});
  if (client.completion) add("textDocument/completion", completion_options(session.client));
  if (session.client.pull_diagnostics && client.diagnostics)
    add("textDocument/diagnostic",
        {{"identifier", "notewell"}, {"interFileDependencies", true}, {"workspaceDiagnostics", false}});
  session.router.request("client/registerCapability", json::object{{"registrations", std::move(registrations)}});
}

bool open_rule_file(Session& session, const protocol::TextDocumentItem& item) {
  const std::filesystem::path path = protocol::path_of(item.uri);
  if (path.empty()) return false;
  auto configuration = session.configuration_of(path.parent_path());
  const auto file = chart::rule_file_at(path, *configuration);
  if (!file) return false;
  ask_for_rule_files(session, *configuration);
  auto& open = session.rule_files[item.uri];
  open = std::make_shared<OpenRuleFile>(OpenRuleFile{.uri = item.uri,
                                                     .version = item.version,
                                                     .text = text::Text(item.text),
                                                     .file = *file,
                                                     .configuration = std::move(configuration),
                                                     .asked = {},
                                                     .asked_before = {},
                                                     .told = {}});
  changed(session, open);
  return true;
}

bool change_rule_file(Session& session, const protocol::DidChangeTextDocumentParams& params) {
  const auto open = rule_file(session, params.textDocument.uri);
  if (open == nullptr) return false;
  for (const auto& event : params.contentChanges) {
    open->text = event.range
                     ? open->text.edited(open->text.span(from_wire(*event.range), session.client.encoding), event.text)
                     : text::Text(event.text);
  }
  open->version = params.textDocument.version;
  changed(session, open);
  return true;
}

bool close_rule_file(Session& session, std::string_view uri) {
  const auto it = session.rule_files.find(uri);
  if (it == session.rule_files.end()) return false;
  if (!session.client.pull_diagnostics)
    session.router.notify("textDocument/publishDiagnostics",
                          json::object{{"uri", it->second->uri}, {"diagnostics", json::array()}});
  for (auto* asked : {&it->second->asked_before, &it->second->asked}) {
    for (auto& one : *asked) answer(one, nullptr);
  }
  session.rule_files.erase(it);
  return true;
}

bool look_at_rule_files(Session& session) {
  for (auto& [uri, open] : session.rule_files) {
    open->configuration = session.configuration_of(open->file.path.parent_path());
    ask_for_rule_files(session, *open->configuration);
    changed(session, open);
  }
  return !session.rule_files.empty();
}

bool answer_rule_file(Session& session, const protocol::DocumentDiagnosticParams& params, protocol::Reply& reply) {
  const auto open = rule_file(session, params.textDocument.uri);
  if (open == nullptr) return false;
  open->asked.push_back({.reply = std::move(reply), .previous = params.previousResultId});
  read(session, open);
  return true;
}

RuleFilePlace place_in(const OpenRuleFile& file, Offset at) {
  RuleFilePlace place{.file = file, .at = at, .statements = {}, .table = {}, .known = {}, .there = {}};
  const Span part = toml_part(file);
  if (at < part.begin || at > part.end || (part.empty() && file.text.size() != 0)) return place;
  place.keys = keys_of(file.file.kind);
  if (place.keys == nullptr) return place;
  place.statements = toml_statements(file.text.bytes(), part);
  const auto behind =
      std::ranges::find_if(place.statements, [&](const TomlStatement& one) { return one.span.begin > at; });
  const auto index = static_cast<std::size_t>(behind - place.statements.begin());
  if (index != 0 && place.statements[index - 1].span.end >= at) place.statement = &place.statements[index - 1];
  // The table reaches from the header above to the next one.
  std::size_t first = index;
  while (first != 0 && !place.statements[first - 1].header) --first;
  std::size_t last = index;
  while (last != place.statements.size() && !place.statements[last].header) ++last;
  place.table = place.statement != nullptr ? place.statement->table
                : first != 0               ? place.statements[first - 1].table
                                           : "";
  place.known = known_tables(place, first, last);
  for (std::size_t i = first; i != last; ++i) {
    const TomlStatement& one = place.statements[i];
    if (&one != place.statement && one.table == place.table) place.there.push_back(one.name);
  }
  return place;
}

const note::Key* key_at(const RuleFilePlace& place, std::string_view name) {
  for (const KeyTable* table : place.known) {
    if (const note::Key* key = table->find(name)) return key;
  }
  for (const KeyTable* table : place.known) {
    if (table->any) return &*table->any;
  }
  return nullptr;
}

std::vector<KnownName> known_names(const OpenRuleFile& file, Names names, std::string_view table) {
  const lint::Knowledge& knowledge = *file.configuration->knowledge;
  std::vector<KnownName> out;
  switch (names) {
    case Names::anything:
      break;
    case Names::authority:
      for (const auto& [id, authority] : knowledge.rules->authorities) out.push_back({id, authority.title});
      break;
    case Names::element:
      for (const note::Element& element : knowledge.vocabulary->elements()) out.push_back({element.id, element.title});
      break;
    case Names::field:
      for (const note::FieldName& field : knowledge.vocabulary->fields()) out.push_back({field.id, field.shows});
      break;
    case Names::entry:
      for (const note::Concept& entry : knowledge.vocabulary->concepts())
        out.push_back({entry.id, entry.names.front()});
      break;
    case Names::group:
      for (const std::string_view group : note::names_in(*knowledge.vocabulary, names)) out.push_back({group, ""});
      break;
    case Names::option:
      if (table.find('.') != std::string_view::npos) {
        if (const lint::Rule* rule = knowledge.rules->find(table.substr(table.find('.') + 1))) {
          for (const auto& [option, value] : rule->options) out.push_back({option, value.text});
        }
      }
      break;
    case Names::profile:
      for (const auto& [id, profile] : knowledge.profiles) out.push_back({id, profile->title});
      break;
    case Names::rule:
      for (const lint::Rule& rule : knowledge.rules->rules) {
        if (table != "options" || !rule.options.empty()) out.push_back({rule.id, rule.title});
      }
      break;
    case Names::service:
      for (const note::ServiceCode& service : knowledge.vocabulary->service_codes())
        out.push_back({service.code, service.label});
      break;
    case Names::tag: {
      std::set<std::string_view> tags;
      for (const lint::Rule& rule : knowledge.rules->rules) tags.insert(rule.tags.begin(), rule.tags.end());
      for (const std::string_view tag : tags) out.push_back({tag, ""});
      break;
    }
  }
  return out;
}

}  // namespace notewell::features
