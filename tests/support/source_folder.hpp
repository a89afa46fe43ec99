#pragma once
// Where the sources lie that a test reads: sample notes, rules, queries.

#include <filesystem>

namespace notewell::tests {

/// The project's own folder. Told by one file alone, so that all other objects are the same in every clone.
[[nodiscard]] std::filesystem::path source_folder();

}  // namespace notewell::tests
