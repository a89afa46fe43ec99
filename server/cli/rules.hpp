#pragma once
// `notewell rules` and `notewell explain`: what Notewell looks for, and who asks for it.

#include <memory>
#include <string>

#include "cli/check.hpp"
#include "cli/error.hpp"
#include "cli/terminal.hpp"
#include "lint/profile.hpp"
#include "lint/rule.hpp"

namespace notewell::cli {

/// The catalogue: as a table by group, or as {"version":1,"rules":[{"id","group","title","severity","draft","tags",
/// "authority","options"}]}, sorted by id. Severities and options are those of the profile, if one is named; a rule may
/// then be "off".
[[nodiscard]] Exit list_rules(OutputFormat format, const std::string& profile, const Terminal& terminal,
                              Streams streams);

/// Reads a practice's own folder of rules and words and tries the examples of its rules; tells every mistake with its
/// place. Exit code 0: all is right; 1: something is not; 2: the folder could not be read.
[[nodiscard]] Exit check_own_rules(const std::string& folder, Streams streams);

/// Prints the JSON Schema of rules ("rule"), of words ("vocabulary") or of a notewell.toml ("notewell").
[[nodiscard]] Exit print_schema(const std::string& name, Streams streams);

/// The page of one rule, laid out for a terminal. The practice's own rules are those of the notewell.toml `config`, or
/// of the nearest one if it is empty.
[[nodiscard]] Exit explain(const std::string& rule_id, const std::string& config, const Terminal& terminal,
                           Streams streams);

/// The error for an id that no rule has, with the one that was probably meant.
[[nodiscard]] Error unknown_rule(const std::string& where, const std::string& rule_id, const lint::RuleSet& rules);

/// The profile of that name, or what would be right; nullptr for an empty name.
[[nodiscard]] Outcome<std::shared_ptr<const lint::Profile>> profile_named(const std::string& name);

}  // namespace notewell::cli
