// textDocument/diagnostic and textDocument/publishDiagnostics: one of the two, as the client declared.
//
// Invariant: nothing is published after close. Invariant: a published set differs from the one before it.

#include <boost/asio/post.hpp>

#include "features/features.hpp"
#include "features/rule_files.hpp"
#include "features/workspace.hpp"
#include "lint/rule_page.hpp"
#include "protocol/file_uri.hpp"

namespace notewell::features {
namespace {

using namespace std::chrono_literals;
using protocol::DocumentDiagnosticParams;
using protocol::Reply;

constexpr auto cheap = 4ms;            // an analysis that takes less is made at once
constexpr auto shortest_quiet = 10ms;  // else the pause in typing that is waited for: twice the analysis, within these
constexpr auto longest_quiet = 200ms;
constexpr auto longest_wait = 1s;  // steady typing is told something at least this often

/// All findings of an analysis, as JSON.
std::string items(const Document& document, const lint::Analysis& analysis, const Session& session) {
  std::string out = "[";
  for (const lint::Finding& finding : analysis.findings) {
    if (out.size() > 1) out += ',';
    out += json::serialize(diagnostic(finding, document, session));
  }
  return out += ']';
}

/// Notes whether the set differs from the one the client has.
bool renew(Session& session, Document& document, std::string now) {
  if (document.result != 0 && document.told == now) return false;
  document.told = std::move(now);
  document.result = ++session.results;
  return true;
}

void publish(Session& session, Document& document) {
  document.waiting_since.reset();
  if (session.documents.size() > 1) (void)current_index(session);  // others may lean on what changed here
  if (!renew(session, document, items(document, *document.analysis, session))) return;
  publish_diagnostics(session, document.uri, document.version, document.told);
}

/// Analyses on another thread and publishes if the document is still at that version then.
void publish_later(Session& session, Document& document) {
  auto work = std::make_shared<const Session::Work>(Session::work_for(document));
  boost::asio::post(session.pool, [&session, work, uri = document.uri, version = document.version,
                                   stop = document.stop.get_token()] {
    const auto start = std::chrono::steady_clock::now();
    auto analysis = Session::run(*work, stop);
    const auto cost = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    if (stop.stop_requested()) return;
    session.post([&session, uri, version, cost, analysis = std::move(analysis)] {
      Document* now = session.document(uri);
      if (now == nullptr || now->version != version) return;
      session.take(*now, analysis, cost);
      publish(session, *now);
    });
  });
}

void wait_for_quiet(Session& session, Document& document) {
  const auto now = std::chrono::steady_clock::now();
  if (!document.waiting_since) document.waiting_since = now;
  const auto pause = std::clamp<std::chrono::microseconds>(2 * document.cost, shortest_quiet, longest_quiet);
  const auto left = *document.waiting_since + longest_wait - now;
  document.quiet = std::make_unique<boost::asio::steady_timer>(session.strand);
  document.quiet->expires_after(
      std::min<std::chrono::nanoseconds>(pause, std::max<std::chrono::nanoseconds>(left, 0ns)));
  document.quiet->async_wait(
      [&session, uri = document.uri, version = document.version](const boost::system::error_code& error) {
        if (error) return;
        const protocol::Turn turn(session.turns);
        Document* open = session.document(uri);
        if (open != nullptr && open->version == version) publish_later(session, *open);
      });
}

void answer(Session& session, const DocumentDiagnosticParams& params, Reply reply) {
  if (answer_rule_file(session, params, reply)) return;
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) {
    reply.give(json::object{{"kind", "full"}, {"items", json::array()}});
    return;
  }
  if (session.documents.size() > 1) (void)current_index(session);  // what this note leans on may be open as well
  renew(session, *document, items(*document, session.analysis(*document), session));
  const std::string id = std::to_string(document->result);
  if (params.previousResultId == id) {
    reply.give(json::object{{"kind", "unchanged"}, {"resultId", id}});
    return;
  }
  std::string result = R"({"kind":"full","resultId":")" + id + R"(","items":)";
  result += document->told;
  reply.give_text(result += '}');
}

}  // namespace

void publish_diagnostics(Session& session, const std::string& uri, std::int64_t version, const std::string& items) {
  std::string params = R"({"uri":)" + json::serialize(json::value(uri));
  if (session.client.diagnostics_version) params += R"(,"version":)" + std::to_string(version);
  params += R"(,"diagnostics":)" + items;
  session.router.notify_text("textDocument/publishDiagnostics", params += '}');
}

json::object diagnostic(const lint::Finding& finding, const Document& document, const Session& session) {
  const auto range = [&](text::Span span) { return to_wire(document.text.range(span, session.client.encoding)); };
  json::object out = {{"range", range(finding.span)},
                      {"severity", static_cast<int>(finding.severity) + 1},
                      {"code", finding.rule->id},
                      {"source", "notewell"},
                      {"message", finding.message}};
  if (session.client.code_description) out["codeDescription"] = {{"href", lint::rule_page(*finding.rule)}};
  if (session.client.unnecessary_tag && finding.unnecessary) out["tags"] = json::array{1};
  if (session.client.related_information && !finding.related.empty()) {
    json::array related;
    for (const lint::Related& place : finding.related) {
      json::object location{{"uri", place.path.empty() ? document.uri : protocol::file_uri(place.path)},
                            {"range", place.path.empty() ? range(place.span) : to_wire(place.range)}};
      related.push_back({{"location", std::move(location)}, {"message", place.message}});
    }
    out["relatedInformation"] = std::move(related);
  }
  return out;
}

void document_changed(Session& session, Document& document) {
  if (session.client.pull_diagnostics) return;  // the client asks when it wants to know
  const bool first = document.analysis == nullptr;
  if (first || document.cost < cheap) {
    (void)session.analysis(document);
    publish(session, document);
  } else {
    wait_for_quiet(session, document);
  }
}

void document_closed(Session& session, const Document& document) {
  if (session.client.pull_diagnostics) return;
  session.router.notify("textDocument/publishDiagnostics",
                        json::object{{"uri", document.uri}, {"diagnostics", json::array()}});
}

void bind_diagnostics(Session& session) {
  session.router.on_request_with_reply<DocumentDiagnosticParams>(
      "textDocument/diagnostic",
      [&session](const DocumentDiagnosticParams& params, Reply reply) { answer(session, params, std::move(reply)); });
}

}  // namespace notewell::features
