#pragma once
// Which files the commands read: `notewell check`, `fmt`, `fix`.

#include <span>
#include <string>
#include <vector>

#include "cli/error.hpp"

namespace notewell::cli {

struct FoundNotes {
  std::vector<std::string> paths;  // as they are shown and opened; sorted, each once
  std::vector<Error> problems;     // what could not be looked at
};

/// A path to a file is taken whatever its name and whatever ignores it. A folder (none given: the current one) is
/// searched with all below it for notes that no .gitignore or .notewellignore leaves out; the ignore files of the
/// folders above it count up to the repository's root or, outside one, the current folder. Links to files are followed,
/// links to folders below a given one are not, and .git is never entered.
[[nodiscard]] FoundNotes find_notes(std::span<const std::string> paths);

/// What is wrong where no notes were found, and what would be right.
[[nodiscard]] Error no_notes(std::span<const std::string> paths);

}  // namespace notewell::cli
