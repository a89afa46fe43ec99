#include "report/report.hpp"

#include <catch2/catch.hpp>

#include "made.hpp"
#include "report/wording.hpp"

using namespace notewell;
using lint::Severity;
using test::entry;
using test::on;
using test::with_findings;

namespace {

const std::string plan =
    "---\nkind: treatment-plan\nclient: MRN-1\ndate: 2026-09-03\ndiagnosis: F33.1\nreview: 2026-12-03\n---\n"
    "# Treatment plan\n## G1 Takes part in family life\n- G1.1 Eats with the family 3 times a week by 2026-12-15\n"
    "## G2 Sleeps through\n";

std::string session(const std::string& date, const std::string& said) {
  return "---\nclient: MRN-1\ndate: " + date + "\nclinician: Ana Ruiz, LCSW\nplan: plan.pnote\n---\n## Data\n" + said +
         "\n";
}

}  // namespace

TEST_CASE("What clears most findings comes first, and tells how many files still fail") {
  const auto report = on({
      with_findings("a.pnote", {{"vague-phrase", Severity::warning}, {"vague-phrase", Severity::warning}}),
      with_findings("b.pnote", {{"vague-phrase", Severity::warning}, {"signature-missing", Severity::error}}),
      with_findings("c.pnote", {{"signature-missing", Severity::error}, {"progress-missing", Severity::warning}}),
      with_findings("d.pnote", {{"risk-status-missing", Severity::information}}),
  });
  CHECK(report.failing_notes == 3);
  CHECK(report.worst == std::array<std::size_t, 5>{2, 1, 1, 0, 0});
  REQUIRE(report.first.size() == 3);  // advice makes no note fail
  CHECK(report.rules[report.first[0].rule].id == "vague-phrase");
  CHECK(report.first[0].clears == 3);
  CHECK(report.first[0].files == 2);
  CHECK(report.first[0].failing_after == 2);
  CHECK(report.rules[report.first[1].rule].id == "signature-missing");
  CHECK(report.first[1].failing_after == 1);
  CHECK(report.rules[report.first[2].rule].id == "progress-missing");
  CHECK(report.first[2].failing_after == 0);
  CHECK(report.rules.back().id == "risk-status-missing");
}

TEST_CASE("A note may fail by errors alone") {
  std::vector<report::Entry> entries{with_findings("a.pnote", {{"vague-phrase", Severity::warning}})};
  const auto report = report::assembled(std::move(entries), {.today = test::today, .fails_at = Severity::error});
  CHECK(report.failing_notes == 0);
  CHECK(report.first.empty());
}

TEST_CASE("A step says what to do without what differs from note to note") {
  const auto report = on({with_findings("a.pnote", {{"goal-unknown", Severity::warning}})});
  REQUIRE(report.first.size() == 1);
  CHECK(report.first[0].what_to_do == "Name the goal that the session served, or add … to the plan.");
}

TEST_CASE("The golden thread: which session took up which goal") {
  const auto report =
      on({entry("c/plan.pnote", plan), entry("c/1.pnote", session("2026-10-06", "Dinner on Sunday, @G1.1.")),
          entry("c/2.pnote", session("2026-10-13", "She slept.")),
          entry("c/0.pnote", session("2026-09-29", "The lamp, @G1."))});
  CHECK(report.notes == 3);
  CHECK(report.plans == 1);
  REQUIRE(report.charts.size() == 1);
  const report::Chart& chart = report.charts.front();
  CHECK(chart.client == "MRN-1");
  REQUIRE(chart.sessions.size() == 3);
  CHECK(report.label(chart.sessions[0]) == "0.pnote");  // by date
  REQUIRE(chart.goals.size() == 3);
  CHECK(chart.goals[0].id.name() == "G1");
  CHECK(chart.goals[0].addressed == std::vector<bool>{true, true, false});
  CHECK(chart.goals[1].id.name() == "G1.1");
  CHECK(chart.goals[1].addressed == std::vector<bool>{false, true, false});
  CHECK(chart.goals[2].addressed == std::vector<bool>{false, false, false});
}

TEST_CASE("Scores over time, with the band that each falls into") {
  const auto report =
      on({entry("1.pnote", session("2026-10-06", "PHQ-9: 18.")), entry("2.pnote", session("2026-09-06", "PHQ-9: 4."))});
  const auto& scores = report.charts.front().scores;
  REQUIRE(scores.size() == 1);
  REQUIRE(scores[0].points.size() == 2);
  CHECK(scores[0].points[0].total == 4);
  CHECK(scores[0].band_of(18)->label == "moderately severe");
  CHECK(scores[0].band_of(99) == nullptr);
}

TEST_CASE("Elements are counted where they are asked for") {
  const auto report = on({entry("1.pnote", session("2026-10-06", "“I can't sleep,” she said.")),
                          entry("2.pnote", session("2026-10-13", "She came.")), entry("plan.pnote", plan)});
  const auto quote = std::ranges::find(report.elements, "client-quote", &report::ElementCount::id);
  REQUIRE(quote != report.elements.end());
  CHECK(quote->asked == 2);  // no plan
  CHECK(quote->documented == 1);
}

TEST_CASE("Copied passages stand side by side, with the words that both have") {
  const std::string before = "She stood by the gate until the lights came on and walked back the long way home.";
  const std::string now = "On Monday she stood by the gate until the lights came on and then went home.";
  const text::Text here(session("2026-10-13", now));
  const auto begin = static_cast<text::Offset>(here.bytes().find(now));
  const text::Text there(before);
  const lint::CopiedPassage copy{.span = {begin, begin + static_cast<text::Offset>(now.size())},
                                 .path = "1.pnote",
                                 .name = "1.pnote",
                                 .place = there.range({0, there.size()}, report::encoding),
                                 .share = 0.6,
                                 .words = 10,
                                 .same_client = false};
  const auto made = [&](bool narrative) {
    return report::assembled(
        {entry("2.pnote", std::string(here.bytes()), {copy})},
        {.today = test::today, .narrative = narrative, .text_of = [&before](const std::string&) { return before; }});
  };
  const auto report = made(true);
  REQUIRE(report.copies.size() == 1);
  CHECK(report.copies[0].severity == Severity::error);
  std::string whole;
  std::string shared;
  for (const report::Stretch& stretch : report.copies[0].here_words) {
    whole += stretch.words;
    if (stretch.shared) shared += stretch.words;
  }
  CHECK(whole == now);
  CHECK(shared == "she stood by the gate until the lights came on and");
  CHECK(made(false).copies[0].here_words.empty());
}

TEST_CASE("The trend counts notes by month of service and clinician") {
  auto failing = entry("1.pnote", session("2026-09-30", "Came."));
  auto later = entry("2.pnote", session("2026-11-02", "Came."));
  auto ahead = entry("3.pnote", session("2027-01-01", "Came."));  // not yet
  failing.findings = {{.rule = "vague-phrase", .severity = Severity::warning, .range = {}, .message = {}}};
  later.findings = {};
  const auto report = on({failing, later, ahead});
  REQUIRE(report.trend.months.size() == 3);  // without a gap
  CHECK(report::named(report.trend.months[0]) == "Sep 2026");
  REQUIRE(report.trend.clinicians.size() == 1);
  CHECK(report.trend.clinicians[0].name == "Ana Ruiz");
  CHECK(report.trend.clinicians[0].months[0].failing == 1);
  CHECK(report.trend.clinicians[0].months[1].notes == 0);
  CHECK(report.trend.all.total.notes == 2);
}

TEST_CASE("Of a psychotherapy note nothing is told but its findings") {
  const auto report = on(
      {entry("p.pnote", "---\nkind: psychotherapy-note\nclient: MRN-1\ndate: 2026-11-02\n---\nA thought of mine.\n")});
  REQUIRE(report.files.size() == 1);
  CHECK(report.files[0].facts == nullptr);
  CHECK(report.files[0].elements.empty());
  CHECK(report.charts[0].client.empty());
  CHECK(report.charts[0].sessions.empty());
}

TEST_CASE("A percent is 0 or 100 only where it is so") {
  CHECK(report::percent(0, 10) == 0);
  CHECK(report::percent(1, 1000) == 1);
  CHECK(report::percent(999, 1000) == 99);
  CHECK(report::percent(7, 7) == 100);
  CHECK(report::percent(0, 0) == 0);
  CHECK(report::grouped(1234567) == "1,234,567");
  CHECK(report::counted(1, "note") == "1 note");
}
