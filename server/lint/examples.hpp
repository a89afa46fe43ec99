#pragma once
// A rule's examples as its tests: Flagged ones give its findings exactly at the marks, Accepted ones none; each fix,
// its blanks filled with the rule's own `example`, clears its finding; with its blanks left it is flagged as unfilled.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lint/builtin.hpp"
#include "lint/rule.hpp"

namespace notewell::lint {

/// An example that does not hold.
struct ExampleProblem {
  std::uint32_t line = 0;  // of the example, in the rule's file
  std::string message;     // what was expected and what was found; may have several lines
};

/// Tries all examples of a rule of `knowledge`, as signed, on 2026-11-23.
[[nodiscard]] std::vector<ExampleProblem> try_examples(const Rule& rule,
                                                       const std::shared_ptr<const Knowledge>& knowledge);

}  // namespace notewell::lint
