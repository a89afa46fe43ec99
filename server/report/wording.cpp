#include "report/wording.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace notewell::report {
std::string named(std::chrono::year_month month) {
  constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::string(names.at(static_cast<unsigned>(month.month()) - 1)) + " " +
         std::to_string(static_cast<int>(month.year()));
}

std::string grouped(std::size_t number) {
  constexpr std::ptrdiff_t group = 3;
  std::string out = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(out.size()) - group; at > 0; at -= group)
    out.insert(static_cast<std::size_t>(at), ",");
  return out;
}

std::string counted(std::size_t number, std::string_view one) {
  return grouped(number) + " " + std::string(one) + (number == 1 ? "" : "s");
}

int percent(std::size_t part, std::size_t whole) {
  constexpr int all = 100;
  if (part == 0 || whole == 0) return 0;
  if (part >= whole) return all;
  const double exact = all * static_cast<double>(part) / static_cast<double>(whole);
  return std::clamp(static_cast<int>(std::lround(exact)), 1, all - 1);
}

std::string named(const lint::Authority& authority) {
  std::string out = authority.title;
  for (const std::string& part : {authority.publisher, authority.year, authority.place})
    if (!part.empty()) out += ", " + part;
  return out;
}

}  // namespace notewell::report
