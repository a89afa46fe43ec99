#pragma once
// Which lines of which files changed since a git revision: asked of `git` itself.

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/error.hpp"

namespace notewell::cli {

/// Of one file, as git counts lines: they end at LF, the first is 1.
struct ChangedLines {
  struct Stretch {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
  };
  bool all = false;  // the file is new, or git does not know it
  std::vector<Stretch> stretches;

  [[nodiscard]] bool touches(std::uint32_t first, std::uint32_t last) const;
};

/// What changed in these files, by path, between the revision and the files as they are on disk; of a renamed file,
/// what changed besides its name. A file without a change is left out. An Error if git can't be run, a file stands in
/// no repository, or the revision is unknown there.
[[nodiscard]] Outcome<std::map<std::string, ChangedLines>> changed_since(const std::string& revision,
                                                                         std::span<const std::string> paths);

/// What `git diff --unified=0` printed: by path from the top of the repository.
[[nodiscard]] std::map<std::string, ChangedLines> lines_of_diff(std::string_view diff);

}  // namespace notewell::cli
