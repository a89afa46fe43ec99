#include "cli/command_line.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <memory>
#include <optional>
#include <ostream>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "cli/check_options.hpp"
#include "cli/command_tree.hpp"
#include "cli/completions.hpp"
#include "cli/debug.hpp"
#include "cli/lsp.hpp"
#include "cli/man_page.hpp"
#include "cli/new.hpp"
#include "cli/option_kinds.hpp"
#include "cli/report_options.hpp"
#include "cli/rewrite.hpp"
#include "cli/rules.hpp"
#include "cli/sign.hpp"
#include "lint/rule.hpp"

namespace notewell::cli {
namespace {

constexpr const char* examples = R"(Examples:
  notewell check                      every note in this folder and below
  notewell check note.pnote           one note
  notewell check --format json chart  for other programs
  notewell new --client MRN-00412     a note with what the chart knows, and blanks for the rest
  notewell fmt --diff                 how notes would be laid out
  notewell explain checkbox-only-note what a rule asks for, and who asks
  notewell lsp --stdio                the language server, for an editor

Notes are files named *.pnote and *.note.md. Nothing leaves this machine.
Notewell supports documentation; it gives no legal or clinical advice.
)";

constexpr const char* lsp_notes =
    R"(Editors start the server themselves; docs/editors.md tells how each is set up.

--pipe and --socket go to one client, which waits for the server; --listen waits for clients and serves many at once,
until it is ended. Nobody but you and programs of yours on this machine is served. An address is one of
  unix:PATH            a socket that nobody else can open; its file is removed at the end
  tcp:127.0.0.1:PORT   or tcp:[::1]:PORT; port 0 takes any that is free, and standard error tells which

Examples:
  notewell lsp --stdio
  notewell lsp --listen unix:/run/user/1000/notewell.sock
  notewell lsp --stdio --log-file notewell.log --log-level info

Exit code: 0 after the client's shutdown and exit, or when a listener was asked to end; 1 when the client left otherwise;
2 a usage error, or an address that can't be had.
)";

/// Everything that can stand on the command line.
struct Request {
  CheckRequest check;
  RewriteOptions format;
  RewriteOptions fix;
  SignOptions sign;
  VerifyOptions verify;
  ReportRequest report;
  std::string rules_profile;
  std::string own_rules;  // the folder of `rules --check`
  OutputFormat rules_format = OutputFormat::text;
  std::string schema;  // whose schema `rules --schema` prints
  std::string rule;
  std::string explain_config;  // the notewell.toml whose own rules `explain` knows
  std::string file;
  LspOptions lsp;
  NewOptions new_note;
  std::string new_date;
  Shell shell = Shell::bash;
  ColourChoice colour = ColourChoice::automatic;
};

/// Options as a person looks them up: name, value, what it does.
class Formatter : public CLI::Formatter {
  std::string make_option_opts(const CLI::Option* option) const override {
    return option->get_type_name().empty() ? "" : ' ' + option->get_type_name();
  }
};

Choices<OutputFormat> output_formats() {
  return {{"text", OutputFormat::text}, {"json", OutputFormat::json}};
}

constexpr const char* format_notes =
    R"(Changes how notes are laid out and never a word of them: boxes, headings, list markers and indentation, spacing of
fields, dates of the header, blank lines. A note that was signed with a digest of its text stays as it is.

Examples:
  notewell fmt                        every note in this folder and below
  notewell fmt --check chart          name the notes that are laid out differently, and change none
  notewell fmt --diff note.pnote      show what would be changed
  notewell fmt --stdin < note.pnote   for an editor: the note comes and goes by standard input and output

Exit code: 0 done; 1 with --check or --diff, something would be changed; 2 a usage, reading or writing error.
)";

constexpr const char* fix_notes =
    R"(Makes the fixes that can't change what a note says: takes out exceptions that silence nothing, and corrects their
misspelled rules. A note that was signed with a digest of its text stays as it is.

Examples:
  notewell fix --diff                 show what would be changed in this folder and below
  notewell fix note.pnote             fix one note

Exit code: 0 done; 1 with --check or --diff, something would be changed; 2 a usage, reading or writing error.
)";

void add_rewriting(CLI::App& command, RewriteOptions& options, const char* notes) {
  CLI::Option* paths =
      command.add_option("PATH", options.paths, "Files, and folders with all below them")->type_name("");
  command.add_flag("--check", options.check, "Change nothing, and name the notes that would be changed");
  command.add_flag("--diff", options.diff, "Change nothing, and show what would be changed");
  CLI::Option* standard_input =
      command.add_flag("--stdin", options.standard_input, "Take standard input, and write to standard output");
  command.add_option("--stdin-filename", options.standard_input_name, "The file that it stands for")
      ->type_name("FILE")
      ->needs(standard_input);
  standard_input->excludes(paths);
  command.add_option("--profile", options.profile, "Who asks: default, medicare, optum, …")->type_name("NAME");
  command.add_option("--config", options.config, "Settings to take instead of the nearest notewell.toml")
      ->type_name("FILE");
  command.footer(notes);
}

constexpr const char* sign_notes =
    R"(Writes name, credentials, date and time under a note, and a digest of its text. A note with errors is not signed, unless
a reason is given, which the note then keeps. Whatever comes later goes into an addendum below the signature.

Examples:
  notewell sign note.pnote --name "D. Reyes" --credentials LCSW
  notewell sign note.pnote --name "D. Reyes" --credentials LCSW --diff

Exit code: 0 signed; 1 a note was not signed; 2 a usage, reading or writing error.
)";

constexpr const char* verify_notes =
    R"(Tells of every signed note whether its text is still the one that was signed. It shows changes, not who made them.

Examples:
  notewell verify                     every signed note in this folder and below
  notewell verify --format json chart

Exit code: 0 nothing changed; 1 a note was changed since it was signed; 2 a usage or reading error.
)";

void add_signing(CLI::App& app, Request& request) {
  CLI::App& sign = *app.add_subcommand("sign", "Sign notes, with a digest of their text");
  SignOptions& options = request.sign;
  sign.add_option("FILE", options.paths, "The notes")->type_name("");
  sign.add_option("--name", options.name, "Who signs")->type_name("NAME");
  sign.add_option("--credentials", options.credentials, "The signer's licence or degree")->type_name("CREDENTIALS");
  sign.add_option("--override", options.reason, "Sign although errors stand, and why")->type_name("REASON");
  sign.add_option("--now", options.now, "The date and time to sign with (default: the clock's)")
      ->type_name("YYYY-MM-DD HH:MM");
  sign.add_flag("--diff", options.diff, "Change nothing, and show what would be written");
  sign.add_option("--profile", options.profile, "Who asks: default, medicare, optum, …")->type_name("NAME");
  sign.add_option("--config", options.config, "Settings to take instead of the nearest notewell.toml")
      ->type_name("FILE");
  sign.footer(sign_notes);
  CLI::App& verify = *app.add_subcommand("verify", "Tell whether signed notes were changed since");
  verify.add_option("PATH", request.verify.paths, "Files, and folders with all below them")->type_name("");
  add_choice(verify, "--format", request.verify.format, output_formats(), "How to write the answer (default: text)");
  verify.footer(verify_notes);
}

constexpr const char* new_notes =
    R"(Fills in client and date, the number of the session where the last note has one, diagnosis, clinician and the plan with
its goals to choose from; service code and place only if the last two notes agree on them. What the last note planned
and the plan's goals stand in comments, to be read and taken out. Nothing that happened in a session is copied; what only
you can tell stays a blank, ‹like this›, and `notewell check` tells of every one that was left.

Examples:
  notewell new                        for the client of this folder, in the format of the last note
  notewell new --format birp --client MRN-00412 --date 2026-11-30
  notewell new --format plan -o plan.pnote
  notewell new --format soap --stdout > note.pnote

Exit code: 0 written; 2 nothing was written. A file that is there already is never overwritten.
)";

void add_new(CLI::App& app, Request& request) {
  CLI::App& command = *app.add_subcommand("new", "Begin a note or a plan with what the chart knows");
  NewOptions& options = request.new_note;
  command
      .add_option("FOLDER", options.folder, "Where the client's notes are, and the new one goes (default: this folder)")
      ->type_name("");
  command.add_option("--format", options.format, "The template (default: as the last note, else dap)")
      ->type_name(template_ids());
  command
      .add_option("--client", options.client,
                  "The client, as the notes name them (default: the folder's, if it holds but one)")
      ->type_name("CLIENT");
  command.add_option("--date", request.new_date, "The day of the session (default: today)")->type_name("YYYY-MM-DD");
  CLI::Option* output =
      command.add_option("-o,--output", options.output, "The new file (default: a free name like dap-note-2026-11-30)")
          ->type_name("FILE");
  command.add_flag("--stdout", options.standard_output, "Write the note to standard output, and no file")
      ->excludes(output);
  command.add_option("--config", options.config, "Settings to take instead of the nearest notewell.toml")
      ->type_name("FILE");
  command.footer(new_notes);
}

constexpr const char* rules_notes =
    R"(Examples:
  notewell rules                      all rules by group
  notewell rules --profile medicare   how severe they are for Medicare
  notewell rules --check rules        try the examples of your practice's own rules
  notewell rules --schema rule        for an editor that completes rule files

Exit code: 0 done; 1 with --check, a rule is not as it should be; 2 a usage or reading error.
)";

constexpr const char* explain_notes =
    R"(Examples:
  notewell explain checkbox-only-note
  notewell explain house-rule --config practice/notewell.toml

Exit code: 0 told; 2 there is no such rule.
)";

constexpr const char* debug_notes =
    R"(Examples:
  notewell debug tree note.pnote
  notewell debug note - < note.pnote

Exit code: 0 done; 2 a usage or reading error.
)";

constexpr const char* completions_notes =
    R"(Prints a script that completes commands, options and their values, rules and files.

Examples:
  notewell completions bash > ~/.local/share/bash-completion/completions/notewell
  notewell completions zsh > ~/.zfunc/_notewell       with fpath=(~/.zfunc $fpath) before compinit
  notewell completions fish > ~/.config/fish/completions/notewell.fish
)";

void add_completions(CLI::App& app, Request& request) {
  CLI::App& command = *app.add_subcommand("completions", "Print a script that completes commands in your shell");
  const std::string shells = "bash|zsh|fish";
  const auto choose = [&request, shells](const std::string& word) {
    const auto shell = shell_named(word);
    if (!shell) throw CLI::ValidationError("completions", "“" + word + "” is none of " + shells);
    request.shell = *shell;
  };
  command.add_option_function<std::string>("SHELL", choose, "The shell")->type_name(shells)->required();
  command.footer(completions_notes);
  app.add_subcommand("man", "Print the manual page, as roff")->group("");  // the build's own
}

void add_lsp(CLI::App& app, Request& request) {
  CLI::App& command = *app.add_subcommand("lsp", "Run the language server");
  const std::array ways = {
      command.add_flag("--stdio")->description("Speak over standard input and output (default)"),
      command
          .add_option("--pipe", request.lsp.pipe, "Connect to the client's Unix socket (on Windows: its named pipe)")
          ->type_name("NAME"),
      add_number<std::uint16_t>(command, "--socket", request.lsp.socket, {1, 65535},
                                "Connect to the client's port on 127.0.0.1")
          ->type_name("PORT"),
      command
          .add_option("--listen", request.lsp.listen, "Serve all clients that come, at unix:PATH or tcp:127.0.0.1:PORT")
          ->type_name("ADDRESS")};
  for (CLI::Option* way : ways)
    for (CLI::Option* other : ways)
      if (way != other) way->excludes(other);
  command.add_option("--log-file", request.lsp.log_file, "Where the log goes (default: standard error)")
      ->type_name("FILE");
  add_choice<std::string>(command, "--log-level", request.lsp.log_level,
                          {{"trace", "trace"},
                           {"debug", "debug"},
                           {"info", "info"},
                           {"warning", "warning"},
                           {"error", "error"},
                           {"critical", "critical"},
                           {"off", "off"}},
                          "How much is logged, never a note's text (default: warning)");
  add_number<std::int64_t>(command, "--clientProcessId", request.lsp.client_process_id,
                           {1, std::numeric_limits<std::int32_t>::max()}, "Exit when this process is gone")
      ->type_name("PID");
  command.footer(lsp_notes);
}

void add_commands(CLI::App& app, Request& request) {
  app.name("notewell");
  app.description("Notewell checks clinical progress notes: whether each tick and each intervention has its story.");
  app.set_version_flag("--version", "notewell " NOTEWELL_VERSION, "Print the version and exit");
  app.set_help_flag("-h,--help", "Print this help and exit");
  app.formatter(std::make_shared<Formatter>());
  add_choice(app, "--color", request.colour,
             {{"auto", ColourChoice::automatic}, {"always", ColourChoice::always}, {"never", ColourChoice::never}},
             "Colours in the output (default: auto)");

  add_check(app, request.check);
  add_rewriting(*app.add_subcommand("fix", "Make the fixes that can't change what a note says"), request.fix,
                fix_notes);
  add_rewriting(*app.add_subcommand("fmt", "Lay notes out in one form, and change no word"), request.format,
                format_notes);
  add_new(app, request);
  add_signing(app, request);
  add_report(app, request.report);
  add_lsp(app, request);
  CLI::App& rules = *app.add_subcommand("rules", "List the rules");
  add_choice(rules, "--format", request.rules_format, output_formats(), "How to write them (default: text)");
  rules.add_option("--profile", request.rules_profile, "How severe they are for who asks: default, medicare, optum, …")
      ->type_name("NAME");
  rules.add_option("--check", request.own_rules, "Try the examples of your own rules in this folder")->type_name("DIR");
  add_choice<std::string>(rules, "--schema", request.schema,
                          {{"rule", "rule"}, {"vocabulary", "vocabulary"}, {"notewell", "notewell"}},
                          "Print the JSON Schema of rules, of words, or of notewell.toml");
  rules.footer(rules_notes);
  CLI::App& explain = *app.add_subcommand("explain", "Tell what a rule asks for, why, and who asks");
  explain.add_option("RULE", request.rule, "Its name, as a finding shows it")->type_name("")->required();
  explain
      .add_option("--config", request.explain_config,
                  "The settings that name your own rules (default: the nearest notewell.toml)")
      ->type_name("FILE");
  explain.footer(explain_notes);
  CLI::App& debug = *app.add_subcommand("debug", "Show what Notewell makes of a file, for people who work on it");
  for (const auto& [name, about] : {std::pair{"tree", "The syntax tree"}, std::pair{"note", "The note model, as JSON"}})
    debug.add_subcommand(name, about)
        ->add_option("FILE", request.file, "The note, or - for standard input")
        ->type_name("")
        ->required();
  debug.add_subcommand("assertions", "What sentences assert, for lines {\"sentence\", \"concept\"} on standard input");
  debug.footer(debug_notes);
  add_completions(app, request);

  for (CLI::App* command : app.get_subcommands({})) {
    command->fallthrough();
    command->allow_extras();
    for (CLI::App* below : command->get_subcommands({})) below->fallthrough()->allow_extras();
  }
  app.allow_extras();
  app.footer(examples);  // last: commands would take it over
}

/// What stands on the command line that nothing takes, and what was probably meant.
std::optional<Error> leftover(const CLI::App& app) {
  const CLI::App* command = &app;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  const auto extras = app.remaining(true);
  if (extras.empty()) return std::nullopt;

  const std::string& extra = extras.front();
  const bool is_option = extra.starts_with('-');
  std::vector<std::string> names;
  for (const CLI::App* level : {command, &app}) {
    for (const CLI::App* below : level->get_subcommands([](const CLI::App*) { return true; }))
      if (!is_option) names.push_back(below->get_name());
    for (const CLI::Option* option : level->get_options())
      for (const std::string& name : option->get_lnames())
        if (is_option) names.push_back("--" + name);
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const std::string_view near = lint::nearest_name(extra.substr(0, extra.find('=')), candidates);
  const bool top = command == &app;
  return Error{.where = top ? "" : command->get_name(),
               .what = (is_option ? "there is no option “"
                        : top     ? "there is no command “"
                                  : "there is no use for “") +
                       extra + "”",
               .remedy = near.empty()
                             ? "`notewell" + (top ? "" : " " + command->get_name()) + " --help` lists what there is."
                             : "Did you mean “" + std::string(near) + "”?"};
}

Exit fail(const Error& error, Streams streams) {
  streams.err << message_of(error);
  return Exit::failed;
}

/// The help of the command that was begun.
Exit usage(const CLI::App& app, Streams streams) {
  streams.err << app.help();
  return Exit::failed;
}

Exit dispatch(const CLI::App& app, Request& request, Streams streams) {
  const Terminal terminal = standard_output(request.colour);
  if (app.got_subcommand("fmt")) return rewrite(Rewriting::format, request.format, terminal, streams);
  if (app.got_subcommand("fix")) return rewrite(Rewriting::fix, request.fix, terminal, streams);
  if (app.got_subcommand("new")) {
    if (const auto problem = take_date("--date", request.new_date, request.new_note.date))
      return fail(*problem, streams);
    return new_note(request.new_note, streams);
  }
  if (app.got_subcommand("completions")) {
    streams.out << completions(request.shell, command_tree(app));
    return Exit::clean;
  }
  if (app.got_subcommand("man")) {
    streams.out << man_page(command_tree(app));
    return Exit::clean;
  }
  if (app.got_subcommand("sign")) return sign(request.sign, terminal, streams);
  if (app.got_subcommand("verify")) return verify(request.verify, streams);
  if (app.got_subcommand("lsp")) return static_cast<Exit>(run_lsp(request.lsp, streams));
  if (app.got_subcommand("rules") && !request.own_rules.empty()) return check_own_rules(request.own_rules, streams);
  if (app.got_subcommand("rules") && !request.schema.empty()) return print_schema(request.schema, streams);
  if (app.got_subcommand("rules")) return list_rules(request.rules_format, request.rules_profile, terminal, streams);
  if (app.got_subcommand("explain")) return explain(request.rule, request.explain_config, terminal, streams);
  if (const CLI::App* command = app.get_subcommand("debug"); command->parsed()) {
    if (command->got_subcommand("assertions")) return debug_assertions(streams);
    const bool tree = command->got_subcommand("tree");
    if (!tree && !command->got_subcommand("note")) return usage(app, streams);
    return debug(tree ? DebugView::tree : DebugView::note, request.file, streams);
  }
  if (app.got_subcommand("report")) return report(request.report, terminal, streams);
  return check(request.check, terminal, streams);
}

}  // namespace

Exit run(std::span<const char* const> arguments, Streams streams) {
  CLI::App app;
  Request request;
  add_commands(app, request);
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());  // the order that CLI11 asks for
    app.parse(reversed);
  } catch (const CLI::Success& success) {  // help and version
    app.exit(success, streams.out, streams.err);
    return Exit::clean;
  } catch (const CLI::ParseError& problem) {
    if (const auto extra = leftover(app)) return fail(*extra, streams);
    return fail({.where = "", .what = problem.what(), .remedy = "`notewell --help` tells how to ask."}, streams);
  }
  if (const auto extra = leftover(app)) return fail(*extra, streams);
  if (app.get_subcommands().empty()) return usage(app, streams);
  const Exit exit = dispatch(app, request, streams);
  if (streams.out.flush()) return exit;
  return fail({.where = "standard output",
               .what = "could not be written",
               .remedy = "The disk may be full, or the reader gone."},
              streams);
}

}  // namespace notewell::cli
