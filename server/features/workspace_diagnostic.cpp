// workspace/diagnostic: the findings of every indexed file, open or not. Files that are not open are read and analysed
// in the background, one after another, so that an open note never waits for more than one of them.

#include <algorithm>
#include <functional>
#include <memory>

#include <boost/asio/post.hpp>

#include "chart/chart_of.hpp"
#include "chart/linked_plan.hpp"
#include "features/workspace.hpp"

namespace notewell::features {
namespace {

namespace fs = std::filesystem;
using chart::Facts;
using protocol::Reply;
using protocol::WorkspaceDiagnosticParams;

/// One request on its way.
struct Answering {
  std::vector<std::string> paths;
  std::size_t next = 0;
  std::map<std::string, std::string> previous;  // result ids, by URI
  std::optional<json::value> token;             // of partial results
  json::array items;
  std::string id;
  std::stop_token stop;
  std::uint64_t reply = 0;  // see keep()
};

/// The same for the same findings, in this session and any other.
std::string result_id(const json::array& items) {
  return std::to_string(std::hash<std::string>{}(json::serialize(items)));
}

json::object report(const Answering& answering, const std::string& uri, json::value version, json::array items) {
  const std::string id = result_id(items);
  const auto previous = answering.previous.find(uri);
  json::object out = {{"uri", uri}, {"version", std::move(version)}, {"resultId", id}};
  if (previous != answering.previous.end() && previous->second == id) {
    out["kind"] = "unchanged";
  } else {
    out["kind"] = "full";
    out["items"] = std::move(items);
  }
  return out;
}

json::array items_of(const Session& session, const Document& document, const lint::Analysis& analysis) {
  json::array items;
  for (const lint::Finding& finding : analysis.findings) items.push_back(diagnostic(finding, document, session));
  return items;
}

/// The report of a file that is not open; nothing if it can't be read. On the pool.
std::optional<json::object> report_from_disk(const Session& session, const chart::ConfigurationOf& configuration_of,
                                             const chart::Indexes& indexes, const Answering& answering,
                                             const std::string& path, const std::string& uri) {
  auto bytes = chart::read_indexed(path);
  if (!bytes) return std::nullopt;
  const fs::path folder = fs::path(path).parent_path();
  const auto configuration = configuration_of(folder);
  Document document;
  document.uri = uri;
  document.text = text::Text(std::move(*bytes));
  document.knowledge = configuration->knowledge;
  document.settings.profile = configuration->profile;
  document.settings.plan_of = chart::linked_plan(folder, configuration->knowledge);
  document.settings.chart_of =
      chart::ChartOf(indexes.facts, path, configuration->knowledge,
                     {.encoding = session.client.encoding, .dates = configuration->profile->dates});
  document.settings.copied_of = chart::CopiedIn(indexes.copies, path, configuration->profile->dates);
  const auto analysis = Session::run(Session::work_for(document), answering.stop);
  return report(answering, uri, nullptr, items_of(session, document, *analysis));
}

void finish(Session& session, Answering& answering) {
  session.workspace.answering.erase(answering.id);
  Reply reply = kept(session, answering.reply);
  if (answering.stop.stop_requested())
    return reply.give(protocol::Failure{protocol::ErrorCode::request_cancelled, "cancelled"});
  reply.give(json::object{{"items", std::move(answering.items)}});
}

void take(Session& session, Answering& answering, json::object one) {
  if (!answering.token) {
    answering.items.push_back(std::move(one));
    return;
  }
  session.router.notify("$/progress",
                        json::object{{"token", *answering.token}, {"value", {{"items", json::array{std::move(one)}}}}});
}

void go_on(Session& session, const std::shared_ptr<Answering>& answering) {
  while (answering->next != answering->paths.size() && !answering->stop.stop_requested()) {
    const std::string& path = answering->paths[answering->next++];
    const std::string uri = uri_of(session, path);
    if (Document* document = session.document(uri)) {
      const lint::Analysis& analysis = session.analysis(*document);
      take(session, *answering, report(*answering, uri, document->version, items_of(session, *document, analysis)));
      continue;
    }
    boost::asio::post(session.pool, [&session, answering, path, uri, configuration_of = session.configuration_of,
                                     indexes = session.workspace.indexes] {
      auto one = report_from_disk(session, configuration_of, indexes, *answering, path, uri);
      session.post([&session, answering, one = std::move(one)]() mutable {
        if (one) take(session, *answering, std::move(*one));
        go_on(session, answering);
      });
    });
    return;
  }
  finish(session, *answering);
}

void begin(Session& session, const WorkspaceDiagnosticParams& params, Reply reply) {
  std::string id = json::serialize(reply.id());
  const std::stop_token stop = session.workspace.answering[id].get_token();
  auto answering = std::make_shared<Answering>(Answering{.paths = {},
                                                         .previous = {},
                                                         .token = params.partialResultToken,
                                                         .items = {},
                                                         .id = std::move(id),
                                                         .stop = stop,
                                                         .reply = keep(session, std::move(reply))});
  for (const auto& [uri, value] : params.previousResultIds) answering->previous.emplace(uri, value);
  current_index(session).each([&](const Facts& file) { answering->paths.push_back(file->path()); });
  std::ranges::sort(answering->paths);
  go_on(session, answering);
}

}  // namespace

void bind_workspace_diagnostic(Session& session) {
  session.router.on_request_with_reply<WorkspaceDiagnosticParams>(
      "workspace/diagnostic", [&session](const WorkspaceDiagnosticParams& params, Reply reply) {
        when_indexed(session, [&session, params, number = keep(session, std::move(reply))] {
          begin(session, params, kept(session, number));
        });
      });
}

}  // namespace notewell::features
