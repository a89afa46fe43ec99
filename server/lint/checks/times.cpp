// Dates and times of the session.

#include <algorithm>
#include <array>

#include "lint/checks/checks.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::Field;

constexpr std::array<std::string_view, 3> date_fields = {"date", "dob", "review"};
constexpr std::array<std::string_view, 3> time_fields = {"time", "start-time", "end-time"};

/// The date at the start of a value, a weekday before it passed over ("Fri, Nov 20, 2026").
std::optional<note::LeadingDate> date_of(std::string_view value, const Context& context) {
  const Profile* profile = context.settings.profile.get();
  const note::DateOrder order = profile == nullptr ? note::DateOrder::month_first : profile->dates;
  if (const auto date = note::leading_date(value, order)) return date;
  constexpr std::array<std::string_view, 7> days = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  std::size_t letters = 0;
  std::string start;
  while (letters < value.size() && ((value[letters] | 0x20) >= 'a' && (value[letters] | 0x20) <= 'z')) {
    if (letters < 3) start += static_cast<char>(value[letters] | 0x20);
    ++letters;
  }
  if (letters < 3 || std::ranges::find(days, start) == days.end()) return std::nullopt;
  while (letters < value.size() && (value[letters] == ' ' || value[letters] == ',' || value[letters] == '.')) ++letters;
  return note::leading_date(value.substr(letters), order);
}

bool is_time(std::string_view id, std::string_view value) {
  const std::string_view plain = time_value(value);
  if (note::parse_time(plain)) return true;
  return id == "time" && (note::parse_time_range(plain) || note::parse_duration(plain));
}

bool timed(const note::Note& note) {
  return std::ranges::any_of(service_codes(note),
                             [](const CodeAt& at) { return at.known != nullptr && at.known->timed; });
}

/// Start and stop are there, readable or not: an unreadable one is another rule's.
bool times_given(const note::Note& note) {
  const auto there = [&](std::string_view id) {
    const Field* field = note.field(id);
    return field != nullptr && !field->value.empty();
  };
  if (there("start-time") && there("end-time")) return true;
  const Field* field = note.field("time");
  if (field == nullptr || field->value.empty()) return false;
  const std::string_view value = time_value(note.text.slice(field->value));
  const bool start_only = note::parse_time(value) || note::parse_duration(value);
  return !start_only;
}

/// Where the profile does not ask for clock times, the minutes will do.
bool minutes_suffice(const Rule& rule, const Context& context) {
  return context.option(rule, "start_and_stop").text == "no" && session_times(context.note).minutes.has_value();
}

}  // namespace

Findings session_times_missing(const Rule& rule, Context& context) {
  const note::Note& note = context.note;
  if (times_given(note) || timed(note) || minutes_suffice(rule, context)) return {};
  const auto codes = service_codes(note);
  const bool untimed = !codes.empty() && std::ranges::all_of(codes, [](const CodeAt& at) {
    return at.known != nullptr && !at.known->timed;
  });
  const Field* duration = note.field("duration");
  if (untimed && duration != nullptr && !duration->value.empty()) return {};
  const Field* field = note.field("time");
  if (field != nullptr && field->value.empty()) return {finding_at(rule, field->name)};
  return {finding_at(rule, header_mark(note))};
}

Findings times_missing_for_timed_code(const Rule& rule, Context& context) {
  const note::Note& note = context.note;
  if (times_given(note) || minutes_suffice(rule, context)) return {};
  for (const CodeAt& at : service_codes(note)) {
    if (at.known == nullptr || !at.known->timed) continue;
    Finding finding = finding_at(rule, at.span);
    finding.arguments.emplace_back("code", at.code);
    return {finding};
  }
  return {};
}

namespace {

/// "01/1948", "1948": of a birthday some records keep no more.
bool is_part_of_date(std::string_view value) {
  constexpr std::size_t year_digits = 4;
  const std::string_view year = value.substr(value.find_last_of("/-") + 1);
  const std::string_view month = value.substr(0, value.size() - year.size());
  return year.size() == year_digits && std::ranges::all_of(year, text::is_digit) && month.size() <= 3 &&
         std::ranges::all_of(month, [](char c) { return text::is_digit(c) || c == '/' || c == '-'; });
}

}  // namespace

Findings malformed_date(const Rule& rule, Context& context) {
  Findings findings;
  for (const std::string_view id : date_fields) {
    const Field* field = given_field(context.note, id);
    if (field == nullptr) continue;
    const std::string_view value = context.note.text.slice(field->value);
    if (date_of(value, context) || (id == "dob" && is_part_of_date(value))) continue;
    Finding finding = finding_at(rule, field->value);
    finding.arguments.emplace_back("value", std::string(value));
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings malformed_time(const Rule& rule, Context& context) {
  Findings findings;
  for (const std::string_view id : time_fields) {
    const Field* field = given_field(context.note, id);
    if (field == nullptr) continue;
    const std::string_view value = context.note.text.slice(field->value);
    if (is_time(id, value)) continue;
    Finding finding = finding_at(rule, field->value);
    finding.arguments.emplace_back("value", std::string(value));
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings time_range_reversed(const Rule& rule, Context& context) {
  const SessionTimes times = session_times(context.note);
  if (!times.range || times.range->minutes() > 0) return {};
  Finding finding = finding_at(rule, times.span);
  finding.arguments.emplace_back("value", std::string(context.note.text.slice(times.span)));
  return {finding};
}

Findings date_in_future(const Rule& rule, Context& context) {
  const Field* field = given_field(context.note, "date");
  if (field == nullptr) return {};
  const std::string_view value = context.note.text.slice(field->value);
  const auto found = date_of(value, context);
  if (!found || std::chrono::sys_days(found->date) <= std::chrono::sys_days(context.settings.today)) return {};
  Finding finding = finding_at(rule, field->value);
  finding.arguments.emplace_back("value", std::string(value));
  return {finding};
}

}  // namespace notewell::lint
