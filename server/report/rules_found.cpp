// Which rules found something, and what to put right first.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "report/report.hpp"

namespace notewell::report {
namespace {

/// What the rule's message says to do, with … for what differs from finding to finding.
std::string what_to_do(const lint::Rule* rule, const std::string& title) {
  if (rule == nullptr || rule->message.do_.empty()) return title;
  std::string out = rule->message.do_;
  for (std::size_t at = out.find('{'); at != std::string::npos; at = out.find('{', at + 1)) {
    const std::size_t end = out.find('}', at);
    if (end != std::string::npos) out.replace(at, end + 1 - at, "…");
  }
  return out;
}

}  // namespace

void count_rules(Report& report) {
  std::map<std::string, RuleFound> by_id;
  for (std::size_t file = 0; file != report.files.size(); ++file) {
    for (const Finding& finding : report.files[file].findings) {
      RuleFound& found = by_id[finding.rule];
      found.gravest = std::min(found.gravest, finding.severity);
      ++found.counts[static_cast<std::size_t>(finding.severity)];
      ++found.findings;
      if (finding.severity <= report.terms.fails_at) ++found.failing_findings;
      if (found.files.empty() || found.files.back() != file) found.files.push_back(file);
    }
  }
  for (auto& [id, found] : by_id) {
    found.id = id;
    const lint::Rule* rule = report.rule(id);
    found.title = rule == nullptr ? id : rule->title;
    found.group = rule == nullptr ? "" : rule->group;
    report.rules.push_back(std::move(found));
  }
  std::ranges::sort(report.rules, [](const RuleFound& one, const RuleFound& other) {
    return std::tuple(other.failing_findings, other.findings, std::string_view(one.id)) <
           std::tuple(one.failing_findings, one.findings, std::string_view(other.id));
  });
}

void choose_first_steps(Report& report) {
  // A finding belongs to one rule, so the rule that clears most is the one with the most findings, whatever came
  // before.
  std::vector<std::set<std::string_view>> standing(report.files.size());  // rules that make the file fail
  for (std::size_t file = 0; file != report.files.size(); ++file)
    for (const Finding& finding : report.files[file].findings)
      if (finding.severity <= report.terms.fails_at) standing[file].insert(finding.rule);
  std::size_t failing = report.failing_notes + report.failing_plans;
  for (std::size_t index = 0; index != report.rules.size(); ++index) {
    const RuleFound& found = report.rules[index];
    if (found.failing_findings == 0) break;
    Step step{.rule = index, .what_to_do = what_to_do(report.rule(found.id), found.title)};
    step.clears = found.failing_findings;
    for (const std::size_t file : found.files) {
      if (standing[file].erase(found.id) == 0) continue;
      ++step.files;
      if (standing[file].empty()) --failing;
    }
    step.failing_after = failing;
    report.first.push_back(std::move(step));
  }
}

}  // namespace notewell::report
