#pragma once
// Which settings hold: what --profile and --config choose, what is wrong in a notewell.toml, and
// `notewell check --print-config`.

#include <string>

#include "chart/configuration.hpp"
#include "cli/check.hpp"
#include "cli/error.hpp"

namespace notewell::cli {

/// What the command line chooses; either may be empty.
[[nodiscard]] Outcome<chart::Choice> choice(const std::string& profile, const std::string& config);

/// The mistakes in a notewell.toml, one a line.
[[nodiscard]] std::string messages_of(const chart::Configuration& configuration);

/// Prints the settings for the one path (none: the current folder), in the form of a notewell.toml that says them all.
[[nodiscard]] Exit print_config(const CheckOptions& options, Streams streams);

}  // namespace notewell::cli
