// The workspace's folders, and what is asked of their index; kept fresh by what the client tells of files, with open
// notes before what is on disk.
//
// Invariant: the index is changed on the session's strand alone.

#include "features/workspace.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>

#include "chart/chart_of.hpp"
#include "chart/note_search.hpp"
#include "features/indexing.hpp"
#include "protocol/file_uri.hpp"

namespace notewell::features {
namespace {

namespace fs = std::filesystem;
using chart::Facts;
using chart::Index;
using chart::IndexedFile;
using protocol::Workspace;

/// A root that holds more than charts: the whole disk, or somebody's whole home.
bool is_too_wide(const fs::path& folder) {
  std::error_code error;
  const fs::path home = fs::weakly_canonical(chart::home_folder(), error);
  return folder == folder.root_path() || (!home.empty() && std::ranges::mismatch(folder, home).in1 == folder.end());
}

Workspace::Folder folder_of(const protocol::WorkspaceFolder& given, Session& session) {
  Workspace::Folder folder{.uri = given.uri, .name = given.name, .path = {}};
  std::error_code error;
  const fs::path path = folder_path(given.uri);
  if (path.empty()) return folder;
  const fs::path real = fs::canonical(path, error);
  if (error || !fs::is_directory(real, error)) return folder;
  if (is_too_wide(real)) {
    constexpr int info = 3;
    session.router.notify("window/logMessage",
                          json::object{{"type", info},
                                       {"message", real.string() + " is not indexed: it is a whole disk or home "
                                                                   "folder. Open the folder of your charts instead."}});
    return folder;
  }
  folder.path = path;
  return folder;
}

/// Without a folder to index, what is open counts, and nothing else.
bool has_folders(const Session& session) {
  return std::ranges::any_of(session.workspace.folders, [](const auto& folder) { return !folder.path.empty(); });
}

/// Whether the file would be found by indexing.
bool belongs(const Session& session, const fs::path& path) {
  if (!has_folders(session)) return true;
  std::error_code error;
  const fs::path real = fs::weakly_canonical(path, error);
  return std::ranges::any_of(session.workspace.folders, [&](const Workspace::Folder& folder) {
    return !folder.path.empty() && chart::would_find(fs::weakly_canonical(folder.path, error), real, read_ignore_file);
  });
}

/// The same, remembered.
Workspace::Taken& taken_of(Session& session, const std::string& path) {
  auto& taken = session.workspace.taken;
  const auto at = taken.find(path);
  return at != taken.end() ? at->second
                           : taken.emplace(path, Workspace::Taken{.belongs = belongs(session, path)}).first->second;
}

/// The prints of both, sorted.
std::vector<std::uint32_t> prints_of(const std::optional<chart::IndexedPassages>& one,
                                     const std::optional<chart::IndexedPassages>& other) {
  std::vector<std::uint32_t> out;
  for (const auto* passages : {&one, &other}) {
    if (!*passages) continue;
    for (const chart::PassagePrint& print : (*passages)->prints) out.push_back(print.print);
  }
  std::ranges::sort(out);
  return out;
}

/// In which files passages changed, and which of their prints; nullopt: in any.
using Touched = std::optional<std::map<std::string, std::vector<std::uint32_t>, std::less<>>>;

/// What of it may matter to the note at `path`: no note is held against itself.
chart::CopiedIn::Touched touched_for(const Touched& touched, const std::string& path) {
  if (!touched) return std::nullopt;
  std::vector<std::uint32_t> out;
  for (const auto& [file, prints] : *touched) {
    if (file != path) out.insert(out.end(), prints.begin(), prints.end());
  }
  std::ranges::sort(out);
  return out;
}

/// Shows the note the index of facts as it is; whether it looks otherwise from there.
bool move_chart(const Session& session, Document& document) {
  auto* before = document.settings.chart_of.target<chart::ChartOf>();
  if (before == nullptr) return false;
  chart::ChartOf now = before->in(session.workspace.indexes.facts);
  const note::Note* note = document.analysis == nullptr ? nullptr : document.analysis->note.get();
  const bool differs = note != nullptr && !chart::same_chart((*before)(*note).get(), now(*note).get());
  document.settings.chart_of = std::move(now);
  return differs;
}

/// The same for what is copied.
bool move_copies(Session& session, Document& document, const std::string& path, const Touched& touched) {
  const auto* before = document.settings.copied_of.target<chart::CopiedIn>();
  const bool belongs = taken_of(session, path).belongs;
  if (before == nullptr || !belongs) {  // it may be ignored now, or no more
    if (before == nullptr && !belongs) return false;
    document.settings.copied_of = copied_of(session, path, document.settings.profile->dates);
    return true;
  }
  if (!session.workspace.indexed && has_folders(session)) return false;
  auto moved = before->in(session.workspace.indexes.copies, touched_for(touched, path));
  document.settings.copied_of = std::move(moved.now);
  return moved.differs;
}

void show_indexes(Session& session, const Touched& touched) {
  bool any = false;
  for (auto& [uri, document] : session.documents) {
    const std::string path = protocol::path_of(uri);
    if (path.empty()) continue;
    const bool other_chart = move_chart(session, document);
    const bool other_copies = move_copies(session, document, path, touched);
    if ((!other_chart && !other_copies) || document.analysis == nullptr) continue;
    document.again = true;
    any = true;
    document_changed(session, document);
  }
  if (any && session.client.pull_diagnostics && session.client.refresh_diagnostics)
    session.router.request("workspace/diagnostic/refresh", nullptr);
}

// --- Folders and files
// ------------------------------------------------------------------------------------------------

json::array note_watchers(const Session& session) {
  json::array out;
  for (const std::string_view pattern : {"**/*.{pnote,note.md}", "**/.gitignore", "**/.notewellignore"}) {
    if (!session.client.relative_patterns) {
      out.push_back(json::object{{"globPattern", pattern}});
      continue;
    }
    for (const Workspace::Folder& folder : session.workspace.folders) {
      if (!folder.path.empty())
        out.push_back(json::object{{"globPattern", {{"baseUri", folder.uri}, {"pattern", pattern}}}});
    }
  }
  return out;
}

constexpr std::string_view notes_registration = "notewell.notes";

void watch_notes(Session& session) {
  const auto watches = [](const Workspace::Folder& folder) { return !folder.path.empty(); };
  if (!session.client.watched_files || std::ranges::none_of(session.workspace.folders, watches)) return;
  session.router.request(
      "client/registerCapability",
      json::object{
          {"registrations", json::array{json::object{{"id", notes_registration},
                                                     {"method", "workspace/didChangeWatchedFiles"},
                                                     {"registerOptions", {{"watchers", note_watchers(session)}}}}}}});
}

void folders_changed(Session& session, const protocol::WorkspaceFoldersChangeEvent& event) {
  auto& folders = session.workspace.folders;
  const bool watched = std::ranges::any_of(folders, [](const auto& folder) { return !folder.path.empty(); });
  std::erase_if(folders, [&](const Workspace::Folder& folder) {
    return std::ranges::any_of(event.removed, [&](const auto& gone) { return gone.uri == folder.uri; });
  });
  for (const auto& added : event.added) folders.push_back(folder_of(added, session));
  session.workspace.taken.clear();  // another folder may hold an open note now
  if (session.client.watched_files && session.client.relative_patterns) {
    if (watched)
      session.router.request(
          "client/unregisterCapability",
          json::object{{"unregisterations", json::array{json::object{{"id", notes_registration},
                                                                     {"method", "workspace/didChangeWatchedFiles"}}}}});
    watch_notes(session);
  } else if (!watched) {
    watch_notes(session);
  }
  start_indexing(session, session.workspace.indexes);
}

bool lies_below(const fs::path& path, const fs::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

/// Files or folders that are gone.
void forget(Session& session, const std::vector<fs::path>& gone) {
  std::vector<std::string> paths;
  session.workspace.indexes.facts.each([&](const Facts& file) {
    if (std::ranges::any_of(gone, [&](const fs::path& one) { return lies_below(file->path(), one); }))
      paths.push_back(file->path());
  });
  update_files(session, std::move(paths));
}

void files_changed(Session& session, const protocol::DidChangeWatchedFilesParams& params) {
  constexpr int deleted = 3;
  std::vector<std::string> notes;
  std::vector<fs::path> gone;
  bool ignored_others = false;
  bool other_settings = false;
  for (const protocol::FileEvent& event : params.changes) {
    const fs::path path = protocol::path_of(event.uri);
    if (path.empty()) continue;
    const std::string name = path.filename().string();
    if (chart::is_note_name(name)) {
      notes.push_back(path.string());
    } else if (name == ".gitignore" || name == ".notewellignore") {
      ignored_others = true;
    } else if (name == chart::configuration_name) {
      other_settings = true;
    } else if (event.type == deleted) {
      gone.push_back(path);
    }
  }
  if (other_settings) {
    index_anew(session);
  } else if (ignored_others && !session.workspace.folders.empty()) {
    start_indexing(session, session.workspace.indexes);
  }
  if (!gone.empty()) forget(session, gone);
  update_files(session, std::move(notes));
}

/// Of a new folder all notes are new.
void files_created(Session& session, const std::vector<std::string>& uris) {
  std::vector<std::string> notes;
  for (const std::string& uri : uris) {
    const std::string path = protocol::path_of(uri);
    std::error_code error;
    if (chart::is_note_name(path)) {
      notes.push_back(path);
    } else if (!path.empty() && fs::is_directory(path, error)) {
      start_indexing(session, session.workspace.indexes);
    }
  }
  update_files(session, std::move(notes));
}

void files_deleted(Session& session, const std::vector<std::string>& uris) {
  std::vector<fs::path> gone;
  for (const std::string& uri : uris) {
    if (const std::string path = protocol::path_of(uri); !path.empty()) gone.emplace_back(path);
  }
  forget(session, gone);
}

void files_renamed(Session& session, const protocol::RenameFilesParams& params) {
  std::vector<std::string> before;
  std::vector<std::string> after;
  for (const protocol::FileRename& file : params.files) {
    before.push_back(file.oldUri);
    after.push_back(file.newUri);
  }
  files_deleted(session, before);
  files_created(session, after);
}

std::vector<std::string> uris_of(const protocol::FilesParams& params) {
  std::vector<std::string> uris;
  uris.reserve(params.files.size());
  for (const auto& file : params.files) uris.push_back(file.uri);
  return uris;
}

}  // namespace

json::object workspace_options(const protocol::Capabilities& client) {
  json::object out = {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}};
  if (!client.workspace_folders) out.clear();
  const json::object filters = {
      {"filters",
       {{{"scheme", "file"},
         {"pattern", {{"glob", "**/*.{pnote,note.md}"}, {"matches", "file"}, {"options", {{"ignoreCase", true}}}}}},
        {{"scheme", "file"}, {"pattern", {{"glob", "**"}, {"matches", "folder"}}}}}}};
  json::object operations;
  if (client.will_rename_files) operations["willRename"] = filters;
  if (client.did_rename_files) operations["didRename"] = filters;
  if (client.did_delete_files) operations["didDelete"] = filters;
  if (client.did_create_files) operations["didCreate"] = filters;
  if (!operations.empty()) out["fileOperations"] = std::move(operations);
  if (client.document_content) out["textDocumentContent"] = audit_view_options();
  return out;
}

fs::path folder_path(std::string_view uri) {
  const fs::path path = fs::path(protocol::path_of(uri)).lexically_normal();
  return path.has_filename() || path == path.root_path() ? path : path.parent_path();
}

void index_anew(Session& session) {
  session.workspace.outside.clear();
  session.workspace.taken.clear();
  if (session.workspace.runs != 0) start_indexing(session, {});
}

const Index& current_index(Session& session) {
  Workspace& workspace = session.workspace;
  std::vector<IndexedFile> files;
  Touched touched(std::in_place);
  for (auto& [uri, document] : session.documents) {
    const std::string path = protocol::path_of(uri);
    if (path.empty() || !taken_of(session, path).belongs) continue;
    (void)session.analysis(document);
    Workspace::Taken& taken = taken_of(session, path);
    if (taken.analysis == document.analysis) continue;
    const bool first = taken.analysis == nullptr;
    taken.analysis = document.analysis;
    IndexedFile file =
        chart::indexed_file(*document.analysis->note, path, session.client.encoding, document.analysis->profile->dates);
    const Facts before = workspace.indexes.facts.file(path);
    const bool same_facts =
        before == file.facts || (before != nullptr && file.facts != nullptr && *before == *file.facts);
    const bool same_passages = !first && taken.passages == file.passages;
    if (same_facts && same_passages) continue;
    if (first) {
      touched.reset();  // what was known of the file before is not known any more
    } else if (!same_passages && touched) {
      touched->emplace(path, prints_of(taken.passages, file.passages));
    }
    taken.passages = file.passages;
    files.push_back(std::move(file));
  }
  if (!files.empty()) {
    workspace.indexes = workspace.indexes.with(std::move(files));
    show_indexes(session, touched);
  }
  return workspace.indexes.facts;
}

void charts_changed(Session& session) {
  show_indexes(session, std::nullopt);
}

lint::CopiedOf copied_of(Session& session, const std::string& path, note::DateOrder dates) {
  const Workspace& workspace = session.workspace;
  if (!taken_of(session, path).belongs) return {};
  return chart::CopiedIn(workspace.indexed || !has_folders(session) ? workspace.indexes.copies : chart::CopyIndex(),
                         path, dates);
}

void when_indexed(Session& session, std::function<void()> then) {
  if (session.workspace.indexing) {
    session.workspace.when_indexed.push_back(std::move(then));
  } else {
    then();
  }
}

std::uint64_t keep(Session& session, protocol::Reply reply) {
  const std::uint64_t number = session.workspace.next_reply++;
  session.workspace.replies.emplace(number, std::move(reply));
  return number;
}

protocol::Reply kept(Session& session, std::uint64_t number) {
  return std::move(session.workspace.replies.extract(number).mapped());
}

Facts facts_of(Session& session, Document& document) {
  const lint::Analysis& analysis = session.analysis(document);
  return chart::facts_of(*analysis.note, protocol::path_of(document.uri), session.client.encoding,
                         analysis.profile->dates);
}

Facts plan_of(Session& session, const chart::FileFacts& file) {
  if (file.is_plan()) return std::make_shared<const chart::FileFacts>(file);
  const Index& index = current_index(session);
  const bool linked_outside = !file.plan_link.empty() && index.file(file.plan()) == nullptr;
  if (!linked_outside) return index.plan_of(file);
  auto& outside = session.workspace.outside;
  const chart::FileStamp stamp = chart::stamp_of(file.plan());
  if (stamp == chart::FileStamp{}) return index.plan_of(file);
  constexpr std::size_t most = 64;
  if (outside.size() > most) outside.clear();
  Facts& known = outside[file.plan()];
  if (known == nullptr || known->stamp != stamp) known = Reading(session).read(file.plan()).facts;
  return known;
}

Document* document_at(Session& session, std::string_view path) {
  if (Document* document = session.document(protocol::file_uri(path))) return document;
  // A client may write the URI of a path in another way.
  const auto it = std::ranges::find_if(session.documents,
                                       [&](const auto& entry) { return protocol::path_of(entry.first) == path; });
  return it == session.documents.end() ? nullptr : &it->second;
}

std::string uri_of(const Session& session, std::string_view path) {
  std::string uri = protocol::file_uri(path);
  if (session.documents.contains(uri)) return uri;
  const auto it = std::ranges::find_if(session.documents,
                                       [&](const auto& entry) { return protocol::path_of(entry.first) == path; });
  return it == session.documents.end() ? uri : it->first;
}

Facts as_it_is(Session& session, const Facts& file) {
  if (file->path().empty() || document_at(session, file->path()) != nullptr ||
      file->stamp == chart::stamp_of(file->path()))
    return file;
  IndexedFile now = Reading(session).read(file->path());
  // A plan outside the folders is of no index.
  if (session.workspace.indexes.facts.file(file->path()) != nullptr) take_files(session, {now});
  return now.facts;
}

void update_files(Session& session, std::vector<std::string> paths) {
  if (paths.empty()) return;
  std::erase_if(paths, [&](const std::string& path) { return document_at(session, path) != nullptr; });
  if (paths.empty()) return;
  const bool single = !has_folders(session);  // then only what is open counts
  auto files = std::make_shared<std::vector<IndexedFile>>();
  std::erase_if(paths, [&](const std::string& path) {
    const bool out = single || !belongs(session, path);
    if (out) files->push_back({.path = path, .facts = nullptr, .passages = {}});
    return out;
  });
  boost::asio::post(session.pool, [&session, paths = std::move(paths), files, reading = Reading(session)]() mutable {
    for (const std::string& path : paths) files->push_back(reading.read(path));
    session.post([&session, files] {
      std::erase_if(*files, [&](const IndexedFile& file) { return document_at(session, file.path) != nullptr; });
      take_files(session, *files);
      charts_changed(session);
      if (session.client.refresh_code_lenses && !session.documents.empty())
        session.router.request("workspace/codeLens/refresh", nullptr);
    });
  });
}

void leave_document(Session& session, const std::string& uri) {
  const std::string path = protocol::path_of(uri);
  session.workspace.taken.erase(path);
  if (!path.empty()) update_files(session, {path});
}

std::optional<note::GoalPlace> goal_at(const note::Note& note, text::Offset at) {
  if (note.kind == note::FileKind::psychotherapy_note) return std::nullopt;
  const chart::GoalPlaces places = chart::goal_places(note);
  const auto touches = [at](const note::GoalPlace& place) { return place.span.begin <= at && at <= place.span.end; };
  for (const note::Goal& set : places.goals) {
    if (touches(set.name)) return set.name;
  }
  const auto it = std::ranges::find_if(places.references, touches);
  return it == places.references.end() ? std::nullopt : std::optional(*it);
}

std::vector<Facts> goal_files(Session& session, const chart::FileFacts& file) {
  const Index& index = current_index(session);
  const Facts plan = plan_of(session, file);
  std::vector<Facts> files;
  if (plan != nullptr) {
    files = index.notes_of(*plan);
    files.insert(files.begin(), plan);
  } else {
    std::ranges::copy(index.chart_of(file), std::back_inserter(files));
  }
  const bool there = std::ranges::any_of(files, [&](const Facts& one) { return one->path() == file.path(); });
  if (!there) files.push_back(std::make_shared<const chart::FileFacts>(file));
  return files;
}

GoalHistory history_of(Session& session, const chart::FileFacts& plan, chart::GoalId goal) {
  constexpr std::size_t most = 6;
  GoalHistory out;
  const std::vector<Facts> notes = current_index(session).notes_of(plan);
  for (auto note = notes.rbegin(); note != notes.rend(); ++note) {
    if ((*note)->kind() != note::FileKind::progress_note) continue;
    const bool addresses = (*note)->addresses(goal);
    if (addresses && out.last == nullptr) out.last = *note;
    if (out.notes == most && out.last != nullptr) break;
    if (out.notes == most) continue;
    ++out.notes;
    out.addressed += addresses ? 1 : 0;
  }
  return out;
}

void WorkspaceEdit::add(const std::string& uri, json::array edits, bool of_signed) {
  if (edits.empty()) return;
  if (!session_.client.document_changes) {
    changes_[uri] = std::move(edits);
    return;
  }
  if (of_signed && session_.client.change_annotations) {
    any_signed_ = true;
    for (json::value& edit : edits) edit.as_object()["annotationId"] = "signed";
  }
  const Document* document = session_.document(uri);
  documents_.push_back(json::object{
      {"textDocument",
       {{"uri", uri}, {"version", document == nullptr ? json::value(nullptr) : json::value(document->version)}}},
      {"edits", std::move(edits)}});
}

json::value WorkspaceEdit::finish() && {
  if (documents_.empty() && changes_.empty()) return nullptr;
  if (documents_.empty()) return json::object{{"changes", std::move(changes_)}};
  json::object out = {{"documentChanges", std::move(documents_)}};
  if (any_signed_)
    out["changeAnnotations"] = {
        {"signed",
         {{"label", "Signed notes"}, {"needsConfirmation", true}, {"description", "These notes carry a signature."}}}};
  return out;
}

json::array partially(Session& session, const std::optional<json::value>& token, json::array items) {
  if (!token) return items;
  constexpr std::size_t at_once = 500;
  for (std::size_t begin = 0; begin < items.size(); begin += at_once) {
    json::array part;
    for (std::size_t i = begin; i != std::min(items.size(), begin + at_once); ++i) part.push_back(std::move(items[i]));
    session.router.notify("$/progress", json::object{{"token", *token}, {"value", std::move(part)}});
  }
  return {};
}

void set_folders(Session& session, const protocol::InitializeParams& params) {
  if (params.workspaceFolders) {
    for (const auto& folder : *params.workspaceFolders) session.workspace.folders.push_back(folder_of(folder, session));
  } else if (params.rootUri) {
    session.workspace.folders.push_back(folder_of({.uri = *params.rootUri, .name = {}}, session));
  }
}

void start_workspace(Session& session) {
  if (session.workspace.folders.empty()) return;
  watch_notes(session);
  start_indexing(session, session.workspace.indexes);
}

void bind_workspace(Session& session) {
  session.router.on_notification<protocol::DidChangeWorkspaceFoldersParams>(
      "workspace/didChangeWorkspaceFolders",
      [&session](const auto& params) { folders_changed(session, params.event); });
  session.router.on_notification<protocol::DidChangeWatchedFilesParams>("workspace/didChangeWatchedFiles",
                                                                        [&session](const auto& params) {
                                                                          settings_changed(session);
                                                                          files_changed(session, params);
                                                                        });
  session.router.on_notification<protocol::RenameFilesParams>(
      "workspace/didRenameFiles", [&session](const auto& params) { files_renamed(session, params); });
  session.router.on_notification<protocol::FilesParams>(
      "workspace/didDeleteFiles", [&session](const auto& params) { files_deleted(session, uris_of(params)); });
  session.router.on_notification<protocol::FilesParams>(
      "workspace/didCreateFiles", [&session](const auto& params) { files_created(session, uris_of(params)); });
  session.router.on_notification<protocol::WorkDoneProgressCancelParams>(
      "window/workDoneProgress/cancel", [&session](const auto& params) {
        const json::value token = json::value(session.workspace.progress_token);
        if (session.workspace.indexing && params.token == token) session.workspace.stop.request_stop();
      });
  session.router.on_notification<protocol::CancelParams>("$/cancelRequest", [&session](const auto& params) {
    const auto it = session.workspace.answering.find(json::serialize(params.id));
    if (it != session.workspace.answering.end()) it->second.request_stop();
  });
}

}  // namespace notewell::features
