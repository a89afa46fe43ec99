// How often sessions take place, held against how often the plan says.

#include <algorithm>
#include <chrono>
#include <set>

#include "lint/checks/checks.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::FileKind;
using std::chrono::sys_days;

/// Groups, families and the client alone are seen at rhythms of their own.
enum class Setting : std::uint8_t { alone, family, group };

struct Service {
  bool therapy = false;
  bool crisis = false;
  Setting setting = Setting::alone;
};

Service service_of(const note::Vocabulary& vocabulary, const SessionFacts& session) {
  Service out;
  for (const std::string& code : session.codes) {
    const note::ServiceCode* known = vocabulary.service_code(code);
    out.therapy = out.therapy || (known != nullptr && known->psychotherapy);
    out.crisis = out.crisis || code == "90839" || code == "90840";
    if (code == "90853") out.setting = Setting::group;
    if (code == "90846" || code == "90847" || code == "90849") out.setting = Setting::family;
  }
  return out;
}

/// The plan's rhythm: so many sessions of one setting in a period, and how far apart two may be.
struct Rhythm {
  int period = 0;    // days, as the longest of the plan's lines has it
  int sessions = 0;  // in one of them, at most
  int interval = 0;  // days
};

Rhythm rhythm_of(const std::vector<PlannedFrequency>& planned) {
  Rhythm out;
  std::set<std::pair<int, int>> different;  // every goal may repeat the same line
  for (const PlannedFrequency& one : planned) {
    different.emplace(one.sessions, one.days);
    out.period = std::max<int>(out.period, one.days);
    out.interval = std::max(out.interval, (one.days + one.sessions - 1) / one.sessions);
  }
  int sessions_by_days = 0;
  for (const auto& [sessions, days] : different) sessions_by_days += (sessions * out.period + days - 1) / days;
  out.sessions = sessions_by_days;
  return out;
}

bool tells_of_it(const Rule& rule, const Context& context, std::string_view option) {
  const std::string told = text::lower_case(context.note.text.bytes());
  return std::ranges::any_of(context.option(rule, option).list, [&](const std::string& word) {
    for (std::size_t at = told.find(word); at != std::string::npos; at = told.find(word, at + 1)) {
      if (at == 0 || !text::is_alphanumeric(told[at - 1])) return true;
    }
    return false;
  });
}

std::string counted(std::int64_t number, const std::string& noun) {
  return std::to_string(number) + " " + noun + (number == 1 ? "" : "s");
}

}  // namespace

Findings frequency_differs_from_plan(const Rule& rule, Context& context) {
  const note::Note& note = context.note;
  if (note.kind != FileKind::progress_note || context.chart() == nullptr) return {};
  const ChartView& chart = *context.chart();
  if (chart.plan == nullptr || chart.plan->frequencies.empty()) return {};
  const SessionFacts& own = own_facts(context);
  const Service service = service_of(*note.vocabulary, own);
  if (!own.date || !service.therapy || service.crisis) return {};
  if (chart.plan->date && *own.date < *chart.plan->date) return {};
  const Rhythm rhythm = rhythm_of(chart.plan->frequencies);
  const sys_days today(*own.date);
  // What the plan covered: from the day on which it was made.
  const sys_days since = chart.plan->date ? sys_days(*chart.plan->date) : sys_days::min();

  const SessionFacts* last_contact = nullptr;  // of any kind: a canceled appointment accounts for the time as well
  std::set<sys_days> days{today};              // with a session of this setting
  for (const SessionFacts* other : chart.chart) {
    if (other->kind == FileKind::treatment_plan || !other->date || sys_days(*other->date) > today) continue;
    const sys_days day(*other->date);
    if (day < today) last_contact = other;
    const Service theirs = service_of(*note.vocabulary, *other);
    if (day >= since && theirs.therapy && !theirs.crisis && theirs.setting == service.setting) days.insert(day);
  }
  const auto finding_of = [&](std::string found, const char* kind) {
    Finding finding = finding_at(rule, given_field(note, "date")->value);
    finding.arguments.emplace_back("planned", chart.plan->frequencies.front().told);
    finding.arguments.emplace_back("found", std::move(found));
    finding.arguments.emplace_back(kind, "yes");
    finding.related.push_back({.span = {},
                               .message = "What the plan says.",
                               .path = chart.plan->path,
                               .range = chart.plan->frequencies.front().place});
    return finding;
  };

  const auto within = [&](int length) {
    return static_cast<int>(
        std::ranges::count_if(days, [&](sys_days day) { return today - day < std::chrono::days(length); }));
  };
  constexpr int periods = 4;  // over so many, twice what was planned is no matter of one week's calendar
  const int more = number_option(rule, context, "more");
  int length = rhythm.period;
  bool often = more != 0 && within(length) >= rhythm.sessions + more;
  if (!often && more != 0) {
    length = periods * rhythm.period;
    often = within(length) >= 2 * periods * rhythm.sessions;
  }
  if (often && !tells_of_it(rule, context, "more_words"))
    return {finding_of(counted(within(length), "session") + " in " + counted(length, "day"), "often")};

  const int missed = number_option(rule, context, "missed");
  if (missed == 0 || last_contact == nullptr) return {};
  const auto gap = (today - std::max(sys_days(*last_contact->date), since)).count();
  if (gap < static_cast<std::int64_t>(rhythm.interval) * (missed + 2) || tells_of_it(rule, context, "gap_words"))
    return {};
  Finding finding = finding_of(counted(gap, "day") + " without a session", "gap");
  finding.related.push_back({.span = {},
                             .message = "The note before this one.",
                             .path = last_contact->path,
                             .range = last_contact->date_place});
  return {std::move(finding)};
}

}  // namespace notewell::lint
