#include "lint/chart_view.hpp"

#include <algorithm>

#include "lint/checks/checks.hpp"
#include "note/block.hpp"

namespace notewell::lint {

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
  }
  for (CodeAt& code : service_codes(note)) out.codes.push_back(std::move(code.code));
  out.diagnoses = diagnosis_codes(note);
  if (const note::Field* field = given_field(note, "diagnosis"); field != nullptr)
    out.diagnosis_place = note.text.range(field->value, encoding);
  return out;
}

}  // namespace notewell::lint
