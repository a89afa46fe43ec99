#include "note/date_time.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;
using text::is_digit;
using text::is_letter;
using text::lower;

/// Reads from the front of a text; every `take_` that fails leaves it where it was.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  void back_to(std::size_t at) { at_ = at; }
  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return done() ? '\0' : text_[at_]; }

  void blanks() {
    while (!done() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool take(std::string_view what) {
    if (!text_.substr(at_).starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  /// The same in any case; `what` is in lower case.
  bool take_word(std::string_view what) {
    const std::string_view rest = text_.substr(at_);
    if (rest.size() < what.size() || !std::ranges::equal(rest.substr(0, what.size()), what, {}, text::lower))
      return false;
    at_ += what.size();
    return true;
  }
  bool take_any(std::string_view marks) {
    if (done() || marks.find(text_[at_]) == std::string_view::npos) return false;
    ++at_;
    return true;
  }
  /// A number of `least` to `most` digits with no digit behind it.
  std::optional<int> number(std::size_t least, std::size_t most, std::size_t* digits = nullptr) {
    std::size_t end = at_;
    int value = 0;
    while (end < text_.size() && is_digit(text_[end]) && end - at_ < most) value = value * 10 + (text_[end++] - '0');
    if (end - at_ < least || (end < text_.size() && is_digit(text_[end]))) return std::nullopt;
    if (digits != nullptr) *digits = end - at_;
    at_ = end;
    return value;
  }
  /// A run of letters, in lower case; empty if there is none.
  std::string letters() {
    std::string out;
    while (!done() && is_letter(text_[at_])) out += lower(text_[at_++]);
    return out;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<unsigned> month_named(std::string_view name) {
  constexpr std::array<std::string_view, 12> names = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};
  if (name.size() < 3) return std::nullopt;
  for (unsigned i = 0; i != names.size(); ++i) {
    if (names.at(i).starts_with(name) || (name == "sept" && i == 8)) return i + 1;
  }
  return std::nullopt;
}

std::optional<year_month_day> valid(int y, unsigned m, unsigned d) {
  const year_month_day date{year{y}, month{m}, day{d}};
  return date.ok() ? std::optional(date) : std::nullopt;
}

/// A year of two or four digits.
std::optional<int> read_year(Reader& reader) {
  std::size_t digits = 0;
  const auto value = reader.number(2, 4, &digits);
  if (!value || digits == 3) return std::nullopt;
  if (digits == 4) return *value >= 1900 && *value <= 2199 ? value : std::nullopt;
  return *value < 70 ? 2000 + *value : 1900 + *value;
}

std::optional<year_month_day> read_iso(Reader& reader) {
  const auto y = reader.number(4, 4);
  if (!y || *y < 1900 || *y > 2199 || !reader.take_any("-/.")) return std::nullopt;
  const auto m = reader.number(1, 2);
  if (!m || !reader.take_any("-/.")) return std::nullopt;
  const auto d = reader.number(1, 2);
  return d ? valid(*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d)) : std::nullopt;
}

std::optional<year_month_day> read_numeric(Reader& reader, DateOrder order) {
  const auto first = reader.number(1, 2);
  const char mark = reader.peek();
  if (!first || !reader.take_any("/-.")) return std::nullopt;
  const auto second = reader.number(1, 2);
  if (!second || reader.peek() != mark || !reader.take_any("/-.")) return std::nullopt;
  const auto y = read_year(reader);
  if (!y) return std::nullopt;
  const auto one = static_cast<unsigned>(*first);
  const auto two = static_cast<unsigned>(*second);
  return order == DateOrder::month_first ? valid(*y, one, two) : valid(*y, two, one);
}

void skip_ordinal(Reader& reader) {
  const std::size_t here = reader.at();
  const std::string ending = reader.letters();
  if (ending != "st" && ending != "nd" && ending != "rd" && ending != "th") reader.back_to(here);
}

std::optional<year_month_day> read_month_first(Reader& reader) {
  const auto m = month_named(reader.letters());
  if (!m) return std::nullopt;
  reader.take(".");
  reader.blanks();
  const auto d = reader.number(1, 2);
  if (!d) return std::nullopt;
  skip_ordinal(reader);
  reader.take(",");
  reader.blanks();
  const auto y = read_year(reader);
  return y ? valid(*y, *m, static_cast<unsigned>(*d)) : std::nullopt;
}

std::optional<year_month_day> read_day_first(Reader& reader) {
  const auto d = reader.number(1, 2);
  if (!d) return std::nullopt;
  skip_ordinal(reader);
  reader.take_any("-");
  reader.blanks();
  const auto m = month_named(reader.letters());
  if (!m) return std::nullopt;
  reader.take_any(".,-");
  reader.take(",");
  reader.blanks();
  const auto y = read_year(reader);
  return y ? valid(*y, *m, static_cast<unsigned>(*d)) : std::nullopt;
}

enum class Meridiem : std::uint8_t { none, am, pm };

Meridiem read_meridiem(Reader& reader) {
  const std::size_t here = reader.at();
  reader.blanks();
  const bool adjacent = reader.at() == here;
  const char first = lower(reader.peek());
  if (first == 'a' || first == 'p') {
    reader.take_any("aApP");
    const std::size_t letter = reader.at();
    reader.take(".");
    const bool whole = reader.take_any("mM");
    if (whole) {
      reader.take(".");
    } else {
      reader.back_to(letter);  // "1:05p", the point is the sentence's
    }
    if ((whole || adjacent) && !is_letter(reader.peek())) return first == 'a' ? Meridiem::am : Meridiem::pm;
  }
  reader.back_to(here);
  return Meridiem::none;
}

/// A time of day as written: hour and minute before a meridiem is applied.
struct Clock {
  int hour = 0;
  int minute = 0;
  Meridiem meridiem = Meridiem::none;
  bool bare = false;         // an hour alone
  bool either_half = false;  // "2:30", "230": before noon or after it
};

std::optional<Clock> read_clock(Reader& reader) {
  std::size_t digits = 0;
  const auto value = reader.number(1, 4, &digits);
  if (!value) return std::nullopt;
  Clock clock;
  if (digits >= 3) {  // 1400
    clock.hour = *value / 100;
    clock.minute = *value % 100;
  } else {
    clock.hour = *value;
    const std::size_t here = reader.at();
    if (reader.take_any(":.h")) {
      const auto minute = reader.number(2, 2);
      if (minute) {
        clock.minute = *minute;
      } else {
        reader.back_to(here);
        clock.bare = true;
      }
    } else {
      clock.bare = true;
    }
  }
  clock.meridiem = read_meridiem(reader);
  const bool twelve = clock.meridiem != Meridiem::none;
  clock.either_half = !twelve && digits % 2 == 1;
  if (clock.minute > 59 || clock.hour > (twelve ? 12 : 23) || (twelve && clock.hour == 0)) return std::nullopt;
  return clock;
}

MinuteOfDay minute_of(const Clock& clock, Meridiem meridiem) {
  int hour = clock.hour;
  if (meridiem == Meridiem::am && hour == 12) hour = 0;
  if (meridiem == Meridiem::pm && hour < 12) hour += 12;
  return hour * 60 + clock.minute;
}

bool take_to(Reader& reader) {
  reader.blanks();
  const bool taken = reader.take("–") || reader.take("—") || reader.take("-") || reader.take("‑") || reader.take("−") ||
                     reader.take_word("to ") || reader.take_word("until ");
  reader.blanks();
  return taken;
}

Meridiem other(Meridiem meridiem) {
  return meridiem == Meridiem::am ? Meridiem::pm : Meridiem::am;
}

/// Whether a range reads as one sitting; a longer one is more likely a slip than a session.
bool plausible(TimeRange range) {
  constexpr int longest = 4 * 60;  // minutes
  return range.minutes() > 0 && range.minutes() <= longest;
}

/// Start and end where one of them, or neither, says am or pm: the meridiem carries over, or turns at noon or midnight
/// ("11:30-12:20 pm", "12:30-1:20"), whichever gives a session. What gives none stays as written, reversed.
TimeRange range_of(const Clock& start, const Clock& end) {
  const auto range = [&](Meridiem first, Meridiem last) {
    return TimeRange{.start = minute_of(start, first), .end = minute_of(end, last)};
  };
  const TimeRange written = range(start.meridiem, end.meridiem);
  constexpr int half_day = 12;  // a higher hour is of the 24-hour clock, with no meridiem to carry over
  if (start.meridiem == Meridiem::none && end.meridiem == Meridiem::none) {
    const TimeRange past_noon = range(Meridiem::none, Meridiem::pm);
    return start.hour > half_day || end.hour == 0 || end.hour >= half_day || written.minutes() > 0 ||
                   !plausible(past_noon)
               ? written
               : past_noon;
  }
  if (start.meridiem == Meridiem::none && start.hour <= half_day && start.hour != 0) {
    const TimeRange carried = range(end.meridiem, end.meridiem);
    const TimeRange turned = range(other(end.meridiem), end.meridiem);
    return carried.minutes() <= 0 && plausible(turned) ? turned : carried;
  }
  if (end.meridiem == Meridiem::none && end.hour <= half_day && end.hour != 0) {
    const TimeRange carried = range(start.meridiem, start.meridiem);
    const TimeRange turned = range(start.meridiem, other(start.meridiem));
    return carried.minutes() <= 0 && plausible(turned) ? turned : carried;
  }
  return written;
}

}  // namespace

std::optional<LeadingDate> leading_date(std::string_view text, DateOrder order) {
  Reader reader(text);
  const auto attempt = [&](auto read) -> std::optional<LeadingDate> {
    reader.back_to(0);
    const auto date = read();
    if (!date || is_digit(reader.peek())) return std::nullopt;
    return LeadingDate{.date = *date, .length = reader.at()};
  };
  if (const auto date = attempt([&] { return read_iso(reader); })) return date;
  if (const auto date = attempt([&] { return read_numeric(reader, order); })) return date;
  if (const auto date = attempt([&] { return read_month_first(reader); })) return date;
  return attempt([&] { return read_day_first(reader); });
}

std::optional<year_month_day> parse_date(std::string_view text, DateOrder order) {
  const auto found = leading_date(text, order);
  return found && found->length == text.size() ? std::optional(found->date) : std::nullopt;
}

std::optional<LeadingTime> leading_time(std::string_view text) {
  Reader reader(text);
  const auto clock = read_clock(reader);
  if (!clock || (clock->bare && clock->meridiem == Meridiem::none)) return std::nullopt;
  return LeadingTime{
      .minute = minute_of(*clock, clock->meridiem), .either_half = clock->either_half, .length = reader.at()};
}

std::optional<MinuteOfDay> parse_time(std::string_view text) {
  const auto found = leading_time(text);
  return found && found->length == text.size() ? std::optional(found->minute) : std::nullopt;
}

std::optional<TimeRange> parse_time_range(std::string_view text) {
  Reader reader(text);
  const bool between = reader.take("between ");
  const auto start = read_clock(reader);
  if (between && start) reader.blanks();
  if (!start || !(between ? reader.take("and ") : take_to(reader))) return std::nullopt;
  if (between) reader.blanks();
  const auto end = read_clock(reader);
  if (!end || !reader.done()) return std::nullopt;
  if (start->bare && end->bare && end->meridiem == Meridiem::none && start->meridiem == Meridiem::none)
    return std::nullopt;
  return range_of(*start, *end);
}

std::optional<int> parse_duration(std::string_view text) {
  Reader reader(text);
  const auto first = reader.number(1, 3);
  if (!first) return std::nullopt;
  if (reader.take(":")) {
    const auto minutes = reader.number(2, 2);
    return minutes && reader.done() && *minutes < 60 ? std::optional(*first * 60 + *minutes) : std::nullopt;
  }
  reader.take("-");
  reader.blanks();
  const std::string unit = reader.letters();
  const auto is_minutes = [](std::string_view word) {
    return word == "m" || word == "min" || word == "mins" || word == "minute" || word == "minutes";
  };
  reader.take(".");
  if (is_minutes(unit)) return reader.done() ? first : std::nullopt;
  if (unit != "h" && unit != "hr" && unit != "hrs" && unit != "hour" && unit != "hours") return std::nullopt;
  reader.blanks();
  if (reader.done()) return *first * 60;
  reader.take(",");
  reader.blanks();
  reader.take("and ");
  const auto minutes = reader.number(1, 2);
  reader.blanks();
  const std::string second = reader.letters();
  reader.take(".");
  const bool good = minutes && *minutes < 60 && (second.empty() || is_minutes(second)) && reader.done();
  return good ? std::optional(*first * 60 + *minutes) : std::nullopt;
}

}  // namespace notewell::note
