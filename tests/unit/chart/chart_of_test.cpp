// What rules are given of the files around a note.

#include "chart/chart_of.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"
#include "syntax/tree.hpp"

using namespace notewell;
using namespace notewell::chart;

namespace {

std::shared_ptr<const note::Note> model(const std::string& text, const std::string& name = "a.pnote") {
  const text::Text whole(text);
  return note::build(whole, syntax::parse(whole), lint::builtin_knowledge()->vocabulary, nullptr, name);
}

std::string session(const std::string& client, const std::string& date, const std::string& more = {}) {
  return "---\nclient: " + client + "\ndate: " + date + "\nclinician: Ana Ruiz, LCSW\ntime: 14:00-14:45\n" + more +
         "---\n## Data\nToward @G1.1 she cooked rice.\n";
}

Index::Change file(const std::string& path, const std::string& text) {
  return {.path = path,
          .facts = facts_of(*model(text, path), path, text::PositionEncoding::utf16, note::DateOrder::month_first)};
}

ChartOf around(const Index& index, const std::string& path) {
  return {index, path, lint::builtin_knowledge(), {.encoding = text::PositionEncoding::utf16}};
}

std::vector<std::string> paths(const std::vector<const lint::SessionFacts*>& files) {
  std::vector<std::string> out;
  for (const auto* one : files) out.push_back(one->path);
  return out;
}

}  // namespace

using Paths = std::vector<std::string>;

TEST_CASE("A note is shown its plan, its client's other files and the clinician's day") {
  const std::string plan =
      "---\nkind: treatment-plan\nclient: mrn-1\ndate: 2026-09-01\n---\n## G1 Cooks\n- G1.1 Rice\n";
  const std::vector<Index::Change> files = {
      file("/c/1/plan.pnote", plan), file("/c/1/a.pnote", session("MRN-1", "2026-10-06")),
      file("/c/1/b.pnote", session("MRN-1", "2026-10-13")), file("/c/2/c.pnote", session("MRN-2", "2026-10-06"))};
  const Index index = Index().with(files);
  const auto view = around(index, "/c/1/a.pnote")(*model(session("MRN-1", "2026-10-06")));
  REQUIRE(view != nullptr);
  REQUIRE(view->plan != nullptr);
  CHECK(view->plan->path == "/c/1/plan.pnote");
  CHECK(view->plan->goals.size() == 2);
  CHECK(paths(view->chart) == Paths{"/c/1/plan.pnote", "/c/1/b.pnote"});
  CHECK(paths(view->of_clinician) == Paths{"/c/2/c.pnote"});
  CHECK(view->references.size() == 1);

  const auto of_plan = around(index, "/c/1/plan.pnote")(*model(plan, "plan.pnote"));
  CHECK(paths(of_plan->chart) == Paths{"/c/1/a.pnote", "/c/1/b.pnote"});
}

TEST_CASE("Nothing is shown to a psychotherapy note, and no chart to a note without a client") {
  const Index::Change other = file("/c/b.pnote", "---\ndate: 2026-10-06\n---\nA: Cooked.\n");
  const Index index = Index().with({&other, 1});
  CHECK(around(index, "/c/a.pnote")(*model("---\nkind: psychotherapy-note\n---\nx\n")) == nullptr);
  const auto view = around(index, "/c/a.pnote")(*model("---\ndate: 2026-10-06\n---\nA: Cooked.\n"));
  CHECK(view->plan == nullptr);
  CHECK(view->chart.empty());
}

TEST_CASE("A chart is the same until a file of it changes") {
  std::vector<Index::Change> files = {file("/c/b.pnote", session("MRN-1", "2026-10-13")),
                                      file("/c/c.pnote", session("MRN-2", "2026-10-20"))};
  const ChartOf before = around(Index().with(files), "/c/a.pnote");
  const auto note = model(session("MRN-1", "2026-10-06"));
  const Index::Change elsewhere = file("/c/c.pnote", session("MRN-2", "2026-10-21"));
  CHECK(same_chart(before(*note).get(), before.in(Index().with(files).with({&elsewhere, 1}))(*note).get()));
  const Index::Change own = file("/c/b.pnote", session("MRN-1", "2026-10-14"));
  CHECK_FALSE(same_chart(before(*note).get(), before.in(Index().with(files).with({&own, 1}))(*note).get()));
}

TEST_CASE("Rules hold a note against the plan of its client, linked or not") {
  const Index index = Index().with(
      std::vector{file("/c/plan.pnote",
                       "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-08-03\n---\n## G1 Works again\n"
                       "Interventions: behavioral activation\nFrequency: weekly\n"),
                  file("/c/a.pnote", session("MRN-1", "2026-09-01", "code: 90834\n"))});
  const auto found = [&](const std::string& text) {
    const auto analysis = lint::analyse(text::Text(text), "b.pnote", lint::builtin_knowledge(),
                                        {.today = std::chrono::year(2026) / 11 / 23,
                                         .strictness = lint::Strictness::as_signed,
                                         .plan_of = {},
                                         .chart_of = around(index, "/c/b.pnote")});
    std::set<std::string> rules;
    for (const lint::Finding& finding : analysis->findings) {
      if (finding.rule->id == "intervention-not-in-plan" || finding.rule->id == "frequency-differs-from-plan")
        rules.insert(finding.rule->id);
    }
    return rules;
  };
  const auto note = [&](const std::string& date, const std::string& used) {
    return session("MRN-1", date, "code: 90834\n") + "- [x] " + used + " @G1\n";
  };
  using Rules = std::set<std::string>;
  CHECK(found(note("2026-11-06", "prolonged exposure")) ==
        Rules{"frequency-differs-from-plan", "intervention-not-in-plan"});
  CHECK(found(note("2026-09-08", "behavioral activation")) == Rules{});
  CHECK(found(note("2026-07-06", "prolonged exposure")) == Rules{});  // before the plan
}
