// Turning a note into another format: headings change, passages move, and no line of narrative is lost or made.

#include "note/convert.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "text/ascii.hpp"

#include "support/source_folder.hpp"
#include "unit/note/knowledge.hpp"

using namespace notewell;

namespace {

std::shared_ptr<const note::Note> read(const std::string& bytes) {
  return note::build(text::Text(bytes), syntax::parse(text::Text(bytes)), source_vocabulary(), nullptr);
}

std::string convert(const std::string& bytes, note::Format target) {
  return text::applied(bytes, note::converted(*read(bytes), target));
}

/// The lines that are neither blank nor headings, sorted; of a heading with text on its line, the text.
std::vector<std::string> narrative(const std::string& bytes) {
  const auto note = read(bytes);
  std::vector<bool> heading(note->text.line_count());
  std::vector<std::string> lines;
  // An old heading that stays as a line of its own, or before its text: "(Response)".
  const auto without_old_heading = [](std::string text) {
    const std::size_t close = text.starts_with('(') ? text.find(')') : std::string::npos;
    if (close == std::string::npos || source_vocabulary()->section_named(text.substr(1, close - 1)) == nullptr)
      return text;
    return text.substr(std::min(text.find_first_not_of(' ', close + 1), text.size()));
  };
  for (std::size_t s = 1; s < note->sections.size(); ++s) {
    const auto& block = note->blocks[note->sections[s].first_block];
    if (block.kind != note::BlockKind::heading && !block.facts->labels.front().body.empty()) {
      const auto body = block.absolute(block.facts->labels.front().body);
      lines.push_back(without_old_heading(
          std::string(note->text.slice({body.begin, note->text.line(note->text.line_of(body.begin)).end}))));
    }
    const auto last = block.kind == note::BlockKind::heading ? block.span().end - 1 : block.begin;
    for (auto line = note->text.line_of(block.begin); line <= note->text.line_of(last); ++line) heading[line] = true;
  }
  for (std::uint32_t line = 0; line != note->text.line_count(); ++line) {
    std::string text(note->text.slice(note->text.line(line)));
    text.erase(0, text.find_first_not_of(" \t\xEF\xBB\xBF"));
    text = without_old_heading(std::move(text));
    const bool names_format = text::lower_case(text).starts_with("format:");
    if (!heading[line] && !text.empty() && !names_format) lines.push_back(std::move(text));
  }
  std::ranges::sort(lines);
  return lines;
}

}  // namespace

TEST_CASE("every sample note keeps every line of narrative in every format, and reads as that format") {
  int conversions = 0;
  for (const auto& file : std::filesystem::directory_iterator(tests::source_folder() / "tests/data/notes")) {
    const std::string name = file.path().filename().string();
    if (!name.ends_with(".pnote") && !name.ends_with(".note.md")) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    const auto before = read(bytes);
    for (const note::Format target : note::convertible_formats) {
      INFO(name << " to " << note::name_of(target));
      const std::string after = convert(bytes, target);
      if (!note::why_not_converted(*before, target).empty()) {
        CHECK(after == bytes);
        continue;
      }
      ++conversions;
      INFO(after);
      CHECK(narrative(after) == narrative(bytes));
      CHECK(read(after)->format == target);
      CHECK(read(after)->signed_ == before->signed_);
    }
  }
  CHECK(conversions > 100);
}

TEST_CASE("sections that come together stay apart below their old headings") {
  CHECK(
      convert("# SOAP\n\n## Subjective\nSleeps.\n\n## Objective\nCalm.\n\n## Assessment\nBetter.\n\n## Plan\nGo on.\n",
              note::Format::dap) ==
      "# DAP\n\n## Data\n\n### Subjective\nSleeps.\n\n### Objective\nCalm.\n\n## Assessment\nBetter.\n\n## Plan\nGo "
      "on.\n");
}

TEST_CASE("a section that stood within another returns to its own") {
  CHECK(convert("# DAP note\n\n## Data\n### Subjective\nSleeps.\n### Objective\nCalm.\n## Assessment\nBetter.\n## "
                "Plan\nGo on.\n",
                note::Format::soap)
            .find("## Subjective\n") != std::string::npos);
}

TEST_CASE("letters, capitals, bold labels and underlines are written as the note writes them") {
  CHECK(convert("D: He slept.\nA: Better.\nP: Go on.\n", note::Format::soap) ==
        "S: (Data) He slept.\nA: Better.\nP: Go on.\n");
  CHECK(convert("BEHAVIOR:\nHe paced.\n\nINTERVENTION:\nTaught breathing.\n\nRESPONSE:\nHe slowed.\n\nPLAN:\nGo on.\n",
                note::Format::pirp) ==
        "PROBLEM:\nHe paced.\n\nINTERVENTION:\nTaught breathing.\n\nRESPONSE:\nHe slowed.\n\nPLAN:\nGo on.\n");
  CHECK(convert("**Data:**\nHe paced.\n\n**Assessment:**\nBetter.\n\n**Plan:**\nGo on.\n", note::Format::birp)
            .starts_with("**Behavior:**\nHe paced.\n"));
}

TEST_CASE("other sections keep their headings and their neighbors, and the signature stays last") {
  const std::string after = convert(
      "## Subjective\nSleeps.\n\n## Mental status\nAlert.\n\n## Assessment\nBetter.\n\n### Risk\nDenies.\n\n## "
      "Plan\nGo on.\n\nSigned: D. Reyes, LCSW 2026-11-20\n",
      note::Format::birp);
  INFO(after);
  CHECK(after.find("Sleeps.\n\n## Mental status\nAlert.\n\n## Response\n\n### Assessment\nBetter.\n\n#### "
                   "Risk\nDenies.\n\n## Plan\n") != std::string::npos);
  CHECK(after.ends_with("Go on.\n\nSigned: D. Reyes, LCSW 2026-11-20\n"));
}

TEST_CASE("the format is renamed where the header or the title names it") {
  const std::string after =
      convert("---\nclient: A\nformat: dap\n---\n# DAP note\n\n## Data\nSlept.\n## Plan\nGo on.\n", note::Format::soap);
  INFO(after);
  CHECK(after.find("format: soap\n") != std::string::npos);
  CHECK(after.find("# SOAP note\n") != std::string::npos);
}

TEST_CASE("what is no progress note, or has that format, is left alone") {
  CHECK(note::converted(*read("## Data\nA.\n## Assessment\nB.\n## Plan\nC.\n"), note::Format::dap).empty());
  CHECK(note::converted(*read("She came in late and spoke of the move.\n"), note::Format::dap).empty());
  CHECK(note::converted(*read(""), note::Format::dap).empty());
}
