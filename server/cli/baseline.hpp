#pragma once
// Findings that an old chart room has, and that `check` lets go until they are fixed: a file that people can read, and
// that merges line by line. See docs/check.md.
//
// The file is NDJSON: a line {"notewell-baseline":1}, then, sorted, a line for all findings of one rule on one text in
// one file:
//   {"path":"mrn-12/2026-03-09.pnote","rule":"checkbox-without-narrative","text":"9f3a","count":2}
// The path is seen from the folder of the baseline file. `text` is the first four digits of mark_of(finding): enough to
// tell one place in a note from another, and too little to tell what stands there.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "cli/error.hpp"

namespace notewell::cli {

/// Of one file: how often a rule was found on a text.
using KnownFindings = std::map<std::pair<std::string, std::string>, std::size_t>;

struct Baseline {
  std::map<std::string, KnownFindings> files;  // by path, as the file has it

  /// How many findings.
  [[nodiscard]] std::size_t size() const;
};

/// What stands for a marked text, of which `mark` is mark_of().
[[nodiscard]] std::string known_text(const std::string& mark);

/// An empty one if the file is not there and may be missing.
[[nodiscard]] Outcome<Baseline> read_baseline(const std::string& file, bool may_be_missing);
/// The whole text of the file.
[[nodiscard]] std::string text_of(const Baseline& baseline);

/// The file holds at every moment the old text or the new one.
[[nodiscard]] std::optional<Error> write_baseline(const Baseline& baseline, const std::string& file);

/// How the baseline `file` names the note at `path`.
[[nodiscard]] std::string path_in_baseline(const std::string& file, const std::string& path);
/// The note that it names.
[[nodiscard]] std::string path_of_baseline(const std::string& file, const std::string& path);

}  // namespace notewell::cli
