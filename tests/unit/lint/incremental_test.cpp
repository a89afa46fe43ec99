// An analysis that takes over what it can from the version before gives the findings of one made afresh: in notes into
// which anything is typed that rules look at, and from which anything is taken out.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include <catch2/catch.hpp>

#include "lint/analysis.hpp"

#include "support/source_folder.hpp"

using namespace notewell;
using namespace std::chrono_literals;

namespace {

const std::vector<std::string> pieces = {
    "e",
    " ",
    "\n",
    "\n\n",
    ". ",
    "# Part\n",
    "\n## Data\n",
    "\n## Assessment\n",
    "\n## Plan\n",
    "\n### Interventions\n",
    "Response: ",
    "\nResponse\n",
    "\nP - ",
    "\nGoal: ",
    "\nAddendum 2026-11-22 D. Reyes, LCSW:\n",
    "- [x] sad\n",
    "- [ ] anxious\n",
    "- [x] euthymic\n",
    "- [x] Behavioral activation\n  - How: made a list of nine small things together.\n",
    "Mood: [x] anxious [ ] calm [x] flat\n",
    "  - Observed: tearful when she spoke of her brother.\n",
    "  - Reported: “I can't sleep.”\n",
    "Client was sad. ",
    "Did not appear anxious. ",
    "Used cognitive restructuring because he avoids the bus; rated belief 80, then 45. ",
    "Practiced grounding with her, three rounds. ",
    "She was able to name five things by the end. ",
    "Client denies suicidal ideation. ",
    "Says that she wants to kill herself and has a plan. ",
    "Her stepfather hits her brother. Client is 12 years old. ",
    "Provided support. ",
    "Was manipulative. ",
    "Takes 5.0 mg of it QD. ",
    "PHQ-9: 31 (mild). ",
    "Her brother Martin Keller called from 555-201-3344. ",
    "‹what was seen›",
    "___",
    "@G1 ",
    "<!-- notewell: allow vague-phrase because the phrase is quoted -->\n",
    "<!-- notewell: allow no-such-rule -->\n",
    "client: Martin Keller\n",
    "code: 90847\n",
    "---\n",
    "signed: D. Reyes, LCSW 2026-11-20 16:10\n",
};

const std::string note =
    "---\nclient: MRN-00412\ndate: 2026-11-20\ntime: 14:00-14:53\ncode: 90837\ndiagnosis: F33.1\n---\n\n# DAP\n\n"
    "## Data\nMood/affect: [x] sad  [ ] anxious  [x] flat\n\n- [x] sad\n"
    "  - Observed: tearful from the first minutes; spoke so softly that I asked her to repeat herself twice.\n\n"
    "Client reports that she stayed in bed on three days. “I can't do people right now,” she said.\n\n"
    "### Interventions\n- [x] Behavioral activation @G1\n  - Why: withdrawal keeps the low mood going.\n\n"
    "Built a graded list of activities together, and she chose Sunday dinner.\n\n"
    "## Assessment\nSome progress toward the goal: two walks this week, none the week before.\n\n"
    "## Plan\nContinue. Next session in one week.\n\nsigned: D. Reyes, LCSW 2026-11-20 16:10\n";

std::string told(const lint::Analysis& analysis) {
  std::string out;
  const auto add = [&](text::Span span) {
    out += '[' + std::to_string(span.begin) + ',' + std::to_string(span.end) + ") ";
  };
  for (const lint::Finding& finding : analysis.findings) {
    add(finding.span);
    add(finding.anchor);
    out += finding.rule->id + ' ' + std::to_string(static_cast<int>(finding.severity)) +
           std::to_string(finding.anchor_indent) + (finding.unnecessary ? "u " : " ") + finding.message + finding.why;
    for (const lint::Related& related : finding.related) {
      add(related.span);
      out += related.message;
    }
    for (const auto& [name, value] : finding.arguments) out += ' ' + name + '=' + value;
    out += '\n';
  }
  return out;
}

text::Offset between_characters(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U) ++at;
  return static_cast<text::Offset>(at);
}

/// The sample notes, and a note of its own, once and twice.
std::vector<std::string> starts() {
  std::vector<std::string> out = {note, note + note};
  std::vector<std::filesystem::path> samples;
  for (const auto& entry : std::filesystem::directory_iterator(tests::source_folder() / "tests/data/notes")) {
    if (entry.path().extension() == ".pnote") samples.push_back(entry.path());
  }
  std::ranges::sort(samples);
  for (const auto& path : samples) {
    std::ifstream file(path, std::ios::binary);
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return out;
}

std::string any_part(std::mt19937& random, std::string_view text) {
  const std::size_t begin = between_characters(text, random() % (text.size() + 1));
  const std::size_t end = between_characters(text, std::min<std::size_t>(text.size(), begin + random() % 200));
  return std::string(text.substr(begin, std::max(begin, end) - begin));
}

}  // namespace

TEST_CASE("findings after any edits are those of the text as it stands") {
  const auto knowledge = lint::builtin_knowledge();
  lint::Settings settings;
  settings.today = 2026y / 11 / 21;
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same edits every time
  for (const std::string& start : starts()) {
    text::Text text(start);
    auto analysis = lint::analyse(text, "note.pnote", knowledge, settings);
    for (int step = 0; step != 30; ++step) {
      std::vector<syntax::Edit> edits;
      for (std::size_t n = 1 + random() % 2; n != 0; --n) {
        const text::Offset begin = between_characters(text.bytes(), random() % (text.size() + 1));
        const std::size_t length = random() % 2 == 0 ? 0 : std::min<std::size_t>(random() % 40, text.size() - begin);
        const text::Offset end = between_characters(text.bytes(), begin + length);
        const std::string inserted =
            random() % 6 == 0 ? any_part(random, text.bytes()) : pieces[random() % pieces.size()];
        text = text.edited({begin, end}, inserted);
        edits.push_back({.removed = {begin, end}, .inserted = static_cast<text::Offset>(inserted.size())});
      }
      analysis = lint::analyse(text, "note.pnote", knowledge, settings, analysis.get(), edits);
      const auto fresh = lint::analyse(text, "note.pnote", knowledge, settings);
      INFO("step " << step << "\n" << text.bytes());
      REQUIRE(told(*analysis) == told(*fresh));
    }
  }
}
