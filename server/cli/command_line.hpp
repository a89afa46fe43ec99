#pragma once
// The command line: what was asked for, or why it can't be understood.

#include <span>
#include <string>

#include "cli/error.hpp"
#include "cli/terminal.hpp"

namespace notewell::cli {

/// Runs the command that `arguments` (without the program's name) ask for.
[[nodiscard]] Exit run(std::span<const char* const> arguments, Streams streams);

}  // namespace notewell::cli
