#include "lint/builtin.hpp"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "lint/warm_up.hpp"

#include "embedded/embedded.hpp"

namespace notewell::lint {
namespace {

std::atomic<bool> loads_warm = false;

[[noreturn]] void give_up(const std::string& file, std::uint32_t line, const std::string& message) {
  std::fprintf(stderr, "notewell: a file inside the program is wrong: %s:%u: %s\n", file.c_str(), line,
               message.c_str());
  std::abort();
}

/// Every file by what it is for.
struct Files {
  std::vector<note::VocabularyFile> vocabulary;
  std::vector<RuleFile> rules;
  std::vector<ProfileFile> profiles;
  std::vector<RuleFile> authorities;
};

Files embedded_files() {
  Files out;
  for (const embedded::File& file : embedded::files()) {
    const std::string name(file.name);
    if (name == "authorities.toml") {
      out.authorities.push_back({.name = name, .text = file.text, .packed = file.packed});
    } else if (name.starts_with("vocabulary/")) {
      if (!name.ends_with("excludes1.tsv"))
        out.vocabulary.push_back({.name = name, .text = file.text, .packed = file.packed});
    } else if (name.starts_with("profiles/")) {
      out.profiles.push_back({.name = name, .text = file.text, .packed = file.packed});
    } else if (name.ends_with(".md") && name.find('/') != std::string::npos) {
      out.rules.push_back({.name = name, .text = file.text, .packed = file.packed});
    }
  }
  return out;
}

/// Mistakes of vocabulary files and of rules, as those of profiles are told.
template <class Problem>
void add(std::vector<ProfileProblem>& problems, std::vector<Problem>& found) {
  for (Problem& problem : found) {
    problems.push_back({.file = std::move(problem.file),
                        .line = problem.line,
                        .what = std::move(problem.message),
                        .remedy = {},
                        .columns = problem.columns});
  }
}

std::shared_ptr<const note::Vocabulary> load_words(const Files& files, std::vector<ProfileProblem>& problems) {
  std::vector<note::VocabularyProblem> wrong;
  auto vocabulary = note::load_vocabulary(files.vocabulary, wrong);
  add(problems, wrong);
  return vocabulary;
}

std::shared_ptr<const Knowledge> load(const Files& files, std::vector<ProfileProblem>& problems) {
  auto knowledge = std::make_shared<Knowledge>();
  knowledge->vocabulary = load_words(files, problems);
  std::vector<RuleProblem> wrong_rules;
  knowledge->rules = load_rules(files.rules, files.authorities, *knowledge->vocabulary, wrong_rules);
  add(problems, wrong_rules);
  knowledge->profiles = load_profiles(files.profiles, knowledge->nameable(), problems);
  return knowledge;
}

/// The embedded files, and those of a practice behind them.
Files with_own(std::span<const OwnFile> own) {
  Files files = embedded_files();
  for (const OwnFile& file : own) {
    if (file.name == "authorities.toml") {
      files.authorities.push_back({.name = file.name, .text = file.text});
    } else if (file.name.ends_with(".md")) {
      files.rules.push_back({.name = file.name, .text = file.text});
    } else {
      files.vocabulary.push_back({.name = file.name, .text = file.text});
    }
  }
  return files;
}

/// Adds what was found, with the paths of a practice's files for their names.
void add_own(std::vector<ProfileProblem>& problems, std::vector<ProfileProblem>& found, std::span<const OwnFile> own) {
  std::map<std::string_view, std::string_view> paths;  // by name
  for (const OwnFile& file : own) paths[file.name] = file.path;
  for (ProfileProblem& problem : found) {
    if (const auto path = paths.find(problem.file); path != paths.end()) problem.file = path->second;
    problems.push_back(std::move(problem));
  }
}

std::shared_ptr<const Knowledge> load_builtin() {
  std::vector<ProfileProblem> problems;
  auto knowledge = load(embedded_files(), problems);
  for (const auto& problem : problems) give_up(problem.file, problem.line, problem.what + " " + problem.remedy);
  if (!knowledge->profiles.contains("default")) give_up("profiles/default.toml", 1, "it is not there");
  if (loads_warm) warm_up(knowledge);
  return knowledge;
}

}  // namespace

void load_warm() {
  loads_warm = true;
}

std::shared_ptr<const Knowledge> builtin_knowledge() {
  static const std::shared_ptr<const Knowledge> knowledge = load_builtin();
  return knowledge;
}

std::shared_ptr<const Knowledge> extended_knowledge(std::span<const OwnFile> own,
                                                    std::vector<ProfileProblem>& problems) {
  std::vector<ProfileProblem> found;
  auto knowledge = load(with_own(own), found);
  add_own(problems, found, own);
  if (loads_warm) warm_up(knowledge);
  return knowledge;
}

void check_words(std::span<const OwnFile> own, std::vector<ProfileProblem>& problems) {
  std::vector<ProfileProblem> found;
  (void)load_words(with_own(own), found);
  add_own(problems, found, own);
}

}  // namespace notewell::lint
