#include "report/svg.hpp"
#include "report/view.hpp"
#include "report/wording.hpp"

namespace notewell::report {
namespace {

Data row_of(const ClinicianTrend& trend, const std::string& name, Form form) {
  List months;
  for (const MonthCount& month : trend.months) {
    months.push_back(Object{{"any", Data(month.notes != 0)},
                            {"few", Data(month.notes < svg::few_notes)},
                            {"percent", std::to_string(percent(month.failing, month.notes))},
                            {"failing", grouped(month.failing)},
                            {"notes", grouped(month.notes)}});
  }
  return Object{{"name", name},
                {"notes", grouped(trend.total.notes)},
                {"failing", grouped(trend.total.failing)},
                {"percent", std::to_string(percent(trend.total.failing, trend.total.notes))},
                {"months", Data(months)},
                {"spark_html", form == Form::html ? svg::sparkline(trend.months) : std::string()}};
}

}  // namespace

Data trend_view(const Report& report, Form form) {
  const Trend& trend = report.trend;
  List months;
  for (const auto month : trend.months) {
    const std::string whole = named(month);
    months.push_back(Object{{"name", whole}, {"month", whole.substr(0, 3)}, {"year", whole.substr(4)}});
  }
  List rows;
  for (const ClinicianTrend& clinician : trend.clinicians)
    rows.push_back(row_of(clinician, clinician.name.empty() ? "No clinician named" : clinician.name, form));
  return Object{{"months", Data(months)},
                {"clinicians", folded(std::move(rows))},
                {"several", Data(trend.clinicians.size() > 1)},
                {"few_notes", std::to_string(svg::few_notes)},
                {"all", row_of(trend.all, "All notes", form)}};
}

}  // namespace notewell::report
