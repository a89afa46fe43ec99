// What several checks read from a note's header.

#include <algorithm>
#include <array>
#include <charconv>

#include "lint/checks/checks.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using text::is_alphanumeric;
using text::is_digit;
using text::is_upper;
using text::Offset;
using text::Span;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Minutes in the forms of parse_duration(), or as a bare number, which a field for the duration says enough with.
std::optional<int> minutes_of(std::string_view value) {
  if (const auto minutes = note::parse_duration(value)) return minutes;
  constexpr std::size_t most_digits = 3;
  if (value.empty() || value.size() > most_digits || !std::ranges::all_of(value, is_digit)) return std::nullopt;
  int minutes = 0;
  for (const char digit : value) minutes = minutes * 10 + (digit - '0');
  return minutes;
}

}  // namespace

int number_option(const Rule& rule, const Context& context, std::string_view name) {
  int value = 0;
  const std::string& text = context.option(rule, name).text;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view time_value(std::string_view value) {
  constexpr std::array<std::string_view, 15> zones = {"EST", "EDT", "ET",  "CST", "CDT",  "CT",   "MST", "MDT",
                                                      "MT",  "PST", "PDT", "PT",  "AKST", "AKDT", "HST"};
  constexpr std::array<std::string_view, 3> hours = {"hrs.", "hrs", "hours"};
  const std::string_view plain = trimmed(value.substr(0, value.find_first_of("(,;/=[")));
  const std::size_t last = plain.find_last_of(" \t");
  if (last == std::string_view::npos) return plain;
  const std::string_view word = plain.substr(last + 1);
  const std::string_view before = trimmed(plain.substr(0, last));
  if (std::ranges::find(zones, word) != zones.end()) return before;
  // "1400-1453 hrs" names a clock, "2 hrs" a duration
  constexpr std::size_t clock_digits = 4;
  const bool clock =
      before.size() >= clock_digits && std::ranges::all_of(before.substr(before.size() - clock_digits), is_digit);
  return clock && std::ranges::find(hours, word) != hours.end() ? before : plain;
}

Finding finding_at(const Rule& rule, Span span) {
  Finding finding;
  finding.rule = &rule;
  finding.span = span;
  finding.anchor = span;
  return finding;
}

Offset text_begin(const note::Note& note) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  return note.text.bytes().starts_with(byte_order_mark) ? static_cast<Offset>(byte_order_mark.size()) : 0;
}

Span header_mark(const note::Note& note) {
  const auto behind_mark = [&](Span line) { return Span{std::max(line.begin, text_begin(note)), line.end}; };
  if (!note.front_matter.empty()) return behind_mark(note.text.line(note.text.line_of(note.front_matter.begin)));
  for (std::uint32_t i = 0; i != note.text.line_count(); ++i) {
    const Span line = behind_mark(note.text.line(i));
    if (!trimmed(note.text.slice(line)).empty()) return line;
  }
  return {0, 0};
}

bool holds_placeholder(const note::Note& note, Span span) {
  auto it = std::ranges::upper_bound(note.blocks, span.begin, {}, &note::Block::begin);
  if (it == note.blocks.begin()) return false;
  --it;
  return std::ranges::any_of(it->facts->placeholders, [&](Span inner) { return it->absolute(inner).overlaps(span); });
}

const note::Field* given_field(const note::Note& note, std::string_view id) {
  for (const note::Field& field : note.fields) {
    if (field.id == id && !field.value.empty() && !holds_placeholder(note, field.value)) return &field;
  }
  return nullptr;
}

const SessionFacts& own_facts(Context& context) {
  return context.shared<SessionFacts>([&] {
    const Profile* profile = context.settings.profile.get();
    return session_facts(context.note, text::PositionEncoding::utf8,
                         profile == nullptr ? note::DateOrder::month_first : profile->dates);
  });
}

SessionTimes session_times(const note::Note& note) {
  SessionTimes times;
  if (const note::Field* field = given_field(note, "time"); field != nullptr) {
    const std::string_view value = time_value(note.text.slice(field->value));
    times.range = note::parse_time_range(value);
    times.span = field->value;
    if (!times.range) times.minutes = note::parse_duration(value);
  }
  if (!times.range) {
    const note::Field* start = given_field(note, "start-time");
    const note::Field* end = given_field(note, "end-time");
    if (start != nullptr && end != nullptr) {
      const auto first = note::parse_time(time_value(note.text.slice(start->value)));
      const auto last = note::parse_time(time_value(note.text.slice(end->value)));
      if (first && last) {
        times.range = note::TimeRange{.start = *first, .end = *last};
        times.span = end->value;
      }
    }
  }
  if (times.range) {
    times.minutes = times.range->minutes();
  } else if (const note::Field* field = given_field(note, "duration"); field != nullptr) {
    times.minutes = minutes_of(time_value(note.text.slice(field->value)));
  }
  return times;
}

namespace {

void add_service_codes(const note::Note& note, const note::Field& field, std::vector<CodeAt>& codes) {
  const std::string_view value = note.text.slice(field.value);
  for (std::size_t at = 0; at < value.size();) {
    if (!is_alphanumeric(value[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < value.size() && is_alphanumeric(value[end])) ++end;
    const std::string_view word = value.substr(at, end - at);
    const bool after_dash = at != 0 && value[at - 1] == '-';
    // "90899X" is taken for a code, so that it can be told to be none.
    const std::string_view front = word.substr(0, word.size() > 5 ? word.size() - 1 : word.size());
    const bool digits = std::ranges::all_of(front, is_digit) && word.size() >= 4 && word.size() <= 6;
    const bool hcpcs = word.size() == 5 && is_upper(word[0]) && std::ranges::all_of(word.substr(1), is_digit);
    if ((digits || hcpcs) && !after_dash) {
      const auto begin = static_cast<Offset>(field.value.begin + at);
      codes.push_back({.code = std::string(word),
                       .span = {begin, begin + static_cast<Offset>(word.size())},
                       .known = note.vocabulary->service_code(word)});
    }
    at = end;
  }
}

}  // namespace

std::vector<CodeAt> service_codes(const note::Note& note) {
  std::vector<CodeAt> codes;
  for (const note::Field& field : note.fields) {
    if (field.id != "code" || field.value.empty() || holds_placeholder(note, field.value)) continue;
    // An add-on may have a field of its own; further down, "Services: …" is narrative.
    const bool header =
        note.header_end_block >= note.blocks.size() || field.name.begin < note.blocks[note.header_end_block].begin;
    if (codes.empty() || header) add_service_codes(note, field, codes);
  }
  return codes;
}

}  // namespace notewell::lint
