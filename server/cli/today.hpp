#pragma once
// The day that it is here.

#include <chrono>

namespace notewell::cli {

/// By the clock, in local time.
[[nodiscard]] std::chrono::year_month_day local_today();

}  // namespace notewell::cli
