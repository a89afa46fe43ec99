// The share of notes that would fail, by clinician and month of service.

#include <algorithm>
#include <map>

#include "report/report.hpp"

namespace notewell::report {

void gather_trend(Report& report) {
  std::vector<std::size_t> dated;
  std::optional<std::chrono::year_month> from;
  std::optional<std::chrono::year_month> to;
  for (std::size_t file = 0; file != report.files.size(); ++file) {
    const Entry& entry = report.files[file];
    if (!entry.is_session() || !entry.facts->date() || *entry.facts->date() > report.terms.today) continue;
    const std::chrono::year_month month(entry.facts->date()->year(), entry.facts->date()->month());
    from = from ? std::min(*from, month) : month;
    to = to ? std::max(*to, month) : month;
    dated.push_back(file);
  }
  if (dated.empty()) return;
  Trend& trend = report.trend;
  const std::chrono::months most(static_cast<int>(Trend::most_months) - 1);
  for (auto month = std::max(*from, *to - most); month <= *to; month += std::chrono::months(1))
    trend.months.push_back(month);

  std::map<std::string, ClinicianTrend> by_name;
  trend.all.months.resize(trend.months.size());
  for (const std::size_t file : dated) {
    const chart::FileFacts& facts = *report.files[file].facts;
    const std::chrono::year_month month(facts.date()->year(), facts.date()->month());
    if (month < trend.months.front()) continue;
    const auto index = static_cast<std::size_t>((month - trend.months.front()).count());
    ClinicianTrend& clinician = by_name[facts.session.clinician];
    clinician.months.resize(trend.months.size());
    for (MonthCount* count : {&clinician.months[index], &clinician.total, &trend.all.months[index], &trend.all.total}) {
      ++count->notes;
      if (report.failing[file]) ++count->failing;
    }
  }
  for (auto& [name, clinician] : by_name) {
    clinician.name = name;
    trend.clinicians.push_back(std::move(clinician));
  }
}

}  // namespace notewell::report
