// Editing a note: findings come and go with what is typed, and fixes arrive in the form the editor takes.

#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "editor.hpp"

namespace {

const std::string header =
    "---\nclient: MRN-00412\ndate: 2026-11-20\ntime: 14:00-14:53\ncode: 90837\ndiagnosis: F33.1\nplace: "
    "office\nparticipants: client\n---\n\n";
const std::string ticked = header + "## Data\n- [x] sad\n";

}  // namespace

TEST_CASE("a tick is flagged, and cleared by what is typed under it") {
  for (const bool pull : {true, false}) {
    INFO((pull ? "pull" : "push"));
    Editor editor({.pull = pull});
    editor.open(ticked);
    CHECK(editor.shows("affect-without-observation", "sad"));
    CHECK(editor.shows("affect-without-self-report", "sad"));
    editor.after("sad").type("\n  - Observed: tearful while she spoke of the move");
    CHECK(editor.clears("affect-without-observation", "sad"));
    CHECK(editor.shows("affect-without-self-report", "sad"));
    editor.after("the move").type("\n  - Reported: “I feel empty”");
    CHECK(editor.clears("affect-without-self-report", "sad"));
    if (!pull) {
      editor.close();
      CHECK(
          editor.next("textDocument/publishDiagnostics").at("params").as_object().at("diagnostics").as_array().empty());
    }
  }
}

TEST_CASE("columns count as negotiated, beyond the basic plane too") {
  for (const std::vector<std::string>& offered :
       {std::vector<std::string>{}, {"utf-16"}, {"utf-8", "utf-16"}, {"utf-32"}}) {
    Editor editor({.encodings = offered});
    editor.open(header + "## Data\n😢 “so it goes” ’s: [x] sad  [x] anxious\n");
    CHECK(editor.shows("affect-without-observation", "sad"));
    CHECK(editor.shows("affect-without-observation", "anxious"));
    editor.after("😢").type("😢 ");
    CHECK(editor.shows("affect-without-observation", "anxious"));
  }
}

TEST_CASE("a client that is pushed to hears only of differences, with the version, and nothing after close") {
  Editor editor({.pull = false});
  editor.open(ticked);
  const auto first = editor.next("textDocument/publishDiagnostics").at("params").as_object();
  CHECK(first.at("version") == 1);
  editor.replace(editor.text().size(), 0,
                 "\n");  // changes no finding but the signature's place, which is the same line
  editor.close();
  CHECK(editor.next("textDocument/publishDiagnostics").at("params").as_object().at("diagnostics").as_array().empty());
  (void)editor.request("textDocument/hover", json::object{{"textDocument", {{"uri", editor.uri}}},
                                                          {"position", {{"line", 0}, {"character", 0}}}});
}

TEST_CASE("a client that pulls is told when nothing changed") {
  Editor editor;
  editor.open(ticked);
  const auto first = editor.request("textDocument/diagnostic", json::object{{"textDocument", {{"uri", editor.uri}}}})
                         .at("result")
                         .as_object();
  CHECK(first.at("kind") == "full");
  const auto again =
      editor.request("textDocument/diagnostic",
                     json::object{{"textDocument", {{"uri", editor.uri}}}, {"previousResultId", first.at("resultId")}});
  CHECK(again.at("result").as_object().at("kind") == "unchanged");
}

TEST_CASE("a burst of keystrokes ends in the findings of the last") {
  Editor editor({.pull = false});
  editor.open(ticked);
  const std::string typed = "\n  - Observed: tearful while she spoke of the move to Ohio";
  std::size_t at = editor.text().find("sad") + 3;
  for (const char c : typed) editor.replace(at++, 0, std::string(1, c));
  CHECK(editor.clears("affect-without-observation", "sad"));
}

TEST_CASE("a fix's blanks reach the editor in the best form that it takes") {
  SECTION("LSP 3.18 snippet edits") {
    Editor editor({.standard_snippets = true});
    editor.open(ticked);
    const auto action = editor.quick_fix("sad", "Add what you observed and");
    const auto& change = action.at("edit").as_object().at("documentChanges").as_array().at(0).as_object();
    CHECK(change.at("textDocument").as_object().at("version") == 1);
    const std::string snippet(
        change.at("edits").as_array().at(0).as_object().at("snippet").as_object().at("value").as_string());
    CHECK(snippet.starts_with("\n  - Observed: ${1"));
    CHECK(snippet.ends_with("$0"));
    CHECK(action.at("isPreferred") == true);
  }
  SECTION("rust-analyzer's form") {
    Editor editor({.experimental_snippets = true});
    editor.open(ticked);
    const auto action = editor.quick_fix("sad", "Add what you observed");
    const auto& edit = action.at("edit")
                           .as_object()
                           .at("documentChanges")
                           .as_array()
                           .at(0)
                           .as_object()
                           .at("edits")
                           .as_array()
                           .at(0)
                           .as_object();
    CHECK(edit.at("insertTextFormat") == 2);
  }
  SECTION("a command that the client asked for") {
    Editor editor({.snippet_command = "notewell.insertSnippet"});
    editor.open(ticked);
    const auto action = editor.quick_fix("sad", "Add what you observed");
    CHECK_FALSE(action.contains("edit"));
    CHECK(action.at("command").as_object().at("command") == "notewell.insertSnippet");
    CHECK(action.at("command").as_object().at("arguments").as_array().size() == 4);
  }
  SECTION("plain text, visibly blank and flagged until it is filled") {
    Editor editor;
    editor.open(ticked);
    editor.quick_fix("sad", "Add what you observed and");
    CHECK(editor.text().find("- Observed: ‹") != std::string::npos);
    bool flagged = false;
    for (const auto& item : editor.diagnostics())
      flagged = flagged || item.as_object().at("code") == "unfilled-placeholder";
    CHECK(flagged);
  }
  SECTION("a command of the server's for clients that know no action literals") {
    Editor editor({.code_action_literals = false});
    editor.open(ticked);
    const auto actions = editor.actions_at("sad");
    REQUIRE_FALSE(actions.empty());
    const auto& command = actions[0].as_object();
    const auto answer =
        editor.request("workspace/executeCommand",
                       json::object{{"command", command.at("command")}, {"arguments", command.at("arguments")}});
    CHECK(answer.contains("result"));
    const auto asked = editor.next("workspace/applyEdit");
    CHECK(asked.at("params").as_object().at("edit").as_object().contains("documentChanges"));
    editor.send(json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"result", {{"applied", true}}}});
    CHECK(Editor::error_code(
              editor.request("workspace/executeCommand", json::object{{"command", "notewell.unheardOf"}})) == -32602);
  }
}

TEST_CASE("the code that the minutes support is one fix away") {
  Editor editor;
  editor.open("---\nclient: A\ndate: 2026-11-20\ntime: 14:00-14:45\ncode: 90837\n---\n");
  CHECK(editor.shows("duration-outside-code", "90837"));
  editor.quick_fix("90837", "Change the code to 90834");
  CHECK(editor.text().find("code: 90834") != std::string::npos);
  CHECK(editor.clears("duration-outside-code", "90834"));
}

TEST_CASE("completion offers what the place lacks") {
  Editor editor;
  const auto labels = [&](std::size_t at) {
    std::vector<std::string> out;
    const auto answer = editor.request("textDocument/completion", json::object{{"textDocument", {{"uri", editor.uri}}},
                                                                               {"position", editor.position(at)}});
    for (const auto& item : answer.at("result").as_object().at("items").as_array())
      out.emplace_back(item.as_object().at("label").as_string());
    return out;
  };
  const auto has = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  editor.open("");
  CHECK(has(labels(0), "DAP note"));
  editor.replace(0, 0, ticked + "  - ");
  const auto facets = labels(editor.text().size());
  CHECK(has(facets, "- Observed: …"));
  CHECK(has(facets, "- Reported: …"));
  editor.replace(editor.text().find("90837"), 5, "");
  CHECK(has(labels(editor.text().find("code: ") + 6), "90834"));
}

TEST_CASE("hover tells what a tick asks for and what a code stands for") {
  Editor editor;
  editor.open(ticked);
  const auto told = [&](std::string_view text) {
    const auto answer =
        editor.request("textDocument/hover", json::object{{"textDocument", {{"uri", editor.uri}}},
                                                          {"position", editor.position(editor.text().find(text) + 1)}});
    return answer.at("result").is_null()
               ? std::string()
               : std::string(answer.at("result").as_object().at("contents").as_object().at("value").as_string());
  };
  CHECK(told("sad").find("what you observed") != std::string::npos);
  CHECK(told("90837").find("53 minutes and more") != std::string::npos);
  CHECK(told("F33.1").find("recurrent") != std::string::npos);
  CHECK(told("Data").empty());
}

TEST_CASE("a change that makes no sense does not silence the note for good") {
  Editor editor({.pull = false});
  editor.open(ticked);
  CHECK(editor.shows("affect-without-observation", "sad"));
  editor.send_wrong(json::object{
      {"jsonrpc", "2.0"},
      {"method", "textDocument/didChange"},
      {"params", {{"textDocument", {{"uri", editor.uri}, {"version", "two"}}}, {"contentChanges", json::array()}}}});
  (void)editor.next("window/logMessage");
  editor.after("sad").type("\n  - Observed: tearful while she spoke of the move");
  CHECK(editor.clears("affect-without-observation", "sad"));
}

TEST_CASE("a result id never stands for two sets of diagnostics, even of a note that was closed and opened again") {
  Editor editor;
  editor.open(ticked);
  const auto pull = [&](const json::value& previous) {
    json::object params = {{"textDocument", {{"uri", editor.uri}}}};
    if (!previous.is_null()) params["previousResultId"] = previous;
    return editor.request("textDocument/diagnostic", std::move(params)).at("result").as_object();
  };
  const auto first = pull(nullptr);
  editor.close();
  editor.open(header + "## Data\nClient came late.\n");
  CHECK(pull(first.at("resultId")).at("kind") == "full");
}

TEST_CASE("a list of diagnoses that was cut is asked for again when more is typed") {
  Editor editor;
  editor.open("---\nclient: A\ndiagnosis: F\n---\n");
  const auto answer = editor.request("textDocument/completion",
                                     json::object{{"textDocument", {{"uri", editor.uri}}},
                                                  {"position", editor.position(editor.text().find(": F") + 3)}});
  REQUIRE(answer.at("result").is_object());
  CHECK(answer.at("result").as_object().at("isIncomplete") == true);
}

TEST_CASE("a plan that is saved anew is held against the notes that link to it") {
  const auto folder = std::filesystem::temp_directory_path() / ("notewell-plan-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto plan = [&](const std::string& interventions) {
    std::ofstream(folder / "plan.pnote") << "---\nkind: treatment-plan\n---\n# Treatment plan\nInterventions: "
                                         << interventions << "\n";
  };
  plan("behavioral activation");
  const std::string note = "---\nplan: plan.pnote\n---\n- [x] EMDR\n";
  const std::string rule = "intervention-not-in-plan";
  for (const bool pull : {false, true}) {
    Editor editor({.pull = pull, .refresh = true});
    editor.uri = "file://" + (folder / "note.pnote").string();
    plan("behavioral activation");
    editor.open(note);
    CHECK(editor.shows(rule, "EMDR"));
    plan("behavioral activation, EMDR");
    editor.notify("textDocument/didSave", json::object{{"textDocument", {{"uri", editor.uri}}}});
    if (pull) {
      const auto refresh = editor.next("workspace/diagnostic/refresh");
      CHECK_FALSE(refresh.contains("params"));
      editor.send(json::object{{"jsonrpc", "2.0"}, {"id", refresh.at("id")}, {"result", nullptr}});
    }
    CHECK(editor.clears(rule, "EMDR"));
  }
  std::filesystem::remove_all(folder);
}

TEST_CASE("a code lens above the note tells what it documents and what keeps it from being signed") {
  Editor editor;
  const auto title = [&] {
    const auto answer = editor.request("textDocument/codeLens", json::object{{"textDocument", {{"uri", editor.uri}}}});
    const auto& lenses = answer.at("result").as_array();
    return lenses.empty() ? std::string()
                          : std::string(lenses[0].as_object().at("command").as_object().at("title").as_string());
  };
  editor.open(header + "## Data\n‹what happened› Client came late.\n");
  const std::string before = title();
  CHECK(before.find(" of 17 elements documented") != std::string::npos);
  CHECK(before.find("signable: no (1)") != std::string::npos);
  editor.after("late.").type(" “I don't sleep,” he said. He slept 3 hours on 5 of 7 nights and missed two shifts.");
  CHECK(std::stoi(title()) > std::stoi(before));
  editor.replace(0, editor.text().size(), "---\nkind: treatment-plan\n---\n# Treatment plan\n");
  CHECK(title().empty());
}
