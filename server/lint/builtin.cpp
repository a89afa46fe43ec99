#include "lint/builtin.hpp"

#include <cstdio>
#include <cstdlib>
#include <map>

#include "embedded/embedded.hpp"

namespace notewell::lint {
namespace {

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
      out.authorities.push_back({.name = name, .text = file.text});
    } else if (name.starts_with("vocabulary/")) {
      if (!name.ends_with("excludes1.tsv")) out.vocabulary.push_back({.name = name, .text = file.text});
    } else if (name.starts_with("profiles/")) {
      out.profiles.push_back({.name = name, .text = file.text});
    } else if (name.ends_with(".md") && name.find('/') != std::string::npos) {
      out.rules.push_back({.name = name, .text = file.text});
    }
  }
  return out;
}

std::shared_ptr<const Knowledge> load(const Files& files, std::vector<ProfileProblem>& problems) {
  auto knowledge = std::make_shared<Knowledge>();
  const auto add = [&](auto& found) {
    problems.push_back({.file = std::move(found.file),
                        .line = found.line,
                        .what = std::move(found.message),
                        .remedy = {},
                        .columns = found.columns});
  };
  std::vector<note::VocabularyProblem> wrong_words;
  knowledge->vocabulary = note::load_vocabulary(files.vocabulary, wrong_words);
  for (auto& problem : wrong_words) add(problem);
  std::vector<RuleProblem> wrong_rules;
  knowledge->rules = load_rules(files.rules, files.authorities, *knowledge->vocabulary, wrong_rules);
  for (auto& problem : wrong_rules) add(problem);
  knowledge->profiles = load_profiles(files.profiles, knowledge->nameable(), problems);
  return knowledge;
}

std::shared_ptr<const Knowledge> load_builtin() {
  std::vector<ProfileProblem> problems;
  auto knowledge = load(embedded_files(), problems);
  for (const auto& problem : problems) give_up(problem.file, problem.line, problem.what + " " + problem.remedy);
  if (!knowledge->profiles.contains("default")) give_up("profiles/default.toml", 1, "it is not there");
  return knowledge;
}

}  // namespace

std::shared_ptr<const Knowledge> builtin_knowledge() {
  static const std::shared_ptr<const Knowledge> knowledge = load_builtin();
  return knowledge;
}

std::shared_ptr<const Knowledge> extended_knowledge(std::span<const OwnFile> own,
                                                    std::vector<ProfileProblem>& problems) {
  Files files = embedded_files();
  std::map<std::string, std::string> paths;  // by name
  for (const OwnFile& file : own) {
    paths[file.name] = file.path;
    if (file.name == "authorities.toml") {
      files.authorities.push_back({.name = file.name, .text = file.text});
    } else if (file.name.ends_with(".md")) {
      files.rules.push_back({.name = file.name, .text = file.text});
    } else {
      files.vocabulary.push_back({.name = file.name, .text = file.text});
    }
  }
  std::vector<ProfileProblem> found;
  auto knowledge = load(files, found);
  for (ProfileProblem& problem : found) {
    if (const auto path = paths.find(problem.file); path != paths.end()) problem.file = path->second;
    problems.push_back(std::move(problem));
  }
  return knowledge;
}

}  // namespace notewell::lint
