// Formatting as an editor asks for it: whole, of ranges, and while typing.

#include <algorithm>

#include <catch2/catch.hpp>

#include "editor.hpp"

namespace {

/// The server's capabilities, as an editor that declares this much is told them.
json::object capabilities(bool ranges) {
  Editor editor({}, false);
  json::object document;
  if (ranges) document["rangeFormatting"] = {{"rangesSupport", true}};
  const json::object answer = editor.request(
      "initialize",
      json::object{{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", {{"textDocument", document}}}});
  editor.notify("initialized", json::object());
  return answer.at("result").as_object().at("capabilities").as_object();
}

json::object range(const Editor& editor, std::size_t begin, std::size_t end) {
  return {{"start", editor.position(begin)}, {"end", editor.position(end)}};
}

json::object params(const Editor& editor) {
  return {{"textDocument", {{"uri", editor.uri}}}, {"options", {{"tabSize", 4}, {"insertSpaces", true}}}};
}

/// The text after the edits of an answer, which must not overlap.
std::string with_edits(const Editor& editor, const json::object& answer) {
  REQUIRE(answer.contains("result"));
  std::string out = editor.text();
  std::size_t from = out.size() + 1;
  const json::array& edits = answer.at("result").as_array();
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    const json::object& where = edit->as_object().at("range").as_object();
    const std::size_t begin = editor.offset(where.at("start").as_object());
    const std::size_t end = editor.offset(where.at("end").as_object());
    REQUIRE(begin <= end);
    REQUIRE(end <= from);
    out.replace(begin, end - begin, std::string(edit->as_object().at("newText").as_string()));
    from = begin;
  }
  return out;
}

std::string formatted(Editor& editor) {
  return with_edits(editor, editor.request("textDocument/formatting", params(editor)));
}

/// What the note becomes when `typed` was the last that was typed, at the | in `note`.
std::string typing(const std::string& note, std::string_view typed) {
  Editor editor;
  std::string text = note;
  const std::size_t at = text.find('|');
  text.erase(at, 1);
  editor.open(text);
  json::object asked = params(editor);
  asked["position"] = editor.position(at);
  asked["ch"] = typed;
  return with_edits(editor, editor.request("textDocument/onTypeFormatting", std::move(asked)));
}

}  // namespace

TEST_CASE("a note is formatted by small edits") {
  Editor editor;
  editor.open("##Data\n*  [X] sad 😢\n\n\n\nCame on time.");
  const json::object answer = editor.request("textDocument/formatting", params(editor));
  CHECK(answer.at("result").as_array().size() == 4);
  CHECK(with_edits(editor, answer) == "## Data\n- [x] sad 😢\n\nCame on time.\n");
}

TEST_CASE("positions of edits are in the negotiated encoding") {
  for (const std::vector<std::string>& encodings : {std::vector<std::string>{}, {"utf-8"}, {"utf-32"}}) {
    Editor editor({.encodings = encodings});
    editor.open("## Data\nMood: 😢 [X] sad  ☑ low\n");
    CHECK(formatted(editor) == "## Data\nMood: 😢 [x] sad  [x] low\n");
  }
}

TEST_CASE("the editor's options are heeded") {
  Editor editor;
  editor.open("Came.  \n\n\nLeft.");
  json::object asked = params(editor);
  asked["options"] = {
      {"tabSize", 2}, {"insertSpaces", true}, {"trimTrailingWhitespace", false}, {"insertFinalNewline", false}};
  CHECK(with_edits(editor, editor.request("textDocument/formatting", std::move(asked))) == "Came.  \n\nLeft.");
}

TEST_CASE("a range, and several, are formatted without the rest") {
  const std::string note = "*  one\n\n*  two\n\n*  three\n";
  Editor editor({.ranges_formatting = true});
  editor.open(note);
  json::object one = params(editor);
  one["range"] = range(editor, note.find("two"), note.find("two") + 3);
  CHECK(with_edits(editor, editor.request("textDocument/rangeFormatting", std::move(one))) ==
        "*  one\n\n- two\n\n*  three\n");
  json::object several = params(editor);
  several["ranges"] = json::array{range(editor, 0, 1), range(editor, note.find("three"), note.size() + 50)};
  CHECK(with_edits(editor, editor.request("textDocument/rangesFormatting", std::move(several))) ==
        "- one\n\n*  two\n\n- three\n");
  json::object none = params(editor);
  none["ranges"] = json::array();
  CHECK(with_edits(editor, editor.request("textDocument/rangesFormatting", std::move(none))) == note);
}

TEST_CASE("several ranges are offered only to an editor that asks in this way") {
  CHECK(capabilities(false).at("documentRangeFormattingProvider") == json::value(true));
  CHECK(capabilities(true).at("documentRangeFormattingProvider") == json::value{{"rangesSupport", true}});
  const json::object on_type = capabilities(false).at("documentOnTypeFormattingProvider").as_object();
  CHECK(on_type.at("firstTriggerCharacter") == "\n");
}

TEST_CASE("a sealed note, an empty one and one that is not open have no edits") {
  Editor editor;
  editor.open(
      "*  Friday.\n\nsigned: D. Reyes, LCSW 2026-11-20 16:10 "
      "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n");
  CHECK(formatted(editor) == editor.text());
  editor.open("");
  CHECK(formatted(editor).empty());
  editor.close();
  const json::object start = {{"line", 900}, {"character", 900}};
  const json::object range = {{"start", start}, {"end", start}};
  const auto of_closed = [&](std::string_view method, const json::object& more) {
    json::object asked = params(editor);
    for (const auto& [key, value] : more) asked[key] = value;
    CHECK(editor.request(method, asked).at("result").is_null());
  };
  of_closed("textDocument/formatting", {});
  of_closed("textDocument/rangeFormatting", {{"range", range}});
  of_closed("textDocument/rangesFormatting", {{"ranges", json::array{range}}});
  of_closed("textDocument/onTypeFormatting", {{"position", start}, {"ch", "\n"}});
}

TEST_CASE("one huge line and places past the end are survived") {
  Editor editor;
  std::string line;
  for (int i = 0; i != 3'000; ++i) line += "[X] sad ";
  editor.open(line);
  CHECK(formatted(editor).starts_with("[x] sad [x] sad"));
  for (const std::string_view typed : {"\n", "]", ":"}) {
    json::object asked = params(editor);
    asked["position"] = {{"line", 70}, {"character", 7'000'000}};
    asked["ch"] = typed;
    CHECK(editor.request("textDocument/onTypeFormatting", std::move(asked)).contains("result"));
  }
}

TEST_CASE("Enter goes on with a list, with a box where there was one") {
  CHECK(typing("- walked\n|", "\n") == "- walked\n- ");
  CHECK(typing("- [x] sad\n|\nText.\n", "\n") == "- [x] sad\n- [ ] \nText.\n");
  CHECK(typing("- [x] sad\n  - Observed: tearful\n  |", "\n") == "- [x] sad\n  - Observed: tearful\n  - ");
  CHECK(typing("9) walked\n|", "\n") == "9) walked\n10) ");
  CHECK(typing("- one\r\n|two\r\n", "\n") == "- one\r\n- two\r\n");
  CHECK(typing("• one\n|", "\n") == "• one\n• ");
}

TEST_CASE("Enter on an empty item ends the list") {
  CHECK(typing("- walked\n- \n|", "\n") == "- walked\n");
  CHECK(typing("- [x] sad\n- [ ] \n|\nText.\n", "\n") == "- [x] sad\n\nText.\n");
}

TEST_CASE("Enter elsewhere adds nothing") {
  for (const std::string note :
       {"Came on time.\n|", "```\n- walked\n|\n```\n", "- one\n- |two\n", "|", "---\nclient: J\n|"}) {
    INFO(note);
    std::string same = note;
    same.erase(same.find('|'), 1);
    CHECK(typing(note, "\n") == same);
  }
}

TEST_CASE("] completes a box") {
  CHECK(typing("- []|", "]") == "- [ ] ");
  CHECK(typing("- []| sad", "]") == "- [ ] sad");
  CHECK(typing("Mood: 😢 [X]|", "]") == "Mood: 😢 [x] ");
  CHECK(typing("He said [sic]|", "]") == "He said [sic]");
}

TEST_CASE(": puts a facet under the option above it") {
  CHECK(typing("- [x] sad\nObserved:|", ":") == "- [x] sad\n  - Observed: ");
  CHECK(typing("- [x] sad\n  - Observed: tearful\nReported:|\n", ":") ==
        "- [x] sad\n  - Observed: tearful\n  - Reported: \n");
  CHECK(typing("- [x] sad\n\nObserved:|", ":") == "- [x] sad\n\nObserved:");
  CHECK(typing("- [x] sad\nPlan:|", ":") == "- [x] sad\nPlan:");
  CHECK(typing("Came on time.\nObserved:|", ":") == "Came on time.\nObserved:");
}
