#pragma once
// What can stand on the command line of `notewell report`.

#include <string>

#include <CLI/CLI.hpp>

#include "cli/report.hpp"

namespace notewell::cli {

/// What was asked for, as it was written.
struct ReportRequest {
  ReportOptions options;
  std::string now;
};

void add_report(CLI::App& app, ReportRequest& request);

/// Does what was asked for, or tells why that can't be done.
[[nodiscard]] Exit report(ReportRequest& request, const Terminal& terminal, Streams streams);

}  // namespace notewell::cli
