#include "lint/warm_up.hpp"

#include <chrono>

#include "lint/analysis.hpp"

namespace notewell::lint {

void warm_up(const std::shared_ptr<const Knowledge>& knowledge) {
  const Settings settings{.today = std::chrono::year(2026) / 1 / 1, .strictness = Strictness::as_signed};
  // Examples of risk make the checks with the most patterns look closely.
  for (const Rule& rule : knowledge->rules->rules) {
    if (rule.group != "risk") continue;
    for (const Example& example : rule.accepted)
      (void)analyse(text::Text(example.text), "example.pnote", knowledge, settings);
  }
}

}  // namespace notewell::lint
