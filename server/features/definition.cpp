// textDocument/definition: from a goal's name to the line of the plan that sets it, from `plan:` to the plan.

#include <filesystem>

#include "features/workspace.hpp"

namespace notewell::features {
namespace {

using protocol::Reply;
using protocol::TextDocumentPositionParams;
using text::Offset;
using text::Range;

/// Where something is defined, and what of the note led there.
struct Definition {
  text::Span origin;
  std::string uri;
  Range whole;  // the line
  Range name;
};

std::optional<Definition> plan_file(Session& session, const chart::FileFacts& facts, const note::Note& note,
                                    Offset at) {
  const note::Field* field = note.field("plan");
  if (field == nullptr || facts.plan_link.empty() || at < field->value.begin || at > field->value.end)
    return std::nullopt;
  std::error_code error;
  if (document_at(session, facts.plan()) == nullptr && !std::filesystem::is_regular_file(facts.plan(), error))
    return std::nullopt;
  return Definition{.origin = field->value, .uri = uri_of(session, facts.plan()), .whole = {}, .name = {}};
}

std::optional<Definition> goal_line(Session& session, const chart::FileFacts& facts, const note::Note& note,
                                    const Document& document, Offset at) {
  const auto here = goal_at(note, at);
  if (!here) return std::nullopt;
  const chart::Facts plan = plan_of(session, facts);
  const chart::PlanGoal* goal = plan == nullptr ? nullptr : plan->goal(here->id);
  if (goal == nullptr) return std::nullopt;
  const chart::GoalMark& mark = goal->mark;
  return Definition{.origin = here->span,
                    .uri = plan->path().empty() ? document.uri : uri_of(session, plan->path()),
                    .whole = {{mark.line, mark.begin}, {mark.line, std::max(mark.end, goal->line_end)}},
                    .name = mark.range()};
}

json::value definition(Session& session, const TextDocumentPositionParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return nullptr;
  const chart::Facts facts = facts_of(session, *document);
  if (facts == nullptr) return nullptr;
  const note::Note& note = *session.analysis(*document).note;
  const Offset at = document->text.offset(from_wire(params.position), session.client.encoding);
  auto found = plan_file(session, *facts, note, at);
  if (!found) found = goal_line(session, *facts, note, *document, at);
  if (!found) return nullptr;
  if (!session.client.definition_links) return {{"uri", found->uri}, {"range", to_wire(found->name)}};
  const Range origin = document->text.range(found->origin, session.client.encoding);
  return json::array{json::object{{"originSelectionRange", to_wire(origin)},
                                  {"targetUri", found->uri},
                                  {"targetRange", to_wire(found->whole)},
                                  {"targetSelectionRange", to_wire(found->name)}}};
}

}  // namespace

void bind_definition(Session& session) {
  session.router.on_request_with_reply<TextDocumentPositionParams>(
      "textDocument/definition", [&session](const TextDocumentPositionParams& params, Reply reply) {
        json::value now = definition(session, params);
        if (!now.is_null()) return reply.give(std::move(now));
        // The plan may be among what is still to be read.
        when_indexed(session, [&session, params, number = keep(session, std::move(reply))] {
          kept(session, number).give(definition(session, params));
        });
      });
}

}  // namespace notewell::features
