// What formatting and safe fixes do to findings: nothing but take some away.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "lint/fix_all.hpp"
#include "lint/format_options.hpp"
#include "note/format.hpp"

#include "support/source_folder.hpp"

using namespace notewell;

namespace {

const lint::Settings settings = {
    .today = std::chrono::year(2026) / 11 / 23, .strictness = lint::Strictness::as_signed, .plan_of = {}};

std::shared_ptr<const lint::Analysis> analysed(const std::string& bytes) {
  return lint::analyse(text::Text(bytes), "note.pnote", lint::builtin_knowledge(), settings);
}

std::vector<std::string> rules_found(const lint::Analysis& analysis) {
  std::vector<std::string> out;
  for (const auto& finding : analysis.findings) out.push_back(finding.rule->id);
  std::ranges::sort(out);
  return out;
}

std::vector<std::string> samples() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(tests::source_folder() / "tests/data/notes")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".pnote") && !name.ends_with(".note.md")) continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    out.push_back(bytes.str());
  }
  return out;
}

}  // namespace

TEST_CASE("formatting takes no finding away and adds none") {
  for (const std::string& bytes : samples()) {
    const auto before = analysed(bytes);
    const text::Edits edits =
        note::format(*before->note, before->tree, lint::format_options(*before->profile), "note.pnote");
    const auto after = analysed(text::applied(bytes, edits));
    INFO(bytes);
    CHECK(rules_found(*before) == rules_found(*after));
  }
}

TEST_CASE("safe fixes only take findings away, and once is enough") {
  for (const std::string& bytes : samples()) {
    const auto before = analysed(bytes);
    const std::string fixed = text::applied(bytes, lint::safe_fixes(*before, "note.pnote", settings));
    const auto after = analysed(fixed);
    INFO(bytes);
    const auto found = rules_found(*before);
    const auto left = rules_found(*after);
    CHECK(std::ranges::includes(found, left));
    CHECK((fixed == bytes || left.size() < found.size()));
    CHECK(lint::safe_fixes(*after, "note.pnote", settings).empty());
  }
}

TEST_CASE("a sealed note keeps even what could be fixed") {
  const std::string body =
      "<!-- notewell: allow malformed-date because of the court -->\nCame on time.\n\nsigned: D. Reyes, LCSW "
      "2026-11-20";
  CHECK_FALSE(lint::safe_fixes(*analysed(body + "\n"), "note.pnote", settings).empty());
  const std::string sealed = body + " sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n";
  CHECK(lint::safe_fixes(*analysed(sealed), "note.pnote", settings).empty());
}
