// textDocument/references: every place in a client's notes that addresses a goal of the plan, an objective of it
// included.

#include "features/workspace.hpp"

namespace notewell::features {
namespace {

using protocol::ReferenceParams;
using protocol::Reply;

void answer(Session& session, const ReferenceParams& params, Reply reply) {
  Document* document = session.document(params.textDocument.uri);
  const chart::Facts facts = document == nullptr ? nullptr : facts_of(session, *document);
  if (facts == nullptr) return reply.give(json::value(nullptr));
  const text::Offset at = document->text.offset(from_wire(params.position), session.client.encoding);
  const auto here = goal_at(*session.analysis(*document).note, at);
  if (!here) return reply.give(json::value(nullptr));
  json::array locations;
  const auto add = [&](const chart::FileFacts& file, const chart::GoalMark& mark) {
    locations.push_back(json::object{{"uri", file.path().empty() ? document->uri : uri_of(session, file.path())},
                                     {"range", to_wire(mark.range())}});
  };
  const auto add_all = [&](const chart::FileFacts& file) {
    for (const chart::GoalMark& mark : file.references()) {
      if (mark.id == here->id || (here->id.objective == 0 && mark.id.goal == here->id.goal)) add(file, mark);
    }
  };
  for (const chart::Facts& file : goal_files(session, *facts)) {
    if (const chart::PlanGoal* goal = file->goal(here->id); goal != nullptr && params.context.includeDeclaration)
      add(*file, goal->mark);
    add_all(*file);
  }
  reply.give(partially(session, params.partialResultToken, std::move(locations)));
}

}  // namespace

void bind_references(Session& session) {
  session.router.on_request_with_reply<ReferenceParams>(
      "textDocument/references", [&session](const ReferenceParams& params, Reply reply) {
        when_indexed(session, [&session, params, number = keep(session, std::move(reply))] {
          answer(session, params, kept(session, number));
        });
      });
}

}  // namespace notewell::features
