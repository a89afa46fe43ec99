#include "cli/find_notes.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <iterator>
#include <memory>
#include <system_error>

#include "cli/ignore.hpp"
#include "cli/read_note.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;

/// An ignore file that holds for a folder and all below it.
struct IgnoreFile {
  std::size_t folder_size = 0;  // bytes of the searched path that lead to the file's folder, the last '/' included
  std::shared_ptr<const IgnorePatterns> patterns;
};

/// Of all ignore files that hold here, outermost first, the last one with something to say decides.
bool is_ignored(const std::vector<IgnoreFile>& files, std::string_view path, bool is_folder) {
  for (auto file = files.rbegin(); file != files.rend(); ++file)
    if (const auto verdict = file->patterns->ignores(path.substr(file->folder_size), is_folder)) return *verdict;
  return false;
}

class Search {
 public:
  /// Everything below `folder`; `shown` is how the person named it ("" for the current folder).
  void folder(const fs::path& folder, const std::string& shown) {
    std::error_code error;
    fs::path real = fs::canonical(folder, error);
    if (error) return fail(shown.empty() ? "." : shown, error);
    const fs::path top = top_of(real);
    std::vector<IgnoreFile> ignores;
    std::string from_top;  // what leads from `top` to the folder in hand, with '/' at its end
    read_ignore_files(top, from_top, ignores);
    for (const fs::path& part : real.lexically_relative(top)) {
      if (part == ".") continue;
      from_top += part.string() + '/';
      read_ignore_files(top / from_top, from_top, ignores);
    }
    descend(folder, shown.empty() || shown.ends_with('/') ? shown : shown + '/', from_top, ignores);
  }

  void file(std::string shown) { found_.paths.push_back(std::move(shown)); }

  void fail(const std::string& shown, std::error_code error) {
    found_.problems.push_back(unreadable(shown, error.value()));
  }

  FoundNotes finish() && {
    std::ranges::sort(found_.paths);
    found_.paths.erase(std::unique(found_.paths.begin(), found_.paths.end()), found_.paths.end());
    std::ranges::sort(found_.problems, {}, &Error::where);
    return std::move(found_);
  }

 private:
  /// The folder whose ignore files hold for `folder` as well: the repository's root, or else the current folder.
  static fs::path top_of(const fs::path& folder) {
    std::error_code error;
    for (fs::path up = folder;; up = up.parent_path()) {
      if (fs::exists(up / ".git", error)) return up;
      if (up == up.parent_path()) break;
    }
    const fs::path here = fs::current_path(error);
    const bool inside = !error && std::ranges::mismatch(here, folder).in1 == here.end();
    return inside ? here : folder;
  }

  void read_ignore_files(const fs::path& folder, std::string_view from_top, std::vector<IgnoreFile>& ignores) {
    for (const char* name : {".gitignore", ".notewellignore"}) {
      const fs::path path = folder / name;
      std::error_code error;
      if (!fs::is_regular_file(path, error)) continue;
      auto content = read_note(path.string());
      if (auto* problem = std::get_if<Error>(&content)) {
        found_.problems.push_back(std::move(*problem));
        continue;
      }
      ignores.push_back(
          {.folder_size = from_top.size(),
           .patterns = std::make_shared<const IgnorePatterns>(IgnorePatterns::parse(std::get<std::string>(content)))});
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): as deep as the folders are, which the longest path bounds
  void descend(const fs::path& folder, const std::string& shown, const std::string& from_top,
               const std::vector<IgnoreFile>& ignores) {
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    if (error) return fail(shown.empty() ? "." : shown, error);
    for (; entries != fs::directory_iterator(); entries.increment(error)) {
      const std::string name = entries->path().filename().string();
      const bool is_folder = entries->is_directory(error) && !entries->is_symlink(error);
      if (is_folder ? name == ".git" : !is_note_name(name)) continue;
      if (is_ignored(ignores, from_top + name, is_folder)) continue;
      if (is_folder) {
        auto below = ignores;
        read_ignore_files(entries->path(), from_top + name + '/', below);
        descend(entries->path(), shown + name + '/', from_top + name + '/', below);
      } else {
        take(*entries, shown + name);
      }
    }
    if (error) fail(shown, error);
  }

  void take(const fs::directory_entry& entry, std::string shown) {
    std::error_code error;
    const fs::file_status status = entry.status(error);
    if (fs::is_regular_file(status)) {
      file(std::move(shown));
    } else if (fs::is_directory(status)) {
      // A link to a folder: followed only when a person names it.
    } else if (status.type() == fs::file_type::none) {
      fail(shown, error);
    } else {
      const bool nothing = status.type() == fs::file_type::not_found;
      found_.problems.push_back({.where = std::move(shown),
                                 .what = nothing ? "leads to nothing" : "is not a file",
                                 .remedy = "Keep notes in plain files, or name it in .notewellignore."});
    }
  }

  FoundNotes found_;
};

}  // namespace

bool is_note_name(std::string_view name) {
  const auto ends_with = [name](std::string_view ending) {
    return name.size() >= ending.size() &&
           std::ranges::equal(name.substr(name.size() - ending.size()), ending,
                              [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
  };
  return ends_with(".pnote") || ends_with(".note.md");
}

FoundNotes find_notes(std::span<const std::string> paths) {
  Search search;
  if (paths.empty()) search.folder(".", "");
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
      search.folder(path, std::string(shown));
    } else if (error || !fs::exists(status)) {
      search.fail(path, error ? error : std::make_error_code(std::errc::no_such_file_or_directory));
    } else {
      search.file(std::string(shown));
    }
  }
  return std::move(search).finish();
}

Error no_notes(std::span<const std::string> paths) {
  return {.where = paths.empty() ? "." : paths.front(),
          .what = "holds no notes",
          .remedy =
              "Notes are files named *.pnote or *.note.md that no .gitignore or .notewellignore leaves out; a file "
              "that is named outright is always read."};
}

}  // namespace notewell::cli
