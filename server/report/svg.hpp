#pragma once
// The report's drawings, as SVG that stands in the page. Colours and letters are the page's (page.css), by class; what
// a drawing shows stands beside it as text or as a table as well.

#include <string>
#include <vector>

#include "report/report.hpp"

namespace notewell::report::svg {

/// A number of user units, with at most one decimal, the same on every machine.
[[nodiscard]] std::string number(double value);

/// How many of all, as parts of one bar: each a class of page.css and a number.
struct Part {
  std::string_view style;
  std::size_t number = 0;
};
[[nodiscard]] std::string bar(const std::vector<Part>& parts, std::size_t whole, int width, int height);

/// A scale's totals over time, on its bands.
[[nodiscard]] std::string scores(const ScoreSeries& series, const std::string& id);

/// Shares of notes by month, 0 to 100 %; a month without notes leaves a gap, one with few is drawn hollow.
inline constexpr std::size_t few_notes = 5;
[[nodiscard]] std::string sparkline(const std::vector<MonthCount>& months);

}  // namespace notewell::report::svg
