// How fast shapes parse that nobody writes, beside notes as people write them, in one run.
//
//   hostile_shapes [MEBIBYTES]
//
// Each shape is parsed whole, then once more after one letter was typed in its middle; the best of three. What a text
// costs depends on how many nodes its tree has, so beside the time for each byte stands that for each named node, both
// as multiples of ordinary notes, which are parsed again beside each shape: a busy machine is slow for both. "growth"
// is the time for each byte against that of the same shape at a quarter of the size: 1 if time is linear in size, 4 if
// it is quadratic.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "syntax/tree.hpp"

#include "bench/made_note.hpp"

namespace {

using namespace notewell;
using Clock = std::chrono::steady_clock;

struct Shape {
  const char* name;
  std::string text;
};

std::string repeated(std::string_view unit, std::size_t size) {
  std::string out;
  out.reserve(size + unit.size());
  while (out.size() < size) out += unit;
  return out;
}

std::string deeper_and_deeper(std::size_t size) {
  std::string out;
  for (std::size_t depth = 0; out.size() < size; ++depth) out += std::string(depth % 400 * 2, ' ') + "- [x] sad\n";
  return out;
}

std::string random_bytes(std::size_t size, bool ascii) {
  std::minstd_rand random(7);
  std::string out;
  while (out.size() < size) out += static_cast<char>(ascii ? ' ' + random() % 95 : random() % 256);
  return out;
}

std::vector<Shape> shapes(std::size_t size) {
  return {{"opening brackets", repeated("[", size)},
          {"ticked boxes, one an item", repeated("- [x] \n", size)},
          {"ticked boxes with a word", repeated("- [x] sad\n", size)},
          {"boxes on one line", repeated("[x] a  ", size)},
          {"boxes without labels on one line", repeated("[x]", size)},
          {"straight quotes", repeated("\"", size)},
          {"straight quotes around a letter", repeated("\"a\" ", size)},
          {"opening curly quotes", repeated("“", size)},
          {"quotes inside quotes", repeated("“a ‘b ", size)},
          {"placeholders never closed", repeated("‹", size)},
          {"brackets that look like placeholders", repeated("[insert ", size)},
          {"braces never closed", repeated("{a|", size)},
          {"stars", repeated("*", size)},
          {"underscores", repeated("_", size)},
          {"comments never closed", repeated("<!--", size)},
          {"directives on every line", repeated("<!-- notewell: allow a because b -->\n", size)},
          {"front matter never closed", "---\n" + repeated("a: b\n", size)},
          {"rules of dashes", repeated("---\n", size)},
          {"line ends", repeated("\n", size)},
          {"carriage returns", repeated("\r", size)},
          {"blanks", repeated(" ", size)},
          {"a letter a line", repeated("a\n", size)},
          {"a letter between blank lines", repeated("a\n\n", size)},
          {"crowded lines that others pay for",
           repeated(repeated("- [x] \n", 36 * 7) + std::string(600, 'a') + "\n\n", size)},
          {"one line of words", repeated("word ", size)},
          {"one word", repeated("a", size)},
          {"labels on one line", repeated("A: b   ", size)},
          {"bars behind a label", "A: " + repeated("b | ", size)},
          {"a label on every line", repeated("Label:\n", size)},
          {"headings of every level", repeated("# a\n###### b\n### c\n", size)},
          {"items ever deeper", deeper_and_deeper(size)},
          {"block quotes", repeated("> a\n", size)},
          {"tables", repeated("| a | b |\n", size)},
          {"fences never closed", repeated("```\na\n", size)},
          {"references", repeated("@G1.2 Goal 1 ", size)},
          {"two bytes a letter", repeated("é", size)},
          {"four bytes a letter", repeated("😢", size)},
          {"random letters and marks", random_bytes(size, true)},
          {"random bytes, not UTF-8", random_bytes(size, false)}};
}

std::string ordinary_notes(std::size_t size) {
  std::string out;
  for (std::uint32_t seed = 1; out.size() < size; ++seed) out += bench::made_note(4000, seed);
  return out;
}

struct Times {
  double whole = 1e9;  // seconds
  double edit = 1e9;
  std::size_t nodes = 0;  // named ones
};

std::size_t named_nodes(const syntax::Tree& tree) {
  std::size_t count = 1;
  syntax::Cursor cursor = tree.root();
  while (true) {
    if (cursor.first_child()) {
      ++count;
      continue;
    }
    while (!cursor.next_sibling()) {
      if (!cursor.parent()) return count;
    }
    ++count;
  }
}

Times measured(const std::string& bytes) {
  Times best;
  const text::Text text(bytes);
  const auto middle = static_cast<text::Offset>(text.size() / 2);
  const text::Text after = text.edited({middle, middle}, "a");
  const std::vector<syntax::Edit> edits = {{.removed = {middle, middle}, .inserted = 1}};
  const auto seconds = [](Clock::time_point since) {
    return std::chrono::duration<double>(Clock::now() - since).count();
  };
  for (int round = 0; round != 3; ++round) {
    auto start = Clock::now();
    const syntax::Tree tree = syntax::parse(text);
    best.whole = std::min(best.whole, seconds(start));
    if (round == 0) best.nodes = named_nodes(tree);
    start = Clock::now();
    const syntax::Tree again = syntax::reparse(tree, edits, after);
    best.edit = std::min(best.edit, seconds(start));
  }
  return best;
}

}  // namespace

int main(int count, char** arguments) {
  const double mebibytes = count > 1 ? std::atof(arguments[1]) : 1.0;
  if (mebibytes <= 0 || mebibytes > 64) {
    std::fprintf(stderr, "usage: hostile_shapes [MEBIBYTES from 0 to 64]\n");
    return 2;
  }
  const auto size = static_cast<std::size_t>(mebibytes * 1024 * 1024);
  const std::string notes = ordinary_notes(size);
  const Times ordinary = measured(notes);
  const auto per_byte = [](const Times& times, const std::string& text) {
    return times.whole / static_cast<double>(text.size());
  };
  const auto per_node = [](const Times& times) { return times.whole / static_cast<double>(times.nodes); };
  std::printf("%-38s %7s %9s %8s %8s %7s\n", "shape", "MB/s", "edit, ms", "x byte", "x node", "growth");
  std::printf("%-38s %7.1f %9.2f %8.2f %8.2f\n", "ordinary notes", 1e-6 / per_byte(ordinary, notes),
              ordinary.edit * 1e3, 1.0, 1.0);
  constexpr double budget = 3;
  std::size_t within = 0;
  double worst_bytes = 0;
  double worst = 0;
  double worst_growth = 0;
  const auto all = shapes(size);
  const auto smaller = shapes(size / 4);
  for (std::size_t i = 0; i != all.size(); ++i) {
    const std::string& text = all[i].text;
    const Times times = measured(text);
    const Times beside = measured(notes);
    const double growth = per_byte(times, text) / per_byte(measured(smaller[i].text), smaller[i].text);
    const double bytes = per_byte(times, text) / per_byte(beside, notes);
    const double nodes = per_node(times) / per_node(beside);
    if (bytes <= budget) ++within;
    worst_bytes = std::max(worst_bytes, bytes);
    worst = std::max(worst, std::min(bytes, nodes));  // a shape with hardly a node costs by its bytes
    worst_growth = std::max(worst_growth, growth);
    std::printf("%-38s %7.1f %9.2f %8.2f %8.2f %7.2f\n", all[i].name, 1e-6 / per_byte(times, text), times.edit * 1e3,
                bytes, nodes, growth);
  }
  std::printf(
      "%zu of %zu shapes within %.0f x ordinary notes by the byte (budget: all), the worst %.2f x; by byte or by "
      "node, whichever is less, the worst %.2f x; growth at most %.2f\n",
      within, all.size(), budget, worst_bytes, worst, worst_growth);
  return 0;
}
