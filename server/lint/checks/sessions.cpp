// Sessions held against each other: one session told twice, and two at one time.

#include <algorithm>

#include "lint/checks/checks.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::FileKind;

/// A session that took place, with what is compared.
std::optional<SessionFacts> own_session(const Context& context) {
  if (context.note.kind != FileKind::progress_note) return std::nullopt;
  const Profile* profile = context.settings.profile.get();
  SessionFacts own = session_facts(context.note, text::PositionEncoding::utf8,
                                   profile == nullptr ? note::DateOrder::month_first : profile->dates);
  if (!own.date || !own.start) return std::nullopt;
  return own;
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

Finding at_time(const Rule& rule, const Context& context, const SessionFacts& other, std::string message) {
  Finding finding = finding_at(rule, session_times(context.note).span);
  finding.related.push_back({.span = {}, .message = std::move(message), .path = other.path, .range = other.time_place});
  return finding;
}

}  // namespace

Findings duplicate_session(const Rule& rule, Context& context) {
  const auto own = own_session(context);
  if (!own || context.chart() == nullptr) return {};
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
  const auto own = own_session(context);
  if (!own || context.chart() == nullptr) return {};
  for (const SessionFacts* other : context.chart()->of_clinician) {
    if (other->kind != FileKind::progress_note || !other->start || one_encounter(*own, *other)) continue;
    const bool one_session = *other->start == *own->start && other->minutes == own->minutes;
    if (one_session && (same_client(*own, *other) || (is_group(*own) && is_group(*other)))) continue;
    const bool overlap = *own->start < *other->start + other->minutes && *other->start < *own->start + own->minutes;
    if (overlap) return {at_time(rule, context, *other, "The other session at this time.")};
  }
  return {};
}

}  // namespace notewell::lint
