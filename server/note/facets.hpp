#pragma once
// Which facets an option asks for: what backs a tick, or tells an intervention's story.

#include <vector>

#include "note/note.hpp"

namespace notewell::note {

/// All that an option of its kind is told by, in the order in which they are written.
[[nodiscard]] std::vector<Facet> facets_asked(const Note& note, const Block& block, const Option& option);

/// … of these, those that no label under the option gives.
[[nodiscard]] std::vector<Facet> facets_lacking(const Note& note, const Block& block, const Option& option);

}  // namespace notewell::note
