#include "cli/sign.hpp"

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <set>

#include <boost/json.hpp>

#include "chart/linked_plan.hpp"
#include "cli/find_notes.hpp"
#include "cli/print_config.hpp"
#include "cli/read_note.hpp"
#include "cli/replace_file.hpp"
#include "cli/unicode.hpp"
#include "cli/unified_diff.hpp"
#include "lint/builtin.hpp"
#include "lint/signable.hpp"
#include "note/clock.hpp"
#include "note/date_time.hpp"
#include "note/seal.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t date_length = 10;  // 2026-11-20

/// "2026-11-20 16:10", or "2026-11-20T16:10", as it is written under a note; "" for anything else.
std::string moment_of(std::string text) {
  constexpr std::string_view form = "0000-00-00 00:00";
  if (text.size() != form.size() || (text[date_length] != ' ' && text[date_length] != 'T')) return {};
  text[date_length] = ' ';
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) return {};
  }
  const bool real = note::parse_date(text.substr(0, date_length)) && note::parse_time(text.substr(date_length + 1));
  return real ? text : std::string{};
}

std::optional<Error> misuse(const SignOptions& options) {
  if (options.paths.empty())
    return Error{.where = "sign", .what = "no note is named", .remedy = "Name the files to sign."};
  for (const auto& [option, value] : {std::pair{"--name", &options.name}, {"--credentials", &options.credentials}}) {
    if (!value->empty() && !note::fits_signature(*value))
      return Error{.where = option,
                   .what = "it can't stand in a signature",
                   .remedy = "Write it as one line. For example: --name \"D. Reyes\" --credentials LCSW."};
  }
  if (!options.reason.empty() && !note::fits_signature(options.reason))
    return Error{.where = "--override",
                 .what = "the reason can't stand in a comment",
                 .remedy = "Write it as one line, without “--” and blanks to fill in."};
  if (!options.now.empty() && moment_of(options.now).empty())
    return Error{.where = "--now",
                 .what = "“" + options.now + "” is no date and time",
                 .remedy = "Write it as 2026-11-20 16:10."};
  return std::nullopt;
}

class Signer {
 public:
  Signer(const SignOptions& options, const Terminal& terminal, Streams streams, chart::ConfigurationOf configuration_of)
      : options_(options),
        terminal_(terminal),
        streams_(streams),
        configuration_of_(std::move(configuration_of)),
        moment_(options.now.empty() ? note::local_moment() : moment_of(options.now)) {}

  void note(const std::string& path) {
    if (const auto error = not_rewritable(path)) return fail(*error, Exit::failed);
    auto bytes = read_note(path);
    if (const auto* error = std::get_if<Error>(&bytes)) return fail(*error, Exit::failed);
    const std::string before = std::get<std::string>(std::move(bytes));
    const auto configuration = configuration_of_(fs::path(path).parent_path());
    if (!configuration->problems.empty() && told_.insert(configuration->file).second) {
      streams_.err << messages_of(*configuration);
      exit_ = Exit::failed;
    }
    if (!takes_signature(before, path, *configuration))
      return fail({.where = path,
                   .what = "is signed already",
                   .remedy = "What came later belongs below the signature, under “## Addendum” with date and author."},
                  Exit::findings);

    const lint::Clinician& known = configuration->profile->clinician;
    note::Signature signature = {.name = options_.name.empty() ? known.name : options_.name,
                                 .credentials = options_.credentials.empty() ? known.credentials : options_.credentials,
                                 .moment = moment_,
                                 .reason = {},
                                 .open_rules = {}};
    if (signature.name.empty() || signature.credentials.empty())
      return fail(
          {.where = path,
           .what = "is not signed, because it is not known who signs",
           .remedy = "Give --name \"D. Reyes\" --credentials LCSW, or name and credentials below [clinician] in "
                     "notewell.toml."},
          Exit::failed);
    text::Edit edit = note::signing(before, signature);
    const auto open = errors(text::applied(before, {&edit, 1}), path, *configuration);
    if (!open.empty() && options_.reason.empty()) return refuse(path, open);
    if (!open.empty()) {
      signature.reason = options_.reason;
      signature.open_rules = open;
      edit = note::signing(before, signature);
    }
    if (options_.diff) {
      streams_.out << unified_diff(path, before, {&edit, 1}, terminal_);
      return;
    }
    if (const auto error = replace_file(path, before, text::applied(before, {&edit, 1})))
      return fail(*error, Exit::failed);
    streams_.out << printable(path) << ": signed\n";
  }

  [[nodiscard]] Exit exit() const { return exit_; }
  void fail(const Error& error, Exit exit) {
    streams_.err << message_of(error);
    exit_ = std::max(exit_, exit);
  }

 private:
  static bool takes_signature(const std::string& bytes, const std::string& path,
                              const chart::Configuration& configuration) {
    const text::Text text(bytes);
    return note::takes_signature(*note::build(text, syntax::parse(text), configuration.knowledge->vocabulary, nullptr,
                                              fs::path(path).filename().string()));
  }

  /// The rules whose errors stand in a text.
  [[nodiscard]] std::vector<std::string> errors(std::string bytes, const fs::path& path,
                                                const chart::Configuration& configuration) const {
    const lint::Settings settings = {.today = note::parse_date(moment_.substr(0, date_length)).value(),
                                     .strictness = lint::Strictness::as_signed,
                                     .profile = configuration.profile,
                                     .plan_of = chart::linked_plan(path.parent_path(), configuration.knowledge)};
    const auto analysis =
        lint::analyse(text::Text(std::move(bytes)), path.filename().string(), configuration.knowledge, settings);
    return lint::rules_of_open_errors(*analysis);
  }

  void refuse(const std::string& path, const std::vector<std::string>& open) {
    std::string rules;
    for (const std::string& rule : open) rules += (rules.empty() ? "" : ", ") + rule;
    fail({.where = path,
          .what = "is not signed, because errors stand: " + rules,
          .remedy = "`notewell check` shows them; --override \"REASON\" signs with the reason in the note."},
         Exit::findings);
  }

  const SignOptions& options_;
  const Terminal& terminal_;
  Streams streams_;
  chart::ConfigurationOf configuration_of_;
  std::string moment_;
  std::set<fs::path> told_;  // settings whose mistakes were told
  Exit exit_ = Exit::clean;
};

}  // namespace

Exit sign(const SignOptions& options, const Terminal& terminal, Streams streams) {
  if (const auto problem = misuse(options)) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  auto chosen = choice(options.profile, options.config);
  if (const auto* problem = std::get_if<Error>(&chosen)) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  Signer signer(options, terminal, streams,
                chart::configurations(lint::builtin_knowledge(), std::get<chart::Choice>(std::move(chosen))));
  for (const std::string& path : options.paths) signer.note(path);
  return signer.exit();
}

Exit verify(const VerifyOptions& options, Streams streams) {
  FoundNotes found = find_notes(options.paths);
  if (found.paths.empty() && found.problems.empty()) found.problems.push_back(no_notes(options.paths));
  bool failed = false;
  const auto problem = [&](const Error& error) {
    streams.err << message_of(error);
    failed = true;
  };
  for (const Error& error : found.problems) problem(error);
  bool changed = false;
  boost::json::array files;
  for (const std::string& path : found.paths) {
    auto bytes = read_note(path);
    if (const auto* error = std::get_if<Error>(&bytes)) {
      problem(*error);
      continue;
    }
    const text::Text text(std::get<std::string>(std::move(bytes)));
    const auto note = note::build(text, syntax::parse(text), lint::builtin_knowledge()->vocabulary, nullptr,
                                  fs::path(path).filename().string());
    const auto seals = note::seals(text.bytes());
    if (!note->signed_ && seals.empty()) continue;
    const bool fits = std::ranges::all_of(seals, &note::Seal::fits);
    changed = changed || !fits;
    const bool none = seals.empty();
    if (options.format == OutputFormat::json)
      files.push_back({{"path", printable(path)}, {"state", none ? "no-digest" : (fits ? "ok" : "changed")}});
    else
      streams.out << printable(path) << ": " << (none ? "no digest" : (fits ? "ok" : "changed since signing")) << '\n';
  }
  if (options.format == OutputFormat::json) streams.out << boost::json::object{{"files", std::move(files)}} << '\n';
  if (failed) return Exit::failed;
  return changed ? Exit::findings : Exit::clean;
}

}  // namespace notewell::cli
