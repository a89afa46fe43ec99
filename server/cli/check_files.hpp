#pragma once
// The work of `notewell check` on files: each is read, held against the others, judged, and what is not to be shown is
// left out.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chart/configuration.hpp"
#include "cli/baseline.hpp"
#include "cli/check_report.hpp"
#include "cli/git_changes.hpp"
#include "cli/note_files.hpp"
#include "cli/progress.hpp"

namespace notewell::cli {

/// What became of one file.
struct FileResult {
  Rendered rendered;
  Counts counts{};
  std::optional<Error> problem;
  std::shared_ptr<const chart::Configuration> configuration;  // that the file was judged by
  KnownFindings found;                                        // with a baseline: all that the rules asked for find
  std::size_t known = 0;                                      // of these, that the baseline lets go
};

/// Which findings are asked for; the rest of what is asked stands in CheckOptions.
struct Asked {
  std::optional<std::map<std::string, ChangedLines>> changed;  // by path; none: all lines
  std::optional<Baseline> baseline;
  bool all_known = false;  // the baseline is made by this run
};

/// Whether --select and --ignore let the rule's findings be shown.
[[nodiscard]] bool is_asked(const CheckOptions& options, const std::string& rule);

/// How the notes are judged, but for the profile and what stands around them.
[[nodiscard]] lint::Settings settings_for(const CheckOptions& options);

/// How many threads to use.
[[nodiscard]] unsigned threads_for(const CheckOptions& options);

/// Files that are held against each other, and go on being so when some of them change.
class FileChecks {
 public:
  /// All that it is given must outlive it.
  FileChecks(const CheckOptions& options, const Asked& asked, const Report& report,
             chart::ConfigurationOf configuration_of, Progress& progress);

  /// Takes in what these files tell of themselves, instead of what they told before; one that can't be read any more
  /// tells nothing.
  void read(const std::vector<std::string>& paths) { files_.read(paths); }
  /// Judges these files, and hands each result over on the calling thread, in this order. `in`: the one file's bytes
  /// come from there.
  using Take = std::function<void(const std::string& path, FileResult result)>;
  void check(const std::vector<std::string>& paths, std::istream* in, const Take& take);

 private:
  void choose(CheckedFile& file, FileResult& result) const;

  const CheckOptions& options_;
  const Asked& asked_;
  const Report& report_;
  NoteFiles files_;
};

}  // namespace notewell::cli
