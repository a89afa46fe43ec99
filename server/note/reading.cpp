#include "note/reading.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "note/assertion.hpp"
#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using text::is_digit;
using text::is_letter;
using text::Offset;
using text::Span;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

// Typographic marks (U+2000–U+2FFF) separate words, but for an apostrophe between letters.
std::size_t word_character(std::string_view bytes, std::size_t at, bool inside) {
  const char c = bytes[at];
  if (is_letter(c) || is_digit(c)) return 1;
  const auto byte = static_cast<unsigned char>(c);
  const auto letter_at = [&](std::size_t i) {
    return i < bytes.size() && (is_letter(bytes[i]) || static_cast<unsigned char>(bytes[i]) >= 0xC3);
  };
  if (c == '\'') return inside && letter_at(at + 1) ? 1 : 0;
  if (byte == 0xE2) return bytes.substr(at).starts_with("’") && inside && letter_at(at + 3) ? 3 : 0;
  if (byte == 0xC2) return 0;  // U+0080–U+00BF: no-break space, guillemets, signs
  if (byte < 0x80) return 0;
  std::size_t length = 1;
  while (at + length < bytes.size() && (static_cast<unsigned char>(bytes[at + length]) & 0xC0U) == 0x80) ++length;
  return length;
}

std::size_t word_end(std::string_view bytes, std::size_t at) {
  std::size_t end = at;
  while (end < bytes.size()) {
    const std::size_t length = word_character(bytes, end, end != at);
    if (length == 0) break;
    end += length;
  }
  return end;
}

namespace {

/// Whether the word at `at` begins as a sentence would: capitalised, and one that opens sentences ("Client", "Denies").
bool opens_sentence(const Vocabulary& vocabulary, std::string_view bytes, std::size_t at) {
  if (at >= bytes.size() || bytes[at] < 'A' || bytes[at] > 'Z') return false;
  constexpr Cues openers = bit(Cue::client) | bit(Cue::pronoun) | bit(Cue::clinician) | bit(Cue::function_word) |
                           bit(Cue::report_verb) | bit(Cue::observation_verb) | bit(Cue::delivery_verb) |
                           bit(Cue::response_verb) | bit(Cue::negation);
  return (vocabulary.word(bytes.substr(at, word_end(bytes, at) - at)).cues & openers) != 0;
}

/// Whether a name follows the abbreviation: "Dr. Reyes", "Ct. Moss".
bool is_title(std::string_view bytes, const Token& token) {
  constexpr std::array<std::string_view, 7> titles = {"dr", "mr", "mrs", "ms", "prof", "st", "vs"};
  const std::string_view word = bytes.substr(token.span.begin, token.span.size());
  const auto small = [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); };
  return token.has(Cue::client) || std::ranges::any_of(titles, [&](std::string_view title) {
           return std::ranges::equal(word, title, {}, small);
         });
}

/// Whether a full stop, question or exclamation mark at `at`, behind the words so far, ends the statement.
bool ends_sentence(const Vocabulary& vocabulary, std::string_view bytes, std::size_t at,
                   std::span<const Token> before) {
  std::size_t next = at + 1;
  while (next < bytes.size() && (bytes[next] == '"' || bytes[next] == ')' || bytes[next] == '.' || bytes[next] == '!' ||
                                 bytes[next] == '?' || bytes.substr(next).starts_with("”"))) {
    next += bytes[next] == '\xE2' ? 3 : 1;
  }
  if (next < bytes.size() && !is_blank(bytes[next])) return false;
  std::size_t following = next;
  while (following < bytes.size() && is_blank(bytes[following])) ++following;
  const bool goes_on_small = following < bytes.size() && bytes[following] >= 'a' && bytes[following] <= 'z';
  // Behind a quote or an ellipsis the sentence may go on: “I can't.” and looked away
  if ((next > at + 1 || bytes[at - 1] == '.') && goes_on_small) return false;
  if (bytes[at] != '.') return true;
  const Token& last = before.back();
  if (last.span.end != at) return true;  // "(…)." and the like
  if (last.has(Cue::abbreviation)) return !is_title(bytes, last) && opens_sentence(vocabulary, bytes, following);
  const std::size_t begin = last.span.begin;
  const bool first = before.size() == 1 || before[before.size() - 2].ends_statement;
  if (last.number) return !(first && following < bytes.size());  // "1. Reviewed the log"
  const bool initial = last.span.size() == 1 && is_letter(bytes[begin]) && bytes[begin] != 'I' &&
                       (begin == 0 || bytes[begin - 1] != '/');
  return !initial || (begin > 1 && bytes[begin - 1] == '.' && opens_sentence(vocabulary, bytes, following));
}

/// A bullet (•, ·, ▪, ‣) or an arrow (→, ->, =>).
bool is_bullet_or_arrow(std::string_view bytes, std::size_t at) {
  const std::string_view rest = bytes.substr(at);
  return rest.starts_with("•") || rest.starts_with("·") || rest.starts_with("▪") || rest.starts_with("‣") ||
         rest.starts_with("→") || rest.starts_with("->") || rest.starts_with("=>");
}

/// Whether the mark at `at` sets a name apart from what is said of it: a colon, an equals sign, a dash between blanks.
bool is_label_mark(std::string_view bytes, std::size_t at) {
  const auto blank_at = [&](std::size_t i) { return i >= bytes.size() || is_blank(bytes[i]); };
  if (bytes[at] == ':') return at + 1 >= bytes.size() || !is_digit(bytes[at + 1]);
  if (bytes[at] == '=') return true;
  if (bytes[at] == '-') return at != 0 && blank_at(at - 1) && blank_at(at + 1);
  return bytes.substr(at).starts_with("–") || bytes.substr(at).starts_with("—");
}

}  // namespace

void tokenize(const Vocabulary& vocabulary, Span passage, const BlockFacts& facts, std::vector<Token>& tokens) {
  tokens.clear();
  const std::string_view bytes = facts.bytes;
  auto quote = std::ranges::lower_bound(facts.quotes, passage.begin, {}, &Span::end);
  auto hole = std::ranges::lower_bound(facts.placeholders, passage.begin, {}, &Span::end);
  bool comma = false;
  bool mark = false;
  for (std::size_t at = passage.begin; at < passage.end;) {
    while (quote != facts.quotes.end() && quote->end <= at) ++quote;
    while (hole != facts.placeholders.end() && hole->end <= at) ++hole;
    if (hole != facts.placeholders.end() && hole->begin <= at) {  // a blank says nothing, not even ‹tearful›
      at = hole->end;
      continue;
    }
    const bool in_quote = quote != facts.quotes.end() && quote->begin <= at;
    if (word_character(bytes, at, false) != 0) {
      const std::size_t end = std::min<std::size_t>(word_end(bytes, at), passage.end);
      Token token{.span = {static_cast<Offset>(at), static_cast<Offset>(end)},
                  .word = {},
                  .in_quote = in_quote,
                  .comma_before = comma,
                  .mark_before = mark};
      token.number = is_digit(bytes[at]);
      token.item = token.number && bytes.substr(end).starts_with(')') && (at == 0 || is_blank(bytes[at - 1]));
      token.word = vocabulary.word(bytes.substr(at, end - at));
      token.cues = token.word.cues;
      tokens.push_back(token);
      comma = false;
      mark = false;
      at = end;
      continue;
    }
    const char c = bytes[at];
    if (is_blank(c)) {
      ++at;
      continue;
    }
    // A bullet or an arrow between words sets them apart as a comma does.
    if (c == ',' || is_bullet_or_arrow(bytes, at)) comma = true;
    if (is_label_mark(bytes, at)) mark = true;
    if (!tokens.empty()) {
      tokens.back().mark_behind = mark;
      const bool stop = c == '.' || c == '!' || c == '?';
      // Inside a quote a full stop ends the statement only if the quote ends with it.
      const bool at_quote_end = in_quote && at + 4 >= quote->end;
      if ((c == ';' && !in_quote) ||
          (stop && (!in_quote || at_quote_end) && ends_sentence(vocabulary, bytes, at, tokens))) {
        tokens.back().ends_statement = true;
      }
    }
    ++at;
  }
  if (!tokens.empty()) tokens.back().ends_statement = true;
}

std::size_t statement_length(std::span<const Token> tokens) {
  std::size_t last = 0;
  while (!tokens[last].ends_statement) ++last;
  return last + 1;
}

namespace {

/// Cues of assertion: of several that overlap, the longest counts, so that "no longer" is not "no".
constexpr Cues assertion_cues = bit(Cue::negation) | bit(Cue::negation_after) | bit(Cue::pseudo_negation) |
                                bit(Cue::termination) | bit(Cue::historical) | bit(Cue::historical_after) |
                                bit(Cue::historical_heading) | bit(Cue::pseudo_historical) | bit(Cue::recent) |
                                bit(Cue::hypothetical) | bit(Cue::affirmation);

/// Marks the phrases of the statement: cues on their first word, entries as mentions.
void find_phrases(const Vocabulary& vocabulary, std::span<Token> tokens, std::vector<FoundPhrase>& found,
                  std::uint64_t& stated) {
  thread_local std::vector<Word> words;
  words.clear();
  for (const Token& token : tokens) words.push_back(token.word);
  found.clear();
  thread_local std::vector<PhraseMatch> matches;
  std::size_t covered = 0;  // up to which token the longest assertion cue so far reaches
  for (std::size_t i = 0; i != tokens.size(); ++i) {
    if (i < covered) tokens[i].cues &= ~assertion_cues;
    vocabulary.match(std::span<const Word>(words).subspan(i), matches);
    for (const auto& [length, meanings] : matches) {
      for (const PhraseMeaning& meaning : meanings) {
        if (meaning.entry != no_concept) {
          // "long pause" makes "pause" of the same entry say no more
          const Span span{static_cast<Offset>(i), static_cast<Offset>(i + length)};
          auto same = found.rbegin();
          while (same != found.rend() && same->first.begin == span.begin &&
                 (same->second.entry != meaning.entry || same->second.sense != meaning.sense)) {
            ++same;
          }
          if (same != found.rend() && same->first.begin == span.begin) {
            same->first = span;
          } else {
            found.emplace_back(span, meaning);
          }
          continue;
        }
        if ((meaning.cues & assertion_cues) == 0) {
          tokens[i].cues |= meaning.cues;
        } else if (i >= covered || i + length > covered) {
          if (length > tokens[i].cue_words) tokens[i].cues &= ~assertion_cues;
          tokens[i].cues |= meaning.cues;
          tokens[i].cue_words = static_cast<std::uint8_t>(std::min<std::size_t>(length, 0xFF));
        }
        const auto passed_over = [&](const Token& token) { return token.has(Cue::skipped); };
        // "by his phone's clock" is not "by phone"
        if (meaning.passes_over || std::ranges::none_of(tokens.subspan(i, length), passed_over))
          stated |= meaning.fields;
      }
    }
    if ((tokens[i].cues & assertion_cues) != 0) covered = std::max(covered, i + tokens[i].cue_words);
  }
}

/// "Explained how avoidance feeds fear", "Asked what she would tell a friend": with nobody named before it, it is the
/// clinician's. "Asked for a glass of water" is not.
bool opens_clinicians_act(const Reading& reading, std::size_t at) {
  if (at != 0) return false;
  const std::string verb = text::lower_case(reading.text(reading.tokens[at]));
  if (verb == "explained") return true;
  const std::string_view next = reading.tokens.size() > 1 ? reading.text(reading.tokens[1]) : std::string_view{};
  return verb == "asked" && next != "for" && next != "to";
}

/// Finds who speaks: the subject nearest before each report verb decides whose report it is.
Reading read_subjects(std::span<Token> tokens, std::string_view bytes) {
  Reading reading{.tokens = tokens, .bytes = bytes};
  enum class Who { nobody, client, clinician, other } subject = Who::nobody;
  bool somebody_named = false;
  bool named_other = false;
  for (std::size_t i = 0; i != tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.in_quote) continue;
    if (token.has(Cue::other_person)) {
      subject = Who::other;
      named_other = true;
    } else if (token.has(Cue::client)) {
      subject = Who::client;
    } else if (token.has(Cue::clinician)) {
      subject = Who::clinician;
    } else if (token.has(Cue::pronoun)) {
      // A pronoun keeps another person as the subject only where that person began the statement.
      if (!(named_other && reading.other_first)) subject = Who::client;
    }
    if (!somebody_named && subject != Who::nobody) {
      somebody_named = true;
      reading.client_first = subject == Who::client;
      reading.clinician_first = subject == Who::clinician;
      // "Her mother is …", not "voice broke when her mother …"
      reading.other_first = subject == Who::other && i <= 2;
    }
    if (token.has(Cue::report_verb) && subject != Who::clinician && !opens_clinicians_act(reading, i)) {
      reading.first_report = std::min(reading.first_report, i);
      (subject == Who::other ? reading.other_reports : reading.client_reports) = true;
    }
  }
  return reading;
}

/// Marks the words that stand in what somebody is told to have said: in quotes, and behind a report verb up to where
/// the clinician speaks again ("reported low mood and appeared tearful").
void mark_reported(const Reading& reading) {
  bool reported = false;
  for (std::size_t i = 0; i != reading.tokens.size(); ++i) {
    Token& token = reading.tokens[i];
    const bool seen_again = token.has(Cue::observation_verb) && i != 0 && reading.text(reading.tokens[i - 1]) == "and";
    if (token.has(Cue::termination) || seen_again) reported = false;
    token.reported = reported || token.in_quote;
    if (i >= reading.first_report && token.has(Cue::report_verb)) reported = true;
  }
}

}  // namespace

Reading read_statement(const Vocabulary& vocabulary, std::string_view bytes, std::span<Token> tokens,
                       std::vector<FoundPhrase>& found, std::uint64_t& stated) {
  find_phrases(vocabulary, tokens, found, stated);
  const Reading reading = read_subjects(tokens, bytes);
  mark_reported(reading);
  mark_scopes(reading);
  return reading;
}

}  // namespace notewell::note
