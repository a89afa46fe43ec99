#pragma once
// The passages of one note that stand in other files as well: what the rule copied-narrative is told.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "chart/copy_index.hpp"
#include "lint/copied.hpp"
#include "note/date_time.hpp"

namespace notewell::chart {

/// For lint::Settings::copied_of: looks up the passages of the note that stands at `path` in an index, which it keeps.
/// Passages that did not change since the last call are not looked up again. Copies may be called from any thread.
class CopiedIn {
 public:
  CopiedIn(CopyIndex index, std::filesystem::path path, note::DateOrder dates);

  [[nodiscard]] std::vector<lint::CopiedPassage> operator()(const note::Note& note, const lint::CopyTerms& terms) const;

  /// Which passages of an index changed: none but those that have, or had, one of these prints, sorted. nullopt: any.
  using Touched = std::optional<std::vector<std::uint32_t>>;
  struct Moved;
  /// The same in an index that changed. What the last call found is looked up again where it may be another.
  [[nodiscard]] Moved in(CopyIndex index, const Touched& touched) const;

 private:
  struct Known;
  CopyIndex index_;
  std::filesystem::path path_;
  note::DateOrder dates_;
  std::shared_ptr<Known> known_;  // never nullptr
};
struct CopiedIn::Moved {
  CopiedIn now;
  bool differs = false;  // something else may be found than by the last call
};

}  // namespace notewell::chart
