#include "report/render.hpp"

#include <catch2/catch.hpp>

#include "made.hpp"
#include "report/svg.hpp"

using namespace notewell;
using Catch::Matchers::Contains;
using test::entry;
using test::on;

namespace {

const std::string hostile =
    "---\nclient: <img src=x onerror=alert(1)>\ndate: 2026-11-20\nclinician: "
    "\"</script><script>alert(2)</script>\"\n---\n"
    "## Data\n- [x] </script><b>sad\nUsed CBT. PHQ-9: 14.\n";

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("Hostile notes and file names stay text") {
  const auto report = on({entry("it's \"<x>\".pnote", hostile), entry("javascript:alert(3).pnote", hostile)});
  const std::string html = report::as_html(report);
  CHECK(count(html, "<script") == 1);
  CHECK(count(html, "</script") == 1);
  CHECK(count(html, "<img") == 0);
  CHECK(count(html, "<x>") == 0);
  CHECK(count(html, "href=\"javascript:") == 0);
  CHECK_THAT(html, Contains("&lt;img src=x onerror=alert(1)&gt;"));
  const std::string markdown = report::as_markdown(report);
  CHECK(count(markdown, "<script") == 0);
  CHECK(count(markdown, "<img") == 0);
}

TEST_CASE("The same report gives the same bytes, in the order of paths") {
  const auto one = [] { return entry("1.pnote", hostile); };
  const auto two = [] { return entry("2.pnote", "---\nclient: B\ndate: 2026-11-01\n---\nCame.\n"); };
  const auto first = on({one(), two()});
  const auto second = on({two(), one()});
  CHECK(report::as_html(first) == report::as_html(second));
  CHECK(report::as_markdown(first) == report::as_markdown(second));
  CHECK(report::as_json(first) == report::as_json(second));
}

TEST_CASE("Every form is known for a report, and a note is not") {
  const auto report = on({entry("1.pnote", hostile)});
  CHECK(report::is_report(report::as_html(report)));
  CHECK(report::is_report(report::as_markdown(report)));
  CHECK(report::is_report(report::as_json(report)));
  CHECK_FALSE(report::is_report(hostile));
  CHECK_FALSE(report::is_report(""));
}

TEST_CASE("Without narrative no word of a note is told") {
  const std::string note =
      "---\nclient: MRN-1\ndate: 2026-11-20\n---\n## Data\n- [x] sad\nProcessed feelings. Zebra.\n";
  const auto report = report::assembled({entry("1.pnote", note)}, {.today = test::today, .narrative = false});
  for (const std::string& form : {report::as_html(report), report::as_markdown(report), report::as_json(report)}) {
    CHECK_THAT(form, !Contains("“sad”") && !Contains("Zebra") && !Contains("Processed feelings"));
    CHECK_THAT(form, Contains("MRN-1"));
  }
}

TEST_CASE("A report on a plan alone says so") {
  const auto report =
      on({entry("plan.pnote", "---\nkind: treatment-plan\nclient: A\ndate: 2026-09-03\n---\n# Plan\n")});
  CHECK_THAT(report::as_html(report), Contains("No session notes are among these files"));
  CHECK_THAT(report::as_markdown(report), Contains("No session notes"));
}

TEST_CASE("Numbers in drawings are the same everywhere") {
  CHECK(report::svg::number(12) == "12");
  CHECK(report::svg::number(12.34) == "12.3");
  CHECK(report::svg::number(-0.05) == "-0.1");
  CHECK(report::svg::number(0.04) == "0");
}

TEST_CASE("A score is told in words as well as drawn, one alone too") {
  const auto report = on({entry("1.pnote", "---\nclient: A\ndate: 2026-11-20\n---\nPHQ-9: 14.\n")});
  const std::string html = report::as_html(report);
  CHECK_THAT(html, Contains("role=\"img\""));
  CHECK_THAT(html, Contains("PHQ-9 over time: 2026-11-20: 14"));
  CHECK_THAT(html, Contains("14 on 2026-11-20 (moderate)"));
}

TEST_CASE("A month without notes leaves a gap in the line") {
  using report::MonthCount;
  const std::string drawn = report::svg::sparkline({MonthCount{.notes = 10, .failing = 5}, MonthCount{},
                                                    MonthCount{.notes = 10, .failing = 0}, MonthCount{.notes = 2}});
  CHECK(count(drawn, "M4 15M32 26L46 26") == 1);
  CHECK(count(drawn, "class=\"few\"") == 1);
}
