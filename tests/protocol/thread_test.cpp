// What one open file means for another: findings that hold a note against its plan and against other sessions.

#include <algorithm>

#include "charts.hpp"

namespace {

const std::string plan_text =
    "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-10-01\ndiagnosis: F33.1\n---\n# Treatment plan 😀\n\n"
    "## 😀\n## G1 Take part in family life again\n";

std::string note_of(std::string_view data, std::string_view time = "14:00-14:45", std::string_view client = "MRN-1") {
  std::string out = "---\nclient: ";
  out.append(client).append("\ndate: 2026-11-06\ncode: 90834\nclinician: Ana Ruiz, LCSW\ntime: ").append(time);
  return out.append("\n---\n## Data\n").append(data).append("\n");
}

/// The finding of that rule in the file, with the file as the one in hand; empty without.
json::object finding(Editor& editor, const std::string& uri, std::string_view rule) {
  editor.uri = uri;
  for (const auto& one : editor.diagnostics()) {
    if (one.at("code").as_string() == rule) return one.as_object();
  }
  return {};
}

std::string uri(std::string_view name) {
  return "file:///charts/mrn-1/" + std::string(name);
}

void open_as(Editor& editor, const std::string& name, std::string text) {
  editor.uri = uri(name);
  editor.open(std::move(text));
}

}  // namespace

TEST_CASE("a goal added to the open plan clears the finding of the open note") {
  Editor editor;
  open_as(editor, "note.pnote", note_of("Slept 5 hours: @G2."));
  CHECK(finding(editor, uri("note.pnote"), "goal-unknown").empty());  // no plan is known
  open_as(editor, "plan.pnote", plan_text);
  const json::object unknown = finding(editor, uri("note.pnote"), "goal-unknown");
  REQUIRE(!unknown.empty());
  const auto related = unknown.at("relatedInformation").as_array();
  REQUIRE(related.size() == 1);
  CHECK(places(json::array{related[0].at("location")}) == std::vector<std::string>{"plan.pnote:9:3-5"});
  editor.uri = uri("plan.pnote");
  editor.after("family life again\n").type("## G2 Sleep through\n");
  CHECK(finding(editor, uri("note.pnote"), "goal-unknown").empty());
}

TEST_CASE("without relatedInformation there is none, and without pull the other note is told by itself") {
  Editor editor({.pull = false, .more_document = {{"publishDiagnostics", {{"versionSupport", true}}}}});
  open_as(editor, "note.pnote", note_of("Slept 5 hours: @G2."));
  (void)editor.next("textDocument/publishDiagnostics");
  open_as(editor, "plan.pnote", plan_text);
  bool told = false;
  for (int i = 0; i != 4 && !told; ++i) {
    const json::object published = editor.next("textDocument/publishDiagnostics").at("params").as_object();
    if (published.at("uri").as_string() != uri("note.pnote")) continue;
    for (const auto& one : published.at("diagnostics").as_array()) {
      if (one.at("code").as_string() != "goal-unknown") continue;
      told = true;
      CHECK(!one.as_object().contains("relatedInformation"));
    }
  }
  CHECK(told);
  editor.forget("textDocument/publishDiagnostics");
}

TEST_CASE("two open notes of one session, and of one hour, are told of each other until one changes") {
  Editor editor;
  open_as(editor, "a.pnote", note_of("Ate with them once."));
  open_as(editor, "b.pnote", note_of("Ate with them twice."));
  open_as(editor, "c.pnote", note_of("Drove here alone.", "14:30-15:15", "MRN-2"));
  CHECK(!finding(editor, uri("a.pnote"), "duplicate-session").empty());
  CHECK(!finding(editor, uri("b.pnote"), "duplicate-session").empty());
  CHECK(finding(editor, uri("c.pnote"), "duplicate-session").empty());
  CHECK(!finding(editor, uri("a.pnote"), "overlapping-sessions").empty());
  editor.uri = uri("c.pnote");
  editor.replace(editor.text().find("14:30"), 5, "14:45");
  CHECK(finding(editor, uri("a.pnote"), "overlapping-sessions").empty());
}

TEST_CASE("a plan that is found by its client counts for interventions and frequency, as it stands in the editor") {
  Editor editor;
  open_as(editor, "a.pnote",
          "---\nclient: MRN-1\ndate: 2026-09-01\ncode: 90834\n---\n## Data\nPlanned Monday toward @G1.\n");
  open_as(editor, "b.pnote", note_of("- [x] Prolonged exposure @G1\n"));
  open_as(editor, "plan.pnote",
          "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-08-03\n---\n## G1 Work again\n"
          "Interventions: behavioral activation\nFrequency: weekly\n");
  CHECK_FALSE(finding(editor, uri("b.pnote"), "intervention-not-in-plan").empty());
  const json::object gap = finding(editor, uri("b.pnote"), "frequency-differs-from-plan");
  REQUIRE_FALSE(gap.empty());
  std::vector<std::string> where;
  for (const auto& one : gap.at("relatedInformation").as_array())
    where.push_back(places(json::array{one.at("location")}).front());
  CHECK(where == std::vector<std::string>{"plan.pnote:7:11-17", "a.pnote:2:6-16"});
  editor.uri = uri("plan.pnote");
  editor.after("activation").type(", prolonged exposure");
  editor.replace(editor.text().find("weekly"), 6, "monthly");
  CHECK(finding(editor, uri("b.pnote"), "intervention-not-in-plan").empty());
  CHECK(finding(editor, uri("b.pnote"), "frequency-differs-from-plan").empty());
}
