// Signing a note from the editor, and adding to a signed one.

#include <catch2/catch.hpp>

#include "note/seal.hpp"

#include "editor.hpp"

namespace {

/// A note without errors, but for the signature that it lacks.
const std::string ready = R"(---
client: MRN-00412
date: 2026-11-20
time: 14:00-14:53
code: 90837
diagnosis: F33.1
participants: client
modality: in person
clinician: D. Reyes, LCSW
---

# DAP note

## Data
Arrived on time. Spoke slowly and was tearful when she told of her sister's visit: “I feel like I let everybody down.”
PHQ-9: 14, down from 18 in September.

## Assessment
Low mood keeps her from the calls at work that her plan is about; two calls were made this week, none the week before.

## Intervention
- [x] Cognitive restructuring
  - Why: the thought of letting everybody down keeps her from calling
  - How: looked for evidence on both sides of the thought and wrote a balanced one
  - Response: rated the old thought 40, down from 80, and said the new one felt “closer to true”

## Risk
Denied thoughts of suicide when asked. No intent, no plan.

## Plan
Return on 11/27 at 14:00. Homework: one call a day, written down before and after.
)";

const json::object person = {{"clinician", {{"name", "D. Reyes"}, {"credentials", "LCSW"}}}};

Declared signs() {
  Declared declared;
  declared.disabled_actions = true;
  declared.options = person;
  return declared;
}

json::object only(std::string_view kind) {
  return {{"only", json::array{kind}}};
}

json::object sole(const json::array& actions) {
  INFO(json::serialize(actions));
  REQUIRE(actions.size() == 1);
  return actions.front().as_object();
}

json::object run(Editor& editor, std::string_view command, json::array arguments) {
  return editor.request("workspace/executeCommand",
                        json::object{{"command", command}, {"arguments", std::move(arguments)}});
}

/// Takes the edit that the server asks for, as an editor does.
void let_apply(Editor& editor) {
  const json::object asked = editor.next("workspace/applyEdit");
  editor.apply(asked.at("params").at("edit").as_object());
  editor.send(json::object{{"jsonrpc", "2.0"}, {"id", asked.at("id")}, {"result", {{"applied", true}}}});
}

std::string message_of(const json::object& answer) {
  return std::string(answer.at("error").at("message").as_string());
}

bool tells(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a note without errors is signed with a digest that fits, until a word is changed") {
  Editor editor(signs());
  editor.open(ready);
  const json::object action = sole(editor.actions_at("Arrived", only("source.sign")));
  CHECK(action.at("title") == json::value("Sign as D. Reyes, LCSW"));
  CHECK(action.at("kind") == json::value("source.sign.notewell"));
  editor.apply(action.at("edit").as_object());
  CHECK(tells(editor.text(), "\nsigned: D. Reyes, LCSW 2"));
  const auto seals = notewell::note::seals(editor.text());
  REQUIRE(seals.size() == 1);
  CHECK(seals.front().fits);
  const std::string digest = editor.text().substr(editor.text().find("digest: "), 79);
  CHECK_FALSE(editor.shows("edited-after-signing", digest));
  CHECK_FALSE(editor.shows("signature-missing", digest));

  const json::object again = sole(editor.actions_at("Arrived", only("source.sign")));
  CHECK(tells(json::serialize(again.at("disabled")), "signed already"));

  editor.replace(editor.text().find("on time"), 7, "late");
  CHECK(editor.shows("edited-after-signing", digest));
  const json::object fix = editor.quick_fix(digest, "Add an addendum");
  CHECK(tells(editor.text(), "\n## Addendum 2"));
  CHECK(tells(editor.text(), " D. Reyes, LCSW\n‹why"));
  const std::size_t blank = editor.text().find("‹what is added");
  CHECK(editor.shows("unfilled-placeholder", editor.text().substr(blank, std::string("‹what is added›").size())));
}

TEST_CASE("signing is refused with the rules whose errors stand, and a reason for them is kept in the note") {
  Editor editor(signs());
  std::string text = ready;
  text.replace(text.find("14:53"), 5, "14:30");
  editor.open(text);
  const json::object action = sole(editor.actions_at("Arrived", only("source.sign")));
  CHECK(tells(json::serialize(action.at("disabled")), "duration-outside-code"));
  CHECK_FALSE(action.contains("edit"));

  const json::object refused = run(editor, "notewell.sign", {editor.uri});
  CHECK(Editor::error_code(refused) == -32803);
  CHECK(tells(message_of(refused), "duration-outside-code"));
  CHECK(editor.text() == text);

  CHECK(run(editor, "notewell.sign", {editor.uri, json::object{{"reason", "the end time comes from the front desk"}}})
            .contains("result"));
  let_apply(editor);
  CHECK(tells(editor.text(),
              "<!-- signed with open findings: duration-outside-code because the end time comes from the front "
              "desk -->\nsigned: D. Reyes, LCSW"));
  CHECK(notewell::note::seals(editor.text()).front().fits);
}

TEST_CASE("who signs comes from the settings or from the command, and is never guessed") {
  Declared declared = signs();
  declared.options = {};
  Editor editor(declared);
  editor.open(ready);
  const json::object action = sole(editor.actions_at("Arrived", only("source.sign")));
  CHECK(action.at("title") == json::value("Add a signature to fill in"));
  const json::object unknown = run(editor, "notewell.sign", {editor.uri});
  CHECK(tells(message_of(unknown), "who signs"));

  SECTION("the action leaves blanks, and no digest") {
    editor.apply(action.at("edit").as_object());
    CHECK(tells(editor.text(), "signed: ‹name›, ‹credentials› 2"));
    CHECK(notewell::note::seals(editor.text()).empty());
    CHECK(editor.shows("unfilled-placeholder", "‹name›"));
  }
  SECTION("the command takes both") {
    CHECK(run(editor, "notewell.sign", {editor.uri, json::object{{"name", "A. Yusuf"}, {"credentials", "PhD"}}})
              .contains("result"));
    let_apply(editor);
    CHECK(tells(editor.text(), "signed: A. Yusuf, PhD 2"));
  }
  SECTION("what can't stand in a line is refused") {
    for (const json::value& wish :
         {json::value(json::object{{"name", "A\nB"}}), json::value(json::object{{"reason", "a --> b"}}),
          json::value(json::object{{"credentials", 4}}), json::value("D. Reyes")})
      CHECK(Editor::error_code(run(editor, "notewell.sign", {editor.uri, wish})) == -32602);
    CHECK(Editor::error_code(run(editor, "notewell.sign", {"file:///charts/other.pnote"})) == -32602);
    CHECK(Editor::error_code(run(editor, "notewell.addendum", {})) == -32602);
  }
}

TEST_CASE("an addendum goes below a signed note, in its own line ends, and below no other") {
  Editor editor(signs());
  editor.open("client: MRN-00412\r\n\r\nP: Return on Friday 😀\r\n\r\nsigned: K. Moreau, LMFT 2026-11-20 15:05");
  CHECK(run(editor, "notewell.addendum", {editor.uri}).contains("result"));
  let_apply(editor);
  CHECK(tells(editor.text(), "15:05\r\n\r\n## Addendum 2"));
  CHECK_FALSE(tells(editor.text(), "LCSW\n"));

  Editor draft(signs());
  draft.open(ready);
  CHECK(tells(message_of(run(draft, "notewell.addendum", {draft.uri})), "not signed yet"));
  CHECK(tells(json::serialize(sole(draft.actions_at("Arrived", only("source.addendum"))).at("disabled")),
              "not signed yet"));
}

TEST_CASE("without the capabilities there is no refused action to see and no command to run") {
  Declared declared = signs();
  declared.disabled_actions = false;
  declared.more_workspace = {{"applyEdit", false}};
  Editor editor(declared);
  editor.open("client: MRN-00412\n\nP: Return on Friday.\n");
  CHECK(editor.actions_at("Return", only("source.sign")).empty());
  CHECK(
      editor.actions_at("Return", json::object{{"triggerKind", 2}, {"only", json::array{"source.addendum"}}}).empty());
  CHECK(Editor::error_code(run(editor, "notewell.sign", {editor.uri})) == -32602);
}
