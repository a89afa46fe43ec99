#pragma once
// Which paths .gitignore and .notewellignore leave out, by the rules of gitignore(5).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace notewell::chart {

/// The patterns of one ignore file. Matching costs time linear in the path for each pattern without `**` or several
/// `*`, and at worst the product of both lengths: no pattern can make it hang.
class IgnorePatterns {
 public:
  /// Reads an ignore file. Nothing in one is an error: a pattern that makes no sense matches nothing, as in git.
  [[nodiscard]] static IgnorePatterns parse(std::string_view content);

  /// Whether the last pattern that matches leaves `path` out (true) or keeps it (false, a `!` pattern); nullopt: none
  /// matches. `path` is relative to the ignore file's folder, with '/' between its parts and none at its end.
  [[nodiscard]] std::optional<bool> ignores(std::string_view path, bool is_folder) const;

 private:
  struct Pattern {
    std::vector<std::string> segments;  // between slashes; "**" stands for any number of them
    bool keeps = false;                 // began with !
    bool folders_only = false;          // ended with /
    bool any_depth = false;             // no other slash: compared with a path's last part
  };
  [[nodiscard]] static std::optional<Pattern> parse_line(std::string_view line);
  [[nodiscard]] static bool matches(const Pattern& pattern, std::string_view path);

  std::vector<Pattern> patterns_;
};

/// Whether the glob `pattern` (`*`, `?`, `[…]`, `\` escapes; no slashes) matches all of `text`, byte by byte.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace notewell::chart
