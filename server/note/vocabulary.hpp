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

#include "note/elements.hpp"
#include "note/roles.hpp"
#include "note/wording.hpp"

namespace notewell::note {

class Phrases;

/// Index of a Concept in Vocabulary::concepts().
using ConceptId = std::uint16_t;
inline constexpr ConceptId no_concept = 0xFFFF;

/// How a phrase of a concept shows it.
enum class Sense : std::uint8_t { name, sign, saying };

/// An affect, symptom, mental-status option or intervention.
struct Concept {
  std::string id;                     // "sad"; unique, kebab-case
  std::string group;                  // "affect", "mood", "symptom", "mental-status", "risk", "intervention", …
  std::vector<std::string> names;     // the first is how it is shown
  std::vector<std::string> signs;     // what a clinician can see or hear
  std::vector<std::string> sayings;   // what clients say
  std::vector<std::string> near;      // ids of concepts whose evidence counts for this one as well
  std::vector<std::string> excludes;  // ids that can't hold at the same time
  std::string modality;               // interventions: "CBT", "DBT", …; empty: general
  bool modality_only = false;         // interventions: names a whole school ("CBT"), not a technique
  std::string delivery;               // interventions: what doing it looks like
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
  std::string series;                // codes among which the minutes choose: "individual", "individual-with-em", …
  std::vector<std::string> primary;  // add-ons: codes that it needs one of, "99213" or a range "99202-99255"
  std::vector<std::string> primary_names;  // … as narrative names them: "E/M"
};

/// A place of service or a modifier of a code.
struct ServiceMark {
  std::string code;
  std::string label;
  bool telehealth = false;
};

/// Words by which a note says something that a check asks for: where the client was during a video session.
struct Telling {
  std::string of;                       // what it is told of: "90785", "telehealth", …
  std::string id;                       // what is told, among those of the same `of`
  std::string label;                    // how a message calls it
  std::vector<ConceptId> entries;       // an affirmed mention of one says it as well
  std::shared_ptr<const Phrases> told;  // nullptr: no patterns
};

struct Diagnosis {
  std::string_view description;
  bool billable = false;  // false: a category that needs more characters
};

/// A section as the vocabulary names it.
struct SectionName {
  std::string id;                  // "data"
  std::vector<std::string> names;  // lower-case; the first is how it is shown
  Roles roles;
};

/// A note format: its sections in order, and what a one-letter heading stands for in it.
struct FormatName {
  Format format = Format::narrative;
  std::vector<std::string> names;
  std::vector<std::string> sections;  // section ids
  std::vector<std::pair<char, std::string>> letters;
};

/// A header field.
struct FieldName {
  std::string id;
  std::vector<std::string> names;
  std::string shows;                    // how it is written in messages
  std::vector<std::string> statements;  // phrases of narrative that say it as clearly ("attended alone")
};

/// Cue words: what tells a statement's speaker, assertion and signals. Several may fall on one word.
enum class Cue : std::uint8_t {
  function_word,       // carries no meaning of its own
  skipped,             // left out when phrases are matched: articles, possessives, pronouns, forms of be
  client,              // client, patient, pt …
  pronoun,             // he, she, they: the client, unless somebody else was named in the sentence
  clinician,           // therapist, clinician, this writer, I, we …
  other_person,        // mother, partner, teacher …
  report_verb,         // reports, states, describes, denies …
  observation_verb,    // appeared, presented, displayed …
  negation,            // no, not, denies, without …
  negation_after,      // was ruled out, absent …
  pseudo_negation,     // not only, no change …
  termination,         // but, however, although …: ends a cue's scope
  historical,          // history of, previously, as a child …: of what follows
  hypothetical,        // if, in case, should …
  future,              // will, next session, plan to …
  rationale,           // because, in order to, targeting …
  purpose_verb,        // after "to": reduce, challenge, manage …
  delivery_verb,       // taught, modelled, walked through …
  response_verb,       // responded, practised, rated, agreed, declined …
  client_skill,        // "was able to", "identified" …: response when the client is the subject
  abbreviation,        // a full stop behind it ends no sentence
  historical_after,    // in the past, years ago …: of what stands before it
  historical_heading,  // "Past medical history:" makes the whole statement historical
  pseudo_historical,   // history of present illness, prior to …
  recent,              // now, today, presents with …: ends what was historical
  affirmation,         // positive for, significant for …: ends a negation
  movement,            // fell from, dropped to …: before a number, what was rated moved
  lack,                // difficulty with, poor, seeks …: an intervention named right behind it was not done here
};
inline constexpr std::size_t cue_count = 28;
using Cues = std::uint32_t;  // bit set over Cue
[[nodiscard]] constexpr Cues bit(Cue cue) {
  return Cues{1} << static_cast<unsigned>(cue);
}

/// What one word is, after one look-up.
struct Word {
  std::uint32_t stem = 0;  // 0: not in the vocabulary
  Cues cues = 0;
};

/// What a phrase found in the text stands for: an entry in a sense, a cue, or a header field that it states.
struct PhraseMeaning {
  ConceptId entry = no_concept;
  Sense sense = Sense::name;
  Cues cues = 0;
  std::uint64_t fields = 0;  // bit i: Vocabulary::fields()[i]; the first 64 fields can be stated
  bool passes_over = false;  // states them also with words between that are passed over: "no one else was present"
  friend bool operator==(const PhraseMeaning&, const PhraseMeaning&) = default;
};

struct PhraseMatch {
  std::size_t length = 0;  // words it spans
  std::span<const PhraseMeaning> meanings;
};

class Phrases;
class PhraseSet;
/// A scale or test whose total stands in notes.
struct Instrument {
  struct Band {
    std::string label;  // "moderate"
    int from = 0;
    int to = 0;  // inclusive
  };
  std::string id;
  std::vector<std::string> names;  // the first is how it is shown
  int least = 0;                   // of the total
  int most = 0;                    // least == most: not known
  std::vector<Band> bands;         // from the lowest on
  bool sourced = false;            // range and bands were read in a source, not recalled
};

class Vocabulary {
 public:
  // Look-ups by name; names are compared without case, blanks folded. nullptr: unknown.
  [[nodiscard]] const SectionName* section_named(std::string_view title) const;
  [[nodiscard]] const SectionName* section_by_id(std::string_view id) const;
  [[nodiscard]] const FieldName* field_named(std::string_view name) const;
  [[nodiscard]] const FieldName* field_by_id(std::string_view id) const;
  /// The field that a value of the header tells without its name ("office"); nullptr if none.
  [[nodiscard]] const FieldName* field_of_value(std::string_view value) const;
  /// The same, where the value stands under a name that may mean something else ("LOC: office").
  [[nodiscard]] const FieldName* field_of_value(std::string_view value, std::string_view doubtful_name) const;
  [[nodiscard]] std::optional<Facet> facet_named(std::string_view name) const;
  /// The concept group that a label of a row of options names ("Mood/affect" -> "affect"); empty: none.
  [[nodiscard]] std::string_view group_named(std::string_view label) const;
  [[nodiscard]] const FormatName* format_named(std::string_view name) const;
  [[nodiscard]] const FormatName& format(Format format) const;
  [[nodiscard]] const ServiceCode* service_code(std::string_view code) const;
  [[nodiscard]] const Diagnosis* diagnosis(std::string_view code) const;
  [[nodiscard]] const ServiceMark* place_of_service(std::string_view code) const;
  [[nodiscard]] const ServiceMark* modifier(std::string_view code) const;

  // For completion and messages: everything, in the order of the files.
  [[nodiscard]] std::span<const Concept> concepts() const { return concepts_; }
  [[nodiscard]] std::span<const SectionName> sections() const { return sections_; }
  [[nodiscard]] std::span<const FormatName> formats() const { return formats_; }
  [[nodiscard]] std::span<const FieldName> fields() const { return fields_; }
  [[nodiscard]] std::span<const ServiceCode> service_codes() const { return codes_; }
  [[nodiscard]] std::span<const std::pair<std::string, Diagnosis>> diagnoses() const { return diagnoses_; }  // by code
  [[nodiscard]] std::span<const Instrument> instruments() const { return instruments_; }
  [[nodiscard]] std::span<const Telling> tellings() const { return tellings_; }
  [[nodiscard]] std::span<const std::string> suggestions(std::string_view field) const;
  [[nodiscard]] const Concept& entry(ConceptId id) const { return concepts_[id]; }
  [[nodiscard]] std::optional<ConceptId> concept_by_id(std::string_view id) const;
  /// The stem for a facet of this concept: its own, its modality's, or the general one. Holds ‹blanks›.
  [[nodiscard]] std::string_view stem(ConceptId id, Facet facet) const;
  /// Names under which a facet is written; the first is the customary one ("Observed").
  [[nodiscard]] std::span<const std::string> facet_names(Facet facet) const;
  /// Whether a whole statement could be said of anyone ("client was receptive"), by the vocabulary's patterns.
  [[nodiscard]] bool is_generic(std::string_view statement) const;
  [[nodiscard]] std::span<const Element> elements() const { return elements_; }
  [[nodiscard]] std::span<const ElementCue> element_cues() const { return element_cues_; }
  /// The elements that a mention of the concept documents: indices into elements().
  [[nodiscard]] std::span<const std::uint16_t> elements_of(ConceptId id) const { return elements_of_[id]; }
  /// Which of element_cues() fit a statement, in order.
  void match_elements(std::string_view statement, std::vector<int>& cues) const;
  /// Words that a note is better without, and abbreviations.
  [[nodiscard]] const Wording& wording() const { return wording_; }

  // Words and phrases.
  /// Looks up one word as it stands in a text (any case, curly apostrophes).
  [[nodiscard]] Word word(std::string_view raw) const;
  /// The phrases that start at words[0], shorter ones first; words of Cue::skipped between are passed over.
  void match(std::span<const Word> words, std::vector<PhraseMatch>& matches) const;

 private:
  friend class VocabularyLoader;
  struct Tables;
  std::vector<Concept> concepts_;
  std::vector<SectionName> sections_;
  std::vector<FormatName> formats_;
  std::vector<FieldName> fields_;
  std::vector<ServiceCode> codes_;
  std::vector<ServiceMark> places_;
  std::vector<ServiceMark> modifiers_;
  std::vector<Telling> tellings_;
  std::vector<Instrument> instruments_;
  std::vector<std::pair<std::string, Diagnosis>> diagnoses_;
  std::shared_ptr<const Phrases> generic_;  // nullptr: no patterns
  std::vector<Element> elements_;
  std::vector<ElementCue> element_cues_;
  std::vector<std::vector<std::uint16_t>> elements_of_;  // by ConceptId
  std::shared_ptr<const PhraseSet> element_patterns_;    // one for each cue; nullptr: no patterns
  Wording wording_;
  std::shared_ptr<const Tables> tables_;
};

/// A word's stem: lower case, plural and -ed, -ing, -ly endings off; the same for all forms of a regular word.
[[nodiscard]] std::string stem_of(std::string_view word);

/// One file of vocabulary: where it came from, for messages, and its TOML text. A packed one is the program's own.
struct VocabularyFile {
  std::string name;
  std::string_view text;
  std::string_view packed = {};  // the same for toml::Document::packed; empty: the text counts
};

/// Which part of its line a mistake is in: from 1, in code points, as TOML counts.
struct Columns {
  std::uint32_t begin = 0;  // 0: the line as a whole
  std::uint32_t end = 0;    // behind its last one; 0: up to the end of the line
};

/// A mistake in a vocabulary file.
struct VocabularyProblem {
  std::string file;
  std::uint32_t line = 0;  // 1-based
  std::string message;     // what is wrong and what would be right
  Columns columns;
};

/// Reads the files, later ones adding to or overriding entries of earlier ones. Problems never stop the rest.
[[nodiscard]] std::shared_ptr<const Vocabulary> load_vocabulary(std::span<const VocabularyFile> files,
                                                                std::vector<VocabularyProblem>& problems);

}  // namespace notewell::note
