// Totals of scales and tests against their published ranges and bands: the rule score-inconsistent.
//
// Only what stands plainly is read: the instrument's name, its total after few linking words (or "14 on the PHQ-9"),
// and a band that is tied to the total by brackets or words like "indicating". Everything else is left alone.

#include <algorithm>
#include <array>
#include <charconv>

#include "lint/checks/checks.hpp"
#include "lint/totals.hpp"
#include "text/ascii.hpp"

namespace notewell::lint {
namespace {

using note::Instrument;
using text::is_digit;
using text::lower;

bool is_letter(char c) {
  return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool same_letters(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, lower, lower);
}

struct Token {
  std::string_view text;
  std::size_t at = 0;
  bool number = false;
};

/// Words, runs of digits with what joins them ("11/04", "14/27", "2026-11-18"), dashes, arrows and single marks.
std::vector<Token> tokens_of(std::string_view text) {
  constexpr auto signs = std::to_array<std::string_view>({"→", "–", "—", "->"});
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    const auto sign =
        std::ranges::find_if(signs, [&](std::string_view one) { return text.substr(at).starts_with(one); });
    if (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
      ++at;
      continue;
    }
    if (sign != signs.end()) {
      end = at + sign->size();
    } else if (is_digit(text[at])) {
      while (end < text.size() &&
             (is_digit(text[end]) || (std::string_view("/.:-").find(text[end]) != std::string_view::npos &&
                                      end + 1 < text.size() && is_digit(text[end + 1]))))
        ++end;
    } else if (is_letter(text[at])) {
      while (end < text.size() && (is_letter(text[end]) || text[end] == '\'') &&
             std::ranges::none_of(signs, [&](std::string_view one) { return text.substr(end).starts_with(one); }))
        ++end;
    }
    tokens.push_back({.text = text.substr(at, end - at), .at = at, .number = is_digit(text[at])});
    at = end;
  }
  return tokens;
}

template <std::size_t Size>
bool among(std::string_view word, const std::array<std::string_view, Size>& list) {
  return std::ranges::any_of(list, [&](std::string_view one) { return same_letters(one, word); });
}

/// An instrument named in a statement.
struct Named {
  const Instrument* instrument = nullptr;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The bytes, in lower case, that a name of an instrument begins with.
std::array<bool, 256> first_letters(std::span<const Instrument> instruments) {
  std::array<bool, 256> out{};
  for (const Instrument& instrument : instruments) {
    for (const std::string& name : instrument.names) {
      if (!name.empty()) out.at(static_cast<unsigned char>(lower(name.front()))) = true;
    }
  }
  return out;
}

std::vector<Named> instruments_in(std::string_view text, std::span<const Instrument> instruments,
                                  const std::array<bool, 256>& firsts) {
  std::vector<Named> found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!firsts.at(static_cast<unsigned char>(lower(text[at]))) || !is_letter(text[at]) ||
        (at != 0 && (is_letter(text[at - 1]) || is_digit(text[at - 1]) || text[at - 1] == '-')))
      continue;
    Named best;
    for (const Instrument& instrument : instruments) {
      for (const std::string& name : instrument.names) {
        const std::string_view here = text.substr(at, name.size());
        // A name without a digit may be an everyday word ("audit"): it counts only in its own capitals.
        const bool plain = std::ranges::none_of(name, is_digit);
        if (name.size() <= best.end - best.begin || !(plain ? here == name : same_letters(here, name))) continue;
        const std::size_t end = at + name.size();
        const bool ends = end == text.size() || !(is_letter(text[end]) || is_digit(text[end]));
        const bool goes_on = end + 1 < text.size() && text[end] == '-' && is_letter(text[end + 1]);
        if (ends && !goes_on) best = {.instrument = &instrument, .begin = at, .end = end};
      }
    }
    if (best.instrument == nullptr) continue;
    found.push_back(best);
    at = best.end - 1;
  }
  return found;
}

/// The total that a number stands for; nothing if it is a date, an item, a count of something.
std::optional<int> total_of(const Token& token, const Instrument& instrument) {
  std::string_view digits = token.text;
  const std::size_t slash = digits.find('/');
  if (slash != std::string_view::npos && digits.substr(slash + 1) == std::to_string(instrument.most))
    digits = digits.substr(0, slash);  // "14/27"
  constexpr std::size_t most_digits = 3;
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || digits.size() > most_digits) return std::nullopt;
  return value;
}

constexpr auto before_a_total = std::to_array<std::string_view>(
    {"=",       ":",        "(",    "-",      "–",       "—",        "→",          "->",        ">",
     "is",      "was",      "at",   "of",     "to",      "from",     "score",      "scored",    "scores",
     "total",   "totals",   "now",  "today",  "intake",  "baseline", "previously", "currently", "still",
     "remains", "remained", "down", "up",     "dropped", "fell",     "rose",       "versus",    "vs",
     "against", "result",   "now:", "stands", "totaled", "yields",   "|"});

constexpr auto after_no_total = std::to_array<std::string_view>(
    {"points", "point", "pts", "weeks", "week",     "wks",     "wk",      "days",  "day", "months", "month",
     "years",  "year",  "yo",  "y",     "minutes",  "min",     "mins",    "hours", "hrs", "times",  "x",
     "items",  "item",  "am",  "pm",    "sessions", "session", "percent", "%",     "th",  "st",     "questions"});

constexpr auto between_total_and_band = std::to_array<std::string_view>(
    {"(",          ")",          ",",         "-",          "–",          "—",        "=",          ":",
     "→",          "today",      "now",       "total",      "in",         "the",      "which",      "is",
     "that",       "falls",      "within",    "still",      "remains",    "at",       "of",         "with",
     "consistent", "indicating", "indicates", "indicative", "suggesting", "suggests", "suggestive", "reflecting",
     "reflects",   "showing",    "range",     "currently",  "a",          "this",     "|"});

constexpr auto ends_a_band =
    std::to_array<std::string_view>({")", ",", ".", ";", "range", "severity", "level", "band", "category", "]", "|"});
constexpr auto names_a_band =
    std::to_array<std::string_view>({"depression", "depressive", "anxiety", "risk", "symptoms", "ptsd", "distress",
                                     "drinking", "use", "stress", "insomnia", "symptom", "alcohol"});

/// A band named at tokens[i]: its index, and how many tokens it takes.
struct BandAt {
  std::size_t band = 0;
  std::size_t length = 0;
};

BandAt band_at(std::span<const Token> tokens, std::size_t i, const Instrument& instrument) {
  BandAt best;
  for (std::size_t b = 0; b != instrument.bands.size(); ++b) {
    const auto words = tokens_of(instrument.bands[b].label);
    if (words.empty() || i + words.size() > tokens.size() || words.size() <= best.length) continue;
    const bool same =
        std::ranges::equal(words, tokens.subspan(i, words.size()), same_letters, &Token::text, &Token::text);
    if (same) best = BandAt{.band = b, .length = words.size()};
  }
  return best;
}

/// A total with the bands that are named for it.
struct Score {
  int value = 0;
  text::Span span;  // in the statement
  std::vector<std::size_t> bands;
  text::Span band_span;
  bool aside = false;  // the total stands in brackets that close before the band: "14 (was 18), still moderate"
};

text::Span span_of(const Token& first, const Token& last) {
  return {static_cast<text::Offset>(first.at), static_cast<text::Offset>(last.at + last.text.size())};
}

/// Reads the bands tied to the total at tokens[i].
void read_bands(std::span<const Token> tokens, std::size_t i, const Instrument& instrument, Score& score) {
  std::string_view tie;
  for (std::size_t t = i + 1; t < tokens.size(); ++t) {
    const auto named = band_at(tokens, t, instrument);
    if (named.length == 0) {
      const std::string_view word = tokens[t].text;
      const bool loose_with = same_letters(word, "with") && !same_letters(tokens[t - 1].text, "consistent");
      if (!among(word, between_total_and_band) || loose_with) return;
      score.aside = score.aside || word == ")";
      tie = word;
      continue;
    }
    const std::size_t last = t + named.length - 1;
    const std::string_view next = last + 1 < tokens.size() ? tokens[last + 1].text : std::string_view{};
    // "to mild (8)": the band of the next total.
    if (next == "(" && last + 2 < tokens.size() && tokens[last + 2].number) return;
    constexpr auto joins = std::to_array<std::string_view>({"to", "-", "/", "–"});
    const auto second = among(next, joins) ? band_at(tokens, last + 2, instrument) : BandAt{};
    const bool whole = next.empty() || among(next, ends_a_band);
    // "14, severe anxiety" may be another sentence's; "14 (severe anxiety)" is not.
    if (second.length == 0 && !whole && (tie == "," || !among(next, names_a_band))) return;
    score.bands.push_back(named.band);
    score.band_span = span_of(tokens[t], tokens[last]);
    if (second.length != 0) {
      score.bands.push_back(second.band);
      score.band_span.end = span_of(tokens[last + 2], tokens[last + 1 + second.length]).end;
    }
    return;
  }
}

/// "moderate (14)", "in the moderate range (14)": the band stands before its total.
void read_band_before(std::span<const Token> tokens, std::size_t i, const Instrument& instrument, Score& score) {
  if (i < 2 || tokens[i - 1].text != "(") return;
  std::size_t last = i - 2;
  if (same_letters(tokens[last].text, "range") && last > 0) --last;
  for (std::size_t length = 2; length >= 1; --length) {
    if (last + 1 < length) continue;
    const auto named = band_at(tokens, last + 1 - length, instrument);
    if (named.length != length) continue;
    score.bands = {named.band};
    score.band_span = span_of(tokens[last + 1 - length], tokens[last]);
    return;
  }
}

std::vector<Score> scores_after(std::span<const Token> tokens, const Instrument& instrument) {
  constexpr std::size_t farthest = 6;  // tokens between the name, or the total before, and a total
  constexpr std::size_t most = 8;      // totals after one name
  std::vector<Score> scores;
  std::size_t since = 0;
  bool item = false;
  for (std::size_t i = 0; i != tokens.size() && scores.size() < most; ++i) {
    const Token& token = tokens[i];
    constexpr auto items = std::to_array<std::string_view>({"item", "items", "question", "questions", "q", "#"});
    constexpr auto closing = std::to_array<std::string_view>({",", ";", ")", "."});
    if (among(token.text, items)) item = true;
    if (item && among(token.text, closing)) item = false;
    if (++since > farthest + 1) break;
    if (!token.number || item) continue;
    const std::string_view before = i == 0 ? std::string_view{} : tokens[i - 1].text;
    const std::string_view after = i + 1 < tokens.size() ? tokens[i + 1].text : std::string_view{};
    const bool glued = !after.empty() && tokens[i + 1].at == token.at + token.text.size() && is_letter(after.front()) &&
                       after != "→" && after != "–" && after != "—";
    const auto value = total_of(token, instrument);
    if (!value || glued || among(after, after_no_total) ||
        (same_letters(after, "of") && i + 2 < tokens.size() && tokens[i + 2].number))
      continue;
    if (i != 0 && !among(before, before_a_total)) continue;
    if (same_letters(before, "of") && i >= 2 && tokens[i - 2].number) continue;
    Score score{.value = *value, .span = span_of(token, token), .bands = {}, .band_span = {}};
    read_band_before(tokens, i, instrument, score);
    if (score.bands.empty()) read_bands(tokens, i, instrument, score);
    scores.push_back(std::move(score));
    since = 0;
  }
  return scores;
}

/// "14 on the PHQ-9": the total stands before the name.
std::optional<Score> score_before(std::span<const Token> tokens, const Instrument& instrument) {
  constexpr auto articles = std::to_array<std::string_view>({"the", "her", "his", "their", "today's", "a", "this"});
  std::size_t i = tokens.size();
  while (i > 0 && among(tokens[i - 1].text, articles)) --i;
  if (i < 2 || !same_letters(tokens[i - 1].text, "on") || !tokens[i - 2].number) return std::nullopt;
  constexpr auto scoring = std::to_array<std::string_view>({"scored", "score", "at", "of"});
  if (i < 3 || !among(tokens[i - 3].text, scoring)) return std::nullopt;
  const auto value = total_of(tokens[i - 2], instrument);
  if (!value) return std::nullopt;
  return Score{.value = *value, .span = span_of(tokens[i - 2], tokens[i - 2]), .bands = {}, .band_span = {}};
}

std::optional<std::size_t> band_of(const Instrument& instrument, int value) {
  const auto it = std::ranges::find_if(
      instrument.bands, [&](const Instrument::Band& band) { return value >= band.from && value <= band.to; });
  if (it == instrument.bands.end()) return std::nullopt;
  return static_cast<std::size_t>(it - instrument.bands.begin());
}

/// A finding at a place in a block: what it is called and where the block stands is filled in later.
Finding finding_of_block(text::Span span) {
  Finding finding;
  finding.span = span;
  return finding;
}

/// What is wrong with a total, if anything; spans in the statement.
std::optional<Finding> judged(const Instrument& instrument, const Score& score, std::string_view statement) {
  if (instrument.least == instrument.most) return std::nullopt;
  const auto named = [&](Finding finding, std::string problem) {
    finding.arguments.emplace_back("instrument", instrument.names.front());
    finding.arguments.emplace_back("score", std::to_string(score.value));
    finding.arguments.emplace_back("problem", std::move(problem));
    return finding;
  };
  if (score.value < instrument.least || score.value > instrument.most) {
    const std::string range = std::to_string(instrument.least) + "–" + std::to_string(instrument.most);
    Finding finding = named(finding_of_block(score.span), "its range is " + range);
    finding.arguments.emplace_back("range", range);
    return finding;
  }
  const auto fitting = band_of(instrument, score.value);
  if (score.bands.empty() || !fitting) return std::nullopt;
  // "moderate to severe" holds what lies between.
  const auto [low, high] = std::ranges::minmax(score.bands);
  if (*fitting >= low && *fitting <= high) return std::nullopt;
  const std::string& fits = instrument.bands[*fitting].label;
  const std::string band(statement.substr(score.band_span.begin, score.band_span.size()));
  Finding finding = named(finding_of_block(score.band_span), "that is " + fits + ", not " + band);
  finding.arguments.emplace_back("fits", fits);
  finding.arguments.emplace_back("band", band);
  return finding;
}

using FirstLetters = std::array<bool, 256>;

/// Hands each total that stands plainly in a statement to `take(instrument, where it begins in the block, its text,
/// score)`.
template <class Take>
void each_score_in_statements(std::span<const Instrument> instruments, const FirstLetters& firsts,
                              const note::BlockFacts& facts, const Take& take) {
  for (const note::Statement& told : facts.statements) {
    if (!told.signals.number) continue;
    const std::string_view text = std::string_view(facts.bytes).substr(told.span.begin, told.span.size());
    const auto named = instruments_in(text, instruments, firsts);
    for (std::size_t n = 0; n != named.size(); ++n) {
      const Instrument& instrument = *named[n].instrument;
      if (!instrument.sourced) continue;
      // "PHQ-9 and GAD-7 were 14 and 11", "PHQ-9/GAD-7: 14/11": whose total is whose, people know.
      const auto joined = [&](std::size_t one) {
        return one + 1 < named.size() &&
               std::ranges::none_of(text.substr(named[one].end, named[one + 1].begin - named[one].end), is_digit);
      };
      if (joined(n) || (n != 0 && joined(n - 1))) continue;
      const std::size_t end = n + 1 < named.size() ? named[n + 1].begin : text.size();
      auto tokens = tokens_of(text.substr(named[n].end, end - named[n].end));
      for (Token& token : tokens) token.at += named[n].end;
      auto scores = scores_after(tokens, instrument);
      const std::size_t begin = n == 0 ? 0 : named[n - 1].end;
      auto before = tokens_of(text.substr(begin, named[n].begin - begin));
      for (Token& token : before) token.at += begin;
      if (const auto score = score_before(before, instrument)) scores.push_back(*score);
      const auto fits_another = [&](const Score& score) {
        return score.aside && std::ranges::any_of(scores, [&](const Score& other) {
                 return std::ranges::find(score.bands, band_of(instrument, other.value)) != score.bands.end();
               });
      };
      for (const Score& score : scores) {
        if (!fits_another(score)) take(instrument, told.span.begin, text, score);
      }
    }
  }
}

/// The cells of the table's line at `at`, in the block.
std::vector<text::Span> cells_of(std::string_view bytes, std::size_t at) {
  const std::size_t before = at == 0 ? std::string_view::npos : bytes.rfind('\n', at - 1);
  std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t line_end = std::min(bytes.find('\n', at), bytes.size());
  std::vector<text::Span> cells;
  for (begin = std::min(bytes.find('|', begin), line_end); begin < line_end;) {
    const std::size_t end = std::min(bytes.find('|', begin + 1), line_end);
    cells.push_back({static_cast<text::Offset>(begin + 1), static_cast<text::Offset>(end)});
    begin = end;
  }
  return cells;
}

/// Whether a blank line lies between the two rows: another table begins.
bool parted(std::string_view bytes, text::Span one, text::Span next) {
  const std::string_view between = bytes.substr(one.end, next.begin - one.end);
  return between.find("\n\n") != std::string_view::npos || between.find("\n\r\n") != std::string_view::npos;
}

/// Likewise totals below the instruments that a table's first line names: "| date | PHQ-9 | GAD-7 |".
template <class Take>
void each_score_below_headings(std::span<const Instrument> instruments, const FirstLetters& firsts,
                               const note::BlockFacts& facts, const Take& take) {
  const std::string_view bytes = facts.bytes;
  const auto& rows = facts.statements;
  std::vector<const Instrument*> columns;
  for (std::size_t r = 0; r != rows.size(); ++r) {
    const auto cells = cells_of(bytes, rows[r].span.begin);
    if (r == 0 || parted(bytes, rows[r - 1].span, rows[r].span)) {
      columns.clear();
      for (const text::Span cell : cells) {
        const auto named = instruments_in(bytes.substr(cell.begin, cell.size()), instruments, firsts);
        columns.push_back(named.size() == 1 && named.front().instrument->sourced ? named.front().instrument : nullptr);
      }
      continue;
    }
    for (std::size_t c = 0; c != std::min(cells.size(), columns.size()); ++c) {
      if (columns[c] == nullptr) continue;
      const std::string_view text = bytes.substr(cells[c].begin, cells[c].size());
      for (const Score& score : scores_after(tokens_of(text), *columns[c]))
        take(*columns[c], cells[c].begin, text, score);
    }
  }
}

template <class Take>
void each_score(std::span<const Instrument> instruments, const FirstLetters& firsts, const note::Block& block,
                const Take& take) {
  if (block.kind == note::BlockKind::table) each_score_below_headings(instruments, firsts, *block.facts, take);
  each_score_in_statements(instruments, firsts, *block.facts, take);
}

void gather_totals(std::span<const Instrument> instruments, const FirstLetters& firsts, const note::Block& block,
                   std::vector<Total>& out) {
  each_score(instruments, firsts, block,
             [&](const Instrument& instrument, text::Offset begin, std::string_view, const Score& score) {
               const auto band = band_of(instrument, score.value);
               out.push_back({.instrument = &instrument,
                              .value = score.value,
                              .span = block.absolute(score.span.shifted(begin)),
                              .band = band ? &instrument.bands[*band] : nullptr,
                              .band_named = !score.bands.empty()});
             });
}

}  // namespace

Findings score_inconsistent(const Rule& rule, Context& context) {
  const auto instruments = context.note.vocabulary->instruments();
  const auto firsts = first_letters(instruments);
  return findings_of_blocks(rule, context, NoKey{}, [&](std::uint32_t b, Findings& findings) {
    each_score(instruments, firsts, context.note.blocks[b],
               [&](const Instrument& instrument, text::Offset begin, std::string_view text, const Score& score) {
                 auto finding = judged(instrument, score, text);
                 if (!finding) return;
                 finding->rule = &rule;
                 finding->span = finding->span.shifted(begin);
                 finding->anchor = finding->span;
                 findings.push_back(std::move(*finding));
               });
  });
}

std::vector<Total> totals(const note::Note& note, const note::Block& block) {
  const auto instruments = note.vocabulary->instruments();
  std::vector<Total> out;
  gather_totals(instruments, first_letters(instruments), block, out);
  return out;
}

std::vector<Total> totals(const note::Note& note) {
  const auto instruments = note.vocabulary->instruments();
  const auto firsts = first_letters(instruments);
  std::vector<Total> out;
  for (const note::Block& block : note.blocks) gather_totals(instruments, firsts, block, out);
  std::ranges::sort(out, {}, &Total::span);
  return out;
}

}  // namespace notewell::lint
