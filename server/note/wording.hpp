#pragma once
// Words that a note is better without, and abbreviations that can be misread: what rules/vocabulary/wording.toml and
// abbreviations.toml list. They are found by one walk over the text; what it costs does not depend on how long the
// lists are.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/text.hpp"

namespace notewell::note {

enum class WordingKind : std::uint8_t {
  vague,         // filler that tells nothing of this client
  judging,       // a judgement or motive stated as fact
  stigmatizing,  // a label in place of the person
  process,       // the clinician's private reactions and guesses
  unsafe,        // an abbreviation that has led to wrong doses
  ambiguous,     // an abbreviation with several clinical meanings
  told,          // no finding: what follows in the sentence is somebody else's word or a thought ("calls herself")
  dose,          // no finding: the sentence speaks of medication
  fine,          // no finding: a name or phrase in which a listed word is in its place
};
[[nodiscard]] std::optional<WordingKind> wording_kind_named(std::string_view name);

/// Where an entry counts.
enum class WordingPlace : std::uint8_t {
  anywhere,
  bare,          // in a statement that tells little else
  with_dose,     // in a statement that speaks of medication
  before_dose,   // directly before an amount: "MS 15 mg"
  after_number,  // directly behind a number: "10 U"
};

/// An entry of the lists.
struct WordingEntry {
  WordingKind kind = WordingKind::vague;
  WordingPlace place = WordingPlace::anywhere;
  std::vector<std::string> write;  // what to write instead, best first; may hold ‹blanks›
  std::vector<std::string> means;  // what an abbreviation can stand for
  std::string source;
  bool sourced = false;  // somebody of weight asks for it; else it is never more than a hint
};

/// A phrase found in a text.
struct WordingMatch {
  const WordingEntry* entry = nullptr;
  text::Span span;
};

class Wording {
 public:
  /// The phrases and abbreviations in `span` of `bytes`, in order, the longest at each place; what stands in `holes`
  /// (ascending: quotations, placeholders) is passed over, and what a fine phrase covers is left out. Entries that need
  /// a dose or a number beside them are there only where they have it.
  [[nodiscard]] std::vector<WordingMatch> find(std::string_view bytes, text::Span span,
                                               std::span<const text::Span> holes) const;

  struct Tables;

 private:
  friend class WordingLoader;
  std::shared_ptr<const Tables> tables_;
};

}  // namespace notewell::note
