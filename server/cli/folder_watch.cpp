#include "cli/folder_watch.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#ifdef __linux__
#include <sys/inotify.h>
#include <unistd.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#endif

#include "chart/note_search.hpp"
#include "cli/read_note.hpp"

namespace notewell::cli {
namespace {

namespace fs = std::filesystem;
namespace asio = boost::asio;
using namespace std::chrono_literals;

constexpr auto poll_pause = 1s;
constexpr auto quiet = 100ms;       // that follows the last change
constexpr auto longest_delay = 1s;  // steady changes are looked at this often

/// The content of an ignore file; what is wrong with one is told by the search for notes.
std::optional<std::string> ignore_file(const fs::path& path) {
  auto read = read_note(path.string());
  auto* text = std::get_if<std::string>(&read);
  return text == nullptr ? std::nullopt : std::optional(std::move(*text));
}

void add_folders(const fs::path& folder, const chart::Ignores& ignores, std::vector<fs::path>& out) {
  out.push_back(folder);
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code unknown;
    if (name == ".git" || entry->is_symlink(unknown) || !entry->is_directory(unknown)) continue;
    if (!ignores.leave_out(name, true)) add_folders(entry->path(), ignores.below(folder, name, ignore_file), out);
  }
}

/// A folder with all below it, or the folder of a file.
std::vector<fs::path> folders_of(const std::string& path) {
  std::vector<fs::path> out;
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) return {};
  if (!fs::is_directory(real, error)) return {real.parent_path()};
  add_folders(real, chart::Ignores::holding_for(real, fs::current_path(error), ignore_file), out);
  return out;
}

}  // namespace

struct FolderWatch::Waiting {
  explicit Waiting(std::vector<std::string> asked, bool poll) : paths(std::move(asked)), polling(poll) {
    if (paths.empty()) paths.emplace_back(".");
#ifdef __linux__
    if (polling) return;
    const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (descriptor < 0) {
      polling = true;
    } else {
      events.assign(descriptor);
    }
#else
    polling = true;
#endif
  }

  /// False: the system takes no more.
  bool add(const fs::path& folder) {
#ifdef __linux__
    constexpr std::uint32_t what =
        IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_ONLYDIR;
    // A folder that is watched already stays so; one that is gone meanwhile is found to be gone by the next search.
    return ::inotify_add_watch(events.native_handle(), folder.c_str(), what) >= 0 || errno != ENOSPC;
#else
    return folder.empty();
#endif
  }

  void poll_from_now_on() {
    polling = true;
#ifdef __linux__
    boost::system::error_code error;
    events.close(error);
#endif
  }

  void wait_for_events() {
#ifdef __linux__
    events.async_wait(asio::posix::stream_descriptor::wait_read, [this](const boost::system::error_code& error) {
      if (error || !active) return;
      std::array<char, 16384> read{};
      while (::read(events.native_handle(), read.data(), read.size()) > 0) {
      }
      const auto now = std::chrono::steady_clock::now();
      if (!changed) first_change = now;
      changed = true;
      wake_at(std::min(now + quiet, first_change + longest_delay));
      wait_for_events();
    });
#endif
  }

  void wake_at(std::chrono::steady_clock::time_point when) {
    timer.expires_at(when);
    timer.async_wait([this](const boost::system::error_code& error) {
      if (!error) loop.stop();
    });
  }

  std::vector<std::string> paths;
  bool polling;
  asio::io_context loop;
  asio::steady_timer timer{loop};
#ifdef __linux__
  asio::posix::stream_descriptor events{loop};
#endif
  bool active = false;  // wait() waits
  bool changed = false;
  std::chrono::steady_clock::time_point first_change;
};

FolderWatch::FolderWatch(std::vector<std::string> paths, bool poll)
    : waiting_(std::make_unique<Waiting>(std::move(paths), poll)) {}
FolderWatch::~FolderWatch() = default;

bool FolderWatch::polls() const {
  return waiting_->polling;
}

void FolderWatch::arm() {
  for (const std::string& path : waiting_->paths) {
    if (polls()) return;
    for (const fs::path& folder : folders_of(path)) {
      if (waiting_->add(folder)) continue;
      waiting_->poll_from_now_on();
      return;
    }
  }
}

FolderWatch::Woken FolderWatch::wait(const std::function<void()>& begun) {
  Waiting& waiting = *waiting_;
  waiting.loop.restart();
  waiting.changed = false;
  waiting.active = true;
  Woken woken = Woken::by_change;
  asio::signal_set end(waiting.loop, SIGINT, SIGTERM);
  end.async_wait([&](const boost::system::error_code& error, int) {
    if (error) return;
    woken = Woken::by_end;
    waiting.loop.stop();
  });
  begun();
  if (waiting.polling) {
    waiting.wake_at(std::chrono::steady_clock::now() + poll_pause);
  } else {
    waiting.wait_for_events();
  }
  waiting.loop.run();
  // What was waited for in vain is called off here, while what it refers to still stands.
  waiting.active = false;
  end.cancel();
  waiting.timer.cancel();
#ifdef __linux__
  if (!waiting.polling) waiting.events.cancel();
#endif
  waiting.loop.restart();
  waiting.loop.poll();
  return woken;
}

}  // namespace notewell::cli
