#pragma once
// The look-up tables behind a Vocabulary. Private to server/note/.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "note/vocabulary.hpp"

namespace notewell::note {

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
template <class Value>
using StringMap = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

/// Lower case, runs of blanks as one, without blanks, asterisks and punctuation at the ends: how names are compared.
[[nodiscard]] std::string folded(std::string_view name);

struct Vocabulary::Tables {
  std::uint64_t serial = 0;  // differs between any two vocabularies of a process
  StringMap<std::size_t> section_names;
  StringMap<std::size_t> field_names;
  StringMap<std::size_t> field_values;          // of the header, that tell a field without its name
  StringMap<std::size_t> doubtful_field_names;  // that count where one of those follows
  StringMap<Facet> facets;
  StringMap<std::string> groups;
  StringMap<std::size_t> format_names;
  StringMap<std::size_t> codes;
  StringMap<ConceptId> concepts;
  StringMap<std::vector<std::string>> suggestions;
  StringMap<std::array<std::string, 7>> default_stems;  // by modality, then by facet
  std::array<std::vector<std::string>, 7> facet_names;
  std::vector<std::unique_ptr<const std::string>> owned;  // texts that string_views point into

  StringMap<Word> words;            // by stem
  std::vector<bool> starts_phrase;  // by stem id

  /// Trie of phrases over stems. The edge from node n by stem s is edges[n << 32 | s].
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> edges;
  std::vector<PhraseMeaning> meanings;        // those of node 0, the root, then those of node 1 …
  std::vector<std::uint32_t> meanings_begin;  // by node, and behind the last one; in `meanings`
  [[nodiscard]] std::span<const PhraseMeaning> meanings_of(std::uint32_t node) const {
    return std::span(meanings).subspan(meanings_begin[node], meanings_begin[node + 1] - meanings_begin[node]);
  }
};

}  // namespace notewell::note
