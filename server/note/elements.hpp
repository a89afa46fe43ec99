#pragma once
// Elements: what a good note documents, and where a note does. The list and the cues by which each element is found are
// data (rules/vocabulary/elements.toml); detection gives places, and everything that speaks of elements builds on them.

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "note/roles.hpp"
#include "text/text.hpp"

namespace notewell::note {

struct Note;

/// A thing that a note may document: "client-quote".
struct Element {
  std::string id;
  std::string title;                // "client's own words"
  std::string asks;                 // what would satisfy it, in a line
  std::vector<std::string> groups;  // concept groups of which a mention documents it
  std::vector<std::string> fields;  // header fields that document it
  Roles roles;                      // sections in which a place counts; empty: all
  std::uint16_t enough = 2;         // different hints in one section that together document it

  /// Signals of a statement that document it.
  struct {
    bool quote = false;
    bool observes = false;
    bool rationale = false;
    bool delivery = false;
    bool response = false;
  } signals;
};

/// What one pattern of an element is for.
struct ElementCue {
  enum class Kind : std::uint8_t { cue, hint, exception };
  std::uint16_t element = 0;  // index into Vocabulary::elements()
  Kind kind = Kind::cue;
};

/// A pattern of an element that fits a statement.
struct ElementMatch {
  std::uint32_t statement = 0;  // index into BlockFacts::statements
  std::uint16_t cue = 0;        // index into Vocabulary::element_cues()
};

/// An element that a block documents, or a hint at one: enough different hints in a section document it.
struct ElementAt {
  static constexpr std::uint16_t certain = 0xFFFF;
  std::uint16_t element = 0;
  std::uint16_t hint = certain;  // index into Vocabulary::element_cues()
};
/// Adds what a block documents by its facts and the roles of its section, each once; for one thread.
using ElementsOfBlock = std::function<void(std::uint32_t block, std::vector<ElementAt>& out)>;
[[nodiscard]] ElementsOfBlock elements_of_block(const Note& note);

/// Whether the note documents each element: as documented_elements(), without the places. `of_block(b)` gives
/// what elements_of_block() adds for a block of the body.
[[nodiscard]] std::vector<bool> documents_elements(
    const Note& note, const std::function<std::span<const ElementAt>(std::uint32_t)>& of_block);

/// Where the note documents each element, in the order of Vocabulary::elements(): statements and header fields, in the
/// order of the text, each once. Time is linear in the note.
[[nodiscard]] std::vector<std::vector<text::Span>> documented_elements(const Note& note);

}  // namespace notewell::note
