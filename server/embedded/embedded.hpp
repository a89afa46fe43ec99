#pragma once
// The files under rules/ as they were when the program was built, so that one binary knows the rules wherever it runs.

#include <span>
#include <string_view>

namespace notewell::embedded {

struct File {
  std::string_view name;  // relative to rules/: "narrative/unfilled-placeholder.md"
  std::string_view text;  // the file's bytes; of a .toml none, it is packed
  std::string_view packed =
      {};  // its TOML, or that of its front matter, for toml::Document::packed; empty: it has none
};

/// All of them, sorted by name.
[[nodiscard]] std::span<const File> files();

}  // namespace notewell::embedded
