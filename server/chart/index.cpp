#include "chart/index.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "text/ascii.hpp"

namespace notewell::chart {
namespace {

constexpr std::size_t bucket_count = 512;

std::size_t bucket_of(std::string_view key) {
  return std::hash<std::string_view>{}(key) % bucket_count;
}

std::string chart_key(const FileFacts& file) {
  if (!file.client().empty()) return "client:" + text::lower_case(file.client());
  return "folder:" + std::filesystem::path(file.path()).parent_path().string();
}

std::string plan_key(std::string_view plan) {
  return "plan:" + std::string(plan);
}

/// Empty: no session of a clinician whose day is known.
std::string day_key(const lint::SessionFacts& session) {
  if (session.clinician.empty() || !session.date || session.kind == note::FileKind::treatment_plan) return {};
  return "day:" + std::to_string(std::chrono::sys_days(*session.date).time_since_epoch().count()) + ":" +
         text::lower_case(session.clinician);
}

/// What a file is found under, beside its path.
std::vector<std::string> keys_of(const FileFacts& file) {
  std::vector<std::string> keys{chart_key(file)};
  if (!file.plan_link.empty()) keys.push_back(plan_key(file.plan()));
  if (std::string day = day_key(file.session); !day.empty()) keys.push_back(std::move(day));
  return keys;
}

/// Files without a date stand first.
bool comes_before(const Facts& one, const Facts& other) {
  return one->date() != other->date() ? one->date() < other->date() : one->path() < other->path();
}

std::string_view path_of(const Facts& file) {
  return file->path();
}

/// Of the plans, which are sorted, the one for a note of this date.
Facts plan_at(std::span<const Facts> plans, const std::optional<std::chrono::year_month_day>& date) {
  if (plans.empty()) return nullptr;
  if (!date) return plans.back();
  const auto later =
      std::ranges::find_if(plans, [&](const Facts& plan) { return plan->date() && *plan->date() > *date; });
  return later == plans.begin() ? plans.front() : *std::prev(later);
}

std::vector<Facts> plans_among(std::span<const Facts> files) {
  std::vector<Facts> plans;
  std::ranges::copy_if(files, std::back_inserter(plans), [](const Facts& file) { return file->is_plan(); });
  return plans;
}

}  // namespace

/// The changes of one with(): each bucket and each group that they touch is copied once.
class Index::Editing {
 public:
  explicit Editing(const Index& from) : out_(from), files_(*from.files_), groups_(*from.groups_) {}

  void change(const Change& change) {
    auto& bucket = opened(change.path);
    const auto at = std::ranges::lower_bound(bucket, change.path, {}, path_of);
    const bool there = at != bucket.end() && (*at)->path() == change.path;
    if (there && *at == change.facts) return;
    if (there) {
      for (std::string& key : keys_of(**at)) regrouped_[std::move(key)].removed.insert(at->get());
    }
    if (change.facts != nullptr) {
      for (std::string& key : keys_of(*change.facts)) regrouped_[std::move(key)].added.push_back(change.facts);
    }
    if (there && change.facts != nullptr) {
      *at = change.facts;
    } else if (there) {
      bucket.erase(at);
      --out_.size_;
    } else if (change.facts != nullptr) {
      bucket.insert(at, change.facts);
      ++out_.size_;
    }
  }

  Index finish() && {
    std::map<std::size_t, std::vector<std::string_view>> by_bucket;
    for (const auto& [key, changes] : regrouped_) by_bucket[bucket_of(key)].push_back(key);
    for (const auto& [bucket, keys] : by_bucket) regroup(bucket, keys);
    out_.files_ = std::make_shared<const Table<FileBucket>>(std::move(files_));
    out_.groups_ = std::make_shared<const Table<GroupBucket>>(std::move(groups_));
    return std::move(out_);
  }

 private:
  struct GroupChange {
    std::set<const FileFacts*> removed;
    std::vector<Facts> added;
  };

  FileBucket& opened(std::string_view path) {
    const std::size_t number = bucket_of(path);
    auto& mine = opened_[number];
    if (mine == nullptr) {
      mine = files_[number] == nullptr ? std::make_shared<FileBucket>() : std::make_shared<FileBucket>(*files_[number]);
      files_[number] = mine;
    }
    return *mine;
  }

  void regroup(std::size_t number, const std::vector<std::string_view>& keys) {
    auto bucket = groups_[number] == nullptr ? GroupBucket{} : *groups_[number];
    for (const std::string_view key : keys) {
      const GroupChange& changes = regrouped_.find(std::string(key))->second;
      auto at =
          std::ranges::lower_bound(bucket, key, {}, [](const auto& group) { return std::string_view(group->key); });
      const bool there = at != bucket.end() && (*at)->key == key;
      auto group = std::make_shared<Group>(Group{.key = std::string(key), .files = {}});
      if (there) group->files = (*at)->files;
      group->files.insert(group->files.end(), changes.added.begin(), changes.added.end());
      std::erase_if(group->files, [&](const Facts& file) { return changes.removed.contains(file.get()); });
      std::ranges::sort(group->files, comes_before);
      if (group->files.empty()) {
        if (there) bucket.erase(at);
      } else if (there) {
        *at = std::move(group);
      } else {
        bucket.insert(at, std::move(group));
      }
    }
    groups_[number] = std::make_shared<const GroupBucket>(std::move(bucket));
  }

  Index out_;
  Table<FileBucket> files_;
  Table<GroupBucket> groups_;
  std::unordered_map<std::size_t, std::shared_ptr<FileBucket>> opened_;
  std::unordered_map<std::string, GroupChange> regrouped_;
};

Index::Index()
    : files_(std::make_shared<const Table<FileBucket>>(bucket_count)),
      groups_(std::make_shared<const Table<GroupBucket>>(bucket_count)) {}

Facts Index::file(std::string_view path) const {
  const auto& bucket = (*files_)[bucket_of(path)];
  if (bucket == nullptr) return nullptr;
  const auto at = std::ranges::lower_bound(*bucket, path, {}, path_of);
  return at != bucket->end() && (*at)->path() == path ? *at : nullptr;
}

std::span<const Facts> Index::group(std::string_view key) const {
  const auto& bucket = (*groups_)[bucket_of(key)];
  if (bucket == nullptr) return {};
  const auto at =
      std::ranges::lower_bound(*bucket, key, {}, [](const auto& group) { return std::string_view(group->key); });
  if (at == bucket->end() || (*at)->key != key) return {};
  return (*at)->files;
}

std::span<const Facts> Index::chart_of(const FileFacts& file) const {
  return group(chart_key(file));
}

std::span<const Facts> Index::linked_to(std::string_view plan) const {
  return group(plan_key(plan));
}

std::span<const Facts> Index::day_of(const lint::SessionFacts& session) const {
  const std::string key = day_key(session);
  return key.empty() ? std::span<const Facts>{} : group(key);
}

Facts Index::plan_of(const FileFacts& note) const {
  if (note.is_plan()) return file(note.path());
  if (!note.plan_link.empty()) {
    if (Facts linked = file(note.plan())) return linked;
  }
  return plan_at(plans_among(chart_of(note)), note.date());
}

std::vector<Facts> Index::notes_of(const FileFacts& plan) const {
  std::vector<Facts> notes;
  const auto of_chart = chart_of(plan);
  const auto plans = plans_among(of_chart);
  for (const Facts& note : of_chart) {
    const bool linked_elsewhere = !note->plan_link.empty() && file(note->plan()) != nullptr;
    if (note->is_plan() || linked_elsewhere) continue;
    if (const Facts held = plan_at(plans, note->date()); held != nullptr && held->path() == plan.path())
      notes.push_back(note);
  }
  for (const Facts& note : linked_to(plan.path())) {
    if (!note->is_plan()) notes.push_back(note);
  }
  std::ranges::sort(notes, comes_before);
  return notes;
}

Index Index::with(std::span<const Change> changes) const {
  std::unordered_map<std::string_view, const Change*> last;
  for (const Change& change : changes) last[change.path] = &change;
  Editing editing(*this);
  for (const auto& [path, change] : last) editing.change(*change);
  return std::move(editing).finish();
}

}  // namespace notewell::chart
