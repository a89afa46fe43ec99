#pragma once
// `notewell check`: findings of files and folders.

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/error.hpp"
#include "cli/terminal.hpp"
#include "lint/analysis.hpp"

namespace notewell::cli {

enum class OutputFormat { text, json };
enum class FailOn { error, warning, never };

struct CheckOptions {
  std::vector<std::string> paths;  // empty: the current folder, unless `standard_input`
  bool standard_input = false;
  std::string standard_input_name = "standard input";  // for the file's kind, in output, and to find its plan
  OutputFormat format = OutputFormat::text;
  FailOn fail_on = FailOn::warning;
  unsigned jobs = 0;                                 // threads; 0: as many as the machine has
  std::optional<std::chrono::year_month_day> today;  // none: the clock's, in local time
  bool draft = false;                                // soften findings as an editor does before the note is signed
  std::vector<std::string> select;                   // rule ids; empty: all
  std::vector<std::string> ignore;                   // rule ids
  std::string profile;                               // instead of what a notewell.toml names; empty: none
  std::string config;                                // a file instead of the nearest notewell.toml; empty: none
};

/// Writes findings in the order of the files' paths; what could not be read goes to `err`, and the rest is still
/// checked. The same files give the same bytes whatever `jobs` is.
[[nodiscard]] Exit check(const CheckOptions& options, const Terminal& terminal, Streams streams);

/// A file with the findings that are shown.
struct CheckedFile {
  std::string path;
  std::shared_ptr<const lint::Analysis> analysis;
  std::vector<const lint::Finding*> findings;  // into `analysis`, in its order
};

/// Findings by severity; the index is lint::Severity.
using Counts = std::array<std::size_t, 4>;

struct Summary {
  std::size_t files = 0;     // that were checked
  std::size_t problems = 0;  // files that could not be
  Counts counts{};
};

/// A file's findings as a person reads them: place, severity, rule, message, the line with a marker, and why. Empty
/// when there are none.
[[nodiscard]] std::string text_report(const CheckedFile& file, const Terminal& terminal);
[[nodiscard]] std::string text_summary(const Summary& summary, const Terminal& terminal);

/// A file's entry in the JSON report: one line of JSON, without a line end.
[[nodiscard]] std::string json_report(const CheckedFile& file);
/// The whole report is json_start, the entries with ",\n" between them, and json_end.
[[nodiscard]] std::string json_start();
[[nodiscard]] std::string json_end(const Summary& summary);

}  // namespace notewell::cli
