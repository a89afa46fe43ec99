#include "chart/own_rules.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 1000;
constexpr std::size_t most_entries = 20 * most_files;  // of any kind: more is no folder of rules, but somebody's home
constexpr std::uintmax_t largest_file = 1U << 20U;     // bytes

struct Listing {
  std::vector<fs::path> files;  // sorted
  bool too_many = false;        // the folder holds more than is looked at
};

/// The files in the folder and below.
Listing listed(const fs::path& folder, std::error_code& error) {
  Listing out;
  std::size_t entries = 0;
  fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, error);
  for (; !error && it != fs::recursive_directory_iterator{}; it.increment(error)) {
    if (++entries > most_entries || out.files.size() == most_files) {
      out.too_many = true;
      break;
    }
    std::error_code ignored;
    if (it->is_regular_file(ignored) && is_own_file(it->path())) out.files.push_back(it->path());
  }
  std::ranges::sort(out.files);
  return out;
}

/// The file's name from its folder; a rule that lies in no folder below belongs to the group `own`.
std::string own_name(const fs::path& folder, const fs::path& path) {
  std::string name = path.lexically_relative(folder).generic_string();
  if (path.extension() == ".md" && name.find('/') == std::string::npos) name.insert(0, "own/");
  return name;
}

}  // namespace

bool is_own_file(const fs::path& path) {
  const std::string extension = path.extension().string();
  return (extension == ".md" && path.filename() != "README.md") || extension == ".toml" || extension == ".tsv";
}

std::optional<std::string> own_file_name(const fs::path& folder, const fs::path& path) {
  const fs::path relative = path.lexically_relative(folder);
  if (relative.empty() || *relative.begin() == "..") return std::nullopt;
  return own_name(folder, path);
}

std::vector<lint::OwnFile> read_own_files(const fs::path& folder, std::vector<lint::ProfileProblem>& problems) {
  std::vector<lint::OwnFile> out;
  const auto problem = [&](const fs::path& path, std::string what, std::string remedy) {
    problems.push_back({.file = path.string(), .line = 0, .what = std::move(what), .remedy = std::move(remedy)});
  };
  std::error_code error;
  const Listing listing = listed(folder, error);
  if (error) {
    problem(folder, "could not be read (" + error.message() + ")", "Name a folder of rules, from where the file is.");
    return out;
  }
  if (listing.too_many) {
    problem(folder, "holds more than 1,000 rules, or 20,000 files",
            "Name the folder that holds your rules, and nothing else.");
    return out;
  }
  for (const fs::path& path : listing.files) {
    if (fs::file_size(path, error) > largest_file || error) {
      problem(path, error ? "could not be read (" + error.message() + ")" : "is larger than 1 MiB",
              "A rule or a list of words takes a page or two.");
      continue;
    }
    std::ifstream stream(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream.is_open() || stream.bad()) {
      problem(path, "could not be read", "Let yourself read it, or take it out of the folder.");
      continue;
    }
    out.push_back({.name = own_name(folder, path), .path = path.string(), .text = std::move(text)});
  }
  return out;
}

std::size_t state_of(const fs::path& folder) {
  std::error_code error;
  std::size_t state = 0;
  for (const fs::path& path : listed(folder, error).files) {
    const auto changed = fs::last_write_time(path, error).time_since_epoch().count();
    state = state * 31 + std::hash<std::string>{}(path.string()) + static_cast<std::size_t>(changed);
  }
  return state;
}

}  // namespace notewell::chart
