#pragma once
// Where the TOML of a rule's page stands: between its first line and the next that begins with the same mark.

#include <string_view>

namespace notewell::toml {

inline constexpr std::string_view fence = "+++";

/// From behind the opening fence up to the closing one; data() is nullptr where that is missing. The text begins with
/// a fence.
[[nodiscard]] inline std::string_view front_matter(std::string_view text) {
  const std::size_t end = text.find("\n+++", fence.size());
  return end == std::string_view::npos ? std::string_view{} : text.substr(fence.size(), end - fence.size());
}

}  // namespace notewell::toml
