#pragma once
// Which passages have which print: a sorted table, of five bytes an entry where there are many.
//
// Of a print the upper half says in which of 65,536 stretches of the table it stands, so that the lower half alone is
// kept. A table with few entries keeps both instead.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace notewell::chart {

class PrintTable {
 public:
  PrintTable() = default;
  /// An empty one with room for so many entries of passages with numbers below `passages`.
  PrintTable(std::size_t entries, std::uint32_t passages);

  /// Entries come by print, then by passage.
  void add(std::uint32_t print, std::uint32_t passage);
  /// After the last entry.
  void finish();

  [[nodiscard]] std::size_t size() const { return lower_.size(); }
  /// The entries of a print: from the first to before the second.
  [[nodiscard]] std::pair<std::size_t, std::size_t> of(std::uint32_t print) const;
  [[nodiscard]] std::uint32_t passage(std::size_t entry) const;

  /// Goes through all entries in order.
  class Walk {
   public:
    explicit Walk(const PrintTable& table) : table_(table) { find_stretch(); }
    [[nodiscard]] bool at_end() const { return entry_ == table_.size(); }
    [[nodiscard]] std::uint32_t print() const;
    [[nodiscard]] std::uint32_t passage() const { return table_.passage(entry_); }
    void go_on() {
      ++entry_;
      find_stretch();
    }

   private:
    void find_stretch();
    const PrintTable& table_;
    std::size_t entry_ = 0;
    std::uint32_t stretch_ = 0;
  };

 private:
  [[nodiscard]] bool has_stretches() const { return !begins_.empty(); }

  std::vector<std::uint16_t> lower_;
  std::vector<std::uint16_t> upper_;   // empty in a table of stretches
  std::vector<std::uint32_t> begins_;  // of the stretches, and the end of the last
  std::vector<std::uint8_t> numbers_;  // of passages, of `width_` bytes each, the lowest first
  unsigned width_ = 0;
};

}  // namespace notewell::chart
