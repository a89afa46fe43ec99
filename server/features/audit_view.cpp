// workspace/textDocumentContent: a note as an auditor would go through it, as a read-only document beside the note.
// notewell.auditView shows it. What it quotes of the note are line numbers, so that it can be handed on.

#include <algorithm>

#include "features/commands.hpp"
#include "lint/signable.hpp"

namespace notewell::features {
namespace {

using protocol::ErrorCode;
using protocol::Failure;
using protocol::Outcome;
using protocol::TextDocumentContentParams;

constexpr std::string_view view_scheme = "notewell-audit:";
constexpr std::string_view file_scheme = "file:";

std::string view_of(std::string_view uri) {
  return std::string(view_scheme) + std::string(uri.substr(file_scheme.size()));
}

/// The note's own URI; empty: the view is none of Notewell's.
std::string note_of(std::string_view view) {
  if (!view.starts_with(view_scheme)) return {};
  return std::string(file_scheme) + std::string(view.substr(view_scheme.size()));
}

std::string line_number(const text::Text& text, text::Offset at) {
  return std::to_string(text.line_of(at) + 1);
}

std::string findings_part(const lint::Analysis& analysis, const text::Text& text) {
  const auto findings = lint::as_signed(analysis);
  const std::size_t errors = lint::count_open_errors(analysis);
  std::string out = "Signable: " + (errors == 0 ? "yes" : "no, " + std::to_string(errors) + " to put right") + "\n";
  if (findings.empty()) return out + "\nNothing was found.\n";
  out += "\n## Findings\n";
  for (const lint::AsSigned& one : findings) {
    out += "- Line " + line_number(text, one.finding->span.begin) + ", " + std::string(lint::name_of(one.severity)) +
           ": " + one.finding->message + "\n  Why: " + one.finding->why + "\n  Rule: " + one.finding->rule->id + "\n";
  }
  return out;
}

std::string elements_part(const lint::Analysis& analysis, const text::Text& text) {
  const note::Note& note = *analysis.note;
  const auto documented = note::documented_elements(note);
  const auto elements = note.vocabulary->elements();
  std::string out = "\n## Elements\n";
  for (std::size_t e = 0; e != elements.size(); ++e) {
    const bool asked = lint::asks(analysis.profile.get(), elements[e].id);
    if (!asked && documented[e].empty()) continue;
    std::string lines;
    std::string last;
    for (const text::Span& place : documented[e]) {
      std::string line = line_number(text, place.begin);
      if (line == last) continue;
      lines += (lines.empty() ? "" : ", ") + line;
      last = std::move(line);
    }
    out += "- " + elements[e].title + ": " + (lines.empty() ? "not found" : "line " + lines) +
           (asked ? "" : " (not asked by the profile)") + "\n";
  }
  return out;
}

std::string audit_view(const lint::Analysis& analysis, const Document& document) {
  std::string out = "# " + protocol::file_name_of(document.uri) + "\n\nHow this note stands before an auditor";
  return out + ", by the profile “" + analysis.profile->title + "”. " + findings_part(analysis, document.text) +
         elements_part(analysis, document.text);
}

Outcome content(Session& session, const TextDocumentContentParams& params) {
  Document* document = session.document(note_of(params.uri));
  if (document == nullptr)
    return json::object{{"text",
                         "The note is not open. Open it, and this view again: it shows notes as they stand in the "
                         "editor.\n"}};
  session.audit_views.insert(document->uri);
  return json::object{{"text", audit_view(session.analysis(*document), *document)}};
}

}  // namespace

Outcome show_audit_view(Session& session, const Arguments& arguments) {
  const bool given = arguments.size() == 1 && arguments.front().is_string();
  Document* document = given ? session.document(arguments.front().get_string()) : nullptr;
  if (document == nullptr || !document->uri.starts_with(file_scheme))
    return Failure{ErrorCode::invalid_params, "params.arguments: expected the URI of an open note"};
  session.router.request("window/showDocument", json::object{{"uri", view_of(document->uri)}, {"takeFocus", true}});
  return json::value(nullptr);
}

void refresh_audit_view(Session& session, const std::string& uri) {
  if (session.audit_views.contains(uri))
    session.router.request("workspace/textDocumentContent/refresh", json::object{{"uri", view_of(uri)}});
}

json::object audit_view_options() {
  return {{"schemes", {view_scheme.substr(0, view_scheme.size() - 1)}}};
}

void bind_audit_view(Session& session) {
  session.router.on_request<TextDocumentContentParams>(
      "workspace/textDocumentContent", [&session](const auto& params) { return content(session, params); });
}

}  // namespace notewell::features
