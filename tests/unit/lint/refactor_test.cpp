// Rewrites that a clinician asks for: rows of boxes as lists, ticks with their story, exceptions with a reason.

#include "lint/refactor.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"

#include "support/source_folder.hpp"

using namespace notewell;

namespace {

std::shared_ptr<const lint::Analysis> analysed(const std::string& note) {
  const lint::Settings settings = {.today = std::chrono::year(2026) / 11 / 23,
                                   .strictness = lint::Strictness::as_signed,
                                   .profile = nullptr,
                                   .plan_of = {}};
  return lint::analyse(text::Text(note), "note.pnote", lint::builtin_knowledge(), settings);
}

std::string with(const std::string& note, const lint::Fix& fix, const std::vector<std::string>& fill = {}) {
  std::string out = note;
  return out.replace(fix.replaced.begin, fix.replaced.size(),
                     fill.empty() ? lint::to_plain(fix.replacement) : lint::filled(fix.replacement, fill));
}

std::string listed(const std::string& note, std::string_view at) {
  const auto fix = lint::row_as_items(*analysed(note)->note, static_cast<text::Offset>(note.find(at)));
  return fix ? with(note, *fix, {"…"}) : "";
}

}  // namespace

TEST_CASE("a row of boxes becomes a list under its label, with what each bare tick lacks") {
  CHECK(listed("## Data\nMood: [x] sad, tearful at first  [ ] angry | [x] flat\n\nHe slept.\n", "angry") ==
        "## Data\n- Mood:\n  - [x] sad, tearful at first\n  - [ ] angry\n  - [x] flat\n    - Observed: …, even when "
        "…\n    - "
        "Reported: \"…\"\n\nHe slept.\n");
  CHECK(listed("## Data\n- Mood: [ ] sad [ ] ok\n  - Observed: spoke low\n", "ok") ==
        "## Data\n- Mood:\n  - [ ] sad\n  - [ ] ok\n  - Observed: spoke low\n");
  CHECK(listed("## Data\r\n[ ] alert [ ] drowsy\r\n", "alert") == "## Data\r\n- [ ] alert\r\n- [ ] drowsy\r\n");
}

TEST_CASE("the list says what the row said") {
  const std::string row = "## Data\nMood/affect: [x] sad  [ ] angry  [x] flat\n";
  const auto options = [](const std::string& note) {
    std::vector<std::tuple<std::string, bool, note::ConceptId>> out;
    const auto analysis = analysed(note);
    for (const auto& block : analysis->note->blocks) {
      for (const auto& option : block.facts->options)
        out.emplace_back(block.slice(option.label), option.ticked, option.entry);
    }
    return out;
  };
  const auto after = listed(row, "sad");
  CHECK(options(after) == options(row));
  CHECK(options(after).size() == 3);
}

TEST_CASE("what is no row of boxes is left as it is") {
  CHECK(listed("## Data\n- [x] sad\n", "sad").empty());
  CHECK(listed("## Data\nShe ticked [x] sad on the form.\n", "sad").empty());
  CHECK(listed("| [x] sad | [ ] angry |\n", "sad").empty());
  CHECK(listed("Mood: [x] sad [ ] ok\nand went on to tell of the move.\n", "sad").empty());
}

TEST_CASE("a tick's story has the lines that it lacks and no other") {
  const std::string note =
      "## Data\n- [x] sad\n  - Observed: wept\n- [ ] angry\n- [x] flat\n  - Observed: a\n  - "
      "Reported: b\n";
  const auto read = analysed(note)->note;
  const auto story = [&](std::string_view at) {
    return lint::story_of_option(*read, static_cast<text::Offset>(note.find(at)));
  };
  REQUIRE(story("sad"));
  CHECK(with(note, *story("sad"), {"low"}).find("- Observed: wept\n  - Reported: \"low\"\n- [ ] angry") !=
        std::string::npos);
  CHECK_FALSE(story("angry"));
  REQUIRE(story("flat"));
  CHECK(story("flat")->replacement.empty());
}

TEST_CASE("an exception with a reason silences its finding, in every sample note") {
  int tried = 0;
  for (const auto& file : std::filesystem::directory_iterator(tests::source_folder() / "tests/data/notes")) {
    const std::string name = file.path().filename().string();
    if (name.starts_with("good") || (!name.ends_with(".pnote") && !name.ends_with(".note.md"))) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const auto before = analysed(bytes);
    for (const auto& finding : before->findings) {
      if (finding.rule->group == "meta") continue;
      INFO(name << ": " << finding.rule->id << " at " << finding.span.begin);
      const auto fix = lint::allowance(finding, *before->note);
      const std::string after = with(bytes, fix, {"the clinic's form asks for it"});
      INFO(after);
      const auto again = analysed(after)->findings;
      const auto of_rule = [&](const auto& findings) {
        return std::ranges::count_if(findings, [&](const auto& one) { return one.rule == finding.rule; });
      };
      CHECK(of_rule(again) < of_rule(before->findings));
      CHECK(std::ranges::none_of(again, [](const auto& one) { return one.rule->id == "directive-unused"; }));
      ++tried;
    }
  }
  CHECK(tried > 50);
}
