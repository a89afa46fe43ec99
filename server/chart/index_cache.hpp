#pragma once
// The indexes of a workspace on disk, from one start of the server to the next: for who asks for it.
//
// A file is known by its bytes: what was made of them is taken over as long as they, their path, the program and the
// settings are the same. Of each file there are hashes, numbers and places; words (a client, a goal) are told by where
// they stand in the note and read from there, so that no word of a note is in the cache. Nothing is kept of
// psychotherapy notes.
//
// The folder is the user's alone (0700), and so is the file (0600): what is not, or was damaged, or is of another
// program, is not read but made anew.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "chart/configuration.hpp"
#include "chart/indexed_file.hpp"

namespace notewell::chart {

/// $XDG_CACHE_HOME/notewell, else ~/.cache/notewell; empty: the environment names neither.
[[nodiscard]] std::filesystem::path cache_folder();

class IndexCache {
 public:
  /// Reads what was kept of these folders.
  IndexCache(std::filesystem::path folder, const std::vector<std::filesystem::path>& of);

  /// As chart::read_file(). `own_words` differs after any change of the practice's own words. Any thread may ask.
  [[nodiscard]] IndexedFile read(const std::filesystem::path& path, const Configuration& configuration,
                                 std::size_t own_words, text::PositionEncoding encoding);
  /// Keeps what was read, and that alone, unless it is kept already.
  void save();

  /// Why nothing could be read or kept, a sentence; empty: it could.
  [[nodiscard]] const std::string& problem() const { return problem_; }
  [[nodiscard]] std::size_t taken_over() const { return taken_; }  // files

 private:
  struct Entry {
    std::uint64_t content = 0;
    std::string_view packed;
    bool used = false;
  };
  struct Fresh {
    std::uint64_t path = 0;
    std::uint64_t content = 0;
    std::string packed;
  };
  void load();

  std::filesystem::path folder_;
  std::filesystem::path file_;
  std::string problem_;
  std::string bytes_;                                 // that `entries_` point into
  std::mutex mutex_;                                  // of all below
  std::unordered_map<std::uint64_t, Entry> entries_;  // by path
  std::vector<Fresh> fresh_;
  std::size_t taken_ = 0;
};

/// What the cache holds of a file; nothing if that would not give the same back.
[[nodiscard]] std::optional<std::string> packed(const IndexedFile& file, std::string_view bytes);
/// The file that was packed so; nothing if `packed` is damaged.
[[nodiscard]] std::optional<IndexedFile> unpacked(std::string_view packed, const std::filesystem::path& path,
                                                  FileStamp stamp, std::string_view bytes,
                                                  const note::Vocabulary& vocabulary);

}  // namespace notewell::chart
