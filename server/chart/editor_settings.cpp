#include "chart/editor_settings.hpp"

#include <map>
#include <mutex>

namespace notewell::chart {
namespace {

constexpr const char* settings_name = "the editor's settings";

/// Adds settings to configurations; remembers what it made of each, so that the same gives the same object.
class Adding {
 public:
  Adding(ConfigurationOf below, std::string toml) : below_(std::move(below)), toml_(std::move(toml)) {}

  std::shared_ptr<const Configuration> of(const std::filesystem::path& folder) {
    auto plain = below_(folder);
    const std::lock_guard lock(mutex_);
    Made& made = made_[plain->file];
    if (made.of != plain) made = {.of = plain, .made = added_to(*plain)};
    return made.made;
  }

 private:
  struct Made {
    std::shared_ptr<const Configuration> of;
    std::shared_ptr<const Configuration> made;
  };

  [[nodiscard]] std::shared_ptr<const Configuration> added_to(const Configuration& plain) const {
    auto out = std::make_shared<Configuration>(plain);
    std::vector<lint::ProfileProblem> told_elsewhere;
    out->profile = lint::load_settings({.name = settings_name, .text = toml_}, plain.knowledge->nameable(),
                                       plain.knowledge->profiles, plain.profile, told_elsewhere);
    out->caches_index = index_cache_in(toml_).value_or(plain.caches_index);
    return out;
  }

  ConfigurationOf below_;
  std::string toml_;
  std::mutex mutex_;
  std::map<std::filesystem::path, Made> made_;  // by the notewell.toml
};

}  // namespace

ConfigurationOf with_settings(ConfigurationOf below, std::string toml) {
  if (toml.empty()) return below;
  return [adding = std::make_shared<Adding>(std::move(below), std::move(toml))](const std::filesystem::path& folder) {
    return adding->of(folder);
  };
}

std::vector<std::string> mistakes_in(const std::string& toml, const lint::Knowledge& knowledge) {
  std::vector<lint::ProfileProblem> problems;
  (void)lint::load_settings({.name = settings_name, .text = toml}, knowledge.nameable(), knowledge.profiles, nullptr,
                            problems);
  std::vector<std::string> out;
  out.reserve(problems.size());
  for (const lint::ProfileProblem& problem : problems) out.push_back(problem.what + ". " + problem.remedy);
  return out;
}

}  // namespace notewell::chart
