#include "cli/check.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <ostream>
#include <set>
#include <thread>
#include <utility>

#include "chart/chart_of.hpp"
#include "chart/copied.hpp"
#include "chart/linked_plan.hpp"
#include "cli/find_notes.hpp"
#include "cli/print_config.hpp"
#include "cli/read_note.hpp"
#include "cli/rules.hpp"
#include "lint/built_note.hpp"
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

/// Bytes of text whose notes are kept from the first pass over the files to the second. A note takes some eighteen
/// times its text; the notes beyond are built again, so that a large folder takes no more memory than a middling one.
constexpr std::size_t most_kept = std::size_t{8} << 20U;

/// What rules hold a file against: the facts of all files that are checked, and their passages.
struct Surroundings {
  chart::Index index;
  std::optional<chart::CopyIndex> copies;  // none: nobody asks for copied narrative
};

/// What the first pass over the files made.
struct FirstPass {
  Surroundings around;
  std::vector<std::optional<lint::BuiltNote>> notes;  // by path, as far as they were kept
};

/// Nothing of what can't be read, is larger than the index takes, or is a pipe, which gives its bytes only once.
std::optional<std::string> read_first(const std::string& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > chart::largest_indexed || error)
    return std::nullopt;
  auto bytes = read_note(path);
  if (auto* read = std::get_if<std::string>(&bytes); read != nullptr && read->size() <= chart::largest_indexed)
    return std::move(*read);
  return std::nullopt;
}

/// A file alone has nothing around it. What can't be read is left out here, and told when it is checked.
FirstPass first_pass(const std::vector<std::string>& paths, const CheckOptions& options, unsigned threads,
                     const chart::ConfigurationOf& configuration_of) {
  FirstPass out;
  out.notes.resize(paths.size());
  if (options.standard_input || paths.size() < 2) return out;
  const bool compares = is_shown(options, "copied-narrative");
  std::vector<chart::Index::Change> facts(paths.size());
  std::vector<chart::CopyIndex::Change> passages(compares ? paths.size() : 0);
  std::atomic<std::size_t> next = 0;
  std::atomic<std::size_t> kept = 0;
  const auto work = [&] {
    for (std::size_t index = next++; index < paths.size(); index = next++) {
      const fs::path where(paths[index]);
      const fs::path path = where.lexically_normal();
      facts[index].path = path.string();
      if (compares) passages[index].path = paths[index];
      auto bytes = read_first(paths[index]);
      if (!bytes) continue;
      const auto configuration = configuration_of(path.parent_path());
      const note::DateOrder dates = configuration->profile->dates;
      const std::size_t size = bytes->size();
      auto built = lint::build_note(text::Text(std::move(*bytes)), where.filename().string(),
                                    configuration->knowledge->vocabulary);
      facts[index].facts = chart::facts_of(*built.note, path, encoding_of(options), dates);
      if (compares)
        passages[index].passages = chart::indexed_passages(
            *built.note, std::make_shared<const std::string>(where.string()), encoding_of(options), dates);
      if (kept.fetch_add(size) + size <= most_kept) out.notes[index] = std::move(built);
    }
  };
  {
    std::vector<std::jthread> pool;
    for (unsigned thread = 0; thread < std::min<std::size_t>(threads, paths.size()); ++thread) pool.emplace_back(work);
  }
  out.around.index = chart::Index().with(facts);
  if (compares) out.around.copies = chart::CopyIndex().with(std::move(passages));
  return out;
}

/// Checks files one after another; each thread has its own. Remembers the plan and the configuration of the folder it
/// last looked into.
class Checker {
 public:
  Checker(const CheckOptions& options, const Terminal& terminal, std::chrono::year_month_day today,
          chart::ConfigurationOf configuration_of, Surroundings around)
      : options_(options),
        terminal_(terminal),
        configuration_of_(std::move(configuration_of)),
        around_(std::move(around)) {
    settings_.today = today;
    settings_.strictness = options.draft ? lint::Strictness::draft : lint::Strictness::as_signed;
  }

  /// `built` is the note if an earlier pass made it; else the file is read, or `in` if it is given.
  void check(const std::string& path, std::optional<lint::BuiltNote> built, std::istream* in, Result& result) {
    const fs::path where(path);
    if (!folder_ || *folder_ != where.parent_path()) {
      folder_ = where.parent_path();
      configuration_ = configuration_of_(*folder_);
      settings_.plan_of = chart::linked_plan(*folder_, configuration_->knowledge);
      settings_.profile = configuration_->profile;
    }
    if (!built || built->note->vocabulary != configuration_->knowledge->vocabulary) {
      auto bytes = in != nullptr ? read_note(*in, path) : read_note(path);
      if (auto* problem = std::get_if<Error>(&bytes)) {
        result.problem = std::move(*problem);
        return;
      }
      built = lint::build_note(text::Text(std::move(std::get<std::string>(bytes))), where.filename().string(),
                               configuration_->knowledge->vocabulary);
    }
    settings_.chart_of = chart::ChartOf(around_.index, where.lexically_normal(), configuration_->knowledge,
                                        {.encoding = encoding_of(options_), .dates = configuration_->profile->dates});
    settings_.copied_of =
        around_.copies ? chart::CopiedIn(*around_.copies, where, configuration_->profile->dates) : lint::CopiedOf{};
    result.configuration = configuration_;
    CheckedFile file{.path = path, .analysis = nullptr, .findings = {}};
    file.analysis = lint::analyse(std::move(*built), configuration_->knowledge, settings_);
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
  chart::ConfigurationOf configuration_of_;
  Surroundings around_;
  lint::Settings settings_;
  std::optional<fs::path> folder_;
  std::shared_ptr<const chart::Configuration> configuration_;
};

/// Checks all files on `threads` threads and hands each result to `take`, on the calling thread and in order, soon
/// after it and all before it are there. Threads take several files at a time: waking the caller for each would cost
/// more than checking a short note.
template <class MakeChecker, class Take>
void in_parallel(std::size_t count, unsigned threads, const MakeChecker& make_checker, const Take& take) {
  const std::size_t chunk = std::clamp<std::size_t>(count / (std::size_t{threads} * 8), 1, 64);
  std::vector<Result> results(count);
  std::vector<std::atomic<bool>> done((count + chunk - 1) / chunk);
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> pool;
  for (unsigned thread = 0; thread < std::min<std::size_t>(threads, done.size()); ++thread) {
    pool.emplace_back([&] {
      auto check_one = make_checker();
      for (std::size_t part = next++; part < done.size(); part = next++) {
        for (std::size_t index = part * chunk; index < std::min(count, (part + 1) * chunk); ++index)
          check_one(index, results[index]);
        done[part] = true;
        done[part].notify_one();
      }
    });
  }
  for (std::size_t index = 0; index < count; ++index) {
    if (index % chunk == 0) done[index / chunk].wait(false);
    take(results[index]);
    results[index].rendered = {};
  }
}

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

  FirstPass first = first_pass(found.paths, options, jobs, configuration_of);
  const auto make_checker = [&] {
    return [&, checker = Checker(options, terminal, today, configuration_of, first.around)](std::size_t index,
                                                                                            Result& result) mutable {
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
  in_parallel(found.paths.size(), jobs, make_checker, [&](const Result& result) {
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
