// No capability is taken for granted: a whole session with all of LSP's client capabilities declared, with none, and
// with each one switched off alone. Which there are, and which requests the server has announced, is read from the meta
// model and the server's answer; the harness holds every message against what was declared.

#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "editor.hpp"
#include "meta_model.hpp"

namespace {

namespace fs = std::filesystem;

const std::string plan =
    "---\nkind: treatment-plan\nclient: MRN-00412\ndate: 2026-10-06\nreview: 2027-01-04\ndiagnosis: F33.1\n---\n\n"
    "# Treatment plan\n\n## G1 Sleep through most nights\n- G1.1 Sleeps six hours on five nights a week (now: 2)\n\n"
    "Interventions: behavioral activation\n";
const std::string note =
    "---\nclient: MRN-00412\ndate: 2026-11-20\ntime: 14:00-14:53\ncode: 90837\ndiagnosis: F33.1\nplace: office\n"
    "plan: plan.pnote\n---\n\n## Data\nShe worked on @G1 and slept badly 😢 again.\n- [x] sad\n\n- [x] anxious\n"
    "  - Observed: wrung her hands\n\nPHQ-9: 14\n\n## Plan\nContinue.\n";

/// A client's folder with a note and its plan, gone with the test.
class Chart {
 public:
  Chart() : folder_(fs::temp_directory_path() / ("notewell-capabilities-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
    folder_ = fs::canonical(folder_);
    std::ofstream(folder_ / "plan.pnote") << plan;
    std::ofstream(folder_ / "note.pnote") << note;
  }
  Chart(const Chart&) = delete;
  Chart& operator=(const Chart&) = delete;
  ~Chart() { fs::remove_all(folder_); }
  [[nodiscard]] std::string uri(std::string_view name = "") const {
    return "file://" + (name.empty() ? folder_ : folder_ / name).string();
  }

 private:
  fs::path folder_;
};

// What clients can declare.

/// Lists that the meta model knows only as strings.
json::array strings(std::string_view property) {
  if (property == "positionEncodings") return {"utf-8", "utf-16", "utf-32"};
  if (property == "properties") {
    return {"detail",    "documentation", "additionalTextEdits", "edit",          "command",       "tooltip",
            "textEdits", "target",        "location.range",      "label.tooltip", "label.location"};
  }
  if (property == "itemDefaults")
    return {"commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"};
  if (property == "tokenTypes") return {"keyword", "string", "number", "property", "type", "variable", "comment"};
  if (property == "tokenModifiers") return {"documentation", "declaration", "readonly"};
  return {};
}

/// Values of the meta model's types that have every property and every element.
class Fullest {
 public:
  explicit Fullest(const json::value& model) {
    for (const auto* list : {"structures", "enumerations", "typeAliases"}) {
      for (const auto& item : model.at(list).as_array())
        named_.emplace(std::string(item.at("name").as_string()), std::pair(std::string_view(list), &item.as_object()));
    }
  }

  json::value of_named(const std::string& name, std::string_view property) {
    if (name == "LSPAny") return nullptr;
    const auto& [list, item] = named_.at(name);
    if (list == "typeAliases") return of(item->at("type"), property);
    if (list == "enumerations") return item->at("values").at(0).at("value");
    json::object out;
    add_properties(*item, out);
    return out;
  }

 private:
  void add_properties(const json::object& structure, json::object& out) {
    for (const auto* parents : {"extends", "mixins"}) {
      if (!structure.contains(parents)) continue;
      for (const auto& parent : structure.at(parents).as_array())
        add_properties(*named_.at(std::string(parent.at("name").as_string())).second, out);
    }
    for (const auto& property : structure.at("properties").as_array()) {
      const std::string_view name = property.at("name").as_string();
      json::value value = of(property.at("type"), name);
      if (!value.is_null()) out[name] = std::move(value);
    }
  }

  json::array elements(const json::value& type, std::string_view property) {
    const std::string_view kind = type.at("kind").as_string();
    if (kind == "reference") {
      const auto& [list, item] = named_.at(std::string(type.at("name").as_string()));
      if (list == "typeAliases") return elements(item->at("type"), property);
      json::array out;
      if (list == "enumerations") {
        for (const auto& value : item->at("values").as_array()) out.push_back(value.at("value"));
        return out;
      }
    }
    if (kind == "base") return strings(property);
    json::array out;
    if (kind == "or") {
      for (const auto& item : type.at("items").as_array()) out.push_back(of(item, property));
    } else {
      out.push_back(of(type, property));
    }
    return out;
  }

  json::value of(const json::value& type, std::string_view property) {
    const std::string_view kind = type.at("kind").as_string();
    if (kind == "reference") return of_named(std::string(type.at("name").as_string()), property);
    if (kind == "base") {
      const std::string_view name = type.at("name").as_string();
      if (name == "boolean") return true;
      if (name == "uinteger" || name == "integer") return 100'000;
      return name == "null" ? json::value(nullptr) : json::value("any");
    }
    if (kind == "array") return elements(type.at("element"), property);
    if (kind == "literal") {
      json::object out;
      add_properties(type.at("value").as_object(), out);
      return out;
    }
    if (kind == "or") return of(type.at("items").as_array().back(), property);  // the richest comes last
    return type.at("value");
  }

  std::map<std::string, std::pair<std::string_view, const json::object*>> named_;
};

/// Calls `see` with every variant of a value that lacks one property or one element, and with what it lacks.
void without_each(const json::value& whole, const std::string& path,
                  const std::function<void(json::value, std::string)>& see) {
  if (const auto* object = whole.if_object()) {
    for (const auto& [key, value] : *object) {
      json::object less = *object;
      less.erase(key);
      const std::string place = path + (path.empty() ? "" : ".") + std::string(key);
      see(less, place);
      without_each(value, place, [&, &name = key](json::value part, std::string what) {
        json::object with_part = *object;
        with_part[name] = std::move(part);
        see(with_part, std::move(what));
      });
    }
  } else if (const auto* array = whole.if_array()) {
    constexpr std::size_t most = 16;  // longer lists name kinds of symbols and the like: one session without them all
    for (std::size_t i = 0; array->size() <= most && i != array->size(); ++i) {
      json::array less = *array;
      less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
      see(less, path + "[" + json::serialize((*array)[i]) + "]");
    }
  }
}

// What is asked.

/// Where requests are made, and what was answered before.
struct Asking {
  const Chart& chart;
  std::map<std::string, json::value, std::less<>> results;

  [[nodiscard]] json::object document() const { return {{"uri", chart.uri("note.pnote")}}; }
  /// In front of the first place where `text` stands; only ASCII stands before it on its line.
  static json::object place(std::string_view text) {
    const std::size_t at = note.find(text);
    const std::size_t line = note.rfind('\n', at - 1) + 1;
    return {{"line", std::count(note.begin(), note.begin() + static_cast<std::ptrdiff_t>(at), '\n')},
            {"character", at - line}};
  }
  static json::object whole() {
    return {{"start", {{"line", 0}, {"character", 0}}},
            {"end", {{"line", std::count(note.begin(), note.end(), '\n')}, {"character", 0}}}};
  }
  static json::object at(std::string_view text) { return {{"start", place(text)}, {"end", place(text)}}; }

  /// Params that have a document and a place, at places of each kind.
  [[nodiscard]] std::vector<json::object> at_places() const {
    std::vector<json::object> out;
    for (const std::string_view text :
         {"90837", "sad", "G1 and", "PHQ-9", "  - Observed", "\n  - Observed", "Continue"})
      out.push_back({{"textDocument", document()}, {"position", place(text)}});
    return out;
  }
  /// As at_places(), with one more property.
  [[nodiscard]] std::vector<json::object> at_places(std::string_view key, const json::value& value) const {
    std::vector<json::object> out = at_places();
    for (auto& params : out) params[key] = value;
    return out;
  }
  [[nodiscard]] std::vector<json::object> in_document(json::object more = {}) const {
    more["textDocument"] = document();
    return {more};
  }
  /// The first items of an earlier answer, to be resolved.
  [[nodiscard]] std::vector<json::object> items_of(std::string_view method) const {
    std::vector<json::object> out;
    const auto it = results.find(method);
    if (it == results.end()) return out;
    const auto* list = it->second.if_object();
    const json::value& items = list != nullptr && list->contains("items") ? list->at("items") : it->second;
    if (!items.is_array()) return out;
    constexpr std::size_t most = 3;
    for (const auto& item : items.get_array()) {
      if (out.size() == most) break;
      if (item.is_object()) out.push_back(item.get_object());
    }
    return out;
  }
  [[nodiscard]] std::vector<json::object> first_of(std::string_view method, std::string_view key) const {
    auto items = items_of(method);
    std::vector<json::object> out;
    for (auto& item : items) out.push_back({{key, std::move(item)}});
    return out;
  }
};

using Params = std::vector<json::object>;

const json::object formatting = {{"tabSize", 2}, {"insertSpaces", true}};

/// Sensible params for each request that a server can announce. A request that is announced and not here fails the
/// test.
const std::map<std::string_view, std::function<Params(const Asking&)>>& sensible() {
  const auto places = [](const Asking& asking) { return asking.at_places(); };
  const auto in_document = [](const Asking& asking) { return asking.in_document(); };
  const auto ranged = [](const Asking& asking) { return asking.in_document({{"range", Asking::whole()}}); };
  const auto files = [](const Asking& asking) -> Params {
    return {{{"files", json::array{json::object{{"uri", asking.chart.uri("other.pnote")}}}}}};
  };
  const auto items_of = [](std::string_view method) {
    return [method](const Asking& asking) { return asking.items_of(method); };
  };
  static const std::map<std::string_view, std::function<Params(const Asking&)>> table = {
      {"textDocument/hover", places},
      {"textDocument/completion", places},
      {"completionItem/resolve", items_of("textDocument/completion")},
      {"textDocument/signatureHelp", places},
      {"textDocument/declaration", places},
      {"textDocument/definition", places},
      {"textDocument/typeDefinition", places},
      {"textDocument/implementation", places},
      {"textDocument/references",
       [](const Asking& asking) {
         return asking.at_places("context", {{"includeDeclaration", true}});
       }},
      {"textDocument/documentHighlight", places},
      {"textDocument/documentSymbol", in_document},
      {"textDocument/codeAction",
       [](const Asking& asking) {
         Params out;
         for (const std::string_view text : {"sad", "anxious", "90837", "Continue"}) {
           out.push_back(
               asking.in_document({{"range", Asking::at(text)}, {"context", {{"diagnostics", json::array()}}}})[0]);
         }
         out.push_back(
             asking.in_document({{"range", Asking::whole()},
                                 {"context", {{"diagnostics", json::array()}, {"only", {"source", "refactor"}}}}})[0]);
         return out;
       }},
      {"codeAction/resolve", items_of("textDocument/codeAction")},
      {"textDocument/codeLens", in_document},
      {"codeLens/resolve", items_of("textDocument/codeLens")},
      {"textDocument/documentLink", in_document},
      {"documentLink/resolve", items_of("textDocument/documentLink")},
      {"textDocument/documentColor", in_document},
      {"textDocument/formatting",
       [](const Asking& asking) {
         return asking.in_document({{"options", formatting}});
       }},
      {"textDocument/rangeFormatting",
       [](const Asking& asking) {
         return asking.in_document({{"options", formatting}, {"range", Asking::whole()}});
       }},
      {"textDocument/rangesFormatting",
       [](const Asking& asking) {
         return asking.in_document({{"options", formatting}, {"ranges", json::array{Asking::whole()}}});
       }},
      {"textDocument/onTypeFormatting",
       [](const Asking& asking) {
         auto out = asking.at_places("options", formatting);
         for (auto& params : out) params["ch"] = "\n";
         return out;
       }},
      {"textDocument/rename", [](const Asking& asking) { return asking.at_places("newName", "G7"); }},
      {"textDocument/prepareRename", places},
      {"textDocument/foldingRange", in_document},
      {"textDocument/selectionRange",
       [](const Asking& asking) {
         return asking.in_document({{"positions", json::array{Asking::place("sad"), Asking::place("Continue")}}});
       }},
      {"textDocument/linkedEditingRange", places},
      {"textDocument/prepareCallHierarchy", places},
      {"callHierarchy/incomingCalls",
       [](const Asking& asking) { return asking.first_of("textDocument/prepareCallHierarchy", "item"); }},
      {"callHierarchy/outgoingCalls",
       [](const Asking& asking) { return asking.first_of("textDocument/prepareCallHierarchy", "item"); }},
      {"textDocument/prepareTypeHierarchy", places},
      {"textDocument/moniker", places},
      {"textDocument/semanticTokens/full", in_document},
      {"textDocument/semanticTokens/range", ranged},
      {"textDocument/semanticTokens/full/delta",
       [](const Asking& asking) {
         json::value id = "none";
         const auto full = asking.results.find("textDocument/semanticTokens/full");
         if (full != asking.results.end() && full->second.is_object() && full->second.as_object().contains("resultId"))
           id = full->second.at("resultId");
         return asking.in_document({{"previousResultId", id}});
       }},
      {"textDocument/inlayHint", ranged},
      {"inlayHint/resolve", items_of("textDocument/inlayHint")},
      {"textDocument/diagnostic", in_document},
      {"workspace/diagnostic",
       [](const Asking&) -> Params {
         return {{{"previousResultIds", json::array()}}};
       }},
      {"workspace/textDocumentContent",
       [](const Asking& asking) -> Params {
         return {{{"uri", "notewell-audit" + asking.chart.uri("note.pnote").substr(4)}}, {{"uri", "notewell-audit:x"}}};
       }},
      {"workspace/symbol",
       [](const Asking&) -> Params {
         return {{{"query", ""}}, {{"query", "MRN"}}, {{"query", "sleep"}}};
       }},
      {"workspaceSymbol/resolve", items_of("workspace/symbol")},
      {"workspace/willCreateFiles", files},
      {"workspace/willDeleteFiles", files},
      {"workspace/willRenameFiles",
       [](const Asking& asking) -> Params {
         return {{{"files", json::array{json::object{{"oldUri", asking.chart.uri("plan.pnote")},
                                                     {"newUri", asking.chart.uri("plan-2026.pnote")}}}}}};
       }},
      {"textDocument/willSaveWaitUntil",
       [](const Asking& asking) {
         return asking.in_document({{"reason", 1}});
       }},
  };
  return table;
}

/// Whether the server's capabilities say that it answers this; `path` as in "renameProvider.prepareProvider".
bool announced(const json::value& server, std::string_view method, const std::string& path) {
  const Declaration said(server);
  if (path.empty() || !said.has(path)) return false;
  return method != "textDocument/semanticTokens/full" || said.has("semanticTokensProvider.full");
}

/// Answers what the server has asked.
void serve(Editor& editor) {
  for (const auto& message : editor.unasked()) {
    if (!message.contains("id")) continue;
    const std::string_view method = message.at("method").as_string();
    json::value result = nullptr;
    if (method == "workspace/applyEdit") result = {{"applied", true}};
    if (method == "window/showDocument") result = {{"success", true}};
    if (method == "workspace/configuration")
      result = json::array(message.at("params").at("items").as_array().size(), nullptr);
    editor.send(json::object{{"jsonrpc", "2.0"}, {"id", message.at("id")}, {"result", result}});
  }
}

json::value ask(Editor& editor, std::string_view method, json::value params) {
  json::object answer = editor.request(method, std::move(params));
  serve(editor);
  // Params that make sense are never refused; a server may fail at them, or find that the text has changed.
  const int code = Editor::error_code(answer);
  INFO(method << ": " << json::serialize(answer).substr(0, 400));
  CHECK((code == 0 || code == -32803 || code == -32801 || code == -32802));
  return code == 0 ? answer.at("result") : json::value(nullptr);
}

/// A session of every request that the server announces, and what clients tell without being asked.
void session(const MetaModel& model, const Chart& chart, const json::value& capabilities,
             std::set<std::string>& asked) {
  Editor editor({}, false);
  const json::value server =
      ask(editor, "initialize",
          json::object{{"processId", nullptr},
                       {"rootUri", chart.uri()},
                       {"workspaceFolders", json::array{json::object{{"uri", chart.uri()}, {"name", "chart"}}}},
                       {"capabilities", capabilities}})
          .at("capabilities");
  editor.notify("initialized", json::object());
  editor.notify(
      "textDocument/didOpen",
      json::object{
          {"textDocument",
           {{"uri", chart.uri("note.pnote")}, {"languageId", "progress-note"}, {"version", 1}, {"text", note}}}});
  Asking asking{.chart = chart, .results = {}};
  for (const bool later : {false, true}) {  // what needs an earlier answer comes later
    for (const auto& [method, message] : model.messages()) {
      if (!message.request || !message.from_client || method == "workspace/executeCommand") continue;
      const bool needs_another =
          method.ends_with("/resolve") || method.ends_with("/delta") || method.ends_with("Calls");
      if (needs_another != later || !announced(server, method, message.server_capability)) continue;
      const auto params = sensible().find(method);
      INFO("announced, so this test needs params for it: " << method);
      REQUIRE(params != sensible().end());
      for (const auto& one : params->second(asking)) {
        json::value result = ask(editor, method, one);
        asked.insert(method);
        json::value& kept = asking.results[method];
        if (kept.is_null() || (result.is_array() && !result.get_array().empty())) kept = std::move(result);
      }
    }
  }
  // Commands, with the arguments that actions and lenses carry.
  const Declaration said(server);
  for (const auto* list : {"textDocument/codeAction", "textDocument/codeLens"}) {
    for (const auto& item : asking.items_of(list)) {
      const json::object command =
          item.contains("command") && item.at("command").is_object() ? item.at("command").as_object() : item;
      if (!command.contains("command") || !said.lists("executeCommandProvider.commands", command.at("command")))
        continue;
      json::object params = {{"command", command.at("command")}};
      if (command.contains("arguments")) params["arguments"] = command.at("arguments");
      (void)ask(editor, "workspace/executeCommand", std::move(params));
      asked.insert("workspace/executeCommand");
    }
  }
  editor.notify("textDocument/didChange",
                json::object{{"textDocument", {{"uri", chart.uri("note.pnote")}, {"version", 2}}},
                             {"contentChanges",
                              json::array{json::object{{"range", Asking::at("Continue")}, {"text", "As agreed: "}}}}});
  editor.notify("textDocument/didSave", json::object{{"textDocument", asking.document()}});
  editor.notify("workspace/didChangeConfiguration", json::object{{"settings", nullptr}});
  editor.notify("workspace/didChangeWatchedFiles",
                json::object{{"changes", json::array{json::object{{"uri", chart.uri("plan.pnote")}, {"type", 2}}}}});
  // A request behind it all is answered behind what it caused.
  (void)ask(editor, "textDocument/hover",
            json::object{{"textDocument", asking.document()}, {"position", Asking::place("90837")}});
  editor.notify("textDocument/didClose", json::object{{"textDocument", asking.document()}});
  CHECK(editor.request("shutdown", nullptr).contains("result"));
  serve(editor);
  editor.notify("exit", nullptr);
  CHECK(editor.wait_for_exit() == 0);
  (void)editor.unasked();
}

}  // namespace

TEST_CASE("no session uses what its client did not declare: with everything, nothing, and all but one thing") {
  const auto& json = downloaded_meta_model();
  if (!json) return;  // the harness says at the end that nothing was checked
  const MetaModel model(*json);
  const Chart chart;
  json::value everything = Fullest(*json).of_named("ClientCapabilities", "");
  everything.as_object()["experimental"] = {{"snippetTextEdit", true}};
  REQUIRE(model.mistake(everything, "ClientCapabilities") == "");
  std::set<std::string> asked;
  int sessions = 2;
  session(model, chart, everything, asked);
  session(model, chart, json::object(), asked);
  without_each(everything, "", [&](const json::value& capabilities, const std::string& off) {
    // What LSP requires beside something else can't be left out alone.
    if (!model.mistake(capabilities, "ClientCapabilities").empty()) return;
    INFO("without " << off);
    session(model, chart, capabilities, asked);
    ++sessions;
  });
  std::cout << sessions << " sessions with other capabilities, asking " << asked.size() << " methods\n";
  CHECK(sessions > 200);
  CHECK(asked.contains("textDocument/hover"));
  CHECK(asked.contains("workspace/executeCommand"));
}
