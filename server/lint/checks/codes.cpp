// Service codes and the minutes they stand for (CPT; minutes by APA Services and Novitas, see the rule's sources).

#include <algorithm>

#include "lint/checks/checks.hpp"
#include "lint/readings.hpp"

namespace notewell::lint {
namespace {

bool holds(const note::ServiceCode& code, int minutes) {
  return minutes >= code.least_minutes && (code.most_minutes == 0 || minutes <= code.most_minutes);
}

}  // namespace

Findings service_code_unknown(const Rule& rule, Context& context) {
  Findings findings;
  for (const CodeAt& at : service_codes(context.note)) {
    if (at.known != nullptr) continue;
    Finding finding = finding_at(rule, at.span);
    finding.arguments.emplace_back("code", at.code);
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings duration_outside_code(const Rule& rule, Context& context) {
  const auto minutes = session_times(context.note).minutes;
  if (!minutes || *minutes <= 0) return {};
  const auto codes = service_codes(context.note);
  const bool longer_crisis = std::ranges::any_of(codes, [](const CodeAt& at) { return at.code == "90840"; });
  for (const CodeAt& at : codes) {
    if (at.known == nullptr || !at.known->timed || at.code == "90840") continue;
    if (at.known->least_minutes == 0 && at.known->most_minutes == 0) continue;
    // The whole visit of an add-on to an E/M service may be longer than its psychotherapy, and 90840 adds to 90839.
    const bool may_be_longer = at.known->add_on || (at.known->series == "crisis" && longer_crisis);
    if (may_be_longer ? *minutes >= at.known->least_minutes : holds(*at.known, *minutes)) continue;
    Finding finding = finding_at(rule, at.span);
    finding.arguments.emplace_back("code", at.code);
    finding.arguments.emplace_back("minutes", std::to_string(*minutes));
    for (const note::ServiceCode& other : context.note.vocabulary->service_codes()) {
      if (other.timed && other.code != at.code && other.code != "90840" && other.series == at.known->series &&
          !other.series.empty() && other.least_minutes != 0 && other.add_on == at.known->add_on &&
          holds(other, *minutes)) {
        finding.arguments.emplace_back("supported", other.code);
        break;
      }
    }
    return {finding};
  }
  return {};
}

std::optional<TimeReading> time_reading(const note::Note& note) {
  const SessionTimes times = session_times(note);
  if (!times.range || !times.minutes || *times.minutes <= 0) return std::nullopt;
  TimeReading reading{.span = times.span, .minutes = *times.minutes, .code = {}};
  std::string_view series = "individual";
  for (const CodeAt& at : service_codes(note)) {
    if (at.known == nullptr || !at.known->timed) continue;
    series = at.known->series;
    // A code of no series stands for itself.
    if (series.empty() && at.known->least_minutes != 0 && holds(*at.known, reading.minutes)) reading.code = at.code;
    break;
  }
  for (const note::ServiceCode& code : note.vocabulary->service_codes()) {
    if (!series.empty() && code.series == series && code.timed && code.least_minutes != 0 &&
        holds(code, reading.minutes)) {
      reading.code = code.code;
      break;
    }
  }
  return reading;
}

}  // namespace notewell::lint
