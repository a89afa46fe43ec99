#include <algorithm>

#include "note/clock.hpp"

#include "report/escape.hpp"
#include "report/svg.hpp"
#include "report/wording.hpp"

namespace notewell::report::svg {
namespace {

// User units; the page shows one as about a pixel.
constexpr double width = 720;
constexpr double left = 40;    // numbers of the scale
constexpr double right = 180;  // names of the bands
constexpr double top = 14;
constexpr double bottom = 30;  // dates
constexpr double height = 232;
constexpr double closest_labels = 30;
constexpr double closest_dates = 84;

/// From a series to the drawing.
struct Axes {
  int least = 0;
  int most = 1;
  std::chrono::sys_days from{};
  std::chrono::sys_days to{};

  [[nodiscard]] double x(std::chrono::year_month_day date) const {
    const double span = static_cast<double>((to - from).count());
    const double inner = width - left - right;
    constexpr double inset = 18;  // no point on the edge
    if (span == 0) return left + inner / 2;
    return left + inset +
           (inner - 2 * inset) * static_cast<double>((std::chrono::sys_days(date) - from).count()) / span;
  }
  [[nodiscard]] double y(double total) const {
    return height - bottom - (total - least) * (height - top - bottom) / std::max(1, most - least);
  }
};

Axes axes_of(const ScoreSeries& series) {
  Axes axes{.least = series.instrument.least,
            .most = series.instrument.most,
            .from = std::chrono::sys_days(series.points.front().date),
            .to = std::chrono::sys_days(series.points.back().date)};
  for (const ScorePoint& point : series.points) {
    axes.least = std::min(axes.least, point.total);
    axes.most = std::max(axes.most, point.total);
  }
  return axes;
}

std::string text_at(std::string_view style, double x, double y, const std::string& words) {
  return "<text class=\"" + std::string(style) + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\">" +
         escaped(words) + "</text>";
}

/// A zone for each band, the higher the darker, with its name and totals to the right.
std::string bands(const ScoreSeries& series, const Axes& axes) {
  constexpr double half = 0.5;  // a band reaches half way to the next
  constexpr double label_height = 4;
  constexpr std::size_t darkest = 4;
  std::string out;
  std::size_t index = 0;
  for (const auto& band : series.instrument.bands) {
    const double upper = axes.y(std::min(static_cast<double>(axes.most), band.to + half));
    const double lower = axes.y(std::max(static_cast<double>(axes.least), band.from - half));
    out += "<rect class=\"band band" + std::to_string(std::min(index++, darkest)) + "\" x=\"" + number(left) +
           "\" y=\"" + number(upper) + "\" width=\"" + number(width - left - right) + "\" height=\"" +
           number(lower - upper) + "\"/>";
    out += text_at("bandname", width - right + 8, (upper + lower) / 2 + label_height,
                   band.label + " " + std::to_string(band.from) + "–" + std::to_string(band.to));
  }
  return out;
}

std::string scale(const ScoreSeries& series, const Axes& axes) {
  constexpr double label_height = 4;
  std::vector<int> marks{axes.least, axes.most};
  for (const auto& band : series.instrument.bands)
    if (band.from > axes.least) marks.push_back(band.from);
  std::ranges::sort(marks);
  std::string out;
  double last = height * 2;
  for (const int mark : marks) {
    const double y = axes.y(mark);
    if (last - y < label_height * 3) continue;
    last = y;
    out += "<path class=\"grid\" d=\"M" + number(left) + " " + number(y) + "H" + number(width - right) + "\"/>" +
           text_at("tick", left - 8, y + label_height, std::to_string(mark));
  }
  return out;
}

std::string points(const ScoreSeries& series, const Axes& axes) {
  constexpr double above = 9;
  constexpr double below_axis = 20;
  std::string path;
  std::string marks;
  double last_label = -closest_labels;
  double last_date = -closest_dates;
  for (std::size_t index = 0; index != series.points.size(); ++index) {
    const ScorePoint& point = series.points[index];
    const double x = axes.x(point.date);
    const double y = axes.y(point.total);
    const bool end = index + 1 == series.points.size();
    path += (index == 0 ? "M" : "L") + number(x) + " " + number(y);
    marks += "<circle class=\"point\" cx=\"" + number(x) + "\" cy=\"" + number(y) + "\" r=\"3.5\"/>";
    // The last one is always told, and what would stand in its way is not.
    const double last_x = axes.x(series.points.back().date);
    if (end || (x - last_label >= closest_labels && last_x - x >= closest_labels)) {
      marks += text_at("value", x, y - above < top ? y + 2 * above : y - above, std::to_string(point.total));
      last_label = x;
    }
    if (end || (x - last_date >= closest_dates && last_x - x >= closest_dates)) {
      marks += text_at("date", x, height - bottom + below_axis, note::iso_date(point.date));
      last_date = x;
    }
  }
  return "<path class=\"line\" d=\"" + path + "\"/>" + marks;
}

}  // namespace

std::string scores(const ScoreSeries& series, const std::string& id) {
  const Axes axes = axes_of(series);
  const std::string& name = series.instrument.names.front();
  std::string shown;
  for (const ScorePoint& point : series.points)
    shown += (shown.empty() ? "" : "; ") + note::iso_date(point.date) + ": " + std::to_string(point.total);
  return "<svg class=\"scores\" viewBox=\"0 0 " + number(width) + " " + number(height) +
         "\" role=\"img\" aria-labelledby=\"" + id + "\"><title id=\"" + id + "\">" +
         escaped(name + " over time: " + shown) + "</title>" + bands(series, axes) + scale(series, axes) +
         points(series, axes) + "</svg>";
}

}  // namespace notewell::report::svg
