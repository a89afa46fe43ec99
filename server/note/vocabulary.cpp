#include "note/vocabulary.hpp"

#include <algorithm>

#include "note/phrases.hpp"
#include "note/vocabulary_tables.hpp"

namespace notewell::note {
namespace {

bool is_edge(char c) {
  return c == ' ' || c == '\t' || c == '*' || c == ':' || c == '.' || c == '#' || c == '_' || c == '-' || c == '\r' ||
         c == '\n';
}

template <class Value>
const Value* find(const StringMap<Value>& map, std::string_view name) {
  const auto it = map.find(name);
  return it == map.end() ? nullptr : &it->second;
}

const ServiceMark* mark_of(const std::vector<ServiceMark>& marks, std::string_view code) {
  const auto it = std::ranges::find(marks, code, &ServiceMark::code);
  return it == marks.end() ? nullptr : &*it;
}

}  // namespace

std::string folded(std::string_view name) {
  while (!name.empty() && is_edge(name.front())) name.remove_prefix(1);
  while (!name.empty() && is_edge(name.back())) name.remove_suffix(1);
  std::string out;
  out.reserve(name.size());
  for (std::size_t i = 0; i != name.size(); ++i) {
    char c = name[i];
    if (name.substr(i).starts_with("’")) {
      c = '\'';
      i += 2;
    }
    if (c == ' ' || c == '\t') {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

const SectionName* Vocabulary::section_named(std::string_view title) const {
  const auto* index = find(tables_->section_names, folded(title));
  return index == nullptr ? nullptr : &sections_[*index];
}

const SectionName* Vocabulary::section_by_id(std::string_view id) const {
  const auto it = std::ranges::find(sections_, id, &SectionName::id);
  return it == sections_.end() ? nullptr : &*it;
}

const FieldName* Vocabulary::field_named(std::string_view name) const {
  const auto* index = find(tables_->field_names, folded(name));
  return index == nullptr ? nullptr : &fields_[*index];
}

const FieldName* Vocabulary::field_by_id(std::string_view id) const {
  const auto it = std::ranges::find(fields_, id, &FieldName::id);
  return it == fields_.end() ? nullptr : &*it;
}

const FieldName* Vocabulary::field_of_value(std::string_view value) const {
  const auto* index = find(tables_->field_values, folded(value));
  return index == nullptr ? nullptr : &fields_[*index];
}

const FieldName* Vocabulary::field_of_value(std::string_view value, std::string_view doubtful_name) const {
  const auto* index = find(tables_->doubtful_field_names, folded(doubtful_name));
  const FieldName* field = index == nullptr ? nullptr : field_of_value(value);
  return field == &fields_[index == nullptr ? 0 : *index] ? field : nullptr;
}

std::optional<Facet> Vocabulary::facet_named(std::string_view name) const {
  const auto* facet = find(tables_->facets, folded(name));
  return facet == nullptr ? std::nullopt : std::optional(*facet);
}

std::string_view Vocabulary::group_named(std::string_view label) const {
  const auto* group = find(tables_->groups, folded(label));
  return group == nullptr ? std::string_view{} : std::string_view(*group);
}

const FormatName* Vocabulary::format_named(std::string_view name) const {
  const auto* index = find(tables_->format_names, folded(name));
  return index == nullptr ? nullptr : &formats_[*index];
}

const FormatName& Vocabulary::format(Format format) const {
  static const FormatName none;
  const auto it = std::ranges::find(formats_, format, &FormatName::format);
  return it == formats_.end() ? none : *it;
}

const ServiceCode* Vocabulary::service_code(std::string_view code) const {
  const auto* index = find(tables_->codes, code);
  return index == nullptr ? nullptr : &codes_[*index];
}

const Diagnosis* Vocabulary::diagnosis(std::string_view code) const {
  const auto it = std::ranges::lower_bound(diagnoses_, code, {}, &std::pair<std::string, Diagnosis>::first);
  return it == diagnoses_.end() || it->first != code ? nullptr : &it->second;
}

const ServiceMark* Vocabulary::place_of_service(std::string_view code) const {
  return mark_of(places_, code);
}

const ServiceMark* Vocabulary::modifier(std::string_view code) const {
  return mark_of(modifiers_, code);
}

std::span<const std::string> Vocabulary::suggestions(std::string_view field) const {
  const auto* values = find(tables_->suggestions, field);
  return values == nullptr ? std::span<const std::string>{} : std::span<const std::string>(*values);
}

std::optional<ConceptId> Vocabulary::concept_by_id(std::string_view id) const {
  const auto* entry = find(tables_->concepts, id);
  return entry == nullptr ? std::nullopt : std::optional(*entry);
}

std::string_view Vocabulary::stem(ConceptId id, Facet facet) const {
  const auto general = [&](std::string_view modality) -> std::string_view {
    const auto* stems = find(tables_->default_stems, modality);
    return stems == nullptr ? std::string_view{} : (*stems).at(static_cast<std::size_t>(facet));
  };
  if (id != no_concept) {
    const Concept& entry = concepts_[id];
    if (const auto it = entry.stems.find(std::string(name_of(facet))); it != entry.stems.end()) return it->second;
    if (!entry.modality.empty()) {
      if (const std::string_view stem = general(entry.modality); !stem.empty()) return stem;
    }
  }
  return general("");
}

std::span<const std::string> Vocabulary::facet_names(Facet facet) const {
  return tables_->facet_names.at(static_cast<std::size_t>(facet));
}

bool Vocabulary::is_generic(std::string_view statement) const {
  return generic_ != nullptr && generic_->find(statement).has_value();
}

void Vocabulary::match_elements(std::string_view statement, std::vector<int>& cues) const {
  cues.clear();
  if (element_patterns_ != nullptr) element_patterns_->match(statement, cues);
}

Word Vocabulary::word(std::string_view raw) const {
  // The same few hundred words make up most of any note: remember what each looked up to, by its bytes as written.
  struct Remembered {
    std::uint64_t serial = 0;
    std::array<char, 20> bytes{};
    std::uint8_t size = 0;
    Word word;
  };
  constexpr std::size_t slots = 4096;
  thread_local std::vector<Remembered> memory(slots);
  if (raw.size() > std::tuple_size_v<decltype(Remembered::bytes)>) {
    const Word* word = find(tables_->words, stem_of(raw));
    return word == nullptr ? Word{} : *word;
  }
  std::uint64_t hash = 1469598103934665603ULL;
  for (const char c : raw) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  Remembered& slot = memory[(hash ^ (hash >> 24U)) % slots];
  if (slot.serial == tables_->serial && std::string_view(slot.bytes.data(), slot.size) == raw) return slot.word;
  const Word* word = find(tables_->words, stem_of(raw));
  slot.serial = tables_->serial;
  slot.size = static_cast<std::uint8_t>(raw.size());
  std::ranges::copy(raw, slot.bytes.begin());
  slot.word = word == nullptr ? Word{} : *word;
  return slot.word;
}

void Vocabulary::match(std::span<const Word> words, std::vector<PhraseMatch>& matches) const {
  matches.clear();
  if (words.empty() || words[0].stem == 0 || !tables_->starts_phrase[words[0].stem]) return;
  std::uint32_t node = 0;
  for (std::size_t i = 0; i != words.size(); ++i) {
    const std::uint32_t stem = words[i].stem;
    const auto edge = stem == 0 ? tables_->edges.end() : tables_->edges.find(std::uint64_t{node} << 32U | stem);
    if (edge == tables_->edges.end()) {
      if (node != 0 && (words[i].cues & bit(Cue::skipped)) != 0) continue;
      break;
    }
    node = edge->second;
    const auto meanings = tables_->meanings_of(node);
    if (!meanings.empty()) matches.push_back({.length = i + 1, .meanings = meanings});
  }
}

}  // namespace notewell::note
