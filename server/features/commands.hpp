#pragma once
// workspace/executeCommand: the server's own commands, each with its function.

#include <string_view>
#include <vector>

#include "features/features.hpp"

namespace notewell::features {

inline constexpr std::string_view addendum_command = "notewell.addendum";
inline constexpr std::string_view apply_fix_command = "notewell.applyFix";
inline constexpr std::string_view audit_command = "notewell.audit";
inline constexpr std::string_view audit_view_command = "notewell.auditView";
inline constexpr std::string_view explain_rule_command = "notewell.explainRule";
inline constexpr std::string_view new_note_command = "notewell.newNote";
inline constexpr std::string_view sign_command = "notewell.sign";

using Arguments = std::vector<json::value>;

/// The names of the commands that this client can make use of.
[[nodiscard]] std::vector<std::string_view> command_names(const protocol::Capabilities& client);

void bind_commands(Session& session);

// audit_view.cpp

/// How an open note, given by its URI, stands before an auditor: {kind, profile, clinician: {name,
/// credentials}, signed, toSign: {errors, warnings},
/// findings: [{range, severity, rule, title, message, why}], gravest first and as severe as in a signed note,
/// elements: [{id, title, asked, places: [range]}]}.
[[nodiscard]] protocol::Outcome audit(Session& session, const Arguments& arguments);

/// Whether notewell.auditView can show this note in the client.
[[nodiscard]] bool has_audit_view(const Session& session, std::string_view uri);

/// Shows an open note, given by its URI, as an auditor would go through it.
[[nodiscard]] protocol::Outcome show_audit_view(Session& session, const Arguments& arguments);

// code_action.cpp

/// For clients that know no actions but commands: the document, its version, begin and end of the place in bytes, and
/// which of the actions there.
[[nodiscard]] protocol::Outcome apply_fix(Session& session, const Arguments& arguments);

// explain_rule.cpp

/// Shows what a rule asks and why: its page where the client shows documents, else a message. Without an argument, the
/// page of all rules.
[[nodiscard]] protocol::Outcome explain_rule(Session& session, const Arguments& arguments);

// new_note.cpp

/// Makes a note beside another: the name of a template, and a document of its folder, whose header names the client.
[[nodiscard]] protocol::Outcome new_note(Session& session, const Arguments& arguments);

// signing.cpp

/// Signs an open note, given by its URI: as the settings say, or as a second argument {name, credentials, reason} does.
/// Fails with what would be needed while errors stand and no reason is given.
[[nodiscard]] protocol::Outcome sign_note(Session& session, const Arguments& arguments);

/// Adds an addendum, to be written, to a signed note that is open, given by its URI.
[[nodiscard]] protocol::Outcome add_addendum(Session& session, const Arguments& arguments);

}  // namespace notewell::features
