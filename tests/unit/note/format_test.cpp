// The one form of a note, and what formatting promises: no word changed, the model the same, nothing left to do.

#include "note/format.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "note/meaning.hpp"

#include "knowledge.hpp"
#include "support/source_folder.hpp"

using namespace notewell;

namespace {

struct Read {
  text::Text text;
  syntax::Tree tree;
  std::shared_ptr<const note::Note> note;
};

Read read(const std::string& bytes) {
  Read out{.text = text::Text(bytes), .tree = {}, .note = nullptr};
  out.tree = syntax::parse(out.text);
  out.note = note::build(out.text, out.tree, source_vocabulary(), nullptr, "note.pnote");
  return out;
}

std::string formatted(const std::string& bytes, const note::FormatOptions& options = {}) {
  const Read now = read(bytes);
  return text::applied(bytes, note::format(*now.note, now.tree, options, "note.pnote"));
}

/// The sample notes, by name.
std::vector<std::pair<std::string, std::string>> samples() {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& entry : std::filesystem::directory_iterator(tests::source_folder() / "tests/data/notes")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".pnote") && !name.ends_with(".note.md")) continue;
    std::ostringstream bytes;
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    out.emplace_back(name, bytes.str());
  }
  std::ranges::sort(out);
  return out;
}

/// How many bytes a box between brackets takes at the start of `rest`: "[x]", "[ X ]", "[]"; 0: there is none.
std::size_t box_size(std::string_view rest) {
  if (!rest.starts_with('[')) return 0;
  std::size_t at = std::min(rest.find_first_not_of(' ', 1), rest.size());
  if (at < rest.size() && (rest[at] == 'x' || rest[at] == 'X')) ++at;
  at = std::min(rest.find_first_not_of(' ', at), rest.size());
  return at < rest.size() && rest[at] == ']' ? at + 1 : 0;
}

/// All of a text but its layout: without blanks and line ends, marks of lists, #s, and the spelling of boxes.
std::string words_of(std::string_view rest) {
  constexpr std::array<std::string_view, 14> layout = {" ", "\t", "\r",  "\n",  "-", "*", "+",
                                                       "•", "#",  "[✓]", "[✔]", "☑", "☒", "☐"};
  std::string out;
  while (!rest.empty()) {
    std::size_t skipped = box_size(rest);
    if (rest.starts_with("(X)") || rest.starts_with("(x)")) skipped = 3;
    for (const std::string_view mark : layout) {
      if (rest.starts_with(mark)) skipped = mark.size();
    }
    if (skipped == 0) out += rest.front();
    rest.remove_prefix(std::max<std::size_t>(skipped, 1));
  }
  return out;
}

/// One blank for each run of them.
std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = std::string_view(" \t\r\n").find(c) != std::string_view::npos;
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

/// What the note holds, in an order and form of its own: told without help of what formatting itself compares.
std::string told(const note::Note& note) {
  std::string out;
  for (const note::Section& section : note.sections)
    out += "section " + std::string(section.id) + ' ' + squeezed(note.text.slice(section.title)) + ' ' +
           std::to_string(section.level) + '\n';
  for (const note::Block& block : note.blocks) {
    out += "block of " + std::to_string(block.section) + '\n';
    for (const note::Option& option : block.facts->options)
      out += (option.ticked ? "ticked " : "empty ") + squeezed(block.slice(option.label)) + '\n';
    for (const note::Label& label : block.facts->labels)
      out += "label " + squeezed(block.slice(label.name)) + ' ' + std::to_string(static_cast<int>(label.facet)) + ' ' +
             std::to_string(label.option) + '\n';
    if (block.kind == note::BlockKind::header_line) continue;  // its dates are spelled anew
    for (const note::Statement& statement : block.facts->statements)
      out += "statement " + std::to_string(static_cast<int>(statement.speaker)) + ' ' +
             std::to_string(statement.option) + ' ' + squeezed(block.slice(statement.span)) + '\n';
  }
  return out;
}

/// Dates of the header are spelled anew: digits alone can't be compared where there are any.
bool same_words(const Read& before, const Read& after) {
  const auto rest = [](const Read& of) {
    const note::Note& note = *of.note;
    text::Edits without;
    for (const note::Field& field : note.fields) {
      if (field.id == "date" || field.id == "dob" || field.id == "review")
        without.push_back({.replaced = field.value, .inserted = ""});
    }
    return words_of(text::applied(of.text.bytes(), without));
  };
  return rest(before) == rest(after);
}

void keeps_its_promises(const std::string& bytes, const note::FormatOptions& options = {}) {
  const Read before = read(bytes);
  const text::Edits edits = note::format(*before.note, before.tree, options, "note.pnote");
  for (std::size_t i = 0; i != edits.size(); ++i) {
    REQUIRE(edits[i].replaced.end <= bytes.size());
    REQUIRE((i == 0 || edits[i - 1].replaced.end <= edits[i].replaced.begin));
    REQUIRE(before.text.slice(edits[i].replaced) != edits[i].inserted);
  }
  const std::string once = text::applied(bytes, edits);
  const Read after = read(once);
  INFO("before: " << bytes << "\nafter:  " << once);
  if (!note::same_meaning(*before.note, *after.note, options.dates)) FAIL("the model differs");
  if (told(*before.note) != told(*after.note)) FAIL("what the note holds differs");
  if (!same_words(before, after)) FAIL("words differ");
  if (!note::format(*after.note, after.tree, options, "note.pnote").empty())
    FAIL("a second run changes it again:\n" << formatted(once, options));
}

/// A note as a hurried hand might leave it: blanks, line ends and boxes strewn in, bytes lost.
std::string mutated(std::string bytes, std::mt19937& random) {
  const std::vector<std::string> bits = {
      " ",  "  ",    "\t",   "\n",   "\n\n\n",     "\r\n",        "\r",    "- ",    "* ",   "+ ", "• ",     "[X] ",
      "[]", "☑ ",    "( ) ", "##",   "# ",         "\n## Plan\n", "---\n", "```\n", "> ",   "| ", "Why:  ", "\"",
      "‹",  "<!-- ", "-->",  "\xff", "Observed:x", "\nDATA\n",    "1. ",   "    ",  "****", ":"};
  for (std::size_t n = 1 + random() % 12; n != 0; --n) {
    const std::size_t at = random() % (bytes.size() + 1);
    if (random() % 4 == 0) {
      bytes.erase(at, random() % 6);
    } else {
      bytes.insert(at, bits[random() % bits.size()]);
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("boxes, markers, indentation, headings and labels have one form") {
  CHECK(formatted("##Data\n*   [X] sad\n    *  Observed:   tearful\n      all hour\n    * [✓]flat\n") ==
        "## Data\n- [x] sad\n  - Observed: tearful\n    all hour\n  - [x] flat\n");
  CHECK(formatted("## Data ##\nMood:[X]  sad   ☐ anxious\n") == "## Data\nMood: [x] sad   [ ] anxious\n");
  CHECK(formatted("## Plan\n1.  Walk\n    - daily\n2)   Call\n") == "## Plan\n1. Walk\n   - daily\n2) Call\n");
  CHECK(formatted("- [ x ] sad\n- [x ] low\n- [  ] flat\n") == "- [x] sad\n- [x] low\n- [ ] flat\n");
  CHECK(formatted("Mood:  ( ) sad  (X) low\n") == "Mood: ( ) sad  (x) low\n");
}

TEST_CASE("a section stands apart, and runs of blank lines are one") {
  CHECK(formatted("\n\n# DAP\n## Data\nCame on time.   \n\n\n\nLeft early.\n## Plan\nFriday.\n\n\n") ==
        "# DAP\n\n## Data\nCame on time.\n\nLeft early.\n\n## Plan\nFriday.\n");
  CHECK(formatted("Came on time.\n<!-- why -->\n## Plan\nFriday.") ==
        "Came on time.\n<!-- why -->\n## Plan\nFriday.\n");
  CHECK(formatted("---\nclient: J.\n---\n## Data\n") == "---\nclient: J.\n---\n\n## Data\n");
}

TEST_CASE("fields of the header are spaced alike, and their dates are ISO where they can be read in one way only") {
  CHECK(formatted("---\nclient :J.D.\ndate:11/20/2026\nreview:  Dec 3, 2026\n---\n") ==
        "---\nclient: J.D.\ndate: 2026-11-20\nreview: 2026-12-03\n---\n");
  CHECK(formatted("Client: J.D.   Date: 11/20/2026\n\n## Data\nx\n") ==
        "Client: J.D.   Date: 2026-11-20\n\n## Data\nx\n");
  const std::string open = "---\ndate: 10/3/2026\n---\n";
  CHECK(formatted(open) == open);
  CHECK(formatted(open, {.dates = note::DateOrder::month_first}) == "---\ndate: 2026-10-03\n---\n");
  CHECK(formatted(open, {.dates = note::DateOrder::day_first}) == "---\ndate: 2026-03-10\n---\n");
  const std::string century = "---\ndate: 11/20/26\ndob: 3/14/62\n---\n";
  CHECK(formatted(century, {.dates = note::DateOrder::month_first}) == century);
}

TEST_CASE("line ends stay those that most lines have") {
  CHECK(formatted("## Data\r\nCame.\r\n## Plan\nFriday.") == "## Data\r\nCame.\r\n\r\n## Plan\r\nFriday.\r\n");
  CHECK(formatted("a\nb\r\nc\n") == "a\nb\nc\n");
  CHECK(formatted("\xEF\xBB\xBF\n\n## Data\n") == "\xEF\xBB\xBF## Data\n");
}

TEST_CASE("fences, comments, tables and lines that only look like marks stay as they are") {
  for (const std::string note :
       {"```\n  *  [X] kept  \n\n\n\nhere\n```\n", "<!-- a\n     b -->\n\nText.\n",
        "| [ ]  sad |  ☐ low |\n| --- | --- |\n", "He said \"[X] marks the spot.\"\n", "Data\n----\nCame.\n",
        "Session # \"3\"\n", "## Session #\n", "+ --\n", "Slept☑ well.\n"}) {
    INFO(note);
    CHECK(formatted(note) == note);
  }
}

TEST_CASE("options of the editor are heeded") {
  CHECK(formatted("Came.  \n\n\n", {.trim_trailing_whitespace = false}) == "Came.  \n");
  CHECK(formatted("Came.", {.insert_final_newline = false}) == "Came.");
  CHECK(formatted("Came.\n\n\n", {.trim_final_newlines = false}) == "Came.\n\n\n");
}

TEST_CASE("a sealed note is not touched") {
  const std::string body = "## Plan\n*  Friday.\n\nsigned: D. Reyes, LCSW 2026-11-20 16:10";
  CHECK(formatted(body) != body);
  const std::string sealed = body + " sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n";
  CHECK(formatted(sealed) == sealed);
}

TEST_CASE("within a range only its blocks are formatted") {
  const std::string bytes = "*  one\n\n*  two\n    * below\n\n*  three\n";
  const Read now = read(bytes);
  const auto at = static_cast<text::Offset>(bytes.find("below"));
  const std::vector<text::Span> within = {{at, at}};
  CHECK(text::applied(bytes, note::format(*now.note, now.tree, {}, "note.pnote", within)) ==
        "*  one\n\n- two\n  - below\n\n*  three\n");
}

TEST_CASE("edits are small: one that is enough is one") {
  const Read now = read("## Data\n- [x] sad\n- [X] low\n");
  const text::Edits edits = note::format(*now.note, now.tree, {}, "note.pnote");
  REQUIRE(edits.size() == 1);
  CHECK(edits[0] == text::Edit{.replaced = {20, 23}, .inserted = "[x]"});
}

TEST_CASE("every sample note keeps its words and its model") {
  for (const auto& [name, bytes] : samples()) {
    INFO(name);
    keeps_its_promises(bytes);
    keeps_its_promises(bytes, {.dates = note::DateOrder::month_first});
  }
}

TEST_CASE("mutated notes keep their words and their model") {
  const auto notes = samples();
  std::mt19937 random(117);
  for (int round = 0; round != 1'500; ++round) {
    std::string bytes = mutated(notes[random() % notes.size()].second.substr(0, 200 + random() % 1500), random);
    INFO("round " << round);
    keeps_its_promises(bytes);
  }
}

TEST_CASE("random pieces and random bytes keep what they hold") {
  std::mt19937 random(119);
  for (int round = 0; round != 4'000; ++round) {
    INFO("round " << round);
    keeps_its_promises(mutated("", random));
    std::string bytes(random() % 60, ' ');
    for (char& c : bytes) c = random() % 3 == 0 ? " \t\r\n-*[]x#:\"|>`"[random() % 15] : static_cast<char>(random());
    keeps_its_promises(bytes);
  }
}
