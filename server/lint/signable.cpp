#include "lint/signable.hpp"

#include <algorithm>

namespace notewell::lint {

std::vector<AsSigned> as_signed(const Analysis& analysis) {
  std::vector<AsSigned> out;
  for (const Finding& finding : analysis.findings) {
    if (finding.rule->id == "signature-missing") continue;
    auto severity = severity_of(*finding.rule, analysis.profile.get(), true);
    if (severity && finding.hint_only) severity = Severity::hint;
    if (severity) out.push_back({.finding = &finding, .severity = *severity});
  }
  std::ranges::stable_sort(out, {}, &AsSigned::severity);
  return out;
}

std::size_t count_open(const Analysis& analysis, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count(as_signed(analysis), severity, &AsSigned::severity));
}

std::vector<std::string> rules_of_open_errors(const Analysis& analysis) {
  std::vector<std::string> out;
  for (const AsSigned& one : as_signed(analysis)) {
    if (one.severity == Severity::error) out.push_back(one.finding->rule->id);
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace notewell::lint
