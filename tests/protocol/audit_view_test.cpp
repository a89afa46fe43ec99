// A note as an auditor would go through it, as a document that the server makes.

#include <algorithm>

#include <catch2/catch.hpp>

#include "editor.hpp"

namespace {

const std::string view = "notewell-audit:///charts/note.pnote";

/// 45 minutes under a code for 53 and more, a tick that nothing is told of, and no signature.
const std::string thin_note =
    "---\nclient: MRN-00412\ndate: 2026-11-20\ntime: 14:00-14:45\ncode: 90837\n---\n\n"
    "## Data\n- [x] sad\n\nPHQ-9: 14, down from 18 in September.\n";

Declared shows_views() {
  Declared declared;
  declared.show_document = true;
  declared.more_workspace = {{"textDocumentContent", json::object()}};
  return declared;
}

std::string content(Editor& editor) {
  const json::object answer = editor.request("workspace/textDocumentContent", json::object{{"uri", view}});
  return std::string(answer.at("result").as_object().at("text").as_string());
}

bool tells(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the audit view tells what stands against signing, where, and which elements are there") {
  Editor editor(shows_views());
  editor.uri = "file:///charts/note.pnote";
  editor.open(thin_note);
  const std::string text = content(editor);
  INFO(text);
  CHECK(tells(text, "Signed: no. Signable: no, 1 to put right"));
  CHECK(tells(text, "- Line 5, error: 45 minutes do not support 90837."));
  CHECK(tells(text, "- Line 9, warning: “sad” is ticked"));
  CHECK(tells(text, "Rule: affect-without-observation"));
  CHECK(tells(text, "- progress: line 11"));
  CHECK(tells(text, ": not found"));
  CHECK_FALSE(tells(text, "in September"));  // it can be handed on

  const std::size_t at = editor.text().find("- [x] sad") + 9;
  editor.replace(at, 0, "\n  - Observed: tearful when she spoke of her sister");
  CHECK_FALSE(tells(content(editor), "Rule: affect-without-observation"));
  editor.notify("textDocument/didSave", json::object{{"textDocument", {{"uri", editor.uri}}}});
  const json::object again = editor.next("workspace/textDocumentContent/refresh");
  CHECK(again.at("params").as_object().at("uri") == json::value(view));
  editor.send(json::object{{"jsonrpc", "2.0"}, {"id", again.at("id")}, {"result", nullptr}});
  editor.close();
  CHECK(tells(content(editor), "not open"));
}

TEST_CASE("a command and an action show the audit view, where the client shows documents") {
  Editor editor(shows_views());
  editor.uri = "file:///charts/note.pnote";
  editor.open("---\nclient: MRN-00412\n---\n\n## Data\nShe came.\n");
  const json::object place = {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 0}, {"character", 0}}}};
  const json::object answer = editor.request(
      "textDocument/codeAction",
      json::object{{"textDocument", {{"uri", editor.uri}}},
                   {"range", place},
                   {"context", {{"diagnostics", json::array()}, {"only", {"source.auditView.notewell"}}}}});
  const auto& actions = answer.at("result").as_array();
  REQUIRE(actions.size() == 1);
  CHECK(editor
            .request("workspace/executeCommand", json::object{{"command", actions[0].at("command").at("command")},
                                                              {"arguments", actions[0].at("command").at("arguments")}})
            .contains("result"));
  const json::object shown = editor.next("window/showDocument");
  CHECK(shown.at("params").as_object().at("uri") == json::value(view));
  editor.send(json::object{{"jsonrpc", "2.0"}, {"id", shown.at("id")}, {"result", {{"success", true}}}});

  Editor plain;
  plain.open("She came.\n");
  CHECK(Editor::error_code(plain.request(
            "workspace/executeCommand",
            json::object{{"command", "notewell.auditView"}, {"arguments", json::array{plain.uri}}})) == -32602);
}

TEST_CASE("how a note stands is told as values, to an editor that draws them itself") {
  Editor editor;
  editor.open(thin_note);
  const auto ask = [&] {
    return editor
        .request("workspace/executeCommand",
                 json::object{{"command", "notewell.audit"}, {"arguments", json::array{editor.uri}}})
        .at("result")
        .as_object();
  };
  const json::object before = ask();
  INFO(json::serialize(before));
  CHECK(before.at("kind") == json::value("progress-note"));
  CHECK_FALSE(before.at("signed").as_bool());
  const auto with_id = [](const json::value& list, const char* key, const char* id) {
    const auto it =
        std::ranges::find_if(list.as_array(), [&](const json::value& one) { return one.at(key) == json::value(id); });
    REQUIRE(it != list.as_array().end());
    return it->as_object();
  };
  const json::object sad = with_id(before.at("findings"), "rule", "affect-without-observation");
  CHECK(sad.at("severity") == json::value("warning"));
  CHECK(sad.at("range").at("start").at("line") == json::value(8));
  const json::object progress = with_id(before.at("elements"), "id", "progress");
  CHECK(progress.at("asked").as_bool());
  CHECK(progress.at("places").at(0).at("start").at("line") == json::value(10));
  CHECK(with_id(before.at("elements"), "id", "risk-status").at("places").as_array().empty());

  const std::size_t at = editor.text().find("- [x] sad") + 9;
  editor.replace(at, 0, "\n  - Observed: tearful when she spoke of her sister");
  CHECK_FALSE(tells(json::serialize(ask()), "affect-without-observation"));

  // That the note is not signed yet does not stand against signing it.
  CHECK_FALSE(tells(json::serialize(before), "signature-missing"));
  CHECK(before.at("toSign").at("errors") == json::value(1));

  CHECK(Editor::error_code(editor.request(
            "workspace/executeCommand", json::object{{"command", "notewell.audit"},
                                                     {"arguments", json::array{"file:///not/open.pnote"}}})) == -32602);
}
