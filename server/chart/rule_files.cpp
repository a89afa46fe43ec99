#include "chart/rule_files.hpp"

#include <algorithm>
#include <system_error>

#include "chart/own_rules.hpp"
#include "lint/examples.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 1U << 20U;  // bytes; a larger one is not read from disk either

/// Collects the mistakes of one file out of those of many.
class Mistakes {
 public:
  explicit Mistakes(const RuleFile& file) : file_(file) {}

  void add(std::uint32_t line, note::Columns columns, std::string message, std::string code = "config-invalid") {
    found_.push_back({.line = std::max<std::uint32_t>(1, line),
                      .columns = columns,
                      .code = std::move(code),
                      .message = std::move(message)});
  }

  void add(const std::vector<lint::ProfileProblem>& problems) {
    for (const lint::ProfileProblem& problem : problems) {
      if (problem.file != file_.path.string()) continue;
      add(problem.line, problem.columns, problem.what + (problem.remedy.empty() ? "" : ". " + problem.remedy));
    }
  }

  void add(const std::vector<lint::RuleProblem>& problems) {
    for (const lint::RuleProblem& problem : problems) add(problem.line, problem.columns, problem.message);
  }

  std::vector<RuleFileMistake> take() && {
    std::ranges::stable_sort(found_, {},
                             [](const RuleFileMistake& one) { return std::pair(one.line, one.columns.begin); });
    return std::move(found_);
  }

 private:
  const RuleFile& file_;
  std::vector<RuleFileMistake> found_;
};

void check_settings(const RuleFile& file, std::string_view text, const Configuration& holding, Mistakes& mistakes) {
  const lint::ProfileFile settings{.name = file.path.string(), .text = text};
  auto knowledge = holding.knowledge;
  const lint::OwnRules own = lint::own_rules_of(settings);
  const fs::path folder = own.folder.empty() ? fs::path{} : file.path.parent_path() / own.folder;
  std::error_code error;
  if (!folder.empty() && !fs::is_directory(folder, error)) {
    mistakes.add(own.line, own.columns, "“" + own.folder + "” is no folder. Name one from where this file is.");
  } else if (folder != holding.own_rules) {
    std::vector<lint::ProfileProblem> elsewhere;  // told in the files they are in
    knowledge = folder.empty() ? lint::builtin_knowledge()
                               : lint::extended_knowledge(read_own_files(folder, elsewhere), elsewhere);
  }
  std::vector<lint::ProfileProblem> problems;
  (void)lint::load_settings(settings, knowledge->nameable(), knowledge->profiles, nullptr, problems);
  mistakes.add(problems);
}

/// The rule alone, beside the one that its fixes are held against: trying its examples costs no more than need be.
std::shared_ptr<const lint::Knowledge> knowledge_with(const lint::Rule& rule, const lint::Knowledge& knowledge) {
  auto rules = std::make_shared<lint::RuleSet>();
  rules->rules.push_back(rule);
  if (const auto* blanks = knowledge.rules->find("unfilled-placeholder"); blanks != nullptr && blanks->id != rule.id)
    rules->rules.push_back(*blanks);
  std::ranges::sort(rules->rules, {}, &lint::Rule::id);
  return std::make_shared<lint::Knowledge>(
      lint::Knowledge{.vocabulary = knowledge.vocabulary, .rules = std::move(rules), .profiles = knowledge.profiles});
}

void check_rule(const RuleFile& file, std::string_view text, const Configuration& holding, Mistakes& mistakes) {
  const lint::RuleFile written{.name = file.name, .text = text};
  const lint::Knowledge& knowledge = *holding.knowledge;
  std::vector<lint::RuleProblem> problems;
  const auto rule = lint::load_rule(
      written, {.vocabulary = *knowledge.vocabulary, .authorities = knowledge.rules->authorities}, problems);
  if (rule && lint::builtin_knowledge()->rules->find(rule->id) != nullptr)
    problems.push_back(lint::same_id(written, *rule));
  mistakes.add(problems);
  if (!rule) return;
  for (auto& problem : lint::try_examples(*rule, knowledge_with(*rule, knowledge)))
    mistakes.add(problem.line, {}, std::move(problem.message), "example-fails");
}

void check_words(const RuleFile& file, std::string_view text, const Configuration& holding, Mistakes& mistakes) {
  std::vector<lint::ProfileProblem> problems;
  std::vector<lint::OwnFile> own = read_own_files(holding.own_rules, problems);
  auto it = std::ranges::find(own, file.name, &lint::OwnFile::name);
  if (it == own.end()) it = own.insert(it, {.name = file.name, .path = {}, .text = {}});
  it->path = file.path.string();
  it->text = text;
  problems.clear();
  lint::check_words(own, problems);
  mistakes.add(problems);
}

void check_authorities(const RuleFile& file, std::string_view text, Mistakes& mistakes) {
  const lint::RuleFile written{.name = file.name, .text = text};
  std::vector<lint::RuleProblem> problems;
  (void)lint::load_rules({}, {&written, 1}, *lint::builtin_knowledge()->vocabulary, problems);
  mistakes.add(problems);
}

}  // namespace

std::optional<RuleFile> rule_file_at(const fs::path& path, const Configuration& holding) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  if (error) return std::nullopt;
  if (real.filename() == configuration_name) return RuleFile{.kind = RuleFileKind::settings, .path = real, .name = {}};
  if (holding.own_rules.empty()) return std::nullopt;
  const auto name = own_file_name(fs::weakly_canonical(holding.own_rules, error), real);
  if (!name) return std::nullopt;
  const RuleFileKind kind = !is_own_file(real)            ? RuleFileKind::other
                            : name->ends_with(".md")      ? RuleFileKind::rule
                            : name->ends_with(".tsv")     ? RuleFileKind::diagnoses
                            : *name == "authorities.toml" ? RuleFileKind::authorities
                                                          : RuleFileKind::words;
  return RuleFile{.kind = kind, .path = real, .name = *name};
}

std::vector<RuleFileMistake> mistakes_in(const RuleFile& file, std::string_view text, const Configuration& holding) {
  Mistakes mistakes(file);
  if (text.size() > largest_file && file.kind != RuleFileKind::other) {
    mistakes.add(1, {}, "is larger than 1 MiB. A rule or a list of words takes a page or two.");
    return std::move(mistakes).take();
  }
  switch (file.kind) {
    case RuleFileKind::settings:
      check_settings(file, text, holding, mistakes);
      break;
    case RuleFileKind::rule:
      check_rule(file, text, holding, mistakes);
      break;
    case RuleFileKind::words:
    case RuleFileKind::diagnoses:
      check_words(file, text, holding, mistakes);
      break;
    case RuleFileKind::authorities:
      check_authorities(file, text, mistakes);
      break;
    case RuleFileKind::other:
      break;
  }
  return std::move(mistakes).take();
}

}  // namespace notewell::chart
