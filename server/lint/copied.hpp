#pragma once
// Narrative that stands in another file as well: what the rule copied-narrative asks of whoever knows the other files.

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "note/note.hpp"
#include "text/text.hpp"

namespace notewell::lint {

/// From when on a passage counts as copied.
struct CopyTerms {
  double least_share = 0.5;              // of the shorter passage's shingles
  std::size_t least_words = 20;          // that stand in both
  std::vector<std::string> boilerplate;  // the practice's own wording, which may be the same everywhere
  friend bool operator==(const CopyTerms&, const CopyTerms&) = default;
};

/// A passage of a note that stands in an older note, or in one of which no date says that it is younger.
struct CopiedPassage {
  text::Span span;        // of what is the same, from the first word to the last
  std::string path;       // of the other file
  std::string name;       // the same, seen from the note's own folder
  text::Range place;      // of the other passage
  double share = 0;       // of the shorter of both passages, 0–1
  std::size_t words = 0;  // that stand in both
  bool same_client = false;
  std::optional<std::chrono::year_month_day> date;  // of the other note
  std::size_t others = 0;                           // further files in which it was found
  friend bool operator==(const CopiedPassage&, const CopiedPassage&) = default;
};

using CopiedOf = std::function<std::vector<CopiedPassage>(const note::Note&, const CopyTerms&)>;

}  // namespace notewell::lint
