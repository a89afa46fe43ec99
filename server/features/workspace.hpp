#pragma once
// The index of the client's folders: kept fresh, and asked by what looks beyond one note.

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "features/features.hpp"
#include "protocol/types.hpp"

namespace notewell::features {

/// The server's `workspace` capabilities for this client.
[[nodiscard]] json::object workspace_options(const protocol::Capabilities& client);

/// The index with the open notes as they stand now.
const chart::Index& current_index(Session& session);
/// Shows open notes the indexes as they are; those around which they changed are analysed again.
void charts_changed(Session& session);
/// For lint::Settings::copied_of of the note at `path`, which need not be open yet; nothing for one that is not of the
/// workspace. Finds nothing before the folders are indexed.
[[nodiscard]] lint::CopiedOf copied_of(Session& session, const std::string& path, note::DateOrder dates);
/// Runs `then` when the index is built: now, if it is, or later on the session's strand.
void when_indexed(Session& session, std::function<void()> then);

/// Keeps a reply that is given from the background, and gives it back to whoever gives it.
[[nodiscard]] std::uint64_t keep(Session& session, protocol::Reply reply);
[[nodiscard]] protocol::Reply kept(Session& session, std::uint64_t number);

/// The facts of an open note; nullptr for a psychotherapy note.
[[nodiscard]] chart::Facts facts_of(Session& session, Document& document);
/// The plan that the file is held against; also one outside the folders, if the file links to it. nullptr: none.
[[nodiscard]] chart::Facts plan_of(Session& session, const chart::FileFacts& file);

/// The path of a folder's URI, without a slash at its end; empty for what is no file.
[[nodiscard]] std::filesystem::path folder_path(std::string_view uri);
/// The URI by which the client knows the file.
[[nodiscard]] std::string uri_of(const Session& session, std::string_view path);
/// The file as it is open; nullptr if it is not.
[[nodiscard]] Document* document_at(Session& session, std::string_view path);

/// Reads all files again: they mean something else now.
void index_anew(Session& session);
/// Reads files again, or takes them out if they are gone: they changed on disk, or were closed.
void update_files(Session& session, std::vector<std::string> paths);
/// Called when a document was closed.
void leave_document(Session& session, const std::string& uri);
/// A file of the index as it stands now: what is not open may have changed on disk. nullptr: it is gone.
[[nodiscard]] chart::Facts as_it_is(Session& session, const chart::Facts& file);

/// The goal whose name stands at a place of an open note.
[[nodiscard]] std::optional<note::GoalPlace> goal_at(const note::Note& note, text::Offset at);

/// The files in which the goals of a note's plan stand: the plan and all notes held against it; without a plan, the
/// note's chart. The note itself is among them.
[[nodiscard]] std::vector<chart::Facts> goal_files(Session& session, const chart::FileFacts& file);

/// How a plan's goal fared in the latest session notes that are held against the plan.
struct GoalHistory {
  std::size_t notes = 0;      // looked at, six at most
  std::size_t addressed = 0;  // of these
  chart::Facts last;          // the last of all that addressed it; nullptr: none did
};
[[nodiscard]] GoalHistory history_of(Session& session, const chart::FileFacts& plan, chart::GoalId goal);

/// An edit of several files, in the form that the client takes.
class WorkspaceEdit {
 public:
  explicit WorkspaceEdit(Session& session) : session_(session) {}

  /// `of_signed`: the client asks the person before it changes the file, if it can.
  void add(const std::string& uri, json::array edits, bool of_signed);
  /// null: nothing is to be changed.
  [[nodiscard]] json::value finish() &&;

 private:
  Session& session_;
  json::array documents_;
  json::object changes_;
  bool any_signed_ = false;
};

/// Sends `items` as partial results where the client gave a token, and returns what the answer itself holds then.
[[nodiscard]] json::array partially(Session& session, const std::optional<json::value>& token, json::array items);

}  // namespace notewell::features
