// Indexing: the folders are searched, then their notes are read in pieces of a few milliseconds by several threads,
// then the indexes are made. None of it happens on the session's strand, which takes over what is ready.
//
// Invariant: what works in the background works on its own Run, and only posts to the session.

#include "features/indexing.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <set>
#include <thread>

#include <boost/asio/post.hpp>

#include "chart/note_search.hpp"
#include "chart/own_rules.hpp"
#include "features/workspace.hpp"

namespace notewell::features {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using chart::Facts;
using chart::IndexedFile;
using protocol::Workspace;
using Clock = std::chrono::steady_clock;

constexpr auto piece = 8ms;           // of work at a time: what waits for an open note comes in between
constexpr auto told_every = 100ms;    // how far the indexing is
constexpr std::size_t searched = 64;  // entries of folders between two looks at the clock

/// One thread's part of the reading.
struct Lane {
  Reading reading;
  std::vector<IndexedFile> read;
  std::promise<void> left;  // when it uses the session no more
};

/// One indexing of all folders.
struct Run {
  chart::Indexes before;  // what need not be read again
  std::uint64_t number = 0;
  std::stop_token stop;

  std::vector<fs::path> cached;              // folders that the cache is of; none: there is no cache
  std::unique_ptr<chart::IndexCache> cache;  // made by the first lane, before others read

  std::vector<chart::NoteSearch> searches;  // of the first lane
  std::vector<std::string> paths;           // found, once `searched_all`
  bool searched_all = false;

  std::vector<Lane> lanes;
  std::atomic<std::size_t> next = 0;      // of `paths`, to be read
  std::atomic<std::size_t> working = 1;   // lanes
  Clock::time_point told = Clock::now();  // of the first lane

  chart::Indexes after;
};
using SharedRun = std::shared_ptr<Run>;

// --- In the background
// -----------------------------------------------------------------------------------------------------

/// Looks through folders for a moment; whether that is done.
bool search(Run& run) {
  const auto end = Clock::now() + piece;
  while (!run.searches.empty() && !run.stop.stop_requested() && Clock::now() < end) {
    chart::NoteSearch& search = run.searches.back();
    if (search.advance(searched)) continue;
    std::ranges::move(search.paths, std::back_inserter(run.paths));
    run.searches.pop_back();
  }
  run.searched_all = run.searches.empty();
  return run.searched_all || run.stop.stop_requested();
}

/// Reads files for a moment; whether no more are left.
bool read(Run& run, Lane& lane) {
  const auto end = Clock::now() + piece;
  while (!run.stop.stop_requested() && Clock::now() < end) {
    const std::size_t number = run.next++;
    if (number >= run.paths.size()) return true;
    const std::string& path = run.paths[number];
    const Facts known = run.before.facts.file(path);
    if (known != nullptr && known->stamp == chart::stamp_of(path)) continue;
    lane.read.push_back(lane.reading.read(path, run.cache.get()));
  }
  return run.stop.stop_requested();
}

/// Makes the indexes of what was there before and what was read.
void build(Run& run) {
  std::vector<IndexedFile> files;
  for (Lane& lane : run.lanes) {
    std::ranges::move(lane.read, std::back_inserter(files));
    lane.read.clear();
  }
  if (run.searched_all) {  // what was there before and was not found again is gone
    const std::set<std::string_view> found(run.paths.begin(), run.paths.end());
    run.before.facts.each([&](const Facts& file) {
      if (!found.contains(file->path())) files.push_back({.path = file->path(), .facts = nullptr, .passages = {}});
    });
  }
  run.after = run.before.with(std::move(files));
  run.before = {};
}

// --- On the strand
// ---------------------------------------------------------------------------------------------------------

void progress(Session& session, json::object value) {
  const std::string& token = session.workspace.progress_token;
  if (!token.empty()) session.router.notify("$/progress", json::object{{"token", token}, {"value", std::move(value)}});
}

void tell_progress(Session& session, const Run& run, std::size_t read) {
  if (run.number != session.workspace.runs || run.paths.empty()) return;
  read = std::min(read, run.paths.size());
  constexpr std::size_t percent = 100;
  progress(session, {{"kind", "report"},
                     {"message", std::to_string(read) + " of " + std::to_string(run.paths.size())},
                     {"percentage", read * percent / run.paths.size()}});
}

void finish(Session& session, Run& run) {
  Workspace& workspace = session.workspace;
  if (run.number != workspace.runs) return;  // a newer one has begun
  // What was read anew meanwhile counts before what the run read, and open notes before both.
  std::vector<IndexedFile> newer;
  for (auto& [path, file] : std::exchange(workspace.changed_meanwhile, {})) newer.push_back(std::move(file));
  workspace.indexes = run.after.with(std::move(newer));
  workspace.indexing = false;
  workspace.indexed = true;
  workspace.taken.clear();
  progress(session, {{"kind", "end"}, {"message", std::to_string(workspace.indexes.facts.size()) + " files"}});
  workspace.progress_token.clear();
  (void)current_index(session);
  charts_changed(session);
  for (const auto& then : std::exchange(workspace.when_indexed, {})) then();
  if (session.client.refresh_code_lenses && !session.documents.empty())
    session.router.request("workspace/codeLens/refresh", nullptr);
}

// --- From one to the other
// -------------------------------------------------------------------------------------------------

void post_lane(Session& session, const SharedRun& run, std::size_t number);

/// Of an indexing that was cancelled nothing is kept: it has not seen all.
void keep_on_disk(Session& session, Run& run) {
  if (run.searched_all && !run.stop.stop_requested()) run.cache->save();
  if (!run.cache->problem().empty()) {
    session.post([&session, problem = run.cache->problem()] {
      constexpr int warning = 2;
      session.router.notify("window/logMessage", json::object{{"type", warning}, {"message", problem}});
    });
  }
  run.cache.reset();
}

/// The last lane that has nothing left to read makes the indexes.
void leave(Session& session, const SharedRun& run, std::size_t number) {
  if (--run->working == 0) {
    build(*run);
    session.post([&session, run] { finish(session, *run); });
    if (run->cache != nullptr) keep_on_disk(session, *run);
  }
  run->lanes[number].left.set_value();
}

void advance(Session& session, const SharedRun& run, std::size_t number) {
  if (number == 0 && !run->searched_all) {
    if (run->cache == nullptr && !run->cached.empty())
      run->cache = std::make_unique<chart::IndexCache>(chart::cache_folder(), run->cached);
    if (!search(*run)) return post_lane(session, run, 0);
    if (run->searched_all) run->working = run->lanes.size();
    for (std::size_t other = 1; other != run->lanes.size(); ++other) {
      if (run->searched_all)
        post_lane(session, run, other);
      else
        run->lanes[other].left.set_value();
    }
  }
  if (read(*run, run->lanes[number])) return leave(session, run, number);
  if (number == 0 && Clock::now() - run->told > told_every) {
    run->told = Clock::now();
    session.post([&session, run, read = run->next.load()] { tell_progress(session, *run, read); });
  }
  post_lane(session, run, number);
}

void post_lane(Session& session, const SharedRun& run, std::size_t number) {
  boost::asio::post(session.pool.get_inner_executor(), [&session, run, number] { advance(session, run, number); });
}

/// Shows that something goes on, if the client can show it and takes the token.
void show_progress(Session& session) {
  if (!session.client.work_done_progress) return;
  const std::uint64_t number = session.workspace.runs;
  const std::string token = "notewell-index-" + std::to_string(number);
  session.router.request(
      "window/workDoneProgress/create", json::object{{"token", token}},
      [&session, token, number](const protocol::Outcome& outcome) {
        Workspace& workspace = session.workspace;
        if (std::holds_alternative<protocol::Failure>(outcome) || !workspace.indexing || workspace.runs != number)
          return;
        workspace.progress_token = token;
        progress(session,
                 {{"kind", "begin"}, {"title", "Notewell reads the charts"}, {"cancellable", true}, {"percentage", 0}});
      });
}

}  // namespace

IndexedFile Reading::read(const fs::path& path, chart::IndexCache* cache) {
  if (configuration_ == nullptr || folder_ != path.parent_path()) {
    folder_ = path.parent_path();
    configuration_ = configuration_of_(folder_);
    own_words_ = configuration_->own_rules.empty() ? 0 : chart::state_of(configuration_->own_rules);
  }
  if (cache != nullptr) return cache->read(path, *configuration_, own_words_, encoding_);
  return chart::read_file(path, *configuration_->knowledge, encoding_, configuration_->profile->dates);
}

void start_indexing(Session& session, chart::Indexes before) {
  Workspace& workspace = session.workspace;
  workspace.stop.request_stop();
  workspace.stop = {};
  std::erase_if(workspace.background, [](const auto& one) { return one.wait_for(0s) == std::future_status::ready; });
  if (workspace.indexing) progress(session, {{"kind", "end"}});
  workspace.progress_token.clear();
  workspace.changed_meanwhile.clear();
  auto run = std::make_shared<Run>();
  run->before = std::move(before);
  run->number = ++workspace.runs;
  run->stop = workspace.stop.get_token();
  bool caches = false;
  for (const Workspace::Folder& folder : workspace.folders) {
    if (folder.path.empty()) continue;
    run->searches.emplace_back(folder.path, folder.path.string() + '/', fs::path{}, read_ignore_file);
    run->cached.push_back(folder.path);
    caches = caches || session.configuration_of(folder.path)->caches_index;
  }
  // What is kept on disk has to be of all that is there, so all has to be read.
  const bool reads_all = !workspace.indexed || run->before.facts.size() == 0;
  if (!caches || !reads_all) run->cached.clear();
  // One core is left to the session, which answers whoever types.
  const unsigned lanes = run->searches.empty() ? 1 : std::max(2U, std::thread::hardware_concurrency()) - 1;
  for (unsigned i = 0; i != lanes; ++i) run->lanes.push_back({.reading = Reading(session), .read = {}, .left = {}});
  workspace.indexing = true;
  if (!run->searches.empty()) show_progress(session);
  for (Lane& lane : run->lanes) workspace.background.push_back(lane.left.get_future());
  post_lane(session, run, 0);
}

void take_files(Session& session, const std::vector<IndexedFile>& files) {
  Workspace& workspace = session.workspace;
  workspace.indexes = workspace.indexes.with(files);
  if (!workspace.indexing) return;
  for (const IndexedFile& file : files) workspace.changed_meanwhile.insert_or_assign(file.path, file);
}

std::optional<std::string> read_ignore_file(const fs::path& path) {
  return chart::read_indexed(path);
}

}  // namespace notewell::features
