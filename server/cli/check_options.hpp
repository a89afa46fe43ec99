#pragma once
// What can stand on the command line of `notewell check`.

#include <string>

#include <CLI/CLI.hpp>

#include "cli/check.hpp"

namespace notewell::cli {

/// What was asked for, as it was written.
struct CheckRequest {
  CheckOptions options;
  std::string now;
  bool quiet = false;
  bool verbose = false;
  bool print_config = false;
};

void add_check(CLI::App& app, CheckRequest& request);

/// Does what was asked for, or tells why that can't be done.
[[nodiscard]] Exit check(CheckRequest& request, const Terminal& terminal, Streams streams);

}  // namespace notewell::cli
