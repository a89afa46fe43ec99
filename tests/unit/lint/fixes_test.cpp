// Where fixes put what they add, in notes that are laid out in other ways than the rules' own examples.

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"

using namespace notewell;

namespace {

/// The note after the first fix, its blanks as plain text, of the first finding of `rule`.
std::string fixed(const std::string& note, std::string_view rule) {
  const lint::Settings settings = {
      .today = std::chrono::year(2026) / 11 / 23, .strictness = lint::Strictness::as_signed, .plan_of = {}};
  const auto analysis = lint::analyse(text::Text(note), "note.pnote", lint::builtin_knowledge(), settings);
  for (const auto& finding : analysis->findings) {
    if (finding.rule->id != rule) continue;
    const auto fixes = lint::fixes(finding, *analysis->note);
    REQUIRE_FALSE(fixes.empty());
    std::string out = note;
    const auto& replaced = fixes.front().replaced;
    return out.replace(replaced.begin, replaced.size(), lint::to_plain(fixes.front().replacement));
  }
  return "no finding of " + std::string(rule);
}

}  // namespace

TEST_CASE("what is added under an option is indented as the note indents") {
  CHECK(fixed("## Data\n- [x] sad\n", "affect-without-observation").find("- [x] sad\n  - Observed: ") !=
        std::string::npos);
  CHECK(fixed("## Data\n\t- [x] sad\n", "affect-without-observation").find("- [x] sad\n\t\t- Observed: ") !=
        std::string::npos);
  CHECK(fixed("## Data\r\n- [x] sad\r\n", "affect-without-observation").find("- [x] sad\r\n  - Observed: ") !=
        std::string::npos);
}

TEST_CASE("an empty field is filled in where it stands, before another field on its line") {
  const std::string out = fixed("Client:   Date: 11/20/2026\n\nData: She came on time.\n", "client-missing");
  INFO(out);
  CHECK(out.starts_with("Client: ‹"));
  CHECK(out.find("›  Date: 11/20/2026\n") != std::string::npos);
}

TEST_CASE("a field is added behind a byte order mark, not before it") {
  const std::string out = fixed("\xEF\xBB\xBF## Data\nShe came on time.\n", "client-missing");
  INFO(out);
  CHECK(
      out.starts_with("\xEF\xBB\xBF"
                      "client: "));
}

TEST_CASE("what goes on behind a statement goes behind its whole sentence and its quotation mark") {
  const std::string out =
      fixed("I: Taught diaphragmatic breathing; counted six rounds with him (\"slower.\") He yawned.\n",
            "intervention-without-rationale");
  INFO(out);
  CHECK(out.find("(\"slower.\") I chose this because ‹") != std::string::npos);
  CHECK(out.ends_with(" He yawned.\n"));
}
