#pragma once
// A person's own settings in the editor, on top of what a notewell.toml says. They have its keys, as JSON:
// {"profile": "optum", "rules": {"client-missing": "off"}, "options": {...}, "elements": {...}, "dates": "day first"}.

#include <memory>
#include <string>
#include <vector>

#include "chart/configuration.hpp"

namespace notewell::chart {

/// `toml`: the settings but the profile, as a notewell.toml would have them; empty: none. What they say is added to
/// each configuration that `below` finds; mistakes are told in `problems` of the result only for the files, those in
/// the settings themselves by mistakes_in().
[[nodiscard]] ConfigurationOf with_settings(ConfigurationOf below, std::string toml);

/// What is wrong in settings, in words for a person who knows no file: "there is no rule “x”. Did you mean “y”?"
[[nodiscard]] std::vector<std::string> mistakes_in(const std::string& toml, const lint::Knowledge& knowledge);

}  // namespace notewell::chart
