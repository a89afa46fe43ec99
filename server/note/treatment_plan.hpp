#pragma once
// What a treatment plan says that notes are held against.

#include <vector>

#include "note/goals.hpp"
#include "note/note.hpp"

namespace notewell::note {

struct TreatmentPlan {
  /// The vocabulary's entries for the interventions that the plan names, each once, in order.
  std::vector<ConceptId> interventions;
  std::vector<Goal> goals;
};

/// Reads the plan out of its note model. A plan that names no intervention the vocabulary knows has none here.
[[nodiscard]] TreatmentPlan read_plan(const Note& plan);

}  // namespace notewell::note
