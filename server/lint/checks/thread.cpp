// The golden thread: what a note and its client's treatment plan say of each other.

#include <algorithm>
#include <set>

#include "lint/checks/checks.hpp"
#include "note/clock.hpp"
#include "text/nearest_name.hpp"

namespace notewell::lint {
namespace {

using note::FileKind;

std::int64_t days_between(std::chrono::year_month_day from, std::chrono::year_month_day to) {
  return (std::chrono::sys_days(to) - std::chrono::sys_days(from)).count();
}

std::optional<std::chrono::year_month_day> date_in(std::string_view id, const Context& context) {
  const note::Field* field = given_field(context.note, id);
  const Profile* profile = context.settings.profile.get();
  if (field == nullptr) return std::nullopt;
  return note::parse_date(context.note.text.slice(field->value),
                          profile == nullptr ? note::DateOrder::month_first : profile->dates);
}

bool is_therapy(const note::Note& note) {
  return note.kind == FileKind::progress_note && std::ranges::any_of(service_codes(note), [](const CodeAt& at) {
           return at.known != nullptr && at.known->psychotherapy;
         });
}

/// The plan that held on the day of the note; nullptr: none is known.
const SessionFacts* plan_that_holds(Context& context) {
  const ChartView* chart = context.chart();
  if (chart == nullptr || chart->plan == nullptr || context.note.kind == FileKind::treatment_plan) return nullptr;
  const auto date = date_in("date", context);
  return date && chart->plan->date && *date < *chart->plan->date ? nullptr : chart->plan;
}

bool sets(const SessionFacts& plan, std::uint16_t goal, std::uint16_t objective) {
  return std::ranges::any_of(plan.goals, [&](const GoalMark& set) { return set.id == GoalId{goal, objective}; });
}

text::Span mark_of(const note::Note& note, std::string_view id) {
  const note::Field* field = note.field(id);
  if (field == nullptr) return header_mark(note);
  return field->value.empty() ? field->name : field->value;
}

Related in_file(const SessionFacts& file, text::Range place, std::string message) {
  return {.span = {}, .message = std::move(message), .path = file.path, .range = place};
}

}  // namespace

Findings goal_unknown(const Rule& rule, Context& context) {
  const SessionFacts* plan = plan_that_holds(context);
  if (plan == nullptr || plan->goals.empty()) return {};
  Findings findings;
  for (const GoalReference& reference : context.chart()->references) {
    if (sets(*plan, reference.goal, reference.objective)) continue;
    const bool parent = reference.objective != 0 && sets(*plan, reference.goal, 0);
    // A plan whose goals have objectives alone still has the goal.
    const bool child = reference.objective == 0 && std::ranges::any_of(plan->goals, [&](const GoalMark& set) {
                         return set.id.goal == reference.goal;
                       });
    if (child) continue;
    Finding finding = finding_at(rule, reference.span);
    finding.arguments.emplace_back("goal", GoalId{reference.goal, reference.objective}.name());
    // Near: an objective of the same goal, else the goal itself, else any; in the order of the plan.
    std::vector<const GoalMark*> near;
    for (const GoalMark& set : plan->goals) {
      if (parent ? set.id.goal == reference.goal : (set.id.objective == 0) == (reference.objective == 0))
        near.push_back(&set);
    }
    constexpr std::size_t most = 3;
    std::ranges::stable_sort(near, {}, [&](const GoalMark* set) {
      return std::pair(std::abs(int{set->id.goal} - int{reference.goal}),
                       set->id.objective == 0 ? 99 : std::abs(int{set->id.objective} - int{reference.objective}));
    });
    for (std::size_t i = 0; i != std::min(most, near.size()); ++i) {
      finding.arguments.emplace_back(i == 0 ? "near" : "near" + std::to_string(i + 1), "@" + near[i]->id.name());
    }
    finding.related.push_back(in_file(*plan, plan->goals.front().range(), "The plan's goals begin here."));
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings goal_not_addressed(const Rule& rule, Context& context) {
  if (!is_therapy(context.note)) return {};
  const SessionFacts* plan = plan_that_holds(context);
  if (plan == nullptr || plan->goals.empty() || !context.chart()->references.empty()) return {};
  Finding finding = finding_at(rule, header_mark(context.note));
  const GoalMark& first = plan->goals.front();
  finding.related.push_back(in_file(*plan, first.range(), "The plan's goals begin here."));
  return {std::move(finding)};
}

Findings goal_neglected(const Rule& rule, Context& context) {
  if (context.note.kind != FileKind::treatment_plan || context.chart() == nullptr) return {};
  const auto sessions = static_cast<std::size_t>(number_option(rule, context, "sessions"));
  std::vector<const SessionFacts*> notes;
  for (const SessionFacts* file : context.chart()->chart) {
    if (file->kind == FileKind::progress_note && file->date && !file->codes.empty()) notes.push_back(file);
  }
  // The span of sessions that a goal must not be missing from; the shorter one, if two are asked for.
  std::size_t looked_at = sessions != 0 && notes.size() >= sessions ? sessions : 0;
  const int days = number_option(rule, context, "days");
  const auto made = date_in("date", context);
  if (days != 0 && !notes.empty() && made && days_between(*made, *notes.back()->date) >= days) {
    const auto recent = static_cast<std::size_t>(std::ranges::count_if(
        notes, [&](const SessionFacts* file) { return days_between(*file->date, *notes.back()->date) < days; }));
    constexpr std::size_t some = 2;  // one session says nothing of what was lost from sight
    if (recent >= some) looked_at = looked_at == 0 ? recent : std::min(looked_at, recent);
  }
  if (looked_at == 0) return {};
  const std::span<const SessionFacts* const> latest = std::span(notes).last(looked_at);
  Findings findings;
  for (const note::Goal& goal : note::read_goals(context.note.text)) {
    if (goal.name.id.objective != 0) continue;
    const bool addressed = std::ranges::any_of(latest, [&](const SessionFacts* file) {
      return std::ranges::any_of(file->goals, [&](const GoalMark& fact) { return fact.id.goal == goal.name.id.goal; });
    });
    if (addressed) continue;
    Finding finding = finding_at(rule, goal.text.empty() ? goal.name.span : goal.text);
    finding.arguments.emplace_back("goal", goal.name.id.name());
    finding.arguments.emplace_back("sessions", std::to_string(looked_at));
    finding.related.push_back(in_file(*latest.back(), latest.back()->date_place, "The latest session."));
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings plan_missing(const Rule& rule, Context& context) {
  if (!is_therapy(context.note) || context.chart() == nullptr || context.chart()->plan != nullptr) return {};
  const note::Field* link = context.note.field("plan");
  if (link != nullptr && !link->value.empty()) return {};  // one is named, if not where it can be read
  const auto date = date_in("date", context);
  if (!date) return {};
  const auto least = number_option(rule, context, "notes");
  const auto before = std::ranges::count_if(context.chart()->chart, [&](const SessionFacts* file) {
    return file->kind == FileKind::progress_note && !file->codes.empty() && file->date && *file->date <= *date;
  });
  if (least == 0 || before + 1 < least) return {};
  Finding finding = finding_at(rule, mark_of(context.note, "client"));
  finding.arguments.emplace_back("notes", std::to_string(before + 1));
  return {std::move(finding)};
}

Findings plan_review_overdue(const Rule& rule, Context& context) {
  if (context.note.kind != FileKind::treatment_plan) return {};
  const auto today = context.settings.today;
  if (const auto review = date_in("review", context)) {
    if (*review >= today) return {};
    Finding finding = finding_at(rule, mark_of(context.note, "review"));
    finding.arguments.emplace_back("date", note::iso_date(*review));
    return {std::move(finding)};
  }
  return {};
}

Findings intervention_not_in_plan(const Rule& rule, Context& context) {
  if (context.chart() != nullptr && context.chart()->plan != nullptr) {
    const SessionFacts* plan = plan_that_holds(context);
    if (plan == nullptr) return {};
    const note::TreatmentPlan planned{.interventions = plan->interventions, .goals = {}};
    return check_intervention_not_in_plan(rule, context.note, context.evidence(), planned);
  }
  // Without a chart around it: the plan that the note links to.
  const auto linked = context.settings.plan_of ? context.settings.plan_of(context.note) : nullptr;
  return linked == nullptr ? Findings{}
                           : check_intervention_not_in_plan(rule, context.note, context.evidence(), *linked);
}

Findings diagnosis_differs_from_plan(const Rule& rule, Context& context) {
  const SessionFacts* plan = plan_that_holds(context);
  if (plan == nullptr || plan->diagnoses.empty()) return {};
  const std::vector<std::string> own = diagnosis_codes(context.note);
  const bool shared = std::ranges::any_of(
      own, [&](const std::string& code) { return std::ranges::find(plan->diagnoses, code) != plan->diagnoses.end(); });
  if (own.empty() || shared) return {};
  Finding finding = finding_at(rule, mark_of(context.note, "diagnosis"));
  finding.arguments.emplace_back("code", own.front());
  finding.arguments.emplace_back("planned", plan->diagnoses.front());
  finding.related.push_back(in_file(*plan, plan->diagnosis_place, "The plan's diagnosis."));
  return {std::move(finding)};
}

Findings date_before_plan(const Rule& rule, Context& context) {
  if (!is_therapy(context.note)) return {};
  const ChartView* chart = context.chart();
  const auto date = date_in("date", context);
  if (chart == nullptr || chart->plan == nullptr || !chart->plan->date || !date) return {};
  const auto days = days_between(*date, *chart->plan->date);
  if (days <= number_option(rule, context, "days")) return {};
  Finding finding = finding_at(rule, mark_of(context.note, "date"));
  finding.arguments.emplace_back("date", note::iso_date(*chart->plan->date));
  finding.related.push_back(in_file(*chart->plan, chart->plan->date_place, "The plan's date."));
  return {std::move(finding)};
}

}  // namespace notewell::lint
