#include "note/passage.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace notewell::note {
namespace {

using text::Offset;
using text::Span;

/// A word of the passage.
struct Token {
  Span span;
  Word word;
  Cues cues = 0;  // of the word and of the phrases that begin here
  bool in_quote = false;
  bool number = false;
  bool comma_before = false;
  bool ends_statement = false;  // the statement ends behind this word
  bool reported = false;        // inside what somebody is told to have said

  [[nodiscard]] bool has(Cue cue) const { return (cues & bit(cue)) != 0; }
};

bool is_letter_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Length of the word character at `at`, 0 if it is none. Typographic marks (U+2000–U+2FFF) separate words, but for an
/// apostrophe between letters.
std::size_t word_character(std::string_view bytes, std::size_t at, bool inside) {
  const char c = bytes[at];
  if (is_letter_byte(c) || is_digit(c)) return 1;
  const auto byte = static_cast<unsigned char>(c);
  const auto letter_at = [&](std::size_t i) {
    return i < bytes.size() && (is_letter_byte(bytes[i]) || static_cast<unsigned char>(bytes[i]) >= 0xC3);
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

/// Whether a full stop, question or exclamation mark at `at` ends the statement.
bool ends_sentence(std::string_view bytes, std::size_t at, const Token& before) {
  std::size_t next = at + 1;
  while (next < bytes.size() && (bytes[next] == '"' || bytes[next] == ')' || bytes[next] == '.' || bytes[next] == '!' ||
                                 bytes[next] == '?' || bytes.substr(next).starts_with("”"))) {
    next += bytes[next] == '\xE2' ? 3 : 1;
  }
  if (next < bytes.size() && !is_blank(bytes[next])) return false;
  if (next > at + 1) {  // behind a quote the sentence may go on: “I can't.” and looked away
    std::size_t word = next;
    while (word < bytes.size() && is_blank(bytes[word])) ++word;
    if (word < bytes.size() && bytes[word] >= 'a' && bytes[word] <= 'z') return false;
  }
  if (bytes[at] != '.') return true;
  if (before.span.end != at) return true;  // "(…)." and the like
  if (before.has(Cue::abbreviation)) return false;
  const bool initial = before.span.size() == 1 && is_letter_byte(bytes[before.span.begin]) &&
                       bytes[before.span.begin] != 'I' &&
                       (before.span.begin == 0 || bytes[before.span.begin - 1] != '/');
  return !initial;
}

/// Cuts the passage into words, marking where statements end.
void tokenize(const Vocabulary& vocabulary, Span passage, const BlockFacts& facts, std::vector<Token>& tokens) {
  tokens.clear();
  const std::string_view bytes = facts.bytes;
  auto quote = std::ranges::lower_bound(facts.quotes, passage.begin, {}, &Span::end);
  auto hole = std::ranges::lower_bound(facts.placeholders, passage.begin, {}, &Span::end);
  bool comma = false;
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
                  .comma_before = comma};
      token.number = is_digit(bytes[at]);
      token.word = vocabulary.word(bytes.substr(at, end - at));
      token.cues = token.word.cues;
      tokens.push_back(token);
      comma = false;
      at = end;
      continue;
    }
    const char c = bytes[at];
    if (c == ',') comma = true;
    if (!tokens.empty()) {
      const bool stop = c == '.' || c == '!' || c == '?';
      // Inside a quote a full stop ends the statement only if the quote ends with it.
      const bool at_quote_end = in_quote && at + 4 >= quote->end;
      if ((c == ';' && !in_quote) || (stop && (!in_quote || at_quote_end) && ends_sentence(bytes, at, tokens.back()))) {
        tokens.back().ends_statement = true;
      }
    }
    ++at;
  }
  if (!tokens.empty()) tokens.back().ends_statement = true;
}

bool word_is(std::string_view bytes, const Token& token, std::string_view word) {
  return bytes.substr(token.span.begin, token.span.size()) == word;
}

/// What is known of one statement while it is being read.
struct Reading {
  std::span<Token> tokens;
  std::size_t first_report = std::numeric_limits<std::size_t>::max();  // the client's or another's report verb
  bool client_reports = false;
  bool other_reports = false;
  bool clinician_first = false;
  bool client_first = false;
  bool other_first = false;
};

/// Marks the phrases of the statement: cues on their first word, entries as mentions.
void find_phrases(const Vocabulary& vocabulary, std::span<Token> tokens, std::vector<Word>& words,
                  std::vector<std::pair<Span, PhraseMeaning>>& found, std::uint64_t& stated) {
  words.clear();
  for (const Token& token : tokens) words.push_back(token.word);
  found.clear();
  thread_local std::vector<PhraseMatch> matches;
  for (std::size_t i = 0; i != tokens.size(); ++i) {
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
        tokens[i].cues |= meaning.cues;
        const auto passed_over = [&](const Token& token) { return token.has(Cue::skipped); };
        // "by his phone's clock" is not "by phone"
        if (std::ranges::none_of(tokens.subspan(i, length), passed_over)) stated |= meaning.fields;
        if ((meaning.cues & bit(Cue::pseudo_negation)) != 0) {
          for (Token& token : tokens.subspan(i, length)) token.cues &= ~bit(Cue::negation);
        }
      }
    }
  }
}

/// Finds who speaks: the subject nearest before each report verb decides whose report it is.
Reading read_subjects(std::span<Token> tokens) {
  Reading reading{.tokens = tokens};
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
    if (token.has(Cue::report_verb) && subject != Who::clinician) {
      reading.first_report = std::min(reading.first_report, i);
      (subject == Who::other ? reading.other_reports : reading.client_reports) = true;
    }
  }
  return reading;
}

/// Marks the words that stand in what somebody is told to have said: in quotes, and behind a report verb up to where
/// the clinician speaks again ("reported low mood and appeared tearful").
void mark_reported(const Reading& reading, std::string_view bytes) {
  bool reported = false;
  for (std::size_t i = 0; i != reading.tokens.size(); ++i) {
    Token& token = reading.tokens[i];
    const bool seen_again = token.has(Cue::observation_verb) && i != 0 && word_is(bytes, reading.tokens[i - 1], "and");
    if (token.has(Cue::termination) || seen_again) reported = false;
    token.reported = reported || token.in_quote;
    if (i >= reading.first_report && token.has(Cue::report_verb)) reported = true;
  }
}

/// The ConText walk from a mention outwards to the cues whose scope it is in.
Assertion assertion_of(const Reading& reading, std::string_view bytes, Span mention) {
  const std::span<Token> tokens = reading.tokens;
  const bool in_quote = tokens[mention.begin].in_quote;
  constexpr std::size_t reach = 8;      // words, for a plain negation
  constexpr std::size_t farthest = 40;  // words, for any cue
  bool historical = false;
  bool hypothetical = false;
  bool comma = tokens[mention.begin].comma_before;
  const auto list_goes_on = [&](std::size_t from) {  // "no X, Y, or Z"
    for (std::size_t i = from; i < std::min(tokens.size(), std::size_t{mention.end} + 4); ++i) {
      const std::string_view word = bytes.substr(tokens[i].span.begin, tokens[i].span.size());
      if (word == "or" || word == "nor") return true;
    }
    return false;
  };
  for (std::size_t i = mention.begin, steps = 0; i-- > 0 && steps != farthest; ++steps) {
    const Token& token = tokens[i];
    if (token.in_quote != in_quote) {
      if (in_quote) break;
      continue;
    }
    if (token.has(Cue::termination)) break;
    const bool denies = token.has(Cue::negation) && token.has(Cue::report_verb);
    if (token.has(Cue::negation) && (denies || (steps < reach && (!comma || list_goes_on(i)))))
      return Assertion::negated;
    historical = historical || token.has(Cue::historical);
    hypothetical = hypothetical || token.has(Cue::hypothetical);
    comma = comma || token.comma_before;
  }
  for (std::size_t i = mention.end; i < std::min(tokens.size(), std::size_t{mention.end} + 5); ++i) {
    const Token& token = tokens[i];
    if (token.has(Cue::termination) || token.in_quote != in_quote || token.comma_before) break;
    if (token.has(Cue::negation_after)) return Assertion::negated;
    historical = historical || token.has(Cue::historical);
  }
  if (historical) return Assertion::historical;
  if (hypothetical) return Assertion::hypothetical;
  if (!in_quote && reading.other_first && !reading.client_reports) {
    for (std::size_t i = mention.begin, steps = 0; i-- > 0 && steps != farthest; ++steps) {
      if (tokens[i].has(Cue::client)) return Assertion::affirmed;
    }
    return Assertion::other_person;
  }
  return Assertion::affirmed;
}

/// Whether a verb stands in the past tense: regular by its ending, else one of those that therapists use.
bool is_past(std::string_view verb) {
  constexpr std::array<std::string_view, 22> irregular = {
      "taught", "led", "drew", "wrote", "built", "went",  "gave", "made", "used", "broke", "began",
      "chose",  "ran", "read", "had",   "held",  "spoke", "sat",  "took", "kept", "found", "showed"};
  return verb.ends_with("ed") || std::ranges::find(irregular, verb) != irregular.end() ||
         (!verb.empty() && verb[0] >= 'A' && verb[0] <= 'Z' &&
          std::ranges::any_of(irregular, [&](std::string_view word) {
            return word.size() == verb.size() && word.substr(1) == verb.substr(1) &&
                   word[0] == static_cast<char>(verb[0] | 0x20);
          }));
}

void read_signals(const Reading& reading, const BlockFacts& facts, Statement& statement) {
  const std::span<Token> tokens = reading.tokens;
  Signals& signals = statement.signals;
  std::size_t content = 0;
  bool subject_seen = false;
  for (std::size_t i = 0; i != tokens.size(); ++i) {
    const Token& token = tokens[i];
    const bool names_party = token.has(Cue::client) || token.has(Cue::clinician);
    if (!token.has(Cue::function_word) && !names_party && (token.span.size() > 1 || token.number)) ++content;
    signals.number = signals.number || token.number;
    signals.quote = signals.quote || token.in_quote;
    if (token.in_quote) continue;
    subject_seen = subject_seen || token.has(Cue::client) || token.has(Cue::pronoun);
    signals.rationale =
        signals.rationale || token.has(Cue::rationale) ||
        (i + 1 < tokens.size() && tokens[i + 1].has(Cue::purpose_verb) && word_is(facts.bytes, token, "to"));
    signals.delivery = signals.delivery || token.has(Cue::delivery_verb);
    signals.done = signals.done || (token.has(Cue::delivery_verb) &&
                                    is_past(std::string_view(facts.bytes).substr(token.span.begin, token.span.size())));
    if ((token.has(Cue::response_verb) || token.has(Cue::client_skill)) &&
        (subject_seen || i == 0 || reading.client_first)) {
      signals.response = true;
    }
    signals.skill = signals.skill || token.has(Cue::client_skill);
    signals.future = signals.future || token.has(Cue::future);
    signals.observes = signals.observes || (token.has(Cue::observation_verb) && !token.reported);
  }
  statement.content_words = static_cast<std::uint16_t>(std::min<std::size_t>(content, 0xFFFF));
  const auto goal = std::ranges::lower_bound(facts.references, statement.span.begin, {},
                                             [](const Reference& reference) { return reference.span.begin; });
  signals.rationale = signals.rationale || (goal != facts.references.end() && goal->span.begin < statement.span.end);
}

Speaker speaker_of(const Reading& reading, const Statement& statement, bool names_intervention) {
  const Signals& signals = statement.signals;
  switch (statement.facet) {
    case Facet::observed:
      return Speaker::clinician_observation;
    case Facet::reported:
      return signals.quote ? Speaker::client_quote : Speaker::client_reported;
    case Facet::how:
    case Facet::why:
      return Speaker::clinician_action;
    default:
      break;
  }
  if (signals.quote && !(reading.clinician_first && !reading.client_reports)) {
    return reading.other_reports && !reading.client_reports ? Speaker::other_person : Speaker::client_quote;
  }
  if (reading.client_reports) return Speaker::client_reported;
  if (reading.other_reports) return Speaker::other_person;
  if (signals.observes && !reading.clinician_first) return Speaker::clinician_observation;
  if (reading.clinician_first || names_intervention || (signals.delivery && !reading.client_first)) {
    return Speaker::clinician_action;
  }
  return Speaker::unknown;
}

void add_statement(const Vocabulary& vocabulary, const Passage& passage, std::span<Token> tokens,
                   std::vector<Word>& words, std::vector<std::pair<Span, PhraseMeaning>>& found, BlockFacts& facts) {
  find_phrases(vocabulary, tokens, words, found, facts.stated_fields);
  const Reading reading = read_subjects(tokens);
  mark_reported(reading, facts.bytes);
  Statement statement{.span = {tokens.front().span.begin, tokens.back().span.end},
                      .facet = passage.facet,
                      .signals = {},
                      .option = passage.option};
  // The closing mark of a quote belongs to the statement.
  for (auto it = std::ranges::lower_bound(facts.quotes, statement.span.begin, {}, &Span::end); it != facts.quotes.end();
       ++it) {
    const Span quote = *it;
    if (quote.begin >= statement.span.end) break;
    if (quote.end > statement.span.end) statement.span.end = std::min(quote.end, passage.span.end);
    if (quote.begin < statement.span.begin && quote.end > statement.span.begin) {
      statement.span.begin = std::max(quote.begin, passage.span.begin);
    }
  }
  read_signals(reading, facts, statement);
  statement.first_mention = static_cast<std::uint32_t>(facts.mentions.size());
  bool names_intervention = false;
  for (const auto& [span, meaning] : found) {
    if (facts.mentions.size() - statement.first_mention == std::numeric_limits<std::uint16_t>::max()) break;
    const Concept& entry = vocabulary.entry(meaning.entry);
    const bool intervention = entry.group == "intervention";
    Mention mention{
        .entry = meaning.entry,
        .sense = meaning.sense,
        .assertion = assertion_of(reading, facts.bytes, span),
        .reported = passage.facet == Facet::observed ? tokens[span.begin].in_quote : tokens[span.begin].reported,
        .span = {tokens[span.begin].span.begin, tokens[span.end - 1].span.end}};
    if (intervention && meaning.sense == Sense::name) names_intervention = true;
    if (intervention && meaning.sense == Sense::sign) statement.signals.delivery = true;
    if (!intervention && meaning.sense == Sense::sign && !mention.reported &&
        mention.assertion == Assertion::affirmed) {
      statement.signals.observes = true;
    }
    facts.mentions.push_back(mention);
  }
  statement.mention_count = static_cast<std::uint16_t>(facts.mentions.size() - statement.first_mention);
  statement.speaker = speaker_of(reading, statement, names_intervention);
  statement.signals.observes = statement.signals.observes || statement.facet == Facet::observed;
  statement.signals.reports =
      reading.client_reports || statement.facet == Facet::reported || statement.speaker == Speaker::client_quote;
  statement.signals.response = statement.signals.response || statement.facet == Facet::response;
  statement.signals.rationale = statement.signals.rationale || statement.facet == Facet::why;
  statement.signals.delivery = statement.signals.delivery || statement.facet == Facet::how;
  constexpr std::uint16_t longest_generic = 10;  // content words
  statement.signals.generic =
      statement.content_words <= longest_generic && !statement.signals.quote && !statement.signals.number &&
      vocabulary.is_generic(std::string_view(facts.bytes).substr(statement.span.begin, statement.span.size()));
  facts.statements.push_back(statement);
}

}  // namespace

void analyse_passage(const Vocabulary& vocabulary, const Passage& passage, BlockFacts& facts) {
  thread_local std::vector<Token> tokens;
  thread_local std::vector<Word> words;
  thread_local std::vector<std::pair<Span, PhraseMeaning>> found;
  tokenize(vocabulary, passage.span, facts, tokens);
  facts.words += static_cast<std::uint32_t>(tokens.size());
  for (std::size_t begin = 0; begin < tokens.size();) {
    std::size_t end = begin;
    while (!tokens[end].ends_statement) ++end;
    add_statement(vocabulary, passage, std::span(tokens).subspan(begin, end + 1 - begin), words, found, facts);
    begin = end + 1;
  }
}

NamedEntry leading_entry(const Vocabulary& vocabulary, std::string_view label, std::string_view group) {
  std::vector<Word> words;
  std::vector<Offset> ends;
  for (std::size_t at = 0; at < label.size() && words.size() < 12;) {
    if (word_character(label, at, false) == 0) {
      ++at;
      continue;
    }
    const std::size_t end = word_end(label, at);
    words.push_back(vocabulary.word(label.substr(at, end - at)));
    ends.push_back(static_cast<Offset>(end));
    at = end;
  }
  // "Client was sad" is sad, too: words that say nothing may stand before the name.
  std::size_t first = 0;
  while (first < words.size() && (words[first].cues & bit(Cue::skipped)) != 0) ++first;
  std::vector<PhraseMatch> matches;
  vocabulary.match(std::span<const Word>(words).subspan(std::min(first, words.size())), matches);
  NamedEntry best;
  for (const auto& [length, meanings] : matches) {  // the longest comes last
    bool fitted = false;
    for (const PhraseMeaning& meaning : meanings) {
      if (meaning.entry == no_concept || meaning.sense != Sense::name || fitted) continue;
      fitted = vocabulary.entry(meaning.entry).group == group;
      if (fitted || best.length != ends[first + length - 1])
        best = {.entry = meaning.entry, .length = ends[first + length - 1]};
    }
  }
  return best;
}

std::uint16_t count_words(std::string_view bytes) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (word_character(bytes, at, false) == 0) {
      ++at;
      continue;
    }
    ++count;
    at = word_end(bytes, at);
  }
  return static_cast<std::uint16_t>(std::min<std::size_t>(count, 0xFFFF));
}

}  // namespace notewell::note
