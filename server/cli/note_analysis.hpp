#pragma once
// The road from a command's files to their analyses, each file held against all others: what `notewell check` and
// `notewell report` have in common.

#include <chrono>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "chart/configuration.hpp"
#include "chart/copied.hpp"
#include "chart/index.hpp"
#include "cli/error.hpp"
#include "lint/analysis.hpp"
#include "lint/built_note.hpp"

namespace notewell::cli {

/// How files are read and judged.
struct AnalysisTerms {
  std::chrono::year_month_day today;
  lint::Strictness strictness = lint::Strictness::as_signed;
  text::PositionEncoding encoding = text::PositionEncoding::utf32;  // of places in other files
  bool compares = true;                                             // looks for narrative that stands in other files
};

/// What rules hold a file against: the facts of all files that are analysed, and their passages.
struct Surroundings {
  chart::Index index;
  std::optional<chart::CopyIndex> copies;  // none: nobody asks for copied narrative
};

/// What the first pass over the files made.
struct FirstPass {
  Surroundings around;
  std::vector<std::optional<lint::BuiltNote>> notes;  // by path, as far as they were kept
};

/// Reads what the files tell of themselves. A file alone has nothing around it. What can't be read is left out here,
/// and told when it is analysed.
[[nodiscard]] FirstPass first_pass(const std::vector<std::string>& paths, const AnalysisTerms& terms, unsigned threads,
                                   const chart::ConfigurationOf& configuration_of);

struct AnalysedNote {
  std::shared_ptr<const lint::Analysis> analysis;
  std::shared_ptr<const chart::Configuration> configuration;  // that the file was judged by
  std::vector<lint::CopiedPassage> copies;                    // of its passages, whatever the rules made of them
};

/// Analyses files one after another; each thread has its own. Remembers the plan and the configuration of the folder
/// it last looked into.
class NoteAnalyser {
 public:
  NoteAnalyser(const AnalysisTerms& terms, chart::ConfigurationOf configuration_of, Surroundings around);

  /// `built` is the note if an earlier pass made it; else the file is read, or `in` if it is given.
  [[nodiscard]] Outcome<AnalysedNote> analyse(const std::string& path, std::optional<lint::BuiltNote> built,
                                              std::istream* in);

 private:
  AnalysisTerms terms_;
  chart::ConfigurationOf configuration_of_;
  Surroundings around_;
  lint::Settings settings_;
  std::optional<std::filesystem::path> folder_;
  std::shared_ptr<const chart::Configuration> configuration_;
};

}  // namespace notewell::cli
