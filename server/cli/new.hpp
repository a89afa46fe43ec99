#pragma once
// `notewell new`: a note or plan from a template, filled with what the client's chart knows.

#include <chrono>
#include <optional>
#include <string>

#include "cli/error.hpp"
#include "cli/terminal.hpp"

namespace notewell::cli {

struct NewOptions {
  std::string folder;  // of the chart; empty: the output's, else the current one
  std::string format;  // a template's id; empty: as the client's last note, else a DAP note
  std::string client;  // empty: the one whose notes the folder holds, if there is but one
  std::optional<std::chrono::year_month_day> date;  // of the session; none: today
  std::string output;                               // the new file; empty: a free name in the folder
  bool standard_output = false;
  std::string config;  // a file instead of the nearest notewell.toml; empty: none
};

/// Writes the note, says where, and how much is left to fill in. Never overwrites a file. Exit code 2: nothing was
/// written.
[[nodiscard]] Exit new_note(const NewOptions& options, Streams streams);

/// "dap|soap|…|plan", as the help lists them.
[[nodiscard]] std::string template_ids();

}  // namespace notewell::cli
