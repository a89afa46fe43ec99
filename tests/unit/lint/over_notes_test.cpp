// Rules that ask something of several sessions in a row, where a profile says of how many.

#include <algorithm>

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"
#include "lint/chart_view.hpp"

using namespace notewell;

namespace {

std::string session(const std::string& day, const std::string& told) {
  return "---\nclient: MRN-1\ndate: 2026-11-" + day + "\ncode: 90837\n---\n## Data\n" + told +
         "\n## Assessment\nAdjustment disorder.\n## Plan\nNext session 12/2.\n";
}

const std::string silent =
    "Client anxious about the move. Explored what each of the rooms means to her and to her dog.";
const std::string telling = "GAD-7: 12. Sleep diary reviewed with her, page by page, for the week of the move.";

/// Whether the last of the sessions is marked, with so many of them looked at.
bool marked(const std::vector<std::string>& sessions, const std::string& notes) {
  const auto knowledge = lint::builtin_knowledge();
  std::vector<lint::ProfileProblem> problems;
  const std::string settings = "[options.effectiveness-missing]\nnotes = " + notes + "\n";
  const auto profile = lint::load_settings({.name = "notewell.toml", .text = settings}, knowledge->nameable(),
                                           knowledge->profiles, nullptr, problems);
  REQUIRE(problems.empty());
  auto facts = std::make_shared<std::vector<lint::SessionFacts>>();
  for (std::size_t i = 0; i + 1 < sessions.size(); ++i) {
    const text::Text text(sessions[i]);
    const auto note = note::build(text, syntax::parse(text), knowledge->vocabulary, nullptr, "a.pnote");
    facts->push_back(lint::session_facts(*note, text::PositionEncoding::utf8, note::DateOrder::month_first));
    facts->back().documented = lint::documented_bits(*note);
  }
  const auto view = std::make_shared<lint::ChartView>();
  view->keeps = facts;
  for (const auto& one : *facts) view->chart.push_back(&one);
  const auto analysis = lint::analyse(text::Text(sessions.back()), "b.pnote", knowledge,
                                      {.today = std::chrono::year(2026) / 11 / 23,
                                       .strictness = lint::Strictness::as_signed,
                                       .profile = profile,
                                       .plan_of = {},
                                       .chart_of = [&](const note::Note&) { return view; }});
  return std::ranges::any_of(analysis->findings,
                             [](const lint::Finding& one) { return one.rule->id == "effectiveness-missing"; });
}

}  // namespace

TEST_CASE("With notes = 1 each note must tell whether treatment helps") {
  CHECK(marked({session("02", telling), session("09", silent)}, "1"));
  CHECK_FALSE(marked({session("09", telling)}, "1"));
}

TEST_CASE("With notes = 3 one of three sessions must tell it") {
  CHECK(marked({session("02", silent), session("09", silent), session("16", silent)}, "3"));
  CHECK_FALSE(marked({session("02", telling), session("09", silent), session("16", silent)}, "3"));
  CHECK(marked({session("02", telling), session("09", silent), session("16", silent), session("20", silent)}, "3"));
  // Fewer sessions than that say nothing, and later ones don't count for an earlier.
  CHECK_FALSE(marked({session("09", silent), session("16", silent)}, "3"));
  CHECK_FALSE(marked({session("17", silent), session("18", silent), session("16", silent)}, "3"));
}
