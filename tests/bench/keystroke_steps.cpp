// Where the time of a keystroke goes, in one process: the steps of lint::analyse(), one by one, at five sizes.
//
//   keystroke_steps [BYTES [ROUNDS]]
//
// A letter is put in at a random place of prose and taken out again. Milliseconds are medians; a step whose column
// grows with the note is one that does not follow the edit. With a size given it is a loop for a profiler.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "lint/analysis.hpp"
#include "lint/kept.hpp"

#include "bench/made_note.hpp"
#include "bench/percentile.hpp"

namespace {

using namespace notewell;
using bench::Milliseconds;
using Clock = std::chrono::steady_clock;

struct Steps {
  std::vector<Milliseconds> edit, tree, note, lint, free;
};

Steps measure(std::size_t bytes, int rounds) {
  using namespace std::chrono_literals;
  const auto knowledge = lint::builtin_knowledge();
  lint::Settings settings;
  settings.today = 2026y / 11 / 20;
  const auto profile = knowledge->profiles.find("default")->second;
  settings.profile = profile;

  text::Text text(bench::made_note(bytes, 7));
  syntax::Tree tree = syntax::parse(text);
  auto note = note::build(text, tree, knowledge->vocabulary, nullptr, "note.pnote");
  auto kept = std::make_shared<lint::Kept>(note);
  std::vector<lint::Finding> findings = lint::lint(*kept, *knowledge->rules, settings);

  Steps steps;
  std::mt19937 random(1);
  text::Offset place = 0;
  for (int round = -20; round != 2 * rounds; ++round) {
    const bool insert = round % 2 == 0;
    const auto is_letter = [&](text::Offset at) { return 'a' <= text.bytes()[at] && text.bytes()[at] <= 'z'; };
    while (insert) {
      place = static_cast<text::Offset>(1 + random() % (text.size() - 1));
      if (is_letter(place) && is_letter(place - 1)) break;
    }
    const text::Span removed{place, insert ? place : place + 1};
    auto at = Clock::now();
    const auto lap = [&](std::vector<Milliseconds>& of) {
      const auto now = Clock::now();
      if (round >= 0) of.push_back(now - at);
      at = Clock::now();
    };
    text::Text next_text = text.edited(removed, insert ? "e" : "");
    lap(steps.edit);
    const syntax::Edit edit{.removed = removed, .inserted = insert ? 1U : 0U};
    syntax::Tree next_tree = syntax::reparse(tree, {&edit, 1}, next_text);
    lap(steps.tree);
    auto next_note = note::build(next_text, next_tree, knowledge->vocabulary, note.get(), "note.pnote");
    lap(steps.note);
    auto next_kept = std::make_shared<lint::Kept>(next_note, kept.get());
    auto next_findings = lint::lint(*next_kept, *knowledge->rules, settings);
    next_kept->settle();
    lap(steps.lint);
    text = std::move(next_text);
    tree = std::move(next_tree);
    note = std::move(next_note);
    kept = std::move(next_kept);
    findings = std::move(next_findings);
    lap(steps.free);
  }
  return steps;
}

void show(std::size_t bytes, int rounds) {
  Steps steps = measure(bytes, rounds);
  std::printf("%9zu", bytes);
  for (auto* step : {&steps.edit, &steps.tree, &steps.note, &steps.lint, &steps.free})
    std::printf("  %8.4f %8.4f", bench::percentile(*step, 0.5), bench::percentile(*step, 0.99));
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  std::printf("%9s  %17s  %17s  %17s  %17s  %17s\n", "bytes", "text p50/p99", "tree", "note", "findings", "freeing");
  if (argc > 1) {
    show(std::strtoul(argv[1], nullptr, 10), argc > 2 ? std::atoi(argv[2]) : 500);
    return 0;
  }
  for (const std::size_t bytes : {2'000, 4'000, 20'000, 200'000, 1'000'000}) show(bytes, 200);
  return 0;
}
