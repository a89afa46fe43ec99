#include "report/view.hpp"

#include <algorithm>

#include "note/clock.hpp"

#include "report/escape.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace notewell::report {
namespace {

std::string of_what(const Report& report) {
  std::string out = counted(report.notes, "note");
  if (report.plans != 0) out += " and " + counted(report.plans, "treatment plan");
  if (report.charts.size() > 1) out += " of " + counted(report.charts.size(), "chart");
  return out;
}

/// "2026-01-05 to 2026-11-20"; empty: no note has a date.
std::string period(const Report& report) {
  std::optional<std::chrono::year_month_day> from;
  std::optional<std::chrono::year_month_day> to;
  for (const Entry& entry : report.files) {
    if (!entry.is_session() || !entry.facts->date()) continue;
    from = from ? std::min(*from, *entry.facts->date()) : *entry.facts->date();
    to = to ? std::max(*to, *entry.facts->date()) : *entry.facts->date();
  }
  if (!from) return {};
  return *from == *to ? note::iso_date(*from) : note::iso_date(*from) + " to " + note::iso_date(*to);
}

std::string profile_titles(const Report& report) {
  std::string out;
  for (const ProfileUse& profile : report.profiles) out += (out.empty() ? "" : ", ") + profile.title;
  return out;
}

/// The rules that make most notes fail, by name: why.
Data reasons(const Report& report) {
  constexpr std::size_t most = 3;
  List out;
  for (const Step& step : report.first) {
    if (out.size() == most) break;
    const RuleFound& rule = report.rules[step.rule];
    out.push_back(Object{{"id", rule.id}, {"title", rule.title}, {"files", counted(step.files, "file")}});
  }
  return out;
}

}  // namespace

std::string link_to(const Report& report, const std::string& path, std::uint32_t line) {
  if (report.terms.links_from.empty()) return link_target(path, line);
  const auto whole = (report.terms.here / path).lexically_normal();
  const auto relative = whole.lexically_relative(report.terms.links_from);
  return link_target(relative.empty() ? whole.string() : relative.string(), line);
}

std::string gravest(const Report& report, std::size_t file) {
  const auto& findings = report.files[file].findings;
  const auto worst = std::ranges::min_element(findings, {}, &Finding::severity);
  return worst == findings.end() ? "none" : std::string(lint::name_of(worst->severity));
}

std::vector<std::size_t> element_columns(const Report& report) {
  std::vector<std::size_t> out;
  for (std::size_t e = 0; e != report.elements.size(); ++e)
    if (report.elements[e].asked != 0) out.push_back(e);
  if (is_compact(report)) return out;
  for (std::size_t e = 0; e != report.elements.size(); ++e)
    if (report.elements[e].asked == 0 && report.elements[e].found != 0) out.push_back(e);
  return out;
}

Data summary_view(const Report& report, Form form) {
  const auto number = [&report](std::size_t severity) { return report.worst.at(severity); };
  enum : std::size_t { error, warning, information, hint, none };
  const std::size_t little = number(information) + number(hint);
  Object out{
      {"failing", grouped(report.failing_notes)},
      {"notes", grouped(report.notes)},
      {"all_pass", Data(report.failing_notes == 0 && report.notes != 0)},
      {"one", Data(report.notes == 1)},
      {"has_notes", Data(report.notes != 0)},
      {"percent", std::to_string(percent(report.failing_notes, report.notes))},
      {"errors", grouped(number(error))},
      {"warnings", grouped(number(warning))},
      {"little", grouped(little)},
      {"clean", grouped(number(none))},
      {"plans", Data(report.plans != 0)},
      {"plan_count", counted(report.plans, "treatment plan")},
      {"failing_plans", grouped(report.failing_plans)},
      {"at_error", Data(report.terms.fails_at == lint::Severity::error)},
      {"reasons", reasons(report)},
      {"has_reasons", Data(!report.first.empty())},
      {"bar_html", std::string()},
  };
  if (form == Form::html)
    out["bar_html"] = Data(
        svg::bar({{"error", number(error)}, {"warning", number(warning)}, {"little", little}, {"clean", number(none)}},
                 report.notes, 1000, 18));
  return out;
}

Data steps_view(const Report& report, Form form) {
  List out;
  std::size_t failing = 0;
  for (const Step& step : report.first) failing += step.clears;
  std::size_t number = 0;
  for (const Step& step : report.first) {
    const RuleFound& rule = report.rules[step.rule];
    Object row{
        {"number", std::to_string(++number)},
        {"id", rule.id},
        {"title", rule.title},
        {"what", step.what_to_do},
        {"clears", grouped(step.clears)},
        {"percent", std::to_string(percent(step.clears, failing))},
        {"files", grouped(step.files)},
        {"failing_after", grouped(step.failing_after)},
        {"bar_html", std::string()},
    };
    if (form == Form::html) row["bar_html"] = Data(svg::bar({{"accent", step.clears}}, failing, 100, 8));
    out.push_back(row);
  }
  constexpr std::size_t first = 10;
  return folded(std::move(out), first);
}

Data rules_view(const Report& report, Form form) {
  const std::size_t most_places = is_compact(report) ? 15 : 60;
  List out;
  for (const RuleFound& rule : report.rules) {
    List places;
    for (const std::size_t file : rule.files) {
      for (const Finding& finding : report.files[file].findings) {
        if (finding.rule != rule.id || places.size() == most_places) continue;
        const std::uint32_t line = finding.range.start.line + 1;
        places.push_back(Object{{"place", report.label(file) + ":" + std::to_string(line)},
                                {"href", link_to(report, report.files[file].path, line)}});
      }
    }
    const std::size_t left = rule.findings - places.size();
    Object row{
        {"id", rule.id},
        {"title", rule.title},
        {"severity", std::string(lint::name_of(rule.gravest))},
        {"findings", grouped(rule.findings)},
        {"files", grouped(rule.files.size())},
        {"percent", std::to_string(percent(rule.files.size(), report.files.size()))},
        {"places", Data(places)},
        {"more", Data(left != 0)},
        {"left", grouped(left)},
        {"fails", Data(rule.failing_findings != 0)},
        {"bar_html", std::string()},
    };
    if (form == Form::html)
      row["bar_html"] = Data(svg::bar({{lint::name_of(rule.gravest), rule.files.size()}}, report.files.size(), 100, 8));
    out.push_back(row);
  }
  return out;
}

Data profiles_view(const Report& report) {
  List out;
  for (const ProfileUse& profile : report.profiles) {
    List asked;
    for (const std::string& title : profile.asked) asked.push_back(title);
    List sources;
    for (const std::string& source : profile.sources) sources.push_back(source);
    out.push_back(Object{{"id", profile.id},
                         {"title", profile.title},
                         {"files", counted(profile.files, "file")},
                         {"rules", counted(profile.rules_on, "rule")},
                         {"asked_count", std::to_string(profile.asked.size())},
                         {"asked", Data(asked)},
                         {"sources", Data(sources)}});
  }
  return out;
}

Data view(const Report& report, Form form) {
  List unread;
  for (const std::string& path : report.terms.unread) unread.push_back(path);
  return Object{
      {"title", report.title},
      {"of_what", of_what(report)},
      {"period", period(report)},
      {"today", note::iso_date(report.terms.today)},
      {"profile_titles", profile_titles(report)},
      {"version", report.terms.version},
      {"narrative", Data(report.terms.narrative)},
      {"several_charts", Data(report.charts.size() > 1)},
      {"some_unread", Data(!unread.empty())},
      {"unread_count", counted(unread.size(), "file")},
      {"unread", Data(unread)},
      {"compact", Data(is_compact(report))},
      {"chart_count", counted(report.charts.size(), "chart")},
      {"summary", summary_view(report, form)},
      {"steps", steps_view(report, form)},
      {"has_steps", Data(!report.first.empty())},
      {"rules", rules_view(report, form)},
      {"has_rules", Data(!report.rules.empty())},
      {"elements", elements_view(report, form)},
      {"has_elements", Data(!element_columns(report).empty())},
      {"charts", charts_view(report, form)},
      {"copies", copies_view(report, form)},
      {"copy_count", counted(report.copies.size(), "passage")},
      {"has_copies", Data(!report.copies.empty())},
      {"trend", trend_view(report, form)},
      {"has_trend", Data(report.trend.months.size() > 1 || report.trend.clinicians.size() > 1)},
      {"profiles", profiles_view(report)},
      {"pages", pages_view(report, form)},
  };
}

}  // namespace notewell::report
