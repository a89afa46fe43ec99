// Every rule file is a test of itself: its Flagged examples give this rule's findings exactly at the marks, its
// Accepted ones none; each fix, its blanks filled, clears its finding; left blank, it is flagged as unfilled.

#include <set>

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"

using namespace notewell;
using namespace std::chrono_literals;

namespace {

std::shared_ptr<const lint::Analysis> analysed(const std::string& note, const std::string& plan) {
  const auto knowledge = lint::builtin_knowledge();
  const auto read = [&](const note::Note&) -> std::shared_ptr<const note::TreatmentPlan> {
    if (plan.empty()) return nullptr;
    const auto model =
        note::build(text::Text(plan), syntax::parse(text::Text(plan)), knowledge->vocabulary, nullptr, "plan.pnote");
    return std::make_shared<const note::TreatmentPlan>(note::read_plan(*model));
  };
  const lint::Settings settings = {
      .today = std::chrono::year(2026) / 11 / 23, .strictness = lint::Strictness::as_signed, .plan_of = read};
  return lint::analyse(text::Text(note), "example.pnote", knowledge, settings);
}

std::shared_ptr<const lint::Analysis> analysed(const lint::Example& example) {
  return analysed(example.text, example.plan);
}

std::vector<lint::Finding> of_rule(const lint::Analysis& analysis, const lint::Rule& rule) {
  std::vector<lint::Finding> out;
  for (const auto& finding : analysis.findings) {
    if (finding.rule->id == rule.id) out.push_back(finding);
  }
  return out;
}

std::string places(const std::vector<lint::Finding>& findings, const std::string& text) {
  std::string out;
  for (const auto& finding : findings)
    out +=
        "  " + std::to_string(finding.span.begin) + " «" + text.substr(finding.span.begin, finding.span.size()) + "»\n";
  return out;
}

std::string marks(const lint::Example& example) {
  std::string out;
  for (const auto& [begin, end] : example.marks)
    out += "  " + std::to_string(begin) + " «" + example.text.substr(begin, end - begin) + "»\n";
  return out;
}

std::string where(const lint::Rule& rule, const lint::Example& example) {
  return "rules/" + rule.group + "/" + rule.id + ".md:" + std::to_string(example.line);
}

std::string with(const std::string& text, const lint::Fix& fix, const std::string& replacement) {
  std::string out = text;
  out.replace(fix.replaced.begin, fix.replaced.size(), replacement);
  return out;
}

bool has_blanks(const lint::Fix& fix) {
  return std::any_of(fix.replacement.begin(), fix.replacement.end(),
                     [](const auto& piece) { return std::holds_alternative<lint::Blank>(piece); });
}

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
    CHECK(rule.flagged.size() >= 3);
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

TEST_CASE("flagged examples give this rule's findings exactly where they are marked") {
  for (const auto& rule : lint::builtin_knowledge()->rules->rules) {
    for (const auto& example : rule.flagged) {
      const auto analysis = analysed(example);
      const auto found = of_rule(*analysis, rule);
      bool same = found.size() == example.marks.size();
      for (std::size_t i = 0; same && i != found.size(); ++i) {
        same = found[i].span.begin == example.marks[i].first && found[i].span.end == example.marks[i].second;
      }
      INFO(where(rule, example) << "\nexpected\n" << marks(example) << "found\n" << places(found, example.text));
      CHECK(same);
    }
  }
}

TEST_CASE("accepted examples give none") {
  for (const auto& rule : lint::builtin_knowledge()->rules->rules) {
    for (const auto& example : rule.accepted) {
      const auto found = of_rule(*analysed(example), rule);
      INFO(where(rule, example) << "\nfound\n" << places(found, example.text));
      CHECK(found.empty());
    }
  }
}

TEST_CASE("a fix, filled in, clears its finding; left blank, it is flagged as unfilled") {
  for (const auto& rule : lint::builtin_knowledge()->rules->rules) {
    std::set<std::string> tried;
    for (const auto& example : rule.flagged) {
      const auto analysis = analysed(example);
      for (const auto& finding : of_rule(*analysis, rule)) {
        const auto fixes = lint::fixes(finding, *analysis->note);
        for (const auto& fix : fixes) {
          const auto pattern = std::find_if(rule.fixes.begin(), rule.fixes.end(), [&](const auto& one) {
            return lint::with_arguments(one.title, finding.arguments) == fix.title;
          });
          if (pattern != rule.fixes.end()) tried.insert(pattern->title);
          const std::vector<std::string> fill =
              pattern == rule.fixes.end() ? std::vector<std::string>{} : pattern->example;
          const std::string done = with(example.text, fix, lint::filled(fix.replacement, fill));
          const auto before = of_rule(*analysis, rule).size();
          const auto after = of_rule(*analysed(done, example.plan), rule);
          INFO(where(rule, example) << " fix “" << fix.title << "”\n"
                                    << done << "\nstill found\n"
                                    << places(after, done));
          CHECK(after.size() < before);
          if (!has_blanks(fix)) continue;
          const std::string blank = with(example.text, fix, lint::to_plain(fix.replacement));
          const auto left = analysed(blank, example.plan);
          INFO("unfilled:\n" << blank);
          CHECK(std::any_of(left->findings.begin(), left->findings.end(),
                            [](const auto& one) { return one.rule->id == "unfilled-placeholder"; }));
        }
      }
    }
    for (const auto& fix : rule.fixes) {
      INFO("rules/" << rule.group << "/" << rule.id << ".md: no flagged example is offered “" << fix.title << "”");
      CHECK(tried.contains(fix.title));
    }
  }
}
