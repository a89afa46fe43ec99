#pragma once
// What holds for the notes of a folder: a profile, with what the nearest notewell.toml says on top of it. See
// docs/configuration.md.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "lint/builtin.hpp"
#include "lint/profile.hpp"

namespace notewell::chart {

inline constexpr const char* configuration_name = "notewell.toml";

struct Configuration {
  std::filesystem::path file;       // empty: there is none
  std::filesystem::path own_rules;  // the practice's folder of rules, from here; empty: none
  std::shared_ptr<const lint::Profile> profile;
  std::shared_ptr<const lint::Knowledge> knowledge;  // with the practice's own rules and words, if it has any
  bool caches_index = false;                         // the server's index is kept on disk
  std::vector<lint::ProfileProblem> problems;        // mistakes in the files; what is right in them counts
};

/// What was chosen for all notes, on the command line or in the editor.
struct Choice {
  std::shared_ptr<const lint::Profile> profile;  // instead of the one that a notewell.toml names; nullptr: none
  std::filesystem::path file;                    // instead of the nearest notewell.toml; empty: none
  std::filesystem::path top;                     // what lies above this folder is not looked at; empty: all is
};

/// Finds the configuration of the notes in a folder. The nearest notewell.toml counts: in the folder, else in the next
/// one above it. A file is read again only when it changed on disk, and as long as it did not, the answer is the same
/// object. The function and its copies may be called from any thread.
using ConfigurationOf = std::function<std::shared_ptr<const Configuration>(const std::filesystem::path& folder)>;
[[nodiscard]] ConfigurationOf configurations(std::shared_ptr<const lint::Knowledge> knowledge, Choice choice);

/// What settings, which are TOML, say of `caches_index`; nullopt: nothing.
[[nodiscard]] std::optional<bool> index_cache_in(std::string_view settings);

/// The person's home folder, which Choice::top is meant for; empty if the environment names none.
[[nodiscard]] std::filesystem::path home_folder();

}  // namespace notewell::chart
