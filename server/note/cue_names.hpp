#pragma once
// The kinds of cue as vocabulary files write them, in the order of note::Cue.

#include <array>
#include <string_view>

#include "note/vocabulary.hpp"

namespace notewell::note {

inline constexpr std::array<std::string_view, cue_count> cue_names = {"function-word",
                                                                      "skipped",
                                                                      "client",
                                                                      "pronoun",
                                                                      "clinician",
                                                                      "other-person",
                                                                      "report-verb",
                                                                      "observation-verb",
                                                                      "negation",
                                                                      "negation-after",
                                                                      "pseudo-negation",
                                                                      "termination",
                                                                      "historical",
                                                                      "hypothetical",
                                                                      "future",
                                                                      "rationale",
                                                                      "purpose-verb",
                                                                      "delivery-verb",
                                                                      "response-verb",
                                                                      "client-skill",
                                                                      "abbreviation",
                                                                      "historical-after",
                                                                      "historical-heading",
                                                                      "pseudo-historical",
                                                                      "recent",
                                                                      "affirmation",
                                                                      "movement",
                                                                      "lack"};

}  // namespace notewell::note
