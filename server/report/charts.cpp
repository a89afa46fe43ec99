// The files by client: the golden thread from the plan's goals to the sessions, scores over time, elements.

#include <algorithm>
#include <filesystem>
#include <map>
#include <tuple>

#include "text/ascii.hpp"

#include "report/report.hpp"

namespace notewell::report {
namespace {

using chart::Facts;

/// The plan that the chart's notes are held against: of the newest note that has one.
Facts plan_of(const Report& report, const Chart& chart, const chart::Index& index) {
  for (auto file = chart.files.rbegin(); file != chart.files.rend(); ++file) {
    const Entry& entry = report.files[*file];
    if (entry.facts == nullptr) continue;
    if (Facts plan = index.plan_of(*entry.facts); plan != nullptr) return plan;
    if (entry.facts->plan_link.empty() || !report.terms.plan_of) continue;
    if (Facts outside = report.terms.plan_of(entry); outside != nullptr) return outside;
  }
  return nullptr;
}

void gather_goals(const Report& report, Chart& chart, const chart::Index& index) {
  const Facts plan = plan_of(report, chart, index);
  if (plan == nullptr) return;
  chart.plan = plan->path();
  for (const chart::PlanGoal& goal : plan->goals) {
    GoalRow row{.id = goal.mark.id, .text = report.terms.narrative ? goal.text : std::string(), .addressed = {}};
    for (const std::size_t file : chart.sessions) row.addressed.push_back(report.files[file].facts->addresses(row.id));
    chart.goals.push_back(std::move(row));
  }
}

void gather_scores(const Report& report, Chart& chart) {
  std::map<std::string, ScoreSeries> by_id;
  for (const std::size_t file : chart.sessions) {
    const Entry& entry = report.files[file];
    if (!entry.facts->date()) continue;
    for (const chart::ScoreFact& score : entry.facts->scores) {
      ScoreSeries& series = by_id[score.instrument];
      if (series.points.empty()) {
        const auto known = entry.knowledge->vocabulary->instruments();
        const auto instrument = std::ranges::find(known, score.instrument, &note::Instrument::id);
        if (instrument == known.end()) continue;
        series.instrument = *instrument;
      }
      series.points.push_back({.file = file, .date = *entry.facts->date(), .total = score.total});
    }
  }
  for (auto& [id, series] : by_id)
    if (!series.points.empty()) chart.scores.push_back(std::move(series));
}

void count_elements(const Report& report, Chart& chart) {
  chart.elements.resize(report.elements.size());
  for (const std::size_t file : chart.sessions) {
    const auto& found = report.files[file].elements;
    for (std::size_t e = 0; e != std::min(found.size(), chart.elements.size()); ++e) {
      if (!found[e].asked) continue;
      ++chart.elements[e].first;
      if (!found[e].places.empty()) ++chart.elements[e].second;
    }
  }
  for (const auto& [asked, documented] : chart.elements) {
    chart.elements_asked += asked;
    chart.elements_documented += documented;
  }
}

/// Files without facts (psychotherapy notes) stand by themselves, under their folder.
std::string key_of(const Entry& entry) {
  const std::string folder = "\n" + std::filesystem::path(entry.path).parent_path().string();
  if (entry.facts == nullptr) return folder + "\npsychotherapy";
  return entry.facts->client().empty() ? folder : text::lower_case(entry.facts->client());
}

std::chrono::year_month_day date_of(const Entry& entry) {
  constexpr std::chrono::year_month_day never{std::chrono::year(0), std::chrono::month(1), std::chrono::day(1)};
  return entry.facts == nullptr ? never : entry.facts->date().value_or(never);
}

}  // namespace

const note::Instrument::Band* ScoreSeries::band_of(int total) const {
  const auto band =
      std::ranges::find_if(instrument.bands, [total](const auto& one) { return one.from <= total && total <= one.to; });
  return band == instrument.bands.end() ? nullptr : &*band;
}

void gather_charts(Report& report) {
  std::map<std::string, Chart> by_key;
  std::vector<chart::Index::Change> facts;
  for (std::size_t file = 0; file != report.files.size(); ++file) {
    const Entry& entry = report.files[file];
    if (entry.facts != nullptr) facts.push_back({.path = entry.facts->path(), .facts = entry.facts});
    Chart& chart = by_key[key_of(entry)];
    if (chart.files.empty()) {
      chart.client = entry.facts == nullptr ? "" : entry.facts->client();
      chart.folder = std::filesystem::path(entry.path).parent_path().string();
    }
    chart.files.push_back(file);
    if (report.failing[file]) ++chart.failing;
    for (const Finding& finding : entry.findings) ++chart.counts[static_cast<std::size_t>(finding.severity)];
  }
  const chart::Index index = chart::Index().with(facts);
  for (auto& [key, chart] : by_key) {
    std::ranges::stable_sort(chart.files, {}, [&report](std::size_t file) { return date_of(report.files[file]); });
    std::ranges::copy_if(chart.files, std::back_inserter(chart.sessions),
                         [&report](std::size_t file) { return report.files[file].is_session(); });
    gather_goals(report, chart, index);
    gather_scores(report, chart);
    count_elements(report, chart);
    report.charts.push_back(std::move(chart));
  }
  std::ranges::stable_sort(report.charts, [](const Chart& one, const Chart& other) {
    return std::tuple(other.failing, other.counts[0], other.counts[1]) <
           std::tuple(one.failing, one.counts[0], one.counts[1]);
  });
  report.in_chart.resize(report.files.size());
  for (std::size_t chart = 0; chart != report.charts.size(); ++chart)
    for (const std::size_t file : report.charts[chart].files) report.in_chart[file] = chart;
}

}  // namespace notewell::report
