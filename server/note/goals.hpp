#pragma once
// The goals and objectives that a treatment plan sets, by the names under which notes refer to them.

#include <cstdint>
#include <string>
#include <vector>

#include "text/text.hpp"

namespace notewell::note {

struct Goal {
  std::uint16_t goal = 0;
  std::uint16_t objective = 0;  // 0: the goal itself
  std::string text;             // "Calls one friend a week by 2026-11-30 (now: 0)"
  text::Span place{};           // of that text

  /// "G1.2", as a note writes it behind an @.
  [[nodiscard]] std::string name() const;
};

/// Lines that begin with "G1", "Goal 1", "G1.2" or "Objective 1.2", as a heading, an item or by themselves; in the
/// order of the text, each name once. "Objective 2" is one of the goal that was named before it.
[[nodiscard]] std::vector<Goal> read_goals(const text::Text& plan);

}  // namespace notewell::note
