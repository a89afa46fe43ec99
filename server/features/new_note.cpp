// notewell.newNote: a note for the client of another one, in the same folder, made from a template.

#include <algorithm>
#include <filesystem>

#include "features/commands.hpp"
#include "note/clock.hpp"
#include "protocol/file_uri.hpp"
#include "text/ascii.hpp"

namespace notewell::features {
namespace {

namespace fs = std::filesystem;
using protocol::ErrorCode;
using protocol::Failure;
using protocol::Outcome;

/// The template with what holds for every session of this client; what happened in one is never copied.
std::string text_of(const NoteTemplate& whole, const note::Note& other) {
  std::string out = lint::to_plain(whole.pieces);
  for (const std::string_view id : {"client", "diagnosis", "clinician"}) {
    const std::string_view value = other.value(id);
    const std::size_t line = value.empty() ? std::string::npos : out.find("\n" + std::string(id) + ": ");
    if (line == std::string::npos) continue;
    const std::size_t begin = line + 1 + id.size() + 2;
    out.replace(begin, out.find('\n', begin) - begin, value);
  }
  const std::string plan = other.kind == note::FileKind::treatment_plan ? "" : std::string(other.value("plan"));
  if (!plan.empty()) {
    const std::size_t end = out.find("\n---\n");
    if (end != std::string::npos) out.insert(end, "\nplan: " + plan);
  }
  return out;
}

/// "dap-note-2026-11-23", with a number where such a file is there already.
std::string free_name(const fs::path& folder, std::string name) {
  name = text::lower_case(name);
  std::ranges::replace(name, ' ', '-');
  constexpr std::size_t date_length = 10;
  name += "-" + note::local_moment().substr(0, date_length);
  constexpr int most = 100;
  std::error_code error;
  std::string out = name + ".pnote";
  for (int n = 2; n != most && fs::exists(folder / out, error); ++n) out = name + "-" + std::to_string(n) + ".pnote";
  return out;
}

}  // namespace

Outcome new_note(Session& session, const Arguments& arguments) {
  if (arguments.size() != 2 || !arguments[0].is_string() || !arguments[1].is_string())
    return Failure{ErrorCode::invalid_params, "params.arguments: expected the name of a template and a document"};
  const auto& templates = note_templates();
  const auto whole = std::ranges::find(templates, std::string_view(arguments[0].get_string()), &NoteTemplate::name);
  if (whole == templates.end()) return Failure{ErrorCode::invalid_params, "no such template"};
  Document* other = session.document(arguments[1].get_string());
  const fs::path path = other == nullptr ? fs::path{} : fs::path(protocol::path_of(other->uri));
  if (path.empty()) return Failure{ErrorCode::invalid_params, "the document is no open file"};
  const std::string uri =
      protocol::file_uri((path.parent_path() / free_name(path.parent_path(), whole->name)).string());
  const json::object start = {{"line", 0}, {"character", 0}};
  json::object insertion = {{"range", {{"start", start}, {"end", start}}},
                            {"newText", text_of(*whole, *session.analysis(*other).note)}};
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
      json::object{{"label", "New " + whole->name}, {"edit", {{"documentChanges", std::move(changes)}}}}, show);
  return json::value(nullptr);
}

}  // namespace notewell::features
