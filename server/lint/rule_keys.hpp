#pragma once
// The keys of rule files, of a practice's list of authorities, and of a notewell.toml. See note/file_keys.hpp.

#include <array>
#include <functional>
#include <string>

#include "note/file_keys.hpp"

namespace notewell::lint {

/// The front matter of a rule. There is a table "check" for each kind, and one for each `each` of an evidence check:
/// their keys `kind` and `each` have one choice.
[[nodiscard]] const note::FileKeys& rule_keys();
[[nodiscard]] const note::FileKeys& authority_keys();
[[nodiscard]] const note::FileKeys& settings_keys();

/// The keys that tell the tables "check" from one another, in this order.
inline constexpr std::array<std::string_view, 2> check_deciders = {"kind", "each"};

/// The tables "check" that fit what is told of `kind` and `each`; `value` gives "" for a key that is not there. None
/// fits a kind that does not exist.
[[nodiscard]] std::vector<const note::KeyTable*> checks_for(
    const std::function<std::string_view(std::string_view key)>& value);

}  // namespace notewell::lint
