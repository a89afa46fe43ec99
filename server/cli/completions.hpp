#pragma once
// `notewell completions`: scripts with which a shell completes commands, options and their values.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/command_tree.hpp"

namespace notewell::cli {

enum class Shell : std::uint8_t { bash, zsh, fish };
[[nodiscard]] std::optional<Shell> shell_named(std::string_view name);

/// The script; it asks nothing of the program while it completes.
[[nodiscard]] std::string completions(Shell shell, const CommandHelp& program);

}  // namespace notewell::cli
