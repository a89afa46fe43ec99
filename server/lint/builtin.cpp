#include "lint/builtin.hpp"

#include <cstdio>
#include <cstdlib>

#include "embedded/embedded.hpp"

namespace notewell::lint {
namespace {

[[noreturn]] void give_up(const std::string& file, std::uint32_t line, const std::string& message) {
  std::fprintf(stderr, "notewell: a file inside the program is wrong: %s:%u: %s\n", file.c_str(), line,
               message.c_str());
  std::abort();
}

std::shared_ptr<const Knowledge> load() {
  std::vector<note::VocabularyFile> vocabulary;
  std::vector<RuleFile> rules;
  std::vector<ProfileFile> profiles;
  std::string_view authorities;
  for (const embedded::File& file : embedded::files()) {
    if (file.name == "authorities.toml") {
      authorities = file.text;
    } else if (file.name.starts_with("vocabulary/")) {
      if (!file.name.ends_with("excludes1.tsv"))
        vocabulary.push_back({.name = std::string(file.name), .text = file.text});
    } else if (file.name.starts_with("profiles/")) {
      profiles.push_back({.name = std::string(file.name), .text = file.text});
    } else if (file.name.ends_with(".md") && file.name.find('/') != std::string_view::npos) {
      rules.push_back({.name = std::string(file.name), .text = file.text});
    }
  }
  auto knowledge = std::make_shared<Knowledge>();
  std::vector<note::VocabularyProblem> wrong_words;
  knowledge->vocabulary = note::load_vocabulary(vocabulary, wrong_words);
  for (const auto& problem : wrong_words) give_up(problem.file, problem.line, problem.message);
  std::vector<RuleProblem> wrong_rules;
  knowledge->rules = load_rules(rules, authorities, wrong_rules);
  for (const auto& problem : wrong_rules) give_up(problem.file, problem.line, problem.message);
  std::vector<ProfileProblem> wrong_profiles;
  knowledge->profiles = load_profiles(profiles, *knowledge->rules, wrong_profiles);
  for (const auto& problem : wrong_profiles) give_up(problem.file, problem.line, problem.what + ". " + problem.remedy);
  if (!knowledge->profiles.contains("default")) give_up("profiles/default.toml", 1, "it is not there");
  return knowledge;
}

}  // namespace

std::shared_ptr<const Knowledge> builtin_knowledge() {
  static const std::shared_ptr<const Knowledge> knowledge = load();
  return knowledge;
}

}  // namespace notewell::lint
