// Completion by context: what is offered where, and what the note says once an item is taken as an editor takes it.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "charts.hpp"
#include "editor.hpp"

namespace {

const std::string header =
    "---\nclient: MRN-00412\ndate: 2026-11-20\ntime: 14:00-14:45\ncode: 90834\ndiagnosis: F33.1\nplace: "
    "office\nparticipants: client\n---\n\n";

json::object list_at(Editor& editor, std::size_t at) {
  const auto answer = editor.request("textDocument/completion", json::object{{"textDocument", {{"uri", editor.uri}}},
                                                                             {"position", editor.position(at)}});
  REQUIRE(answer.contains("result"));
  return answer.at("result").as_object();
}

/// The items where ‸ stands in the note, in the order in which an editor shows them.
std::vector<json::object> items_in(Editor& editor, std::string note, std::size_t* at = nullptr) {
  const std::string mark = "‸";
  const std::size_t place = note.find(mark);
  REQUIRE(place != std::string::npos);
  note.erase(place, mark.size());
  if (editor.text().empty()) {
    editor.open(note);
  } else {
    editor.replace(0, editor.text().size(), note);
  }
  if (at != nullptr) *at = place;
  std::vector<json::object> out;
  const json::object list = list_at(editor, place);
  for (const auto& item : list.at("items").as_array()) out.push_back(item.as_object());
  std::sort(out.begin(), out.end(), [](const auto& one, const auto& other) {
    return one.at("sortText").as_string() < other.at("sortText").as_string();
  });
  return out;
}

std::vector<std::string> labels(Editor& editor, const std::string& note) {
  std::vector<std::string> out;
  for (const auto& item : items_in(editor, note)) out.emplace_back(item.at("label").as_string());
  return out;
}

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// The note after the item is taken; `replacing`: what stands behind the place gives way as well.
std::string taken(Editor& editor, const std::string& note, std::string_view label, bool replacing = false) {
  for (const auto& item : items_in(editor, note)) {
    if (item.at("label").as_string() != label) continue;
    const auto& edit = item.at("textEdit").as_object();
    const auto& range =
        edit.contains("range") ? edit.at("range").as_object() : edit.at(replacing ? "replace" : "insert").as_object();
    const std::size_t begin = editor.offset(range.at("start").as_object());
    const std::size_t end = editor.offset(range.at("end").as_object());
    std::string out = editor.text();
    return out.replace(begin, end - begin, std::string(edit.at("newText").as_string()));
  }
  return "no item " + std::string(label);
}

}  // namespace

TEST_CASE("an empty file is offered whole notes, an intake and a plan") {
  Editor editor({.completion_snippets = false});
  const auto all = labels(editor, "‸\n");
  for (const std::string name :
       {"SOAP note", "DAP note", "BIRP note", "GIRP note", "PIRP note", "Intake", "Treatment plan"})
    CHECK(has(all, name));
  CHECK(has(labels(editor, "da‸\n"), "DAP note"));
  const std::string text = taken(editor, "tre‸\n", "Treatment plan");
  CHECK(text.starts_with("---\nkind: treatment-plan\n"));
  CHECK(text.find("## G1 ‹goal") != std::string::npos);
  CHECK(taken(editor, "‸\n", "Intake").find("code: ‹service code: 90791 | 90792›") != std::string::npos);
  CHECK(labels(editor, "She came late.‸\n").empty());
}

TEST_CASE("under a tick stand the facets that it lacks, with stems for that very option") {
  Editor editor({.completion_snippets = false});
  const auto facets = labels(editor, header + "## Data\n- [x] sad\n  - Observed: wept\n  - ‸\n");
  CHECK(facets == std::vector<std::string>{"- Reported: …"});
  CHECK(taken(editor, header + "## Data\n- [x] sad\n  - Rep‸\n", "- Reported: …") ==
        header + "## Data\n- [x] sad\n  - Reported: \"‹the client's words about feeling sad›\"\n");
  const auto story = labels(editor, header + "## Data\n- [x] Behavioral activation\n  ‸\n");
  CHECK(story.size() == 4);
  CHECK(has(story, "- Why: …"));
  CHECK(labels(editor, header + "## Data\n- [ ] sad\n  - ‸\n").empty());
}

TEST_CASE("inside a facet's line stand its stems, until something is told") {
  Editor editor({.completion_snippets = false});
  const std::string note = header + "## Data\n- [x] sad\n  - Observed:‸\n";
  const auto stems = labels(editor, note);
  REQUIRE_FALSE(stems.empty());
  CHECK(stems.front().starts_with("‹what you saw or heard"));
  CHECK(taken(editor, note, stems.front()).find("  - Observed: ‹what you saw or heard") != std::string::npos);
  CHECK(labels(editor, header + "## Data\n- [x] sad\n  - Observed: wept‸\n").empty());
}

TEST_CASE("behind a box stand the options of its group that are not there yet") {
  Editor editor;
  const auto row = labels(editor, header + "## Data\nMood/affect: [x] sad  [ ] an‸\n");
  CHECK(has(row, "anxious"));
  CHECK_FALSE(has(row, "behavioral activation"));
  CHECK(taken(editor, header + "## Data\nMood/affect: [x] sad  [ ]‸\n", "anxious").find("[ ] anxious\n") !=
        std::string::npos);
  CHECK(taken(editor, header + "## Data\n😢 [x] an‸\n", "anxious").find("😢 [x] anxious\n") != std::string::npos);
  const auto next = labels(editor, header + "## Data\n- [x] sad\n- [ ] ‸\n");
  CHECK(has(next, "anxious"));
  CHECK_FALSE(has(next, "sad"));
  const auto interventions = labels(editor, header + "## Intervention\n- [x] ‸\n");
  CHECK(has(interventions, "behavioral activation"));
}

TEST_CASE("behind an @ stand the plan's goals with their text, those not spoken of first") {
  const auto folder = std::filesystem::temp_directory_path() / ("notewell-goals-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "plan.pnote") << "---\nkind: treatment-plan\n---\n# Treatment plan\n## G1 Take part in family "
                                          "life\n- G1.1 Dinner 3 times a week\n## G2 Sleep\n";
  Editor editor({.insert_replace = true, .commit_characters = true, .label_details = true});
  editor.uri = "file://" + (folder / "note.pnote").string();
  const std::string note = "---\nplan: plan.pnote\n---\n## Data\nHe practiced (@G1.1) and more @";
  const auto items = items_in(editor, note + "‸\n");
  REQUIRE(items.size() == 3);
  CHECK(items[0].at("label") == "@G1");
  CHECK(items[0].at("labelDetails").as_object().at("description") == "Take part in family life");
  CHECK(items[0].at("filterText") == "@G1 Take part in family life");
  CHECK(json::serialize(items[0].at("commitCharacters")) == "[\",\",\")\"]");
  CHECK(items[2].at("label") == "@G1.1");
  CHECK(taken(editor, note + "G‸2.1 now\n", "@G1", true).find("more @G1 now") != std::string::npos);
  CHECK(taken(editor, note + "G‸2.1 now\n", "@G1", false).find("more @G12.1 now") != std::string::npos);
  CHECK(labels(editor, "---\nplan: plan.pnote\n---\nWrite to kim@‸\n").empty());
  std::filesystem::remove_all(folder);
}

TEST_CASE("a field is offered its values: codes that fit the minutes, diagnoses by words, places") {
  Editor editor;
  const auto with = [](const std::string& field) {
    return "---\nclient: A\ntime: 14:00-14:45\n" + field + "\n---\n## Data\nCame late.\n";
  };
  CHECK(labels(editor, with("code: ‸")).front() == "90834");
  CHECK(taken(editor, with("code: 90834, fam‸"), "90847").find("code: 90834, 90847\n") != std::string::npos);
  const auto words = items_in(editor, with("diagnosis: recurrent moder‸"));
  REQUIRE_FALSE(words.empty());
  CHECK(words.front().at("label") == "F33.1");
  CHECK(taken(editor, with("diagnosis: recurrent moder‸"), "F33.1").find("diagnosis: F33.1\n") != std::string::npos);
  CHECK(list_at(editor, editor.text().find("moder") + 5).at("isIncomplete") == true);
  CHECK(has(labels(editor, with("place: ‸")), "office (11)"));
  CHECK(has(labels(editor, with("participants: ‸")), "client and partner"));
  CHECK(has(labels(editor, with("‸")), "date"));
  CHECK_FALSE(has(labels(editor, with("‸")), "client"));
  CHECK(has(labels(editor, "Client: A   Place of service: ‸\nTime: 2-3pm\n\nData: He came.\n"), "office (11)"));
}

TEST_CASE("a client is picked from those of the workspace, whoever is near first") {
  const Charts charts;
  charts.write("near/1.pnote", session_note("2026-10-02", "She came.", "MRN-20"));
  charts.write("far/1.pnote", session_note("2026-11-02", "She came.", "MRN-30"));
  charts.write("far/2.pnote", session_note("2026-11-20", "He came.", "MRN-31"));
  charts.write("far/3.pnote", session_note("2026-11-21", "He came.", "mrn-30"));
  charts.write("far/private.pnote", "---\nkind: psychotherapy-note\nclient: MRN-40\n---\nA thought.\n");
  Editor editor({.folders = {charts.path()}});
  editor.uri = charts.uri("near/new.pnote");
  (void)editor.request("workspace/symbol", json::object{{"query", ""}});  // answered when all is indexed
  const auto with = [](const std::string& field) { return "---\n" + field + "\n---\n## Data\nCame late.\n"; };
  CHECK(labels(editor, with("client: ‸")) == std::vector<std::string>{"MRN-20", "mrn-30", "MRN-31"});
  CHECK(labels(editor, with("client: 31‸")) == std::vector<std::string>{"MRN-31"});
  CHECK(taken(editor, with("client: MRN-2‸"), "MRN-20").find("client: MRN-20\n") != std::string::npos);

  Editor alone;
  CHECK(labels(alone, with("client: ‸")).empty());
}

TEST_CASE("a new line is offered the sections that the format lacks, in the note's own form") {
  Editor editor;
  const std::string note = header + "# Data\nCame late.\n\n‸\n\n# Plan\nGo on.\n";
  CHECK(labels(editor, note) == std::vector<std::string>{"# Assessment"});
  CHECK(taken(editor, note, "# Assessment").find("late.\n\n# Assessment\n\n\n# Plan") != std::string::npos);
  CHECK(taken(editor, header + "# Data\nCame late.\n\n#‸\n\n# Plan\nGo on.\n", "# Assessment")
            .find("late.\n\n# Assessment\n") != std::string::npos);
}

TEST_CASE("a treatment plan is offered its next goal and objective") {
  Editor editor({.completion_snippets = false});
  const std::string text =
      "---\nkind: treatment-plan\n---\n# Treatment plan\n\n## G1 Sleep\n- G1.1 Sleeps 6 hours\n‸\n\n## G2 Work\n- G2.1 "
      "Goes in\n";
  CHECK(labels(editor, text) == std::vector<std::string>{"G1.2", "G3"});
  CHECK(taken(editor, text, "G1.2").find("\n- G1.2 ‹what the client will do") != std::string::npos);
}

TEST_CASE("an exception is offered its words and the ids of rules, those found in the note first") {
  Editor editor({.completion_snippets = false});
  const std::string note = header + "## Data\n- [x] sad\n\n";
  CHECK(taken(editor, note + "<!-- ‸\n", "<!-- notewell: allow … -->")
            .ends_with("<!-- notewell: allow ‹rule› because ‹reason› -->\n"));
  const auto rules = labels(editor, note + "<!-- notewell: allow ‸ -->\nMore.\n");
  REQUIRE_FALSE(rules.empty());
  CHECK(has(rules, "vague-phrase"));
  CHECK_FALSE(has(rules, "directive-unused"));
  CHECK(rules.front() == "affect-without-observation");
  CHECK(taken(editor, note + "<!-- notewell: allow vague-phrase, af‸ -->\n", "affect-without-self-report")
            .find("allow vague-phrase, affect-without-self-report -->") != std::string::npos);
  CHECK(labels(editor, note + "<!-- notewell: allow vague-phrase because ‸ -->\n").empty());
}

TEST_CASE("nothing is offered inside the client's words or in the middle of a sentence") {
  Editor editor;
  CHECK(labels(editor, header + "## Data\nShe said, “I am [x] ‸ today.” and left.\n").empty());
  CHECK(labels(editor, header + "## Data\nShe said, \"mail me @‸ home\".\n").empty());
  CHECK(labels(editor, header + "## Data\nShe spoke of the mo‸ve.\n").empty());
  CHECK(labels(editor, header + "## Data\nShe named two: ‸\n").empty());
  CHECK(labels(editor, header + "## Data\nTaught her - ‸\n").empty());
}

TEST_CASE("snippets, ranges and documentation come in the form that the client declared") {
  const std::string note = header + "## Data\n- [x] sad\n  - ‸\n";
  SECTION("snippets") {
    Editor editor;
    const auto item = items_in(editor, note).front();
    CHECK(item.at("insertTextFormat") == 2);
    CHECK(std::string(item.at("textEdit").as_object().at("newText").as_string()).find("${1") != std::string::npos);
    CHECK(item.contains("documentation"));
    CHECK_FALSE(item.contains("data"));
    CHECK_FALSE(item.contains("labelDetails"));
    CHECK(item.at("detail") == "for sad");
  }
  SECTION("plain text") {
    Editor editor({.completion_snippets = false});
    const auto item = items_in(editor, note).front();
    CHECK_FALSE(item.contains("insertTextFormat"));
    CHECK(std::string(item.at("textEdit").as_object().at("newText").as_string()).find("‹") != std::string::npos);
  }
  SECTION("defaults of the list") {
    Editor editor({.insert_replace = true, .item_defaults = true});
    std::size_t at = 0;
    const auto item = items_in(editor, note, &at).front();
    CHECK_FALSE(item.contains("textEdit"));
    CHECK_FALSE(item.contains("insertTextFormat"));
    CHECK(std::string(item.at("textEditText").as_string()).starts_with("- Observed: ${1"));
    const auto defaults = list_at(editor, at).at("itemDefaults").as_object();
    CHECK(defaults.at("insertTextFormat") == 2);
    CHECK(defaults.at("editRange").as_object().at("insert").as_object().at("end") == editor.position(at));
  }
  SECTION("documentation when it is asked for") {
    Editor editor({.resolved_items = true});
    const auto item = items_in(editor, note).front();
    CHECK_FALSE(item.contains("documentation"));
    const auto resolved = editor.request("completionItem/resolve", item).at("result").as_object();
    CHECK(resolved.at("label") == item.at("label"));
    CHECK(std::string(resolved.at("documentation").as_object().at("value").as_string()).find("Clients say") !=
          std::string::npos);
    CHECK(editor.request("completionItem/resolve", json::object{{"label", "x"}, {"data", 7}}).contains("result"));
  }
}

TEST_CASE("choices are a menu only for a client that shows the prompt until one is taken") {
  const std::string note = header + "## Data\n- [x] sad\n  - ‸\n";
  const auto text_for = [&](json::object options) {
    Editor editor({.options = std::move(options)});
    return std::string(items_in(editor, note).front().at("textEdit").as_object().at("newText").as_string());
  };
  CHECK(text_for({}).starts_with("- Observed: ${1:‹"));
  CHECK(text_for({}).find('|') == std::string::npos);
  CHECK(text_for({{"snippetChoices", true}}).starts_with("- Observed: ${1|‹"));
}

TEST_CASE("columns of items count as negotiated") {
  for (const std::vector<std::string>& offered : {std::vector<std::string>{"utf-16"}, {"utf-8"}, {"utf-32"}}) {
    Editor editor({.encodings = offered});
    CHECK(
        taken(editor, header + "## Data\n😢 Mood: [x] an‸ and more\n", "anxious").find("😢 Mood: [x] anxious and more") !=
        std::string::npos);
  }
}

TEST_CASE("odd places and texts are answered") {
  Editor editor;
  const auto ask = [&](std::int64_t line, std::int64_t character, const std::string& uri) {
    return editor.request(
        "textDocument/completion",
        json::object{{"textDocument", {{"uri", uri}}}, {"position", {{"line", line}, {"character", character}}}});
  };
  CHECK(ask(0, 0, "file:///elsewhere.pnote").at("result").as_object().at("items").as_array().empty());
  editor.open("");
  CHECK(ask(50, 50, editor.uri).contains("result"));
  std::string huge = "Mood: ";
  for (int i = 0; i != 5000; ++i) huge += "[x] sad 😢 @G1 <!-- ";
  editor.replace(0, 0, huge);
  for (const std::int64_t character : {0, 7, 100, 1000, 90000}) CHECK(ask(0, character, editor.uri).contains("result"));
}
