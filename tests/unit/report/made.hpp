#pragma once
// Reports on notes that stand in the tests themselves.

#include <string>
#include <utility>
#include <vector>

#include "lint/analysis.hpp"

#include "report/report.hpp"

namespace notewell::test {

inline constexpr std::chrono::year_month_day today{std::chrono::year(2026), std::chrono::month(11),
                                                   std::chrono::day(23)};

inline report::Entry entry(const std::string& path, const std::string& text,
                           const std::vector<lint::CopiedPassage>& copies = {}) {
  lint::Settings settings;
  settings.today = today;
  settings.strictness = lint::Strictness::as_signed;
  if (!copies.empty()) settings.copied_of = [&copies](const note::Note&, const lint::CopyTerms&) { return copies; };
  return report::entry_of(*lint::analyse(text::Text(text), path, lint::builtin_knowledge(), settings), path, copies);
}

/// A note of which nothing but findings is asked, of which it has these.
inline report::Entry with_findings(const std::string& path,
                                   const std::vector<std::pair<std::string, lint::Severity>>& findings) {
  report::Entry out = entry(path, "---\nclient: MRN-1\ndate: 2026-11-20\n---\n");
  out.findings.clear();
  for (const auto& [rule, severity] : findings)
    out.findings.push_back({.rule = rule, .severity = severity, .range = {}, .message = {}});
  return out;
}

inline report::Report on(std::vector<report::Entry> entries) {
  return report::assembled(std::move(entries), {.today = today, .version = "test"});
}

}  // namespace notewell::test
