#include "chart/note_search.hpp"

#include <algorithm>

#include "text/ascii.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;

/// The folder whose ignore files hold for `folder` as well: the repository's root, or else `top` if it lies above.
fs::path top_of(const fs::path& folder, const fs::path& top) {
  std::error_code error;
  for (fs::path up = folder;; up = up.parent_path()) {
    if (fs::exists(up / ".git", error)) return up;
    if (up == up.parent_path()) break;
  }
  const bool inside = !top.empty() && std::ranges::mismatch(top, folder).in1 == top.end();
  return inside ? top : folder;
}

}  // namespace

bool is_note_name(std::string_view name) {
  const auto ends_with = [name](std::string_view ending) {
    return name.size() >= ending.size() &&
           std::ranges::equal(name.substr(name.size() - ending.size()), ending, {}, text::lower);
  };
  return ends_with(".pnote") || ends_with(".note.md");
}

void Ignores::add(const fs::path& folder, const ReadIgnoreFile& read) {
  for (const char* name : {".gitignore", ".notewellignore"}) {
    const fs::path path = folder / name;
    std::error_code error;
    if (!fs::is_regular_file(path, error)) continue;
    if (const auto content = read(path))
      files_.push_back({.folder_size = from_top_.size(),
                        .patterns = std::make_shared<const IgnorePatterns>(IgnorePatterns::parse(*content))});
  }
}

Ignores Ignores::holding_for(const fs::path& folder, const fs::path& top, const ReadIgnoreFile& read) {
  Ignores out;
  const fs::path first = top_of(folder, top);
  out.add(first, read);
  for (const fs::path& part : folder.lexically_relative(first)) {
    if (part == ".") continue;
    out.from_top_ += part.string() + '/';
    out.add(first / out.from_top_, read);
  }
  return out;
}

Ignores Ignores::below(const fs::path& folder, const std::string& name, const ReadIgnoreFile& read) const {
  Ignores out = *this;
  out.from_top_ += name + '/';
  out.add(folder, read);
  return out;
}

bool Ignores::leave_out(const std::string& name, bool is_folder) const {
  const std::string path = from_top_ + name;
  // Of all ignore files that hold here, the innermost with something to say decides.
  for (auto file = files_.rbegin(); file != files_.rend(); ++file)
    if (const auto verdict = file->patterns->ignores(std::string_view(path).substr(file->folder_size), is_folder))
      return *verdict;
  return false;
}

NoteSearch::NoteSearch(const fs::path& folder, std::string shown, const fs::path& top, ReadIgnoreFile read)
    : read_(std::move(read)) {
  std::error_code error;
  const fs::path real = fs::canonical(folder, error);
  if (error) {
    problems.push_back({.path = shown.empty() ? "." : shown, .error = error});
    return;
  }
  enter(folder, std::move(shown), Ignores::holding_for(real, top, read_));
}

void NoteSearch::enter(fs::path folder, std::string shown, Ignores ignores) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error) {
    problems.push_back({.path = shown.empty() ? "." : std::move(shown), .error = error});
    return;
  }
  levels_.push_back({.folder = std::move(folder),
                     .shown = std::move(shown),
                     .ignores = std::move(ignores),
                     .next = std::move(entries)});
}

bool NoteSearch::advance(std::size_t entries) {
  for (; entries != 0 && !levels_.empty(); --entries) {
    Level& level = levels_.back();
    if (level.next == fs::directory_iterator()) {
      levels_.pop_back();
      continue;
    }
    const fs::directory_entry entry = *level.next;
    std::error_code error;
    level.next.increment(error);
    if (error) problems.push_back({.path = level.shown, .error = error});
    look_at(entry);  // may enter a folder: `level` is not to be used behind it
  }
  return !levels_.empty();
}

void NoteSearch::look_at(const fs::directory_entry& entry) {
  const Level& level = levels_.back();
  const std::string name = entry.path().filename().string();
  std::error_code error;
  const bool is_folder = entry.is_directory(error) && !entry.is_symlink(error);
  if (is_folder ? name == ".git" : !is_note_name(name)) return;
  if (level.ignores.leave_out(name, is_folder)) return;
  std::string shown = level.shown + name;
  if (is_folder) return enter(entry.path(), shown + '/', level.ignores.below(entry.path(), name, read_));
  const fs::file_status status = entry.status(error);
  if (fs::is_regular_file(status)) {
    paths.push_back(std::move(shown));
  } else if (fs::is_directory(status)) {
    // A link to a folder: followed only when a person names it.
  } else if (status.type() == fs::file_type::none) {
    problems.push_back({.path = std::move(shown), .error = error});
  } else {
    const bool nothing = status.type() == fs::file_type::not_found;
    problems.push_back({.path = std::move(shown), .trouble = nothing ? Trouble::leads_to_nothing : Trouble::no_file});
  }
}

bool would_find(const fs::path& root, const fs::path& file, const ReadIgnoreFile& read) {
  if (!is_note_name(file.filename().string())) return false;
  const fs::path way = file.lexically_relative(root);
  if (way.empty() || *way.begin() == "..") return false;
  Ignores ignores = Ignores::holding_for(root, {}, read);
  fs::path folder = root;
  for (auto part = way.begin(); std::next(part) != way.end(); ++part) {
    const std::string name = part->string();
    if (name == ".git" || ignores.leave_out(name, true)) return false;
    folder /= name;
    std::error_code error;
    if (fs::is_symlink(folder, error)) return false;
    ignores = ignores.below(folder, name, read);
  }
  return !ignores.leave_out(file.filename().string(), false);
}

}  // namespace notewell::chart
