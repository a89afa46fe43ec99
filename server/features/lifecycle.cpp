// initialize, initialized, shutdown, exit, $/setTrace, $/cancelRequest.

#include <array>

#include "features/features.hpp"

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
      {"completionProvider", {{"triggerCharacters", {"-", ":", "#", "["}}}},
  };
  if (client.code_action_literals) {
    out["codeActionProvider"] = {{"codeActionKinds", {"quickfix"}}};
  } else if (client.apply_edit) {
    out["codeActionProvider"] = true;
    out["executeCommandProvider"] = {{"commands", {"notewell.applyFix"}}};
  }
  if (client.pull_diagnostics) {
    out["diagnosticProvider"] = {
        {"identifier", "notewell"}, {"interFileDependencies", true}, {"workspaceDiagnostics", false}};
  }
  return out;
}

/// Options that the client gave and Notewell does not have: to be told, never ignored in silence.
std::string unknown_options(const json::value& options) {
  std::string out;
  if (const auto* object = options.if_object()) {
    for (const auto& [key, value] : *object) {
      if (key != "snippetCommand") out += (out.empty() ? "" : ", ") + std::string(key);
    }
  }
  return out;
}

}  // namespace

void bind_lifecycle(Session& session) {
  session.router.on_request<InitializeParams>("initialize", [&session](const InitializeParams& params) -> Outcome {
    const json::value options = params.initializationOptions.value_or(json::value(nullptr));
    session.client = protocol::read_capabilities(params.capabilities, options);
    session.router.state = protocol::Router::State::running;
    if (params.processId && session.watch_process) session.watch_process(*params.processId);
    session.unknown_options = unknown_options(options);
    return json::object{{"capabilities", capabilities(session.client)},
                        {"serverInfo", {{"name", "notewell"}, {"version", NOTEWELL_VERSION}}}};
  });
  session.router.on_notification<NoParams>("initialized", [&session](const NoParams&) {
    if (session.unknown_options.empty()) return;
    constexpr int warning = 2;
    session.router.notify("window/logMessage",
                          json::object{{"type", warning},
                                       {"message", "Notewell has no setting named " + session.unknown_options +
                                                       "; it knows: snippetCommand."}});
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
  bind_completion(session);
  bind_hover(session);
}

}  // namespace notewell::features
