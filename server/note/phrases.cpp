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

std::unique_ptr<const re2::RE2> alternation(const std::vector<std::string>& patterns, std::string& problem) {
  const re2::RE2::Options options = matching();
  std::string all;
  for (const std::string& pattern : patterns) all += (all.empty() ? "(?:" : "|(?:") + pattern + ")";
  auto together = std::make_unique<const re2::RE2>(all, options);
  if (together->ok()) return together;
  // Compiling takes the most time in loading, so patterns are looked at one by one only if there is something to find.
  problem = "the patterns are wrong: " + together->error();
  for (const std::string& pattern : patterns) {
    if (const re2::RE2 one(pattern, options); !one.ok())
      problem = "the pattern `" + pattern + "` is wrong: " + one.error();
  }
  return nullptr;
}

}  // namespace

std::shared_ptr<const Phrases> Phrases::compile(const std::vector<std::string>& patterns,
                                                const std::vector<std::string>& except, bool whole,
                                                std::string& problem) {
  auto phrases = std::make_shared<Phrases>();
  phrases->whole_ = whole;
  phrases->pattern_ = alternation(patterns, problem);
  if (phrases->pattern_ == nullptr) return nullptr;
  if (!except.empty()) {
    phrases->except_ = alternation(except, problem);
    if (phrases->except_ == nullptr) return nullptr;
  }
  return phrases;
}

std::shared_ptr<const PhraseSet> PhraseSet::compile(const std::vector<std::string>& patterns, PatternProblem& problem) {
  auto set = std::make_unique<re2::RE2::Set>(matching(), re2::RE2::UNANCHORED);
  for (std::size_t i = 0; i != patterns.size(); ++i) {
    std::string wrong;
    if (set->Add(patterns[i], &wrong) < 0) {
      problem = {.pattern = i, .message = "the pattern `" + patterns[i] + "` is wrong: " + wrong};
      return nullptr;
    }
  }
  if (!set->Compile()) {
    problem = {.pattern = 0, .message = "the patterns are too many or too long together"};
    return nullptr;
  }
  return std::shared_ptr<const PhraseSet>(new PhraseSet(std::move(set)));
}

void PhraseSet::match(std::string_view text, std::vector<int>& matches) const {
  matches.clear();
  set_->Match(re2::StringPiece(text.data(), text.size()), &matches);
  std::ranges::sort(matches);
}

std::optional<std::pair<std::size_t, std::size_t>> Phrases::find(std::string_view text) const {
  const re2::StringPiece piece(text.data(), text.size());
  re2::StringPiece found = piece;
  // Asked only whether it matches, RE2 runs its automaton; asked where, it has to do much more.
  const bool matches = whole_ ? pattern_->Match(piece, 0, piece.size(), re2::RE2::ANCHOR_BOTH, nullptr, 0)
                              : pattern_->Match(piece, 0, piece.size(), re2::RE2::UNANCHORED, &found, 1);
  if (!matches || (except_ != nullptr && re2::RE2::PartialMatch(piece, *except_))) return std::nullopt;
  return std::pair(static_cast<std::size_t>(found.data() - piece.data()), found.size());
}

}  // namespace notewell::note
