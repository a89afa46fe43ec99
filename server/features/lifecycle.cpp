// initialize, initialized, shutdown, exit, $/setTrace, $/cancelRequest.

#include <array>

#include <boost/asio/post.hpp>

#include "features/commands.hpp"
#include "features/features.hpp"
#include "features/semantic_tokens.hpp"
#include "features/workspace.hpp"
#include "lint/builtin.hpp"

#ifndef NOTEWELL_VERSION
#define NOTEWELL_VERSION "0.0.0"
#endif

namespace notewell::features {
namespace {

using protocol::InitializeParams;
using protocol::Outcome;

std::string_view encoding_name(text::PositionEncoding encoding) {
  constexpr std::array<std::string_view, 3> names = {"utf-8", "utf-16", "utf-32"};
  return names.at(static_cast<std::size_t>(encoding));
}

json::object capabilities(const protocol::Capabilities& client) {
  json::object out = {
      {"positionEncoding", encoding_name(client.encoding)},
      {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
      {"hoverProvider", true},
      {"codeLensProvider", {{"resolveProvider", true}}},
      {"documentSymbolProvider", true},
      {"documentHighlightProvider", true},
      {"documentLinkProvider", {{"resolveProvider", false}}},
      {"foldingRangeProvider", true},
      {"selectionRangeProvider", true},
      {"completionProvider", completion_options(client)},
  };
  if (auto tokens = semantic_tokens_options(client)) out["semanticTokensProvider"] = std::move(*tokens);
  if (client.code_action_literals) {
    out["codeActionProvider"] = code_action_options(client);
  } else if (client.apply_edit) {
    out["codeActionProvider"] = true;
  }
  out["documentFormattingProvider"] = true;
  out["documentRangeFormattingProvider"] =
      client.ranges_formatting ? json::value{{"rangesSupport", true}} : json::value(true);
  out["documentOnTypeFormattingProvider"] = {{"firstTriggerCharacter", "\n"}, {"moreTriggerCharacter", {"]", ":"}}};
  out["inlayHintProvider"] = true;
  out["executeCommandProvider"] = {{"commands", json::value_from(command_names(client))}};
  out["definitionProvider"] = true;
  out["referencesProvider"] = true;
  out["renameProvider"] = client.prepare_rename ? json::value{{"prepareProvider", true}} : json::value(true);
  out["workspaceSymbolProvider"] = true;
  if (auto workspace = workspace_options(client); !workspace.empty()) out["workspace"] = std::move(workspace);
  if (client.pull_diagnostics) {
    out["diagnosticProvider"] = {
        {"identifier", "notewell"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}};
  }
  return out;
}

/// Asks a client that watches files to tell of changed settings.
void watch_settings(Session& session) {
  if (!session.client.watched_files) return;
  json::object watchers = {
      {"watchers", json::array{json::object{{"globPattern", "**/" + std::string(chart::configuration_name)}}}}};
  session.router.request(
      "client/registerCapability",
      json::object{{"registrations", json::array{json::object{{"id", "notewell.settings"},
                                                              {"method", "workspace/didChangeWatchedFiles"},
                                                              {"registerOptions", std::move(watchers)}}}}});
}

/// Reads the rules in the background while client and server greet each other; behind the answer, which would be late
/// otherwise where there are few cores.
void load_rules_soon(Session& session) {
  session.post([&session] { boost::asio::post(session.pool, [] { (void)lint::builtin_knowledge(); }); });
}

}  // namespace

void bind_lifecycle(Session& session) {
  session.router.on_request<InitializeParams>("initialize", [&session](const InitializeParams& params) -> Outcome {
    const json::value options = params.initializationOptions.value_or(json::value(nullptr));
    session.client = protocol::read_capabilities(params.capabilities, options);
    session.router.state = protocol::Router::State::running;
    if (params.processId && session.watch_process) session.watch_process(*params.processId);
    set_trace(session, params.trace.value_or("off"));
    set_options(session, params);
    set_folders(session, params);
    load_rules_soon(session);
    return json::object{{"capabilities", capabilities(session.client)},
                        {"serverInfo", {{"name", "notewell"}, {"version", NOTEWELL_VERSION}}}};
  });
  // These three have no params, and clients send null, {} or [] for that.
  session.router.on_notification<json::value>("initialized", [&session](const json::value&) {
    start_configuration(session);
    watch_settings(session);
    start_workspace(session);
  });
  session.router.on_request<json::value>("shutdown", [&session](const json::value&) -> Outcome {
    session.router.state = protocol::Router::State::shut_down;
    return json::value(nullptr);
  });
  session.router.on_notification<json::value>("exit", [&session](const json::value&) {
    session.exit(session.router.state == protocol::Router::State::shut_down ? 0 : 1);
  });
}

void bind_all(Session& session) {
  bind_lifecycle(session);
  bind_synchronization(session);
  bind_diagnostics(session);
  bind_audit_view(session);
  bind_code_action(session);
  bind_code_lens(session);
  bind_commands(session);
  bind_completion(session);
  bind_document_highlight(session);
  bind_document_link(session);
  bind_document_symbol(session);
  bind_folding_range(session);
  bind_hover(session);
  bind_selection_range(session);
  bind_semantic_tokens(session);
  bind_formatting(session);
  bind_inlay_hint(session);
  bind_on_type_formatting(session);
  bind_definition(session);
  bind_references(session);
  bind_rename(session);
  bind_file_rename(session);
  bind_workspace(session);
  bind_workspace_symbol(session);
  bind_workspace_diagnostic(session);
  bind_configuration(session);
  bind_trace(session);
}

}  // namespace notewell::features
