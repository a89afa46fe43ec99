#include "note/wording.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <functional>

#include <boost/unordered/unordered_flat_set.hpp>

#include "note/toml_keys.hpp"
#include "note/vocabulary_tables.hpp"
#include "note/wording_loader.hpp"
#include "text/ascii.hpp"

namespace notewell::note {
namespace {

using text::is_digit;
using text::is_letter;
using text::Offset;
using text::Span;

constexpr std::array<std::string_view, 9> kind_names = {"vague",     "judging", "stigmatizing", "process", "unsafe",
                                                        "ambiguous", "told",    "dose",         "fine"};
constexpr std::array<std::string_view, 5> place_names = {"anywhere", "bare", "with a dose", "before a dose",
                                                         "after a number"};

/// Length of the word character at `at`, 0 if it is none.
std::size_t word_character(std::string_view bytes, std::size_t at, bool inside) {
  const char c = bytes[at];
  if (is_letter(c) || is_digit(c)) return 1;
  const auto byte = static_cast<unsigned char>(c);
  const auto letter_at = [&](std::size_t i) { return i < bytes.size() && is_letter(bytes[i]); };
  if (c == '\'') return inside && letter_at(at + 1) ? 1 : 0;
  if (byte == 0xE2) return bytes.substr(at).starts_with("’") && inside && letter_at(at + 3) ? 3 : 0;
  if (byte < 0x80 || bytes.substr(at).starts_with("\u00A0")) return 0;
  std::size_t length = 1;
  while (at + length < bytes.size() && (static_cast<unsigned char>(bytes[at + length]) & 0xC0U) == 0x80) ++length;
  return length;
}

/// A word: letters, or digits ("20mg" is two).
std::size_t word_end(std::string_view bytes, std::size_t at, std::size_t limit) {
  std::size_t end = at;
  while (end < limit) {
    const std::size_t length = word_character(bytes, end, end != at);
    if (length == 0 || (end != at && is_digit(bytes[end]) != is_digit(bytes[at]))) break;
    end += length;
  }
  return std::min(end, limit);
}

/// A word in lower case with a plain apostrophe, in place; one that is longer than any in the lists is cut.
class Folded {
 public:
  explicit Folded(std::string_view word) {
    for (std::size_t i = 0; i != word.size() && size_ != bytes_.size(); ++i) {
      const bool curly = word[i] == '\xE2' && word.substr(i).starts_with("’");
      const char c = word[i];
      bytes_.at(size_++) = curly ? '\'' : (c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
      if (curly) i += 2;
    }
  }
  [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 40> bytes_;
  std::size_t size_ = 0;
};

/// Words by number, from 1. Open addressing: most words of a note are looked up here in vain.
class WordTable {
 public:
  [[nodiscard]] std::uint32_t find(std::string_view word) const {
    for (std::size_t at = hash(word) & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at] == 0 || names_[slots_[at]] == word) return slots_[at];
    }
  }
  std::uint32_t add(std::string_view word) {
    if (const std::uint32_t known = find(word); known != 0) return known;
    names_.emplace_back(word);
    if (names_.size() * 2 > slots_.size()) {
      slots_.assign(slots_.size() * 2, 0);
      for (std::uint32_t i = 1; i != names_.size(); ++i) place(i);
    } else {
      place(static_cast<std::uint32_t>(names_.size() - 1));
    }
    return static_cast<std::uint32_t>(names_.size() - 1);
  }
  [[nodiscard]] std::size_t size() const { return names_.size(); }

 private:
  static std::size_t hash(std::string_view word) {
    std::uint64_t hash = 1469598103934665603ULL;
    for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash ^ (hash >> 29U);
  }
  void place(std::uint32_t id) {
    std::size_t at = hash(names_[id]) & (slots_.size() - 1);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = id;
  }

  std::vector<std::string> names_{1};
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(4096);
};

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = std::min(text.find(at), text.size());
    if (end != 0) parts.push_back(text.substr(0, end));
    if (end == text.size()) return parts;
    text.remove_prefix(end + 1);
  }
}

struct Token {
  Span span;
  std::uint32_t word = 0;  // 0: in no phrase
  bool number = false;
  bool follows = false;  // only blanks or a hyphen between it and the token before
  bool dose = false;     // an amount or a drug begins here
  bool fine = false;     // a fine phrase covers it
};

}  // namespace

/// Behind a Wording. Phrases stand in a graph over words, abbreviations in a map by their first word.
struct Wording::Tables {
  struct Form {
    std::string text;
    const WordingEntry* entry = nullptr;
  };
  std::deque<WordingEntry> entries;  // pointers into it stay valid
  WordTable words;
  std::vector<bool> starts_phrase;  // by word
  std::vector<bool> starts_form;    // by word
  /// The edge from node n by word w is edges[n << 32 | w]; node 0 is the root.
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> edges;
  std::vector<std::vector<const WordingEntry*>> ends;  // by node: what is complete there
  StringMap<std::vector<Form>> forms;
  StringMap<std::string> alternatives;
  /// While the files are being read: a place between two words of a phrase. Place 0 is none.
  struct Place {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> steps;  // word, next place
    std::uint32_t skips_to = 0;                                  // behind an optional word
    const WordingEntry* entry = nullptr;                         // the phrase ends here
  };
  std::vector<Place> places{1};
  std::vector<std::uint32_t> starts;
  std::vector<std::string> known;  // abbreviations that a practice has settled
};

std::optional<WordingKind> wording_kind_named(std::string_view name) {
  const auto* const it = std::ranges::find(kind_names, name);
  return it == kind_names.end() ? std::nullopt : std::optional(static_cast<WordingKind>(it - kind_names.begin()));
}

namespace {

void read_tokens(std::string_view bytes, Span span, std::span<const Span> holes, const WordTable& words,
                 std::vector<Token>& tokens) {
  tokens.clear();
  auto hole = std::ranges::lower_bound(holes, span.begin, {}, &Span::end);
  bool follows = false;
  for (std::size_t at = span.begin; at < span.end;) {
    while (hole != holes.end() && hole->end <= at) ++hole;
    if (hole != holes.end() && hole->begin <= at) {
      at = hole->end;
      follows = false;
      continue;
    }
    const std::size_t length = word_character(bytes, at, false);
    if (length == 0) {
      const char c = bytes[at];
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '-') follows = false;
      ++at;
      continue;
    }
    const std::size_t end = std::max(word_end(bytes, at, span.end), at + 1);
    const Folded folded_word(bytes.substr(at, end - at));
    std::string_view word = folded_word.text();
    std::uint32_t known = words.find(word);
    if (known == 0 && word.ends_with("'s")) known = words.find(word.substr(0, word.size() - 2));
    tokens.push_back({.span = {static_cast<Offset>(at), static_cast<Offset>(end)},
                      .word = known,
                      .number = is_digit(bytes[at]),
                      .follows = follows});
    follows = true;
    at = end;
  }
}

/// A match in tokens.
struct Found {
  const WordingEntry* entry = nullptr;
  std::size_t first = 0;
  std::size_t end = 0;  // one past the last
  Span span;
};

/// Whether the abbreviation ends where it seems to: "PA" of "PA-C" or of "P.A." does not.
bool stands_alone(std::string_view bytes, Span span) {
  const auto joins = [&](std::size_t at, bool before) {
    if (at >= bytes.size()) return false;
    const char c = bytes[at];
    if (is_letter(c) || c == '-' || c == '&' || c == '@') return true;
    const std::size_t next = before ? at - 1 : at + 1;
    return (c == '.' || c == '\'') && next < bytes.size() && is_letter(bytes[next]);
  };
  return !(span.begin != 0 && joins(span.begin - 1, true)) && !joins(span.end, false);
}

/// Of entries of one kind that begin at one word, the longest counts.
void keep_longest(std::vector<Found>& found, const Found& one) {
  const auto same = std::ranges::find(found, one.entry->kind, [](const Found& other) { return other.entry->kind; });
  if (same == found.end()) {
    found.push_back(one);
  } else if (one.end > same->end) {
    *same = one;
  }
}

}  // namespace

std::vector<WordingMatch> Wording::find(std::string_view bytes, Span span, std::span<const Span> holes) const {
  const Tables& tables = *tables_;
  thread_local std::vector<Token> tokens;
  thread_local std::vector<Found> all;
  thread_local std::vector<Found> here;
  read_tokens(bytes, span, holes, tables.words, tokens);
  all.clear();
  std::array<std::size_t, kind_names.size()> end_of_kind{};
  for (std::size_t i = 0; i != tokens.size(); ++i) {
    const std::uint32_t first_word = tokens[i].word;
    if (first_word == 0) continue;
    here.clear();
    std::uint32_t node = 0;
    for (std::size_t j = i; j != tokens.size() && (j == i ? tables.starts_phrase[first_word] : tokens[j].follows);
         ++j) {
      const auto edge = tables.edges.find(std::uint64_t{node} << 32U | tokens[j].word);
      if (edge == tables.edges.end()) break;
      node = edge->second;
      for (const WordingEntry* entry : tables.ends[node]) {
        keep_longest(here,
                     {.entry = entry, .first = i, .end = j + 1, .span = {tokens[i].span.begin, tokens[j].span.end}});
      }
    }
    const std::string_view word = bytes.substr(tokens[i].span.begin, tokens[i].span.size());
    if (const auto forms = tables.starts_form[first_word] ? tables.forms.find(word) : tables.forms.end();
        forms != tables.forms.end()) {
      for (const Tables::Form& form : forms->second) {
        const Offset begin = tokens[i].span.begin;
        const Span whole{begin, static_cast<Offset>(begin + form.text.size())};
        if (!bytes.substr(begin).starts_with(form.text) || !stands_alone(bytes, whole)) continue;
        std::size_t end = i + 1;
        while (end != tokens.size() && tokens[end].span.begin < whole.end) ++end;
        keep_longest(here, {.entry = form.entry, .first = i, .end = end, .span = whole});
      }
    }
    for (const Found& one : here) {
      std::size_t& end = end_of_kind.at(static_cast<std::size_t>(one.entry->kind));
      if (one.first < end) continue;
      end = one.end;
      all.push_back(one);
      if (one.entry->kind == WordingKind::dose) tokens[one.first].dose = true;
      if (one.entry->kind != WordingKind::fine) continue;
      for (std::size_t j = one.first; j != one.end; ++j) tokens[j].fine = true;
    }
  }
  const bool any_dose = end_of_kind.at(static_cast<std::size_t>(WordingKind::dose)) != 0;
  const auto in_place = [&](const Found& one) {
    switch (one.entry->place) {
      case WordingPlace::with_dose:
        return any_dose;
      case WordingPlace::before_dose:
        return one.end + 1 < tokens.size() && tokens[one.end].number && tokens[one.end + 1].dose;
      case WordingPlace::after_number:
        return one.first != 0 && tokens[one.first - 1].number && tokens[one.first].follows;
      default:
        return true;
    }
  };
  std::vector<WordingMatch> matches;
  for (const Found& one : all) {
    if (one.entry->kind == WordingKind::fine || one.entry->kind == WordingKind::dose || !in_place(one)) continue;
    const bool fine = std::any_of(tokens.begin() + static_cast<std::ptrdiff_t>(one.first),
                                  tokens.begin() + static_cast<std::ptrdiff_t>(one.end), std::mem_fn(&Token::fine));
    if (fine) continue;
    matches.push_back({.entry = one.entry, .span = one.span});
  }
  return matches;
}

WordingLoader::WordingLoader() : tables_(std::make_shared<Wording::Tables>()) {}

void WordingLoader::read_alternatives(const toml::Value& table) {
  for (const auto& [key, node] : table.entries()) {
    tables_->alternatives.insert_or_assign(std::string(key.text()), node.value_or(std::string{}));
  }
}

void WordingLoader::read_entry(const toml::Value& table, std::string_view phrases_key, const Problem& problem) {
  const std::string kind_name = table["kind"].value_or(std::string{});
  const bool settled = kind_name == "known" && phrases_key == "forms";
  const auto kind = wording_kind_named(kind_name);
  const std::string where = table["where"].value_or(std::string{place_names[0]});
  const auto* const place = std::ranges::find(place_names, where);
  if ((!kind && !settled) || place == place_names.end()) return;
  const std::vector<std::string> phrases = texts_of(table, phrases_key);
  if (phrases.empty()) return problem(table, "this entry has no `" + std::string(phrases_key) + "`");
  if (settled) {
    tables_->known.insert(tables_->known.end(), phrases.begin(), phrases.end());
    return;
  }
  const WordingEntry& entry =
      tables_->entries.emplace_back(WordingEntry{.kind = *kind,
                                                 .place = static_cast<WordingPlace>(place - place_names.begin()),
                                                 .write = texts_of(table, "write"),
                                                 .means = texts_of(table, "means"),
                                                 .source = table["source"].value_or(std::string{}),
                                                 .sourced = table["sourced"].value_or(false)});
  for (const std::string& phrase : phrases) {
    if (phrases_key == "forms") {
      add_form(phrase, entry);
    } else {
      add_phrase(phrase, entry, table, problem);
    }
  }
  const std::vector<std::string> fine = texts_of(table, "fine");
  if (fine.empty()) return;
  const WordingEntry& spared =
      tables_->entries.emplace_back(WordingEntry{.kind = WordingKind::fine, .write = {}, .means = {}, .source = {}});
  for (const std::string& phrase : fine) add_phrase(phrase, spared, table, problem);
}

/// "has/have a (very) limited insight": a path of words with alternatives, some of them optional.
void WordingLoader::add_phrase(std::string_view phrase, const WordingEntry& entry, const toml::Value& at,
                               const Problem& problem) {
  auto& places = tables_->places;
  const auto new_place = [&] {
    places.emplace_back();
    return static_cast<std::uint32_t>(places.size() - 1);
  };
  std::uint32_t here = new_place();
  tables_->starts.push_back(here);
  std::string spaced(phrase);
  std::ranges::replace(spaced, '-', ' ');
  for (std::string_view slot : split(spaced, ' ')) {
    const bool optional = slot.starts_with('(') && slot.ends_with(')');
    if (optional) slot = slot.substr(1, slot.size() - 2);
    std::string_view choices = slot;
    if (slot.starts_with('{') && slot.ends_with('}')) {
      const auto named = tables_->alternatives.find(slot.substr(1, slot.size() - 2));
      if (named == tables_->alternatives.end())
        return problem(at, "`" + std::string(slot) + "` is not among the [alternatives]");
      choices = named->second;
    }
    const std::uint32_t next = new_place();
    if (optional) places[here].skips_to = next;
    for (const std::string_view choice : split(choices, '/')) {
      const auto parts = split(choice, '_');
      std::uint32_t from = here;
      for (std::size_t i = 0; i != parts.size(); ++i) {
        const std::uint32_t id = tables_->words.add(Folded(parts[i]).text());
        const std::uint32_t to = i + 1 == parts.size() ? next : new_place();
        places[from].steps.emplace_back(id, to);
        from = to;
      }
    }
    here = next;
  }
  places[here].entry = &entry;
}

/// Walks all phrases at once: a node of the graph is the set of places that the same words lead to. Alternatives that
/// go on alike share their nodes, so the graph stays about as large as the lists.
void WordingLoader::connect() {
  using Set = std::vector<std::uint32_t>;
  const auto& places = tables_->places;
  const auto close = [&](Set& set) {
    for (std::size_t i = 0; i != set.size(); ++i) {
      if (const std::uint32_t next = places[set[i]].skips_to; next != 0) set.push_back(next);
    }
    std::ranges::sort(set);
    set.erase(std::unique(set.begin(), set.end()), set.end());
  };
  std::vector<Set> nodes{tables_->starts};
  close(nodes.front());
  const auto hash = [&nodes](std::uint32_t node) {
    std::size_t out = nodes[node].size();
    for (const std::uint32_t place : nodes[node]) out = (out ^ place) * 0x9E3779B97F4A7C15ULL;
    return out ^ (out >> 32U);
  };
  const auto equal = [&nodes](std::uint32_t a, std::uint32_t b) { return nodes[a] == nodes[b]; };
  boost::unordered_flat_set<std::uint32_t, decltype(hash), decltype(equal)> known(places.size(), hash, equal);
  known.insert(0);
  nodes.reserve(places.size());
  tables_->edges.reserve(places.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> steps;
  for (std::uint32_t node = 0; node != nodes.size(); ++node) {
    steps.clear();
    for (const std::uint32_t place : nodes[node]) {
      steps.insert(steps.end(), places[place].steps.begin(), places[place].steps.end());
    }
    std::ranges::sort(steps);
    for (auto step = steps.begin(); step != steps.end();) {
      const std::uint32_t word = step->first;
      const auto next = static_cast<std::uint32_t>(nodes.size());
      Set& reached = nodes.emplace_back();
      for (; step != steps.end() && step->first == word; ++step) reached.push_back(step->second);
      close(reached);
      const auto [same, fresh] = known.insert(next);
      if (!fresh) nodes.pop_back();
      tables_->edges.emplace(std::uint64_t{node} << 32U | word, *same);
    }
  }
  tables_->starts_phrase.resize(tables_->words.size());
  tables_->starts_form.resize(tables_->words.size());
  for (const std::uint32_t place : nodes.front()) {
    for (const auto& [word, to] : places[place].steps) tables_->starts_phrase[word] = true;
  }
  for (const auto& [first, forms] : tables_->forms)
    tables_->starts_form[tables_->words.find(Folded(first).text())] = true;
  tables_->ends.resize(nodes.size());
  for (std::size_t node = 1; node < nodes.size(); ++node) {
    for (const std::uint32_t place : nodes[node]) {
      if (places[place].entry != nullptr) tables_->ends[node].push_back(places[place].entry);
    }
  }
  tables_->places = {};
  tables_->starts = {};
}

void WordingLoader::add_form(const std::string& form, const WordingEntry& entry) {
  const std::string first = form.substr(0, std::max<std::size_t>(word_end(form, 0, form.size()), 1));
  tables_->words.add(Folded(first).text());
  tables_->forms[first].push_back({.text = form, .entry = &entry});
}

Wording WordingLoader::finish() {
  for (const std::string& form : tables_->known) {
    for (auto& [first, forms] : tables_->forms) {
      std::erase_if(forms, [&](const Wording::Tables::Form& one) {
        return one.text == form && one.entry->kind == WordingKind::ambiguous;
      });
    }
  }
  connect();
  Wording wording;
  wording.tables_ = std::move(tables_);
  return wording;
}

}  // namespace notewell::note
