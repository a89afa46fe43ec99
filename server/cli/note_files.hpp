#pragma once
// The files of a command, each held against all others: what `notewell check` and `notewell report` have in common.

#include <algorithm>
#include <exception>
#include <filesystem>
#include <istream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chart/configuration.hpp"
#include "chart/copied.hpp"
#include "chart/index.hpp"
#include "cli/error.hpp"
#include "cli/in_order.hpp"
#include "cli/progress.hpp"
#include "lint/analysis.hpp"
#include "lint/built_note.hpp"

namespace notewell::cli {

/// How files are read and judged.
struct AnalysisTerms {
  lint::Settings settings;  // the date and the strictness; the rest is found for each file
  text::PositionEncoding encoding = text::PositionEncoding::utf32;  // of places in other files
  bool compares = true;                                             // looks for narrative that stands in other files
  unsigned threads = 1;
};

struct AnalysedNote {
  std::shared_ptr<const lint::Analysis> analysis;
  std::shared_ptr<const chart::Configuration> configuration;  // that the file was judged by
  std::vector<lint::CopiedPassage> copies;                    // of its passages, whatever the rules made of them
};

/// `jobs`, or, if that is 0, as many as the machine has cores.
[[nodiscard]] unsigned threads_of(unsigned jobs);

/// Files that are held against each other, and go on being so when some of them change.
class NoteFiles {
 public:
  /// `progress` must outlive it.
  NoteFiles(AnalysisTerms terms, chart::ConfigurationOf configuration_of, Progress& progress);

  /// Takes in what these files tell of themselves, instead of what they told before; one that can't be read any more
  /// tells nothing.
  void read(const std::vector<std::string>& paths);

  /// Analyses these files. `judge(path, AnalysedNote&, Result&)` makes of each what is wanted, on any thread;
  /// `take(path, Result&&)` gets it on the calling thread, in this order. What can't be analysed is in
  /// `Result::problem`. `in`: the one file's bytes come from there.
  template <class Result, class Judge, class Take>
  void each(const std::vector<std::string>& paths, std::istream* in, const Judge& judge, const Take& take);

 private:
  class Analyser;
  template <class Result>
  struct Chunk;

  /// Files that a thread takes at a time: waking the caller for each would cost more than analysing a short note.
  static constexpr std::size_t most_at_once = 64;

  AnalysisTerms terms_;
  chart::ConfigurationOf configuration_of_;
  Progress& progress_;
  chart::Index index_;
  std::optional<chart::CopyIndex> copies_;                     // none: nothing was read, or nobody asks for copies
  std::map<std::string, lint::BuiltNote, std::less<>> built_;  // of what was read last, as far as it is kept
};

/// Analyses files one after another; each thread has its own. Remembers the plan and the configuration of the folder it
/// last looked into.
class NoteFiles::Analyser {
 public:
  explicit Analyser(const NoteFiles& of) : of_(of), settings_(of.terms_.settings) {}

  /// `built` is the note if an earlier pass made it; else the file is read, or `in` if it is given.
  [[nodiscard]] Outcome<AnalysedNote> analyse(const std::string& path, std::optional<lint::BuiltNote> built,
                                              std::istream* in);

 private:
  const NoteFiles& of_;
  lint::Settings settings_;
  std::optional<std::filesystem::path> folder_;
  std::shared_ptr<const chart::Configuration> configuration_;
};

/// Some files that follow one another, with what became of them.
template <class Result>
struct NoteFiles::Chunk {
  std::size_t begin = 0;
  std::vector<std::optional<lint::BuiltNote>> built;
  std::vector<Result> results{};
};

template <class Result, class Judge, class Take>
void NoteFiles::each(const std::vector<std::string>& paths, std::istream* in, const Judge& judge, const Take& take) {
  progress_.begin("Checking", paths.size());
  const auto threads = static_cast<unsigned>(std::clamp<std::size_t>(paths.size(), 1, terms_.threads));
  const std::size_t portions = std::max<std::size_t>(threads, 1) * 8;
  const std::size_t size = std::clamp<std::size_t>(paths.size() / portions, 1, most_at_once);
  std::size_t begin = 0;
  const auto next = [&]() -> std::optional<Chunk<Result>> {
    if (begin == paths.size()) return std::nullopt;
    Chunk<Result> chunk{.begin = begin, .built = {}};
    const std::size_t end = std::min(paths.size(), begin + size);
    for (; begin != end; ++begin) {
      auto node = built_.extract(paths[begin]);
      chunk.built.push_back(node ? std::optional(std::move(node.mapped())) : std::nullopt);
    }
    return chunk;
  };
  const auto make_worker = [&] {
    return [&, analyser = Analyser(*this)](Chunk<Result>& chunk) mutable {
      chunk.results.resize(chunk.built.size());
      for (std::size_t i = 0; i != chunk.built.size(); ++i) {
        const std::string& path = paths[chunk.begin + i];
        Result& result = chunk.results[i];
        try {
          auto analysed = analyser.analyse(path, std::exchange(chunk.built[i], std::nullopt), in);
          if (auto* problem = std::get_if<Error>(&analysed)) {
            result.problem = std::move(*problem);
          } else {
            judge(path, std::get<AnalysedNote>(analysed), result);
          }
        } catch (const std::exception&) {
          result.problem = {.where = path,
                            .what = "could not be checked, because of a mistake in Notewell itself",
                            .remedy = "Please report it, with a made-up note that shows it."};
        }
        progress_.step();
      }
    };
  };
  in_order<Chunk<Result>>(threads, next, make_worker, [&](Chunk<Result>& chunk) {
    for (std::size_t i = 0; i != chunk.results.size(); ++i) take(paths[chunk.begin + i], std::move(chunk.results[i]));
  });
}

}  // namespace notewell::cli
