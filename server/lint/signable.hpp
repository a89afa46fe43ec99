#pragma once
// What a note's findings mean for its signature.

#include <string>
#include <vector>

#include "lint/analysis.hpp"

namespace notewell::lint {

/// A finding as it counts in a signed note, however gently the draft is told of it.
struct AsSigned {
  const Finding* finding = nullptr;
  Severity severity = Severity::warning;
};

/// The findings that count in a signed note, gravest first; they point into `analysis`. That a draft is not signed yet
/// is none of them: the signature puts that right.
[[nodiscard]] std::vector<AsSigned> as_signed(const Analysis& analysis);

/// How many findings of that severity there are among them; errors keep the note from being signed.
[[nodiscard]] std::size_t count_open(const Analysis& analysis, Severity severity);

/// Their rules, each once, sorted.
[[nodiscard]] std::vector<std::string> rules_of_open_errors(const Analysis& analysis);

}  // namespace notewell::lint
