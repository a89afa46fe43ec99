#pragma once
// What Notewell knows of the field's words, read from the TOML files under rules/vocabulary/ (and a practice's own):
// section headings and their roles, header fields, facets, affects and symptoms, interventions, codes, phrases, and the
// cue words by which a statement's speaker and assertion are told.
//
// Matching works on words: a text is cut into words, each word folded to its stem and looked up once; phrases are found
// by one walk over a trie of stems. Its cost does not depend on how many entries there are.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "note/roles.hpp"

namespace notewell::note {

/// Index of a Concept in Vocabulary::concepts().
using ConceptId = std::uint16_t;
inline constexpr ConceptId no_concept = 0xFFFF;

/// How a phrase of a concept shows it.
enum class Sense : std::uint8_t { name, sign, saying };

/// An affect, symptom, mental-status option or intervention.
struct Concept {
  std::string id;                       // "sad"; unique, kebab-case
  std::string group;                    // "affect", "mood", "symptom", "mental-status", "risk", "intervention", …
  std::vector<std::string> names;       // the first is how it is shown
  std::vector<std::string> signs;       // what a clinician can see or hear
  std::vector<std::string> sayings;     // what clients say
  std::vector<std::string> near;        // ids of concepts whose evidence counts for this one as well
  std::vector<std::string> excludes;    // ids that can't hold at the same time
  std::string modality;                 // interventions: "CBT", "DBT", …; empty: general
  bool modality_only = false;           // interventions: names a whole school ("CBT"), not a technique
  std::string delivery;                 // interventions: what doing it looks like
  std::unordered_map<std::string, std::string> stems;  // facet id -> sentence stem with ‹blanks›
};

/// What a CPT code says about time (minutes face to face); 0 = no bound.
struct ServiceCode {
  std::string code;
  std::string label;
  std::uint16_t least_minutes = 0;
  std::uint16_t most_minutes = 0;
  bool timed = false;
  bool psychotherapy = false;  // a therapy session: asks for interventions and the client's response
  bool add_on = false;
  std::string series;          // codes among which the minutes choose: "individual", "individual-with-em", …
};

struct Diagnosis {
  std::string_view description;
  bool billable = false;  // false: a category that needs more characters
};

class Vocabulary;

/// One file of vocabulary: where it came from, for messages, and its TOML text.
struct VocabularyFile {
  std::string name;
  std::string_view text;
};

/// A mistake in a vocabulary file.
struct VocabularyProblem {
  std::string file;
  std::uint32_t line = 0;  // 1-based
  std::string message;     // what is wrong and what would be right
};

/// Reads the files, later ones adding to or overriding entries of earlier ones. Problems never stop the rest.
[[nodiscard]] std::shared_ptr<const Vocabulary> load_vocabulary(std::span<const VocabularyFile> files,
                                                                std::vector<VocabularyProblem>& problems);

}  // namespace notewell::note
