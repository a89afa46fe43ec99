#pragma once
// `notewell report`: how one note, a chart or a whole practice would stand before an auditor, on one page.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/error.hpp"
#include "cli/terminal.hpp"
#include "lint/rule.hpp"

namespace notewell::cli {

enum class ReportFormat : std::uint8_t { html, markdown, json };

struct ReportOptions {
  std::vector<std::string> paths;  // empty: the current folder
  ReportFormat format = ReportFormat::html;
  std::string output;  // a file; empty: standard output
  bool force = false;  // overwrite a file that is no report
  std::string title;
  bool narrative = true;                              // false: no word of a note
  lint::Severity fails_at = lint::Severity::warning;  // what makes a note fail
  unsigned jobs = 0;                                  // threads; 0: as many as the machine has
  std::optional<std::chrono::year_month_day> today;   // none: the clock's, in local time
  std::string profile;                                // instead of what a notewell.toml names; empty: none
  std::string config;                                 // instead of the nearest notewell.toml; empty: none
};

/// Writes the report; what could not be read goes to `err` and is told in the report as well. The same files give the
/// same bytes whatever `jobs` is.
[[nodiscard]] Exit report(const ReportOptions& options, const Terminal& terminal, Streams streams);

}  // namespace notewell::cli
