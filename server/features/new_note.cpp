// notewell.newNote: a note for the client of another one, in the same folder, begun with what the chart knows.

#include "chart/new_note.hpp"

#include <algorithm>
#include <filesystem>

#include "chart/indexed_file.hpp"
#include "features/commands.hpp"
#include "features/signing.hpp"
#include "features/workspace.hpp"
#include "note/clock.hpp"
#include "protocol/file_uri.hpp"

namespace notewell::features {
namespace {

namespace fs = std::filesystem;
using protocol::ErrorCode;
using protocol::Failure;
using protocol::Outcome;

/// The model of a file: as it is open, else as it is on disk.
chart::ReadNote reading(Session& session) {
  return [&session](const chart::FileFacts& file) {
    if (Document* open = document_at(session, file.path())) return session.analysis(*open).note;
    const auto configuration = session.configuration_of(fs::path(file.path()).parent_path());
    return chart::read_model(file.path(), *configuration->knowledge);
  };
}

/// The whole new note, as an edit that creates it.
void make(Session& session, const chart::NoteTemplate& whole, Document& other) {
  const fs::path folder = fs::path(protocol::path_of(other.uri)).parent_path();
  const auto today = note::local_today();
  chart::Index index = current_index(session);
  if (const chart::Facts own = facts_of(session, other)) {  // may stand outside the folders that are indexed
    const chart::Index::Change change{.path = own->path(), .facts = own};
    index = index.with({&change, 1});
  }
  const chart::NewNote about = {.client = std::string(session.analysis(other).note->value("client")),
                                .date = today,
                                .folder = folder,
                                .clinician = clinician_of(other)};
  const chart::BegunNote begun = chart::begun_note(whole, about, index, reading(session));
  const std::string uri = protocol::file_uri(chart::free_path(folder, whole, today).string());
  const json::object start = {{"line", 0}, {"character", 0}};
  json::object insertion = {{"range", {{"start", start}, {"end", start}}}, {"newText", lint::to_plain(begun.pieces)}};
  json::array changes = {json::object{{"kind", "create"}, {"uri", uri}},
                         json::object{{"textDocument", {{"uri", uri}, {"version", nullptr}}},
                                      {"edits", json::array{std::move(insertion)}}}};
  // Shown once it is there: a client may take up both requests at the same time.
  const auto show = [&session, uri](const Outcome& answer) {
    const auto* result = std::get_if<json::value>(&answer);
    const auto* applied =
        result == nullptr || !result->is_object() ? nullptr : result->get_object().if_contains("applied");
    if (applied != nullptr && *applied == json::value(true) && session.client.show_document)
      session.router.request("window/showDocument", json::object{{"uri", uri}, {"takeFocus", true}});
  };
  session.router.request(
      "workspace/applyEdit",
      json::object{{"label", "New " + whole.name}, {"edit", {{"documentChanges", std::move(changes)}}}}, show);
}

}  // namespace

Outcome new_note(Session& session, const Arguments& arguments) {
  if (arguments.size() != 2 || !arguments[0].is_string() || !arguments[1].is_string())
    return Failure{ErrorCode::invalid_params, "params.arguments: expected the name of a template and a document"};
  const auto& templates = chart::note_templates();
  const auto whole =
      std::ranges::find(templates, std::string_view(arguments[0].get_string()), &chart::NoteTemplate::name);
  if (whole == templates.end()) return Failure{ErrorCode::invalid_params, "no such template"};
  const Document* other = session.document(arguments[1].get_string());
  if (other == nullptr || protocol::path_of(other->uri).empty())
    return Failure{ErrorCode::invalid_params, "the document is no open file"};
  // Without the index the last session would be taken for one before it.
  when_indexed(session, [&session, &whole = *whole, uri = other->uri] {
    if (Document* still_open = session.document(uri)) make(session, whole, *still_open);
  });
  return json::value(nullptr);
}

}  // namespace notewell::features
