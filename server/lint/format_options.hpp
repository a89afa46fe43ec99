#pragma once
// What a profile says of how its notes are laid out.

#include "lint/profile.hpp"
#include "note/format.hpp"

namespace notewell::lint {

/// A profile that does not say how dates are ordered leaves those alone that can be read in two ways.
[[nodiscard]] inline note::FormatOptions format_options(const Profile& profile) {
  return {.dates = profile.dates_chosen ? std::optional(profile.dates) : std::nullopt};
}

}  // namespace notewell::lint
