#include "report/report.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "report/render.hpp"
#include "report/wording.hpp"

namespace notewell::report {
namespace {

void count_files(Report& report) {
  constexpr std::size_t none = 4;
  for (const Entry& entry : report.files) {
    std::size_t worst = none;
    for (const Finding& finding : entry.findings) {
      const auto severity = static_cast<std::size_t>(finding.severity);
      ++report.counts[severity];
      worst = std::min(worst, severity);
    }
    const bool fails = worst <= static_cast<std::size_t>(report.terms.fails_at);
    report.failing.push_back(fails);
    const bool plan = entry.kind == note::FileKind::treatment_plan;
    ++(plan ? report.plans : report.notes);
    if (fails) ++(plan ? report.failing_plans : report.failing_notes);
    if (!plan) ++report.worst[worst];
  }
}

/// The elements of the program's vocabulary, which a practice can't add to.
void count_elements(Report& report) {
  if (report.files.empty()) return;
  for (const note::Element& element : report.files.front().knowledge->vocabulary->elements())
    report.elements.push_back({.id = element.id, .title = element.title, .asks = element.asks});
  for (const Entry& entry : report.files) {
    for (std::size_t e = 0; e != std::min(entry.elements.size(), report.elements.size()); ++e) {
      const bool found = !entry.elements[e].places.empty();
      if (found) ++report.elements[e].found;
      if (!entry.elements[e].asked) continue;
      ++report.elements[e].asked;
      if (found) ++report.elements[e].documented;
    }
  }
}

void count_profiles(Report& report) {
  std::map<std::string, ProfileUse> by_id;
  for (const Entry& entry : report.files) {
    const lint::Profile& profile = *entry.profile;
    ProfileUse& use = by_id[profile.id];
    if (use.files++ != 0) continue;
    use.id = profile.id;
    use.title = profile.title;
    for (const lint::Rule& rule : entry.knowledge->rules->rules)
      if (lint::severity_of(rule, &profile, true)) ++use.rules_on;
    for (const note::Element& element : entry.knowledge->vocabulary->elements())
      if (lint::asks(&profile, element.id)) use.asked.push_back(element.title);
    for (const std::string& id : profile.sources) {
      const auto authority = entry.knowledge->rules->authorities.find(id);
      if (authority != entry.knowledge->rules->authorities.end()) use.sources.push_back(named(authority->second));
    }
  }
  for (auto& [id, use] : by_id) report.profiles.push_back(std::move(use));
}

/// The longest folder that all paths begin with.
std::string common_folder(const std::vector<Entry>& files) {
  if (files.empty()) return {};
  std::string folder = files.front().path;
  for (const Entry& entry : files) {
    const auto differs = std::ranges::mismatch(folder, entry.path).in1;
    folder.erase(differs, folder.end());
  }
  folder.resize(folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/') + 1);
  return folder;
}

std::string title_of(const Report& report) {
  if (!report.terms.title.empty()) return report.terms.title;
  if (report.files.size() == 1) return std::filesystem::path(report.files.front().path).filename().string();
  if (report.charts.size() == 1 && !report.charts.front().client.empty()) return report.charts.front().client;
  return "Documentation report";
}

}  // namespace

const lint::Rule* Report::rule(const std::string& id) const {
  for (const Entry& entry : files)
    if (const lint::Rule* rule = entry.knowledge->rules->find(id); rule != nullptr) return rule;
  return nullptr;
}

bool is_report(std::string_view bytes) {
  constexpr std::size_t first_bytes = 2048;
  const auto begin = bytes.substr(0, first_bytes);
  return begin.find("<meta name=\"generator\" content=\"notewell ") != std::string_view::npos ||
         begin.starts_with("<!-- notewell report -->\n") || begin.starts_with("{\"format\":\"notewell-report\",");
}

Report assembled(std::vector<Entry> entries, Terms terms) {
  Report report;
  report.terms = std::move(terms);
  report.files = std::move(entries);
  std::ranges::stable_sort(report.files, {}, &Entry::path);
  report.folder = common_folder(report.files);
  count_files(report);
  count_elements(report);
  count_profiles(report);
  count_rules(report);
  choose_first_steps(report);
  gather_charts(report);
  gather_copies(report);
  gather_trend(report);
  report.title = title_of(report);
  return report;
}

}  // namespace notewell::report
