// textDocument/didOpen, didChange, didSave, didClose: the only place where open notes change.

#include <ranges>
#include <utility>

#include "chart/chart_of.hpp"
#include "chart/linked_plan.hpp"
#include "features/features.hpp"
#include "features/rule_files.hpp"
#include "features/workspace.hpp"

namespace notewell::features {
namespace {

using protocol::DidChangeTextDocumentParams;
using protocol::DidCloseTextDocumentParams;
using protocol::DidOpenTextDocumentParams;
using text::Span;

/// What is wrong in a notewell.toml and the practice's own rules, a line each, as far as a message can hold it.
std::string mistakes(const chart::Configuration& configuration) {
  constexpr std::size_t most = 8;
  std::string out;
  for (const lint::ProfileProblem& problem : configuration.problems | std::views::take(most)) {
    out += (out.empty() ? "" : "\n") + problem.file + (problem.line == 0 ? "" : ":" + std::to_string(problem.line)) +
           ": config-invalid: " + problem.what + ". " + problem.remedy;
  }
  if (configuration.problems.size() > most)
    out += "\nand " + std::to_string(configuration.problems.size() - most) + " more: `notewell check` tells them all";
  return out;
}

/// Takes over the settings that hold for the note now; whether they differ from before. Mistakes in a notewell.toml are
/// told once for each change of it.
bool configure(Session& session, Document& document) {
  const std::filesystem::path path = protocol::path_of(document.uri);
  auto profile = session.profile;
  auto knowledge = lint::builtin_knowledge();
  if (!path.empty()) {
    const auto configuration = session.configuration_of(path.parent_path());
    profile = configuration->profile;
    knowledge = configuration->knowledge;
    ask_for_rule_files(session, *configuration);
    if (auto& told = session.told_configurations[configuration->file]; told != configuration) {
      told = configuration;
      constexpr int warning = 2;
      if (!configuration->problems.empty())
        session.router.notify("window/showMessage",
                              json::object{{"type", warning}, {"message", mistakes(*configuration)}});
    }
  }
  const bool others = document.knowledge != knowledge;
  if (others) {
    document.knowledge = knowledge;
    document.whole = true;  // words have other meanings now
    if (!path.empty()) document.settings.plan_of = chart::linked_plan(path.parent_path(), knowledge);
  }
  const bool judged_otherwise = std::exchange(document.settings.profile, profile) != profile || others;
  if (!path.empty() && (judged_otherwise || !document.settings.chart_of)) {
    document.settings.chart_of = chart::ChartOf(session.workspace.indexes.facts, path, knowledge,
                                                {.encoding = session.client.encoding, .dates = profile->dates});
    document.settings.copied_of = copied_of(session, path, profile->dates);
  }
  return judged_otherwise;
}

void open(Session& session, const DidOpenTextDocumentParams& params) {
  const auto& item = params.textDocument;
  if (open_rule_file(session, item)) return;
  Document& document = session.documents[item.uri];
  document = Document{};  // a second didOpen is the client's mistake; the newest text counts
  document.uri = item.uri;
  document.version = item.version;
  document.text = text::Text(item.text);
  (void)configure(session, document);
  document_changed(session, document);
}

/// Applies the changes in order, each to the text that the one before it left.
void change(Session& session, const DidChangeTextDocumentParams& params) {
  if (change_rule_file(session, params)) return;
  Document* document = session.document(params.textDocument.uri);
  if (document == nullptr) return;
  document->stop.request_stop();
  document->stop = {};
  for (const auto& event : params.contentChanges) {
    if (!event.range) {
      document->text = text::Text(event.text);
      document->edits.clear();
      document->whole = true;
      continue;
    }
    const Span removed = document->text.span(from_wire(*event.range), session.client.encoding);
    document->text = document->text.edited(removed, event.text);
    if (!document->whole)
      document->edits.push_back({.removed = removed, .inserted = static_cast<text::Offset>(event.text.size())});
  }
  document->version = params.textDocument.version;
  if (!session.router.newer_change_waits()) document_changed(session, *document);
}

/// What was saved, or changed on disk, may be settings, or the plan that open notes link to.
void look_around(Session& session) {
  bool any = look_at_rule_files(session);
  for (auto& [uri, document] : session.documents) {
    const bool configured = configure(session, document);
    const bool planned = document.analysis != nullptr && !document.analysis->note->value("plan").empty();
    if (!configured && !planned) continue;
    document.whole = true;
    any = true;
    document_changed(session, document);
  }
  if (any && session.client.pull_diagnostics && session.client.refresh_diagnostics)
    session.router.request("workspace/diagnostic/refresh", nullptr);
  if (any && session.client.semantic_tokens.refresh)
    session.router.request("workspace/semanticTokens/refresh", nullptr);
  // A practice's words may make a section of what was a line.
  if (any && session.client.refresh_folds) session.router.request("workspace/foldingRange/refresh", nullptr);
  if (any && session.client.refresh_inlay_hints) session.router.request("workspace/inlayHint/refresh", nullptr);
}

void close(Session& session, const DidCloseTextDocumentParams& params) {
  if (close_rule_file(session, params.textDocument.uri)) return;
  const auto it = session.documents.find(params.textDocument.uri);
  if (it == session.documents.end()) return;
  it->second.stop.request_stop();
  document_closed(session, it->second);
  session.audit_views.erase(it->first);
  session.documents.erase(it);
  leave_document(session, params.textDocument.uri);
}

/// A saved note may address other goals than when it was last shown.
void save(Session& session, const std::string& uri) {
  look_around(session);
  refresh_audit_view(session, uri);
  if (session.client.refresh_code_lenses) session.router.request("workspace/codeLens/refresh", nullptr);
}

}  // namespace

void settings_changed(Session& session) {
  look_around(session);
}

void bind_synchronization(Session& session) {
  session.router.on_notification<DidOpenTextDocumentParams>("textDocument/didOpen",
                                                            [&session](const auto& params) { open(session, params); });
  session.router.on_notification<DidChangeTextDocumentParams>(
      "textDocument/didChange", [&session](const auto& params) { change(session, params); });
  session.router.on_notification<DidCloseTextDocumentParams>(
      "textDocument/didClose", [&session](const auto& params) { close(session, params); });
  session.router.on_notification<DidCloseTextDocumentParams>(
      "textDocument/didSave", [&session](const auto& params) { save(session, params.textDocument.uri); });
}

}  // namespace notewell::features
