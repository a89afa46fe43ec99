#pragma once
// Rewrites of a note that a clinician may ask for though no rule does, and the exception that sets a rule aside.

#include <optional>

#include "lint/lint.hpp"

namespace notewell::lint {

/// A row of boxes at `at` as a list, with what each tick that nothing is told of still needs. Nothing where no row of
/// boxes stands on a line of its own.
[[nodiscard]] std::optional<Fix> row_as_items(const note::Note& note, text::Offset at);

/// The facets that the ticked option at `at` still lacks, as lines to fill in. Nothing where no ticked option stands;
/// an empty replacement where the option lacks none.
[[nodiscard]] std::optional<Fix> story_of_option(const note::Note& note, text::Offset at);

/// The line `<!-- notewell: allow RULE because ‹reason› -->` where it silences the finding: above its block, or in the
/// header for what is found there.
[[nodiscard]] Fix allowance(const Finding& finding, const note::Note& note);

/// The block that stands at `at` or last before it; nullptr: none.
[[nodiscard]] const note::Block* block_at(const note::Note& note, text::Offset at);

/// Whether a blank waits to be filled in.
[[nodiscard]] bool has_blanks(const Template& pieces);

}  // namespace notewell::lint
