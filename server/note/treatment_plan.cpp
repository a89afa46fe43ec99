#include "note/treatment_plan.hpp"

#include <algorithm>

namespace notewell::note {

TreatmentPlan read_plan(const Note& plan) {
  TreatmentPlan out;
  out.goals = read_goals(plan.text);
  const auto add = [&](ConceptId entry) {
    if (plan.vocabulary->entry(entry).group == "intervention" &&
        std::ranges::find(out.interventions, entry) == out.interventions.end()) {
      out.interventions.push_back(entry);
    }
  };
  for (const Block& block : plan.blocks) {
    for (const Option& option : block.facts->options) {
      if (option.ticked && option.entry != no_concept) add(option.entry);
    }
    for (const Mention& mention : block.facts->mentions) {
      if (mention.sense == Sense::name && mention.assertion != Assertion::negated) add(mention.entry);
    }
  }
  return out;
}

}  // namespace notewell::note
