#pragma once
// How often a treatment plan says that sessions take place: "Frequency: weekly, 53 minutes".

#include <cstdint>
#include <string>
#include <vector>

#include "note/note.hpp"

namespace notewell::lint {

/// So many sessions in so many days: weekly is 1 in 7, a month counts 30 days.
struct PlannedFrequency {
  std::uint16_t sessions = 0;
  std::uint16_t days = 0;
  std::string told;   // what the plan says, in its words: "weekly, 53 minutes"
  text::Range place;  // of that
  friend bool operator==(const PlannedFrequency&, const PlannedFrequency&) = default;
};

/// What the lines labelled "Frequency" say, in the order of the text; of "1-2 times a week" the higher number. Nothing
/// at all if one of them leaves it open ("as needed") or has two meanings ("biweekly"), or none can be read.
[[nodiscard]] std::vector<PlannedFrequency> planned_frequencies(const note::Note& plan,
                                                                text::PositionEncoding encoding);

}  // namespace notewell::lint
