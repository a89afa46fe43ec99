#include "report/svg.hpp"

namespace notewell::report::svg {
namespace {

constexpr double step = 14;
constexpr double height = 30;
constexpr double margin = 4;

std::string point(double x, double y, bool hollow) {
  return "<circle class=\"" + std::string(hollow ? "few" : "point") + "\" cx=\"" + number(x) + "\" cy=\"" + number(y) +
         "\" r=\"2.4\"/>";
}

}  // namespace

std::string sparkline(const std::vector<MonthCount>& months) {
  const double width = 2 * margin + step * static_cast<double>(months.empty() ? 0 : months.size() - 1);
  std::string out = "<svg class=\"spark\" width=\"" + number(width) + "\" height=\"" + number(height) +
                    "\" viewBox=\"0 0 " + number(width) + " " + number(height) + "\" aria-hidden=\"true\">";
  const auto line_at = [&](double y) {
    return "<path class=\"grid\" d=\"M0 " + number(y) + "H" + number(width) + "\"/>";
  };
  out += line_at(margin) + line_at(height - margin);
  std::string path;
  std::string points;
  bool drawing = false;
  for (std::size_t month = 0; month != months.size(); ++month) {
    const MonthCount& count = months[month];
    if (count.notes == 0) {
      drawing = false;
      continue;
    }
    const double share = static_cast<double>(count.failing) / static_cast<double>(count.notes);
    const double x = margin + step * static_cast<double>(month);
    const double y = height - margin - share * (height - 2 * margin);
    path += (drawing ? "L" : "M") + number(x) + " " + number(y);
    points += point(x, y, count.notes < few_notes);
    drawing = true;
  }
  return out + "<path class=\"line\" d=\"" + path + "\"/>" + points + "</svg>";
}

}  // namespace notewell::report::svg
