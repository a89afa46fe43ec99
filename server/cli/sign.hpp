#pragma once
// `notewell sign` and `notewell verify`: a signature with a digest of the text under a note, and whether it still fits.

#include <string>
#include <vector>

#include "cli/check.hpp"
#include "cli/error.hpp"
#include "cli/terminal.hpp"

namespace notewell::cli {

struct SignOptions {
  std::vector<std::string> paths;
  std::string name;         // "D. Reyes"
  std::string credentials;  // "LCSW"
  std::string now;          // "2026-11-20 16:10"; "": the clock's, in local time
  std::string reason;       // sign although errors stand, and why
  bool diff = false;        // change nothing, and show what would be written
  std::string profile;      // instead of what a notewell.toml names; empty: none
  std::string config;       // a file instead of the nearest notewell.toml; empty: none
};

/// Exit code 1: a note was not signed, because errors stand or it is signed already. 2: one could not be read or
/// written, or the command line is wrong. A file is at every moment as it was or as it is to be (replace_file).
[[nodiscard]] Exit sign(const SignOptions& options, const Terminal& terminal, Streams streams);

struct VerifyOptions {
  std::vector<std::string> paths;  // empty: the current folder
  OutputFormat format = OutputFormat::text;
};

/// Exit code 1: a signed note was changed since. 2: something could not be read.
[[nodiscard]] Exit verify(const VerifyOptions& options, Streams streams);

}  // namespace notewell::cli
