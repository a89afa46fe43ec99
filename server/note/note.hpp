#pragma once
// What a note file means: header fields, sections by role, options with their state, statements of narrative with
// speaker and assertion. Built from the syntax tree and the vocabulary; knows nothing of rules.
//
// A note is a list of blocks (a heading, a paragraph, a top-level list item with all below it, a labelled line). What
// a block holds is a pure function of its bytes, its kind and the vocabulary, so a new version of a note shares the
// facts of every block whose text did not change; only where blocks stand and which section they belong to is new.
// Spans inside BlockFacts are relative to the block's begin.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "note/date_time.hpp"
#include "note/memo.hpp"
#include "note/roles.hpp"
#include "note/vocabulary.hpp"
#include "syntax/tree.hpp"
#include "text/text.hpp"

namespace notewell::note {

/// Whose word a statement is.
enum class Speaker : std::uint8_t {
  client_quote,           // the client's own words, in quotation marks
  client_reported,        // as told by the clinician: reports, states, denies …
  clinician_observation,  // what the clinician saw or heard
  clinician_action,       // what the clinician did
  other_person,           // a parent, partner, teacher …
  unknown,
};

/// How a concept is asserted: the ConText algorithm (Harkema et al. 2009), after NegEx (Chapman et al. 2001).
enum class Assertion : std::uint8_t { affirmed, negated, historical, hypothetical, other_person };

/// A concept found in a statement.
struct Mention {
  ConceptId entry = no_concept;
  Sense sense = Sense::name;
  Assertion assertion = Assertion::affirmed;
  bool reported = false;  // inside what somebody is told to have said, not seen by the clinician
  text::Span span;        // in the block
};

/// What a statement shows of an intervention's story and of evidence; several may be set.
struct Signals {
  bool rationale : 1 = false;  // because, in order to, a goal, "targeting …"
  bool delivery : 1 = false;   // taught, modelled, walked through, completed the worksheet …
  bool response : 1 = false;   // the client responded, practised, rated, chose, declined …
  bool skill : 1 = false;      // "was able to", "by the end", a rating that fell: a response for sure
  bool done : 1 = false;       // a deed in the past: taught, practiced, drew …
  bool future : 1 = false;     // will, next session, plan to
  bool observes : 1 = false;   // tells what the clinician saw or heard
  bool reports : 1 = false;    // tells what the client said, quoted or not
  bool generic : 1 = false;    // as a whole it could be said of anyone
  bool quote : 1 = false;      // holds words in quotation marks
  bool number : 1 = false;     // a score, rating, count, date
};

/// A sentence or clause of narrative.
struct Statement {
  text::Span span;  // in the block
  Speaker speaker = Speaker::unknown;
  Facet facet = Facet::none;  // of the line it stands on, if that line says
  Signals signals;
  std::uint16_t content_words = 0;  // words that carry meaning (no function words)
  std::int16_t option = -1;         // index in BlockFacts::options of the option it stands under, or -1
  std::uint32_t first_mention = 0;  // into BlockFacts::mentions
  std::uint16_t mention_count = 0;
};

/// A box with its label.
struct Option {
  text::Span box;
  text::Span label;  // without narrative that follows the name on its line
  bool ticked = false;
  ConceptId entry = no_concept;  // what the vocabulary takes the label for
  bool own_line = false;         // stands as a list item of its own (else one of a row)
  text::Span item;               // the whole item with all under it; for a row, the row's line
  std::uint16_t indent = 0;      // columns before the item's marker
};

/// A line that begins with a label: `Observed: …` (a facet) or `Mood: …` (a group of options), by the vocabulary.
struct Label {
  text::Span name;  // without colon and asterisks
  text::Span body;  // what follows on the line; empty if nothing does
  Facet facet = Facet::none;
  const SectionName* section = nullptr;  // what the vocabulary takes the name for, if it knows it
  const FieldName* field = nullptr;
  std::string_view group;    // of options; "" if none
  std::int16_t option = -1;  // index of the option it stands under, or -1
};

/// `@G1.2`, `Goal 1`.
struct Reference {
  text::Span span;
  std::uint16_t goal = 0;
  std::uint16_t objective = 0;  // 0: the goal itself
};

/// <!-- notewell: allow RULE[, RULE] because REASON -->
struct Directive {
  text::Span span;
  std::vector<std::pair<std::string, text::Span>> rules;
  text::Span reason;       // empty: none was given
  bool understood = true;  // false: not of the form "allow RULE …"
};

enum class BlockKind : std::uint8_t {
  field,        // a line of the front matter
  header_line,  // `Client: J.D.  DOB: …` at the top of a file without front matter; made of labels
  heading,
  labelled,
  paragraph,
  item,
  block_quote,
  table,
  directive,
  other,  // fence, thematic break, comment
};

struct BlockFacts {
  std::string bytes;  // the block's own text
  std::vector<Option> options;
  std::vector<Label> labels;
  std::vector<Statement> statements;
  std::vector<Mention> mentions;
  std::vector<Reference> references;
  std::vector<text::Span> quotes;  // with their marks
  std::vector<text::Span> placeholders;
  std::vector<Directive> directives;
  std::vector<ElementMatch> element_matches;  // by statement
  std::uint64_t stated_fields = 0;            // header fields that the narrative states: bits over Vocabulary::fields()
  std::uint32_t words = 0;                    // words of narrative: not labels of options, not facet names
  text::Span title;                           // headings and labelled lines: the name, cleaned of #, *, :
  const SectionName* section = nullptr;       // headings: what the vocabulary takes the title for
  const FormatName* format = nullptr;         // headings: "DAP note"
  std::shared_ptr<const Memo> memo = std::make_shared<const Memo>();
};

struct Block {
  BlockKind kind = BlockKind::other;
  text::Offset begin = 0;     // in the text
  std::uint32_t section = 0;  // index into Note::sections
  syntax::Kind form = syntax::Kind::unknown;
  std::shared_ptr<const BlockFacts> facts;

  [[nodiscard]] text::Span span() const { return {begin, begin + static_cast<text::Offset>(facts->bytes.size())}; }
  [[nodiscard]] text::Span absolute(text::Span inner) const { return inner.shifted(begin); }
  [[nodiscard]] std::string_view slice(text::Span inner) const {
    return std::string_view(facts->bytes).substr(inner.begin, inner.size());
  }
};

constexpr std::uint8_t label_level = 7;  // Section::level of a label

/// A heading (or the start of the file) and the blocks under it up to the next heading of any level.
struct Section {
  std::string_view id;     // the vocabulary's canonical name, "data"; empty: not known
  Roles roles;             // own roles; a heading that has none takes its parent's
  text::Span title;        // in the text; empty for what stands before the first heading
  std::uint8_t level = 0;  // 1–6 for #; 7 for label headings; 0 before the first
  std::int32_t parent = -1;
  std::uint32_t first_block = 0;  // its heading's block, if it has one
  std::uint32_t end_block = 0;    // one past its last
  bool addendum = false;
};

/// A header field, from the front matter, the lines at the top, or a labelled line anywhere ("Signed: …").
struct Field {
  std::string_view id;  // the vocabulary's canonical name, "date"; empty: not known
  text::Span name;      // in the text
  text::Span value;     // in the text, trimmed; empty: nothing given
};

struct Note {
  text::Text text;
  FileKind kind = FileKind::progress_note;
  Format format = Format::narrative;
  std::vector<Field> fields;
  std::vector<Section> sections;  // [0] is what stands before the first heading
  std::vector<Block> blocks;
  std::uint32_t header_end_block = 0;  // blocks before it are the header
  text::Span front_matter;             // empty: none
  bool signed_ = false;                // carries a signature

  std::shared_ptr<const Vocabulary> vocabulary;

  /// The first field of that id, or nullptr.
  [[nodiscard]] const Field* field(std::string_view id) const;
  [[nodiscard]] std::string_view value(std::string_view id) const;  // "" when absent
  /// Whether the narrative of this session says what the field would ("attended alone").
  [[nodiscard]] bool states(std::string_view id) const;
};

/// Builds the model. `previous` (an earlier version of the same note, or nullptr) only saves work: the result is the
/// same without it.
[[nodiscard]] std::shared_ptr<const Note> build(text::Text text, const syntax::Tree& tree,
                                                std::shared_ptr<const Vocabulary> vocabulary, const Note* previous,
                                                std::string_view file_name = {});

}  // namespace notewell::note
