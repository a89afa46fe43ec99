#include "cli/option_kinds.hpp"

#include "note/date_time.hpp"

namespace notewell::cli {

std::optional<Error> read_today(const std::string& now, std::optional<std::chrono::year_month_day>& today) {
  if (now.empty()) return std::nullopt;
  if (now.size() == 10 && now[4] == '-' && now[7] == '-') today = note::parse_date(now);
  if (today) return std::nullopt;
  return Error{.where = "--now",
               .what = "“" + now + "” is not a date",
               .remedy = "Write it as year, month and day: 2026-11-23."};
}

}  // namespace notewell::cli
