#pragma once
// A practice's own folder of rules and words, which are written as those of Notewell (rules/README.md).

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "lint/builtin.hpp"
#include "lint/profile.hpp"

namespace notewell::chart {

/// The files of the folder: rules (*.md but README.md; one that lies in no folder below belongs to the group `own`),
/// words (*.toml, *.tsv) and authorities.toml, in the order of their names. What can't be read is a problem; files
/// above 1 MiB are refused, and so is a folder with more than 1,000 of these files or 20,000 of any.
[[nodiscard]] std::vector<lint::OwnFile> read_own_files(const std::filesystem::path& folder,
                                                        std::vector<lint::ProfileProblem>& problems);

/// Whether read_own_files() would read a file of this name.
[[nodiscard]] bool is_own_file(const std::filesystem::path& path);
/// What it calls a file in the folder; nothing if the file lies elsewhere.
[[nodiscard]] std::optional<std::string> own_file_name(const std::filesystem::path& folder,
                                                       const std::filesystem::path& path);

/// When the folder's files last changed, and how many there are: differs after any change that matters.
[[nodiscard]] std::size_t state_of(const std::filesystem::path& folder);

}  // namespace notewell::chart
