#include <iostream>
#include <span>

#include "cli/command_line.hpp"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const std::span<const char* const> arguments(argv, static_cast<std::size_t>(argc));
  return static_cast<int>(notewell::cli::run(arguments.subspan(argc > 0 ? 1 : 0), {std::cin, std::cout, std::cerr}));
}
