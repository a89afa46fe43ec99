#pragma once
// Reads the workspace's folders in the background, and takes over into its indexes what was read.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "chart/index_cache.hpp"
#include "chart/indexed_file.hpp"
#include "features/features.hpp"

namespace notewell::features {

/// What holds for the notes of a folder, looked up once for neighbours.
class Reading {
 public:
  explicit Reading(const Session& session)
      : configuration_of_(session.configuration_of), encoding_(session.client.encoding) {}

  /// By way of the cache, if there is one.
  chart::IndexedFile read(const std::filesystem::path& path, chart::IndexCache* cache = nullptr);

 private:
  chart::ConfigurationOf configuration_of_;
  text::PositionEncoding encoding_;
  std::filesystem::path folder_;
  std::shared_ptr<const chart::Configuration> configuration_;
  std::size_t own_words_ = 0;  // their state, see chart/own_rules.hpp
};

/// Indexes all folders. Files that `before` holds and that did not change on disk since are not read again.
void start_indexing(Session& session, chart::Indexes before);

/// Takes over files as they are now.
void take_files(Session& session, const std::vector<chart::IndexedFile>& files);

/// The content of an ignore file.
[[nodiscard]] std::optional<std::string> read_ignore_file(const std::filesystem::path& path);

}  // namespace notewell::features
