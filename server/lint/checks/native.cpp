// The native checks by name.

#include <algorithm>
#include <array>
#include <functional>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

Findings intervention_missing(const Rule& rule, Context& context) {
  return check_intervention_missing(rule, context.note, context.evidence());
}

/// Mistakes in settings are found where settings are read (lint/profile.cpp); a note has none.
Findings by_settings(const Rule&, Context&) {
  return {};
}

/// Directives are weighed against all other findings at the end: see apply_directives().
Findings by_directives(const Rule&, Context&) {
  return {};
}

struct Named {
  std::string_view name;
  Native check;
};

constexpr std::array natives = {
    Named{"addendum-incomplete", addendum_incomplete},
    Named{"addon-without-primary", addon_without_primary},
    Named{"checkbox-only-note", checkbox_only_note},
    Named{"checkbox-only-section", checkbox_only_section},
    Named{"config-invalid", by_settings},
    Named{"contradictory-options", contradictory_options},
    Named{"copied-narrative", copied_narrative},
    Named{"credentials-missing", credentials_missing},
    Named{"crisis-code-unsupported", crisis_code_unsupported},
    Named{"date-before-plan", date_before_plan},
    Named{"date-in-future", date_in_future},
    Named{"diagnosis-differs-from-plan", diagnosis_differs_from_plan},
    Named{"diagnosis-malformed", diagnosis_malformed},
    Named{"diagnosis-not-specific", diagnosis_not_specific},
    Named{"diagnosis-unknown", diagnosis_unknown},
    Named{"directive-unknown-rule", by_directives},
    Named{"directive-unused", by_directives},
    Named{"directive-without-reason", by_directives},
    Named{"duplicate-session", duplicate_session},
    Named{"duration-outside-code", duration_outside_code},
    Named{"edited-after-signing", edited_after_signing},
    Named{"empty-section", empty_section},
    Named{"family-session-details-missing", family_session_details_missing},
    Named{"format-mixed", format_mixed},
    Named{"frequency-differs-from-plan", frequency_differs_from_plan},
    Named{"goal-neglected", goal_neglected},
    Named{"goal-not-addressed", goal_not_addressed},
    Named{"goal-unknown", goal_unknown},
    Named{"group-note-not-individual", group_note_not_individual},
    Named{"impossible-day", impossible_day},
    Named{"interactive-complexity-unsupported", interactive_complexity_unsupported},
    Named{"intervention-missing", intervention_missing},
    Named{"intervention-not-in-plan", intervention_not_in_plan},
    Named{"late-entry", late_entry},
    Named{"malformed-date", malformed_date},
    Named{"malformed-time", malformed_time},
    Named{"mandated-report-undocumented", mandated_report_undocumented},
    Named{"narrative-contradicts-option", narrative_contradicts_option},
    Named{"objective-not-measurable", objective_not_measurable},
    Named{"overlapping-sessions", overlapping_sessions},
    Named{"plan-incomplete", plan_incomplete},
    Named{"plan-missing", plan_missing},
    Named{"plan-review-overdue", plan_review_overdue},
    Named{"plan-unchanged", plan_unchanged},
    Named{"privacy-mixed", privacy_mixed},
    Named{"risk-contradiction", risk_contradiction},
    Named{"risk-mention-unassessed", risk_mention_unassessed},
    Named{"risk-without-safety-plan", risk_without_safety_plan},
    Named{"score-inconsistent", score_inconsistent},
    Named{"section-order", section_order},
    Named{"section-unknown", section_unknown},
    Named{"service-code-unknown", service_code_unknown},
    Named{"session-number-out-of-order", session_number_out_of_order},
    Named{"session-times-missing", session_times_missing},
    Named{"signature-missing", signature_missing},
    Named{"signed-before-service", signed_before_service},
    Named{"telehealth-details-missing", telehealth_details_missing},
    Named{"third-party-identifier", third_party_identifier},
    Named{"time-range-reversed", time_range_reversed},
    Named{"times-missing-for-timed-code", times_missing_for_timed_code},
    Named{"untouched-template", untouched_template},
};
static_assert(std::ranges::adjacent_find(natives, std::ranges::greater_equal{}, &Named::name) == natives.end(),
              "in the order of their names, each once");

}  // namespace

Native native_check(std::string_view name) {
  const auto* const it = std::ranges::find(natives, name, &Named::name);
  return it == natives.end() ? nullptr : it->check;
}

std::span<const std::string_view> native_check_names() {
  static constexpr auto names = [] {
    std::array<std::string_view, natives.size()> out;
    std::ranges::transform(natives, out.begin(), &Named::name);
    return out;
  }();
  return names;
}

}  // namespace notewell::lint
