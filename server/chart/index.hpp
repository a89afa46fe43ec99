#pragma once
// The index of a workspace: the facts of all its files, found by path, by chart (all files of one client) and by the
// plan they lean on.
//
// An Index is an immutable value: copies share what they have in common, a reader keeps the one it took, and a change
// makes another. Changing one file of 100,000 copies a few hundred pointers.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chart/facts.hpp"

namespace notewell::chart {

using Facts = std::shared_ptr<const FileFacts>;

class Index {
 public:
  Index();

  /// nullptr: not indexed.
  [[nodiscard]] Facts file(std::string_view path) const;
  [[nodiscard]] std::size_t size() const { return size_; }
  /// All files, in no order that means anything.
  template <class Take>
  void each(const Take& take) const {
    for (const auto& bucket : *files_) {
      if (bucket == nullptr) continue;
      for (const Facts& file : *bucket) take(file);
    }
  }

  /// The files of the same client, or, of a file without a client, those without one in its folder; by date, then path.
  [[nodiscard]] std::span<const Facts> chart_of(const FileFacts& file) const;
  /// The files whose `plan:` leads to this path; by date, then path.
  [[nodiscard]] std::span<const Facts> linked_to(std::string_view plan) const;

  /// The sessions of one clinician on one day, by path.
  [[nodiscard]] std::span<const Facts> day_of(const lint::SessionFacts& session) const;

  /// The plan that a note is held against: the one it links to, else the newest of its chart that is no younger than
  /// the note, else the oldest. A plan is its own. nullptr: none is known.
  [[nodiscard]] Facts plan_of(const FileFacts& file) const;
  /// The notes that are held against a plan, by date, then path.
  [[nodiscard]] std::vector<Facts> notes_of(const FileFacts& plan) const;

  /// A file as it is now; without facts: it is gone.
  struct Change {
    std::string path;
    Facts facts;
  };
  /// The index after these changes, of which the last to a path counts.
  [[nodiscard]] Index with(std::span<const Change> changes) const;

 private:
  struct Group {
    std::string key;
    std::vector<Facts> files;
  };
  using FileBucket = std::vector<Facts>;                          // by path
  using GroupBucket = std::vector<std::shared_ptr<const Group>>;  // by key
  template <class Bucket>
  using Table = std::vector<std::shared_ptr<const Bucket>>;
  class Editing;

  [[nodiscard]] std::span<const Facts> group(std::string_view key) const;

  std::shared_ptr<const Table<FileBucket>> files_;
  std::shared_ptr<const Table<GroupBucket>> groups_;
  std::size_t size_ = 0;
};

}  // namespace notewell::chart
