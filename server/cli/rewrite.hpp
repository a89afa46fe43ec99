#pragma once
// `notewell fmt` and `notewell fix`: notes brought into one layout, and fixes made that can't change what a note says.

#include <string>
#include <vector>

#include "cli/error.hpp"
#include "cli/terminal.hpp"

namespace notewell::cli {

enum class Rewriting { format, fix };

struct RewriteOptions {
  std::vector<std::string> paths;  // empty: the current folder, unless `standard_input`
  bool standard_input = false;     // the note comes from there, and goes to standard output
  std::string standard_input_name = "standard input";
  bool check = false;   // change nothing, and name what would be changed
  bool diff = false;    // change nothing, and show what would be changed
  std::string profile;  // instead of what a notewell.toml names; empty: none
  std::string config;   // a file instead of the nearest notewell.toml; empty: none
};

/// Exit code 1: with `check` or `diff`, something would be changed. 2: something could not be read or written; the
/// rest is done. A file is at every moment as it was or as it is to be (replace_file).
[[nodiscard]] Exit rewrite(Rewriting what, const RewriteOptions& options, const Terminal& terminal, Streams streams);

}  // namespace notewell::cli
