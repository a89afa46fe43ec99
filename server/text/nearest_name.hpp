#pragma once
// "Did you mean …?": which of some names a mistyped one is most like.

#include <span>
#include <string_view>

namespace notewell::text {

/// The name most like `name`; empty if none is near.
[[nodiscard]] std::string_view nearest_name(std::string_view name, std::span<const std::string_view> names);

}  // namespace notewell::text
