#pragma once
// Finds passages that stand in several files of a workspace. Holds hashes and places, no word of any note.
//
// A CopyIndex is an immutable value like chart::Index. It is a list of segments, each a sorted table from prints
// (chart/passages.hpp) to passages; a change adds a small segment, and segments of like size are merged, so that a file
// changes in time that grows with the logarithm of the index, and so does a search.
//
// A print leads to passages that may share something; how much they do is measured by the 16-bit shingles of both.
// Two shingles that differ are taken for the same once in 65,536 times, which moves a share by less than one percent.

#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chart/file_passages.hpp"
#include "chart/passages.hpp"
#include "note/date_time.hpp"
#include "text/text.hpp"

namespace notewell::chart {

/// A print of one of a file's passages.
struct PassagePrint {
  std::uint32_t print = 0;
  std::uint32_t passage = 0;
  friend constexpr auto operator<=>(PassagePrint, PassagePrint) = default;
};

/// A file as the index takes it in.
struct IndexedPassages {
  FilePassages file;
  std::vector<PassagePrint> prints;
  friend bool operator==(const IndexedPassages&, const IndexedPassages&) = default;
};

/// Which chart a file belongs to: its client's, or, without a client, its folder's.
[[nodiscard]] std::uint64_t chart_of(std::string_view client, const std::filesystem::path& path);

/// The passages of a note that stands at `path`.
[[nodiscard]] IndexedPassages indexed_passages(const note::Note& note, std::shared_ptr<const std::string> path,
                                               text::PositionEncoding encoding, note::DateOrder dates);

/// A passage of the index that has something in common with another.
struct PassageMatch {
  std::shared_ptr<const FilePassages> file;
  std::uint32_t passage = 0;
  std::size_t shared = 0;  // shingles in both
  double share = 0;        // of the shingles of the shorter one
};

class CopyIndex {
 public:
  /// A file as it is now; without passages: it is gone, or has none.
  struct Change {
    std::string path;
    std::optional<IndexedPassages> passages;
  };
  /// The index after these changes, of which the last to a path counts.
  [[nodiscard]] CopyIndex with(std::vector<Change> changes) const;

  /// Where the passage stands as well, in files other than `own_path`: all with a share of `least_share` or more, the
  /// greatest first, then by path. Of a print that very many passages have, the first `most_passages` are looked at; of
  /// very many passages, those that have more prints in common (`few`, `most_measured`).
  [[nodiscard]] std::vector<PassageMatch> find(const PassageContent& passage, std::string_view own_path,
                                               double least_share) const;

  [[nodiscard]] std::size_t size() const;  // files with passages
  /// Whether nothing was ever taken in: then nothing is ever found.
  [[nodiscard]] bool is_new() const { return parts_.empty(); }

  static constexpr std::size_t most_passages = 64;
  /// Up to so many passages with a print in common are all measured; of more, those with two: as every run of nineteen
  /// words in common has (sure_run and another print_window), and turns of phrase seldom do.
  static constexpr std::size_t few = 32;
  /// So many of the passages with the most prints in common are measured.
  static constexpr std::size_t most_measured = 128;

 private:
  struct Segment;
  /// Passages of a segment by their numbers, from the first to before the last.
  struct Stretch {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  using Stretches = std::vector<Stretch>;
  struct Part {
    std::shared_ptr<const Segment> segment;
    std::shared_ptr<const Stretches> replaced;  // of files that a newer segment has, in order; nullptr: none
  };
  std::vector<Part> parts_;  // the oldest, which is the largest, first
};

}  // namespace notewell::chart
