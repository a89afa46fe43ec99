#include "cli/option_kinds.hpp"

#include "note/date_time.hpp"

namespace notewell::cli {

std::optional<Error> take_date(const std::string& option, const std::string& text,
                               std::optional<std::chrono::year_month_day>& date) {
  if (text.empty()) return std::nullopt;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') date = note::parse_date(text);
  if (date) return std::nullopt;
  return Error{.where = option,
               .what = "“" + text + "” is not a date",
               .remedy = "Write it as year, month and day: 2026-11-23."};
}

}  // namespace notewell::cli
