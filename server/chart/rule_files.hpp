#pragma once
// The files by which a practice says what Notewell looks for, one at a time and as they stand in an editor: its
// notewell.toml, its own rules, its words, its authorities.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chart/configuration.hpp"

namespace notewell::chart {

enum class RuleFileKind : std::uint8_t {
  settings,
  rule,
  words,
  diagnoses,
  authorities,
  other,  // something else in the folder, like a README.md: no mistakes
};

/// A file and what it is in the practice's folder.
struct RuleFile {
  RuleFileKind kind = RuleFileKind::settings;
  std::filesystem::path path;
  std::string name;  // from the folder of own rules; empty for settings
};

/// What the file is; nothing if it is none of them. `holding` is the configuration of its folder: a rule, words or
/// authorities lie in the folder that it names.
[[nodiscard]] std::optional<RuleFile> rule_file_at(const std::filesystem::path& path, const Configuration& holding);

/// A mistake in such a file, or an example of a rule that does not hold.
struct RuleFileMistake {
  std::uint32_t line = 0;  // 1-based
  note::Columns columns;
  std::string code;  // "config-invalid" or "example-fails"
  std::string message;
};

/// The mistakes in the file if it had this text, in the order of their places. May read the folder of own rules from
/// disk, and takes as long as loading the vocabulary does: call it on a thread that may wait.
[[nodiscard]] std::vector<RuleFileMistake> mistakes_in(const RuleFile& file, std::string_view text,
                                                       const Configuration& holding);

}  // namespace notewell::chart
