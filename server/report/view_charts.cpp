// What stands of each chart: its notes, the elements they document, its goals by session, its scores.

#include <algorithm>
#include <functional>
#include <map>

#include "note/clock.hpp"

#include "report/escape.hpp"
#include "report/svg.hpp"
#include "report/view.hpp"
#include "report/wording.hpp"

namespace notewell::report {
namespace {

constexpr std::size_t sessions_in_a_row = 20;  // columns of one table of goals
constexpr std::size_t most_tables = 3;         // of goals that are open

std::string date_of(const Entry& entry) {
  return entry.facts != nullptr && entry.facts->date() ? note::iso_date(*entry.facts->date()) : "no date";
}

std::string kind_of(const Entry& entry) {
  switch (entry.kind) {
    case note::FileKind::progress_note:
      return "";
    case note::FileKind::treatment_plan:
      return "treatment plan";
    case note::FileKind::intake:
      return "intake";
    case note::FileKind::discharge:
      return "discharge";
    case note::FileKind::psychotherapy_note:
      return "psychotherapy note";
    case note::FileKind::no_show:
      return "no-show";
  }
  return "";
}

/// A rule's findings in one note: each with its message, or, where the report is large or holds no narrative, together.
/// `wanted` tells which severities are.
template <class Wanted>
List findings_of(const Report& report, std::size_t file, const Wanted& wanted) {
  const Entry& entry = report.files[file];
  const bool messages = report.terms.narrative && !is_compact(report);
  std::vector<const Finding*> sorted;
  for (const Finding& finding : entry.findings)
    if (wanted(finding.severity)) sorted.push_back(&finding);
  std::ranges::stable_sort(sorted, {}, [](const Finding* finding) { return finding->severity; });
  std::map<std::pair<std::string, lint::Severity>, std::size_t> groups;  // where each stands in `out`
  std::vector<std::pair<const Finding*, List>> out;
  for (const Finding* finding : sorted) {
    const std::uint32_t line = finding->range.start.line + 1;
    const Data place = Object{{"line", std::to_string(line)}, {"href", link_to(report, entry.path, line)}};
    const auto [known, is_new] = groups.try_emplace({finding->rule, finding->severity}, out.size());
    if (is_new || messages) {
      out.emplace_back(finding, List{place});
    } else {
      out[known->second].second.push_back(place);
    }
  }
  List list;
  for (const auto& [finding, places] : out) {
    const lint::Rule* rule = report.rule(finding->rule);
    list.push_back(Object{{"severity", std::string(lint::name_of(finding->severity))},
                          {"id", finding->rule},
                          {"title", rule == nullptr ? finding->rule : rule->title},
                          {"has_message", Data(messages)},
                          {"message", messages ? finding->message : ""},
                          {"places", Data(places)}});
  }
  return list;
}

Data notes_of(const Report& report, const Chart& chart) {
  List out;
  for (const std::size_t file : chart.files) {
    const Entry& entry = report.files[file];
    std::size_t asked = 0;
    std::size_t documented = 0;
    for (const ElementFound& element : entry.elements) {
      if (!element.asked) continue;
      ++asked;
      if (!element.places.empty()) ++documented;
    }
    std::string missing;
    for (std::size_t e = 0; e != entry.elements.size(); ++e)
      if (entry.elements[e].asked && entry.elements[e].places.empty())
        missing += (missing.empty() ? "" : ", ") + report.elements[e].title;
    const auto fails = [&report](lint::Severity severity) { return severity <= report.terms.fails_at; };
    const List findings = findings_of(report, file, fails);
    const auto advice =
        std::ranges::count_if(entry.findings, [&fails](const Finding& finding) { return !fails(finding.severity); });
    out.push_back(
        Object{{"date", date_of(entry)},
               {"kind", kind_of(entry)},
               {"path", report.label(file)},
               {"href", link_to(report, entry.path, 0)},
               {"fails", Data(static_cast<bool>(report.failing[file]))},
               {"standing", report.failing[file] ? "would fail" : "would pass"},
               {"gravest", gravest(report, file)},
               {"asked", Data(asked != 0)},
               {"elements", std::to_string(documented) + " of " + std::to_string(asked)},
               {"missing", missing.empty() ? "–" : missing},
               {"findings", Data(findings)},
               {"has_findings", Data(!findings.empty())},
               {"has_advice", Data(advice != 0)},
               {"advice_count", std::to_string(advice) + " of advice"},
               {"advice_told", Data(!is_compact(report))},
               {"advice", is_compact(report) ? Data(List{}) : Data(findings_of(report, file, std::not_fn(fails)))}});
  }
  return folded(std::move(out));
}

/// One session's cells of the heat map, in one string: a large report has tens of thousands.
std::string cells(const Entry& entry, const std::vector<std::size_t>& columns) {
  std::string out;
  for (const std::size_t e : columns) {
    const ElementFound& element = entry.elements[e];
    const bool found = !element.places.empty();
    out += found && element.asked ? "<td class=\"f\">yes</td>"
           : found                ? "<td class=\"x\">also</td>"
           : element.asked        ? "<td class=\"m\">no</td>"
                                  : "<td></td>";
  }
  return out;
}

Data heat_of(const Report& report, const Chart& chart, Form form) {
  List rows;
  const auto columns = element_columns(report);
  for (const std::size_t file : chart.sessions) {
    const Entry& entry = report.files[file];
    rows.push_back(Object{{"date", date_of(entry)}, {"cells_html", form == Form::html ? cells(entry, columns) : ""}});
  }
  return folded(std::move(rows), 100);
}

/// The goals by session, in tables that fit on paper.
Data threads_of(const Report& report, const Chart& chart) {
  List tables;
  const std::size_t count = chart.sessions.size();
  for (std::size_t from = 0; from < count; from += sessions_in_a_row) {
    const std::size_t to = std::min(count, from + sessions_in_a_row);
    List sessions;
    for (std::size_t at = from; at != to; ++at)
      sessions.push_back(Object{{"date", date_of(report.files[chart.sessions[at]])},
                                {"href", link_to(report, report.files[chart.sessions[at]].path, 0)}});
    List goals;
    for (const GoalRow& goal : chart.goals) {
      List marks;
      for (std::size_t at = from; at != to; ++at)
        marks.push_back(Object{{"addressed", Data(bool(goal.addressed[at]))}});
      const auto times = static_cast<std::size_t>(std::ranges::count(goal.addressed, true));
      goals.push_back(Object{{"id", goal.id.name()},
                             {"text", goal.text},
                             {"objective", Data(goal.id.objective != 0)},
                             {"never", Data(times == 0)},
                             {"times", std::to_string(times) + " of " + std::to_string(count)},
                             {"marks", Data(marks)}});
    }
    tables.push_back(Object{{"from", std::to_string(from + 1)},
                            {"to", std::to_string(to)},
                            {"count", std::to_string(count)},
                            {"sessions", Data(sessions)},
                            {"goals", Data(goals)}});
  }
  return folded(std::move(tables), most_tables);
}

std::string told(const ScoreSeries& series, const ScorePoint& point) {
  const auto* band = series.band_of(point.total);
  return std::to_string(point.total) + " on " + note::iso_date(point.date) +
         (band == nullptr ? "" : " (" + band->label + ")");
}

Data scores_of(const Report& report, const Chart& chart, const std::string& chart_id, Form form) {
  List out;
  for (const ScoreSeries& series : chart.scores) {
    List rows;
    for (const ScorePoint& point : series.points) {
      const auto* band = series.band_of(point.total);
      rows.push_back(Object{{"date", note::iso_date(point.date)},
                            {"total", std::to_string(point.total)},
                            {"band", band == nullptr ? "–" : band->label},
                            {"href", link_to(report, report.files[point.file].path, 0)}});
    }
    const std::string first = told(series, series.points.front());
    Object one{
        {"name", series.instrument.names.front()},
        {"told", series.points.size() == 1 ? first : "from " + first + " to " + told(series, series.points.back())},
        {"count", counted(series.points.size(), "total")},
        {"rows", Data(rows)},
        {"svg_html", std::string()}};
    if (form == Form::html) one["svg_html"] = Data(svg::scores(series, chart_id + "-" + escaped(series.instrument.id)));
    out.push_back(one);
  }
  return out;
}

/// The lines on which a note documents an element, each once.
List lines_of(const Report& report, const Entry& entry, std::size_t element) {
  List out;
  std::optional<std::uint32_t> last;
  for (const text::Range place : entry.elements[element].places) {
    const std::uint32_t line = place.start.line + 1;
    if (last == line) continue;
    last = line;
    out.push_back(Object{{"line", std::to_string(line)}, {"href", link_to(report, entry.path, line)}});
  }
  return out;
}

}  // namespace

Data charts_view(const Report& report, Form form) {
  constexpr std::size_t most_opened = 2;
  List out;
  std::size_t number = 0;
  for (const Chart& chart : report.charts) {
    const std::string id = "chart-" + std::to_string(++number);
    std::size_t left_out = 0;
    for (const GoalRow& goal : chart.goals)
      if (goal.id.objective == 0 && std::ranges::find(goal.addressed, true) == goal.addressed.end()) ++left_out;
    const std::string folder = chart.folder.empty() ? "this folder" : chart.folder;
    std::string last;
    for (const std::size_t file : chart.sessions)
      if (report.files[file].facts->date()) last = note::iso_date(*report.files[file].facts->date());
    out.push_back(Object{
        {"id", id},
        {"name", chart.client.empty() ? "No client named, in " + folder : chart.client},
        {"opened", Data(report.charts.size() <= most_opened)},
        {"file_count", counted(chart.files.size(), "file")},
        {"files", grouped(chart.files.size())},
        {"failing", grouped(chart.failing)},
        {"some_fail", Data(chart.failing != 0)},
        {"errors", grouped(chart.counts[0])},
        {"warnings", grouped(chart.counts[1])},
        {"elements_percent", std::to_string(percent(chart.elements_documented, chart.elements_asked))},
        {"elements_asked", Data(chart.elements_asked != 0)},
        {"left_out", counted(left_out, "goal")},
        {"goal_count", std::to_string(chart.goals.size())},
        {"last", last},
        {"notes", notes_of(report, chart)},
        {"heat", heat_of(report, chart, form)},
        {"has_sessions", Data(!chart.sessions.empty() && chart.elements_asked != 0)},
        {"threads", threads_of(report, chart)},
        {"has_goals", Data(!chart.goals.empty() && !chart.sessions.empty())},
        {"no_plan", Data(chart.goals.empty() && !chart.sessions.empty())},
        {"scores", scores_of(report, chart, id, form)},
        {"has_scores", Data(!chart.scores.empty())},
    });
  }
  return folded(std::move(out));
}

Data elements_view(const Report& report, Form form) {
  const auto columns = element_columns(report);
  List heads;
  for (const std::size_t e : columns)
    heads.push_back(Object{{"title", report.elements[e].title}, {"asked", Data(report.elements[e].asked != 0)}});

  std::vector<std::size_t> order = columns;
  std::erase_if(order, [&report](std::size_t e) { return report.elements[e].asked == 0; });
  std::ranges::stable_sort(order, {}, [&report](std::size_t e) {
    return static_cast<double>(report.elements[e].documented) / static_cast<double>(report.elements[e].asked);
  });
  const auto single = report.notes == 1 ? std::ranges::find_if(report.files, &Entry::is_session) : report.files.end();
  List rows;
  for (const std::size_t e : order) {
    const ElementCount& element = report.elements[e];
    const List places = single == report.files.end() ? List{} : lines_of(report, *single, e);
    Object row{{"places", Data(places)},
               {"found", Data(!places.empty())},
               {"title", element.title},
               {"asks", element.asks},
               {"documented", grouped(element.documented)},
               {"asked", grouped(element.asked)},
               {"percent", std::to_string(percent(element.documented, element.asked))},
               {"bar_html", std::string()}};
    if (form == Form::html) row["bar_html"] = Data(svg::bar({{"accent", element.documented}}, element.asked, 100, 8));
    rows.push_back(row);
  }

  List charts;
  std::size_t number = 0;
  for (const Chart& chart : report.charts) {
    ++number;
    if (chart.elements_asked == 0) continue;
    std::string cells_html;
    for (std::size_t e = 0; e != report.elements.size(); ++e) {
      if (report.elements[e].asked == 0) continue;
      const auto& [asked, documented] = chart.elements[e];
      if (asked == 0) {
        cells_html += "<td></td>";
        continue;
      }
      const int share = percent(documented, asked);
      constexpr int steps = 4;  // h0 to h4; 100 alone is h5
      const int step = share == 100 ? steps + 1 : share * (steps + 1) / 100;
      cells_html += "<td class=\"h" + std::to_string(step) + "\">" + std::to_string(share) + "</td>";
    }
    charts.push_back(Object{{"id", "chart-" + std::to_string(number)},
                            {"name", chart.client.empty() ? "No client named" : chart.client},
                            {"sessions", grouped(chart.sessions.size())},
                            {"cells_html", form == Form::html ? cells_html : std::string()}});
  }
  return Object{{"single", Data(single != report.files.end())},
                {"columns", Data(heads)},
                {"rows", Data(rows)},
                {"charts", folded(std::move(charts))}};
}

}  // namespace notewell::report
