#pragma once
// Dates and times in the forms people write. Nothing here throws; a value that can't be read is std::nullopt.

#include <chrono>
#include <optional>
#include <string_view>

namespace notewell::note {

enum class DateOrder { month_first, day_first };

/// ISO 2026-11-20; 10/3/24 and 10-3-2024 by `order`; Oct 3, 2024; 3 October 2024. Two-digit years are 1970–2069. Text
/// behind the date is not accepted here: see leading_date().
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_date(std::string_view text,
                                                                    DateOrder order = DateOrder::month_first);

/// A date at the start of `text` and how many bytes it takes.
struct LeadingDate {
  std::chrono::year_month_day date;
  std::size_t length = 0;
};
[[nodiscard]] std::optional<LeadingDate> leading_date(std::string_view text, DateOrder order = DateOrder::month_first);

/// Minutes after midnight, 0–1439.
using MinuteOfDay = int;

/// A time of day at the start of `text` and how many bytes it takes.
struct LeadingTime {
  MinuteOfDay minute = 0;    // as written, where `either_half`
  bool either_half = false;  // "2:30" with nothing that tells morning from afternoon
  std::size_t length = 0;
};
[[nodiscard]] std::optional<LeadingTime> leading_time(std::string_view text);

/// 14:00, 2:00 pm, 2pm, 1400, 14.00.
[[nodiscard]] std::optional<MinuteOfDay> parse_time(std::string_view text);

/// A start and an end; `end` may be before `start` (time-range-reversed tells the clinician).
struct TimeRange {
  MinuteOfDay start = 0;
  MinuteOfDay end = 0;
  /// Negative if the range is reversed. From the evening to the small hours it crosses midnight.
  [[nodiscard]] int minutes() const {
    constexpr MinuteOfDay evening = 18 * 60;
    constexpr MinuteOfDay morning = 6 * 60;
    return end - start + (end < start && start >= evening && end <= morning ? 24 * 60 : 0);
  }
};

/// 14:00-14:53, 2-2:53pm (the meridiem carries over), 1400–1453, "2:00 pm to 2:53 pm", "between 2 and 2:53 pm".
[[nodiscard]] std::optional<TimeRange> parse_time_range(std::string_view text);

/// "53 min", "53 minutes", "0:53", "1 hour", "1 h 5 min": minutes.
[[nodiscard]] std::optional<int> parse_duration(std::string_view text);

}  // namespace notewell::note
