// kind = "wording", and what else the narrative should not hold: other people's names and numbers. What stands in
// quotation marks is the client's and is left alone.

#include <algorithm>
#include <array>

#include "lint/checks/checks.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::Block;
using note::Cue;
using note::Note;
using note::Speaker;
using note::Statement;
using note::WordingKind;
using text::is_digit;
using text::is_letter;
using text::is_upper;
using text::lower_case;
using text::Offset;
using text::Span;

bool is_word_byte(char c) {
  return is_letter(c) || is_digit(c) || c == '\'' || static_cast<unsigned char>(c) >= 0xC3 ||
         (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

/// The words of `span`.
std::vector<Span> words_in(std::string_view bytes, Span span) {
  std::vector<Span> words;
  for (Offset at = span.begin; at < span.end;) {
    if (!is_word_byte(bytes[at])) {
      ++at;
      continue;
    }
    const Offset begin = at;
    while (at < span.end && is_word_byte(bytes[at])) ++at;
    words.push_back({begin, at});
  }
  return words;
}

std::string_view slice(std::string_view bytes, Span span) {
  return bytes.substr(span.begin, span.size());
}

/// Whether a header field's value or a signature stands at `span`: no narrative.
bool in_field(const Note& note, const Block& block, Span span) {
  if (note.sections[block.section].roles.has(note::Role::signature)) return true;
  const auto& labels = block.facts->labels;
  const auto behind =
      std::ranges::upper_bound(labels, span.begin, {}, [](const note::Label& label) { return label.body.begin; });
  if (behind == labels.begin()) return false;
  const note::Label& label = *(behind - 1);
  return label.field != nullptr && label.section == nullptr && label.facet == note::Facet::none &&
         span.end <= label.body.end;
}

/// Quotations and placeholders of a block, ascending; those of the block asked for last are kept.
class HolesOfBlock {
 public:
  const std::vector<Span>& of(const Block& block) {
    if (block_ == &block) return holes_;
    block_ = &block;
    holes_ = block.facts->quotes;
    holes_.insert(holes_.end(), block.facts->placeholders.begin(), block.facts->placeholders.end());
    std::ranges::sort(holes_);
    return holes_;
  }

 private:
  const Block* block_ = nullptr;
  std::vector<Span> holes_;
};

/// Calls `take` with the index of each statement of the block that is narrative.
template <class Function>
void each_statement(const Note& note, std::uint32_t b, Function take) {
  const Block& block = note.blocks[b];
  if (b < note.header_end_block || block.kind == note::BlockKind::heading) return;
  for (std::uint32_t s = 0; s != block.facts->statements.size(); ++s) {
    if (!in_field(note, block, block.facts->statements[s].span)) take(s);
  }
}

/// One kind of wording in one statement.
struct Reading {
  const Note& note;
  const Block& block;
  const Statement& statement;
  std::span<const WordingAt> wording;  // all kinds, of this statement
};

constexpr Offset reach = 300;  // bytes before a phrase in which words can change whose it is

/// Whether the sentence goes on behind the statement, or says what follows: "Reviewed coping skills: paced breathing".
bool goes_on(const Reading& reading, Span phrase) {
  const std::string_view rest = std::string_view(reading.block.facts->bytes).substr(phrase.end);
  const std::size_t next = rest.find_first_not_of(" \t");
  if (next != std::string_view::npos && (rest[next] == ':' || rest[next] == '(')) return true;
  const std::string_view behind = std::string_view(reading.block.facts->bytes).substr(reading.statement.span.end);
  return behind.starts_with(';') || behind.starts_with(':');
}

/// A statement that tells little besides its stock phrases: no quote, no number, nothing that the vocabulary knows, and
/// few other words.
bool tells_little_else(const Reading& reading, Span phrase) {
  constexpr std::size_t most_other_words = 3;
  constexpr std::size_t most_behind = 1;  // "processed feelings about the divorce"
  constexpr Offset longest = 400;         // bytes of a statement that could tell so little
  const Statement& statement = reading.statement;
  if (statement.signals.quote || statement.signals.number || statement.signals.generic ||
      statement.span.size() > longest)
    return false;
  const auto stock = [&](Span span) {
    return std::ranges::any_of(reading.wording, [&](const WordingAt& at) {
      return at.entry->place == note::WordingPlace::bare && at.span.overlaps(span);
    });
  };
  const auto& mentions = reading.block.facts->mentions;
  for (std::size_t i = 0; i != statement.mention_count; ++i) {
    if (!stock(mentions[statement.first_mention + i].span)) return false;
  }
  std::size_t others = 0;
  std::size_t behind = 0;
  for (const Span word : words_in(reading.block.facts->bytes, statement.span)) {
    const note::Word known = reading.note.vocabulary->word(reading.block.slice(word));
    const note::Cues empty = bit(Cue::function_word) | bit(Cue::client) | bit(Cue::clinician) | bit(Cue::skipped);
    if ((known.cues & empty) == 0 && word.size() > 1 && !stock(word)) {
      ++others;
      if (word.begin > phrase.begin) ++behind;
    }
  }
  return others <= most_other_words && behind <= most_behind;
}

/// Words before the phrase that make it a thought or somebody else's word: "the belief that she is lazy".
bool told_before(const Reading& reading, Span phrase) {
  const auto here =
      std::ranges::lower_bound(reading.wording, phrase.begin, {}, [](const WordingAt& at) { return at.span.begin; });
  for (auto at = here; at != reading.wording.begin();) {
    --at;
    if (at->span.begin + reach < phrase.begin) break;
    if (at->entry->kind == WordingKind::told) return true;
  }
  return false;
}

/// The clinician's own judgement of the client: not reported, not about another person, not denied.
bool judged_by_clinician(const Reading& reading, Span phrase) {
  const Speaker speaker = reading.statement.speaker;
  if (speaker == Speaker::client_quote || speaker == Speaker::client_reported || speaker == Speaker::other_person)
    return false;
  constexpr Offset near = 25;  // bytes before the phrase in which a negation belongs to it
  const Offset begin = std::max(reading.statement.span.begin, phrase.begin - std::min(reach, phrase.begin));
  for (const Span word : words_in(reading.block.facts->bytes, {begin, phrase.begin})) {
    const note::Cues cues = reading.note.vocabulary->word(reading.block.slice(word)).cues;
    if ((cues & (bit(Cue::report_verb) | bit(Cue::other_person) | bit(Cue::hypothetical))) != 0) return false;
    if ((cues & bit(Cue::negation)) != 0 && phrase.begin - word.begin <= near) return false;
  }
  return !told_before(reading, phrase);
}

/// "… at the Substance Abuse Center": a name, not a word of the clinician's.
bool is_name(const Reading& reading, Span phrase) {
  const auto words = words_in(reading.block.facts->bytes, phrase);
  return phrase.begin != reading.statement.span.begin && words.size() > 1 &&
         std::ranges::all_of(words, [&](Span word) { return is_upper(reading.block.facts->bytes[word.begin]); });
}

/// Written in capitals throughout: there "SAD" is no abbreviation.
bool shouted(const Block& block, const WordingAt& at) {
  constexpr std::size_t enough = 400;  // bytes to tell by
  const std::string_view text = block.slice(block.facts->statements[at.statement].span).substr(0, enough);
  return std::ranges::count_if(text, is_upper) >
         std::ranges::count_if(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool counts(const Reading& reading, const WordingAt& at) {
  const bool others_word = reading.statement.facet == note::Facet::reported;
  switch (at.entry->kind) {
    case WordingKind::vague:
      if (others_word) return false;
      return at.entry->place != note::WordingPlace::bare ||
             (tells_little_else(reading, at.span) && !goes_on(reading, at.span));
    case WordingKind::judging:
      return !others_word && judged_by_clinician(reading, at.span) &&
             (at.entry->place != note::WordingPlace::bare || tells_little_else(reading, at.span));
    case WordingKind::stigmatizing:
      return !told_before(reading, at.span) && !is_name(reading, at.span);
    case WordingKind::process:
      return !others_word;
    case WordingKind::unsafe:
      return !shouted(reading.block, at);
    default:
      return true;
  }
}

/// "an alcoholic" -> "a person with …": the article belongs to what is replaced.
Span with_article(std::string_view bytes, Span phrase, std::string& instead) {
  if (!instead.starts_with("person ")) return phrase;
  for (const std::string_view article : {" an ", " a ", " An ", " A "}) {
    const std::size_t length = article.size() - 1;  // the blank before it may be the start of the text
    if (phrase.begin < length ||
        slice(bytes, {static_cast<Offset>(phrase.begin - length), phrase.begin}) != article.substr(1))
      continue;
    if (phrase.begin > length && is_word_byte(bytes[phrase.begin - length - 1])) continue;
    phrase.begin -= static_cast<Offset>(length);
    instead.insert(0, "a ");
    break;
  }
  return phrase;
}

/// Spans are relative to the block.
Finding wording_finding(const Rule& rule, const Block& block, const WordingAt& at) {
  const std::string_view bytes = block.facts->bytes;
  Span span = at.span;
  std::vector<std::string> instead = at.entry->write;
  for (std::string& words : instead) span = with_article(bytes, at.span, words);
  Finding finding = finding_at(rule, span);
  finding.hint_only = !at.entry->sourced;
  finding.arguments.emplace_back("phrase", std::string(slice(bytes, at.span)));
  for (std::size_t i = 0; i != instead.size(); ++i) {
    if (is_upper(bytes[span.begin]) && instead[i][0] >= 'a' && instead[i][0] <= 'z' &&
        at.entry->kind != WordingKind::unsafe) {
      instead[i][0] = static_cast<char>(instead[i][0] & ~0x20);
    }
    finding.arguments.emplace_back(i == 0 ? "instead" : "instead" + std::to_string(i + 1), instead[i]);
  }
  if (!at.entry->means.empty()) {
    std::string choices;
    std::string sentence;
    for (const std::string& meaning : at.entry->means) {
      choices += (choices.empty() ? "" : " | ") + meaning;
      sentence += (sentence.empty() ? "" : (&meaning == &at.entry->means.back() ? " or " : ", ")) + meaning;
    }
    finding.arguments.emplace_back("choices", "‹which is meant: " + choices + "›");
    finding.arguments.emplace_back("meanings", sentence);
  }
  return finding;
}

/// What the narrative of each block holds of the vocabulary's wording, in order; not what stands in quotation marks.
const Lists<WordingAt>& wording_of_blocks(Context& context) {
  return context.kept.lists<WordingAt>("", NoKey{}, [&](std::uint32_t b, std::vector<WordingAt>& out) {
    const Block& block = context.note.blocks[b];
    HolesOfBlock holes;
    each_statement(context.note, b, [&](std::uint32_t s) {
      for (const auto& match : context.note.vocabulary->wording().find(
               block.facts->bytes, block.facts->statements[s].span, holes.of(block)))
        out.push_back({.entry = match.entry, .statement = s, .span = match.span});
    });
  });
}

/// An abbreviation that the note spells out somewhere, or gives in parentheses behind the words, is clear; and it is
/// told once. One that is unsafe as well is left to that rule.
Findings ambiguous(const Rule& rule, Context& context) {
  Findings findings;
  std::string text;
  std::vector<std::string_view> told;
  const auto judge = [&](const Block& block, const WordingAt& at, std::span<const WordingAt> beside) {
    const std::string_view form = block.slice(at.span);
    if (std::ranges::find(told, form) != told.end() || shouted(block, at)) return;
    told.push_back(form);
    const bool unsafe = std::ranges::any_of(beside, [&](const WordingAt& other) {
      return other.entry->kind == WordingKind::unsafe && other.span == at.span;
    });
    if (unsafe) return;
    if (text.empty()) text = lower_case(context.note.text.bytes());
    const bool in_parentheses = text.find("(" + lower_case(form) + ")") != std::string::npos;
    const bool spelled_out = std::ranges::any_of(at.entry->means, [&](const std::string& meaning) {
      return text.find(lower_case(meaning)) != std::string::npos;
    });
    if (in_parentheses || spelled_out) return;
    findings.push_back(wording_finding(rule, block, at));
    findings.back().span = findings.back().anchor = block.absolute(findings.back().span);
  };
  const auto& wording = wording_of_blocks(context);
  for (std::uint32_t b = 0; b != context.note.blocks.size(); ++b) {
    for (const WordingAt& at : wording.of(b)) {
      if (at.entry->kind == WordingKind::ambiguous) judge(context.note.blocks[b], at, wording.of(b));
    }
  }
  return findings;
}

/// The unit behind a number, and where it ends; "mg/dL" is a laboratory's.
std::size_t dose_unit_end(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 9> units = {"mcg", "mg", "mL", "ml", "µg", "g", "units", "tablets", "tabs"};
  while (at < text.size() && text[at] == ' ') ++at;
  for (const std::string_view unit : units) {
    if (!text.substr(at).starts_with(unit)) continue;
    const std::size_t end = at + unit.size();
    if (end < text.size() && is_letter(text[end])) continue;
    return text.substr(end).starts_with("/dL") || text.substr(end).starts_with("/L") ||
                   text.substr(end).starts_with("/mL")
               ? 0
               : end;
  }
  return 0;
}

/// "5.0 mg" and ".5 mg": read without the point they are ten times the dose.
void misread_doses(const Rule& rule, const Block& block, const Statement& statement, const std::vector<Span>& holes,
                   Findings& findings) {
  const std::string_view bytes = block.facts->bytes;
  for (std::size_t point = bytes.find('.', statement.span.begin); point < statement.span.end;
       point = bytes.find('.', point + 1)) {
    const auto hole = std::ranges::upper_bound(holes, point, {}, &Span::end);
    if (hole != holes.end() && hole->begin <= point) continue;
    std::size_t begin = point;
    while (begin > statement.span.begin && is_digit(bytes[begin - 1])) --begin;
    std::size_t end = point + 1;
    while (end < bytes.size() && is_digit(bytes[end])) ++end;
    if (end == point + 1) continue;
    const std::size_t unit_end = dose_unit_end(bytes, end);
    const std::string_view whole = bytes.substr(begin, point - begin);
    const std::string_view fraction = bytes.substr(point + 1, end - point - 1);
    const bool trailing = !whole.empty() && fraction.find_first_not_of('0') == std::string_view::npos;
    const bool leading = whole.empty() && (begin == 0 || !is_word_byte(bytes[begin - 1]));
    if (unit_end == 0 || (!trailing && !leading)) continue;
    Finding finding = finding_at(rule, {static_cast<Offset>(begin), static_cast<Offset>(unit_end)});
    finding.arguments.emplace_back("phrase", std::string(bytes.substr(begin, unit_end - begin)));
    finding.arguments.emplace_back(
        "instead", (leading ? "0" + std::string(bytes.substr(point, end - point)) : std::string(whole)) +
                       std::string(bytes.substr(end, unit_end - end)));
    findings.push_back(std::move(finding));
  }
}

/// A word that begins with a capital and goes on in small letters: as a name is written.
bool is_capitalized(std::string_view word) {
  if (word.size() < 2 || (!is_upper(word[0]) && static_cast<unsigned char>(word[0]) < 0xC3)) return false;
  return std::ranges::any_of(word.substr(1), [](char c) { return c >= 'a' && c <= 'z'; }) && !word.ends_with("'s") &&
         !word.ends_with("’s");
}

bool holds(const std::vector<std::string>& sorted, std::string_view word) {
  return std::ranges::binary_search(sorted, lower_case(word));
}

/// Digits in groups: "555-01-2345" is {3, 2, 4}.
struct Number {
  Span span;
  std::vector<std::size_t> groups;
  std::string digits;
};

/// A run of digits joined by single hyphens, dots, blanks or parentheses.
Number number_at(std::string_view bytes, Offset at, Offset limit) {
  Number number{.span = {at, at}, .groups = {}, .digits = {}};
  while (at < limit) {
    const Offset begin = at;
    while (at < limit && is_digit(bytes[at])) number.digits += bytes[at++];
    if (at == begin) break;
    number.groups.push_back(at - begin);
    number.span.end = at;
    if (at < limit && bytes[at] == ')') ++at;
    if (at < limit && (bytes[at] == '-' || bytes[at] == '.' || bytes[at] == ' ')) ++at;
  }
  return number;
}

enum class Identifier { social_security, phone, none };

Identifier identifier_of(const Number& number) {
  const auto shaped = [&](std::initializer_list<std::size_t> groups) {
    return std::ranges::equal(number.groups, groups);
  };
  if (shaped({3, 2, 4})) return Identifier::social_security;
  if (!shaped({3, 3, 4}) && !shaped({1, 3, 3, 4})) return Identifier::none;
  const std::string_view area = std::string_view(number.digits).substr(number.digits.size() - 10, 3);
  constexpr std::array<std::string_view, 7> toll_free = {"800", "833", "844", "855", "866", "877", "888"};
  return std::ranges::find(toll_free, area) == toll_free.end() ? Identifier::phone : Identifier::none;
}

/// `what` is said of it; `fix` and `with` are the argument that its fix asks for.
Finding identifier_finding(const Rule& rule, Span span, std::string what, std::string fix, std::string with) {
  Finding finding = finding_at(rule, span);
  finding.arguments.emplace_back("identifier", std::move(what));
  finding.arguments.emplace_back(std::move(fix), std::move(with));
  return finding;
}

/// From the rule's options; sorted.
struct Relations {
  const std::vector<std::string>& personal;
  const std::vector<std::string>& no_name;
  const std::vector<std::string>& plans;
};

/// The full name that begins at `first`: two or three capitalized words, one blank apart; empty if it is none.
Span name_at(std::string_view bytes, std::span<const Span> words, std::size_t first, const Relations& relations) {
  std::size_t end = first;
  while (end < words.size() && end < first + 4) {
    const std::string_view word = slice(bytes, words[end]);
    const bool initial = end != first && word.size() == 1 && is_upper(word[0]);
    if ((!is_capitalized(word) && !initial) || holds(relations.no_name, word)) break;
    if (end != first) {
      const std::string_view gap = bytes.substr(words[end - 1].end, words[end].begin - words[end - 1].end);
      if (gap != " " && gap != "-" && !(gap == ". " && words[end - 1].size() == 1)) break;
    }
    ++end;
  }
  // A word that is no name, or a fourth, right behind: a school, a place, a title.
  const bool cut = end < words.size() && bytes.substr(words[end - 1 < first ? first : end - 1].end, 1) == " " &&
                   (holds(relations.no_name, slice(bytes, words[end])) || end == first + 4);
  if (end < first + 2 || cut || words[end - 1].size() == 1) return {};
  return {words[first].begin, words[end - 1].end};
}

void third_parties(const Rule& rule, const Note& note, const Block& block, const Statement& statement,
                   const Relations& relations, Findings& findings) {
  const std::string_view bytes = block.facts->bytes;
  const auto words = words_in(bytes, statement.span);
  const auto own = [&](Span name) {
    const std::string_view surname = slice(bytes, name).substr(slice(bytes, name).find_last_of(" -") + 1);
    return std::ranges::any_of(note.fields, [&](const note::Field& field) {
      return (field.id == "client" || field.id == "clinician" || field.id == "supervisor") &&
             note.text.slice(field.value).find(surname) != std::string_view::npos;
    });
  };
  bool related = false;
  const auto safety = [&] {
    const std::string told = lower_case(slice(bytes, statement.span));
    return std::ranges::any_of(relations.plans,
                               [&](const std::string& words_of_plan) { return told.find(words_of_plan) != told.npos; });
  };
  for (std::size_t i = 0; i != words.size(); ++i) {
    const std::string_view person = slice(bytes, words[i]);
    const bool possessive = person.ends_with("'s") || person.ends_with("’s");
    related = related || (possessive && holds(relations.personal, person.substr(0, person.find_first_of("'\xE2"))));
    if (!holds(relations.personal, person)) continue;
    related = true;
    if (is_upper(bytes[words[i].begin])) continue;  // "Parent Management Training"
    std::size_t next = i + 1;
    while (next < words.size() && next <= i + 2) {
      const std::string word = lower_case(slice(bytes, words[next]));
      if (word != "named" && word != "called" && word != "is" && word != "name") break;
      ++next;
    }
    if (next < words.size()) {
      const std::string_view gap = bytes.substr(words[next - 1].end, words[next].begin - words[next - 1].end);
      const Span name =
          gap == " " || gap == ", " || gap == ": " || gap == " (" ? name_at(bytes, words, next, relations) : Span{};
      if (!name.empty() && !own(name)) {
        std::size_t first = 1;  // bytes of the first letter
        while ((static_cast<unsigned char>(bytes[name.begin + first]) & 0xC0U) == 0x80) ++first;
        findings.push_back(identifier_finding(rule, name, "the full name of another person", "initial",
                                              std::string(bytes.substr(name.begin, first)) + "."));
      }
    }
  }
  for (Offset at = statement.span.begin; at < statement.span.end;) {
    if (bytes[at] == '@') {
      Offset begin = at;
      Offset end = at + 1;
      const auto part = [&](Offset i) {
        return is_letter(bytes[i]) || is_digit(bytes[i]) || bytes[i] == '.' || bytes[i] == '-' || bytes[i] == '_' ||
               bytes[i] == '+';
      };
      while (begin > statement.span.begin && part(begin - 1)) --begin;
      while (end < bytes.size() && part(end)) ++end;
      while (end > at && bytes[end - 1] == '.') --end;
      if (begin < at && slice(bytes, {at, end}).find('.') != std::string_view::npos) {
        findings.push_back(identifier_finding(rule, {begin, end}, "an e-mail address", "number", ""));
      }
      at = std::max(end, at + 1);
      continue;
    }
    if (!is_digit(bytes[at]) || (at != 0 && (is_word_byte(bytes[at - 1]) || bytes[at - 1] == '-'))) {
      ++at;
      continue;
    }
    const Number number = number_at(bytes, at, statement.span.end);
    const bool ends = number.span.end >= bytes.size() || !is_word_byte(bytes[number.span.end]);
    const Identifier what = ends ? identifier_of(number) : Identifier::none;
    if (what == Identifier::social_security) {
      findings.push_back(identifier_finding(rule, number.span, "a Social Security number", "number", ""));
    } else if (what == Identifier::phone && related && !safety()) {
      const bool open = at != 0 && bytes[at - 1] == '(';
      findings.push_back(
          identifier_finding(rule, {at - (open ? 1U : 0U), number.span.end}, "a private phone number", "number", ""));
    }
    at = std::max(number.span.end, at + 1);
  }
}

/// Statements that may hold a full name (two words with capitals side by side), an address (an @), or a number of the
/// length of a phone's.
std::vector<std::uint32_t> statements_to_look_at(const note::BlockFacts& facts) {
  constexpr std::ptrdiff_t fewest_digits = 9;  // of a Social Security number
  const auto begins_a_name = [](char c) { return is_upper(c) || static_cast<unsigned char>(c) >= 0xC3; };
  std::vector<std::uint32_t> out;
  for (std::uint32_t s = 0; s != facts.statements.size(); ++s) {
    const std::string_view text = slice(facts.bytes, facts.statements[s].span);
    const auto words = words_in(facts.bytes, facts.statements[s].span);
    const auto a_name = [&](Span word) { return begins_a_name(facts.bytes[word.begin]); };
    const auto two_names = [&](Span one, Span other) { return a_name(one) && a_name(other); };
    const bool found = text.find('@') != std::string_view::npos ||
                       std::ranges::count_if(text, is_digit) >= fewest_digits ||
                       std::ranges::adjacent_find(words, two_names) != words.end();
    if (found) out.push_back(s);
  }
  return out;
}

/// Whose names may stand in the note: the client's and the clinicians'.
std::string own_names(const Note& note) {
  std::string out;
  for (const note::Field& field : note.fields) {
    if (field.id == "client" || field.id == "clinician" || field.id == "supervisor")
      out += std::string(note.text.slice(field.value)) + '\n';
  }
  return out;
}

}  // namespace

Findings check_wording(const Rule& rule, const WordingCheck& check, Context& context) {
  if (check.of == WordingKind::ambiguous) return ambiguous(rule, context);
  const Note& note = context.note;
  const auto& wording = wording_of_blocks(context);
  return findings_of_blocks(rule, context, NoKey{}, [&](std::uint32_t b, Findings& findings) {
    const Block& block = note.blocks[b];
    const std::span<const WordingAt> all = wording.of(b);
    for (std::size_t begin = 0; begin != all.size();) {
      std::size_t end = begin;
      while (end != all.size() && all[end].statement == all[begin].statement) ++end;
      const Reading reading{.note = note,
                            .block = block,
                            .statement = block.facts->statements[all[begin].statement],
                            .wording = all.subspan(begin, end - begin)};
      for (const WordingAt& at : reading.wording) {
        if (at.entry->kind == check.of && counts(reading, at)) findings.push_back(wording_finding(rule, block, at));
      }
      begin = end;
    }
    if (check.of != WordingKind::unsafe) return;
    HolesOfBlock holes;
    each_statement(note, b, [&](std::uint32_t s) {
      misread_doses(rule, block, block.facts->statements[s], holes.of(block), findings);
    });
  });
}

Findings third_party_identifier(const Rule& rule, Context& context) {
  const Relations relations{.personal = context.option(rule, "relations").sorted,
                            .no_name = context.option(rule, "no_name").sorted,
                            .plans = context.option(rule, "safety_plan").sorted};
  return findings_of_blocks(rule, context, own_names(context.note), [&](std::uint32_t b, Findings& findings) {
    const Block& block = context.note.blocks[b];
    const auto& candidates = block.facts->memo->get<std::vector<std::uint32_t>>(
        static_cast<std::size_t>(Remembered::candidates), [&] { return statements_to_look_at(*block.facts); });
    each_statement(context.note, b, [&](std::uint32_t s) {
      if (std::ranges::binary_search(candidates, s))
        third_parties(rule, context.note, block, block.facts->statements[s], relations, findings);
    });
  });
}

}  // namespace notewell::lint
