#include "cli/check_options.hpp"

#include <ostream>

#include "cli/option_kinds.hpp"
#include "cli/print_config.hpp"

namespace notewell::cli {
namespace {

constexpr const char* notes =
    R"(Examples:
  notewell check                                   every note in this folder and below
  notewell check --watch                           go on, and check each note when it is saved
  notewell check --format short | sort -k2         one line a finding
  notewell check --format sarif > findings.sarif   for code hosts; also github, junit, json, ndjson
  notewell check --diff-base main                  only what changed since that revision
  notewell check --baseline known.ndjson --update-baseline
                                                   let today's findings go, and tell of new ones from now on
  notewell check --statistics                      how many findings of which rule

Exit code: 0 nothing found at or above --fail-on; 1 something found; 2 a usage, reading or writing error.
)";

Choices<CheckFormat> formats() {
  return {{"text", CheckFormat::text},     {"short", CheckFormat::brief}, {"json", CheckFormat::json},
          {"ndjson", CheckFormat::ndjson}, {"sarif", CheckFormat::sarif}, {"github", CheckFormat::github},
          {"junit", CheckFormat::junit}};
}

/// A report that is one whole, with a beginning and an end.
bool is_whole(CheckFormat format) {
  return format == CheckFormat::json || format == CheckFormat::sarif || format == CheckFormat::junit;
}

/// What can't be asked for together; what can be told from the names alone CLI11 tells.
std::optional<Error> contradiction(const CheckOptions& options) {
  if (options.stream && options.format != CheckFormat::ndjson)
    return Error{.where = "--stdin-ndjson", .what = "answers records with records", .remedy = "Add --format ndjson."};
  if (options.signatures && options.format != CheckFormat::ndjson)
    return Error{.where = "--signatures", .what = "is a part of records", .remedy = "Add --format ndjson."};
  if (options.watch && is_whole(options.format))
    return Error{.where = "--watch",
                 .what = "never comes to the end of such a report",
                 .remedy = "Take --format text, short, ndjson or github."};
  if (options.statistics && options.format != CheckFormat::text && options.format != CheckFormat::json)
    return Error{.where = "--statistics", .what = "comes as text or as JSON", .remedy = "Take --format text or json."};
  return std::nullopt;
}

}  // namespace

void add_check(CLI::App& app, CheckRequest& request) {
  CLI::App& command = *app.add_subcommand("check", "Check notes, as they would be judged once signed");
  CheckOptions& options = request.options;
  CLI::Option* paths =
      command.add_option("PATH", options.paths, "Files, and folders with all below them")->type_name("");
  add_choice(command, "--format", options.format, formats(), "How to write the findings (default: text)");
  CLI::Option* statistics =
      command.add_flag("--statistics", options.statistics, "Counts by rule and severity instead of findings");
  CLI::Option* quiet = command.add_flag("-q,--quiet", request.quiet, "Findings alone: no summary, no progress");
  command.add_flag("-v,--verbose", request.verbose, "Tell why with each finding, who asks, and which notes are clean")
      ->excludes(quiet);
  add_choice(command, "--fail-on", options.fail_on,
             {{"error", FailOn::error}, {"warning", FailOn::warning}, {"never", FailOn::never}},
             "Exit with 1 for findings this severe (default: warning)");
  command.add_option("--select", options.select, "Only this rule; may be given several times, or a,b")
      ->type_name("RULE")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_option("--ignore", options.ignore, "Not this rule; may be given several times, or a,b")
      ->type_name("RULE")
      ->delimiter(',')
      ->allow_extra_args(false);
  CLI::Option* diff_base =
      command
          .add_option("--diff-base", options.diff_base, "Only findings on lines that changed since this git revision")
          ->type_name("REV");
  CLI::Option* baseline =
      command.add_option("--baseline", options.baseline, "Let the findings go that this file knows")->type_name("FILE");
  CLI::Option* update =
      command
          .add_flag("--update-baseline", options.update_baseline,
                    "Write that file if there is none; else take out what is no more, and add nothing")
          ->needs(baseline)
          ->excludes(diff_base);
  CLI::Option* watch = command.add_flag("--watch", options.watch, "Go on, and check what changes, until Ctrl-C")
                           ->excludes(diff_base)
                           ->excludes(update)
                           ->excludes(statistics);
  command.add_flag("--poll", options.poll, "Look for changes every second (for network drives)")->needs(watch);
  CLI::Option* standard_input = command.add_flag("--stdin", options.standard_input, "Check what standard input gives");
  command.add_option("--stdin-filename", options.standard_input_name, "The file that it stands for")
      ->type_name("FILE")
      ->needs(standard_input);
  standard_input->excludes(paths)->excludes(watch)->excludes(diff_base)->excludes(update);
  CLI::Option* stream = command.add_flag("--stdin-ndjson", options.stream,
                                         "Check records from standard input, a line each (docs/scale.md)");
  for (CLI::Option* other : {paths, standard_input, watch, diff_base, baseline, statistics}) stream->excludes(other);
  command.add_flag("--signatures", options.signatures, "Add hashes to records, by which copied passages can be found");
  command.add_option("--profile", options.profile, "Who asks: default, medicare, optum, …")->type_name("NAME");
  command.add_option("--config", options.config, "Settings to take instead of the nearest notewell.toml")
      ->type_name("FILE");
  command.add_flag("--print-config", request.print_config, "Print the settings that hold for PATH, and check nothing");
  command.add_flag("--draft", options.draft, "Judge the notes as drafts, as an editor does before signing");
  add_number<unsigned>(command, "--jobs", options.jobs, {1, 256},
                       "How many files to check at once (default: one a core)");
  command.add_option("--now", request.now, "The date to take for today")->type_name("YYYY-MM-DD");
  command.footer(notes);
}

Exit check(CheckRequest& request, const Terminal& terminal, Streams streams) {
  CheckOptions& options = request.options;
  if (request.print_config) return print_config(options, streams);
  auto problem = contradiction(options);
  if (!problem) problem = take_date("--now", request.now, options.today);
  if (problem) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  if (request.quiet) options.wordiness = Wordiness::quiet;
  if (request.verbose) options.wordiness = Wordiness::verbose;
  return check(options, terminal, streams);
}

}  // namespace notewell::cli
