// The templates' texts: headings, header fields and prompts, never a word of clinical content.

#include "chart/note_template.hpp"

#include <algorithm>
#include <string>

namespace notewell::chart {
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

constexpr std::string_view plan =
    "---\n"
    "kind: treatment-plan\n"
    "client: ‹name or record number›\n"
    "date: ‹day, as YYYY-MM-DD›\n"
    "review: ‹day of the next review, as YYYY-MM-DD›\n"
    "diagnosis: ‹ICD-10-CM code›\n"
    "clinician: ‹name, credentials›\n"
    "---\n\n"
    "# Treatment plan\n\n"
    "Presenting problem: ‹what brings the client, since when, and what it keeps them from›\n\n"
    "Strengths: ‹what the client brings›\n\n"
    "## G1 ‹goal, in the client's words›\n"
    "- G1.1 ‹what the client will do, how often› by ‹date› (now: ‹baseline›)\n"
    "- G1.2 ‹what the client will do, how often› by ‹date› (now: ‹baseline›)\n\n"
    "Interventions: ‹interventions that serve this goal›\n"
    "Frequency: ‹how often, how many minutes, with whom›\n\n"
    "Discharge: ‹what will show that treatment is done›\n\n"
    "Client's part in this plan: ‹how the client took part, and whether they have a copy›\n";

constexpr std::string_view intake =
    "# Intake\n\n"
    "## Presenting problem\n‹what brings the client, in quotes where you can; since when; what it keeps them from›\n\n"
    "## History\n‹earlier treatment, health, medication, substances, family, work, what the client calls strengths›\n\n"
    "## Mental status\n‹appearance, speech, mood and affect, thought, cognition, insight, as you saw and heard "
    "them›\n\n"
    "## Risk\n‹what you asked about suicide, self-harm and harm to others, and what the client answered›\n\n"
    "## Assessment\n‹symptoms with how often and how long, the criteria that they meet, what speaks against other "
    "diagnoses›\n\n"
    "## Plan\n‹treatment that you recommend and why, frequency, date of the next session›\n";

std::string intake_note() {
  // What an intake bills is the evaluation.
  std::string top(header);
  const std::size_t code = top.find("code: ");
  top.replace(code, top.find('\n', code) - code, "code: ‹service code: 90791 | 90792›");
  return top.insert(4, "kind: intake\n") + std::string(intake) + std::string(signature);
}

NoteTemplate made(std::string id, std::string name, std::string detail, const std::string& text,
                  note::FileKind kind = note::FileKind::progress_note) {
  return {.id = std::move(id),
          .name = std::move(name),
          .detail = std::move(detail),
          .kind = kind,
          .pieces = lint::parse_template(text)};
}

}  // namespace

const std::vector<NoteTemplate>& note_templates() {
  static const std::vector<NoteTemplate> templates = {
      made("dap", "DAP note", "data, assessment, plan", dap()),
      made("soap", "SOAP note", "subjective, objective, assessment, plan", soap()),
      made("birp", "BIRP note", "behavior, intervention, response, plan",
           irp("BIRP", "Behavior", "what the client told and what you observed")),
      made("girp", "GIRP note", "goal, intervention, response, plan",
           irp("GIRP", "Goal", "the goal and objective of the plan that this session served")),
      made("pirp", "PIRP note", "problem, intervention, response, plan",
           irp("PIRP", "Problem", "the problem as the client told it and as you observed it")),
      made("sirp", "SIRP note", "situation, intervention, response, plan",
           irp("SIRP", "Situation", "what brought the client today, and what you observed")),
      made("intake", "Intake", "diagnostic evaluation", intake_note(), note::FileKind::intake),
      made("plan", "Treatment plan", "goals, objectives, interventions", std::string(plan) + std::string(signature),
           note::FileKind::treatment_plan),
  };
  return templates;
}

const NoteTemplate* note_template(std::string_view id) {
  const auto& all = note_templates();
  const auto found = std::ranges::find(all, id, &NoteTemplate::id);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace notewell::chart
