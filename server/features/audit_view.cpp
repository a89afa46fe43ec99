// How a note stands before an auditor: as values for an editor that draws them itself (notewell.audit), and as a
// read-only document beside the note (workspace/textDocumentContent), which notewell.auditView shows. What the document
// quotes of the note are line numbers, so that it can be handed on.

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
  const std::size_t errors = lint::count_open(analysis, lint::Severity::error);
  std::string out = "Signed: " + std::string(analysis.note->signed_ ? "yes" : "no") +
                    ". Signable: " + (errors == 0 ? "yes" : "no, " + std::to_string(errors) + " to put right") + "\n";
  if (findings.empty()) return out + "\nNothing was found.\n";
  out += "\n## Findings\n";
  for (const lint::AsSigned& one : findings) {
    out += "- Line " + line_number(text, one.finding->span.begin) + ", " + std::string(lint::name_of(one.severity)) +
           ": " + one.finding->message + "\n  Why: " + one.finding->why + "\n  Rule: " + one.finding->rule->id + "\n";
  }
  return out;
}

/// One of the elements that the profile asks for, or that is there all the same.
struct ElementStanding {
  const note::Element* element = nullptr;
  bool asked = false;
  std::vector<text::Span> places;  // one for each line
};

std::vector<ElementStanding> standings(const lint::Analysis& analysis, const text::Text& text) {
  const note::Note& note = *analysis.note;
  const auto documented = note::documented_elements(note);
  const auto elements = note.vocabulary->elements();
  std::vector<ElementStanding> out;
  for (std::size_t e = 0; e != elements.size(); ++e) {
    ElementStanding one{
        .element = &elements[e], .asked = lint::asks(analysis.profile.get(), elements[e].id), .places = {}};
    for (const text::Span& place : documented[e]) {
      const bool same_line = !one.places.empty() && text.line_of(one.places.back().begin) == text.line_of(place.begin);
      if (!same_line) one.places.push_back(place);
    }
    if (one.asked || !one.places.empty()) out.push_back(std::move(one));
  }
  return out;
}

std::string elements_part(const lint::Analysis& analysis, const text::Text& text) {
  std::string out = "\n## Elements\n";
  for (const ElementStanding& one : standings(analysis, text)) {
    std::string lines;
    for (const text::Span& place : one.places) lines += (lines.empty() ? "" : ", ") + line_number(text, place.begin);
    out += "- " + one.element->title + ": " + (lines.empty() ? "not found" : "line " + lines) +
           (one.asked ? "" : " (not asked by the profile)") + "\n";
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

json::array findings_of(const lint::Analysis& analysis, const Document& document, const Session& session) {
  json::array out;
  for (const lint::AsSigned& one : lint::as_signed(analysis)) {
    const lint::Finding& finding = *one.finding;
    out.push_back({{"range", to_wire(document.text.range(finding.span, session.client.encoding))},
                   {"severity", lint::name_of(one.severity)},
                   {"rule", finding.rule->id},
                   {"title", finding.rule->title},
                   {"message", finding.message},
                   {"why", finding.why}});
  }
  return out;
}

json::array elements_of(const lint::Analysis& analysis, const Document& document, const Session& session) {
  json::array out;
  for (const ElementStanding& one : standings(analysis, document.text)) {
    json::array places;
    for (const text::Span& place : one.places)
      places.push_back(to_wire(document.text.range(place, session.client.encoding)));
    out.push_back(
        {{"id", one.element->id}, {"title", one.element->title}, {"asked", one.asked}, {"places", std::move(places)}});
  }
  return out;
}

}  // namespace

Outcome audit(Session& session, const Arguments& arguments) {
  const bool given = arguments.size() == 1 && arguments.front().is_string();
  Document* document = given ? session.document(arguments.front().get_string()) : nullptr;
  if (document == nullptr)
    return Failure{ErrorCode::invalid_params, "params.arguments: expected the URI of an open note"};
  const lint::Analysis& analysis = session.analysis(*document);
  return json::value(json::object{
      {"kind", note::name_of(analysis.note->kind)},
      {"profile", analysis.profile->title},
      {"clinician",
       {{"name", analysis.profile->clinician.name}, {"credentials", analysis.profile->clinician.credentials}}},
      {"signed", analysis.note->signed_},
      {"toSign",
       {{"errors", lint::count_open(analysis, lint::Severity::error)},
        {"warnings", lint::count_open(analysis, lint::Severity::warning)}}},
      {"findings", findings_of(analysis, *document, session)},
      {"elements", elements_of(analysis, *document, session)}});
}

bool has_audit_view(const Session& session, std::string_view uri) {
  return session.client.document_content && session.client.show_document && uri.starts_with(file_scheme);
}

Outcome show_audit_view(Session& session, const Arguments& arguments) {
  const bool given = arguments.size() == 1 && arguments.front().is_string();
  Document* document = given ? session.document(arguments.front().get_string()) : nullptr;
  if (document == nullptr || !has_audit_view(session, document->uri))
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
