#pragma once
// Cuts a passage of narrative into statements and tells of each whose word it is, what it asserts and what part of an
// intervention's story it tells. Private to server/note/.

#include <span>

#include "note/note.hpp"
#include "note/vocabulary.hpp"

namespace notewell::note {

/// A stretch of narrative inside a block.
struct Passage {
  text::Span span;            // in the block
  Facet facet = Facet::none;  // of the line it stands on
  std::int16_t option = -1;   // the option it stands under
};

/// Appends the passage's statements and mentions to `facts`, whose bytes, quotes, references and placeholders are there
/// already. Time is linear in the passage.
void analyse_passage(const Vocabulary& vocabulary, const Passage& passage, BlockFacts& facts);

/// The longest option name at the start of `label`, and how many bytes of it the name takes; no_concept and 0: none.
/// Of several entries of one name, one of `group` is preferred.
struct NamedEntry {
  ConceptId entry = no_concept;
  text::Offset length = 0;
};
[[nodiscard]] NamedEntry leading_entry(const Vocabulary& vocabulary, std::string_view label, std::string_view group);

/// How many words a stretch of text has.
[[nodiscard]] std::uint16_t count_words(std::string_view bytes);

}  // namespace notewell::note
