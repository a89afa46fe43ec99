#pragma once
// What can be read off a note at a glance and is worth telling beside it: how long the session was and which code that
// supports.

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

}  // namespace notewell::lint
