#pragma once
// Compiled patterns of wording. RE2: linear in the text whatever the pattern, so a practice's own patterns
// can't hang an editor.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>
#include <re2/set.h>

namespace notewell::note {

class Phrases {
 public:
  /// nullptr if a pattern is wrong; `problem` then says which and why.
  [[nodiscard]] static std::shared_ptr<const Phrases> compile(const std::vector<std::string>& patterns,
                                                              const std::vector<std::string>& except, bool whole,
                                                              std::string& problem);

  /// Where the phrase stands in `text`: begin and length; nothing if it doesn't, or if an exception matches.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> find(std::string_view text) const;

 private:
  std::unique_ptr<const re2::RE2> pattern_;
  std::unique_ptr<const re2::RE2> except_;
  bool whole_ = false;
};

/// A pattern that could not be compiled.
struct PatternProblem {
  std::size_t pattern = 0;  // index
  std::string message;
};

/// Many patterns matched in one pass: which of them stand in a text.
class PhraseSet {
 public:
  /// nullptr if a pattern is wrong; `problem` then says which and why.
  [[nodiscard]] static std::shared_ptr<const PhraseSet> compile(const std::vector<std::string>& patterns,
                                                                PatternProblem& problem);

  /// Sets `matches` to the indices of the patterns that fit, in order.
  void match(std::string_view text, std::vector<int>& matches) const;

 private:
  explicit PhraseSet(std::unique_ptr<const re2::RE2::Set> set) : set_(std::move(set)) {}
  std::unique_ptr<const re2::RE2::Set> set_;
};

}  // namespace notewell::note
