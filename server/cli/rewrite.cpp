#include "cli/rewrite.hpp"

#include <filesystem>
#include <ostream>
#include <set>

#include "chart/linked_plan.hpp"
#include "cli/find_notes.hpp"
#include "cli/print_config.hpp"
#include "cli/read_note.hpp"
#include "cli/replace_file.hpp"
#include "cli/unicode.hpp"
#include "cli/unified_diff.hpp"
#include "lint/fix_all.hpp"
#include "lint/format_options.hpp"
#include "note/clock.hpp"
#include "text/edit.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

text::Edits formatting(const text::Text& text, const std::string& name, const chart::Configuration& configuration) {
  const syntax::Tree tree = syntax::parse(text);
  const auto note = note::build(text, tree, configuration.knowledge->vocabulary, nullptr, name);
  return note::format(*note, tree, lint::format_options(*configuration.profile), name);
}

text::Edits fixing(const text::Text& text, const fs::path& where, const chart::Configuration& configuration) {
  const std::string name = where.filename().string();
  const lint::Settings settings = {.today = note::local_today(),
                                   .strictness = lint::Strictness::as_signed,
                                   .profile = configuration.profile,
                                   .plan_of = chart::linked_plan(where.parent_path(), configuration.knowledge)};
  const auto analysis = lint::analyse(text, name, configuration.knowledge, settings);
  return lint::safe_fixes(*analysis, name, settings);
}

class Rewriter {
 public:
  Rewriter(Rewriting what, const RewriteOptions& options, const Terminal& terminal, Streams streams,
           chart::ConfigurationOf configuration_of)
      : what_(what),
        options_(options),
        terminal_(terminal),
        streams_(streams),
        configuration_of_(std::move(configuration_of)) {}

  void problem(const Error& error) {
    streams_.err << message_of(error);
    failed_ = true;
  }

  void note(const std::string& path) {
    if (!options_.standard_input) {
      if (const auto error = not_rewritable(path)) return problem(*error);
    }
    auto bytes = options_.standard_input ? read_note(streams_.in, path) : read_note(path);
    if (const auto* error = std::get_if<Error>(&bytes)) return problem(*error);
    const text::Text text(std::move(std::get<std::string>(bytes)));
    const fs::path where(path);
    const auto configuration = configuration_of_(where.parent_path());
    if (!configuration->problems.empty() && told_.insert(configuration->file).second) {
      streams_.err << messages_of(*configuration);
      failed_ = true;
    }
    const text::Edits edits = what_ == Rewriting::format ? formatting(text, where.filename().string(), *configuration)
                                                         : fixing(text, where, *configuration);
    ++notes_;
    if (!edits.empty()) ++changed_;
    put(path, text, edits);
  }

  Exit finish() {
    if (!options_.standard_input && !options_.diff) streams_.out << summary();
    if (failed_) return Exit::failed;
    return keeps_files() && changed_ > 0 ? Exit::findings : Exit::clean;
  }

 private:
  [[nodiscard]] bool keeps_files() const { return options_.check || options_.diff; }

  void put(const std::string& path, const text::Text& text, const text::Edits& edits) {
    if (options_.diff) {
      streams_.out << unified_diff(path, text.bytes(), edits, terminal_);
    } else if (options_.standard_input) {
      if (!options_.check) streams_.out << text::applied(text.bytes(), edits);
    } else if (!edits.empty()) {
      if (!options_.check) {
        if (const auto error = replace_file(path, text.bytes(), text::applied(text.bytes(), edits))) {
          --changed_;
          return problem(*error);
        }
      }
      streams_.out << printable(path) << '\n';
    }
  }

  [[nodiscard]] std::string summary() const {
    const auto notes = [](std::size_t count) { return std::to_string(count) + (count == 1 ? " note" : " notes"); };
    const std::string_view done = what_ == Rewriting::format ? " formatted" : " fixed";
    return notes(changed_) + (options_.check ? " would be" : "") + std::string(done) + ", " + notes(notes_ - changed_) +
           " left as " + (notes_ - changed_ == 1 ? "it is" : "they are") + ".\n";
  }

  Rewriting what_;
  const RewriteOptions& options_;
  const Terminal& terminal_;
  Streams streams_;
  chart::ConfigurationOf configuration_of_;
  std::set<fs::path> told_;  // settings whose mistakes were told
  std::size_t notes_ = 0;
  std::size_t changed_ = 0;
  bool failed_ = false;
};

}  // namespace

Exit rewrite(Rewriting what, const RewriteOptions& options, const Terminal& terminal, Streams streams) {
  auto chosen = choice(options.profile, options.config);
  if (const auto* problem = std::get_if<Error>(&chosen)) {
    streams.err << message_of(*problem);
    return Exit::failed;
  }
  Rewriter rewriter(what, options, terminal, streams,
                    chart::configurations(lint::builtin_knowledge(), std::get<chart::Choice>(std::move(chosen))));
  if (options.standard_input) {
    rewriter.note(options.standard_input_name);
    return rewriter.finish();
  }
  const FoundNotes found = find_notes(options.paths);
  for (const Error& problem : found.problems) rewriter.problem(problem);
  if (found.paths.empty() && found.problems.empty()) rewriter.problem(no_notes(options.paths));
  for (const std::string& path : found.paths) rewriter.note(path);
  return rewriter.finish();
}

}  // namespace notewell::cli
