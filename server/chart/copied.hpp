#pragma once
// Finds passages that stand in several files of a workspace. Holds hashes and places, no word of any note.
//
// A CopyIndex is an immutable value like chart::Index. It is a list of segments, each a sorted table from prints
// (chart/passages.hpp) to passages; a change adds a small segment, and segments of like size are merged, so that a file
// changes in time that grows with the logarithm of the index, and so does a search.
//
// A print leads to passages that may share something; how much they do is measured by the 16-bit shingles of both.
// Two shingles that differ are taken for the same once in 65,536 times, which moves a share by less than one percent.

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chart/passages.hpp"
#include "lint/copied.hpp"
#include "note/date_time.hpp"
#include "text/text.hpp"

namespace notewell::chart {

/// The shingles by which shares are measured: sorted, each once.
[[nodiscard]] std::vector<std::uint16_t> short_shingles(const std::vector<std::uint64_t>& shingles);

/// What is kept of a file's passages.
struct FilePassages {
  struct Mark {
    text::Range range;               // in the index's position encoding
    std::uint32_t shingles_end = 0;  // into `shingles`
  };
  std::string path;         // absolute, as the index of facts has it
  std::uint64_t chart = 0;  // the same for all files of one client
  std::optional<std::chrono::year_month_day> date;
  std::vector<Mark> passages;
  std::vector<std::uint16_t> shingles;  // of each passage sorted, each once

  [[nodiscard]] std::span<const std::uint16_t> shingles_of(std::size_t passage) const;
};

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
};

/// Which chart a file belongs to: its client's, or, without a client, its folder's.
[[nodiscard]] std::uint64_t chart_of(std::string_view client, const std::filesystem::path& path);

/// The passages of a note that stands at `path`.
[[nodiscard]] IndexedPassages indexed_passages(const note::Note& note, const std::filesystem::path& path,
                                               text::PositionEncoding encoding, note::DateOrder dates);

/// A passage of the index that has something in common with another.
struct PassageMatch {
  std::shared_ptr<const FilePassages> file;
  std::size_t passage = 0;
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
  /// greatest first, then by path. Of a print that very many passages have, the first `most_passages` are looked at.
  [[nodiscard]] std::vector<PassageMatch> find(const PassageContent& passage, std::string_view own_path,
                                               double least_share) const;

  [[nodiscard]] std::size_t size() const;   // files with passages
  [[nodiscard]] std::size_t bytes() const;  // of memory

  static constexpr std::size_t most_passages = 64;
  /// So many of the passages with the most prints in common are measured.
  static constexpr std::size_t most_measured = 128;

 private:
  struct Segment;
  std::vector<std::shared_ptr<const Segment>> segments_;  // the oldest, which is the largest, first
};

/// The index as it is now, for readers on any thread.
class LatestCopyIndex {
 public:
  [[nodiscard]] std::shared_ptr<const CopyIndex> get() const { return now_.load(); }
  void set(CopyIndex index) { now_.store(std::make_shared<const CopyIndex>(std::move(index))); }

 private:
  std::atomic<std::shared_ptr<const CopyIndex>> now_ = std::make_shared<const CopyIndex>();
};

/// For lint::Settings::copied_of of the note at `path`. Passages that did not change since the last call, nor the
/// index, are not looked up again. The function and its copies may be called from any thread.
[[nodiscard]] lint::CopiedOf copied_in(std::shared_ptr<const LatestCopyIndex> index, std::filesystem::path path,
                                       note::DateOrder dates);

}  // namespace notewell::chart
