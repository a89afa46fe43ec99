#pragma once
// notewell(1), the manual page: commands and options as the program has them, between sections written by hand.

#include <string>

#include "cli/command_tree.hpp"

namespace notewell::cli {

/// In roff, with the macros of man(7).
[[nodiscard]] std::string man_page(const CommandHelp& program);

}  // namespace notewell::cli
