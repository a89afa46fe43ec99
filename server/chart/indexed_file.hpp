#pragma once
// All that the indexes of a workspace keep of one file, read off it at once: its facts and its passages.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chart/copied.hpp"
#include "chart/index.hpp"
#include "lint/builtin.hpp"
#include "note/note.hpp"
#include "text/text.hpp"

namespace notewell::chart {

struct IndexedFile {
  std::string path;
  Facts facts;                              // nullptr: the file is gone, or nothing may be kept of it
  std::optional<IndexedPassages> passages;  // none: it is gone, or no narrative of it counts
};

[[nodiscard]] IndexedFile indexed_file(const note::Note& note, const std::filesystem::path& path,
                                       text::PositionEncoding encoding, note::DateOrder dates, FileStamp stamp = {});

/// The same for a file on disk; without facts and passages if it can't be read, is larger than largest_indexed or is
/// no text.
[[nodiscard]] IndexedFile read_file(const std::filesystem::path& path, const lint::Knowledge& knowledge,
                                    text::PositionEncoding encoding, note::DateOrder dates);

/// The model of such a file; nullptr if it can't be read, is larger than largest_indexed or is a psychotherapy note.
[[nodiscard]] std::shared_ptr<const note::Note> read_model(const std::filesystem::path& path,
                                                           const lint::Knowledge& knowledge);

/// The indexes of the same files: what rules ask about their facts, and which passages they share. Immutable values.
struct Indexes {
  Index facts;
  CopyIndex copies;

  /// After these changes, of which the last to a path counts.
  [[nodiscard]] Indexes with(std::vector<IndexedFile> files) const;
};

}  // namespace notewell::chart
