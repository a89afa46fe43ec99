#include "lint/chart_view.hpp"

#include <algorithm>
#include <charconv>

#include "lint/checks/checks.hpp"
#include "note/block.hpp"
#include "note/treatment_plan.hpp"

namespace notewell::lint {

namespace {

/// "7", "#7", "7 of 12", "7/12"; 0 for anything else: "Session: individual".
std::uint16_t session_number(std::string_view value) {
  if (value.starts_with('#')) value.remove_prefix(1);
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc{}) return 0;
  const std::string_view rest = note::trimmed(value.substr(static_cast<std::size_t>(end - value.data())));
  return rest.empty() || rest.starts_with("of ") || rest.starts_with('/') ? number : std::uint16_t{0};
}

}  // namespace

text::Range GoalMark::last_number() const {
  const std::uint32_t from =
      number + (goal_digits != 0 && objective_digits != 0 ? std::uint32_t{goal_digits} + 1 : std::uint32_t{0});
  return {{line, from}, {line, from + (objective_digits != 0 ? objective_digits : goal_digits)}};
}

std::uint64_t documented_bits(const note::Note& note) {
  constexpr std::size_t bits = 64;
  const auto documented = note::documented_elements(note);
  std::uint64_t out = 0;
  for (std::size_t e = 0; e != std::min(bits, documented.size()); ++e) {
    if (!documented[e].empty()) out |= std::uint64_t{1} << e;
  }
  return out;
}

SessionFacts session_facts(const note::Note& note, text::PositionEncoding encoding, note::DateOrder dates) {
  constexpr std::size_t longest_value = 120;  // bytes of a header field
  SessionFacts out;
  out.kind = note.kind;
  const auto value = [&](std::string_view id) {
    const std::string_view whole = note.value(id);
    std::size_t end = std::min(whole.size(), longest_value);
    while (end != 0 && end != whole.size() && (static_cast<unsigned char>(whole[end]) & 0xC0U) == 0x80U) --end;
    return whole.substr(0, end);  // cut between characters
  };
  out.client = value("client");
  const std::string_view clinician = value("clinician");
  out.clinician = note::trimmed(clinician.substr(0, clinician.find(',')));
  if (const note::Field* field = given_field(note, "date"); field != nullptr) {
    out.date = note::parse_date(note.text.slice(field->value), dates);
    out.date_place = note.text.range(field->value, encoding);
  }
  const SessionTimes times = session_times(note);
  if (times.range) {
    out.start = times.range->start;
    out.minutes = std::max(0, times.range->minutes());
    out.time_place = note.text.range(times.span, encoding);
  } else {
    out.minutes = std::max(0, times.minutes.value_or(0));
  }
  if (const note::Field* field = given_field(note, "session-number"); field != nullptr) {
    out.number = session_number(note.text.slice(field->value));
    out.number_place = note.text.range(field->value, encoding);
  }
  if (note.kind == note::FileKind::treatment_plan) {
    out.frequencies = planned_frequencies(note, encoding);
    out.interventions = note::read_plan(note).interventions;
  }
  for (CodeAt& code : service_codes(note)) out.codes.push_back(std::move(code.code));
  out.diagnoses = diagnosis_codes(note);
  if (const note::Field* field = given_field(note, "diagnosis"); field != nullptr)
    out.diagnosis_place = note.text.range(field->value, encoding);
  return out;
}

}  // namespace notewell::lint
