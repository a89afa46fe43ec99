#pragma once
// What somebody meant who typed something else.

#include <span>
#include <string_view>

namespace notewell::cli {

/// The candidate that takes the fewest letters changed, left out, put in or swapped to become `name`; empty if none is
/// within a third of its length (at least one letter).
[[nodiscard]] std::string_view nearest(std::string_view name, std::span<const std::string_view> candidates);

}  // namespace notewell::cli
