// Finding a diagnosis by what a clinician types of it, and a plan's goals by name.

#include "note/diagnosis_search.hpp"

#include <catch2/catch.hpp>

#include "note/goals.hpp"

#include "unit/note/knowledge.hpp"

using namespace notewell;

namespace {

std::vector<std::string> found(std::string_view typed) {
  static const note::DiagnosisSearch search(source_vocabulary());
  std::vector<std::string> out;
  for (const auto row : search.find(typed, 20).rows) out.push_back(source_vocabulary()->diagnoses()[row].first);
  return out;
}

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("a diagnosis is found by its code, with and without the dot, and by words in any order") {
  CHECK(found("F33.1").front() == "F33.1");
  CHECK(found("f331").front() == "F33.1");
  CHECK(has(found("major depress recurr moder"), "F33.1"));
  CHECK(has(found("moderate, recurrent major"), "F33.1"));
  CHECK(has(found("post-traumatic chronic"), "F43.12"));
  CHECK(found("zzz").empty());
  CHECK_FALSE(has(found("F33"), "F33"));  // a category is no diagnosis to bill
}

TEST_CASE("a long list is cut and says so") {
  const note::DiagnosisSearch search(source_vocabulary());
  CHECK(search.find("", 20).rows.size() == 20);
  CHECK(search.find("", 20).more);
  CHECK(search.find("disorder", 20).more);
  CHECK_FALSE(search.find("F33.1", 20).more);
}

TEST_CASE("goals are read from headings and items, by any of their names") {
  const auto goals =
      note::read_goals(text::Text("---\nclient: A\n---\n# Treatment plan\nGoals: two\n## G1 Take part "
                                  "in family life\n- G1.1 Dinner 3 times a week\n* **Objective 1.2:** "
                                  "Calls a friend\n## Goal 2: Sleep\nGrounding: 5 senses\nG1 again\n"));
  REQUIRE(goals.size() == 4);
  CHECK(goals[0].name() == "G1");
  CHECK(goals[0].text == "Take part in family life");
  CHECK(goals[1].name() == "G1.1");
  CHECK(goals[2].name() == "G1.2");
  CHECK(goals[2].text == "Calls a friend");
  CHECK(goals[3].text == "Sleep");
}

TEST_CASE("an objective without its goal's number is one of the goal above it") {
  const auto goals = note::read_goals(
      text::Text("Objective 3: of no goal\nGoal 1: Sleep\nObjective 1: Bed by 23:00\nObj. 2: No coffee after noon\n"
                 "Tx goal #2: Work\n- Objective 1: Mail by ten\n- Objective 2.2: Calls\n"));
  std::vector<std::string> names;
  for (const auto& goal : goals) names.push_back(goal.name() + " " + goal.text);
  CHECK(names == std::vector<std::string>{"G1 Sleep", "G1.1 Bed by 23:00", "G1.2 No coffee after noon", "G2 Work",
                                          "G2.1 Mail by ten", "G2.2 Calls"});
}
