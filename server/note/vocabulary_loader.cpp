// Reads vocabulary files. Any TOML file may hold any of the tables, so that a practice can keep all of its own words in
// one file; a .tsv file is a list of diagnosis codes.

#include <algorithm>
#include <atomic>
#include <charconv>
#include <numeric>

#include "note/cue_names.hpp"
#include "note/phrases.hpp"
#include "note/toml_keys.hpp"
#include "note/vocabulary.hpp"
#include "note/vocabulary_tables.hpp"
#include "note/wording_loader.hpp"

namespace notewell::note {
namespace {

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' ||
         static_cast<unsigned char>(c) >= 0x80;
}

template <class Take>
void for_each_word(std::string_view phrase, const Take& take) {
  for (std::size_t i = 0; i < phrase.size();) {
    if (!is_word_byte(phrase[i])) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < phrase.size() && is_word_byte(phrase[end])) ++end;
    take(phrase.substr(i, end - i));
    i = end;
  }
}

std::vector<std::string_view> words_of(std::string_view phrase) {
  std::vector<std::string_view> words;
  for_each_word(phrase, [&](std::string_view word) { words.push_back(word); });
  return words;
}

std::string expanded(std::string pattern) {
  const auto replace = [&pattern](std::string_view macro, std::string_view with) {
    for (std::size_t at = pattern.find(macro); at != std::string::npos; at = pattern.find(macro, at + with.size())) {
      pattern.replace(at, macro.size(), with);
    }
  };
  replace("{client}", "(?:the |this )?(?:client|patient|pt|ct|cl|he|she|they|member|individual)\\.?");
  replace("{clinician}",
          "(?:the |this )?(?:therapist|clinician|counselor|counsellor|writer|provider|social worker|i|we)");
  return pattern;
}

}  // namespace

class VocabularyLoader {
 public:
  explicit VocabularyLoader(std::vector<VocabularyProblem>& problems) : problems_(problems) {
    static std::atomic<std::uint64_t> serial{0};
    tables_->serial = ++serial;
    tables_->starts_phrase.resize(1);
  }

  void read(const VocabularyFile& file) {
    file_ = file.name;
    whose_ = file.packed.empty() ? Patterns::of_a_practice : Patterns::of_the_program;
    if (file.name.ends_with(".tsv")) {
      read_diagnoses(file.text);
      return;
    }
    const toml::Document& document = documents_.emplace_back(toml::read(file.packed, file.text));
    if (!document) return problem(document.mistake().place, document.mistake().description);
    read(document.root());
  }

  std::shared_ptr<const Vocabulary> finish() {
    // Skipped words are known only now, so phrases go into the trie last.
    tables_->edges.reserve(3 * phrases_.size());
    known_words_.reserve(phrases_.size());
    for (const auto& [phrase, meaning] : phrases_) add_phrase(phrase, meaning);
    lay_out_meanings();
    std::ranges::stable_sort(vocabulary_->diagnoses_, {}, &std::pair<std::string, Diagnosis>::first);
    if (!generic_patterns_.empty()) {
      std::string wrong;
      vocabulary_->generic_ = Phrases::compile(generic_patterns_, {}, true, generic_whose_, wrong);
      if (vocabulary_->generic_ == nullptr)
        problems_.push_back({.file = "generic", .line = 0, .message = wrong, .columns = {}});
    }
    compile_elements();
    link_elements();
    resolve_telling_entries();
    vocabulary_->wording_ = wording_.finish();
    vocabulary_->tables_ = std::move(tables_);
    return std::move(vocabulary_);
  }

 private:
  void problem(const toml::Place& at, std::string message) {
    problems_.push_back({.file = file_, .line = line_of(at), .message = std::move(message), .columns = columns_of(at)});
  }
  void problem(const toml::Value& at, std::string message) { problem(at.source(), std::move(message)); }

  bool check(const toml::Value& table, std::string_view name) {
    return check_keys(table, *vocabulary_keys().find(name),
                      [this](const auto& at, std::string message) { problem(at, std::move(message)); });
  }

  std::string text(const toml::Value& table, std::string_view key) { return table[key].value_or(std::string{}); }

  std::vector<std::string> texts(const toml::Value& table, std::string_view key) { return texts_of(table, key); }

  /// The table that a key holds, held against the known table `name`; nullptr if it is not there.
  const toml::Value* table_in(const toml::Value& table, std::string_view key, std::string_view name) {
    const toml::Value* found = table[key].as_table();
    if (found != nullptr) check(*found, name);
    return found;
  }

  /// Calls `entry` for each [[name]] table that has what it must have.
  template <class Function>
  void each(const toml::Value& root, std::string_view name, Function entry) {
    const toml::Value* array = root[name].as_array();
    if (array == nullptr) return;
    for (const toml::Value& element : array->elements()) {
      const toml::Value* table = element.as_table();
      if (table != nullptr && check(*table, name)) entry(*table);
    }
  }

  void read(const toml::Value& root) {
    check(root, "");
    each(root, "section", [&](const toml::Value& table) { read_section(table); });
    each(root, "format", [&](const toml::Value& table) { read_format(table); });
    each(root, "field", [&](const toml::Value& table) { read_field(table); });
    each(root, "facet", [&](const toml::Value& table) { read_facet(table); });
    each(root, "group", [&](const toml::Value& table) {
      for (const std::string& name : texts(table, "names"))
        tables_->groups.insert_or_assign(folded(name), text(table, "id"));
    });
    each(root, "concept", [&](const toml::Value& table) { read_concept(table); });
    each(root, "default_stem", [&](const toml::Value& table) {
      auto& stems = tables_->default_stems[text(table, "modality")];
      for (const Facet facet : all_facets) {
        if (std::string stem = text(table, name_of(facet)); !stem.empty()) {
          stems.at(static_cast<std::size_t>(facet)) = std::move(stem);
        }
      }
    });
    each(root, "code", [&](const toml::Value& table) { read_code(table); });
    each(root, "element", [&](const toml::Value& table) { read_element(table); });
    each(root, "place", [&](const toml::Value& table) { read_mark(table, vocabulary_->places_); });
    each(root, "modifier", [&](const toml::Value& table) { read_mark(table, vocabulary_->modifiers_); });
    each(root, "instrument", [&](const toml::Value& table) { read_instrument(table); });
    each(root, "telling", [&](const toml::Value& table) { read_telling(table); });
    each(root, "cue", [&](const toml::Value& table) { read_cue(table); });
    if (const toml::Value* alternatives = table_in(root, "alternatives", "alternatives")) {
      wording_.read_alternatives(*alternatives);
    }
    const auto wrong = [this](const toml::Value& at, std::string message) { problem(at, std::move(message)); };
    each(root, "wording", [&](const toml::Value& table) { wording_.read_entry(table, "phrases", wrong); });
    each(root, "abbreviation", [&](const toml::Value& table) { wording_.read_entry(table, "forms", wrong); });
    if (const toml::Value* generic = table_in(root, "generic", "generic")) {
      for (std::string& pattern : texts(*generic, "statements")) {
        generic_patterns_.push_back(expanded(std::move(pattern)));
        if (whose_ == Patterns::of_a_practice) generic_whose_ = whose_;
      }
    }
    if (const toml::Value* suggestions = table_in(root, "suggestions", "suggestions")) {
      for (const auto& [key, node] : suggestions->entries()) {
        tables_->suggestions.insert_or_assign(std::string(key.text()), texts(*suggestions, key.text()));
      }
    }
  }

  void read_section(const toml::Value& table) {
    SectionName section{.id = text(table, "id"), .names = texts(table, "names"), .roles = {}};
    for (const std::string& name : texts(table, "roles")) {
      if (const auto role = role_named(name)) section.roles.add(*role);
    }
    add_named(vocabulary_->sections_, tables_->section_names, std::move(section));
  }

  void read_format(const toml::Value& table) {
    const auto format = format_named(text(table, "id"));
    if (!format) return;
    FormatName entry{
        .format = *format, .names = texts(table, "names"), .sections = texts(table, "sections"), .letters = {}};
    if (const toml::Value* letters = table_in(table, "letters", "format.letters")) {
      for (const auto& [key, node] : letters->entries()) {
        if (!key.text().empty()) entry.letters.emplace_back(key.text().front(), node.value_or(std::string{}));
      }
    }
    for (const std::string& name : entry.names) {
      tables_->format_names.insert_or_assign(folded(name), vocabulary_->formats_.size());
    }
    vocabulary_->formats_.push_back(std::move(entry));
  }

  void read_field(const toml::Value& table) {
    FieldName field{.id = text(table, "id"),
                    .names = texts(table, "names"),
                    .shows = text(table, "shows"),
                    .statements = texts(table, "statements")};
    if (field.shows.empty() && !field.names.empty()) field.shows = field.names.front();
    const std::string id = field.id;
    add_named(vocabulary_->fields_, tables_->field_names, std::move(field));
    const auto index = std::ranges::find(vocabulary_->fields_, id, &FieldName::id) - vocabulary_->fields_.begin();
    for (const std::string& value : texts(table, "values"))
      tables_->field_values.insert_or_assign(folded(value), static_cast<std::size_t>(index));
    for (const std::string& name : texts(table, "doubtful_names"))
      tables_->doubtful_field_names.insert_or_assign(folded(name), static_cast<std::size_t>(index));
    constexpr std::ptrdiff_t most = 64;  // bits of PhraseMeaning::fields
    bool any = false;
    each_text_of(table, "statements", [&](std::string_view statement) {
      any = true;
      phrases_.emplace_back(statement,
                            PhraseMeaning{.fields = std::uint64_t{1} << static_cast<unsigned>(index % most)});
    });
    if (any && index >= most) problem(table, "only the first 64 fields can have `statements`");
  }

  void read_facet(const toml::Value& table) {
    const auto facet = facet_named(text(table, "id"));
    if (!facet) return;
    for (std::string& name : texts(table, "names")) {
      tables_->facets.insert_or_assign(folded(name), *facet);
      tables_->facet_names.at(static_cast<std::size_t>(*facet)).push_back(std::move(name));
    }
  }

  void read_concept(const toml::Value& table) {
    Concept entry{.id = text(table, "id"),
                  .group = text(table, "group"),
                  .names = texts(table, "names"),
                  .signs = texts(table, "signs"),
                  .sayings = texts(table, "sayings"),
                  .near = texts(table, "near"),
                  .excludes = texts(table, "excludes"),
                  .modality = text(table, "modality"),
                  .modality_only = table["modality_only"].value_or(false),
                  .delivery = text(table, "delivery"),
                  .stems = {}};
    if (entry.names.empty()) {
      problem(table, "`" + entry.id + "` has no names");
      return;
    }
    if (const toml::Value* stems = table_in(table, "stems", "concept.stems")) {
      for (const auto& [key, node] : stems->entries()) {
        entry.stems.insert_or_assign(std::string(key.text()), node.value_or(std::string{}));
      }
    }
    ConceptId id = 0;
    if (const auto known = tables_->concepts.find(entry.id); known != tables_->concepts.end()) {
      id = known->second;  // a later file adds to an entry
      Concept& old = vocabulary_->concepts_[id];
      const auto add = [](std::vector<std::string>& to, const std::vector<std::string>& from) {
        to.insert(to.end(), from.begin(), from.end());
      };
      add(old.names, entry.names);
      add(old.signs, entry.signs);
      add(old.sayings, entry.sayings);
      add(old.near, entry.near);
      add(old.excludes, entry.excludes);
      for (const auto& [facet, stem] : entry.stems) old.stems.insert_or_assign(facet, stem);
    } else {
      id = static_cast<ConceptId>(vocabulary_->concepts_.size());
      if (id == no_concept) return problem(table, "too many entries");
      tables_->concepts.emplace(entry.id, id);
      vocabulary_->concepts_.push_back(std::move(entry));
    }
    const auto add = [&](std::string_view key, Sense sense) {
      each_text_of(table, key, [&](std::string_view phrase) {
        phrases_.emplace_back(phrase, PhraseMeaning{.entry = id, .sense = sense});
      });
    };
    add("names", Sense::name);
    add("signs", Sense::sign);
    add("sayings", Sense::saying);
  }

  void read_code(const toml::Value& table) {
    ServiceCode code{.code = text(table, "code"),
                     .label = text(table, "label"),
                     .least_minutes = table["least"].value_or(std::uint16_t{0}),
                     .most_minutes = table["most"].value_or(std::uint16_t{0}),
                     .timed = table["timed"].value_or(false),
                     .psychotherapy = table["psychotherapy"].value_or(false),
                     .add_on = table["add_on"].value_or(false),
                     .series = text(table, "series"),
                     .primary = texts(table, "primary"),
                     .primary_names = texts(table, "primary_names")};
    const auto [it, fresh] = tables_->codes.try_emplace(code.code, vocabulary_->codes_.size());
    if (fresh) {
      vocabulary_->codes_.push_back(std::move(code));
    } else {
      vocabulary_->codes_[it->second] = std::move(code);
    }
  }

  void read_mark(const toml::Value& table, std::vector<ServiceMark>& marks) {
    ServiceMark mark{
        .code = text(table, "code"), .label = text(table, "label"), .telehealth = table["telehealth"].value_or(false)};
    const auto it = std::ranges::find(marks, mark.code, &ServiceMark::code);
    if (it == marks.end()) {
      marks.push_back(std::move(mark));
    } else {
      *it = std::move(mark);
    }
  }

  void read_instrument(const toml::Value& table) {
    Instrument instrument{.id = text(table, "id"), .names = texts(table, "names"), .bands = {}};
    instrument.sourced = table["sourced"].value_or(false);
    if (const toml::Value* range = table["range"].as_array(); range != nullptr && range->size() == 2) {
      instrument.least = (*range)[0].value_or(0);
      instrument.most = (*range)[1].value_or(0);
    } else if (table.contains("range")) {
      problem(table, "`range` takes the lowest and the highest total, like [0, 27]");
    }
    if (const toml::Value* bands = table["bands"].as_array()) {
      for (const toml::Value& node : bands->elements()) {
        const toml::Value* band = node.as_table();
        if (band == nullptr || !check(*band, "instrument.bands")) continue;
        instrument.bands.push_back(
            {.label = text(*band, "label"), .from = (*band)["from"].value_or(0), .to = (*band)["to"].value_or(0)});
      }
    }
    std::ranges::sort(instrument.bands, {}, &Instrument::Band::from);
    const auto it = std::ranges::find(vocabulary_->instruments_, instrument.id, &Instrument::id);
    if (it == vocabulary_->instruments_.end()) {
      vocabulary_->instruments_.push_back(std::move(instrument));
    } else {
      *it = std::move(instrument);
    }
  }

  void read_telling(const toml::Value& table) {
    Telling telling{.of = text(table, "of"), .id = text(table, "id"), .label = text(table, "label")};
    std::string wrong;
    if (const auto patterns = texts(table, "patterns"); !patterns.empty()) {
      telling.told = Phrases::compile(patterns, texts(table, "except"), table["whole"].value_or(false), whose_, wrong);
      if (telling.told == nullptr) return problem(table, wrong);
    }
    telling_entries_.push_back({.file = file_,
                                .line = table.contains("entries") ? line_of(table.get("entries")->source()) : 0,
                                .ids = texts(table, "entries")});
    vocabulary_->tellings_.push_back(std::move(telling));
  }

  /// Entries may stand in a file that is read later than the telling that names them.
  void resolve_telling_entries() {
    for (std::size_t i = 0; i != telling_entries_.size(); ++i) {
      for (const std::string& id : telling_entries_[i].ids) {
        if (const auto known = tables_->concepts.find(id); known != tables_->concepts.end()) {
          vocabulary_->tellings_[i].entries.push_back(known->second);
        } else {
          problems_.push_back({.file = telling_entries_[i].file,
                               .line = telling_entries_[i].line,
                               .message = "`" + id + "` is no entry of the vocabulary",
                               .columns = {}});
        }
      }
    }
  }

  void read_cue(const toml::Value& table) {
    const auto* const name = std::ranges::find(cue_names, text(table, "kind"));
    if (name == cue_names.end()) return;
    const auto cue = static_cast<Cue>(name - cue_names.begin());
    each_text_of(table, "words", [&](std::string_view phrase) {
      const auto words = words_of(phrase);
      if (words.size() == 1) {
        stem_entry(words.front()).cues |= bit(cue);
      } else {
        phrases_.emplace_back(phrase, PhraseMeaning{.cues = bit(cue)});
      }
    });
  }

  /// An element that is there already is added to.
  void read_element(const toml::Value& table) {
    auto& elements = vocabulary_->elements_;
    const std::string id = text(table, "id");
    auto it = std::ranges::find(elements, id, &Element::id);
    if (it == elements.end()) it = elements.insert(it, Element{.id = id, .signals = {}});
    if (table.contains("title")) it->title = text(table, "title");
    if (table.contains("asks")) it->asks = text(table, "asks");
    if (const auto enough = table["enough"].value<std::int64_t>()) it->enough = static_cast<std::uint16_t>(*enough);
    for (std::string& group : texts(table, "groups")) it->groups.push_back(std::move(group));
    for (std::string& field : texts(table, "fields")) it->fields.push_back(std::move(field));
    for (const std::string& name : texts(table, "roles")) {
      if (const auto role = role_named(name)) it->roles.add(*role);
    }
    for (const std::string& name : texts(table, "signals")) {
      bool* signal = name == "quote"       ? &it->signals.quote
                     : name == "observes"  ? &it->signals.observes
                     : name == "rationale" ? &it->signals.rationale
                     : name == "delivery"  ? &it->signals.delivery
                     : name == "response"  ? &it->signals.response
                                           : nullptr;
      if (signal != nullptr) *signal = true;
    }
    const auto element = static_cast<std::uint16_t>(it - elements.begin());
    add_element_patterns(table, "cues", {.element = element, .kind = ElementCue::Kind::cue});
    add_element_patterns(table, "hints", {.element = element, .kind = ElementCue::Kind::hint});
    add_element_patterns(table, "except", {.element = element, .kind = ElementCue::Kind::exception});
  }

  void add_element_patterns(const toml::Value& table, std::string_view key, ElementCue cue) {
    for (std::string& pattern : texts(table, key)) {
      const bool anchored = pattern.find_first_of("^$") != std::string::npos;
      pattern = expanded(std::move(pattern));
      if (!anchored) pattern = "\\b(?:" + pattern + ")\\b";
      element_patterns_.push_back(std::move(pattern));
      if (whose_ == Patterns::of_a_practice) element_whose_ = whose_;
      element_pattern_places_.emplace_back(file_, line_of(table.get(key)->source()));
      vocabulary_->element_cues_.push_back(cue);
    }
  }

  void compile_elements() {
    while (!element_patterns_.empty()) {
      PatternProblem wrong;
      vocabulary_->element_patterns_ = PhraseSet::compile(element_patterns_, element_whose_, wrong);
      if (vocabulary_->element_patterns_ != nullptr) return;
      // One wrong pattern does not take the others with it.
      const auto at = static_cast<std::ptrdiff_t>(wrong.pattern);
      const auto& [file, line] = element_pattern_places_[wrong.pattern];
      problems_.push_back({.file = file, .line = line, .message = std::move(wrong.message), .columns = {}});
      element_patterns_.erase(element_patterns_.begin() + at);
      element_pattern_places_.erase(element_pattern_places_.begin() + at);
      vocabulary_->element_cues_.erase(vocabulary_->element_cues_.begin() + at);
    }
  }

  void link_elements() {
    for (const Concept& entry : vocabulary_->concepts_) {
      auto& documented = vocabulary_->elements_of_.emplace_back();
      for (std::uint16_t e = 0; e != vocabulary_->elements_.size(); ++e) {
        if (std::ranges::find(vocabulary_->elements_[e].groups, entry.group) != vocabulary_->elements_[e].groups.end())
          documented.push_back(e);
      }
    }
  }

  void read_diagnoses(std::string_view file_text) {
    const auto& owned = *tables_->owned.emplace_back(std::make_unique<const std::string>(file_text));
    std::uint32_t line_number = 0;
    for (std::string_view rest = owned; !rest.empty();) {
      ++line_number;
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty() || line.front() == '#') continue;
      const std::size_t first = line.find('\t');
      const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
      if (second == std::string_view::npos || second != first + 2 ||
          (line[first + 1] != '0' && line[first + 1] != '1')) {
        problems_.push_back({.file = file_,
                             .line = line_number,
                             .message = "a line is CODE, tab, 1 (billable) or 0, tab, description",
                             .columns = {}});
        continue;
      }
      const std::size_t third = std::min(line.find('\t', second + 1), line.size());
      vocabulary_->diagnoses_.emplace_back(
          std::string(line.substr(0, first)),
          Diagnosis{.description = line.substr(second + 1, third - second - 1), .billable = line[first + 1] == '1'});
    }
  }

  template <class Entry>
  void add_named(std::vector<Entry>& entries, StringMap<std::size_t>& names, Entry entry) {
    auto it = std::ranges::find(entries, entry.id, &Entry::id);
    const auto index = static_cast<std::size_t>(it - entries.begin());
    for (const std::string& name : entry.names) names.insert_or_assign(folded(name), index);
    if (it == entries.end()) {
      entries.push_back(std::move(entry));
    } else {
      it->names.insert(it->names.end(), entry.names.begin(), entry.names.end());
    }
  }

  Word& stem_entry(std::string_view word) {
    const auto [it, fresh] = tables_->words.try_emplace(stem_of(word));
    if (fresh) {
      it->second.stem = static_cast<std::uint32_t>(tables_->starts_phrase.size());
      tables_->starts_phrase.push_back(false);
    }
    return it->second;
  }

  /// stem_entry() of a word of phrases_, which repeat the same few thousand words: most are stemmed only once.
  const Word* known_word(std::string_view written) {
    const auto [it, fresh] = known_words_.try_emplace(written, nullptr);
    if (fresh) it->second = &stem_entry(written);
    return it->second;
  }

  void add_phrase(std::string_view phrase, const PhraseMeaning& meaning) {
    std::uint32_t node = 0;
    words_of_phrase_.clear();
    for_each_word(phrase, [&](std::string_view word) { words_of_phrase_.push_back(known_word(word)); });
    // "not me", "the problem is them", "CBT-I": where skipping would leave one word, or function words alone, the
    // phrase counts only word for word; it would match everywhere.
    std::size_t telling = 0;
    std::size_t kept = 0;
    for (const Word* word : words_of_phrase_) {
      const Cues cues = word->cues;
      if ((cues & bit(Cue::skipped)) == 0) ++kept;
      if ((cues & (bit(Cue::skipped) | bit(Cue::function_word))) == 0) ++telling;
    }
    const bool keep_all = telling == 0 || kept == 1;
    for (const Word* word : words_of_phrase_) {
      const Word entry = *word;
      if (!keep_all && (entry.cues & bit(Cue::skipped)) != 0) continue;
      if (node == 0) tables_->starts_phrase[entry.stem] = true;
      const auto [edge, fresh] = tables_->edges.try_emplace(std::uint64_t{node} << 32U | entry.stem, nodes_);
      if (fresh) ++nodes_;
      node = edge->second;
    }
    if (node == 0) return;
    meanings_.emplace_back(node, meaning);
    meanings_.back().second.passes_over = meaning.fields != 0 && !keep_all && kept != words_of_phrase_.size();
  }

  /// Puts the meanings of each node beside one another, each once, in the order in which they came.
  void lay_out_meanings() {
    auto& begin = tables_->meanings_begin;
    auto& meanings = tables_->meanings;
    begin.resize(nodes_ + 1);
    // Sorted by counting: the meanings of a node begin behind those of all nodes before it.
    for (const auto& [node, meaning] : meanings_) ++begin[node + 1];
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<std::uint32_t> next = begin;
    std::vector<const PhraseMeaning*> sorted(meanings_.size());
    for (const auto& [node, meaning] : meanings_) sorted[next[node]++] = &meaning;
    meanings.reserve(meanings_.size());
    for (std::uint32_t node = 0; node != nodes_; ++node) {
      const auto first = static_cast<std::ptrdiff_t>(meanings.size());
      for (std::uint32_t i = begin[node]; i != next[node]; ++i) {
        if (std::find(meanings.begin() + first, meanings.end(), *sorted[i]) == meanings.end())
          meanings.push_back(*sorted[i]);
      }
      begin[node] = static_cast<std::uint32_t>(first);
    }
    begin[nodes_] = static_cast<std::uint32_t>(meanings.size());
  }

  static constexpr std::array all_facets = {Facet::observed, Facet::reported, Facet::why,
                                            Facet::how,      Facet::response, Facet::detail};

  std::vector<VocabularyProblem>& problems_;
  std::string file_;
  Patterns whose_ = Patterns::of_a_practice;  // those of the file at hand
  std::shared_ptr<Vocabulary> vocabulary_ = std::make_shared<Vocabulary>();
  std::shared_ptr<Vocabulary::Tables> tables_ = std::make_shared<Vocabulary::Tables>();
  std::vector<toml::Document> documents_;                            // that phrases_ point into
  std::vector<std::pair<std::string_view, PhraseMeaning>> phrases_;  // to go into the trie
  std::uint32_t nodes_ = 1;                                          // of the trie; the root is one
  std::vector<std::pair<std::uint32_t, PhraseMeaning>> meanings_;    // the node behind each phrase, and what it means
  boost::unordered_flat_map<std::string_view, const Word*> known_words_;  // the words of phrases_, as written
  std::vector<const Word*> words_of_phrase_;                              // of the phrase at hand
  /// The entries that a telling names.
  struct Entries {
    std::string file;
    std::uint32_t line = 0;
    std::vector<std::string> ids;
  };
  std::vector<Entries> telling_entries_;  // by telling
  std::vector<std::string> generic_patterns_;
  Patterns generic_whose_ = Patterns::of_the_program;  // of a practice, as soon as one of them is
  std::vector<std::string> element_patterns_;
  Patterns element_whose_ = Patterns::of_the_program;
  std::vector<std::pair<std::string, std::uint32_t>> element_pattern_places_;  // file and line of each
  WordingLoader wording_;
};

std::shared_ptr<const Vocabulary> load_vocabulary(std::span<const VocabularyFile> files,
                                                  std::vector<VocabularyProblem>& problems) {
  VocabularyLoader loader(problems);
  for (const VocabularyFile& file : files) loader.read(file);
  return loader.finish();
}

}  // namespace notewell::note
