#include "cli/report_options.hpp"

#include <ostream>

#include "cli/option_kinds.hpp"

namespace notewell::cli {
namespace {

constexpr const char* notes =
    R"(One page that needs nothing else and opens in any browser: which notes would fail and why, what to do first, which
elements are documented, which sessions took up which goals, scores over time, copied passages side by side, and the
trend by month. It quotes the notes; --no-narrative leaves all their words out. docs/report.md tells more.

Examples:
  notewell report -o report.html                        this folder and all below
  notewell report -o chart.html charts/mrn-00412        one client
  notewell report --format md note.pnote                one note, in the terminal
  notewell report --no-narrative --format json          for other programs

Exit code: 0 written, whatever was found; 2 a usage, reading or writing error.
)";

}  // namespace

void add_report(CLI::App& app, ReportRequest& request) {
  CLI::App& command = *app.add_subcommand("report", "Report on a note, a chart or a practice, on one page");
  ReportOptions& options = request.options;
  command.add_option("PATH", options.paths, "Files, and folders with all below them")->type_name("");
  add_choice(command, "--format", options.format,
             {{"html", ReportFormat::html}, {"md", ReportFormat::markdown}, {"json", ReportFormat::json}},
             "How to write it (default: html)");
  command.add_option("-o,--output", options.output, "Where to write it (default: standard output)")->type_name("FILE");
  command.add_flag("--force", options.force, "Overwrite FILE even if it is no report");
  command.add_flag("!--no-narrative", options.narrative, "Leave out every word of the notes");
  command.add_option("--title", options.title, "What stands on top")->type_name("TEXT");
  add_choice(command, "--fail-on", options.fails_at,
             {{"error", lint::Severity::error}, {"warning", lint::Severity::warning}},
             "A note with findings this severe fails (default: warning)");
  command.add_option("--profile", options.profile, "Who asks: default, medicare, optum, …")->type_name("NAME");
  command.add_option("--config", options.config, "Settings to take instead of the nearest notewell.toml")
      ->type_name("FILE");
  add_number<unsigned>(command, "--jobs", options.jobs, {1, 256},
                       "How many files to check at once (default: one a core)");
  command.add_option("--now", request.now, "The date to take for today")->type_name("YYYY-MM-DD");
  command.footer(notes);
}

Exit report(ReportRequest& request, const Terminal& terminal, Streams streams) {
  if (const auto problem = take_date("--now", request.now, request.options.today)) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  return report(request.options, terminal, streams);
}

}  // namespace notewell::cli
