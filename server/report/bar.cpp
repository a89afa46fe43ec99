#include <cmath>

#include "report/svg.hpp"

namespace notewell::report::svg {

std::string number(double value) {
  const auto tenths = std::lround(value * 10);
  std::string out = (tenths < 0 ? "-" : "") + std::to_string(std::labs(tenths) / 10);
  if (tenths % 10 != 0) out += "." + std::to_string(std::labs(tenths) % 10);
  return out;
}

std::string bar(const std::vector<Part>& parts, std::size_t whole, int width, int height) {
  const std::string size = std::to_string(width) + " " + std::to_string(height);
  std::string out =
      "<svg class=\"bar\" viewBox=\"0 0 " + size + "\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  double at = 0;
  out += "<rect class=\"track\" width=\"" + std::to_string(width) + "\" height=\"" + std::to_string(height) + "\"/>";
  for (const Part& part : parts) {
    if (part.number == 0 || whole == 0) continue;
    const double length = width * static_cast<double>(part.number) / static_cast<double>(whole);
    out += "<rect class=\"" + std::string(part.style) + "\" x=\"" + number(at) + "\" width=\"" + number(length) +
           "\" height=\"" + std::to_string(height) + "\"/>";
    at += length;
  }
  return out + "</svg>";
}

}  // namespace notewell::report::svg
