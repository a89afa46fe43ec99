#pragma once
// What a session knows of the files around its open notes: the folders that the client works in, and their index.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "chart/indexed_file.hpp"
#include "lint/analysis.hpp"
#include "protocol/router.hpp"

namespace notewell::protocol {

struct Workspace {
  Workspace() = default;
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;
  ~Workspace() {
    stop.request_stop();
    for (const auto& one : background) one.wait();
  }

  struct Folder {
    std::string uri;
    std::string name;
    std::filesystem::path path;  // as the client has it; empty: no folder of files, or one that is not indexed
  };
  std::vector<Folder> folders;  // none: what counts is what is open

  chart::Indexes indexes;
  /// What the indexes have of an open note.
  struct Taken {
    bool belongs = false;                              // in there; nothing of another note is taken
    std::shared_ptr<const lint::Analysis> analysis{};  // nullptr: nothing yet
    std::optional<chart::IndexedPassages> passages{};
  };
  std::map<std::string, Taken, std::less<>> taken;  // by path
  /// Plans outside the folders that open notes link to, as they were last read.
  std::map<std::string, chart::Facts, std::less<>> outside;

  // The indexing that goes on, if any.
  std::stop_source stop;
  bool indexing = false;
  bool indexed = false;                       // at least once: before, no note is compared with others
  std::vector<std::future<void>> background;  // threads that use the session until they are ready
  std::map<std::string, chart::IndexedFile, std::less<>> changed_meanwhile;  // that were read since it began, by path
  std::vector<std::function<void()>> when_indexed;                           // what waits for its end
  std::string progress_token;                                                // empty: the client is shown no progress
  std::uint64_t runs = 0;

  /// Of requests that are answered from the background. They stay here, since what waits to be run may outlive the
  /// connection.
  std::map<std::uint64_t, Reply> replies;
  std::uint64_t next_reply = 1;
  /// Requests that are answered in pieces, by their id as JSON: stopped by $/cancelRequest.
  std::map<std::string, std::stop_source, std::less<>> answering;
};

}  // namespace notewell::protocol
