#pragma once
// What day and time it is where the clinician is, and how a day is written.

#include <chrono>
#include <string>

namespace notewell::note {

/// By the clock, in local time.
[[nodiscard]] std::chrono::year_month_day local_today();

/// Date and time as they stand under a note: "2026-11-20 16:10".
[[nodiscard]] std::string local_moment();

/// "2026-11-20".
[[nodiscard]] std::string iso_date(std::chrono::year_month_day date);

}  // namespace notewell::note
