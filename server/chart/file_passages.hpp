#pragma once
// What an index keeps of one file's passages: where each stands, and the hashes by which it is measured.
//
// Packed, since a practice has 100,000 notes: numbers take as many bytes as they need; a passage's short shingles, of
// which the gaps vary by chance, are Golomb-Rice codes (Rice 1979), twelve bits each instead of sixteen.

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "text/text.hpp"

namespace notewell::chart {

class FilePassages {
 public:
  std::shared_ptr<const std::string> path;  // absolute, as the index of facts has it; never nullptr in an index
  std::uint64_t chart = 0;                  // the same for all files of one client
  std::optional<std::chrono::year_month_day> date;

  /// The next passage: where it stands, in the index's position encoding, and its short shingles (chart/passages.hpp).
  void add(const text::Range& place, std::span<const std::uint16_t> shingles);
  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] text::Range place(std::uint32_t passage) const;
  /// Sorted, each once; in place of what `out` holds.
  void shingles_of(std::uint32_t passage, std::vector<std::uint16_t>& out) const;
  /// Gives back memory that further passages would have taken.
  void finish() { packed_.shrink_to_fit(); }

  friend bool operator==(const FilePassages& one, const FilePassages& other) {
    const bool same_path = one.path == other.path || (one.path && other.path && *one.path == *other.path);
    return same_path && one.chart == other.chart && one.date == other.date && one.packed_ == other.packed_;
  }

 private:
  std::vector<std::uint8_t> packed_;
  std::uint32_t size_ = 0;
};

}  // namespace notewell::chart
