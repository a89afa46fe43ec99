#include "cli/check.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <ostream>
#include <set>
#include <thread>
#include <utility>

#include "cli/find_notes.hpp"
#include "cli/in_parallel.hpp"
#include "cli/note_analysis.hpp"
#include "cli/print_config.hpp"
#include "cli/rules.hpp"
#include "lint/builtin.hpp"
#include "note/clock.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

/// What became of one file.
struct Result {
  std::string rendered;
  Counts counts{};
  std::optional<Error> problem;
  std::shared_ptr<const chart::Configuration> configuration;  // that the file was judged by
};

bool is_shown(const CheckOptions& options, const std::string& rule) {
  const auto among = [&rule](const std::vector<std::string>& ids) { return std::ranges::find(ids, rule) != ids.end(); };
  return (options.select.empty() || among(options.select)) && !among(options.ignore);
}

/// In which the report counts columns.
text::PositionEncoding encoding_of(const CheckOptions& options) {
  return options.format == OutputFormat::json ? text::PositionEncoding::utf16 : text::PositionEncoding::utf32;
}

/// Checks files one after another; each thread has its own.
class Checker {
 public:
  Checker(const CheckOptions& options, const Terminal& terminal, NoteAnalyser analyser)
      : options_(options), terminal_(terminal), analyser_(std::move(analyser)) {}

  /// `built` is the note if an earlier pass made it; else the file is read, or `in` if it is given.
  void check(const std::string& path, std::optional<lint::BuiltNote> built, std::istream* in, Result& result) {
    auto analysed = analyser_.analyse(path, std::move(built), in);
    if (auto* problem = std::get_if<Error>(&analysed)) {
      result.problem = std::move(*problem);
      return;
    }
    auto& note = std::get<AnalysedNote>(analysed);
    result.configuration = std::move(note.configuration);
    CheckedFile file{.path = path, .analysis = std::move(note.analysis), .findings = {}};
    for (const lint::Finding& finding : file.analysis->findings) {
      if (!is_shown(options_, finding.rule->id)) continue;
      file.findings.push_back(&finding);
      ++result.counts[static_cast<std::size_t>(finding.severity)];
    }
    result.rendered = options_.format == OutputFormat::json ? json_report(file) : text_report(file, terminal_);
  }

 private:
  const CheckOptions& options_;
  const Terminal& terminal_;
  NoteAnalyser analyser_;
};

std::vector<Error> unknown_rules(const CheckOptions& options, const lint::RuleSet& rules) {
  std::vector<Error> problems;
  for (const std::string& id : options.select)
    if (rules.find(id) == nullptr) problems.push_back(unknown_rule("--select", id, rules));
  for (const std::string& id : options.ignore)
    if (rules.find(id) == nullptr) problems.push_back(unknown_rule("--ignore", id, rules));
  return problems;
}

bool should_fail(FailOn fail_on, const Counts& counts) {
  const auto found = [&counts](lint::Severity severity) { return counts[static_cast<std::size_t>(severity)] > 0; };
  switch (fail_on) {
    case FailOn::never:
      return false;
    case FailOn::error:
      return found(lint::Severity::error);
    case FailOn::warning:
      return found(lint::Severity::error) || found(lint::Severity::warning);
  }
  return false;
}

}  // namespace

Exit check(const CheckOptions& options, const Terminal& terminal, Streams streams) {
  auto chosen = choice(options.profile, options.config);
  if (const auto* problem = std::get_if<Error>(&chosen)) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  const auto configuration_of =
      chart::configurations(lint::builtin_knowledge(), std::get<chart::Choice>(std::move(chosen)));

  FoundNotes found;
  if (options.standard_input) {
    found.paths.push_back(options.standard_input_name);
  } else {
    found = find_notes(options.paths);
  }
  // A practice's own rules can be chosen as well: those that hold for the first note.
  const fs::path folder = found.paths.empty() ? fs::path() : fs::path(found.paths.front()).parent_path();
  if (const auto unknown = unknown_rules(options, *configuration_of(folder)->knowledge->rules); !unknown.empty()) {
    for (const Error& problem : unknown) streams.err << message_of(problem);
    return Exit::failed;
  }
  if (found.paths.empty() && found.problems.empty()) found.problems.push_back(no_notes(options.paths));
  for (const Error& problem : found.problems) streams.err << message_of(problem);

  const bool json = options.format == OutputFormat::json;
  const auto today = options.today ? *options.today : note::local_today();
  const unsigned jobs = options.jobs != 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
  Summary summary{.problems = found.problems.size()};

  const AnalysisTerms terms{.today = today,
                            .strictness = options.draft ? lint::Strictness::draft : lint::Strictness::as_signed,
                            .encoding = encoding_of(options),
                            .compares = is_shown(options, "copied-narrative")};
  FirstPass first = first_pass(found.paths, terms, jobs, configuration_of);
  const auto make_checker = [&] {
    return [&, checker = Checker(options, terminal, NoteAnalyser(terms, configuration_of, first.around))](
               std::size_t index, Result& result) mutable {
      const std::string& path = found.paths[index];
      try {
        checker.check(path, std::exchange(first.notes[index], std::nullopt),
                      options.standard_input ? &streams.in : nullptr, result);
      } catch (const std::exception&) {
        result.problem = {.where = path,
                          .what = "could not be checked, because of a mistake in Notewell itself",
                          .remedy = "Please report it, with a made-up note that shows it."};
      }
    };
  };
  std::set<fs::path> faulty;  // settings whose mistakes were told
  if (json) streams.out << json_start();
  in_parallel<Result>(found.paths.size(), jobs, make_checker, [&](const Result& result) {
    if (result.configuration && !result.configuration->problems.empty() &&
        faulty.insert(result.configuration->file).second)
      streams.err << messages_of(*result.configuration);
    if (result.problem) {
      streams.err << message_of(*result.problem);
      ++summary.problems;
      return;
    }
    if (json && summary.files > 0) streams.out << ",\n";
    streams.out << result.rendered;
    ++summary.files;
    for (std::size_t severity = 0; severity < summary.counts.size(); ++severity)
      summary.counts[severity] += result.counts[severity];
  });
  streams.out << (json ? json_end(summary) : text_summary(summary, terminal));

  if (summary.problems > 0 || !faulty.empty()) return Exit::failed;
  return should_fail(options.fail_on, summary.counts) ? Exit::findings : Exit::clean;
}

}  // namespace notewell::cli
