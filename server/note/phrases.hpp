#pragma once
// Compiled patterns of wording. RE2: linear in the text whatever the pattern, so a practice's own patterns
// can't hang an editor. Compiling takes far longer than matching, so patterns that are known to be right, those inside
// the program, are compiled when a text is first held against them.

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <re2/re2.h>
#include <re2/set.h>

namespace notewell::note {

/// Who wrote patterns.
enum class Patterns : std::uint8_t {
  of_a_practice,   // may be wrong: compiled at once
  of_the_program,  // right, as its tests tell: compiled on first use, by whichever thread comes first
};

/// A pattern, and its automaton once it was asked for.
class Pattern {
 public:
  explicit Pattern(std::string written) : written_(std::move(written)) {}
  /// Safe to call from any thread.
  [[nodiscard]] const re2::RE2& compiled() const;

 private:
  std::string written_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2> compiled_;
};

class Phrases {
 public:
  /// nullptr if a practice's pattern is wrong; `problem` then says which and why.
  [[nodiscard]] static std::shared_ptr<const Phrases> compile(const std::vector<std::string>& patterns,
                                                              const std::vector<std::string>& except, bool whole,
                                                              Patterns whose, std::string& problem);

  /// Where the phrase stands in `text`: begin and length; nothing if it doesn't, or if an exception matches.
  [[nodiscard]] std::optional<std::pair<std::size_t, std::size_t>> find(std::string_view text) const;

 private:
  std::unique_ptr<const Pattern> pattern_;
  std::unique_ptr<const Pattern> except_;  // nullptr: none
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
  /// nullptr if a practice's pattern is wrong; `problem` then says which and why.
  [[nodiscard]] static std::shared_ptr<const PhraseSet> compile(const std::vector<std::string>& patterns,
                                                                Patterns whose, PatternProblem& problem);

  /// Sets `matches` to the indices of the patterns that fit, in order.
  void match(std::string_view text, std::vector<int>& matches) const;

 private:
  /// Adds patterns and compiles; whether all went well.
  bool compile(PatternProblem& problem) const;

  std::vector<std::string> patterns_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<const re2::RE2::Set> set_;
};

}  // namespace notewell::note
