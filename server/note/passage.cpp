#include "note/passage.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <ranges>
#include <span>

#include "note/assertion.hpp"
#include "note/reading.hpp"
#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using text::Offset;
using text::Span;

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

bool is_among(const Reading& reading, const Token& token, std::span<const std::string_view> words) {
  return std::ranges::find(words, text::lower_case(reading.text(token))) != words.end();
}

constexpr std::array<std::string_view, 16> rated{"belief", "suds",    "sud",        "distress", "anxiety", "fear",
                                                 "urge",   "craving", "confidence", "tension",  "pain",    "panic",
                                                 "shame",  "guilt",   "anger",      "voc"};

/// "belief 80 to 45", "SUDS was 7, then 4": a rating, and what it was later.
bool is_moved_rating(const Reading& reading, std::size_t at) {
  constexpr std::array<std::string_view, 3> turns{"to", "then", "now"};
  const std::span<const Token> tokens = reading.tokens;
  if (at + 2 >= tokens.size() || !tokens[at].number || !tokens[at + 2].number ||
      !is_among(reading, tokens[at + 1], turns))
    return false;
  constexpr std::size_t near = 3;  // tokens: "belief in it 80 to 45"
  const std::span<const Token> before = tokens.subspan(at - std::min(at, near), std::min(at, near));
  return std::ranges::any_of(before, [&](const Token& token) { return is_among(reading, token, rated); });
}

/// "After the third round, belief 35%", "Fear 3 by the end": a rating of what came of it.
bool is_later_rating(const Reading& reading, std::size_t at) {
  constexpr std::array<std::string_view, 5> later{"after", "afterward", "afterwards", "end", "finally"};
  const std::span<const Token> tokens = reading.tokens;
  constexpr std::size_t near = 2;  // tokens: "belief was 35"
  const auto behind = tokens.subspan(at + 1).first(std::min(tokens.size() - at - 1, near));
  return std::ranges::any_of(behind, [](const Token& token) { return token.number; }) &&
         is_among(reading, tokens[at], rated) &&
         std::ranges::any_of(tokens, [&](const Token& token) { return is_among(reading, token, later); });
}

/// "as her mind races", "as she can only say …": what is always so is a reason; what was so at the time ("as she
/// cried") is none.
bool gives_standing_reason(const Reading& reading, std::size_t at) {
  constexpr std::array<std::string_view, 43> standing{
      "is",    "are",   "has",   "have",   "can",      "can't",   "cannot", "does",  "doesn't", "don't",   "goes",
      "comes", "makes", "keeps", "leads",  "feels",    "feeds",   "thinks", "fears", "avoids",  "doubts",  "races",
      "loses", "gets",  "falls", "drinks", "wakes",    "hides",   "stays",  "tends", "never",   "always",  "takes",
      "tells", "ends",  "wants", "needs",  "believes", "expects", "treats", "turns", "could",   "couldn't"};
  const std::span<const Token> tokens = reading.tokens;
  if (reading.text(tokens[at]) != "as") return false;
  constexpr std::size_t near = 6;  // tokens: "as most of what the boy hears is no"
  const auto clause = tokens.subspan(at + 1).first(std::min(tokens.size() - at - 1, near));
  constexpr std::array<std::string_view, 6> others{"well", "soon", "if", "though", "much", "long"};  // "as soon as"
  if (clause.empty() || is_among(reading, clause.front(), others)) return false;
  if (std::ranges::any_of(clause, [&](const Token& token) { return is_among(reading, token, standing); })) return true;
  // "as humming uses …", "as the drive scares him": behind the subject a verb of the present
  const std::size_t verb = clause.front().has(Cue::function_word) ? 2 : 1;
  const std::string_view word = verb < clause.size() ? reading.text(clause[verb]) : std::string_view{};
  constexpr std::size_t shortest = 4;
  return word.size() >= shortest && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") &&
         !clause.front().number;
}

/// "…, so we picked the smallest step": what stands before it is the reason. "She was so tired" gives none.
bool gives_reason_before(const Reading& reading, std::size_t at) {
  constexpr std::array<std::string_view, 3> who{"we", "i", "therapist"};
  return at + 1 < reading.tokens.size() && reading.text(reading.tokens[at]) == "so" &&
         is_among(reading, reading.tokens[at + 1], who);
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
    signals.rationale = signals.rationale || token.has(Cue::rationale) ||
                        (i + 1 < tokens.size() && tokens[i + 1].has(Cue::purpose_verb) && reading.text(token) == "to");
    signals.rationale = signals.rationale || gives_standing_reason(reading, i) || gives_reason_before(reading, i);
    signals.delivery = signals.delivery || token.has(Cue::delivery_verb);
    signals.done = signals.done || (token.has(Cue::delivery_verb) && is_past(reading.text(token)));
    if ((token.has(Cue::response_verb) || token.has(Cue::client_skill)) &&
        (subject_seen || i == 0 || reading.client_first)) {
      signals.response = true;
    }
    signals.skill = signals.skill || token.has(Cue::client_skill);
    // "Her belief in it fell from 90 to 50", "SUDS dropped to a 3": whoever rates, it is a response.
    constexpr std::size_t near = 4;  // tokens: "came down from a 8"
    if (token.has(Cue::movement) && std::ranges::any_of(tokens.subspan(i).first(std::min(tokens.size() - i, near + 1)),
                                                        [](const Token& next) { return next.number; }))
      signals.response = signals.skill = true;
    if (is_moved_rating(reading, i) || is_later_rating(reading, i)) signals.response = signals.skill = true;
    signals.future = signals.future || token.has(Cue::future);
    signals.observes = signals.observes || (token.has(Cue::observation_verb) && !token.reported);
  }
  statement.content_words = static_cast<std::uint16_t>(std::min<std::size_t>(content, 0xFFFF));
  const auto goal = std::ranges::lower_bound(facts.references, statement.span.begin, {},
                                             [](const Reference& reference) { return reference.span.begin; });
  signals.rationale = signals.rationale || (goal != facts.references.end() && goal->span.begin < statement.span.end);
}

/// "Practiced asking for the day off", "Parent session: taught mother …": a verb of delivery in the past with nobody
/// before it is the clinician's, whatever is told behind it. Verbs that report as well ("described") tell no more.
bool opens_with_delivery(const Reading& reading) {
  constexpr std::size_t farthest_colon = 4;  // tokens
  const std::span<const Token> tokens = reading.tokens;
  for (std::size_t i = 0; i != std::min(tokens.size(), farthest_colon + 1); ++i) {
    if (i != 0 && !tokens[i].mark_before) continue;
    if (tokens[i].has(Cue::delivery_verb) && !tokens[i].has(Cue::report_verb) && is_past(reading.text(tokens[i])))
      return true;
  }
  return false;
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
  if (opens_with_delivery(reading)) return Speaker::clinician_action;
  if (reading.client_reports) return Speaker::client_reported;
  if (reading.other_reports) return Speaker::other_person;
  if (signals.observes && !reading.clinician_first) return Speaker::clinician_observation;
  if (reading.clinician_first || names_intervention || (signals.delivery && !reading.client_first)) {
    return Speaker::clinician_action;
  }
  return Speaker::unknown;
}

constexpr std::size_t farthest = 40;  // tokens of a statement before an intervention's name that tell whose it is

/// Whether a statement tells what the client, or somebody around the client, has or does at other times: "He has a
/// safety plan from the hospital", "She reads to the kids and does the body scan", "Her mother suggested the worry
/// box". What was done in the session stands in the past, or with a verb of response.
bool leads_elsewhere(const Reading& reading, const Statement& statement, std::size_t name) {
  constexpr std::array<std::string_view, 5> having{"has", "have", "had", "does", "do"};
  constexpr std::array<std::string_view, 2> being{"is", "was"};
  constexpr std::array<std::string_view, 7> elsewhere{"joined", "argued", "suggested", "recommended",
                                                      "wants",  "likes",  "hates"};
  constexpr std::array<std::string_view, 6> here{"learns", "works", "builds", "makes", "begins", "continues"};
  constexpr std::size_t longest_subject = 3;  // tokens: "Her physical therapist"
  if (statement.signals.done || name > farthest) return false;
  const std::span<const Token> before = reading.tokens.first(name);
  std::size_t verb = 0;
  for (std::size_t i = 0; i != std::min(before.size(), longest_subject); ++i) {
    if (before[i].has(Cue::client) || before[i].has(Cue::pronoun) || before[i].has(Cue::other_person)) verb = i + 1;
  }
  if (verb == 0 || verb >= before.size()) return false;
  const auto breaks = [](const Token& token) {
    return token.comma_before || token.has(Cue::clinician) || token.has(Cue::delivery_verb);
  };
  if (std::ranges::any_of(before.subspan(verb + 1), breaks)) return false;
  const Token& token = before[verb];
  const bool last = verb + 1 == before.size();
  if (is_among(reading, token, having)) return last || !is_past(reading.text(before[verb + 1]));
  if (is_among(reading, token, being)) return !last && reading.text(before[verb + 1]) == "in";
  if (is_among(reading, token, elsewhere)) return true;
  const std::string_view text = reading.text(token);
  const bool of_session = token.has(Cue::response_verb) || token.has(Cue::client_skill) ||
                          token.has(Cue::delivery_verb) || token.has(Cue::observation_verb) ||
                          token.has(Cue::report_verb) || is_among(reading, token, here);
  return !of_session && text.size() > 3 && text.ends_with('s') && !text.ends_with("ss");
}

/// Whether an intervention's name tells of the client: what is lacking or looked for ("difficulty with time
/// management", "seeks validation"), what the client has ("Her coping skills are few"), what the client did ("she
/// validated her daughter"). None of these was done here.
bool is_the_clients_own(const Reading& reading, const Statement& statement, Span name) {
  const std::span<const Token> before = reading.tokens.first(name.begin);
  const auto is_bare = [](const Token& token) { return token.has(Cue::function_word) || token.has(Cue::skipped); };
  const auto apart = [](const Token& token) { return token.comma_before || token.mark_before; };
  bool apart_from_name = apart(reading.tokens[name.begin]);
  for (const Token& token : before.last(std::min(before.size(), farthest)) | std::views::reverse) {
    if (apart_from_name) break;
    if (token.has(Cue::lack)) return true;
    if (!is_bare(token)) break;
    apart_from_name = apart(token);
  }
  if (leads_elsewhere(reading, statement, name.begin)) return true;
  if (before.size() != 1) return false;
  const bool of_client = before.front().has(Cue::client) || before.front().has(Cue::pronoun);
  if (of_client && name.end - name.begin == 1 && is_past(reading.text(reading.tokens[name.begin]))) return true;
  constexpr std::array<std::string_view, 4> owners{"her", "his", "their", "client's"};
  constexpr std::array<std::string_view, 8> states{"is", "are", "was", "were", "has", "have", "remain", "remains"};
  return !statement.signals.done && name.end < reading.tokens.size() && is_among(reading, before.front(), owners) &&
         is_among(reading, reading.tokens[name.end], states);
}

void add_statement(const Vocabulary& vocabulary, const Passage& passage, std::span<Token> tokens,
                   std::vector<FoundPhrase>& found, BlockFacts& facts) {
  const Reading reading = read_statement(vocabulary, facts.bytes, tokens, found, facts.stated_fields);
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
        .assertion = in_one(assertions_of(reading, span)),
        .reported = passage.facet == Facet::observed ? tokens[span.begin].in_quote : tokens[span.begin].reported,
        .span = {tokens[span.begin].span.begin, tokens[span.end - 1].span.end}};
    const bool names = intervention && meaning.sense == Sense::name;
    if (names && mention.assertion == Assertion::affirmed && is_the_clients_own(reading, statement, span)) {
      mention.assertion = Assertion::hypothetical;
    } else if (names) {
      names_intervention = true;
    }
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
  thread_local std::vector<FoundPhrase> found;
  tokenize(vocabulary, passage.span, facts, tokens);
  facts.words += static_cast<std::uint32_t>(tokens.size());
  for (std::span<Token> rest = tokens; !rest.empty();) {
    const std::size_t length = statement_length(rest);
    add_statement(vocabulary, passage, rest.first(length), found, facts);
    rest = rest.subspan(length);
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
