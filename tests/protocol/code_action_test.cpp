// Code actions of every kind: what is offered where, in which form, and what the note says once one is taken.

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "note/clock.hpp"

#include "editor.hpp"

namespace {

const std::string header =
    "---\nclient: MRN-00412\ndate: 2026-11-20\ntime: 14:00-14:53\ncode: 90837\ndiagnosis: F33.1\nplace: "
    "office\nparticipants: client\n---\n\n";
const std::string soap = header +
                         "# SOAP\n\n## Subjective\nSlept 4 hours.\n\n## Objective\nSpoke low.\n\n## Assessment\nLess "
                         "withdrawn.\n\n## Plan\nDinner on Sunday.\n";

std::vector<std::string> titles(const json::array& actions) {
  std::vector<std::string> out;
  for (const auto& action : actions) out.emplace_back(action.as_object().at("title").as_string());
  return out;
}

bool has(const json::array& actions, std::string_view title) {
  const auto all = titles(actions);
  return std::any_of(all.begin(), all.end(), [&](const std::string& one) { return one.starts_with(title); });
}

json::object find(const json::array& actions, std::string_view title) {
  for (const auto& action : actions) {
    if (std::string_view(action.as_object().at("title").as_string()).starts_with(title)) return action.as_object();
  }
  FAIL("no action is titled " << title);
  return {};
}

json::object only(std::string_view kind) {
  return {{"only", json::array{kind}}};
}

}  // namespace

TEST_CASE("one fix of several is preferred") {
  Editor editor;
  editor.open(header + "## Data\n- [x] sad\n");
  int preferred = 0;
  int fixes = 0;
  for (const auto& action : editor.actions_at("sad", only("quickfix"))) {
    CHECK(action.as_object().at("kind") == "quickfix");
    CHECK_FALSE(action.as_object().at("diagnostics").as_array().empty());
    preferred += action.as_object().contains("isPreferred") ? 1 : 0;
    ++fixes;
  }
  CHECK(preferred == 1);
  CHECK(fixes > 4);
}

TEST_CASE("kinds are asked for by name, and what nobody asked for is not offered by itself") {
  Editor editor;
  editor.open(soap + "- [x] sad\n");
  for (const std::string kind : {"refactor", "refactor.rewrite"}) {
    const auto actions = editor.actions_at("sad", only(kind));
    CHECK(has(actions, "Convert to DAP"));
    CHECK(has(actions, "Write out “sad”"));
    for (const auto& action : actions) CHECK(action.as_object().at("kind") == "refactor.rewrite");
  }
  CHECK(editor.actions_at("sad", only("refactor.extract")).empty());
  CHECK(editor.actions_at("sad", only("refactor.rew")).empty());
  CHECK(has(editor.actions_at("sad"), "Convert to DAP"));
  const auto by_itself = editor.actions_at("sad", {{"triggerKind", 2}});
  CHECK_FALSE(by_itself.empty());
  for (const auto& action : by_itself) CHECK(action.as_object().at("kind") == "quickfix");
}

TEST_CASE("a note is converted to another format with every sentence, and no format is offered twice") {
  Editor editor;
  editor.open(soap);
  const auto actions = editor.actions_at("Slept", only("refactor.rewrite"));
  CHECK_FALSE(has(actions, "Convert to SOAP"));
  CHECK(titles(actions).size() == 5);
  editor.apply(find(actions, "Convert to BIRP").at("edit").as_object());
  CHECK(editor.text() == header +
                             "# BIRP\n\n## Behavior\n\n### Subjective\nSlept 4 hours.\n\n### Objective\nSpoke "
                             "low.\n\n## Response\n\n### Assessment\nLess withdrawn.\n\n## Plan\nDinner on Sunday.\n");
  CHECK_FALSE(has(editor.actions_at("Slept"), "Convert to BIRP"));
}

TEST_CASE("what can't be done here carries its reason, where the client shows it") {
  for (const bool shown : {true, false}) {
    Editor editor({.disabled_actions = shown});
    editor.open(soap + "\nSigned: D. Reyes, LCSW 2026-11-20 16:10\n");
    const auto actions = editor.actions_at("Slept", only("refactor"));
    CHECK(has(actions, "Convert to DAP") == shown);
    if (!shown) continue;
    const auto action = find(actions, "Convert to DAP");
    CHECK(std::string(action.at("disabled").as_object().at("reason").as_string()).find("signed") != std::string::npos);
    CHECK_FALSE(action.contains("edit"));
    CHECK_FALSE(has(editor.actions_at("Slept", {{"triggerKind", 2}}), "Convert"));
  }
}

TEST_CASE("edits are made when they are asked for, where the client asks") {
  Editor editor({.standard_snippets = true, .resolved_actions = true});
  editor.open(soap + "- [x] sad\n");
  const auto resolve = [&](const json::object& action) { return editor.request("codeAction/resolve", action); };
  const auto actions = editor.actions_at("sad");
  for (const auto& action : actions) CHECK_FALSE(action.as_object().contains("edit"));
  const auto fix = find(actions, "Add what you observed and");
  const auto answer = resolve(fix).at("result").as_object();
  CHECK(answer.at("title") == fix.at("title"));
  CHECK(json::serialize(answer.at("edit")).find("${1") != std::string::npos);
  const auto convert = find(actions, "Convert to DAP");
  editor.apply(resolve(convert).at("result").as_object().at("edit").as_object());
  CHECK(editor.text().find("# DAP\n\n## Data\n") != std::string::npos);
  CHECK(Editor::error_code(resolve(convert)) == -32801);  // the note has changed since
  const auto explain = find(actions, "Explain “affect");
  CHECK(resolve(explain).at("result").as_object() == explain);
  auto broken = convert;
  broken["data"] = "?";
  CHECK(Editor::error_code(resolve(broken)) == -32602);
}

TEST_CASE("all of a rule is fixed at once, where no words of the clinician's are needed") {
  const std::string two =
      "## Data\n<!-- notewell: allow unfilled-placeholder because the form is quoted -->\nSlept 5 hours.\n\n<!-- "
      "notewell: allow unfilled-placeholder because the form is quoted -->\nAte twice.\n\n- [x] sad\n- [x] flat\n";
  Editor editor;
  editor.open(header + two);
  CHECK_FALSE(has(editor.actions_at("sad"), "Fix all of “affect-without-observation”"));
  REQUIRE(editor.shows("directive-unused", "unfilled-placeholder"));
  const auto action = find(editor.actions_at("unfilled-placeholder"), "Fix all of “directive-unused”");
  editor.apply(action.at("edit").as_object());
  CHECK(editor.text().find("notewell: allow") == std::string::npos);
  CHECK(editor.text().find("## Data\nSlept 5 hours.\n") != std::string::npos);
}

TEST_CASE("source.fixAll puts right what can't change the meaning, and nothing else") {
  Editor editor({.document_changes = false});
  const std::string data =
      "## Data\n<!-- notewell: allow unfilled-placeholder because the form is quoted -->\nSlept 5 hours.\n";
  editor.open(header + data);
  for (const std::string kind : {"source", "source.fixAll", "source.fixAll.notewell"}) {
    const auto actions = editor.actions_at("Slept", only(kind));
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].as_object().at("kind") == "source.fixAll.notewell");
  }
  editor.apply(editor.actions_at("Slept", only("source.fixAll"))[0].as_object().at("edit").as_object());
  CHECK(editor.text() == header + "## Data\nSlept 5 hours.\n");
  CHECK(editor.actions_at("Slept", only("source.fixAll")).empty());
}

TEST_CASE("a rule is allowed here with a reason, which stays to be written") {
  Editor editor;
  editor.open(header + "## Data\n😢 She came late.\n\n- [x] sad\n");
  REQUIRE(editor.shows("affect-without-observation", "sad"));
  editor.apply(find(editor.actions_at("sad"), "Allow “affect-without-observation”").at("edit").as_object());
  const std::string line = "<!-- notewell: allow affect-without-observation because ‹reason› -->\n- [x] sad";
  REQUIRE(editor.text().find(line) != std::string::npos);
  CHECK(editor.shows("affect-without-observation", "sad"));
  const std::string blank = "‹reason›";
  editor.replace(editor.text().find(blank), blank.size(), "seen by the team before");
  CHECK(editor.clears("affect-without-observation", "sad"));
}

TEST_CASE("a row of boxes is turned into a list with what its ticks lack") {
  Editor editor;
  editor.open(header + "## Data\nMood: 😢 [x] sad  [ ] angry\n\nShe came late.\n");
  CHECK_FALSE(has(editor.actions_at("late"), "Turn this row"));
  editor.replace(editor.text().find("😢"), std::string("😢 ").size(), "");
  editor.apply(find(editor.actions_at("angry"), "Turn this row").at("edit").as_object());
  CHECK(editor.text().find("- Mood:\n  - [x] sad\n    - Observed: ‹") != std::string::npos);
  CHECK(editor.text().find("  - [ ] angry\n\nShe came late.\n") != std::string::npos);
}

TEST_CASE("a rule is explained in a page of the client's, else in a message") {
  for (const bool pages : {true, false}) {
    const auto cache = std::filesystem::temp_directory_path() / ("notewell-cache-" + std::to_string(::getpid()));
    ::setenv("XDG_CACHE_HOME", cache.c_str(), 1);
    Editor editor({.show_document = pages});
    editor.open(header + "## Data\n- [x] sad\n");
    const auto command =
        find(editor.actions_at("sad"), "Explain “affect-without-observation”").at("command").as_object();
    const auto run = [&](json::value arguments) {
      return editor.request("workspace/executeCommand",
                            json::object{{"command", command.at("command")}, {"arguments", std::move(arguments)}});
    };
    CHECK(run(command.at("arguments")).contains("result"));
    if (pages) {
      const auto shown = editor.next("window/showDocument");
      editor.send(json::object{{"jsonrpc", "2.0"}, {"id", shown.at("id")}, {"result", {{"success", true}}}});
      const std::string uri(shown.at("params").as_object().at("uri").as_string());
      REQUIRE(uri.starts_with("file:///"));
      std::ifstream page(uri.substr(7));
      const std::string text{std::istreambuf_iterator<char>(page), {}};
      CHECK(text.starts_with("# Ticked affect without an observation\n"));
      CHECK(text.find("# Why an auditor asks") != std::string::npos);
    } else {
      const auto told = editor.next("window/showMessage").at("params").as_object();
      CHECK(std::string(told.at("message").as_string()).find("affect-without-observation") != std::string::npos);
    }
    CHECK(Editor::error_code(run(json::array{"no-such-rule"})) == -32602);
    CHECK(Editor::error_code(run(json::array{7})) == -32602);
    std::filesystem::remove_all(cache);
  }
}

TEST_CASE("a new note for the client is made beside this one, where the client creates files") {
  for (const bool creates : {true, false}) {
    Editor editor({.create_files = creates, .show_document = true});
    editor.uri = "file:///charts/k%20r/note.pnote";
    editor.open(header + "## Data\nCame late.\n");
    CHECK(has(editor.actions_at("MRN-00412"), "New DAP note for this client") == creates);
    CHECK_FALSE(has(editor.actions_at("late"), "New "));
    if (!creates) continue;
    const auto command = find(editor.actions_at("MRN-00412"), "New DAP note").at("command").as_object();
    CHECK(editor
              .request("workspace/executeCommand",
                       json::object{{"command", command.at("command")}, {"arguments", command.at("arguments")}})
              .contains("result"));
    const auto asked = editor.next("workspace/applyEdit");
    editor.send(json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"result", {{"applied", true}}}});
    const auto& changes = asked.at("params").as_object().at("edit").as_object().at("documentChanges").as_array();
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].as_object().at("kind") == "create");
    CHECK(std::string(changes[0].as_object().at("uri").as_string()).starts_with("file:///charts/k%20r/dap-note-"));
    const std::string text(changes[1].as_object().at("edits").as_array()[0].as_object().at("newText").as_string());
    CHECK(text.find("client: MRN-00412\n") != std::string::npos);
    CHECK(text.find("diagnosis: F33.1\n") != std::string::npos);
    CHECK(text.find("date: " + notewell::note::iso_date(notewell::note::local_today()) + "\n") != std::string::npos);
    CHECK(text.find("time: ‹") != std::string::npos);
    const auto shown = editor.next("window/showDocument");  // only now that the file is there
    editor.send(json::object{{"jsonrpc", "2.0"}, {"id", shown.at("id")}, {"result", {{"success", true}}}});
    CHECK(shown.at("params").as_object().at("uri") == changes[0].as_object().at("uri"));
  }
}

TEST_CASE("in a treatment plan its own rules are fixed and allowed, a note is begun, and no format is offered") {
  Editor editor({.disabled_actions = true, .create_files = true});
  const std::string objective = "Eats dinner with the family 3 times a week";
  editor.open(
      "---\nkind: treatment-plan\nclient: MRN-00412\ndate: 2026-10-01\n---\n# Treatment plan\n\n## G1 Family\n- G1.1 " +
      objective + "\n");
  CHECK(editor.shows("objective-not-measurable", objective));
  CHECK(has(editor.actions_at(objective), "Allow “objective-not-measurable”"));
  CHECK(has(editor.actions_at(objective), "Explain “objective-not-measurable”"));
  CHECK_FALSE(has(editor.actions_at(objective), "Convert to"));
  CHECK(has(editor.actions_at("MRN-00412"), "New DAP note for this client"));
  editor.quick_fix(objective, "Add a date");
  CHECK(editor.text().find(objective + ", by ‹date›\n") != std::string::npos);
  CHECK(editor.clears("objective-not-measurable", objective));
}

TEST_CASE("the server declares what the client can use") {
  Editor editor({}, false);
  const json::object capabilities = {
      {"textDocument",
       {{"codeAction",
         {{"codeActionLiteralSupport", {{"codeActionKind", {{"valueSet", {"quickfix"}}}}}},
          {"documentationSupport", true},
          {"dataSupport", true},
          {"resolveSupport", {{"properties", {"edit"}}}}}}}}};
  const auto answer = editor.request(
      "initialize", json::object{{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", capabilities}});
  const auto& server = answer.at("result").as_object().at("capabilities").as_object();
  const auto& provided = server.at("codeActionProvider").as_object();
  CHECK(provided.at("resolveProvider") == true);
  CHECK(provided.at("documentation").as_array()[0].as_object().at("kind") == "quickfix");
  CHECK(
      json::serialize(provided.at("codeActionKinds")) ==
      R"(["quickfix","refactor.rewrite","source.fixAll.notewell","source.sign.notewell","source.addendum.notewell"])");
  CHECK(json::serialize(server.at("executeCommandProvider").as_object().at("commands")) ==
        R"(["notewell.audit","notewell.explainRule"])");
}

TEST_CASE("actions of odd places and texts are answered") {
  Editor editor({.disabled_actions = true});
  const auto ask = [&](std::int64_t line, std::int64_t character, const std::string& uri) {
    const json::object place = {{"line", line}, {"character", character}};
    return editor.request("textDocument/codeAction", json::object{{"textDocument", {{"uri", uri}}},
                                                                  {"range", {{"start", place}, {"end", place}}},
                                                                  {"context", {{"diagnostics", json::array()}}}});
  };
  CHECK(ask(0, 0, "file:///elsewhere.pnote").at("result").as_array().empty());
  editor.open("");
  CHECK(ask(0, 0, editor.uri).contains("result"));
  CHECK(ask(900, 900, editor.uri).contains("result"));
  std::string huge = "Mood: ";
  for (int i = 0; i != 3000; ++i) huge += "[x] sad  [ ] angry 😢 ";
  editor.replace(0, 0, huge);
  CHECK(ask(0, 400, editor.uri).contains("result"));
}
