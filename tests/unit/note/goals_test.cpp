// A plan's goals, and the names under which they are referred to.

#include "note/goals.hpp"

#include <catch2/catch.hpp>

using namespace notewell;

namespace {

/// The goals that a plan sets: "G1 Sleep".
std::vector<std::string> goals_of(const std::string& bytes) {
  const text::Text plan(bytes);
  std::vector<std::string> out;
  for (const note::Goal& goal : note::read_goals(plan)) {
    CHECK(goal.name.span.end <= goal.text.begin);
    out.push_back(goal.name.id.name() + " " + std::string(plan.slice(goal.text)));
  }
  return out;
}

}  // namespace

TEST_CASE("goals are read from headings and items, by any of their names") {
  CHECK(goals_of("---\nclient: A\n---\n# Treatment plan\nGoals: two\n## G1 Take part in family life\n"
                 "- G1.1 Dinner 3 times a week\n* **Objective 1.2:** Calls a friend\n## Goal 2: Sleep\n"
                 "Grounding: 5 senses\nG1 again\n") == std::vector<std::string>{"G1 Take part in family life",
                                                                                "G1.1 Dinner 3 times a week",
                                                                                "G1.2 Calls a friend", "G2 Sleep"});
}

TEST_CASE("an objective without its goal's number is one of the goal above it") {
  CHECK(goals_of("Objective 3: of no goal\nGoal 1: Sleep\nObjective 1: Bed by 23:00\nObj. 2: No coffee after noon\n"
                 "Tx goal #2: Work\n- Objective 1: Mail by ten\n- Objective 2.2: Calls\n") ==
        std::vector<std::string>{"G1 Sleep", "G1.1 Bed by 23:00", "G1.2 No coffee after noon", "G2 Work",
                                 "G2.1 Mail by ten", "G2.2 Calls"});
}

TEST_CASE("a goal whose words stand below its name is set") {
  CHECK(goals_of("## G1\nSleep through the night\n## Goal 2:\r\n- Work\n") == std::vector<std::string>{"G1 ", "G2 "});
}

TEST_CASE("what only looks like a goal's name is none") {
  for (const char* line :
       {"G47.00 Insomnia", "G47.33 Apnea", "Group 1", "Goal", "Goals 1", "G1a", "Goal 1234", "Goal 0", "1.2"}) {
    CAPTURE(line);
    CHECK(goals_of(line).empty());
  }
}

TEST_CASE("a name tells where its numbers stand") {
  const auto name = note::leading_goal_name("Tx goal #12.3, in part");
  REQUIRE(name);
  CHECK(name->id == note::GoalId{12, 3});
  CHECK(name->number_at == 9);
  CHECK(name->goal_digits == 2);
  CHECK(name->objective_digits == 1);
  CHECK(name->size() == 13);
  const auto alone = note::leading_goal_name("obj. 2");
  REQUIRE(alone);
  CHECK(alone->says_objective);
  CHECK_FALSE(note::goal_place(*alone, 7, 0));
  const auto place = note::goal_place(*alone, 7, 4);
  REQUIRE(place);
  CHECK(place->id == note::GoalId{4, 2});
  CHECK(place->span == text::Span{7, 13});
  CHECK(place->number == 12);
  CHECK(place->goal_digits == 0);
  CHECK(place->objective_digits == 1);
}
