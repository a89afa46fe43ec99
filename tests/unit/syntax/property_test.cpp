// The grammar's guarantees on random and mutated text: total, lossless, and incremental parsing equal to full parsing.

#include <random>

#include <catch2/catch.hpp>

#include "syntax/tree.hpp"

using namespace notewell;

namespace {

const std::vector<std::string> bits = {"a",
                                       "B",
                                       " ",
                                       "  ",
                                       "\t",
                                       "\n",
                                       "\n\n",
                                       "\r\n",
                                       "\r",
                                       "- ",
                                       "* ",
                                       "+ ",
                                       "• ",
                                       "1. ",
                                       "12) ",
                                       "[x]",
                                       "[ ]",
                                       "[X] ",
                                       "( )",
                                       "(x) ",
                                       "☐ ",
                                       "☑ ",
                                       "☒",
                                       "[✓]",
                                       "\"",
                                       "“",
                                       "”",
                                       "‘",
                                       "’",
                                       "@G1",
                                       "@G1.2",
                                       "Goal 1",
                                       "Obj. 1.2",
                                       "Tx goal #1",
                                       "‹",
                                       "›",
                                       "***",
                                       "**",
                                       "*",
                                       "___",
                                       "[TODO]",
                                       "[insert x]",
                                       "[Client Name]",
                                       "{a|b}",
                                       "{",
                                       "}",
                                       "${x}",
                                       "XX",
                                       "<!--",
                                       "-->",
                                       "<!-- notewell: allow x because y -->",
                                       "# ",
                                       "## ",
                                       "### ",
                                       "#",
                                       "---",
                                       "---\n",
                                       "===",
                                       "```",
                                       "~~~",
                                       "> ",
                                       "|",
                                       "Data:",
                                       "DATA\n",
                                       "**Data**",
                                       "**Why:** ",
                                       "Observed: ",
                                       "P - ",
                                       "RISK – ",
                                       "Addendum 2026-11-22 D. Reyes, LCSW:",
                                       "client: x\n",
                                       "é",
                                       "😢",
                                       "\xff",
                                       "\xe2\x80",
                                       std::string(1, '\0'),
                                       "\xef\xbb\xbf",
                                       "sad",
                                       ":",
                                       "://",
                                       "16:10",
                                       "."};

std::string random_text(std::mt19937& random, std::size_t pieces) {
  std::string out;
  while (pieces-- != 0) out += bits[random() % bits.size()];
  return out;
}

/// Every named node with its range, as text.
void tell(syntax::Cursor& cursor, std::string& out) {
  const text::Span span = cursor.span();
  out += std::string(syntax::kind_name(cursor.kind())) + '[' + std::to_string(span.begin) + ',' +
         std::to_string(span.end) + "](";
  if (cursor.first_child()) {
    do {
      tell(cursor, out);
    } while (cursor.next_sibling());
    cursor.parent();
  }
  out += ')';
}

std::string told(const syntax::Tree& tree) {
  std::string out;
  syntax::Cursor cursor = tree.root();
  tell(cursor, out);
  return out;
}

bool nested(syntax::Cursor& cursor) {
  const text::Span outer = cursor.span();
  bool good = cursor.kind() != syntax::Kind::unknown;
  text::Offset at = outer.begin;
  if (cursor.first_child()) {
    do {
      good = good && cursor.span().begin >= at && cursor.span().end <= outer.end && nested(cursor);
      at = cursor.span().end;
    } while (cursor.next_sibling());
    cursor.parent();
  }
  return good;
}

/// No error, and the tree reaches to the end of the text: what is behind it is blank.
bool whole(const syntax::Tree& tree, const text::Text& text) {
  syntax::Cursor cursor = tree.root();
  const std::string_view rest = text.bytes().substr(cursor.span().end);
  return !tree.has_error() && rest.find_first_not_of(" \t\r\n") == std::string_view::npos && nested(cursor);
}

}  // namespace

TEST_CASE("every text has a whole tree without errors") {
  std::mt19937 random(3);
  for (int round = 0; round != 20'000; ++round) {
    const text::Text text(random_text(random, random() % 24));
    if (!whole(syntax::parse(text), text)) {
      FAIL("round " << round << ": " << text.bytes() << "\n" << syntax::parse(text).s_expression());
    }
  }
}

TEST_CASE("random bytes have a whole tree, too") {
  std::mt19937 random(5);
  for (int round = 0; round != 5'000; ++round) {
    std::string bytes(random() % 80, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    const text::Text text(bytes);
    if (!whole(syntax::parse(text), text)) FAIL("round " << round);
  }
}

/// Edits, as editors send them, fall between characters.
text::Offset between_characters(std::string_view bytes, std::size_t at) {
  while (at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U) ++at;
  return static_cast<text::Offset>(at);
}

/// What an editor can hold: valid UTF-8.
std::string valid_text(std::mt19937& random, std::size_t pieces) {
  std::string out;
  while (pieces != 0) {
    const std::string& bit = bits[random() % bits.size()];
    if (bit == "\xff" || bit == "\xe2\x80") continue;
    out += bit;
    --pieces;
  }
  return out;
}

/// What of a long text a failure shows.
std::string_view last(std::string_view text) {
  return text.substr(text.size() - std::min<std::size_t>(text.size(), 4'000));
}

/// Edits `text` behind `first` in one or two places, as an editor would, and tells whether the tree kept through that
/// is that of a fresh parse.
void edit_at_random(std::mt19937& random, text::Text& text, syntax::Tree& tree, std::size_t first = 0) {
  const text::Text before = text;
  std::vector<syntax::Edit> edits;
  for (std::size_t n = 1 + random() % 2; n != 0; --n) {
    const text::Offset begin = between_characters(text.bytes(), first + random() % (text.size() + 1 - first));
    const std::size_t length = random() % 3 == 0 ? std::min<std::size_t>(random() % 12, text.size() - begin) : 0;
    const text::Offset removed = between_characters(text.bytes(), begin + length) - begin;
    const std::string inserted = random() % 4 == 0 ? "" : valid_text(random, 1 + random() % 2);
    text = text.edited({begin, begin + removed}, inserted);
    edits.push_back({.removed = {begin, begin + removed}, .inserted = static_cast<text::Offset>(inserted.size())});
  }
  tree = syntax::reparse(tree, edits, text);
  const syntax::Tree fresh = syntax::parse(text);
  if (told(tree) != told(fresh)) {
    FAIL("before: " << last(before.bytes()) << "\nafter:  " << last(text.bytes()) << "\n"
                    << last(told(tree)) << "\n"
                    << last(told(fresh)));
  }
}

TEST_CASE("a tree kept through edits equals a fresh one") {
  std::mt19937 random(7);
  for (int round = 0; round != 4'000; ++round) {
    text::Text text(valid_text(random, 10 + random() % 60));
    syntax::Tree tree = syntax::parse(text);
    for (int step = 0; step != 12; ++step) edit_at_random(random, text, tree);
  }
}

TEST_CASE("the same for lists so long that they are grouped") {
  const std::vector<std::string> lines = {"P - next\n",   "- [x] sad\n", "text\n\n",    "# Data\n",
                                          "  - deeper\n", "> cited\n",   "| a | b |\n", "DATA\n",
                                          "Mood: low\n",  "---\n",       "client: x\n", "<!-- aside -->\n"};
  std::mt19937 random(11);
  for (int round = 0; round != 200; ++round) {
    std::string bytes = round % 4 == 0 ? "---\nclient: x\n" : "";
    while (bytes.size() < 1'500) {
      const std::string& line = lines[random() % lines.size()];
      for (std::size_t n = 1 + random() % 30; n != 0; --n) bytes += line;
    }
    text::Text text(bytes);
    syntax::Tree tree = syntax::parse(text);
    for (int step = 0; step != 12; ++step) edit_at_random(random, text, tree);
  }
}

TEST_CASE("a line holds a thousand marks and runs of text, and the rest of it is text") {
  std::mt19937 random(13);
  for (const std::string unit : {"[x] a  ", "\"a\" ", "[x]", "@G1 b ", "‹a›"}) {
    std::string bytes = "# Data\n- ";
    while (bytes.size() < 1'100 * unit.size()) bytes += unit;
    text::Text text(bytes + "end\n- [x] sad\n");
    syntax::Tree tree = syntax::parse(text);
    const std::string nodes = told(tree);
    const std::size_t end = text.bytes().find("end\n") + 3;
    const std::size_t last = nodes.find("," + std::to_string(end) + "]()");
    REQUIRE(last != std::string::npos);
    const std::size_t begin = std::stoul(nodes.substr(nodes.rfind('[', last) + 1));
    CHECK(end - begin > 50 * unit.size());
    CHECK(nodes.find("option[" + std::to_string(end + 3)) != std::string::npos);  // the next line has its marks
    for (int step = 0; step != 40; ++step) edit_at_random(random, text, tree);
  }
}

std::string times(std::size_t count, std::string_view line) {
  std::string out;
  for (; count != 0; --count) out += line;
  return out;
}

TEST_CASE("ten thousand crowded lines are read as what they are, and those behind them as text, up to a long line") {
  const std::string prose = "Client described the week in her own words and named two evenings that went well.\n\n";
  std::mt19937 random(17);
  for (const std::string line :
       {"- [x] sad\n", "a: b\n", "---\n", "Mood:\n", "# a\n", "> a\n", "| a |\n", "a\n", "  - a\n", "[x] a  [x] b\n"}) {
    const std::string before = line == "a: b\n" ? "---\n" : "# Data\n";
    INFO(line);
    const text::Text within(before + times(9'900, line) + "- [x] sad\n");
    CHECK(told(syntax::parse(within)).find("box_ticked[" + std::to_string(within.size() - 8)) != std::string::npos);

    const std::string lines = before + times(12'000, line);
    text::Text text(lines + "- [x] sad\n" + prose + "- [x] calm\n");
    syntax::Tree tree = syntax::parse(text);
    const std::string nodes = told(tree);
    CHECK(whole(tree, text));
    CHECK(nodes.find("[" + std::to_string(lines.size() + 2)) == std::string::npos);           // [x] sad
    CHECK(nodes.find("box_ticked[" + std::to_string(text.size() - 9)) != std::string::npos);  // [x] calm
    for (int step = 0; step != 2; ++step) edit_at_random(random, text, tree);
    for (int step = 0; step != 4; ++step) edit_at_random(random, text, tree, 9'000 * line.size());
  }
}

TEST_CASE("where crowded lines become text, a tree kept through edits equals a fresh one") {
  const std::vector<std::string> lines = {
      "- [x] sad\n", "a: b\n",   "---\n",   "DATA\n",  "# a\n",
      "> a\n",       "| a |\n",  "a\n\n",   "a\n",     "  - a\n",
      "“a\n",        "```\na\n", "<!-- \n", "P - a\n", "A line that is long enough to end a run.\n"};
  std::mt19937 random(19);
  for (int round = 0; round != 12; ++round) {
    const std::string before = times(9'960, "a\n");
    std::string bytes = before;
    for (std::size_t n = 0; n != 120; ++n) bytes += lines[random() % lines.size()];
    text::Text text(bytes);
    syntax::Tree tree = syntax::parse(text);
    for (int step = 0; step != 12; ++step) edit_at_random(random, text, tree, before.size());
  }
}
