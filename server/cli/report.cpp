#include "cli/report.hpp"

#include <filesystem>
#include <ostream>
#include <set>
#include <utility>

#include "chart/indexed_file.hpp"
#include "cli/find_notes.hpp"
#include "cli/note_files.hpp"
#include "cli/print_config.hpp"
#include "cli/read_note.hpp"
#include "cli/replace_file.hpp"
#include "lint/builtin.hpp"
#include "note/clock.hpp"

#include "report/render.hpp"
#include "report/wording.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

/// What became of one file.
struct Result {
  std::optional<report::Entry> entry;
  std::optional<Error> problem;
  std::shared_ptr<const chart::Configuration> configuration;
};

/// Not a folder, nor a file that is something else than a report; nothing if it may be written.
std::optional<Error> not_writable(const ReportOptions& options) {
  std::error_code error;
  if (options.output.empty() || !fs::exists(options.output, error)) return std::nullopt;
  if (auto problem = not_rewritable(options.output)) return problem;
  if (options.force || fs::file_size(options.output, error) == 0) return std::nullopt;
  const auto before = read_note(options.output);
  const auto* bytes = std::get_if<std::string>(&before);
  if (bytes != nullptr && report::is_report(*bytes)) return std::nullopt;
  return Error{.where = options.output,
               .what = "is there already, and is no report",
               .remedy = "Name another file, or say --force to overwrite it."};
}

std::optional<Error> write_report(const std::string& path, const std::string& bytes) {
  std::error_code error;
  if (!fs::exists(path, error)) return create_file(path, bytes, Access::private_);  // it may quote the record
  const auto before = read_note(path);
  if (const auto* problem = std::get_if<Error>(&before)) return *problem;
  return replace_file(path, std::get<std::string>(before), bytes);
}

report::Terms terms_of(const ReportOptions& options, std::chrono::year_month_day today) {
  std::error_code error;
  report::Terms terms{.title = options.title,
                      .today = today,
                      .fails_at = options.fails_at,
                      .narrative = options.narrative,
                      .version = NOTEWELL_VERSION};
  if (!options.output.empty()) {
    terms.here = fs::current_path(error);
    terms.links_from = (terms.here / options.output).lexically_normal().parent_path();
  }
  terms.text_of = [](const std::string& path) -> std::optional<std::string> {
    auto bytes = read_note(path);
    if (auto* read = std::get_if<std::string>(&bytes)) return std::move(*read);
    return std::nullopt;
  };
  terms.plan_of = [](const report::Entry& note) -> chart::Facts {
    auto plan = chart::read_file(note.facts->plan(), *note.knowledge, report::encoding, note.profile->dates).facts;
    return plan != nullptr && plan->is_plan() ? plan : nullptr;
  };
  return terms;
}

/// The entries of all files that could be read, in the order of their paths; the others are told in `terms` and on
/// `err`. False: settings have mistakes, or files could not be read.
bool read_entries(const ReportOptions& options, const std::vector<std::string>& paths,
                  const chart::ConfigurationOf& configuration_of, const Terminal& terminal, Streams streams,
                  report::Terms& terms, std::vector<report::Entry>& entries) {
  AnalysisTerms analysis_terms{.settings = {}, .encoding = report::encoding, .threads = threads_of(options.jobs)};
  analysis_terms.settings.today = terms.today;
  analysis_terms.settings.strictness = lint::Strictness::as_signed;
  Progress progress(streams.err, terminal.status_width);
  NoteFiles files(std::move(analysis_terms), configuration_of, progress);
  if (paths.size() > 1) files.read(paths);  // a file alone has nothing around it
  std::set<fs::path> faulty;                // settings whose mistakes were told
  const auto judge = [](const std::string& path, AnalysedNote& note, Result& result) {
    result.configuration = std::move(note.configuration);
    result.entry = report::entry_of(*note.analysis, path, note.copies);
  };
  files.each<Result>(paths, nullptr, judge, [&](const std::string& /*path*/, Result result) {
    if (result.configuration && !result.configuration->problems.empty() &&
        faulty.insert(result.configuration->file).second)
      progress.aside([&] { streams.err << messages_of(*result.configuration); });
    if (result.entry) entries.push_back(std::move(*result.entry));
    if (!result.problem) return;
    progress.aside([&] { streams.err << message_of(*result.problem); });
    terms.unread.push_back(result.problem->where);
  });
  return faulty.empty() && terms.unread.empty();
}

std::string rendered(ReportFormat format, const report::Report& report) {
  switch (format) {
    case ReportFormat::html:
      return report::as_html(report);
    case ReportFormat::markdown:
      return report::as_markdown(report);
    case ReportFormat::json:
      return report::as_json(report);
  }
  return {};
}

}  // namespace

Exit report(const ReportOptions& options, const Terminal& terminal, Streams streams) {
  const auto fail = [&streams](const Error& problem) {
    streams.err << message_of(problem);
    return Exit::failed;
  };
  if (options.output.empty() && options.format == ReportFormat::html && terminal.width != 0)
    return fail({.where = "report",
                 .what = "a page of HTML is for a browser, not for a terminal",
                 .remedy = "Name a file: notewell report -o report.html; or ask for --format md."});
  if (const auto problem = not_writable(options)) return fail(*problem);
  auto chosen = choice(options.profile, options.config);
  if (const auto* problem = std::get_if<Error>(&chosen)) return fail(*problem);
  const auto configuration_of =
      chart::configurations(lint::builtin_knowledge(), std::get<chart::Choice>(std::move(chosen)));

  const FoundNotes found = find_notes(options.paths);
  for (const Error& problem : found.problems) streams.err << message_of(problem);
  if (found.paths.empty()) return found.problems.empty() ? fail(no_notes(options.paths)) : Exit::failed;

  report::Terms terms = terms_of(options, options.today ? *options.today : note::local_today());
  for (const Error& problem : found.problems) terms.unread.push_back(problem.where);
  std::vector<report::Entry> entries;
  const bool all_read = read_entries(options, found.paths, configuration_of, terminal, streams, terms, entries);
  if (entries.empty()) return Exit::failed;
  const report::Report made = report::assembled(std::move(entries), std::move(terms));
  const std::string bytes = rendered(options.format, made);
  if (options.output.empty()) {
    streams.out << bytes;
  } else {
    if (const auto problem = write_report(options.output, bytes)) return fail(*problem);
    streams.out << options.output << ": " << report::grouped(made.failing_notes) << " of "
                << report::counted(made.notes, "note") << " would fail.\n";
  }
  return all_read && found.problems.empty() ? Exit::clean : Exit::failed;
}

}  // namespace notewell::cli
