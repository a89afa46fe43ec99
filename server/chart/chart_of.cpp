#include "chart/chart_of.hpp"

#include <algorithm>
#include <mutex>

#include "chart/indexed_file.hpp"

namespace notewell::chart {
namespace {

/// What a view points into.
struct Kept {
  Index index;
  Facts plan;
};

std::vector<const lint::SessionFacts*> without(const std::span<const Facts> files, std::string_view path) {
  std::vector<const lint::SessionFacts*> out;
  out.reserve(files.size());
  for (const Facts& file : files) {
    if (file->path() != path) out.push_back(&file->session);
  }
  return out;
}

}  // namespace

/// The plan outside the index as it was last read.
struct ChartOf::OutsidePlan {
  std::mutex mutex;
  Facts facts;
};

ChartOf::ChartOf(Index index, std::filesystem::path path, std::shared_ptr<const lint::Knowledge> knowledge,
                 Reading reading)
    : index_(std::move(index)),
      path_(std::move(path)),
      knowledge_(std::move(knowledge)),
      reading_(reading),
      outside_(std::make_shared<OutsidePlan>()) {}

ChartOf ChartOf::in(Index index) const {
  ChartOf out = *this;
  out.index_ = std::move(index);
  return out;
}

Facts ChartOf::plan_of(const FileFacts& own) const {
  const std::string path = reading_.disk ? own.plan() : std::string{};
  if (!path.empty() && index_.file(path) == nullptr) {
    const FileStamp stamp = stamp_of(path);
    const std::lock_guard lock(outside_->mutex);
    Facts& known = outside_->facts;
    if (stamp == FileStamp{}) {
      known = nullptr;
    } else if (known == nullptr || known->path() != path || known->stamp != stamp) {
      known = read_file(path, *knowledge_, reading_.encoding, reading_.dates).facts;
    }
    if (known != nullptr) return known->is_plan() ? known : nullptr;
  }
  // Files without a client are no chart.
  if (own.plan_link.empty() && own.client().empty()) return nullptr;
  Facts plan = index_.plan_of(own);
  return plan != nullptr && plan->is_plan() ? plan : nullptr;
}

std::shared_ptr<const lint::ChartView> ChartOf::operator()(const note::Note& note) const {
  if (note.kind == note::FileKind::psychotherapy_note) return nullptr;
  const FileFacts own = header_facts(note, path_, reading_.encoding, reading_.dates);
  auto view = std::make_shared<lint::ChartView>();
  auto kept = std::make_shared<Kept>(Kept{.index = index_, .plan = nullptr});
  if (own.is_plan()) {
    const std::vector<Facts> notes = kept->index.notes_of(own);
    view->chart = without(notes, own.path());
  } else {
    kept->plan = plan_of(own);
    if (kept->plan != nullptr) view->plan = &kept->plan->session;
    if (!own.client().empty()) view->chart = without(kept->index.chart_of(own), own.path());
    view->of_clinician = without(kept->index.day_of(own.session), own.path());
    for (const note::GoalPlace& place : goal_places(note).references)
      view->references.push_back({.goal = place.id.goal, .objective = place.id.objective, .span = place.span});
  }
  view->keeps = std::move(kept);
  return view;
}

bool same_chart(const lint::ChartView* one, const lint::ChartView* other) {
  if (one == nullptr || other == nullptr) return one == other;
  return one->plan == other->plan && one->chart == other->chart && one->of_clinician == other->of_clinician;
}

}  // namespace notewell::chart
