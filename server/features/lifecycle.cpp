// initialize, initialized, shutdown, exit, $/setTrace, $/cancelRequest.

#include <array>

#include "features/commands.hpp"
#include "features/features.hpp"
#include "features/semantic_tokens.hpp"

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
      {"codeLensProvider", {{"resolveProvider", false}}},
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
  if (client.pull_diagnostics) {
    out["diagnosticProvider"] = {
        {"identifier", "notewell"}, {"interFileDependencies", true}, {"workspaceDiagnostics", false}};
  }
  return out;
}

/// Takes the profile from the client's options. Returns what is wrong in them: to be told, never ignored in silence.
std::string read_options(const json::value& options, Session& session) {
  std::string unknown;
  std::string wrong;
  const auto* object = options.if_object();
  if (object == nullptr) return {};
  for (const auto& [key, value] : *object) {
    if (key == "profile") {
      const lint::ProfileSet& profiles = lint::builtin_knowledge()->profiles;
      const std::string name = value.is_string() ? std::string(value.get_string()) : json::serialize(value);
      if (const auto found = profiles.find(name); found != profiles.end()) {
        session.profile = found->second;
      } else if (!value.is_null() && !name.empty()) {
        wrong = "Notewell has no profile “" + name + "”. " + lint::profile_meant(profiles, name);
      }
    } else if (key != "snippetCommand") {
      unknown += (unknown.empty() ? "" : ", ") + std::string(key);
    }
  }
  if (unknown.empty()) return wrong;
  return (wrong.empty() ? "" : wrong + " ") + "Notewell has no setting named " + unknown +
         "; it knows: profile, snippetCommand.";
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
    session.wrong_options = read_options(options, session);
    // Made when the first note is opened: loading the rules would hold up this answer.
    session.configuration_of = [profile = session.profile,
                                made = chart::ConfigurationOf{}](const std::filesystem::path& folder) mutable {
      if (!made)
        made = chart::configurations(lint::builtin_knowledge(),
                                     {.profile = profile, .file = {}, .top = chart::home_folder()});
      return made(folder);
    };
    return json::object{{"capabilities", capabilities(session.client)},
                        {"serverInfo", {{"name", "notewell"}, {"version", NOTEWELL_VERSION}}}};
  });
  // These three have no params, and clients send null, {} or [] for that.
  session.router.on_notification<json::value>("initialized", [&session](const json::value&) {
    constexpr int warning = 2;
    if (!session.wrong_options.empty())
      session.router.notify("window/showMessage", json::object{{"type", warning}, {"message", session.wrong_options}});
    watch_settings(session);
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
}

}  // namespace notewell::features
