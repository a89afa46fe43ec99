// Whole notes to start from: headings, header fields and prompts, never a word of clinical content.

#include "features/features.hpp"

namespace notewell::features {
namespace {

constexpr std::string_view header =
    "---\n"
    "client: ‹name or record number›\n"
    "date: ‹day of the session, as YYYY-MM-DD›\n"
    "time: ‹start›-‹end›\n"
    "code: ‹service code: 90832 | 90834 | 90837 | 90846 | 90847 | 90853 | 90791›\n"
    "diagnosis: ‹ICD-10-CM code›\n"
    "place: ‹office, home, school, or telehealth with platform and the client's location›\n"
    "participants: ‹client, and others with their relation to the client›\n"
    "clinician: ‹name, credentials›\n"
    "---\n\n";

constexpr std::string_view intervention =
    "- [x] ‹intervention›\n"
    "  - Why: ‹the symptom, pattern or goal it serves›\n"
    "  - How: ‹what you did together, step by step, with an example›\n"
    "  - Response: ‹what the client said, did or rated›\n";

constexpr std::string_view risk =
    "Risk: ‹what you asked about suicide, self-harm and harm to others, and what the client answered›\n";

constexpr std::string_view signature = "\nsigned: ‹name, credentials› ‹date› ‹time›\n";

std::string dap() {
  return std::string(header) +
         "# DAP\n\n## Data\n‹what the client told, in quotes where you can; what you observed›\n\n### Interventions\n" +
         std::string(intervention) + "\n" + std::string(risk) +
         "\n## Assessment\n‹symptoms and functioning now, progress toward the goal, what it means›\n\n## Plan\n‹next "
         "step, homework, date of the "
         "next session›\n" +
         std::string(signature);
}

std::string soap() {
  return std::string(header) +
         "# SOAP\n\n## Subjective\n‹what the client told, in quotes where you can›\n\n## Objective\n‹what you "
         "observed; scores›\n\n### "
         "Interventions\n" +
         std::string(intervention) +
         "\n## Assessment\n‹symptoms and functioning now, progress toward the goal, what it means›\n\n" +
         std::string(risk) + "\n## Plan\n‹next step, homework, date of the next session›\n" + std::string(signature);
}

/// BIRP, GIRP, PIRP and SIRP differ in their first section alone.
std::string irp(std::string_view name, std::string_view first, std::string_view prompt) {
  return std::string(header) + "# " + std::string(name) + "\n\n## " + std::string(first) + "\n‹" + std::string(prompt) +
         "›\n\n## Intervention\n" + std::string(intervention) +
         "\n## Response\n‹what the client said and did in response; progress toward the goal›\n\n" + std::string(risk) +
         "\n## Plan\n‹next step, homework, date of the next session›\n" + std::string(signature);
}

NoteTemplate made(std::string name, std::string detail, const std::string& text) {
  return {.name = std::move(name), .detail = std::move(detail), .pieces = lint::parse_template(text)};
}

}  // namespace

const std::vector<NoteTemplate>& note_templates() {
  static const std::vector<NoteTemplate> templates = {
      made("DAP note", "data, assessment, plan", dap()),
      made("SOAP note", "subjective, objective, assessment, plan", soap()),
      made("BIRP note", "behavior, intervention, response, plan",
           irp("BIRP", "Behavior", "what the client told and what you observed")),
      made("GIRP note", "goal, intervention, response, plan",
           irp("GIRP", "Goal", "the goal and objective of the plan that this session served")),
      made("PIRP note", "problem, intervention, response, plan",
           irp("PIRP", "Problem", "the problem as the client told it and as you observed it")),
      made("SIRP note", "situation, intervention, response, plan",
           irp("SIRP", "Situation", "what brought the client today, and what you observed")),
  };
  return templates;
}

}  // namespace notewell::features
