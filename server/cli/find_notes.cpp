#include "cli/find_notes.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "chart/note_search.hpp"
#include "cli/read_note.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;
using chart::NoteSearch;

Error told(NoteSearch::Problem problem) {
  if (problem.trouble == NoteSearch::Trouble::unreadable) return unreadable(problem.path, problem.error.value());
  return {.where = std::move(problem.path),
          .what = problem.trouble == NoteSearch::Trouble::leads_to_nothing ? "leads to nothing" : "is not a file",
          .remedy = "Keep notes in plain files, or name it in .notewellignore."};
}

/// Everything below `folder`; `shown` is how the person named it ("" for the current folder).
void search(const std::string& folder, const std::string& shown, FoundNotes& found) {
  const auto read = [&found](const fs::path& path) -> std::optional<std::string> {
    auto content = read_note(path.string());
    if (auto* text = std::get_if<std::string>(&content)) return std::move(*text);
    found.problems.push_back(std::move(std::get<Error>(content)));
    return std::nullopt;
  };
  std::error_code error;
  NoteSearch notes(folder, shown.empty() || shown.ends_with('/') ? shown : shown + '/', fs::current_path(error), read);
  constexpr std::size_t at_once = 1000;
  while (notes.advance(at_once)) {
  }
  std::ranges::move(notes.paths, std::back_inserter(found.paths));
  std::ranges::transform(notes.problems, std::back_inserter(found.problems), told);
}

}  // namespace

FoundNotes find_notes(std::span<const std::string> paths) {
  FoundNotes found;
  if (paths.empty()) search(".", "", found);
  for (const std::string& path : paths) {
    std::string_view shown = path;
    while (shown.starts_with("./")) {
      shown.remove_prefix(2);
      shown.remove_prefix(std::min(shown.find_first_not_of('/'), shown.size()));
    }
    if (shown == ".") shown = {};
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      search(path, std::string(shown), found);
    } else if (error || !fs::exists(status)) {
      found.problems.push_back(
          unreadable(path, (error ? error : std::make_error_code(std::errc::no_such_file_or_directory)).value()));
    } else {
      found.paths.emplace_back(shown);
    }
  }
  std::ranges::sort(found.paths);
  found.paths.erase(std::unique(found.paths.begin(), found.paths.end()), found.paths.end());
  std::ranges::sort(found.problems, {}, &Error::where);
  return found;
}

Error no_notes(std::span<const std::string> paths) {
  return {.where = paths.empty() ? "." : paths.front(),
          .what = "holds no notes",
          .remedy =
              "Notes are files named *.pnote or *.note.md that no .gitignore or .notewellignore leaves out; a file "
              "that is named outright is always read."};
}

}  // namespace notewell::cli
