#pragma once
// The LSP features, one file each. A feature reads the session's documents and answers; only synchronization changes
// them.

#include "lint/lint.hpp"
#include "lint/template.hpp"
#include "protocol/session.hpp"
#include "protocol/types.hpp"

namespace notewell::features {

using protocol::Document;
using protocol::from_wire;
using protocol::Session;
using protocol::to_wire;
namespace json = boost::json;

/// The server's `codeActionProvider` for this client. code_action.cpp
[[nodiscard]] json::object code_action_options(const protocol::Capabilities& client);
/// The server's `completionProvider` for this client. completion.cpp
[[nodiscard]] json::object completion_options(const protocol::Capabilities& client);

/// Puts every feature's handlers into the session's router.
void bind_all(Session& session);

void bind_lifecycle(Session& session);
void bind_synchronization(Session& session);
void bind_diagnostics(Session& session);
void bind_code_action(Session& session);
void bind_code_lens(Session& session);
void bind_completion(Session& session);
void bind_document_highlight(Session& session);
void bind_document_link(Session& session);
void bind_document_symbol(Session& session);
void bind_folding_range(Session& session);
void bind_hover(Session& session);
void bind_selection_range(Session& session);
void bind_semantic_tokens(Session& session);
void bind_formatting(Session& session);
void bind_inlay_hint(Session& session);
void bind_on_type_formatting(Session& session);
void bind_definition(Session& session);
void bind_references(Session& session);
void bind_rename(Session& session);
void bind_file_rename(Session& session);
void bind_workspace(Session& session);
void bind_workspace_symbol(Session& session);
void bind_workspace_diagnostic(Session& session);
void bind_configuration(Session& session);
void bind_trace(Session& session);

// audit_view.cpp

/// What is announced of it to a client that asks for the content of documents.
[[nodiscard]] json::object audit_view_options();
void bind_audit_view(Session& session);
/// Has the client ask again for a view that it has asked for once.
void refresh_audit_view(Session& session, const std::string& uri);

// diagnostics.cpp

/// One finding as the client takes it.
[[nodiscard]] json::object diagnostic(const lint::Finding& finding, const Document& document, const Session& session);
/// Publishes diagnostics, which are given as JSON, in the form that the client declared.
void publish_diagnostics(Session& session, const std::string& uri, std::int64_t version, const std::string& items);
/// Called when a document's text has changed (or it was opened): publishes, now or when typing pauses, to a client that
/// does not ask by itself.
void document_changed(Session& session, Document& document);
/// Called when a document is closed: takes its diagnostics back.
void document_closed(Session& session, const Document& document);

// synchronization.cpp

/// Settings, or a plan, may have changed: open notes are held against what holds now.
void settings_changed(Session& session);

// workspace.cpp

/// Takes the folders that the client works in.
void set_folders(Session& session, const protocol::InitializeParams& params);
/// Begins to index them.
void start_workspace(Session& session);

// configuration.cpp

/// Takes the client's initializationOptions.
void set_options(Session& session, const protocol::InitializeParams& params);
/// Tells what is wrong in them, asks the client for its settings, and to be told when they change.
void start_configuration(Session& session);

// trace.cpp

/// Takes how much the client wants to be told of what the server does: "off", "messages", "verbose".
void set_trace(Session& session, std::string_view value);

}  // namespace notewell::features
