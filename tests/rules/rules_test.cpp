// Every rule file is whole and a test of itself: its examples hold, and its fixes clear what they are offered for.

#include <algorithm>

#include <catch2/catch.hpp>

#include "lint/examples.hpp"

using namespace notewell;

namespace {

const std::vector<std::string> headings = {
    "# What", "# Why an auditor asks", "# What satisfies it", "# Flagged", "# Accepted", "# Sources"};

}  // namespace

TEST_CASE("every rule is whole: texts, examples, documentation, authorities") {
  const auto& rules = *lint::builtin_knowledge()->rules;
  REQUIRE(rules.rules.size() >= 30);
  for (const auto& rule : rules.rules) {
    INFO("rules/" << rule.group << "/" << rule.id << ".md");
    CHECK_FALSE(rule.title.empty());
    CHECK_FALSE(rule.message.what.empty());
    CHECK_FALSE(rule.message.why.empty());
    CHECK_FALSE(rule.message.do_.empty());
    CHECK(rule.message.what.size() <= 110);
    const bool needs_other_files = rule.id == "copied-narrative";  // tests/unit/lint/copied_test.cpp
    CHECK(rule.flagged.size() >= (needs_other_files ? 0U : 3U));
    CHECK(rule.accepted.size() >= 5);
    for (const auto& heading : headings) {
      INFO(heading);
      CHECK(rule.body.find(heading + "\n") != std::string::npos);
    }
  }
}

TEST_CASE("what a rule about elements asks for is in the vocabulary") {
  const auto knowledge = lint::builtin_knowledge();
  const auto elements = knowledge->vocabulary->elements();
  for (const auto& rule : knowledge->rules->rules) {
    const auto* check = std::get_if<lint::ElementCheck>(&rule.check);
    if (check == nullptr) continue;
    for (const auto& id : check->of) {
      INFO("rules/" << rule.group << "/" << rule.id << ".md asks for “" << id << "”");
      CHECK(std::any_of(elements.begin(), elements.end(), [&](const auto& element) { return element.id == id; }));
    }
  }
}

TEST_CASE("every rule's examples hold, and its fixes clear what they are offered for") {
  const auto knowledge = lint::builtin_knowledge();
  for (const auto& rule : knowledge->rules->rules) {
    const auto problems = lint::try_examples(rule, knowledge);
    for (const auto& problem : problems) {
      INFO("rules/" << rule.group << "/" << rule.id << ".md:" << problem.line << ": " << problem.message);
      CHECK(false);
    }
    CHECK(problems.empty());
  }
}

TEST_CASE("an example that does not hold is told") {
  const auto knowledge = lint::builtin_knowledge();
  const auto problems_of = [&](const auto& spoil) {
    lint::Rule rule = *knowledge->rules->find("generic-narrative");
    spoil(rule);
    return lint::try_examples(rule, knowledge).size();
  };
  CHECK(problems_of([](lint::Rule&) {}) == 0);
  CHECK(problems_of([](lint::Rule& rule) { rule.flagged.front().marks.clear(); }) == 1);
  CHECK(problems_of([](lint::Rule& rule) { rule.accepted.push_back(rule.flagged.front()); }) == 1);
  CHECK(problems_of([](lint::Rule& rule) {
          rule.fixes.push_back({.title = "Never offered", .snippet = {}, .example = {}});
        }) == 1);
}
