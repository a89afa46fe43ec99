// initialize, initialized, shutdown, exit, $/setTrace, $/cancelRequest.

#include <array>

#include "features/features.hpp"
#include "features/workspace.hpp"

#ifndef NOTEWELL_VERSION
#define NOTEWELL_VERSION "0.0.0"
#endif

namespace notewell::features {
namespace {

using protocol::InitializeParams;
using protocol::NoParams;
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
      {"completionProvider", {{"triggerCharacters", {"-", ":", "#", "["}}}},
  };
  if (client.code_action_literals) {
    out["codeActionProvider"] = {{"codeActionKinds", {"quickfix"}}};
  } else if (client.apply_edit) {
    out["codeActionProvider"] = true;
    out["executeCommandProvider"] = {{"commands", {"notewell.applyFix"}}};
  }
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
    return json::object{{"capabilities", capabilities(session.client)},
                        {"serverInfo", {{"name", "notewell"}, {"version", NOTEWELL_VERSION}}}};
  });
  session.router.on_notification<NoParams>("initialized", [&session](const NoParams&) {
    start_configuration(session);
    watch_settings(session);
    start_workspace(session);
  });
  session.router.on_request<NoParams>("shutdown", [&session](const NoParams&) -> Outcome {
    session.router.state = protocol::Router::State::shut_down;
    return json::value(nullptr);
  });
  session.router.on_notification<NoParams>("exit", [&session](const NoParams&) {
    session.exit(session.router.state == protocol::Router::State::shut_down ? 0 : 1);
  });
}

void bind_all(Session& session) {
  bind_lifecycle(session);
  bind_synchronization(session);
  bind_diagnostics(session);
  bind_code_action(session);
  bind_code_lens(session);
  bind_completion(session);
  bind_hover(session);
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
