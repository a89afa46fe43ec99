// textDocument/codeLens: above the note, how many of the elements that the profile asks for it documents, and how many
// findings keep it from being signed; on each goal of a plan, how many of the last notes addressed it.

#include <algorithm>

#include "features/commands.hpp"
#include "features/workspace.hpp"
#include "lint/signable.hpp"

namespace notewell::features {
namespace {

using protocol::Outcome;
using protocol::TextDocumentParams;

std::string listed(const std::vector<std::string>& titles) {
  std::string out;
  for (const std::string& title : titles) out += (out.empty() ? "" : ", ") + title;
  return out;
}

/// What a lens on a goal carries along.
struct GoalLens {
  std::string uri;
  std::uint16_t goal = 0;
};
BOOST_DESCRIBE_STRUCT(GoalLens, (), (uri, goal))

/// "9 of 12 elements documented · missing: progress, risk · signable: no (2)"
std::string title_of(const lint::Analysis& analysis) {
  const note::Note& note = *analysis.note;
  const auto documented = note::documented_elements(note);
  const auto elements = note.vocabulary->elements();
  std::size_t asked = 0;
  std::vector<std::string> missing;
  for (std::size_t e = 0; e != elements.size(); ++e) {
    if (!lint::asks(analysis.profile.get(), elements[e].id)) continue;
    ++asked;
    if (documented[e].empty()) missing.push_back(elements[e].title);
  }
  std::string out = std::to_string(asked - missing.size()) + " of " + std::to_string(asked) + " elements documented";
  constexpr std::size_t most = 3;  // titles; with more the line says nothing at a glance
  if (!missing.empty() && missing.size() <= most) out += " · missing: " + listed(missing);
  // What would keep it from being signed is judged as signed, whatever the draft is told now.
  const std::size_t errors = lint::count_open(analysis, lint::Severity::error);
  out += errors == 0 ? " · signable: yes" : " · signable: no (" + std::to_string(errors) + ")";
  return out;
}

/// A lens on each goal of a plan; what it says is looked up when it is seen.
json::array goal_lenses(Session& session, Document& document) {
  json::array out;
  const chart::Facts plan = facts_of(session, document);
  for (const chart::PlanGoal& goal : plan->goals) {
    if (goal.mark.id.objective != 0) continue;
    out.push_back(json::object{{"range", to_wire(goal.mark.range())},
                               {"data", {{"uri", document.uri}, {"goal", goal.mark.id.goal}}}});
  }
  return out;
}

Outcome lenses(Session& session, const TextDocumentParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(json::array());
  const lint::Analysis& analysis = session.analysis(*document);
  if (analysis.note->kind == note::FileKind::treatment_plan) return goal_lenses(session, *document);
  const bool counts = analysis.note->kind == note::FileKind::progress_note && document->text.size() != 0;
  if (!counts) return json::value(json::array());
  const json::object start = {{"line", 0}, {"character", 0}};
  json::object command = {{"title", title_of(analysis)}, {"command", ""}};  // it tells, and there is nothing to run
  if (has_audit_view(session, document->uri)) {
    command["command"] = audit_view_command;
    command["arguments"] = json::array{document->uri};
  }
  return json::value(
      json::array{json::object{{"range", {{"start", start}, {"end", start}}}, {"command", std::move(command)}}});
}

Outcome resolved(Session& session, const json::value& lens) {
  json::value out = lens;
  auto* object = out.if_object();
  if (object == nullptr) return out;
  const json::value* data = object->if_contains("data");
  GoalLens asked;
  protocol::Trail trail;
  if (data == nullptr || !protocol::decode(*data, asked, trail)) return out;
  Document* document = session.document(asked.uri);
  const chart::Facts plan = document == nullptr ? nullptr : facts_of(session, *document);
  if (plan == nullptr) return out;
  const GoalHistory history = history_of(session, *plan, {asked.goal, 0});
  const std::string title = history.notes == 0
                                ? "no note is held against this plan yet"
                                : "addressed in " + std::to_string(history.addressed) + " of the last " +
                                      std::to_string(history.notes) + (history.notes == 1 ? " note" : " notes");
  (*object)["command"] = {{"title", title}, {"command", ""}};
  return out;
}

}  // namespace

void bind_code_lens(Session& session) {
  session.router.on_request<TextDocumentParams>("textDocument/codeLens",
                                                [&session](const auto& params) { return lenses(session, params); });
  session.router.on_request<json::value>("codeLens/resolve",
                                         [&session](const json::value& lens) { return resolved(session, lens); });
}

}  // namespace notewell::features
