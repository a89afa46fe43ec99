#pragma once
// One client's session: its open notes and how they are analysed.
//
// Architecture invariant: a Session lives on one strand and nothing else changes it. Work for other threads gets an
// immutable snapshot, and what comes back is taken only if the document is still at that version.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>

#include "chart/configuration.hpp"
#include "lint/analysis.hpp"
#include "protocol/capabilities.hpp"
#include "protocol/editor_settings.hpp"
#include "protocol/open_rule_file.hpp"
#include "protocol/router.hpp"
#include "protocol/turns.hpp"
#include "protocol/workspace.hpp"
#include "text/text.hpp"

namespace notewell::protocol {

/// A note that the client has open.
struct Document {
  std::string uri;
  std::int64_t version = 0;
  text::Text text;
  std::shared_ptr<const lint::Analysis>
      analysis;                       // of this version, if `edits` is empty and neither `whole` nor `again` is set
  std::vector<syntax::Edit> edits;    // made since the analysis
  bool whole = false;                 // the text was replaced as a whole since then
  bool again = false;                 // what the analysis leans on outside the text is another since then
  std::chrono::microseconds cost{0};  // of the last analysis
  lint::Settings settings;
  std::shared_ptr<const lint::Knowledge> knowledge;  // nullptr: what the program knows by itself
  std::stop_source stop;                             // of the analysis that runs in the background

  // What the client was last told.
  std::string told;          // the diagnostics, as JSON
  std::uint64_t result = 0;  // their resultId, never that of another set of this session; 0: nothing was told yet
  std::unique_ptr<boost::asio::steady_timer> quiet;
  std::optional<std::chrono::steady_clock::time_point> waiting_since;
};

class Session {
 public:
  Session(boost::asio::io_context& loop, boost::asio::thread_pool& threads, Send send, Inbox inbox,
          std::function<void(int)> on_exit)
      : strand(loop),
        pool(boost::asio::make_strand(threads)),
        router(std::move(send), std::move(inbox)),
        exit(std::move(on_exit)) {}
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  boost::asio::io_context& strand;
  Turns turns;                                                        // everything that runs on the strand takes one
  boost::asio::strand<boost::asio::thread_pool::executor_type> pool;  // this session's turn on the threads: in order
  Router router;
  Capabilities client;
  std::map<std::string, Document, std::less<>> documents;
  std::map<std::string, std::shared_ptr<OpenRuleFile>, std::less<>> rule_files;  // never nullptr
  std::set<std::string> rule_folders;              // whose files the client was asked to hand over
  std::set<std::string, std::less<>> audit_views;  // of open notes, that the client has asked for
  std::uint64_t results = 0;                       // sets of diagnostics told so far
  Workspace workspace;
  EditorSettings settings;

  /// The profile of notes that are no files, by the client's settings; nullptr: the default.
  std::shared_ptr<const lint::Profile> profile;
  chart::ConfigurationOf configuration_of;  // from `initialize` on
  /// Of each notewell.toml, as it was when the client was last told what is wrong in it, if anything was.
  std::map<std::filesystem::path, std::shared_ptr<const chart::Configuration>> told_configurations;

  /// Ends the session with the process's exit code.
  std::function<void(int)> exit;
  /// Set by the transport: ends the session when that process is gone. May be empty.
  std::function<void(std::int64_t)> watch_process;

  /// Has `task` done on the strand, later. Called on any thread.
  template <class Task>
  void post(Task task) {
    boost::asio::post(strand, [this, task = std::move(task)]() mutable {
      const Turn turn(turns);
      task();
    });
  }

  /// nullptr if the client has no such document open.
  [[nodiscard]] Document* document(std::string_view uri);
  /// The analysis of the document's newest text, made now if need be.
  const lint::Analysis& analysis(Document& document);

  /// The arguments that analyse() takes for this document now.
  struct Work {
    text::Text text;
    std::string name;
    std::shared_ptr<const lint::Knowledge> knowledge;
    lint::Settings settings;
    std::shared_ptr<const lint::Analysis> previous;
    std::vector<syntax::Edit> edits;
  };
  [[nodiscard]] static Work work_for(const Document& document);
  [[nodiscard]] static std::shared_ptr<const lint::Analysis> run(const Work& work, const std::stop_token& stop = {});
  /// Takes a finished analysis over if it is of the document's present version.
  void take(Document& document, std::shared_ptr<const lint::Analysis> analysis, std::chrono::microseconds cost);
};

/// The path of a file: URI; empty for any other.
[[nodiscard]] std::string path_of(std::string_view uri);
/// The last part of a URI's path: the file's name.
[[nodiscard]] std::string file_name_of(std::string_view uri);

}  // namespace notewell::protocol
