#pragma once
// What a client's notes tell of the course of things: of a goal, and of a scale's totals.

#include <string>

#include "features/workspace.hpp"

namespace notewell::features {

/// "Addressed in 2 of the last 4 notes, last on 2026-11-27.", the values told of the goal, and the totals of the scales
/// that its text names; as Markdown paragraphs. Empty if no note is held against the plan.
[[nodiscard]] std::string goal_progress(Session& session, const note::Vocabulary& vocabulary,
                                        const chart::FileFacts& plan, const chart::PlanGoal& goal);

/// "moderate", of the published bands; empty: none.
[[nodiscard]] std::string_view band_of(const note::Instrument& instrument, int total);

/// A total of a file that is older than `before`, oldest first.
struct DatedTotal {
  chart::Facts file;
  int total = 0;
};
[[nodiscard]] std::vector<DatedTotal> earlier_totals(Session& session, const chart::FileFacts& note,
                                                     std::string_view instrument);

}  // namespace notewell::features
