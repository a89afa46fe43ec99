#include "note/clock.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace notewell::note {
namespace {

std::tm local_now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm local{};
#ifdef _WIN32
  localtime_s(&local, &now);
#else
  localtime_r(&now, &local);
#endif
  return local;
}

}  // namespace

std::chrono::year_month_day local_today() {
  const std::tm now = local_now();
  return {std::chrono::year(now.tm_year + 1900), std::chrono::month(static_cast<unsigned>(now.tm_mon) + 1),
          std::chrono::day(static_cast<unsigned>(now.tm_mday))};
}

std::string local_moment() {
  const std::tm now = local_now();
  std::array<char, 32> out{};
  return {out.data(), std::strftime(out.data(), out.size(), "%Y-%m-%d %H:%M", &now)};
}

std::string iso_date(std::chrono::year_month_day date) {
  std::array<char, 32> out{};
  const int size = std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                 static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return {out.data(), static_cast<std::size_t>(size)};
}

}  // namespace notewell::note
