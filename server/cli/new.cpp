#include "cli/new.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <vector>

#include "chart/indexed_file.hpp"
#include "chart/new_note.hpp"
#include "cli/find_notes.hpp"
#include "cli/print_config.hpp"
#include "cli/replace_file.hpp"
#include "cli/unicode.hpp"
#include "lint/builtin.hpp"
#include "note/clock.hpp"
#include "text/ascii.hpp"
#include "text/nearest_name.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

Error unknown_template(const std::string& format) {
  std::vector<std::string_view> ids(chart::note_templates().size());
  std::ranges::transform(chart::note_templates(), ids.begin(), &chart::NoteTemplate::id);
  const std::string near(text::nearest_name(text::lower_case(format), ids));
  return {.where = "--format",
          .what = "there is no template “" + format + "”",
          .remedy = near.empty() ? "There are " + template_ids() + "." : "Did you mean “" + near + "”?"};
}

std::optional<Error> misuse(const NewOptions& options) {
  if (!options.format.empty() && chart::note_template(options.format) == nullptr)
    return unknown_template(options.format);
  const bool breaks = std::ranges::any_of(options.client, [](char c) { return static_cast<unsigned char>(c) < ' '; });
  if (breaks)
    return Error{.where = "--client",
                 .what = "holds a line break or another control character",
                 .remedy = "A client's name or record number stands on one line."};
  return std::nullopt;
}

/// The folder of the chart, real and absolute.
Outcome<fs::path> chart_folder(const NewOptions& options) {
  fs::path named = options.folder;
  if (named.empty()) named = fs::path(options.output).parent_path();
  if (named.empty()) named = ".";
  std::error_code error;
  if (!fs::is_directory(named, error))
    return Error{.where = named.string(),
                 .what = "is no folder",
                 .remedy = "Name the folder in which the client's notes are, or leave it out for the current one."};
  fs::path out = fs::canonical(named, error);
  if (error) return Error{.where = named.string(), .what = "can't be entered", .remedy = "Check who may read it."};
  return out;
}

chart::Index index_of(const fs::path& folder, const chart::Configuration& configuration, Streams streams) {
  const std::string name = folder.string();
  const FoundNotes found = find_notes({&name, 1});
  for (const Error& problem : found.problems) streams.err << message_of(problem);
  std::vector<chart::Index::Change> files;
  files.reserve(found.paths.size());
  for (const std::string& path : found.paths)
    files.push_back({.path = path,
                     .facts = chart::read_file(path, *configuration.knowledge, text::PositionEncoding::utf8,
                                               configuration.profile->dates)
                                  .facts});
  return chart::Index().with(files);
}

/// The client of all files; empty if there are several, or none.
std::string only_client(const chart::Index& index) {
  std::map<std::string, std::string> clients;
  index.each([&](const chart::Facts& file) {
    if (!file->client().empty()) clients.emplace(text::lower_case(file->client()), file->client());
  });
  return clients.size() == 1 ? clients.begin()->second : std::string{};
}

std::size_t blanks_in(const lint::Template& pieces) {
  return static_cast<std::size_t>(std::ranges::count_if(
      pieces, [](const lint::Piece& piece) { return std::holds_alternative<lint::Blank>(piece); }));
}

/// "after the note of 2026-10-13, with the goals of plan.pnote", as far as there are such.
std::string leaning(const chart::NoteTemplate& whole, const chart::BegunNote& begun, const fs::path& folder) {
  std::string out;
  if (whole.kind != note::FileKind::progress_note) return out;
  if (begun.last != nullptr) out += ", after the note of " + note::iso_date(*begun.last->date());
  if (begun.plan != nullptr)
    out += ", with the goals of " + fs::path(begun.plan->path()).lexically_relative(folder).generic_string();
  return out;
}

}  // namespace

std::string template_ids() {
  std::string out;
  for (const auto& whole : chart::note_templates()) out += (out.empty() ? "" : "|") + whole.id;
  return out;
}

Exit new_note(const NewOptions& options, Streams streams) {
  const auto fail = [&](const Error& error) {
    streams.err << message_of(error);
    return Exit::failed;
  };
  if (const auto problem = misuse(options)) return fail(*problem);
  const std::chrono::year_month_day date = options.date ? *options.date : note::local_today();
  auto folder = chart_folder(options);
  if (const auto* problem = std::get_if<Error>(&folder)) return fail(*problem);
  const fs::path charts = std::get<fs::path>(folder);
  auto chosen = choice({}, options.config);
  if (const auto* problem = std::get_if<Error>(&chosen)) return fail(*problem);
  const auto configuration =
      chart::configurations(lint::builtin_knowledge(), std::get<chart::Choice>(std::move(chosen)))(charts);
  streams.err << messages_of(*configuration);

  const chart::Index index = index_of(charts, *configuration, streams);
  const auto read = [&](const chart::FileFacts& file) {
    return chart::read_model(file.path(), *configuration->knowledge);
  };
  std::error_code error;
  const fs::path home =
      options.output.empty() ? charts : fs::weakly_canonical(fs::absolute(options.output, error).parent_path(), error);
  const chart::NewNote about = {.client = options.client.empty() ? only_client(index) : options.client,
                                .date = date,
                                .folder = home,
                                .clinician = configuration->profile->clinician};
  const chart::NoteTemplate& whole =
      options.format.empty() ? chart::usual_template(about, index, read) : *chart::note_template(options.format);
  const chart::BegunNote begun = chart::begun_note(whole, about, index, read);
  const std::string text = lint::to_plain(begun.pieces);
  if (options.standard_output) {
    streams.out << text;
    return Exit::clean;
  }
  std::string path = options.output;
  if (path.empty()) path = chart::free_path(options.folder, whole, date).string();
  if (const auto problem = create_file(path, text)) return fail(*problem);
  const std::size_t blanks = blanks_in(begun.pieces);
  streams.out << printable(path) << ": " << whole.name << " written" << leaning(whole, begun, home) << "; " << blanks
              << " blanks to fill in" << (about.client.empty() ? ", the client among them (--client names one)" : "")
              << ".\n";
  return Exit::clean;
}

}  // namespace notewell::cli
