#include "chart/linked_plan.hpp"

#include <fstream>
#include <mutex>
#include <sstream>

#include "syntax/tree.hpp"

namespace notewell::chart {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_plan = 1U << 20U;  // bytes; a plan is a page or two

/// The plan file as it was last read. Copies of the function share it, so that a file is read once for all of them.
struct LastRead {
  std::mutex mutex;
  fs::path path;
  fs::file_time_type changed;
  std::uintmax_t size = 0;
  std::shared_ptr<const note::TreatmentPlan> plan;
};

std::shared_ptr<const note::TreatmentPlan> read(const fs::path& path, const lint::Knowledge& knowledge) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  if (!file) return nullptr;
  const text::Text text(content.str());
  const auto model = note::build(text, syntax::parse(text), knowledge.vocabulary, nullptr, path.filename().string());
  return std::make_shared<const note::TreatmentPlan>(note::read_plan(*model));
}

}  // namespace

std::function<std::shared_ptr<const note::TreatmentPlan>(const note::Note&)> linked_plan(
    fs::path folder, std::shared_ptr<const lint::Knowledge> knowledge) {
  return [folder = std::move(folder), knowledge = std::move(knowledge),
          last = std::make_shared<LastRead>()](const note::Note& note) -> std::shared_ptr<const note::TreatmentPlan> {
    const std::string_view link = note.value("plan");
    if (link.empty()) return nullptr;
    std::error_code error;
    const fs::path path = folder / fs::path(link);
    if (!fs::is_regular_file(path, error)) return nullptr;
    const auto changed = fs::last_write_time(path, error);
    const auto size = fs::file_size(path, error);
    if (error || size > largest_plan) return nullptr;
    const std::lock_guard lock(last->mutex);
    if (last->path != path || last->changed != changed || last->size != size) {
      last->plan = read(path, *knowledge);
      last->path = path;
      last->changed = changed;
      last->size = size;
    }
    return last->plan;
  };
}

}  // namespace notewell::chart
