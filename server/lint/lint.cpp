#include "lint/lint.hpp"

#include <algorithm>

#include "lint/checks/checks.hpp"

namespace notewell::lint {
namespace {

template <class... Functions>
struct Overload : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overload(Functions...) -> Overload<Functions...>;

Findings run(const Rule& rule, Context& context) {
  return std::visit(Overload{[&](const FieldCheck& check) { return check_field(rule, check, context); },
                             [&](const EvidenceCheck& check) {
                               return check_evidence(rule, check, context.note, context.evidence());
                             },
                             [&](const MentionCheck& check) { return check_mention(rule, check, context); },
                             [&](const PhraseCheck& check) { return check_phrase(rule, check, context); },
                             [&](const ElementCheck& check) { return check_element(rule, check, context); },
                             [&](const WordingCheck& check) { return check_wording(rule, check, context); },
                             [&](const NativeCheck& check) { return native_check(check.name)(rule, context); }},
                    rule.check);
}

/// Plans and the clinician's private notes are no session notes: only what holds for any file is asked of them. An
/// intake or a discharge summary is a session note that need not tell of interventions.
bool concerns(const Rule& rule, const note::Note& note) {
  switch (note.kind) {
    case note::FileKind::treatment_plan:
    case note::FileKind::psychotherapy_note:
      return rule.group == "meta" || rule.group == "thread" || rule.id == "unfilled-placeholder" ||
             rule.id == "privacy-mixed";
    case note::FileKind::no_show:
      return rule.group == "meta" || rule.group == "record" || rule.id == "unfilled-placeholder" ||
             rule.id == "client-missing" || rule.id == "date-of-service-missing" || rule.id == "malformed-date" ||
             rule.id == "date-in-future";
    case note::FileKind::intake:
    case note::FileKind::discharge:
      return rule.group != "intervention";
    case note::FileKind::progress_note:
      return true;
  }
  return true;
}

/// A tick that the narrative contradicts is to be corrected, not backed.
void spare_contradicted(Findings& findings) {
  std::vector<text::Span> contradicted;
  for (const Finding& finding : findings) {
    if (finding.rule->id == "narrative-contradicts-option") contradicted.push_back(finding.span);
  }
  std::ranges::sort(contradicted);
  std::erase_if(findings, [&](const Finding& finding) {
    return std::holds_alternative<EvidenceCheck>(finding.rule->check) &&
           std::ranges::binary_search(contradicted, finding.span);
  });
}

void complete(Finding& finding, Severity severity) {
  const Rule& rule = *finding.rule;
  const bool steps = finding.gentler && severity != Severity::hint;
  const auto own = steps ? static_cast<Severity>(static_cast<int>(severity) + 1) : severity;
  finding.severity = finding.hint_only ? Severity::hint : own;
  finding.message =
      with_arguments(rule.message.what, finding.arguments) + " " + with_arguments(rule.message.do_, finding.arguments);
  finding.why = with_arguments(rule.message.why, finding.arguments);
}

}  // namespace

std::string with_arguments(std::string_view pattern,
                           const std::vector<std::pair<std::string, std::string>>& arguments) {
  std::string out;
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    const std::size_t close = open == std::string_view::npos ? open : pattern.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = pattern.substr(open + 1, close - open - 1);
    const auto it = std::ranges::find(arguments, name, &std::pair<std::string, std::string>::first);
    if (it == arguments.end()) {
      out += pattern.substr(0, open + 1);
      pattern.remove_prefix(open + 1);
      continue;
    }
    out += pattern.substr(0, open);
    out += it->second;
    pattern.remove_prefix(close + 1);
  }
  return out += pattern;
}

std::vector<Finding> lint(const note::Note& note, const RuleSet& rules, const Settings& settings,
                          const std::stop_token& stop) {
  Kept kept(std::shared_ptr<const note::Note>(std::shared_ptr<const note::Note>(), &note));
  return lint(kept, rules, settings, stop);
}

std::vector<Finding> lint(Kept& kept, const RuleSet& rules, const Settings& settings, const std::stop_token& stop) {
  const note::Note& note = kept.note();
  const bool as_signed =
      settings.strictness.value_or(note.signed_ ? Strictness::as_signed : Strictness::draft) == Strictness::as_signed;
  const auto severity = [&](const Rule& rule) { return severity_of(rule, settings.profile.get(), as_signed); };
  Context context(kept, rules, settings);
  Findings findings;
  for (const Rule& rule : rules.rules) {
    if (stop.stop_requested()) break;
    if (!concerns(rule, note) || !severity(rule)) continue;
    for (Finding& finding : run(rule, context)) findings.push_back(std::move(finding));
  }
  spare_contradicted(findings);
  apply_directives(context, findings);
  std::erase_if(findings, [&](const Finding& finding) { return !severity(*finding.rule); });  // those of directives
  for (Finding& finding : findings) complete(finding, severity(*finding.rule).value_or(Severity::hint));
  const auto place = [](const Finding& finding) {
    return std::tuple(finding.span, std::string_view(finding.rule->id));
  };
  std::ranges::stable_sort(findings, {}, place);
  const auto same = [&](const Finding& one, const Finding& other) { return place(one) == place(other); };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
  return findings;
}

}  // namespace notewell::lint
