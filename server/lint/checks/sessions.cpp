// Sessions held against each other: one session told twice, two at one time, more than a day holds, and their numbers.

#include <algorithm>

#include "lint/checks/checks.hpp"
#include "note/clock.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::FileKind;

/// A session whose day is known, with what is compared; nullptr: the note is none.
const SessionFacts* dated_session(Context& context) {
  if (context.note.kind != FileKind::progress_note) return nullptr;
  const SessionFacts& own = own_facts(context);
  return own.date ? &own : nullptr;
}

/// The same with its time.
const SessionFacts* own_session(Context& context) {
  const SessionFacts* own = dated_session(context);
  return own != nullptr && own->start ? own : nullptr;
}

bool same_client(const SessionFacts& one, const SessionFacts& other) {
  return !one.client.empty() && text::lower_case(one.client) == text::lower_case(other.client);
}

bool is_group(const SessionFacts& session) {
  return std::ranges::find(session.codes, "90853") != session.codes.end();
}

/// Different codes for one client at one time are parts of one encounter, which two notes may tell.
bool one_encounter(const SessionFacts& one, const SessionFacts& other) {
  return same_client(one, other) && one.codes != other.codes;
}

/// The minutes that were spent: told, or the fewest that a timed code stands for.
int minutes_of(const note::Vocabulary& vocabulary, const SessionFacts& session) {
  if (session.minutes > 0) return session.minutes;
  int least = 0;
  for (const std::string& code : session.codes) {
    const note::ServiceCode* known = vocabulary.service_code(code);
    if (known != nullptr && known->timed) least = std::max<int>(least, known->least_minutes);
  }
  return least;
}

/// "12 hours", "12 hours 20 minutes".
std::string hours_and_minutes(int minutes) {
  constexpr int hour = 60;
  std::string out = std::to_string(minutes / hour) + " hours";
  if (minutes % hour != 0) out += " " + std::to_string(minutes % hour) + " minutes";
  return out;
}

bool same_clinician(const SessionFacts& one, const SessionFacts& other) {
  return one.clinician.empty() || other.clinician.empty() ||
         text::lower_case(one.clinician) == text::lower_case(other.clinician);
}

Finding at_time(const Rule& rule, const Context& context, const SessionFacts& other, std::string message) {
  Finding finding = finding_at(rule, session_times(context.note).span);
  finding.related.push_back({.span = {}, .message = std::move(message), .path = other.path, .range = other.time_place});
  return finding;
}

}  // namespace

Findings duplicate_session(const Rule& rule, Context& context) {
  const SessionFacts* own = own_session(context);
  if (own == nullptr || context.chart() == nullptr) return {};
  for (const SessionFacts* other : context.chart()->chart) {
    if (other->kind != FileKind::progress_note || other->date != own->date || other->start != own->start) continue;
    const bool clinicians_differ = !own->clinician.empty() && !other->clinician.empty() &&
                                   text::lower_case(own->clinician) != text::lower_case(other->clinician);
    if (!same_client(*own, *other) || own->codes != other->codes || clinicians_differ) continue;
    return {at_time(rule, context, *other, "The other note of this session.")};
  }
  return {};
}

Findings overlapping_sessions(const Rule& rule, Context& context) {
  const SessionFacts* own = own_session(context);
  if (own == nullptr || context.chart() == nullptr) return {};
  for (const SessionFacts* other : context.chart()->of_clinician) {
    if (other->kind != FileKind::progress_note || !other->start || one_encounter(*own, *other)) continue;
    const bool one_session = *other->start == *own->start && other->minutes == own->minutes;
    if (one_session && (same_client(*own, *other) || (is_group(*own) && is_group(*other)))) continue;
    const bool overlap = *own->start < *other->start + other->minutes && *other->start < *own->start + own->minutes;
    if (overlap) return {at_time(rule, context, *other, "The other session at this time.")};
  }
  return {};
}

Findings impossible_day(const Rule& rule, Context& context) {
  const SessionFacts* own = dated_session(context);
  const int allowed = number_option(rule, context, "hours") * 60;
  if (own == nullptr || context.chart() == nullptr || allowed == 0) return {};
  const note::Vocabulary& vocabulary = *context.note.vocabulary;
  const int here = minutes_of(vocabulary, *own);
  // Several notes tell of one encounter: the members of a group, several services for one client.
  std::vector<const SessionFacts*> counted;
  const auto is_counted = [&](const SessionFacts& session) {
    if (session.kind != FileKind::progress_note) return true;
    const auto same = [&](const SessionFacts& other) {
      return session.start && session.start == other.start &&
             (same_client(session, other) || (is_group(session) && is_group(other)));
    };
    return same(*own) || std::ranges::any_of(counted, [&](const SessionFacts* other) { return same(*other); });
  };
  int minutes = here;
  for (const SessionFacts* other : context.chart()->of_clinician) {
    // The day is full with the session that begins after the allowed hours were given; without a time, with any.
    if ((own->start && other->start && *other->start >= *own->start) || is_counted(*other)) continue;
    minutes += minutes_of(vocabulary, *other);
    counted.push_back(other);
  }
  if (here == 0 || minutes <= allowed) return {};
  Finding finding =
      finding_at(rule, own->start ? session_times(context.note).span : given_field(context.note, "date")->value);
  finding.arguments.emplace_back("total", hours_and_minutes(minutes));
  finding.arguments.emplace_back("sessions", std::to_string(counted.size() + 1));
  finding.arguments.emplace_back("allowed", hours_and_minutes(allowed));
  constexpr std::size_t most = 3;  // of the sessions, the others are found by the day
  for (std::size_t i = 0; i != std::min(most, counted.size()); ++i) {
    const SessionFacts& other = *counted[i];
    finding.related.push_back({.span = {},
                               .message = "Another session of this day.",
                               .path = other.path,
                               .range = other.start ? other.time_place : other.date_place});
  }
  return {std::move(finding)};
}

Findings session_number_out_of_order(const Rule& rule, Context& context) {
  const SessionFacts* own = dated_session(context);
  if (own == nullptr || own->number == 0 || context.chart() == nullptr) return {};
  const auto moment = [](const SessionFacts& session) { return std::pair(*session.date, session.start.value_or(0)); };
  // The session before this one in the same count: clinicians and groups have counts of their own.
  const SessionFacts* before = nullptr;
  for (const SessionFacts* other : context.chart()->chart) {
    const bool in_count = other->kind == FileKind::progress_note && other->date && other->number != 0 &&
                          same_clinician(*own, *other) && is_group(*own) == is_group(*other);
    if (in_count && moment(*other) < moment(*own) && (before == nullptr || moment(*before) < moment(*other)))
      before = other;
  }
  // Each authorization may begin its own count.
  if (before == nullptr || own->number == before->number + 1 || (own->number == 1 && before->number != 1)) return {};
  Finding finding = finding_at(rule, given_field(context.note, "session-number")->value);
  finding.arguments.emplace_back("number", std::to_string(own->number));
  finding.arguments.emplace_back("before", std::to_string(before->number));
  finding.arguments.emplace_back("date", note::iso_date(*before->date));
  finding.arguments.emplace_back("next", std::to_string(before->number + 1));
  finding.related.push_back(
      {.span = {}, .message = "The session before this one.", .path = before->path, .range = before->number_place});
  return {std::move(finding)};
}

}  // namespace notewell::lint
