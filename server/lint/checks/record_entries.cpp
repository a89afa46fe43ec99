// Signatures, late entries, addenda, and what the law keeps apart.

#include <algorithm>
#include <array>

#include "lint/checks/business_days.hpp"
#include "lint/checks/checks.hpp"
#include "note/seal.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::Note;
using text::is_digit;
using text::is_letter;
using text::is_upper;
using text::lower_case;
using text::Offset;
using text::Span;

bool is_name_byte(char c) {
  return is_letter(c) || static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-';
}

bool holds_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

bool in_addendum(const Note& note, Offset at) {
  const auto block = std::ranges::upper_bound(note.blocks, at, {}, &note::Block::begin);
  return block != note.blocks.begin() && note.sections[(block - 1)->section].addendum;
}

/// LCSW, Ph.D., "MA, NCC": of the vocabulary's list, or capital letters behind a comma.
bool holds_credentials(const Note& note, std::string_view text) {
  const auto known = note.vocabulary->suggestions("credentials");
  if (std::ranges::any_of(known, [&](const std::string& one) { return holds_word(text, one); })) return true;
  for (std::size_t at = text.find(','); at != std::string_view::npos; at = text.find(',', at + 1)) {
    std::size_t letters = 0;
    std::size_t i = at + 1;
    while (i < text.size() && text[i] == ' ') ++i;
    for (; i < text.size() && (is_upper(text[i]) || text[i] == '.' || text[i] == '-'); ++i) {
      if (is_upper(text[i])) ++letters;
    }
    constexpr std::size_t fewest = 2;
    if (letters >= fewest && (i == text.size() || !is_letter(text[i]))) return true;
  }
  return false;
}

/// The signatures under the note itself, not those of its addenda.
std::vector<Span> signatures(const Note& note) {
  std::vector<Span> out;
  for (const note::Field& field : note.fields) {
    if (field.id == "signed" && !field.value.empty() && !holds_placeholder(note, field.value) &&
        !in_addendum(note, field.value.begin)) {
      out.push_back(field.value);
    }
  }
  for (const note::Section& section : note.sections) {
    if (!out.empty() || !section.roles.has(note::Role::signature) || section.first_block + 1 >= section.end_block)
      continue;
    out.push_back({note.blocks[section.first_block + 1].begin, note.blocks[section.end_block - 1].span().end});
  }
  if (!out.empty() || !note.signed_) return out;
  // A closing line without a label: "Dana Whitecloud, LMFT, signed 11/16/26 5:05 PM".
  constexpr std::size_t last_blocks = 4;
  constexpr std::size_t longest = 160;  // bytes of a signature line
  for (auto it = note.blocks.rbegin();
       it != note.blocks.rend() && it - note.blocks.rbegin() < std::ptrdiff_t{last_blocks}; ++it) {
    const std::string_view bytes = it->facts->bytes;
    if (it->kind == note::BlockKind::field || it->kind == note::BlockKind::header_line) break;
    if (bytes.size() > longest || note.sections[it->section].addendum) continue;
    const std::string text = lower_case(bytes);
    if (text.find("signed") == std::string::npos && !text.starts_with("/s/") && !holds_credentials(note, bytes))
      continue;
    out.push_back(it->span());
    break;
  }
  return out;
}

/// A date in running text, and where it ends.
struct DateAt {
  std::chrono::year_month_day date;
  std::size_t begin = 0;
  std::size_t end = 0;
};

std::optional<DateAt> first_date(std::string_view text, note::DateOrder order = note::DateOrder::month_first) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((!is_digit(text[at]) && !is_letter(text[at])) ||
        (at != 0 && (is_digit(text[at - 1]) || is_letter(text[at - 1]))))
      continue;
    if (const auto date = note::leading_date(text.substr(at), order)) return DateAt{date->date, at, at + date->length};
  }
  return std::nullopt;
}

/// The clock time that follows a date: "16:10", "at 3:02 pm", "3:02p", "1610". "2:30" alone may be either half of the
/// day, and tells none.
std::optional<int> time_behind(std::string_view text) {
  std::size_t at = 0;
  const auto skip = [&] {
    while (at < text.size() && (text[at] == ' ' || text[at] == ',' || text[at] == '@' || text[at] == '\t')) ++at;
  };
  skip();
  if (lower_case(text.substr(at, 3)) == "at ") at += 3;
  skip();
  const auto time = note::leading_time(text.substr(at));
  return time && !time->either_half ? std::optional(time->minute) : std::nullopt;
}

/// When something was done, as far as it is told.
struct Moment {
  std::chrono::sys_days day;
  std::optional<int> minute;  // of the day
  Span span;                  // of the date
};

std::optional<Moment> moment_of(const Context& context, Span signature) {
  const Note& note = context.note;
  const std::string_view text = note.text.slice(signature);
  const Profile* profile = context.settings.profile.get();
  const auto date = first_date(text, profile == nullptr ? note::DateOrder::month_first : profile->dates);
  if (!date) return std::nullopt;
  return Moment{
      .day = date->date,
      .minute = time_behind(text.substr(date->end)),
      .span = {signature.begin + static_cast<Offset>(date->begin), signature.begin + static_cast<Offset>(date->end)}};
}

/// The end of the session, or its day.
std::optional<Moment> service_end(const Context& context) {
  const Note& note = context.note;
  const note::Field* field = given_field(note, "date");
  if (field == nullptr) return std::nullopt;
  auto moment = moment_of(context, field->value);
  if (!moment) return std::nullopt;
  moment->minute.reset();
  const SessionTimes times = session_times(note);
  if (times.range && times.range->minutes() >= 0) moment->minute = times.range->start + times.range->minutes();
  return moment;
}

/// A person's name: an initial and a capitalized word, or two capitalized words.
bool holds_name(const Note& note, std::string_view text) {
  std::size_t before_end = std::string_view::npos;
  bool before = false;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_name_byte(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_name_byte(text[end])) ++end;
    // "The PHQ", "Her GAD" are no names
    const bool plain_word =
        (note.vocabulary->word(text.substr(at, end - at)).cues & note::bit(note::Cue::function_word)) != 0;
    const bool capitalized = !plain_word && (is_upper(text[at]) || static_cast<unsigned char>(text[at]) >= 0xC3);
    const std::string_view gap =
        before_end == std::string_view::npos ? std::string_view{} : text.substr(before_end, at - before_end);
    if (capitalized && before && (gap == " " || gap == ". ") && end - at > 1) return true;
    before = capitalized && (end - at > 1 || (end < text.size() && text[end] == '.'));
    before_end = end;
    at = end;
  }
  return false;
}

/// A date, or a day and month ("11/22").
bool holds_date(std::string_view text) {
  if (first_date(text)) return true;
  for (std::size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1)) {
    if (at != 0 && is_digit(text[at - 1]) && at + 1 < text.size() && is_digit(text[at + 1])) return true;
  }
  return false;
}

Span first_line(const Note& note, Span span) {
  const std::size_t end = note.text.slice(span).find_first_of("\r\n");
  return end == std::string_view::npos ? span : Span{span.begin, span.begin + static_cast<Offset>(end)};
}

}  // namespace

Findings credentials_missing(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto signed_by = signatures(note);
  if (signed_by.empty()) return {};
  const auto& titles = context.option(rule, "titles").list;
  const auto qualified = [&](Span span) {
    const std::string_view text = note.text.slice(span);
    const std::string plain = lower_case(text);
    return holds_credentials(note, text) ||
           std::ranges::any_of(titles, [&](const std::string& title) { return holds_word(plain, title); });
  };
  if (std::ranges::any_of(signed_by, qualified)) return {};
  for (const note::Field& field : note.fields) {
    if ((field.id == "clinician" || field.id == "supervisor") && qualified(field.value)) return {};
  }
  Span name = first_line(note, signed_by.front());
  std::string_view text = note.text.slice(name);
  if (const auto date = first_date(text)) text = text.substr(0, date->begin);
  while (text.ends_with(' ') || text.ends_with(',') || text.ends_with(" on") || text.ends_with('-')) {
    text.remove_suffix(text.ends_with(" on") ? 3 : 1);
  }
  while (text.ends_with("–") || text.ends_with("—") || text.ends_with(' '))
    text.remove_suffix(text.ends_with(' ') ? 1 : 3);
  if (!holds_name(note, text)) return {};
  name.end = name.begin + static_cast<Offset>(text.size());
  Finding finding = finding_at(rule, name);
  finding.arguments.emplace_back("name", std::string(text));
  return {finding};
}

Findings signed_before_service(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto end = service_end(context);
  if (!end) return {};
  Findings findings;
  for (const Span signature : signatures(note)) {
    const auto at = moment_of(context, signature);
    if (!at) continue;
    const bool earlier_day = at->day < end->day;
    const bool earlier_hour = at->day == end->day && at->minute && end->minute && *at->minute < *end->minute;
    if (!earlier_day && !earlier_hour) continue;
    Finding finding = finding_at(rule, at->span);
    finding.arguments.emplace_back("date", std::string(note.text.slice(at->span)));
    finding.arguments.emplace_back("moment", earlier_day ? "before the day of service" : "before the session ended");
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings late_entry(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto end = service_end(context);
  if (!end) return {};
  std::optional<Moment> first;
  for (const Span signature : signatures(note)) {
    const auto at = moment_of(context, signature);
    if (at && (!first || at->day < first->day)) first = at;
  }
  if (!first) return {};
  constexpr int minutes_of_a_day = 24 * 60;
  const auto days = static_cast<int>((first->day - end->day).count());
  const int hours = number_option(rule, context, "hours");
  const int business_days = number_option(rule, context, "business_days");
  // Without clock times the whole last day is in time.
  const int passed = first->minute && end->minute ? days * minutes_of_a_day + *first->minute - *end->minute
                                                  : (days - 1) * minutes_of_a_day;
  const bool late_by_hours = hours != 0 && passed > hours * 60;
  const bool late_by_days = business_days != 0 && business_days_between(end->day, first->day) > business_days;
  if (!late_by_hours && !late_by_days) return {};
  const std::string text = lower_case(note.text.bytes());
  const auto& marks = context.option(rule, "marks").list;
  if (std::ranges::any_of(marks, [&](const std::string& mark) { return text.find(mark) != std::string::npos; }))
    return {};
  Finding finding = finding_at(rule, first->span);
  finding.arguments.emplace_back("days", std::to_string(days));
  finding.arguments.emplace_back(
      "allowed", late_by_hours ? std::to_string(hours) + " hours" : std::to_string(business_days) + " business days");
  return {finding};
}

Findings addendum_incomplete(const Rule& rule, Context& context) {
  const Note& note = context.note;
  Findings findings;
  for (auto section = note.sections.begin(); section != note.sections.end(); ++section) {
    if (!section->addendum || section->title.empty()) continue;
    // Up to the next heading of its level: "11/22 T. Lindqvist, LPC: …" may open a section below it.
    const auto next = std::find_if(section + 1, note.sections.end(),
                                   [&](const note::Section& other) { return other.level <= section->level; });
    const Span all{section->title.begin,
                   std::max(section->title.end, note.blocks[(next - 1)->end_block - 1].span().end)};
    if (holds_placeholder(note, all)) continue;
    const std::string_view text = note.text.slice(all);
    const bool dated = holds_date(text);
    const bool authored = holds_credentials(note, text) || holds_name(note, text);
    if (dated && authored) continue;
    Finding finding = finding_at(rule, section->title);
    finding.arguments.emplace_back("missing", dated ? "its author" : (authored ? "its date" : "its author and date"));
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings edited_after_signing(const Rule& rule, Context& context) {
  Findings findings;
  for (const note::Seal& seal : note::seals(context.note.text.bytes())) {
    if (!seal.fits) findings.push_back(finding_at(rule, seal.line));
  }
  return findings;
}

Findings privacy_mixed(const Rule& rule, Context& context) {
  const Note& note = context.note;
  // Taken for a psychotherapy note by a heading that only comes after narrative: a section of it inside the record.
  const bool by_section = note.field("kind") == nullptr && note.header_end_block < note.blocks.size() &&
                          note.blocks[note.header_end_block].kind != note::BlockKind::heading;
  Findings findings;
  const auto add = [&](Span span, Span anchor, std::string element, std::string_view file) {
    Finding finding = finding_at(rule, span);
    finding.anchor = anchor;
    finding.arguments.emplace_back("element", std::move(element));
    finding.arguments.emplace_back("file", std::string(file));
    findings.push_back(std::move(finding));
  };
  if (note.kind == note::FileKind::psychotherapy_note && !by_section) {
    constexpr std::array<std::string_view, 9> billing = {"code",     "modifier", "diagnosis", "time",    "start-time",
                                                         "end-time", "duration", "insurance", "modality"};
    for (const note::Field& field : note.fields) {
      if (field.value.empty() || std::ranges::find(billing, field.id) == billing.end()) continue;
      add(field.value, {field.name.begin, field.value.end}, "“" + note.vocabulary->field_by_id(field.id)->shows + "”",
          "a psychotherapy note");
      findings.back().arguments.emplace_back("field", note.vocabulary->field_by_id(field.id)->shows);
    }
    const note::Roles record = {note::Role::plan, note::Role::assessment, note::Role::mental_status,
                                note::Role::progress, note::Role::risk};
    for (const note::Section& section : note.sections) {
      if (section.title.empty() || section.id.empty() || !section.roles.any(record)) continue;
      add(section.title, section.title, "“" + std::string(note.text.slice(section.title)) + "”",
          "a psychotherapy note");
    }
    return findings;
  }
  constexpr std::array<std::string_view, 8> kept_apart = {
      "psychotherapy notes",   "process notes",      "process note", "private notes",
      "private process notes", "psychotherapy note", "private note", "personal notes"};
  for (const note::Section& section : note.sections) {
    if (section.title.empty()) continue;
    const std::string title = lower_case(note.text.slice(section.title));
    const std::string_view plain = std::string_view(title).substr(0, title.find_first_of("(:–"));
    const std::size_t end = plain.find_last_not_of(' ');
    if (std::ranges::find(kept_apart, plain.substr(0, end + 1)) == kept_apart.end()) continue;
    add(section.title, section.title, "“" + std::string(note.text.slice(section.title)) + "”", "a file of the record");
  }
  return findings;
}

}  // namespace notewell::lint
