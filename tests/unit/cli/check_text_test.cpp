#include <catch2/catch.hpp>

#include "cli/check_report.hpp"

using namespace notewell;

namespace {

/// The report of one finding on the first place where `marked` stands in `text`.
std::string report(const std::string& text, const std::string& marked, cli::Terminal terminal = {}) {
  static const lint::Rule rule{.id = "some-rule"};
  const auto begin = static_cast<text::Offset>(text.find(marked));
  auto analysis = std::make_shared<lint::Analysis>();
  analysis->text = text::Text(text);
  analysis->findings.push_back({.rule = &rule,
                                .severity = lint::Severity::warning,
                                .span = {begin, begin + static_cast<text::Offset>(marked.size())},
                                .message = "What is wrong.",
                                .why = "Because."});
  cli::CheckedFile file{.path = "a.pnote", .analysis = analysis, .findings = {&analysis->findings[0]}};
  const auto written = cli::text_report(cli::Wordiness::normal, terminal);
  return written->add(written->render(file));
}

std::string expected(const std::string& place, const std::string& excerpt) {
  return "a.pnote:" + place + " warning some-rule\n  What is wrong.\n" + excerpt + "  why: Because.\n\n";
}

}  // namespace

TEST_CASE("A finding is shown in its line, with a marker below") {
  CHECK(report("## Data\n- [x] sad\n", "sad") == expected("2:7",
                                                          "  2 │ - [x] sad\n"
                                                          "    │       ^^^\n"));
}

TEST_CASE("The marker stands below what it marks, whatever the width of the characters") {
  CHECK(report("“日本” 😢\tsad", "sad") == expected("1:8",
                                                   "  1 │ “日本” 😢 sad\n"
                                                   "    │           ^^^\n"));
  CHECK(report("e\u0301 😢", "😢") == expected("1:4",
                                             "  1 │ e\u0301 😢\n"
                                             "    │   ^^\n"));
}

TEST_CASE("Of a finding over several lines, the first is shown") {
  CHECK(report("one two\nthree", "two\nthree") == expected("1:5",
                                                           "  1 │ one two\n"
                                                           "    │     ^^^\n"));
}

TEST_CASE("A place with nothing in it still gets a marker") {
  CHECK(report("", "") == expected("1:1",
                                   "  1 │ \n"
                                   "    │ ^\n"));
}

TEST_CASE("A byte order mark is no character of the first line") {
  CHECK(report("\uFEFFClient: sad", "sad").starts_with("a.pnote:1:9 "));
}

TEST_CASE("A long line is cut around the finding") {
  const std::string words = "word word word word word word word word word word word word word word word word ";
  const std::string out = report(words + "SAD " + words, "SAD", {.width = 50});
  CHECK(out == expected("1:81",
                        "  1 │ …word word word SAD word word word…\n"
                        "    │                 ^^^\n"));
}

TEST_CASE("Of a long finding, the start is shown") {
  const std::string out = report(std::string(500, 'x'), std::string(500, 'x'), {.width = 40});
  CHECK(out == expected("1:1", "  1 │ " + std::string(29, 'x') + "…\n    │ " + std::string(29, '^') + "\n"));
}

TEST_CASE("On a terminal, sentences are wrapped and parts coloured") {
  const std::string out = report("sad", "sad", {.colour = true, .width = 40});
  CHECK(out.find("\x1B[1;33mwarning\x1B[0m") != std::string::npos);
  CHECK(out.find("\x1B[1;33m^^^\x1B[0m") != std::string::npos);
}

TEST_CASE("Why somebody asks is said once for each rule") {
  static const lint::Rule rule{.id = "some-rule"};
  auto analysis = std::make_shared<lint::Analysis>();
  analysis->text = text::Text("sad");
  analysis->findings.push_back({.rule = &rule, .span = {0, 3}, .message = "What.", .why = "Because."});
  const cli::CheckedFile file{.path = "a.pnote", .analysis = analysis, .findings = {&analysis->findings[0]}};
  const auto written = cli::text_report(cli::Wordiness::normal, {});
  CHECK(written->add(written->render(file)).find("Because.") != std::string::npos);
  CHECK(written->add(written->render(file)).find("Because.") == std::string::npos);
}

TEST_CASE("The summary counts what was found and what could not be read") {
  CHECK(cli::text_summary({.files = 1}, {}) == "1 note checked: nothing found.\n");
  CHECK(cli::text_summary({.files = 3, .counts = {1, 2, 0, 1}}, {}) ==
        "3 notes checked: 1 error, 2 warnings, 1 hint.\n");
  CHECK(cli::text_summary({.files = 0, .problems = 2}, {}) ==
        "0 notes checked: nothing to find; 2 paths could not be checked.\n");
  CHECK(cli::text_summary({.files = 2, .known = 1, .gone = 3}, {}) ==
        "2 notes checked: nothing found; 1 known finding let go.\n"
        "3 findings of the baseline are no more; --update-baseline takes them out.\n");
}
