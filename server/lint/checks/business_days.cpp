#include "lint/checks/business_days.hpp"

#include <algorithm>
#include <array>

namespace notewell::lint {
namespace {

using namespace std::chrono;

/// The weekday on which a holiday with a date of its own is kept.
sys_days kept_on(sys_days day) {
  const weekday fallen(day);
  if (fallen == Saturday) return day - days(1);
  return fallen == Sunday ? day + days(1) : day;
}

bool is_weekend(sys_days day) {
  const weekday fallen(day);
  return fallen == Saturday || fallen == Sunday;
}

}  // namespace

bool is_federal_holiday(sys_days day) {
  const year_month_day date(day);
  const year of = date.year();
  constexpr year first_juneteenth(2021);
  if (of >= first_juneteenth && day == kept_on(of / June / 19)) return true;
  // The new year's day may be kept on the last day of the year before.
  const std::array kept = {kept_on(of / January / 1),
                           kept_on((of + years(1)) / January / 1),
                           kept_on(of / July / 4),
                           kept_on(of / November / 11),
                           kept_on(of / December / 25),
                           sys_days(of / January / Monday[3]),
                           sys_days(of / February / Monday[3]),
                           sys_days(of / May / Monday[last]),
                           sys_days(of / September / Monday[1]),
                           sys_days(of / October / Monday[2]),
                           sys_days(of / November / Thursday[4])};
  return std::ranges::find(kept, day) != kept.end();
}

int business_days_between(sys_days from, sys_days to) {
  constexpr int most = 400;
  if (to - from > days(most)) return most;
  int count = 0;
  for (auto day = from + days(1); day <= to; day += days(1))
    count += is_weekend(day) || is_federal_holiday(day) ? 0 : 1;
  return count;
}

}  // namespace notewell::lint
