#include "chart/configuration.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <system_error>

#include "chart/own_rules.hpp"

#include "toml/value.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = 1U << 20U;  // bytes; a page is what is usual

/// A file as it was last read.
struct LastRead {
  fs::file_time_type changed;
  std::uintmax_t size = 0;
  std::size_t state = 0;  // of the folder of own rules
  std::shared_ptr<const Configuration> configuration;
};

class Finder {
 public:
  Finder(std::shared_ptr<const lint::Knowledge> knowledge, Choice choice)
      : knowledge_(std::move(knowledge)), choice_(std::move(choice)) {
    std::error_code error;
    if (!choice_.top.empty()) choice_.top = fs::weakly_canonical(choice_.top, error);
    auto without_file = std::make_shared<Configuration>();
    without_file->knowledge = knowledge_;
    without_file->profile = choice_.profile != nullptr ? choice_.profile : knowledge_->profiles.find("default")->second;
    without_file_ = std::move(without_file);
  }

  std::shared_ptr<const Configuration> of(const fs::path& folder) {
    const fs::path file = choice_.file.empty() ? nearest(folder) : choice_.file;
    if (file.empty()) return without_file_;
    std::error_code unknown_time;
    std::error_code unknown_size;
    const auto changed = fs::last_write_time(file, unknown_time);
    const auto size = fs::file_size(file, unknown_size);
    const std::lock_guard lock(mutex_);
    LastRead& last = read_[file];
    const auto state = [&] {
      return last.configuration->own_rules.empty() ? 0 : state_of(last.configuration->own_rules);
    };
    if (last.configuration == nullptr || last.changed != changed || last.size != size || last.state != state()) {
      last = {.changed = changed, .size = size, .state = 0, .configuration = read(file, size, unknown_size)};
      last.state = state();
    }
    return last.configuration;
  }

 private:
  [[nodiscard]] fs::path nearest(const fs::path& folder) const {
    std::error_code error;
    for (fs::path up =
             fs::weakly_canonical(folder.empty() ? fs::current_path(error) : fs::absolute(folder, error), error);
         !up.empty(); up = up.parent_path()) {
      if (fs::path file = up / configuration_name; fs::is_regular_file(file, error)) return file;
      if (up == choice_.top || up == up.parent_path()) break;
    }
    return {};
  }

  [[nodiscard]] std::shared_ptr<const Configuration> read(const fs::path& file, std::uintmax_t size,
                                                          const std::error_code& wrong) const {
    auto out = std::make_shared<Configuration>(*without_file_);
    out->file = file;
    const auto fail = [&](std::string what, std::string remedy) {
      out->problems.push_back({.file = file.string(), .line = 0, .what = std::move(what), .remedy = std::move(remedy)});
      return out;
    };
    if (wrong) return fail("could not be read (" + wrong.message() + ")", "Name a file that you may read.");
    if (size > largest_file) return fail("is larger than 1 MiB", "Settings take a page.");
    std::ifstream stream(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (!stream.is_open() || stream.bad()) return fail("could not be read", "Name a file that you may read.");
    const lint::ProfileFile settings{.name = file.string(), .text = text};
    if (const std::string folder = lint::own_rules_of(settings).folder; !folder.empty()) {
      out->own_rules = file.parent_path() / folder;
      out->knowledge = lint::extended_knowledge(read_own_files(out->own_rules, out->problems), out->problems);
    }
    out->profile = lint::load_settings(settings, out->knowledge->nameable(), out->knowledge->profiles, choice_.profile,
                                       out->problems);
    out->caches_index = index_cache_in(text).value_or(false);
    return out;
  }

  std::shared_ptr<const lint::Knowledge> knowledge_;
  Choice choice_;
  std::shared_ptr<const Configuration> without_file_;
  std::mutex mutex_;
  std::map<fs::path, LastRead> read_;
};

}  // namespace

ConfigurationOf configurations(std::shared_ptr<const lint::Knowledge> knowledge, Choice choice) {
  return [finder = std::make_shared<Finder>(std::move(knowledge), std::move(choice))](const fs::path& folder) {
    return finder->of(folder);
  };
}

std::optional<bool> index_cache_in(std::string_view settings) {
  const toml::Document document = toml::parse(settings);
  if (!document) return std::nullopt;
  const toml::Value& value = document.root()["index"]["cache"];
  return value.is_boolean() ? value.value<bool>() : std::nullopt;
}

fs::path home_folder() {
  const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe): nothing here changes the environment
  return home == nullptr ? fs::path{} : fs::path(home);
}

}  // namespace notewell::chart
