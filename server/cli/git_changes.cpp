#include "cli/git_changes.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>

#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/io.hpp>
#include <boost/process/pipe.hpp>

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;
namespace process = boost::process;

struct Answer {
  int code = -1;  // git's exit code; -1: it could not be run
  std::string out;
};

/// Where the program stands among the folders of PATH; empty: it does not.
std::string program_named(const std::string& name) {
  const char* const path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): before any thread starts
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path program = fs::path(folder) / name;
    std::error_code error;
    if (!folder.empty() && fs::is_regular_file(program, error)) return program.string();
  }
  return {};
}

/// Runs git in a folder. What a repository's settings would have it run besides itself is not run.
Answer git(const fs::path& folder, const std::vector<std::string>& arguments) {
  const std::string program = program_named("git");
  if (program.empty()) return {};
  std::vector<std::string> all = {"-C", folder.string(), "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  Answer answer;
  std::error_code error;
  process::ipstream out;
  process::child child(program, process::args(all), process::std_in<process::null, process::std_out> out,
                       process::std_err > process::null, error);
  if (error) return {};
  answer.out.assign(std::istreambuf_iterator<char>(out), std::istreambuf_iterator<char>());
  child.wait(error);
  answer.code = error ? -1 : child.exit_code();
  return answer;
}

/// The folder at or above this one that holds .git; empty: there is none.
fs::path repository_of(fs::path folder) {
  std::error_code error;
  while (true) {
    if (fs::exists(folder / ".git", error)) return folder;
    if (folder == folder.parent_path()) return {};
    folder = folder.parent_path();
  }
}

std::string_view line_from(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

/// A name as git writes it where it holds a quote or a control character: "a\tb\303\251".
std::string unquoted(std::string_view name) {
  if (name.ends_with('\t')) name.remove_suffix(1);  // stands behind a name with a blank
  if (name.size() < 2 || !name.starts_with('"') || !name.ends_with('"')) return std::string(name);
  name = name.substr(1, name.size() - 2);
  std::string out;
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (name[at] != '\\' || at + 1 == name.size()) {
      out += name[at];
      continue;
    }
    constexpr std::string_view letters = "abtnvfr";
    constexpr std::string_view meant = "\a\b\t\n\v\f\r";
    const char next = name[++at];
    if (const std::size_t letter = letters.find(next); letter != std::string_view::npos) {
      out += meant[letter];
    } else if (next >= '0' && next <= '3' && at + 2 < name.size()) {
      out += static_cast<char>((next - '0') * 64 + (name[at + 1] - '0') * 8 + (name[at + 2] - '0'));
      at += 2;
    } else {
      out += next;
    }
  }
  return out;
}

/// "@@ -3,2 +4,5 @@ …": lines 4 to 8. None where lines were only taken out.
void add_stretch(std::string_view line, ChangedLines& lines) {
  const std::size_t plus = line.find(" +");
  if (plus == std::string_view::npos) return;
  const char* const end = line.data() + line.size();
  std::uint32_t first = 0;
  std::uint32_t count = 1;
  const char* at = std::from_chars(line.data() + plus + 2, end, first).ptr;
  if (at != end && *at == ',') std::from_chars(at + 1, end, count);
  if (count > 0) lines.stretches.push_back({.first = first, .last = first + count - 1});
}

Error not_run() {
  return {.where = "--diff-base", .what = "git could not be run", .remedy = "Install git, or leave --diff-base out."};
}

/// What is known of one repository: by path from its top.
struct Repository {
  std::map<std::string, ChangedLines> changed;
  std::set<std::string> tracked;
};

Outcome<Repository> read_repository(const fs::path& top, const std::string& revision) {
  const Answer commit = git(top, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (commit.code == -1) return not_run();
  const std::string id(commit.out.substr(0, commit.out.find('\n')));
  if (commit.code != 0 || id.empty())
    return Error{.where = "--diff-base",
                 .what = "there is no revision “" + revision + "” in " + top.string(),
                 .remedy = "Name a commit, a branch or a tag that `git log` shows there."};
  const Answer diff = git(top, {"diff", "--unified=0", "--find-renames", "--no-color", "--no-ext-diff", "--no-textconv",
                                "--text", "--ignore-submodules", "--src-prefix=a/", "--dst-prefix=b/", id, "--"});
  const Answer tracked = git(top, {"ls-files", "-z"});
  if (diff.code != 0 || tracked.code != 0)
    return Error{.where = "--diff-base",
                 .what = "git could not tell what changed in " + top.string(),
                 .remedy = "`git diff " + revision + "` there tells why."};
  Repository out{.changed = lines_of_diff(diff.out), .tracked = {}};
  for (std::string_view rest = tracked.out; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    out.tracked.emplace(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

}  // namespace

bool ChangedLines::touches(std::uint32_t first, std::uint32_t last) const {
  return all || std::ranges::any_of(stretches,
                                    [&](Stretch stretch) { return stretch.first <= last && first <= stretch.last; });
}

std::map<std::string, ChangedLines> lines_of_diff(std::string_view diff) {
  std::map<std::string, ChangedLines> out;
  ChangedLines* file = nullptr;
  bool in_head = false;  // of a file: a line of text that was added may begin with "++ " as well
  while (!diff.empty()) {
    const std::string_view line = line_from(diff);
    constexpr std::string_view name = "+++ ";
    if (line.starts_with("diff --git ")) {
      file = nullptr;
      in_head = true;
    } else if (in_head && line.starts_with(name)) {
      const std::string path = unquoted(line.substr(name.size()));
      if (path.starts_with("b/")) file = &out[path.substr(2)];
    } else if (line.starts_with("@@ ") && file != nullptr) {
      in_head = false;
      add_stretch(line, *file);
    }
  }
  return out;
}

Outcome<std::map<std::string, ChangedLines>> changed_since(const std::string& revision,
                                                           std::span<const std::string> paths) {
  std::map<std::string, ChangedLines> out;
  std::map<fs::path, Repository> repositories;
  std::map<fs::path, std::pair<fs::path, fs::path>> folders;  // by folder as named: the real one, and its repository
  for (const std::string& path : paths) {
    const fs::path named(path);
    auto known = folders.find(named.parent_path());
    if (known == folders.end()) {
      std::error_code error;
      const fs::path folder = fs::canonical(named.has_parent_path() ? named.parent_path() : fs::path("."), error);
      known = folders.emplace(named.parent_path(), std::pair(folder, repository_of(folder))).first;
    }
    const auto& [folder, top] = known->second;
    if (top.empty())
      return Error{.where = path,
                   .what = "stands in no git repository",
                   .remedy = "--diff-base compares with a revision; leave it out, or run `git init` and commit there."};
    auto repository = repositories.find(top);
    if (repository == repositories.end()) {
      auto read = read_repository(top, revision);
      if (auto* problem = std::get_if<Error>(&read)) return std::move(*problem);
      repository = repositories.emplace(top, std::get<Repository>(std::move(read))).first;
    }
    const std::string inside = (folder / named.filename()).lexically_relative(top).generic_string();
    if (!repository->second.tracked.contains(inside)) {
      out[path].all = true;
    } else if (const auto changed = repository->second.changed.find(inside);
               changed != repository->second.changed.end() && !changed->second.stretches.empty()) {
      out[path] = changed->second;
    }
  }
  return out;
}

}  // namespace notewell::cli
