#pragma once
// What a session knows of the files around its open notes: the folders that the client works in, and their index.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "chart/index.hpp"
#include "lint/analysis.hpp"
#include "protocol/router.hpp"

namespace notewell::protocol {

struct Workspace {
  struct Folder {
    std::string uri;
    std::string name;
    std::filesystem::path path;  // as the client has it; empty: no folder of files, or one that is not indexed
  };
  std::vector<Folder> folders;  // none: what counts is what is open

  chart::Index index;
  /// The analysis of which the index has an open note's facts, by path; nullptr: the note does not belong in there.
  std::map<std::string, std::shared_ptr<const lint::Analysis>, std::less<>> taken;
  /// Plans outside the folders that open notes link to, as they were last read.
  std::map<std::string, chart::Facts, std::less<>> outside;

  // The indexing that goes on, if any.
  std::stop_source stop;
  bool indexing = false;
  std::set<std::string, std::less<>> changed_meanwhile;  // paths that were read anew since it began
  std::vector<std::function<void()>> when_indexed;       // what waits for its end
  std::string progress_token;                            // empty: the client is shown no progress
  std::uint64_t runs = 0;

  /// Of requests that are answered from the background. They stay here, since what waits to be run may outlive the
  /// connection.
  std::map<std::uint64_t, Reply> replies;
  std::uint64_t next_reply = 1;
  /// Requests that are answered in pieces, by their id as JSON: stopped by $/cancelRequest.
  std::map<std::string, std::stop_source, std::less<>> answering;
};

}  // namespace notewell::protocol
