#pragma once
// Charts for measuring and trying what looks across files: invented clients with plans, notes week by week, and, where
// the maker is told to, what is wrong: passages copied from other notes, weeks left out, goals that no note takes up,
// sessions at one time, numbers that skip. The same arguments give the same charts, and what was planted is listed.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace notewell::bench {

/// A passage of narrative of two to five sentences, of many parts chosen anew each time.
[[nodiscard]] std::string made_passage(std::mt19937_64& random);

/// How a passage is altered when it is copied.
enum class Alteration { none, day_and_name, word_replaced, word_inserted, word_deleted, words_swapped };
/// The passage with as many alterations, each at a place of its own as far as there is room.
[[nodiscard]] std::string altered(std::string_view passage, Alteration alteration, std::size_t times,
                                  std::mt19937_64& random);

struct MadeFile {
  std::string path;  // within the folder: "mrn-00012/2026-03-09.pnote"
  std::string text;
};
/// Something wrong, with the line where it can be seen.
struct Planted {
  std::string kind;  // "copied-same-client", "copied-other-client", "gap", "goal-neglected", … or, of a fault, its rule
  std::string path;
  std::size_t line = 0;  // 1-based
  std::string from;      // of a copy: the file where the passage stood first
  std::size_t from_line = 0;
  std::string detail;
  std::string rule = {};  // that should find it
};
struct MadeCharts {
  std::vector<MadeFile> files;
  std::vector<Planted> planted;
};

struct ChartsWanted {
  std::size_t notes = 1000;
  std::uint64_t seed = 1;
  std::size_t notes_per_client = 12;
  double copied = 0.02;    // of the notes, that have one copied passage; of these a third from another client
  double gaps = 0.1;       // of the charts, with five weeks or more without a note
  double bursts = 0.1;     // of the charts, with three sessions in a week
  double neglected = 0.1;  // of the charts, with a goal that no note takes up
  double faults = 0.0;  // of the notes, with one thing wrong that one note or two tell: a goal that the plan lacks, …
  double full_days = 0.0;  // of the clinicians, with a day of more sessions than it holds
};
[[nodiscard]] MadeCharts made_charts(const ChartsWanted& wanted);

}  // namespace notewell::bench
