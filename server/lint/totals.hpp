#pragma once
// The totals of scales and tests that a note gives.

#include <vector>

#include "note/note.hpp"

namespace notewell::lint {

struct Total {
  const note::Instrument* instrument = nullptr;
  int value = 0;
  text::Span span;                               // of the number
  const note::Instrument::Band* band = nullptr;  // of the published range, that it falls in; nullptr: none
  bool band_named = false;                       // the text says the band beside the number
};
/// In the order of the text; only what stands plainly, of instruments whose range was read in a source.
[[nodiscard]] std::vector<Total> totals(const note::Note& note);
/// Those of one block of the note.
[[nodiscard]] std::vector<Total> totals(const note::Note& note, const note::Block& block);

}  // namespace notewell::lint
