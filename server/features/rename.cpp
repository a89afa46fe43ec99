// textDocument/rename and prepareRename: a goal's number, in the plan and in every note that is held against it.

#include <algorithm>
#include <map>

#include "features/workspace.hpp"

namespace notewell::features {
namespace {

using chart::GoalId;
using chart::GoalMark;
using protocol::ErrorCode;
using protocol::Failure;
using protocol::Outcome;
using protocol::RenameParams;
using protocol::Reply;
using protocol::TextDocumentPositionParams;

Failure refused(std::string message) {
  return {ErrorCode::request_failed, std::move(message)};
}

/// What would be renamed: a goal at a place of a note, and the plan that sets it.
struct Named {
  chart::Facts facts;  // of the note
  chart::Facts plan;
  note::GoalPlace place;
};

/// What stands at the place; a refusal if that can't be renamed; nothing if no goal stands there.
std::optional<std::variant<Named, Failure>> named_at(Session& session, Document& document,
                                                     const protocol::Position& position) {
  Named out{.facts = facts_of(session, document), .plan = nullptr, .place = {}};
  if (out.facts == nullptr) return std::nullopt;
  const text::Offset at = document.text.offset(from_wire(position), session.client.encoding);
  const auto place = goal_at(*session.analysis(document).note, at);
  if (!place) return std::nullopt;
  out.place = *place;
  out.plan = plan_of(session, *out.facts);
  const std::string name = place->id.name();
  if (out.plan == nullptr)
    return refused("No plan is known that sets " + name + ". Name it in the note's header: plan: plan.pnote");
  if (out.plan->goal(place->id) == nullptr)
    return refused("The plan sets no " + name + ". Rename a goal that it sets.");
  return out;
}

/// The part of the name that is typed anew: "G1.2" of "@G1.2", "1" of "Goal 1".
text::Span typed_part(const note::Note& note, const note::GoalPlace& place) {
  const bool letter = place.number > 0 && (note.text.bytes()[place.number - 1] | 0x20) == 'g';
  return {place.number - (letter ? 1U : 0U), place.span.end};
}

Outcome prepare(Session& session, const TextDocumentPositionParams& params) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return json::value(nullptr);
  const auto named = named_at(session, *document, params.position);
  if (!named) return json::value(nullptr);
  if (const auto* failure = std::get_if<Failure>(&*named)) return *failure;
  const text::Span span = typed_part(*session.analysis(*document).note, std::get<Named>(*named).place);
  return json::value{{"range", to_wire(document->text.range(span, session.client.encoding))},
                     {"placeholder", document->text.slice(span)}};
}

/// The first number that the plan has not given yet.
GoalId free_id(const chart::FileFacts& plan, GoalId like) {
  std::uint16_t highest = 0;
  for (const chart::PlanGoal& goal : plan.goals) {
    const GoalId id = goal.mark.id;
    if (like.objective == 0) highest = std::max(highest, id.goal);
    if (like.objective != 0 && id.goal == like.goal) highest = std::max(highest, id.objective);
  }
  ++highest;
  return like.objective == 0 ? GoalId{highest, 0} : GoalId{like.goal, highest};
}

/// Why the goal can't have this name; nothing if it can.
std::optional<Failure> objection(const chart::FileFacts& plan, GoalId old, const std::optional<GoalId>& wanted,
                                 const std::string& typed) {
  const std::string free = free_id(plan, old).name();
  if (!wanted) return refused("“" + typed.substr(0, 40) + "” is no name of a goal. Write one like " + free + ".");
  if (old.objective == 0 && wanted->objective != 0)
    return refused(old.name() + " is a goal, and " + wanted->name() + " would be an objective. Write a goal: " + free +
                   ".");
  if (old.objective != 0 && (wanted->objective == 0 || wanted->goal != old.goal))
    return refused(old.name() + " is an objective of G" + std::to_string(old.goal) + ". Write one of its own: " + free +
                   ".");
  if (*wanted != old && plan.goal(*wanted) != nullptr)
    return refused("The plan has a " + wanted->name() + " already. " + free + " is free.");
  return std::nullopt;
}

/// The edit of one name; nothing if it names something else.
std::optional<json::object> edit_of(const GoalMark& mark, GoalId old, GoalId now) {
  if (old.objective == 0) {
    if (mark.id.goal != old.goal || mark.goal_digits == 0) return std::nullopt;
    const text::Range digits{{mark.line, mark.number}, {mark.line, mark.number + mark.goal_digits}};
    return json::object{{"range", to_wire(digits)}, {"newText", std::to_string(now.goal)}};
  }
  if (mark.id != old) return std::nullopt;
  return json::object{{"range", to_wire(mark.last_number())}, {"newText", std::to_string(now.objective)}};
}

json::array edits_of(const chart::FileFacts& file, GoalId old, GoalId now) {
  json::array edits;
  const auto add = [&](const GoalMark& mark) {
    if (auto edit = edit_of(mark, old, now)) edits.push_back(std::move(*edit));
  };
  for (const chart::PlanGoal& goal : file.goals) add(goal.mark);
  for (const GoalMark& mark : file.references()) add(mark);
  return edits;
}

void answer(Session& session, const RenameParams& params, Reply reply) {
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return reply.give(json::value(nullptr));
  const auto named = named_at(session, *document, params.position);
  if (!named) return reply.give(refused("Only goals and objectives can be renamed: put the cursor on one, like @G1."));
  if (const auto* failure = std::get_if<Failure>(&*named)) return reply.give(*failure);
  const auto& [facts, plan, place] = std::get<Named>(*named);
  const auto wanted = chart::goal_named(params.newName);
  if (auto failure = objection(*plan, place.id, wanted, params.newName)) return reply.give(std::move(*failure));
  if (*wanted == place.id) return reply.give(json::value(nullptr));
  WorkspaceEdit edit(session);
  for (const chart::Facts& file : goal_files(session, *facts)) {
    const chart::Facts now = as_it_is(session, file);
    if (now == nullptr) continue;
    edit.add(now->path().empty() ? document->uri : uri_of(session, now->path()), edits_of(*now, place.id, *wanted),
             now->is_signed && !now->is_plan());
  }
  reply.give(std::move(edit).finish());
}

}  // namespace

void bind_rename(Session& session) {
  session.router.on_request_with_reply<TextDocumentPositionParams>(
      "textDocument/prepareRename", [&session](const TextDocumentPositionParams& params, Reply reply) {
        when_indexed(session, [&session, params, number = keep(session, std::move(reply))] {
          kept(session, number).give(prepare(session, params));
        });
      });
  session.router.on_request_with_reply<RenameParams>(
      "textDocument/rename", [&session](const RenameParams& params, Reply reply) {
        when_indexed(session, [&session, params, number = keep(session, std::move(reply))] {
          answer(session, params, kept(session, number));
        });
      });
}

}  // namespace notewell::features
