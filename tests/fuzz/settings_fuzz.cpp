// Bytes as what a practice writes: a rule, words or a notewell.toml, as the first byte says. Whatever they are, each
// mistake is told with words and a line of the file, and a rule that loads can judge a note.

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "lint/builtin.hpp"
#include "lint/lint.hpp"
#include "syntax/tree.hpp"

using namespace notewell;

namespace {

template <class Problem>
void expect_told(const std::vector<Problem>& problems, std::string_view text) {
  const auto lines = static_cast<std::uint32_t>(std::ranges::count(text, '\n')) + 1;
  for (const Problem& problem : problems) {
    if (problem.line > lines) std::abort();
    if constexpr (requires { problem.message; }) {
      if (problem.message.empty()) std::abort();
    } else {
      if (problem.what.empty()) std::abort();
    }
  }
}

std::shared_ptr<const note::Note> sample(const std::shared_ptr<const note::Vocabulary>& vocabulary) {
  const text::Text text(
      "---\nclient: MRN-1\ndate: 2026-11-02\n---\n# DAP\n## Data\n- [x] sad\n  - Observed: wept twice, eyes on the "
      "floor.\n"
      "“I can't feel my hands,” client said. We worked with paced breathing.\n## Assessment\nDepressed mood, no "
      "change.\n");
  return note::build(text, syntax::parse(text), vocabulary, nullptr, "a.pnote");
}

void rule(std::string_view text, const lint::Knowledge& knowledge) {
  static const auto note = sample(knowledge.vocabulary);
  std::vector<lint::RuleProblem> problems;
  auto loaded =
      lint::load_rule({.name = "house/fuzzed.md", .text = text},
                      {.vocabulary = *knowledge.vocabulary, .authorities = knowledge.rules->authorities}, problems);
  if (!loaded && problems.empty()) std::abort();
  expect_told(problems, text);
  if (!loaded) return;
  lint::RuleSet rules;
  rules.authorities = knowledge.rules->authorities;
  rules.rules.push_back(std::move(*loaded));
  for (const lint::Finding& finding : lint::lint(*note, rules, {})) {
    if (finding.message.empty() || finding.span.end > note->text.bytes().size()) std::abort();
  }
}

void words(std::string_view text) {
  const std::vector<lint::OwnFile> own{{.name = "words.toml", .path = "words.toml", .text = std::string(text)}};
  std::vector<lint::ProfileProblem> problems;
  lint::check_words(own, problems);
  expect_told(problems, text);
}

void settings(std::string_view text, const lint::Knowledge& knowledge) {
  std::vector<lint::ProfileProblem> problems;
  const auto profile = lint::load_settings({.name = "notewell.toml", .text = text}, knowledge.nameable(),
                                           knowledge.profiles, nullptr, problems);
  if (profile == nullptr && problems.empty()) std::abort();
  expect_told(problems, text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const auto knowledge = lint::builtin_knowledge();
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 3) {
    case 0:
      rule(text, *knowledge);
      break;
    case 1:
      words(text);
      break;
    default:
      settings(text, *knowledge);
  }
  return 0;
}
