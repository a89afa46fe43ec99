// Hints beside the text: minutes, bands of scores, and what a tick lacks.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "editor.hpp"

namespace {

const std::string note =
    "---\nclient: J.D.\ndate: 2026-11-20\ntime: 14:00-14:53\ncode: 90837\n---\n\n## Data\n😢 PHQ-9: 14 today.\n\n"
    "- [x] sad\n  - Reported: \"I cry at the sink.\"\n";

json::array hints(Editor& editor, std::size_t begin, std::size_t end) {
  const json::object answer =
      editor.request("textDocument/inlayHint",
                     json::object{{"textDocument", {{"uri", editor.uri}}},
                                  {"range", {{"start", editor.position(begin)}, {"end", editor.position(end)}}}});
  REQUIRE(answer.contains("result"));
  return answer.at("result").as_array();
}

/// The label of the hint that stands behind `text`; empty if there is none.
std::string behind(Editor& editor, std::string_view text) {
  const std::size_t at = editor.text().find(text) + text.size();
  for (const json::value& hint : hints(editor, 0, editor.text().size())) {
    CHECK_FALSE(hint.at("tooltip").as_string().empty());
    if (editor.offset(hint.at("position").as_object()) == at) return std::string(hint.at("label").as_string());
  }
  return {};
}

}  // namespace

TEST_CASE("a time range tells its minutes and the code that they support") {
  Editor editor;
  editor.open(note);
  CHECK(behind(editor, "14:53") == "53 min · 90837");
  editor.after("14:00-14:5").type("0");
  CHECK(behind(editor, "14:503").empty());
}

TEST_CASE("the code is the one that the minutes support, whatever code stands there") {
  Editor editor;
  editor.open("---\ntime: 14:00-14:45\ncode: 90837\n---\nCame.\n");
  CHECK(behind(editor, "14:45") == "45 min · 90834");
  editor.open("---\ntime: 14:00-14:50\ncode: 90847\n---\nCame.\n");
  CHECK(behind(editor, "14:50").starts_with("50 min"));
}

TEST_CASE("a score tells its band, unless the note does") {
  Editor editor;
  editor.open(note);
  CHECK(behind(editor, "PHQ-9: 14") == "moderate");
  editor.open("## Data\nPHQ-9: 14 (moderate) today.\n");
  CHECK(behind(editor, "PHQ-9: 14").empty());
}

TEST_CASE("a tick tells what it lacks until it is there") {
  Editor editor;
  editor.open(note);
  CHECK(behind(editor, "[x] sad") == "lacks what you observed");
  editor.after("at the sink.\"").type("\n  - Observed: tearful from the first minutes, spoke in a whisper");
  CHECK(behind(editor, "[x] sad").empty());
}

TEST_CASE("hints are told for the range that was asked for") {
  Editor editor;
  editor.open(note);
  CHECK(hints(editor, 0, note.size()).size() == 3);
  CHECK(hints(editor, note.find("## Data"), note.find("- [x]")).size() == 1);
  CHECK(hints(editor, 0, 4).empty());
}

TEST_CASE("an empty document has no hints, and one that is not open has no answer") {
  Editor editor;
  editor.open("");
  CHECK(hints(editor, 0, 0).empty());
  editor.close();
  const json::object far = {{"line", 900}, {"character", 900}};
  CHECK(editor
            .request("textDocument/inlayHint",
                     json::object{{"textDocument", {{"uri", editor.uri}}}, {"range", {{"start", far}, {"end", far}}}})
            .at("result")
            .is_null());
}

TEST_CASE("changed settings refresh the hints and folds of an editor that can, and of no other") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("notewell-hints-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  const auto settings = [&](std::string_view text) { std::ofstream(folder / "notewell.toml") << text; };
  for (const bool refreshes : {true, false}) {
    settings("profile = \"default\"\n");
    Editor editor({.fold_refresh = refreshes, .inlay_hint_refresh = refreshes});
    editor.uri = "file://" + (folder / "note.pnote").string();
    editor.open(note);
    CHECK(behind(editor, "[x] sad") == "lacks what you observed");
    settings("profile = \"default\"\n\n[rules]\naffect-without-observation = \"off\"\n");
    editor.notify("textDocument/didSave", json::object{{"textDocument", {{"uri", editor.uri}}}});
    if (refreshes) {
      for (const std::string_view refresh : {"workspace/foldingRange/refresh", "workspace/inlayHint/refresh"}) {
        const json::object asked = editor.next(refresh);
        editor.send(json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"result", nullptr}});
      }
    }
    CHECK(behind(editor, "[x] sad").empty());
  }
  fs::remove_all(folder);
}
