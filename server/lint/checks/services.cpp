// What a service code, a modifier or a place of service promises that the note tells: rules of the group "session".

#include <algorithm>
#include <array>

#include <re2/re2.h>

#include "lint/checks/checks.hpp"
#include "note/phrases.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::Block;
using note::BlockKind;
using note::Cue;
using note::Note;
using note::Role;
using note::Statement;
using note::Telling;
using text::is_alphanumeric;
using text::lower;
using text::Span;

/// Calls `each` for every run of letters and digits, with where it begins.
template <class Function>
void words(std::string_view text, Function each) {
  for (std::size_t at = 0; at < text.size();) {
    if (!is_alphanumeric(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_alphanumeric(text[end])) ++end;
    each(text.substr(at, end - at), at);
    at = end;
  }
}

bool is_narrative(const Note& note, const Block& block) {
  return block.kind != BlockKind::heading && block.kind != BlockKind::directive &&
         !note.sections[block.section].roles.has(Role::signature);
}

/// Whether the note says it anywhere, header lines included.
bool says(const Note& note, const Telling& telling) {
  return std::ranges::any_of(note.blocks, [&](const Block& block) {
    if (!is_narrative(note, block)) return false;
    if (telling.told != nullptr && telling.told->find(block.facts->bytes)) return true;
    return std::ranges::any_of(block.facts->mentions, [&](const note::Mention& mention) {
      return mention.assertion == note::Assertion::affirmed &&
             std::ranges::find(telling.entries, mention.entry) != telling.entries.end();
    });
  });
}

/// Whether the note says any of what the vocabulary lists for `of`.
bool says_any(const Note& note, std::string_view of) {
  return std::ranges::any_of(note.vocabulary->tellings(),
                             [&](const Telling& telling) { return telling.of == of && says(note, telling); });
}

/// The last statement that tells of this session: fixes that add a sentence go on from there.
void go_on_from_narrative(const Note& note, const Evidence& evidence, Finding& finding) {
  for (auto b = static_cast<std::uint32_t>(note.blocks.size()); b-- > note.header_end_block;) {
    const Block& block = note.blocks[b];
    const note::Section& section = note.sections[block.section];
    if (!is_narrative(note, block) || section.addendum || section.roles == note::Roles{Role::plan}) continue;
    for (auto s = static_cast<std::uint32_t>(block.facts->statements.size()); s-- > 0;) {
      const Statement& told = block.facts->statements[s];
      if (told.content_words < 2 || is_plan(evidence, {.block = b, .statement = s})) continue;
      finding.anchor = block.absolute(told.span);
      finding.arguments.emplace_back("narrative", "");
      return;
    }
  }
}

const CodeAt* code_among(const std::vector<CodeAt>& codes, std::initializer_list<std::string_view> wanted) {
  const auto it =
      std::ranges::find_if(codes, [&](const CodeAt& at) { return std::ranges::find(wanted, at.code) != wanted.end(); });
  return it == codes.end() ? nullptr : &*it;
}

Findings unsupported(const Rule& rule, Context& context, std::string_view code) {
  const auto codes = service_codes(context.note);
  const CodeAt* const at = code_among(codes, {code});
  if (at == nullptr || says_any(context.note, code)) return {};
  Finding finding = finding_at(rule, at->span);
  go_on_from_narrative(context.note, context.evidence(), finding);
  return {finding};
}

// --- add-ons

/// Whether "99202-99255" or "99213" holds the code.
bool covers(std::string_view range, std::string_view code) {
  const std::size_t dash = range.find('-');
  const std::string_view from = range.substr(0, dash);
  const std::string_view to = dash == std::string_view::npos ? from : range.substr(dash + 1);
  return code.size() == from.size() && code >= from && code <= to;
}

bool has_primary(const Note& note, const note::ServiceCode& add_on, const std::vector<CodeAt>& codes) {
  // A code that Notewell does not know, or one of a state's own (H2014), may well be the primary one.
  const auto may_be = [](const CodeAt& at) { return at.known == nullptr || !(at.code[0] >= '0' && at.code[0] <= '9'); };
  if (std::ranges::any_of(codes, may_be)) return true;
  bool found = false;
  words(note.text.bytes(), [&](std::string_view word, std::size_t) {
    found = found || std::ranges::any_of(add_on.primary, [&](const auto& range) { return covers(range, word); });
  });
  if (found) return true;
  const std::string_view bytes = note.text.bytes();
  return std::ranges::any_of(add_on.primary_names, [&](const std::string& name) {
    const auto same = [](char one, char other) { return lower(one) == lower(other); };
    return !std::ranges::search(bytes, name, same).empty();
  });
}

/// Whether `word` stands in the text, by its capitals, and not inside another word.
bool holds_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos && !word.empty(); at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_alphanumeric(text[at - 1])) && (end == text.size() || !is_alphanumeric(text[end]))) return true;
  }
  return false;
}

/// The code of the same minutes that stands alone, where nobody who signs could bill the visit that the add-on needs.
std::string_view standing_alone(const Rule& rule, const Context& context, const note::ServiceCode& add_on) {
  const Note& note = context.note;
  const auto any_of_option = [&](std::string_view option) {
    for (std::string_view rest = context.option(rule, option).text; !rest.empty();) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (holds_word(note.text.bytes(), rest.substr(0, end))) return true;
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
  };
  const bool therapist = any_of_option("therapists");
  const bool prescriber = any_of_option("prescribers");
  if (!therapist || prescriber || add_on.least_minutes == 0) return {};
  for (const note::ServiceCode& other : note.vocabulary->service_codes()) {
    if (!other.add_on && other.least_minutes == add_on.least_minutes && other.most_minutes == add_on.most_minutes)
      return other.code;
  }
  return {};
}

// --- telehealth

/// Where the header says that the session was held by telehealth: the value of the place, else the code's modifier.
Span telehealth_mark(const Note& note) {
  const auto holds_place = [&](std::string_view value) {
    bool found = false;
    words(value, [&](std::string_view word, std::size_t at) {
      const note::ServiceMark* const place = note.vocabulary->place_of_service(word);
      const std::string_view before = value.substr(0, at);
      const bool as_code = before.empty() || before.ends_with('(') || before.ends_with("POS ") ||
                           before.ends_with("pos ") || before.ends_with("POS: ");
      found = found || (as_code && place != nullptr && place->telehealth);
    });
    return found;
  };
  constexpr auto names = std::to_array<std::string_view>(
      {"telehealth", "teletherapy", "telemedicine", "telemental", "telephone", "video", "virtual", "audio"});
  constexpr auto denials =
      std::to_array<std::string_view>({"in person", "in-person", "not telehealth", "no telehealth"});
  const auto held = [](std::string_view value, const auto& list) {
    return std::ranges::any_of(list, [&](std::string_view name) {
      return !std::ranges::search(value, name, [](char one, char other) { return lower(one) == other; }).empty();
    });
  };
  for (const note::Field& field : note.fields) {
    if (field.value.empty() || holds_placeholder(note, field.value)) continue;
    const std::string_view value = note.text.slice(field.value);
    if (field.id == "place" && (held(value, names) || holds_place(value)) && !held(value, denials)) return field.value;
  }
  for (const std::string_view id : {"code", "modifier"}) {
    const note::Field* const field = given_field(note, id);
    if (field == nullptr) continue;
    Span mark;
    const std::string_view value = note.text.slice(field->value);
    words(value, [&](std::string_view word, std::size_t at) {
      const note::ServiceMark* const modifier = note.vocabulary->modifier(word);
      const bool as_modifier =
          id == "modifier" || (at != 0 && std::string_view("-, /").find(value[at - 1]) != std::string_view::npos);
      if (modifier == nullptr || !modifier->telehealth || !as_modifier || !mark.empty()) return;
      const auto begin = static_cast<text::Offset>(field->value.begin + at);
      mark = {begin, begin + static_cast<text::Offset>(word.size())};
    });
    if (!mark.empty()) return mark;
  }
  return {};
}

/// A modifier says by itself whether there was a picture.
bool modifier_tells_mode(const Note& note) {
  bool found = false;
  for (const std::string_view id : {"code", "modifier"}) {
    words(note.value(id), [&](std::string_view word, std::size_t) {
      const note::ServiceMark* const modifier = note.vocabulary->modifier(word);
      found = found || (modifier != nullptr && modifier->telehealth);
    });
  }
  return found;
}

// --- families and groups

bool is_person_beside_the_client(const Note& note, std::string_view text) {
  bool found = false;
  words(text, [&](std::string_view word, std::size_t) {
    found = found || (note.vocabulary->word(word).cues & note::bit(Cue::other_person)) != 0;
  });
  return found;
}

/// Whether the participants' field names somebody besides the client: not "client", "client and family", "couple".
bool names_participants(const Note& note, std::string_view value) {
  constexpr auto nobody = std::to_array<std::string_view>(
      {"client", "clients", "patient", "pt",     "ct",   "identified", "the",    "and",
       "with",   "family",  "members", "member", "only", "present",    "absent", "without",
       "whole",  "entire",  "session", "his",    "her",  "their",      "of",     "a"});
  bool found = is_person_beside_the_client(note, value);
  words(value, [&](std::string_view word, std::size_t) {
    std::string plain(word);
    std::ranges::transform(plain, plain.begin(), lower);
    found = found || std::ranges::find(nobody, plain) == nobody.end();
  });
  return found;
}

bool narrates_another_person(const Note& note) {
  for (std::size_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const Block& block = note.blocks[b];
    if (is_narrative(note, block) && is_person_beside_the_client(note, block.facts->bytes)) return true;
  }
  return false;
}

bool narrates_somebody_joining(const Note& note) {
  static const re2::RE2 joining(
      "(?i)\\b(?:join(?:s|ed)|attend(?:s|ed)|present|came with|brought in|came in|in the room|in "
      "session|conjoint|joint|"
      "together with|seen with|met with|took part|participated|turned to (?:her|him|each)|on the phone|by phone)\\b");
  for (std::size_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const Block& block = note.blocks[b];
    if (!is_narrative(note, block)) continue;
    for (const note::Statement& statement : block.facts->statements) {
      const std::string_view words = block.slice(statement.span);
      if (is_person_beside_the_client(note, words) && re2::RE2::PartialMatch({words.data(), words.size()}, joining))
        return true;
    }
  }
  return false;
}

bool tells_family_purpose(const Note& note, const Evidence& evidence) {
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const Block& block = note.blocks[b];
    if (!is_narrative(note, block)) continue;
    if (!block.facts->references.empty()) return true;
    for (std::uint32_t s = 0; s != block.facts->statements.size(); ++s) {
      if (block.facts->statements[s].signals.rationale && !is_plan(evidence, {.block = b, .statement = s})) return true;
    }
  }
  const auto tellings = note.vocabulary->tellings();
  return std::ranges::any_of(tellings, [&](const Telling& telling) {
    return telling.of == "family" &&
           std::any_of(note.blocks.begin() + note.header_end_block, note.blocks.end(), [&](const Block& block) {
             return is_narrative(note, block) && telling.told != nullptr && telling.told->find(block.facts->bytes);
           });
  });
}

bool any_word(std::string_view text, std::span<const std::string_view> list) {
  bool found = false;
  words(text, [&](std::string_view word, std::size_t) {
    std::string plain(word);
    std::ranges::transform(plain, plain.begin(), lower);
    found = found || std::ranges::find(list, plain) != list.end();
  });
  return found;
}

/// Whether a statement of a group's note is about this client and nobody else.
bool is_about_the_client(const Note& note, const Block& block, const Statement& told) {
  constexpr std::uint16_t least = 3;  // content words
  if (told.signals.generic || told.content_words < least) return false;
  const std::string_view text = block.slice(told.span);
  constexpr auto singular = std::to_array<std::string_view>(
      {"client", "patient", "pt", "ct", "cl", "he", "she", "him", "his", "her", "himself", "herself"});
  constexpr auto plural =
      std::to_array<std::string_view>({"members", "group", "clients", "patients", "everyone", "participants", "others",
                                       "they", "facilitators", "facilitator", "peers", "attendees"});
  if (any_word(text, singular)) return true;
  if (told.signals.quote && !any_word(text, plural)) return true;
  // "Shared that the first hour after work is the worst": the client, as notes leave the subject out.
  const note::Cues first = note.vocabulary->word(text.substr(0, text.find_first_of(" \t,"))).cues;
  const note::Cues acts =
      note::bit(Cue::report_verb) | note::bit(Cue::observation_verb) | note::bit(Cue::response_verb);
  if ((first & acts) != 0) return true;
  // "J.M. rated …", "K. spoke …": initials stand for the client.
  return text.size() > 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] == '.';
}

}  // namespace

Findings addon_without_primary(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto codes = service_codes(note);
  Findings findings;
  std::vector<const note::ServiceCode*> judged;  // each code once
  for (const CodeAt& at : codes) {
    if (std::ranges::find(judged, at.known) != judged.end()) continue;
    judged.push_back(at.known);
    if (at.known == nullptr || at.known->primary.empty() || has_primary(note, *at.known, codes)) continue;
    Finding finding = finding_at(rule, at.span);
    finding.arguments.emplace_back("code", at.code);
    // Fixes differ by what the add-on goes with: its series, or, without one, the code itself.
    const std::string& kind = at.known->series.empty() ? at.code : at.known->series;
    finding.arguments.emplace_back(kind, "");
    if (const std::string_view alone = standing_alone(rule, context, *at.known); !alone.empty())
      finding.arguments.emplace_back("alone", std::string(alone));
    std::string primary;
    for (const std::string& one : at.known->primary) {
      primary += primary.empty() ? "" : ", ";
      for (const char c : one) primary += c == '-' ? "–" : std::string(1, c);
    }
    finding.arguments.emplace_back("primary", std::move(primary));
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings interactive_complexity_unsupported(const Rule& rule, Context& context) {
  return unsupported(rule, context, "90785");
}

Findings crisis_code_unsupported(const Rule& rule, Context& context) {
  return unsupported(rule, context, "90839");
}

Findings telehealth_details_missing(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const Span mark = telehealth_mark(note);
  if (mark.empty()) return {};
  std::string ids;
  std::string labels;
  const std::string& asked = context.option(rule, "asks").text;
  for (const Telling& telling : note.vocabulary->tellings()) {
    if (telling.of != "telehealth") continue;
    const std::array<std::string_view, 1> id = {telling.id};
    if (!any_word(asked, id)) continue;
    if (telling.id == "mode" && modifier_tells_mode(note)) continue;
    const auto field = [&](std::string_view name) { return given_field(note, name) != nullptr; };
    if (telling.id == "mode" && field("platform")) continue;
    if (telling.id == "location" && field("client-location")) continue;
    if (says(note, telling)) continue;
    ids += (ids.empty() ? "" : "-and-") + telling.id;
    labels += (labels.empty() ? "" : "; ") + telling.label;
  }
  if (ids.empty()) return {};
  Finding finding = finding_at(rule, mark);
  finding.arguments.emplace_back(ids, "");
  finding.arguments.emplace_back("missing", std::move(labels));
  return {finding};
}

Findings family_session_details_missing(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto codes = service_codes(note);
  const CodeAt* const at = code_among(codes, {"90846", "90847"});
  if (at == nullptr) return {};
  Findings findings;
  const note::Field* const participants = given_field(note, "participants");
  const bool named = participants != nullptr && names_participants(note, note.text.slice(participants->value));
  // A field that names the client alone is believed, but for somebody of whom the note says that they joined.
  const bool told = participants != nullptr ? narrates_somebody_joining(note) : narrates_another_person(note);
  if (!named && !told) {
    Finding finding = finding_at(rule, participants != nullptr ? participants->value : header_mark(note));
    finding.arguments.emplace_back("missing", "who took part");
    finding.arguments.emplace_back(participants != nullptr ? "participants" : "nobody",
                                   participants != nullptr ? std::string(note.text.slice(participants->value)) : "");
    findings.push_back(std::move(finding));
  }
  if (!tells_family_purpose(note, context.evidence())) {
    Finding finding = finding_at(rule, at->span);
    finding.arguments.emplace_back("missing", "how it serves the client's own treatment");
    go_on_from_narrative(note, context.evidence(), finding);
    findings.push_back(std::move(finding));
  }
  return findings;
}

Findings group_note_not_individual(const Rule& rule, Context& context) {
  const Note& note = context.note;
  const auto codes = service_codes(note);
  const CodeAt* const at = code_among(codes, {"90853"});
  if (at == nullptr) return {};
  bool narrated = false;
  for (std::uint32_t b = note.header_end_block; b < note.blocks.size(); ++b) {
    const Block& block = note.blocks[b];
    if (!is_narrative(note, block) || note.sections[block.section].roles == note::Roles{Role::plan}) continue;
    for (std::uint32_t s = 0; s != block.facts->statements.size(); ++s) {
      if (is_plan(context.evidence(), {.block = b, .statement = s})) continue;
      narrated = true;
      if (is_about_the_client(note, block, block.facts->statements[s])) return {};
    }
  }
  if (!narrated) return {};
  Finding finding = finding_at(rule, at->span);
  go_on_from_narrative(note, context.evidence(), finding);
  return {finding};
}

}  // namespace notewell::lint
