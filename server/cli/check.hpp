#pragma once
// `notewell check`: findings of files and folders. Its forms and options: docs/check.md.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/error.hpp"
#include "cli/terminal.hpp"

namespace notewell::cli {

/// What `rules` and `verify` write.
enum class OutputFormat { text, json };

/// What `check` writes.
enum class CheckFormat : std::uint8_t { text, brief, json, ndjson, sarif, github, junit };
enum class FailOn { error, warning, never };
enum class Wordiness : std::uint8_t { quiet, normal, verbose };

struct CheckOptions {
  std::vector<std::string> paths;  // empty: the current folder, unless notes come by standard input
  bool standard_input = false;
  std::string standard_input_name = "standard input";  // for the file's kind, in output, and to find its plan
  bool stream = false;                                 // standard input gives records (cli/check_stream.hpp)
  bool signatures = false;                             // records tell by which hashes copies can be found
  CheckFormat format = CheckFormat::text;
  FailOn fail_on = FailOn::warning;
  Wordiness wordiness = Wordiness::normal;
  bool statistics = false;                           // counts instead of findings
  bool watch = false;                                // go on, and check what changes
  bool poll = false;                                 // watch without help of the system
  std::string diff_base;                             // a git revision: only what changed since; empty: all
  std::string baseline;                              // a file of known findings (cli/baseline.hpp); empty: none
  bool update_baseline = false;                      // write it anew
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

}  // namespace notewell::cli
