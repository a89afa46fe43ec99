#include "note/assertion.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "note/reading.hpp"

namespace notewell::note {
namespace {

using text::Offset;
using text::Span;

// What a token's `before` and `behind` hold.
constexpr std::uint8_t in_negation = 1;
constexpr std::uint8_t in_history = 2;
constexpr std::uint8_t in_hypothesis = 4;

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
constexpr std::size_t plain_reach = 8;      // words, for "no", "not", "without" within one member of a list
constexpr std::size_t member_reach = 5;     // words that a member of a list can have before the list is none
constexpr std::size_t adjective_reach = 4;  // words, for "past", "former", "prior"
constexpr std::size_t short_member = 3;     // the same where no "or" holds the list together

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& words) {
  return std::ranges::find(words, word) != words.end();
}

bool is_or(std::string_view word) {
  constexpr std::array<std::string_view, 4> words = {"or", "nor", "OR", "NOR"};
  return is_one_of(word, words);
}

bool is_and(std::string_view word) {
  constexpr std::array<std::string_view, 2> words = {"and", "AND"};
  return is_one_of(word, words);
}

bool is_form_of_be(std::string_view word) {
  constexpr std::array<std::string_view, 8> words = {"is", "are", "was", "were", "been", "be", "being", "remains"};
  return is_one_of(word, words);
}

bool is_unit_of_time(std::string_view word) {
  constexpr std::array<std::string_view, 12> words = {"hour",  "hours",  "day",  "days",  "week",    "weeks",
                                                      "month", "months", "year", "years", "session", "sessions"};
  return is_one_of(word, words);
}

/// Whether a clause with a verb of its own begins at token `i`: behind a comma or "and", somebody or a finite verb.
bool opens_clause(const Reading& reading, std::size_t i) {
  constexpr Cues subjects = bit(Cue::client) | bit(Cue::pronoun) | bit(Cue::clinician);
  constexpr Cues verbs = bit(Cue::report_verb) | bit(Cue::observation_verb);
  const Token& token = reading.tokens[i];
  if (i == 0 || (!token.comma_before && !token.mark_before && !is_and(reading.text(reading.tokens[i - 1]))))
    return false;
  if (token.has(Cue::negation)) return false;
  // "and remaining doubts" is no clause; ", avoiding eye contact" is one.
  if (!token.comma_before && reading.text(token).ends_with("ing")) return false;
  if ((token.cues & (subjects | verbs)) != 0) return true;
  constexpr std::array<std::string_view, 12> finite = {"is",  "was",  "are", "were", "has",   "had",
                                                       "did", "does", "can", "will", "there", "it"};
  return is_one_of(reading.text(token), finite);
}

/// How a list goes on at each comma: walked from the end, a comma leads on to the "or" that closes its list.
enum class ListComma : std::uint8_t { none, tail, leads_on };

/// Follows the members of a list backwards through a statement.
class ListWalk {
 public:
  explicit ListWalk(const Reading& reading) : reading_(reading), separator_(reading.tokens.size()) {}

  /// What the comma before token `i` is, if there is one; tokens come last to first.
  ListComma step(std::size_t i) {
    const Token& token = reading_.tokens[i];
    const std::string_view word = reading_.text(token);
    if (is_or(word)) return found(i, ListComma::leads_on);
    const bool ends = token.has(Cue::termination) || opens_clause(reading_, i) || token.has(Cue::observation_verb);
    if (ends) {
      separator_ = i;
      kind_ = ListComma::none;
      closed_ = false;
      return ListComma::none;
    }
    if (!token.comma_before) return ListComma::none;
    const std::size_t length = separator_ - i;
    if (kind_ == ListComma::leads_on && length <= member_reach) return found(i, ListComma::leads_on);
    if (kind_ == ListComma::tail && length <= short_member) return found(i, ListComma::leads_on);
    const bool bare = closed_ && kind_ == ListComma::none && length <= short_member && !is_and(word);
    return found(i, bare ? ListComma::tail : ListComma::none);
  }

 private:
  ListComma found(std::size_t i, ListComma kind) {
    separator_ = i;
    kind_ = kind;
    closed_ = false;
    return kind;
  }

  const Reading& reading_;
  std::size_t separator_;
  ListComma kind_ = ListComma::none;
  bool closed_ = true;  // nothing but the statement's end lies behind the separator
};

/// The scopes that are open at a token, going forwards; `nowhere`: none is.
struct Forward {
  std::size_t negated_from = nowhere;
  std::size_t negation_reach = 0;  // the last token that a plain negation reaches
  bool denial = false;             // "denies": reaches through any list
  bool list = false;               // the negation went past a comma
  std::size_t historical_from = nowhere;
  std::size_t historical_reach = nowhere;  // the last token that an adjective reaches; nowhere: no adjective
  std::size_t hypothetical_from = nowhere;
  bool modal = false;      // the hypothesis is a "would" or the like
  std::size_t clause = 0;  // where the clause began

  [[nodiscard]] std::uint8_t at(std::size_t i) const {
    const auto since = [i](std::size_t from) { return from != nowhere && i >= from; };
    return static_cast<std::uint8_t>((since(negated_from) && (denial || i <= negation_reach) ? in_negation : 0) |
                                     (since(historical_from) && i <= historical_reach ? in_history : 0) |
                                     (since(hypothetical_from) ? in_hypothesis : 0));
  }
};

/// Whether the statement begins with a heading of history: "Past medical history: …".
bool historical_heading(const Reading& reading) {
  constexpr std::size_t latest = 3;  // words before it: "His past …"
  for (std::size_t i = 0; i < std::min(latest, reading.tokens.size()); ++i) {
    const Token& token = reading.tokens[i];
    const std::size_t last = i + token.cue_words - 1;
    if (token.has(Cue::historical_heading) && last < reading.tokens.size() && reading.tokens[last].mark_behind)
      return true;
    if (token.mark_behind) return false;
  }
  return false;
}

/// Whether another heading begins at token `i`, behind the first: "Past history: …  Physical exam: …".
bool next_heading(const Reading& reading, std::size_t i) {
  constexpr std::size_t longest = 3;  // words of a heading
  const auto capital = [&](const Token& token) {
    const char first = reading.text(token).front();
    return first >= 'A' && first <= 'Z';
  };
  for (std::size_t at = i; at < std::min(i + longest, reading.tokens.size()); ++at) {
    if (!capital(reading.tokens[at]) || reading.tokens[at].comma_before) return false;
    if (!reading.tokens[at].mark_behind) continue;
    const std::string_view behind = reading.bytes.substr(reading.tokens[at].span.end);
    return behind.starts_with(':');
  }
  return false;
}

/// Whether the name of a history at token `i` is followed by what it holds: "psych hx: …", "past history includes …".
bool introduces(const Reading& reading, std::size_t i) {
  constexpr std::array<std::string_view, 11> links = {"of",         "is",          "includes", "include",
                                                      "included",   "significant", "positive", "notable",
                                                      "remarkable", "consists",    "with"};
  const std::size_t behind = i + reading.tokens[i].cue_words;
  if (behind >= reading.tokens.size()) return false;
  return is_one_of(reading.text(reading.tokens[behind]), links) ||
         (reading.tokens[i].cue_words > 1 && reading.tokens[behind].mark_before);
}

/// "A two-week history of insomnia" and "the past 2 weeks" tell how long something has lasted, not that it is over.
bool tells_duration(const Reading& reading, std::size_t cue) {
  const std::size_t behind = cue + reading.tokens[cue].cue_words;
  return (cue != 0 && is_unit_of_time(reading.text(reading.tokens[cue - 1]))) ||
         (reading.text(reading.tokens[behind - 1]) == "past" && behind < reading.tokens.size() &&
          reading.tokens[behind].number);
}

/// "Ruled out" negates; "rule out" and "r/o" leave open: of a cue that can do both, the tense decides.
bool leaves_open(const Reading& reading, const Token& token) {
  return token.has(Cue::hypothetical) && !reading.text(token).ends_with("ed");
}

/// Whether "which" at token `i` goes on in the past tense: "a hospital stay in the past, which showed …".
bool relates_past(const Reading& reading, std::size_t i) {
  if (i >= reading.tokens.size() || reading.text(reading.tokens[i]) != "which" || i + 1 >= reading.tokens.size())
    return false;
  const std::string_view verb = reading.text(reading.tokens[i + 1]);
  constexpr std::array<std::string_view, 8> past = {"was", "were", "had", "led", "began", "made", "took", "did"};
  return verb.ends_with("ed") || is_one_of(verb, past);
}

bool is_modal(std::string_view word) {
  constexpr std::array<std::string_view, 4> words = {"would", "could", "should", "might"};
  return is_one_of(word, words);
}

/// Ends the scopes that do not reach past what stands before or on token `i`. A scope that begins just there stays.
void end_scopes(Forward& open, const Reading& reading, std::size_t i, ListComma comma) {
  const Token& token = reading.tokens[i];
  if (token.has(Cue::termination)) {
    Forward next{.clause = i + token.cue_words};
    if (open.historical_from != nowhere && open.historical_reach == nowhere && relates_past(reading, i))
      next.historical_from = open.historical_from;
    open = next;
    return;
  }
  if (token.item && !open.denial) open.negated_from = nowhere;
  const bool clause = opens_clause(reading, i);
  if (clause || token.comma_before || token.mark_before) open.clause = i;
  if (open.historical_from != i && (clause || token.item || token.has(Cue::recent))) open.historical_from = nowhere;
  const bool phrase_ends = token.comma_before || is_and(reading.text(token)) || is_or(reading.text(token));
  if (open.historical_reach != nowhere && phrase_ends) open.historical_from = nowhere;
  if (open.hypothetical_from != i && open.modal && token.mark_before) open.hypothetical_from = nowhere;
  if (open.negated_from == i || open.negated_from == nowhere) return;
  if (clause || token.mark_before || token.has(Cue::affirmation)) open.negated_from = nowhere;
  const bool in_reach = i <= open.negation_reach + 1;
  if (token.comma_before && !open.denial) {
    open.list = in_reach && (comma == ListComma::leads_on || (comma == ListComma::tail && open.list));
    if (!open.list) open.negated_from = nowhere;
  }
  if (in_reach && (token.comma_before || is_or(reading.text(token)))) open.negation_reach = i + plain_reach;
}

/// Opens the scopes of the cue on token `i`, behind its last word.
void begin_scopes(Forward& open, const Reading& reading, std::size_t i) {
  constexpr std::size_t opening = 2;  // words before an adverbial that opens its clause: "Two years ago …"
  const Token& token = reading.tokens[i];
  const std::size_t behind = i + token.cue_words;
  if (token.has(Cue::negation) && !leaves_open(reading, token)) {
    open.negated_from = behind;
    open.negation_reach = behind + plain_reach - 1;
    open.denial = token.has(Cue::report_verb);
    open.list = false;
  }
  // "Wept often in college" looks back; "In college she wept" does not.
  const bool adverbial = token.has(Cue::historical_after) && token.cue_words > 1;
  const bool historical = token.has(Cue::historical) && !tells_duration(reading, i) &&
                          (!adverbial || i <= open.clause + opening || relates_past(reading, behind));
  if (historical || (token.has(Cue::historical_heading) && introduces(reading, i))) {
    // "A past attempt" reaches no farther than its noun; "previously" and "history of" reach on.
    const bool adjective =
        token.cue_words == 1 && !token.has(Cue::historical_heading) && !reading.text(token).ends_with("ly");
    open.historical_from = behind;
    open.historical_reach = adjective ? i + adjective_reach : nowhere;
  }
  if (token.has(Cue::hypothetical)) {
    open.hypothetical_from = behind;
    open.modal = is_modal(reading.text(token));
  }
}

void mark_forwards(const Reading& reading) {
  const std::span<Token> tokens = reading.tokens;
  thread_local std::vector<ListComma> commas;
  commas.assign(tokens.size(), ListComma::none);
  ListWalk list(reading);
  for (std::size_t i = tokens.size(); i-- > 0;) commas[i] = list.step(i);

  bool heading = historical_heading(reading);
  bool headed = false;  // the heading of history has ended
  Forward outside;
  Forward inside;  // of a quote
  for (std::size_t i = 0; i != tokens.size(); ++i) {
    Token& token = tokens[i];
    if (token.in_quote && (i == 0 || !tokens[i - 1].in_quote)) inside = {.clause = i};
    Forward& open = token.in_quote ? inside : outside;
    end_scopes(open, reading, i, commas[i]);
    token.before = open.at(i);
    if (headed && next_heading(reading, i)) {
      heading = false;
      open.historical_from = nowhere;
    }
    headed = headed || token.mark_behind;
    if (heading && !token.has(Cue::recent)) token.before |= in_history;
    begin_scopes(open, reading, i);
  }
}

/// Whether the cue at token `i` speaks of what stands before it: "SI was denied", "SI: none", "nausea resolved". A cue
/// that could as well begin something of its own ("denied SI", "negative thoughts") has to close its clause.
bool looks_back(const Reading& reading, std::size_t i) {
  const Token& token = reading.tokens[i];
  if (leaves_open(reading, token)) return false;
  const std::size_t behind = i + token.cue_words;
  const bool closes = behind >= reading.tokens.size() || reading.tokens[behind].comma_before ||
                      reading.tokens[behind].has(Cue::termination);
  constexpr std::array<std::string_view, 2> no = {"no", "No"};
  if (is_one_of(reading.text(token), no)) return token.mark_before && closes;  // "SI: no", not "SI: no plan"
  if (token.mark_before || (i != 0 && is_form_of_be(reading.text(reading.tokens[i - 1])))) return true;
  if (!token.has(Cue::negation) && token.cue_words > 1) return true;
  constexpr std::array<std::string_view, 8> helpers = {"do", "does", "did", "has", "have", "had", "will", "would"};
  if (token.cue_words > 1 && reading.text(token) == "not" && i != 0 &&
      !is_one_of(reading.text(reading.tokens[i - 1]), helpers))
    return true;  // "SI not reported", but "did not report SI"
  constexpr std::array<std::string_view, 5> never_bare = {"none", "None", "nil", "negative", "neg"};
  return closes && !token.comma_before && !is_one_of(reading.text(token), never_bare);
}

/// Whether token `i` contrasts and its clause has "this" or "that" for its subject, which is what the clause before
/// told: "panic in June, but that has resolved".
bool names_clause_before(const Reading& reading, std::size_t i) {
  constexpr std::array<std::string_view, 4> contrasts = {"but", "although", "though", "however"};
  constexpr std::array<std::string_view, 5> subjects = {"this", "that", "these", "those", "it"};
  return is_one_of(reading.text(reading.tokens[i]), contrasts) && i + 1 < reading.tokens.size() &&
         is_one_of(reading.text(reading.tokens[i + 1]), subjects);
}

void mark_backwards(const Reading& reading) {
  constexpr std::size_t reach = 8;  // words
  const std::span<Token> tokens = reading.tokens;
  std::size_t negation = nowhere;  // the cue whose scope is open
  std::size_t history = nowhere;
  std::size_t history_reach = 0;
  bool quoted = false;
  for (std::size_t i = tokens.size(); i-- > 0;) {
    Token& token = tokens[i];
    if (token.in_quote != quoted) negation = history = nowhere;
    quoted = token.in_quote;
    token.behind = static_cast<std::uint8_t>((negation != nowhere && negation - i <= reach ? in_negation : 0) |
                                             (history != nowhere && history - i <= history_reach ? in_history : 0));
    const bool of_clause_before = negation != nowhere && names_clause_before(reading, i);
    if ((token.has(Cue::termination) && !of_clause_before) || token.item) negation = history = nowhere;
    if ((token.comma_before && !of_clause_before) || token.has(Cue::report_verb)) negation = nowhere;
    if (token.comma_before) history = nowhere;
    if (token.has(Cue::negation_after) && looks_back(reading, i)) negation = i;
    if (token.has(Cue::historical_after) && !tells_duration(reading, i)) {
      history = i;
      history_reach = token.cue_words == 1 ? 1 : reach;  // "her SI hx", "was anxious about school as a child"
    }
  }
}

/// Whether token `i` is the subject of the next: "his mother cries", not "argued with his mother, cried" or "when
/// talking of his mother cried".
bool does(const Reading& reading, std::size_t i) {
  constexpr std::array<std::string_view, 9> of = {"of", "about", "with", "to", "for", "by", "from", "at", "on"};
  constexpr std::array<std::string_view, 7> irregular = {"wept", "hit", "drank", "threw", "shook", "fell", "slept"};
  if (i < 2 || !reading.tokens[i - 1].has(Cue::function_word) || is_one_of(reading.text(reading.tokens[i - 2]), of))
    return false;
  const std::string_view verb = reading.text(reading.tokens[i + 1]);
  return (verb.ends_with('s') && !verb.ends_with("ss")) || verb.ends_with("ed") || is_one_of(verb, irregular);
}

/// Whether somebody other than the client is the one of whom the words behind token `i` are said: "her mother was …",
/// "a sister with …", "his father's …", "his mother cries", but not "argued with her mother and felt …".
bool is_told_of(const Reading& reading, std::size_t i, std::size_t mention) {
  const std::string_view word = reading.text(reading.tokens[i]);
  if (i + 1 == mention) return word.ends_with("'s") || word.ends_with("’s") || does(reading, i);
  constexpr std::array<std::string_view, 11> links = {"is",   "was", "are",       "were",     "has",    "had",
                                                      "with", "who", "diagnosed", "suffered", "suffers"};
  return is_one_of(reading.text(reading.tokens[i + 1]), links);
}

/// Whether the mention is of another person: of the one whom the statement is about, or the nearest before it of whom
/// its clause tells.
bool is_of_other(const Reading& reading, Span mention) {
  constexpr std::size_t farthest = 40;  // words
  if (reading.tokens[mention.begin].in_quote) return false;
  bool same_clause = true;
  for (std::size_t i = mention.begin, steps = 0; i-- > 0 && steps != farthest; ++steps) {
    const Token& token = reading.tokens[i];
    if (token.has(Cue::client)) return false;
    if (token.has(Cue::termination) || opens_clause(reading, i + 1) || reading.tokens[i + 1].comma_before)
      same_clause = false;
    if (same_clause && token.has(Cue::pronoun)) return reading.other_first && !reading.client_reports;
    if (same_clause && token.has(Cue::other_person) && is_told_of(reading, i, mention.begin)) return true;
  }
  return reading.other_first && !reading.client_reports;
}

/// The first word of the mention that is not a cue's as well: in "does not endorse SI" the cue is "not endorse" and the
/// mention "endorse SI".
std::size_t own_begin(const Reading& reading, Span mention) {
  constexpr std::size_t longest_cue = 4;  // words
  std::size_t begin = mention.begin;
  for (std::size_t i = mention.begin - std::min<std::size_t>(mention.begin, longest_cue); i != mention.begin; ++i) {
    const std::size_t behind = i + reading.tokens[i].cue_words;
    if (behind > begin && behind < mention.end) begin = behind;
  }
  return begin;
}

}  // namespace

Assertion in_one(Assertions assertions) {
  if (assertions.polarity == Polarity::negated) return Assertion::negated;
  if (assertions.temporality == Temporality::historical) return Assertion::historical;
  if (assertions.temporality == Temporality::hypothetical) return Assertion::hypothetical;
  return assertions.experiencer == Experiencer::other ? Assertion::other_person : Assertion::affirmed;
}

void mark_scopes(const Reading& reading) {
  mark_forwards(reading);
  mark_backwards(reading);
}

Assertions assertions_of(const Reading& reading, Span mention) {
  const std::uint8_t scopes =
      reading.tokens[own_begin(reading, mention)].before | reading.tokens[mention.end - 1].behind;
  // "Trauma history" tells of itself that it is history.
  const std::span<const Token> words = reading.tokens.subspan(mention.begin, mention.end - mention.begin);
  const bool tells_history =
      std::ranges::any_of(words, [](const Token& token) { return token.has(Cue::historical_heading); });
  Assertions assertions;
  if ((scopes & in_negation) != 0) assertions.polarity = Polarity::negated;
  if (tells_history || (scopes & in_history) != 0) {
    assertions.temporality = Temporality::historical;
  } else if ((scopes & in_hypothesis) != 0) {
    assertions.temporality = Temporality::hypothetical;
  }
  if (is_of_other(reading, mention)) assertions.experiencer = Experiencer::other;
  return assertions;
}

Assertions assertions_in(const Vocabulary& vocabulary, std::string_view sentence, Span mention) {
  BlockFacts facts{.bytes = std::string(sentence)};
  std::vector<Token> tokens;
  tokenize(vocabulary, {0, static_cast<Offset>(sentence.size())}, facts, tokens);
  std::vector<FoundPhrase> found;
  for (std::span<Token> rest = tokens; !rest.empty();) {
    const std::span<Token> statement = rest.first(statement_length(rest));
    rest = rest.subspan(statement.size());
    if (statement.back().span.end <= mention.begin) continue;
    const Reading reading = read_statement(vocabulary, facts.bytes, statement, found, facts.stated_fields);
    const auto first =
        std::ranges::find_if(statement, [&](const Token& token) { return token.span.end > mention.begin; });
    const auto behind = std::ranges::find_if(first, statement.end(),
                                             [&](const Token& token) { return token.span.begin >= mention.end; });
    const auto begin = static_cast<Offset>(first - statement.begin());
    const auto end = static_cast<Offset>(behind - statement.begin());
    return assertions_of(reading, {begin, std::max(end, begin + 1)});
  }
  return {};
}

}  // namespace notewell::note
