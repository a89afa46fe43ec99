#include <cmath>

#include <boost/json.hpp>

#include "note/clock.hpp"
#include "text/utf8.hpp"

#include "report/render.hpp"
#include "report/wording.hpp"

namespace notewell::report {
namespace {

namespace json = boost::json;

json::string shown(std::string_view text) {
  return json::string(text::valid_utf8(text));
}

json::object position(text::Position position) {
  return {{"line", position.line}, {"character", position.character}};
}

json::object range_of(text::Range range) {
  return {{"start", position(range.start)}, {"end", position(range.end)}};
}

json::value date_or_null(const std::optional<std::chrono::year_month_day>& date) {
  return date ? json::value(note::iso_date(*date)) : json::value(nullptr);
}

json::object counts_of(const Counts& counts) {
  json::object out;
  for (std::size_t severity = 0; severity != counts.size(); ++severity)
    out[lint::name_of(static_cast<lint::Severity>(severity))] = counts[severity];
  return out;
}

json::object summary_of(const Report& report) {
  return {{"notes", report.notes},
          {"failing_notes", report.failing_notes},
          {"plans", report.plans},
          {"failing_plans", report.failing_plans},
          {"fails_at", lint::name_of(report.terms.fails_at)},
          {"findings", counts_of(report.counts)}};
}

json::array first_of(const Report& report) {
  json::array out;
  for (const Step& step : report.first)
    out.push_back(json::object{{"rule", report.rules[step.rule].id},
                               {"do", shown(step.what_to_do)},
                               {"clears", step.clears},
                               {"files", step.files},
                               {"failing_after", step.failing_after}});
  return out;
}

json::array rules_of(const Report& report) {
  json::array out;
  for (const RuleFound& rule : report.rules)
    out.push_back(json::object{{"id", rule.id},
                               {"title", shown(rule.title)},
                               {"severity", lint::name_of(rule.gravest)},
                               {"findings", counts_of(rule.counts)},
                               {"files", rule.files.size()}});
  return out;
}

json::array findings_of(const Report& report, const Entry& entry) {
  json::array out;
  for (const Finding& finding : entry.findings) {
    json::object one{{"rule", finding.rule}, {"severity", lint::name_of(finding.severity)}};
    if (report.terms.narrative) one["message"] = shown(finding.message);
    one["range"] = range_of(finding.range);
    one["fixable"] = finding.fixable;
    out.push_back(std::move(one));
  }
  return out;
}

json::array elements_of(const Report& report, const Entry& entry) {
  json::array out;
  for (std::size_t e = 0; e != std::min(entry.elements.size(), report.elements.size()); ++e) {
    json::array found;
    for (const text::Range place : entry.elements[e].places) found.push_back(json::object{{"range", range_of(place)}});
    out.push_back(
        json::object{{"id", report.elements[e].id}, {"asked", entry.elements[e].asked}, {"found", std::move(found)}});
  }
  return out;
}

json::array files_of(const Report& report) {
  json::array out;
  for (std::size_t file = 0; file != report.files.size(); ++file) {
    const Entry& entry = report.files[file];
    json::object one{{"path", shown(entry.path)},
                     {"kind", note::name_of(entry.kind)},
                     {"fails", static_cast<bool>(report.failing[file])},
                     {"profile", entry.profile->id}};
    if (entry.facts != nullptr) {
      one["client"] = shown(entry.facts->client());
      one["clinician"] = shown(entry.facts->session.clinician);
      one["date"] = date_or_null(entry.facts->date());
      one["signed"] = entry.facts->is_signed;
    }
    one["findings"] = findings_of(report, entry);
    one["elements"] = elements_of(report, entry);
    out.push_back(std::move(one));
  }
  return out;
}

json::array goals_of(const Report& report, const Chart& chart) {
  json::array out;
  for (const GoalRow& goal : chart.goals) {
    json::array addressed;
    for (std::size_t session = 0; session != goal.addressed.size(); ++session)
      if (goal.addressed[session]) addressed.push_back(shown(report.files[chart.sessions[session]].path));
    json::object one{{"id", goal.id.name()}};
    if (report.terms.narrative) one["text"] = shown(goal.text);
    one["addressed_in"] = std::move(addressed);
    out.push_back(std::move(one));
  }
  return out;
}

json::array scores_of(const Report& report, const Chart& chart) {
  json::array out;
  for (const ScoreSeries& series : chart.scores) {
    json::array totals;
    for (const ScorePoint& point : series.points) {
      const auto* band = series.band_of(point.total);
      totals.push_back(json::object{{"path", shown(report.files[point.file].path)},
                                    {"date", note::iso_date(point.date)},
                                    {"total", point.total},
                                    {"band", band == nullptr ? json::value(nullptr) : json::value(band->label)}});
    }
    out.push_back(json::object{{"instrument", series.instrument.id}, {"totals", std::move(totals)}});
  }
  return out;
}

json::array charts_of(const Report& report) {
  json::array out;
  for (const Chart& chart : report.charts) {
    json::array files;
    for (const std::size_t file : chart.files) files.push_back(shown(report.files[file].path));
    out.push_back(json::object{{"client", shown(chart.client)},
                               {"files", std::move(files)},
                               {"failing", chart.failing},
                               {"findings", counts_of(chart.counts)},
                               {"plan", chart.plan.empty() ? json::value(nullptr) : json::value(shown(chart.plan))},
                               {"goals", goals_of(report, chart)},
                               {"scores", scores_of(report, chart)}});
  }
  return out;
}

json::string words_of(const std::vector<Stretch>& stretches) {
  std::string out;
  for (const Stretch& stretch : stretches) out += stretch.words;
  return shown(out);
}

json::array copies_of(const Report& report) {
  json::array out;
  for (const CopyPair& copy : report.copies) {
    constexpr double thousand = 1000;
    json::object one{{"path", shown(report.files[copy.file].path)},
                     {"range", range_of(copy.here)},
                     {"from", json::object{{"path", shown(copy.other)},
                                           {"range", range_of(copy.there)},
                                           {"date", date_or_null(copy.other_date)}}},
                     {"severity", lint::name_of(copy.severity)},
                     {"permille", std::lround(copy.share * thousand)},
                     {"words", copy.words},
                     {"same_client", copy.same_client},
                     {"more_files", copy.more}};
    if (report.terms.narrative) {
      one["text"] = words_of(copy.here_words);
      one["from"].as_object()["text"] = words_of(copy.there_words);
    }
    out.push_back(std::move(one));
  }
  return out;
}

json::object trend_of(const Report& report) {
  json::array months;
  for (const auto month : report.trend.months) months.push_back(json::string(note::iso_date(month / 1).substr(0, 7)));
  json::array clinicians;
  for (const ClinicianTrend& clinician : report.trend.clinicians) {
    json::array counts;
    for (const MonthCount& month : clinician.months)
      counts.push_back(json::object{{"notes", month.notes}, {"failing", month.failing}});
    clinicians.push_back(json::object{{"name", shown(clinician.name)}, {"months", std::move(counts)}});
  }
  return {{"months", std::move(months)}, {"clinicians", std::move(clinicians)}};
}

}  // namespace

std::string as_json(const Report& report) {
  json::array profiles;
  for (const ProfileUse& profile : report.profiles)
    profiles.push_back(json::object{
        {"id", profile.id}, {"title", shown(profile.title)}, {"files", profile.files}, {"rules", profile.rules_on}});
  json::array unread;
  for (const std::string& path : report.terms.unread) unread.push_back(shown(path));
  return json::serialize(json::object{{"format", "notewell-report"},
                                      {"version", 1},
                                      {"title", shown(report.title)},
                                      {"today", note::iso_date(report.terms.today)},
                                      {"narrative", report.terms.narrative},
                                      {"profiles", std::move(profiles)},
                                      {"unread", std::move(unread)},
                                      {"summary", summary_of(report)},
                                      {"first", first_of(report)},
                                      {"rules", rules_of(report)},
                                      {"files", files_of(report)},
                                      {"charts", charts_of(report)},
                                      {"copies", copies_of(report)},
                                      {"trend", trend_of(report)}}) +
         "\n";
}

}  // namespace notewell::report
