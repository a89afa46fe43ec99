#pragma once
// What can be read off a note at a glance and is worth telling beside it: how long the session was and which code that
// supports, and what a score stands for.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "note/note.hpp"

namespace notewell::lint {

/// The session's length by the clock times of the header.
struct TimeReading {
  text::Span span;  // of the range, or of the end
  int minutes = 0;
  std::string code;  // that these minutes support, of the series that the note's own code is of; empty: none
};
/// Nothing without a range of times that goes forward.
[[nodiscard]] std::optional<TimeReading> time_reading(const note::Note& note);

/// The total of a scale or test, and the band of its published range that it falls in.
struct ScoreReading {
  text::Span span;
  const note::Instrument* instrument = nullptr;
  std::string_view band;
};
/// In the order of the text; without totals that have their band named beside them, or that fall in none.
[[nodiscard]] std::vector<ScoreReading> score_readings(const note::Note& note);

}  // namespace notewell::lint
