// Goals across a chart: definition, references, rename, hover, lenses.

#include <algorithm>
#include <map>

#include "charts.hpp"

using Places = std::vector<std::string>;

namespace {

const json::object link_support = {{"definition", {{"linkSupport", true}}}};

/// File name -> the texts that replace something in it, in order.
std::map<std::string, std::vector<std::string>> new_texts(const json::value& edit) {
  std::map<std::string, std::vector<std::string>> out;
  const auto add = [&](std::string_view uri, const json::value& edits) {
    for (const auto& one : edits.as_array())
      out[std::string(uri.substr(uri.rfind('/') + 1))].emplace_back(one.at("newText").as_string().c_str());
  };
  if (edit.as_object().contains("changes")) {
    for (const auto& [uri, edits] : edit.at("changes").as_object()) add(uri, edits);
  } else {
    for (const auto& document : edit.at("documentChanges").as_array())
      add(document.at("textDocument").at("uri").as_string(), document.at("edits"));
  }
  return out;
}

std::string message(const json::value& error) {
  REQUIRE(error.as_object().contains("message"));
  return std::string(error.at("message").as_string());
}

}  // namespace

TEST_CASE("a goal leads to its line in the plan, as a link where the client takes one") {
  const Charts charts;
  write_chart(charts);
  for (const bool links : {false, true}) {
    Editor editor({.folders = {charts.path()}, .more_document = links ? link_support : json::object{}});
    open_file(editor, charts, "mrn-1/3.pnote");
    const json::value found = ask_at(editor, "textDocument/definition", "goal 2");
    if (!links) {
      CHECK(places(json::array{found}) == Places{"plan.pnote:10:3-5"});
      continue;
    }
    const json::value& link = found.as_array().at(0);
    CHECK(link.at("targetUri") == json::value(charts.uri("mrn-1/plan.pnote")));
    CHECK(json::serialize(link.at("targetRange")) ==
          R"({"start":{"line":10,"character":3},"end":{"line":10,"character":19}})");
    // "😀" before it: two UTF-16 code units.
    CHECK(json::serialize(link.at("originSelectionRange")) ==
          R"({"start":{"line":5,"character":18},"end":{"line":5,"character":24}})");
    CHECK(ask_at(editor, "textDocument/definition", "Slept").is_null());
  }
}

TEST_CASE("without a folder, an open note finds the plan that its header links to, and the link leads there") {
  const Charts charts;
  charts.write("plan.pnote", plan);
  charts.write("note.pnote", "---\nplan: plan.pnote\n---\nSpoke of @G1.1 and @G7.\n");
  Editor editor;
  open_file(editor, charts, "note.pnote");
  CHECK(places(json::array{ask_at(editor, "textDocument/definition", "@G1.1")}) == Places{"plan.pnote:8:2-6"});
  CHECK(places(json::array{ask_at(editor, "textDocument/definition", "plan.pnote")}) == Places{"plan.pnote:0:0-0"});
  CHECK(ask_at(editor, "textDocument/definition", "@G7").is_null());
  charts.write("plan.pnote", "---\nkind: treatment-plan\n---\n\n\n## G7 Walk daily\n");
  CHECK(places(json::array{ask_at(editor, "textDocument/definition", "@G7")}) == Places{"plan.pnote:5:3-5"});
  charts.remove("plan.pnote");
  CHECK(ask_at(editor, "textDocument/definition", "plan.pnote").is_null());
}

TEST_CASE("references are all notes that address the goal, an objective of it included") {
  const Charts charts;
  write_chart(charts);
  charts.write("mrn-2/1.pnote", session_note("2026-11-06", "@G1", "MRN-2"));
  Editor editor({.folders = {charts.path()}});
  open_file(editor, charts, "mrn-1/plan.pnote");
  const auto asked = [&](std::string_view marked, bool declaration) {
    return places(
        ask_at(editor, "textDocument/references", marked, {{"context", {{"includeDeclaration", declaration}}}}));
  };
  CHECK(asked("G1 Take", true) == Places{"plan.pnote:7:3-5", "1.pnote:5:20-23", "2.pnote:5:20-27"});
  CHECK(asked("G1.1", false) == Places{"2.pnote:5:20-27"});
  editor.after("Sleep through").type("\nWith G1.");  // open text counts, saved or not
  CHECK(asked("G1 Take", false) == Places{"plan.pnote:11:5-7", "1.pnote:5:20-23", "2.pnote:5:20-27"});
  SECTION("in pieces where the client gives a token") {
    const json::value rest = ask_at(editor, "textDocument/references", "G1 Take",
                                    {{"context", {{"includeDeclaration", false}}}, {"partialResultToken", "t"}});
    CHECK(rest.as_array().empty());
    const json::object part = editor.next("$/progress");
    CHECK(part.at("params").at("token") == "t");
    CHECK(part.at("params").at("value").as_array().size() == 3);
  }
}

TEST_CASE("a goal is renamed in the plan and all its notes, in the form that the client takes") {
  const Charts charts;
  write_chart(charts);
  for (const bool versions : {false, true}) {
    Editor editor({.document_changes = versions, .folders = {charts.path()}});
    open_file(editor, charts, "mrn-1/1.pnote");
    const json::value edit = ask_at(editor, "textDocument/rename", "@G1", {{"newName", "G4"}});
    CHECK(edit.as_object().contains(versions ? "documentChanges" : "changes"));
    const auto texts = new_texts(edit);
    CHECK(texts.at("plan.pnote") == Places{"4", "4"});
    CHECK(texts.at("1.pnote") == Places{"4"});
    CHECK(texts.at("2.pnote") == Places{"4"});
    CHECK(texts.size() == 3);
    if (versions) {
      for (const auto& document : edit.at("documentChanges").as_array()) {
        const bool open = document.at("textDocument").at("uri") == json::value(editor.uri);
        CHECK(document.at("textDocument").at("version") == (open ? json::value(1) : json::value(nullptr)));
      }
    }
  }
}

TEST_CASE("an objective is renamed alone; a file that changed behind the client's back is read again") {
  const Charts charts;
  write_chart(charts);
  Editor editor({.folders = {charts.path()}});
  open_file(editor, charts, "mrn-1/plan.pnote");
  CHECK(symbols(editor, "").size() == 8);
  charts.write("mrn-1/2.pnote", session_note("2026-11-13", "On Sunday she ate with them: Obj 1.1."));
  const json::value edit = ask_at(editor, "textDocument/rename", "G1.1", {{"newName", "1.3"}});
  const auto texts = new_texts(edit);
  CHECK(texts.at("plan.pnote") == Places{"3"});
  CHECK(texts.at("2.pnote") == Places{"3"});
  for (const auto& document : edit.at("documentChanges").as_array()) {
    if (document.at("textDocument").at("uri") != json::value(charts.uri("mrn-1/2.pnote"))) continue;
    CHECK(document.at("edits").as_array().at(0).at("range").at("start").at("character") == 35);
  }
}

TEST_CASE("a name that can't be is refused with one that can") {
  const Charts charts;
  write_chart(charts);
  Editor editor({.folders = {charts.path()}});
  open_file(editor, charts, "mrn-1/plan.pnote");
  const auto refusal = [&](std::string_view marked, std::string_view name) {
    return message(ask_at(editor, "textDocument/rename", marked, {{"newName", name}}));
  };
  CHECK(refusal("G1 Take", "family") == "“family” is no name of a goal. Write one like G3.");
  CHECK(refusal("G1 Take", "G2") == "The plan has a G2 already. G3 is free.");
  CHECK(refusal("G1 Take", "G1.4") == "G1 is a goal, and G1.4 would be an objective. Write a goal: G3.");
  CHECK(refusal("G1.1", "G2.1") == "G1.1 is an objective of G1. Write one of its own: G1.2.");
  CHECK(refusal("Sleep", "G3") == "Only goals and objectives can be renamed: put the cursor on one, like @G1.");
  CHECK(ask_at(editor, "textDocument/rename", "G1 Take", {{"newName", "G1"}}).is_null());
  editor.close();
  charts.write("alone.pnote", session_note("2026-11-06", "@G1", "MRN-9"));
  open_file(editor, charts, "alone.pnote");
  CHECK(refusal("@G1", "G2") == "No plan is known that sets G1. Name it in the note's header: plan: plan.pnote");
}

TEST_CASE("what can be renamed is told beforehand, where the client asks") {
  const Charts charts;
  write_chart(charts);
  Editor editor({.folders = {charts.path()}, .more_document = {{"rename", {{"prepareSupport", true}}}}});
  open_file(editor, charts, "mrn-1/3.pnote");
  const json::value goal = ask_at(editor, "textDocument/prepareRename", "goal 2");
  CHECK(goal.at("placeholder") == "2");
  CHECK(goal.at("range").at("start").at("character") == 23);
  CHECK(ask_at(editor, "textDocument/prepareRename", "Slept").is_null());
  editor.close();
  open_file(editor, charts, "mrn-1/1.pnote");
  CHECK(ask_at(editor, "textDocument/prepareRename", "@G1").at("placeholder") == "G1");
}

TEST_CASE("a client that can ask the person does so before signed notes change") {
  const Charts charts;
  charts.write("plan.pnote", plan);
  charts.write("1.pnote", session_note("2026-11-06", "@G1\n\nsigned: Dana Whitecloud, LMFT 2026-11-06 15:00"));
  for (const bool annotations : {false, true}) {
    json::object more;
    if (annotations) more["workspaceEdit"] = {{"documentChanges", true}, {"changeAnnotationSupport", json::object{}}};
    Editor editor({.folders = {charts.path()}, .more_workspace = more});
    open_file(editor, charts, "plan.pnote");
    const json::value edit = ask_at(editor, "textDocument/rename", "G1 Take", {{"newName", "G5"}});
    CHECK(new_texts(edit).at("1.pnote") == Places{"5"});
    CHECK(edit.as_object().contains("changeAnnotations") == annotations);
    if (annotations) CHECK(edit.at("changeAnnotations").at("signed").at("needsConfirmation") == true);
  }
}

TEST_CASE("hover tells a goal's text, target and when notes last addressed it, a score's band and what changed") {
  const Charts charts;
  write_chart(charts);
  charts.write("mrn-1/4.pnote", session_note("2026-11-27", "PHQ-9: 14, PD stable. @G1.1 @G2 @G8"));
  Editor editor({.folders = {charts.path()}});
  CHECK_FALSE(symbols(editor, "").empty());
  open_file(editor, charts, "mrn-1/4.pnote");
  CHECK(hover(editor, "@G1.1") ==
        "**G1.1** Eats dinner with the family 3 times a week by 2026-12-15 (now: 0)\n\n"
        "An objective of G1: Take part in family life again\n\nTarget: by 2026-12-15 (now: 0)\n\n"
        "Addressed in 2 of the last 4 notes, last on 2026-11-27.");
  CHECK(hover(editor, "@G8") == "**G8**\n\nThe plan sets no such goal.");
  CHECK(hover(editor, "14,") ==
        "**PHQ-9: 14** moderate (10–14)\n\n4 points less since 2026-11-06, from moderately severe to moderate.\n\n"
        "- 2026-11-06: 18 moderately severe");
  CHECK(hover(editor, "PD") == "**PD**\n\nCan stand for: panic disorder, personality disorder, Parkinson's disease.");
  CHECK(hover(editor, "stable").empty());
  CHECK(hover(editor, "date:").find("**Date of service**\n\nRead as 2026-11-27.") == 0);
}

TEST_CASE("hover on a score tells its course, the latest first, and keeps a long one short") {
  const Charts charts;
  for (int week = 0; week != 10; ++week) {
    const std::string day = (week < 9 ? "0" : "") + std::to_string(week + 1);
    charts.write(day + ".pnote", session_note("2026-11-" + day, "PHQ-9: " + std::to_string(20 - week)));
  }
  charts.write("now.pnote", session_note("2026-11-20", "PHQ-9: 11 today; GAD-7: 6."));
  charts.write("other.pnote", session_note("2026-11-19", "PHQ-9: 3", "MRN-2"));
  Editor editor({.folders = {charts.path()}});
  CHECK_FALSE(symbols(editor, "").empty());
  open_file(editor, charts, "now.pnote");
  const std::string told = hover(editor, "11 today");
  CHECK(told.find("No change since 2026-11-10.\n\n- 2026-11-10: 11 moderate\n- 2026-11-09: 12 moderate\n") !=
        std::string::npos);
  CHECK(told.find("- 2026-11-03: 18 moderately severe\n- … first 20 on 2026-11-01") != std::string::npos);
  CHECK(told.find("2026-11-02") == std::string::npos);
  CHECK(hover(editor, "6.") == "**GAD-7: 6** mild (5–9)");
}

TEST_CASE("the course of a goal stands in hover and behind it in completion: sessions, values told, scores") {
  const Charts charts;
  charts.write("plan.pnote",
               "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-10-01\n---\n# Treatment plan\n\n"
               "## G1 PHQ-9 below 10\n- G1.1 Dinner with the family 3 times a week by 2026-12-15 (now: 0)\n");
  charts.write("1.pnote", session_note("2026-11-06", "PHQ-9: 18. Ate with them once (@G1.1, now: 1)."));
  charts.write("2.pnote", session_note("2026-11-13", "PHQ-9: 15. Stayed in bed."));
  charts.write("3.pnote", session_note("2026-11-20", "Twice, Obj 1.1 now 2/3. Wants @"));
  Editor editor({.folders = {charts.path()}});
  CHECK_FALSE(symbols(editor, "").empty());
  open_file(editor, charts, "3.pnote");
  const std::string course =
      "Addressed in 2 of the last 3 notes, last on 2026-11-20.\n\nNow: 0 on 2026-10-01, 1 on 2026-11-06, 2/3 on "
      "2026-11-20.";
  CHECK(hover(editor, "Obj 1.1").ends_with(course));
  const json::value list =
      editor
          .request("textDocument/completion", json::object{{"textDocument", {{"uri", editor.uri}}},
                                                           {"position", editor.position(editor.text().find('@') + 1)}})
          .at("result");
  const auto& items = list.at("items").as_array();
  REQUIRE(items.size() == 2);
  CHECK(json::serialize(items[0]).find("PHQ-9: 18 on 2026-11-06, 15 on 2026-11-13.") != std::string::npos);
  const auto& told = items[1].at("documentation");
  const std::string objective(told.is_string() ? told.as_string() : told.at("value").as_string());
  CHECK(objective.find("Target: by 2026-12-15 (now: 0)") != std::string::npos);
  CHECK(objective.ends_with(course));
}

TEST_CASE("each goal of a plan has a lens that is filled in when it is seen, and refreshed where the client can") {
  const Charts charts;
  write_chart(charts);
  for (const bool refresh : {false, true}) {
    json::object more;
    if (refresh) more["codeLens"] = {{"refreshSupport", true}};
    Editor editor({.folders = {charts.path()}, .more_workspace = more});
    CHECK(symbols(editor, "").size() == 8);
    open_file(editor, charts, "mrn-1/plan.pnote");
    const auto titles = [&] {
      std::vector<std::string> out;
      const json::object answer =
          editor.request("textDocument/codeLens", json::object{{"textDocument", {{"uri", editor.uri}}}});
      for (const auto& lens : answer.at("result").as_array()) {
        CHECK_FALSE(lens.as_object().contains("command"));
        const json::object whole = editor.request("codeLens/resolve", lens);
        out.emplace_back(whole.at("result").at("command").at("title").as_string().c_str());
      }
      return out;
    };
    CHECK(titles() == Places{"addressed in 2 of the last 3 notes", "addressed in 1 of the last 3 notes"});
    charts.write("mrn-1/4.pnote", session_note("2026-11-27", "@G2"));
    editor.notify(
        "workspace/didChangeWatchedFiles",
        json::object{{"changes", json::array{json::object{{"uri", charts.uri("mrn-1/4.pnote")}, {"type", 1}}}}});
    if (refresh) {
      (void)accept(editor, "workspace/codeLens/refresh");
      CHECK(titles() == Places{"addressed in 2 of the last 4 notes", "addressed in 2 of the last 4 notes"});
    }
    charts.remove("mrn-1/4.pnote");
  }
}

TEST_CASE("odd places and texts have no goals and break nothing") {
  Editor editor;
  const auto all = [&](std::string_view uri, int line, int character) {
    const auto ask = [&](std::string_view method, json::object more = {}) {
      more["textDocument"] = {{"uri", uri}};
      more["position"] = {{"line", line}, {"character", character}};
      return editor.request(method, std::move(more));
    };
    for (const char* method : {"textDocument/definition", "textDocument/prepareRename"})
      CHECK(ask(method).at("result").is_null());
    CHECK(ask("textDocument/references", {{"context", {{"includeDeclaration", true}}}}).at("result").is_null());
    (void)ask("textDocument/rename", {{"newName", "G2"}});
  };
  all("file:///never/opened.pnote", 0, 0);
  editor.open("");
  all(editor.uri, 0, 0);
  all(editor.uri, 90, 1000);
  editor.close();
  std::string huge = "---\nkind: treatment-plan\n---\n";
  for (int i = 0; i != 20'000; ++i) huge += "word word ";
  editor.open(huge);
  all(editor.uri, 3, 150'000);
  all(editor.uri, 3, 4'000'000);
  editor.close();
  editor.open("---\nkind: psychotherapy-note\n---\nThought of @G1.\n");
  all(editor.uri, 3, 13);
}
