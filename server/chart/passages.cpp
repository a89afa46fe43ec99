#include "chart/passages.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <optional>

#include "text/ascii.hpp"

namespace notewell::chart {
namespace {

using text::Offset;
using text::Span;

// --- Words made alike
// --------------------------------------------------------------------------------------------------------

/// The finalizer of SplitMix64: every bit of the input reaches every bit of the output.
constexpr std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

/// FNV-1a, then mixed.
constexpr std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return mixed(hash);
}

constexpr std::uint64_t number_hash = hash_of("#");
constexpr std::uint64_t name_hash = hash_of("@");

/// Words that stand for one another in a copy, and what they are compared as.
struct Alike {
  std::string_view word;
  std::uint64_t hash = 0;
};
constexpr auto alike_words = [] {
  constexpr std::array<std::string_view, 37> days{
      "april",   "aug",      "august", "dec",      "december", "feb",  "february",  "fri",    "friday", "jan",
      "january", "jul",      "july",   "jun",      "june",     "mar",  "mon",       "monday", "nov",    "november",
      "oct",     "october",  "sat",    "saturday", "sep",      "sept", "september", "sun",    "sunday", "thu",
      "thurs",   "thursday", "tue",    "tues",     "tuesday",  "wed",  "wednesday"};
  constexpr std::array<std::string_view, 18> persons{"he",       "she",        "they",  "him",    "her",     "them",
                                                     "his",      "hers",       "their", "theirs", "himself", "herself",
                                                     "themself", "themselves", "shes",  "hes",    "theyre",  "theyve"};
  constexpr std::array<std::string_view, 7> clients{"client", "clients", "patient", "patients", "pt", "pts", "ct"};
  std::array<Alike, days.size() + persons.size() + clients.size()> out;
  auto* at = out.begin();
  for (const std::string_view word : days) *at++ = {word, number_hash};
  for (const std::string_view word : persons) *at++ = {word, hash_of("they")};
  for (const std::string_view word : clients) *at++ = {word, hash_of("client")};
  return out;
}();

/// `alike_words` by their own hashes: an open-addressed table.
constexpr auto alike = [] {
  struct Entry {
    std::uint64_t word = 0;  // 0: nobody
    std::uint64_t stands_for = 0;
  };
  std::array<Entry, std::bit_ceil(alike_words.size() * 2)> out{};
  for (const Alike& one : alike_words) {
    const std::uint64_t word = hash_of(one.word);
    std::size_t at = word % out.size();
    while (out[at].word != 0) at = (at + 1) % out.size();
    out[at] = {.word = word, .stands_for = one.hash};
  }
  return out;
}();

/// The hash that a word with this one is compared by, if it is among `alike_words`.
std::optional<std::uint64_t> stands_for(std::uint64_t word) {
  for (std::size_t at = word % alike.size(); alike[at].word != 0; at = (at + 1) % alike.size()) {
    if (alike[at].word == word) return alike[at].stands_for;
  }
  return std::nullopt;
}

/// The bytes of a character that belongs to no word, at the begin of `bytes`; 0: it does. Of other scripts only the
/// punctuation of U+2000–U+206F, guillemets and the no-break space are told.
std::size_t gap(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes.front());
  if (first < 0x80) return text::is_alphanumeric(bytes.front()) ? 0 : 1;
  if (bytes.starts_with("\xE2\x80") || bytes.starts_with("\xE2\x81")) return std::min<std::size_t>(3, bytes.size());
  if (bytes.starts_with("\xC2\xA0") || bytes.starts_with("\xC2\xAB") || bytes.starts_with("\xC2\xBB")) return 2;
  return 0;
}

/// ' or ’ between two letters: "can't" is one word.
std::size_t apostrophe(std::string_view bytes) {
  const std::size_t size = bytes.starts_with('\'') ? 1 : bytes.starts_with("\xE2\x80\x99") ? 3 : 0;
  return size != 0 && bytes.size() > size && text::is_letter(bytes[size]) ? size : 0;
}

bool ends_sentence(char c) {
  return std::string_view(".!?:;\"\n").find(c) != std::string_view::npos;
}

// --- What may be the same every time
// ----------------------------------------------------------------------------------------

bool holds_any(std::string_view lower_text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return lower_text.find(word) != std::string_view::npos; });
}

bool is_attestation(std::string_view lower_text) {
  constexpr std::array<std::string_view, 6> words{"attest",    "electronically signed", "i certify", "i hereby certify",
                                                  "signed by", "under penalty of"};
  return holds_any(lower_text, words);
}

/// "PHQ-9 item 9: …" repeats a scale's own words.
bool names_instrument(std::string_view lower_text, std::span<const note::Instrument> instruments) {
  for (std::size_t at = 0; at != lower_text.size(); ++at) {
    if (at != 0 && text::is_alphanumeric(lower_text[at - 1])) continue;
    const std::string_view rest = lower_text.substr(at);
    const auto begins = [rest](const std::string& name) {
      return !name.empty() && text::lower(name.front()) == rest.front() && name.size() <= rest.size() &&
             std::ranges::equal(name, rest.substr(0, name.size()), {}, text::lower) &&
             (name.size() == rest.size() || !text::is_alphanumeric(rest[name.size()]));
    };
    for (const note::Instrument& instrument : instruments) {
      if (std::ranges::any_of(instrument.names, begins)) return true;
    }
  }
  return false;
}

bool counts(const note::BlockFacts& facts, const note::Statement& statement, std::span<const note::Instrument> scales) {
  const bool left_open =
      std::ranges::any_of(facts.placeholders, [&](Span span) { return span.overlaps(statement.span); });
  if (left_open) return false;
  const std::string text =
      text::lower_case(std::string_view(facts.bytes).substr(statement.span.begin, statement.span.size()));
  if (is_attestation(text)) return false;
  return !statement.signals.number || !names_instrument(text, scales);
}

/// By section, with those below it: goals, safety plans, signatures.
std::vector<bool> may_repeat(const note::Note& note) {
  constexpr std::array<std::string_view, 2> plans{"safety plan", "crisis plan"};
  std::vector<bool> out;
  out.reserve(note.sections.size());
  for (const note::Section& section : note.sections) {
    out.push_back(section.roles.any({note::Role::goal, note::Role::signature}) ||
                  (section.parent >= 0 && out[static_cast<std::size_t>(section.parent)]) ||
                  holds_any(text::lower_case(note.text.slice(section.title)), plans));
  }
  return out;
}

bool holds_narrative(const note::Block& block) {
  switch (block.kind) {
    case note::BlockKind::labelled:
    case note::BlockKind::paragraph:
    case note::BlockKind::item:
    case note::BlockKind::block_quote:
      return true;
    default:
      return false;
  }
}

PassageContent content_of(const note::BlockFacts& facts, std::span<const note::Instrument> scales) {
  std::vector<PassageWord> words;
  words.reserve(facts.words);
  Offset end = 0;  // of what was taken: all sentences of a quote have the whole quote for their span
  for (const note::Statement& statement : facts.statements) {
    const Span left{std::max(statement.span.begin, end), statement.span.end};
    if (left.begin >= left.end || !counts(facts, statement, scales)) continue;
    append_words(facts.bytes, left, words);
    end = left.end;
  }
  return passage_of(std::move(words));
}

template <class Value>
void sort_each_once(std::vector<Value>& values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// The smallest of every `print_window` neighbours, the last of equal ones.
std::vector<std::uint64_t> winnowed(const std::vector<std::uint64_t>& runs) {
  std::vector<std::uint64_t> out;
  if (runs.empty()) return out;
  const std::size_t width = std::min(print_window, runs.size());
  std::size_t smallest = runs.size();  // none yet
  for (std::size_t end = width; end <= runs.size(); ++end) {
    const std::size_t begin = end - width;
    if (smallest != runs.size() && smallest >= begin) {
      if (runs[end - 1] > runs[smallest]) continue;
      smallest = end - 1;
    } else {
      smallest = begin;
      for (std::size_t i = begin; i != end; ++i) {
        if (runs[i] <= runs[smallest]) smallest = i;
      }
    }
    out.push_back(runs[smallest]);
  }
  sort_each_once(out);
  return out;
}

}  // namespace

void append_words(std::string_view bytes, Span stretch, std::vector<PassageWord>& words) {
  const std::size_t first = words.size();
  std::string word;
  bool sentence_begins = true;
  for (std::size_t at = stretch.begin; at < stretch.end;) {
    if (const std::size_t skipped = gap(bytes.substr(at, stretch.end - at)); skipped != 0) {
      sentence_begins = sentence_begins || ends_sentence(bytes[at]) || bytes.substr(at).starts_with("\xE2\x80\x9C");
      at += skipped;
      continue;
    }
    word.clear();
    const std::size_t begin = at;
    bool number = false;
    while (at < stretch.end) {
      const std::string_view rest = bytes.substr(at, stretch.end - at);
      if (const std::size_t joined = apostrophe(rest); joined != 0) {
        at += joined;
      } else if (gap(rest) != 0) {
        break;
      } else {
        number = number || text::is_digit(bytes[at]);
        word += text::lower(bytes[at++]);
      }
    }
    std::uint64_t hash = number_hash;
    if (!number) {
      hash = hash_of(word);
      if (const auto other = stands_for(hash)) {
        hash = *other;
      } else if (!sentence_begins && text::is_upper(bytes[begin]) && word.size() > 1 &&
                 !text::is_upper(bytes[begin + 1]) && bytes[begin + 1] != '\'') {
        hash = name_hash;
      }
    }
    sentence_begins = false;
    const Span span{static_cast<Offset>(begin), static_cast<Offset>(at)};
    const bool again = words.size() > first && words.back().hash == hash && (hash == number_hash || hash == name_hash);
    if (again) {  // "November 3, 2026", "10/3/24"; "Maria Delgado"
      words.back().span.end = span.end;
    } else {
      words.push_back({.hash = hash, .span = span});
    }
  }
}

std::vector<std::uint64_t> runs_of(const std::vector<PassageWord>& words, std::size_t length) {
  std::vector<std::uint64_t> out;
  if (words.size() < length) return out;
  out.reserve(words.size() - length + 1);
  for (std::size_t begin = 0; begin + length <= words.size(); ++begin) {
    std::uint64_t hash = length;
    for (std::size_t i = begin; i != begin + length; ++i) hash = mixed(hash * 0x9E3779B97F4A7C15U + words[i].hash);
    out.push_back(hash);
  }
  return out;
}

PassageContent passage_of(std::vector<PassageWord> words) {
  PassageContent out;
  out.shingles = runs_of(words, shingle_words);
  out.short_shingles.reserve(out.shingles.size());
  std::ranges::transform(out.shingles, std::back_inserter(out.short_shingles), short_shingle);
  sort_each_once(out.short_shingles);
  out.prints = winnowed(runs_of(words, print_words));
  out.words = std::move(words);
  return out;
}

std::vector<Passage> passages_of(const note::Note& note) {
  switch (note.kind) {
    case note::FileKind::progress_note:
    case note::FileKind::intake:
    case note::FileKind::discharge:
      break;
    default:
      return {};
  }
  std::vector<Passage> out;
  const auto scales = note.vocabulary->instruments();
  const std::vector<bool> repeats = may_repeat(note);
  for (std::size_t i = note.header_end_block; i < note.blocks.size(); ++i) {
    const note::Block& block = note.blocks[i];
    if (!holds_narrative(block) || block.facts->words < fewest_words || repeats[block.section]) continue;
    const auto& content = block.facts->memo->get<std::shared_ptr<const PassageContent>>(
        note::Memo::passage, [&] { return std::make_shared<const PassageContent>(content_of(*block.facts, scales)); });
    if (content->words.size() >= fewest_words) out.push_back({.begin = block.begin, .content = content});
  }
  return out;
}

}  // namespace notewell::chart
