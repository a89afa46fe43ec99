#include "note/phrases.hpp"

#include <algorithm>
#include <cstdint>

namespace notewell::note {
namespace {

re2::RE2::Options matching() {
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(std::int64_t{32} << 20U);  // bytes; with less, long alternations fall back to a slow engine
  return options;
}

std::string alternation(const std::vector<std::string>& patterns) {
  std::string all;
  for (const std::string& pattern : patterns) all += (all.empty() ? "(?:" : "|(?:") + pattern + ")";
  return all;
}

/// What is wrong with the patterns; empty: nothing. Compiling takes the most time in loading, so they are looked at one
/// by one only if there is something to find.
std::string mistake_in(const std::vector<std::string>& patterns, const re2::RE2& together) {
  if (together.ok()) return {};
  std::string mistake = "the patterns are wrong: " + together.error();
  for (const std::string& pattern : patterns) {
    if (const re2::RE2 one(pattern, matching()); !one.ok())
      mistake = "the pattern `" + pattern + "` is wrong: " + one.error();
  }
  return mistake;
}

}  // namespace

const re2::RE2& Pattern::compiled() const {
  std::call_once(once_, [this] { compiled_ = std::make_unique<const re2::RE2>(written_, matching()); });
  return *compiled_;
}

std::shared_ptr<const Phrases> Phrases::compile(const std::vector<std::string>& patterns,
                                                const std::vector<std::string>& except, bool whole, Patterns whose,
                                                std::string& problem) {
  auto phrases = std::make_shared<Phrases>();
  phrases->whole_ = whole;
  phrases->pattern_ = std::make_unique<const Pattern>(alternation(patterns));
  if (!except.empty()) phrases->except_ = std::make_unique<const Pattern>(alternation(except));
  if (whose == Patterns::of_the_program) return phrases;
  std::string mistake = mistake_in(patterns, phrases->pattern_->compiled());
  if (mistake.empty() && phrases->except_ != nullptr) mistake = mistake_in(except, phrases->except_->compiled());
  if (mistake.empty()) return phrases;
  problem = std::move(mistake);
  return nullptr;
}

std::shared_ptr<const PhraseSet> PhraseSet::compile(const std::vector<std::string>& patterns, Patterns whose,
                                                    PatternProblem& problem) {
  auto set = std::make_shared<PhraseSet>();
  set->patterns_ = patterns;
  if (whose == Patterns::of_the_program) return set;
  const bool good = set->compile(problem);
  return good ? set : nullptr;
}

bool PhraseSet::compile(PatternProblem& problem) const {
  auto set = std::make_unique<re2::RE2::Set>(matching(), re2::RE2::UNANCHORED);
  for (std::size_t i = 0; i != patterns_.size(); ++i) {
    std::string wrong;
    if (set->Add(patterns_[i], &wrong) < 0) {
      problem = {.pattern = i, .message = "the pattern `" + patterns_[i] + "` is wrong: " + wrong};
      return false;
    }
  }
  if (!set->Compile()) {
    problem = {.pattern = 0, .message = "the patterns are too many or too long together"};
    return false;
  }
  set_ = std::move(set);
  return true;
}

void PhraseSet::match(std::string_view text, std::vector<int>& matches) const {
  matches.clear();
  std::call_once(once_, [this] {
    PatternProblem none;
    if (set_ == nullptr) (void)compile(none);
  });
  if (set_ == nullptr) return;
  set_->Match(re2::StringPiece(text.data(), text.size()), &matches);
  std::ranges::sort(matches);
}

std::optional<std::pair<std::size_t, std::size_t>> Phrases::find(std::string_view text) const {
  const re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece found = piece;
  // Asked only whether it matches, RE2 runs its automaton; asked where, it has to do much more.
  const re2::RE2& pattern = pattern_->compiled();
  const bool matches = whole_ ? pattern.Match(piece, 0, piece.size(), re2::RE2::ANCHOR_BOTH, nullptr, 0)
                              : pattern.Match(piece, 0, piece.size(), re2::RE2::UNANCHORED, &found, 1);
  if (!matches || (except_ != nullptr && re2::RE2::PartialMatch(piece, except_->compiled()))) return std::nullopt;
  return std::pair(static_cast<std::size_t>(found.data() - piece.data()), found.size());
}

}  // namespace notewell::note
