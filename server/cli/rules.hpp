#pragma once
// `notewell rules` and `notewell explain`: what Notewell looks for, and who asks for it.

#include <string>

#include "cli/check.hpp"
#include "cli/error.hpp"
#include "cli/terminal.hpp"

namespace notewell::cli {

/// The catalogue: as a table by group, or as {"version":1,"rules":[{"id","group","title","severity","draft","tags",
/// "authority","options"}]}, sorted by id.
[[nodiscard]] Exit list_rules(OutputFormat format, const Terminal& terminal, Streams streams);

/// The page of one rule, laid out for a terminal.
[[nodiscard]] Exit explain(const std::string& rule_id, const Terminal& terminal, Streams streams);

/// The error for an id that no rule has, with the one that was probably meant.
[[nodiscard]] Error unknown_rule(const std::string& where, const std::string& rule_id);

}  // namespace notewell::cli
