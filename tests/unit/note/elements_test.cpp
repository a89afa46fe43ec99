// Elements: each is found where it stands, in its sections, by cues, hints that add up, options, fields and signals.

#include "note/elements.hpp"

#include <catch2/catch.hpp>

#include "note/note.hpp"
#include "syntax/tree.hpp"

#include "knowledge.hpp"

using namespace notewell;

namespace {

/// The places of the element `id` in the note, as text.
std::vector<std::string> found(const std::string& id, const std::string& text) {
  const text::Text subject(text);
  const auto note = note::build(subject, syntax::parse(subject), source_vocabulary(), nullptr);
  const auto elements = note->vocabulary->elements();
  const auto it = std::find_if(elements.begin(), elements.end(), [&](const auto& one) { return one.id == id; });
  REQUIRE(it != elements.end());
  std::vector<std::string> out;
  const auto documented = note::documented_elements(*note);
  for (const auto span : documented[static_cast<std::size_t>(it - elements.begin())])
    out.emplace_back(subject.slice(span));
  return out;
}

using Places = std::vector<std::string>;

struct Example {
  std::string element;
  std::string section;
  std::string statement;
};

}  // namespace

TEST_CASE("each element is found in a sentence that documents it, and not in one that doesn't") {
  const std::vector<Example> examples = {
      {"presenting-problem", "Subjective", "Referred by the court due to a fight at school"},
      {"symptoms", "Subjective", "Reports panic attacks on the stairs"},
      {"history", "Subjective", "Her marriage ended two years ago"},
      {"client-goals", "Subjective", "She wants to sleep through"},
      {"homework-review", "Subjective", "He completed the thought record"},
      {"client-quote", "Subjective", "“The stairs again.”"},
      {"observed-behavior", "Objective", "Tearful when the bell rang"},
      {"mental-status", "Mental status", "Speech slow, oriented to place and date"},
      {"measure", "Objective", "PHQ-9 14"},
      {"activity", "Intervention", "Drew the week on the board"},
      {"intervention", "Intervention", "Cognitive restructuring of the thought about the bus"},
      {"rationale", "Intervention", "Because the naps feed the early waking"},
      {"response", "Response", "Was able to name the step"},
      {"functioning", "Subjective", "Missed two shifts"},
      {"risk-status", "Risk", "Denies SI/HI"},
      {"trigger", "Assessment", "Quarrels are triggered by the phone bill"},
      {"progress", "Assessment", "Nightmares on 3 nights (5 in October)"},
      {"overall-progress", "Assessment", "Overall the fear has shrunk"},
      {"clinical-interpretation", "Assessment", "The anger appears to cover fear"},
      {"treatment-goal", "Assessment", "Goal 2"},
      {"stage-of-change", "Assessment", "In contemplation about the drinking"},
      {"next-intervention", "Plan", "Continue to practice coping skills on the stairs"},
      {"homework", "Plan", "Client will track the evenings"},
      {"adjustment", "Plan", "Referral to Dr. Osei"},
      {"follow-up", "Plan", "Same time on 12/3"},
      {"strengths", "Assessment", "Her brother is supportive"},
  };
  for (const auto& [element, section, statement] : examples) {
    INFO(element << ": " << statement);
    CHECK(found(element, "## " + section + "\n" + statement + ".\n").size() == 1);
    CHECK(found(element, "## " + section + "\nThe window was open.\n").empty());
  }
}

TEST_CASE("a place is the statement, once") {
  CHECK(found("functioning", "## Data\nThe bus was late. He missed a shift at work, twice; rain all day.\n") ==
        Places{"The bus was late", "He missed a shift at work, twice"});
}

TEST_CASE("hints add up within a section and not across") {
  CHECK(found("mental-status", "## Objective\nCooperative. In some distress.\n") ==
        Places{"Cooperative", "In some distress"});
  CHECK(found("mental-status", "## Objective\nCooperative.\n## Assessment\nIn some distress.\n").empty());
  CHECK(found("mental-status", "## Objective\nCooperative, and cooperative again.\n").empty());
}

TEST_CASE("an exception takes the statement out") {
  CHECK(found("homework-review", "## Subjective\nHe forgot the homework.\n").size() == 1);
  CHECK(found("homework-review", "## Subjective\nHe will do the homework.\n").empty());
  CHECK(found("follow-up", "Rain.\n\nA. Vance, LCSW, signed 11/18/26\n").empty());
}

TEST_CASE("a tick documents its group; a box that is not ticked, and what stands under it, nothing") {
  CHECK(found("intervention", "## Intervention\n- [x] Cognitive restructuring\n") == Places{"Cognitive restructuring"});
  CHECK(found("intervention", "## Intervention\n- [ ] Cognitive restructuring\n").empty());
  CHECK(found("measure", "## Objective\n- [x] anxious\n  - Observed: rated it 8/10\n").size() == 1);
  CHECK(found("measure", "## Objective\n- [ ] anxious\n  - Observed: rated it 8/10\n").empty());
}

TEST_CASE("a header field documents its element if it is given") {
  CHECK(found("diagnosis", "---\ndiagnosis: F41.1\n---\n") == Places{"F41.1"});
  CHECK(found("diagnosis", "---\ndiagnosis:\n---\n").empty());
}

TEST_CASE("an element counts in sections of its roles, and in text without a role") {
  const std::string next = "Same time on 12/3.\n";
  CHECK(found("follow-up", "## Plan\n" + next).size() == 1);
  CHECK(found("follow-up", "## Subjective\n" + next).empty());
  CHECK(found("follow-up", "## On the way out\n" + next).size() == 1);
  CHECK(found("follow-up", next).size() == 1);
}

TEST_CASE("an addendum may add to any part, and a label leaves the heading's roles") {
  CHECK(found("follow-up", "## Subjective\nRain.\n## Addendum 2026-11-05\nSame time on 12/3.\n").size() == 1);
  CHECK(found("functioning", "## Data\nRisk: denies SI.\nMissed two shifts.\n").size() == 1);
}

TEST_CASE("a response follows the intervention; an Assessment interprets it") {
  CHECK(found("response", "## Response\nShe laughed and tried it twice.\n").size() == 1);
  CHECK(found("response", "## Behavior\nShe laughed and tried it twice.\n").empty());
  CHECK(found("response", "## Assessment\nShe laughed and tried it twice.\n").empty());
}

TEST_CASE("an entry's sign or saying is no mention of it, unless the client is quoted") {
  CHECK(found("symptoms", "## Subjective\nTalked about the car.\n").empty());
  CHECK(found("symptoms", "## Subjective\n“They all talked about me.”\n").size() == 1);
}

TEST_CASE("a tick in a row says what the row's label asks") {
  CHECK(found("risk-status", "# Data\nSI/HI: [x] denied [ ] present\n") == Places{"denied"});
  CHECK(found("risk-status", "# Data\nSI: [ ] No [x] Yes\n") == Places{"Yes"});
  CHECK(found("risk-status", "# Data\nSI/HI: [ ] denied [ ] present\n").empty());
  CHECK(found("risk-status", "# Data\nSleep: [x] poor\n").empty());
}
