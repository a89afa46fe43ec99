#pragma once
// The totals of scales and tests that a note gives.

#include <vector>

#include "note/note.hpp"

namespace notewell::lint {

struct Total {
  const note::Instrument* instrument = nullptr;
  int value = 0;
  text::Span span;  // of the number
};
/// In the order of the text; only what stands plainly, of instruments whose range was read in a source.
[[nodiscard]] std::vector<Total> totals(const note::Note& note);
/// Those of one block of the note.
[[nodiscard]] std::vector<Total> totals(const note::Note& note, const note::Block& block);

/// The band that the total falls in; nullptr: none.
[[nodiscard]] const note::Instrument::Band* band_of_total(const note::Instrument& instrument, int value);

}  // namespace notewell::lint
