#include "cli/check.hpp"

#include <filesystem>
#include <ostream>
#include <set>
#include <utility>

#include "cli/check_files.hpp"
#include "cli/check_stream.hpp"
#include "cli/find_notes.hpp"
#include "cli/folder_watch.hpp"
#include "cli/print_config.hpp"
#include "cli/rules.hpp"
#include "lint/builtin.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

std::vector<Error> unknown_rules(const CheckOptions& options, const lint::RuleSet& rules) {
  std::vector<Error> problems;
  for (const std::string& id : options.select)
    if (rules.find(id) == nullptr) problems.push_back(unknown_rule("--select", id, rules));
  for (const std::string& id : options.ignore)
    if (rules.find(id) == nullptr) problems.push_back(unknown_rule("--ignore", id, rules));
  return problems;
}

/// What the run writes, and what it sums up.
class Output {
 public:
  Output(const CheckOptions& options, const Terminal& terminal, Streams streams)
      : options_(options),
        streams_(streams),
        report_(report_for(options, terminal)),
        progress_(streams.err, options.wordiness == Wordiness::quiet ? 0 : terminal.status_width) {}

  [[nodiscard]] Report& report() { return *report_; }
  [[nodiscard]] Progress& progress() { return progress_; }
  Summary summary;

  void begin() { streams_.out << report_->begin(); }

  void problem(const Error& error) {
    progress_.aside([&] {
      streams_.err << message_of(error);
      streams_.out << report_->failed(error);
    });
    ++summary.problems;
  }

  void take(FileResult result) {
    if (result.configuration && !result.configuration->problems.empty() &&
        faulty_.insert(result.configuration->file).second)
      progress_.aside([&] { streams_.err << messages_of(*result.configuration); });
    if (result.problem) {
      problem(*result.problem);
      return;
    }
    ++summary.files;
    summary.known += result.known;
    std::size_t findings = 0;
    for (std::size_t severity = 0; severity < summary.counts.size(); ++severity) {
      summary.counts[severity] += result.counts[severity];
      findings += result.counts[severity];
    }
    if (findings == 0) ++summary.clean;
    const std::string written = report_->add(std::move(result.rendered));
    if (written.empty()) return;
    progress_.aside([&] { streams_.out << written; });
  }

  [[nodiscard]] Exit end() {
    progress_.aside([&] { streams_.out << report_->end(summary); });
    if (summary.problems > 0 || !faulty_.empty()) return Exit::failed;
    for (std::size_t severity = 0; severity < summary.counts.size(); ++severity)
      if (summary.counts[severity] > 0 && should_fail(options_.fail_on, static_cast<lint::Severity>(severity)))
        return Exit::findings;
    return Exit::clean;
  }

 private:
  const CheckOptions& options_;
  Streams streams_;
  std::unique_ptr<Report> report_;
  std::set<fs::path> faulty_;  // settings whose mistakes were told
  Progress progress_;
};

/// The baseline without what was found no more in the files that were checked, or whose file is gone. Of rules that
/// were not asked for nothing is known.
Baseline shrunk(const CheckOptions& options, const Baseline& old, const std::map<std::string, KnownFindings>& found) {
  Baseline out;
  for (const auto& [path, known] : old.files) {
    const auto now = found.find(path);
    std::error_code error;
    if (now == found.end()) {
      if (fs::exists(path_of_baseline(options.baseline, path), error)) out.files[path] = known;
      continue;
    }
    for (const auto& [finding, count] : known) {
      const auto still = now->second.find(finding);
      const std::size_t left = !is_asked(options, finding.first) ? count
                               : still == now->second.end()      ? 0
                                                                 : std::min(count, still->second);
      if (left > 0) out.files[path][finding] = left;
    }
  }
  return out;
}

/// What the files that were checked had, by their names in the baseline.
class BaselineRun {
 public:
  BaselineRun(const CheckOptions& options, const Asked& asked) : options_(options), asked_(asked) {}

  void take(const std::string& path, FileResult& result) {
    if (asked_.baseline && !result.problem)
      found_[path_in_baseline(options_.baseline, path)] = std::exchange(result.found, {});
  }

  /// Writes the baseline if that was asked for.
  std::optional<Error> end(Summary& summary) const {
    if (!asked_.baseline) return std::nullopt;
    Baseline now;
    if (asked_.all_known) {
      for (const auto& [path, known] : found_)
        if (!known.empty()) now.files[path] = known;
    } else {
      now = shrunk(options_, *asked_.baseline, found_);
    }
    if (options_.update_baseline) return write_baseline(now, options_.baseline);
    summary.gone = asked_.baseline->size() - now.size();
    return std::nullopt;
  }

 private:
  const CheckOptions& options_;
  const Asked& asked_;
  std::map<std::string, KnownFindings> found_;
};

/// Only findings in what changed since a revision are asked for: files without a change are not judged.
std::vector<std::string> changed_among(const std::vector<std::string>& paths, const Asked& asked) {
  if (!asked.changed) return paths;
  std::vector<std::string> out;
  for (const std::string& path : paths)
    if (asked.changed->contains(path)) out.push_back(path);
  return out;
}

Exit check_once(const CheckOptions& options, const FoundNotes& found, const Asked& asked,
                chart::ConfigurationOf configuration_of, const Terminal& terminal, Streams streams) {
  Output output(options, terminal, streams);
  BaselineRun baseline(options, asked);
  output.begin();
  for (const Error& problem : found.problems) output.problem(problem);
  FileChecks files(options, asked, output.report(), std::move(configuration_of), output.progress());
  // A file alone has nothing around it.
  if (!options.standard_input && found.paths.size() > 1) files.read(found.paths);
  files.check(changed_among(found.paths, asked), options.standard_input ? &streams.in : nullptr,
              [&](const std::string& path, FileResult result) {
                baseline.take(path, result);
                output.take(std::move(result));
              });
  if (const auto problem = baseline.end(output.summary)) output.problem(*problem);
  return output.end();
}

/// How the files stood when they were last looked at.
struct Watched {
  std::map<std::string, chart::FileStamp> stamps;
  std::map<fs::path, std::shared_ptr<const chart::Configuration>> configurations;  // by folder
};

/// What is new or changed among `paths`, by the files or by the settings that hold for them; and what is gone.
struct Changes {
  std::vector<std::string> changed;
  std::vector<std::string> gone;
};
Changes look_again(Watched& watched, const std::vector<std::string>& paths,
                   const chart::ConfigurationOf& configuration_of) {
  Changes out;
  Watched now;
  for (const std::string& path : paths) {
    const chart::FileStamp stamp = chart::stamp_of(path);
    const fs::path folder = fs::path(path).parent_path();
    auto& configuration = now.configurations[folder];
    if (configuration == nullptr) configuration = configuration_of(folder);
    const auto before = watched.stamps.find(path);
    const auto held = watched.configurations.find(folder);
    if (before == watched.stamps.end() || before->second != stamp || held == watched.configurations.end() ||
        held->second != configuration)
      out.changed.push_back(path);
    now.stamps.emplace(path, stamp);
  }
  for (const auto& [path, stamp] : watched.stamps)
    if (!now.stamps.contains(path)) out.gone.push_back(path);
  watched = std::move(now);
  return out;
}

Exit check_on(const CheckOptions& options, const Asked& asked, const chart::ConfigurationOf& configuration_of,
              const Terminal& terminal, Streams streams) {
  FolderWatch watch(options.paths, options.poll);
  Watched watched;
  Output output(options, terminal, streams);
  FileChecks files(options, asked, output.report(), configuration_of, output.progress());
  for (bool first = true;; first = false) {
    watch.arm();  // before files are looked at: what changes meanwhile is seen next time
    const FoundNotes found = find_notes(options.paths);
    Changes changes = look_again(watched, found.paths, configuration_of);
    std::string told;
    if (first || !changes.changed.empty() || !changes.gone.empty()) {
      output.summary = {};
      output.begin();
      for (const Error& problem : found.problems) output.problem(problem);
      std::vector<std::string> read = changes.changed;
      read.insert(read.end(), changes.gone.begin(), changes.gone.end());
      files.read(read);
      files.check(changes.changed, nullptr,
                  [&](const std::string& /*path*/, FileResult result) { output.take(std::move(result)); });
      (void)output.end();
      streams.out << std::flush;
      if (options.wordiness != Wordiness::quiet)
        told = "notewell: " + plural(found.paths.size(), "note is", "notes are") + " watched" +
               (watch.polls() ? " by looking every second" : "") + "; Ctrl-C ends.\n";
    }
    if (!streams.out) return Exit::clean;
    const auto tell = [&] { streams.err << told << std::flush; };
    if (watch.wait(tell) == FolderWatch::Woken::by_end) return Exit::clean;
  }
}

Exit fail(const Error& problem, Streams streams) {
  streams.err << message_of(problem);
  return Exit::failed;
}

}  // namespace

Exit check(const CheckOptions& options, const Terminal& terminal, Streams streams) {
  auto chosen = choice(options.profile, options.config);
  if (const auto* problem = std::get_if<Error>(&chosen)) return fail(*problem, streams);
  const auto configuration_of =
      chart::configurations(lint::builtin_knowledge(), std::get<chart::Choice>(std::move(chosen)));

  FoundNotes found;
  if (options.standard_input) {
    found.paths.push_back(options.standard_input_name);
  } else if (!options.stream) {
    found = find_notes(options.paths);
  }
  // A practice's own rules can be chosen as well: those that hold for the first note.
  const fs::path folder = found.paths.empty() ? fs::path() : fs::path(found.paths.front()).parent_path();
  if (const auto unknown = unknown_rules(options, *configuration_of(folder)->knowledge->rules); !unknown.empty()) {
    for (const Error& problem : unknown) streams.err << message_of(problem);
    return Exit::failed;
  }
  if (options.stream) return check_stream(options, *configuration_of(folder), streams);

  Asked asked;
  if (!options.baseline.empty()) {
    auto baseline = read_baseline(options.baseline, options.update_baseline);
    if (const auto* problem = std::get_if<Error>(&baseline)) return fail(*problem, streams);
    asked.baseline = std::get<Baseline>(std::move(baseline));
    asked.all_known = options.update_baseline && !fs::exists(options.baseline);
  }
  if (!options.diff_base.empty()) {
    auto changed = changed_since(options.diff_base, found.paths);
    if (const auto* problem = std::get_if<Error>(&changed)) return fail(*problem, streams);
    asked.changed = std::get<std::map<std::string, ChangedLines>>(std::move(changed));
  }
  if (options.watch) return check_on(options, asked, configuration_of, terminal, streams);
  if (found.paths.empty() && found.problems.empty()) found.problems.push_back(no_notes(options.paths));
  return check_once(options, found, asked, configuration_of, terminal, streams);
}

}  // namespace notewell::cli
