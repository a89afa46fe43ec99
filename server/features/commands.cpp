#include "features/commands.hpp"

#include <algorithm>

namespace notewell::features {
namespace {

using protocol::ErrorCode;
using protocol::ExecuteCommandParams;
using protocol::Failure;
using protocol::Outcome;

struct Command {
  std::string_view name;
  Outcome (*run)(Session&, const Arguments&);
  bool (*of_use)(const protocol::Capabilities&);
};

const std::vector<Command>& commands() {
  static const std::vector<Command> all = {
      {addendum_command, add_addendum, [](const auto& client) { return client.apply_edit; }},
      {apply_fix_command, apply_fix,
       [](const auto& client) { return client.apply_edit && !client.code_action_literals; }},
      {audit_command, audit, [](const auto&) { return true; }},
      {audit_view_command, show_audit_view,
       [](const auto& client) { return client.document_content && client.show_document; }},
      {explain_rule_command, explain_rule, [](const auto&) { return true; }},
      {new_note_command, new_note, [](const auto& client) { return client.apply_edit && client.create_files; }},
      {sign_command, sign_note, [](const auto& client) { return client.apply_edit; }},
  };
  return all;
}

Outcome execute(Session& session, const ExecuteCommandParams& params) {
  const auto it = std::ranges::find(commands(), params.command, &Command::name);
  if (it == commands().end() || !it->of_use(session.client))
    return Failure{ErrorCode::invalid_params, "no such command: " + params.command.substr(0, 80)};
  return it->run(session, params.arguments.value_or(Arguments{}));
}

}  // namespace

std::vector<std::string_view> command_names(const protocol::Capabilities& client) {
  std::vector<std::string_view> out;
  for (const Command& command : commands()) {
    if (command.of_use(client)) out.push_back(command.name);
  }
  return out;
}

void bind_commands(Session& session) {
  session.router.on_request<ExecuteCommandParams>("workspace/executeCommand",
                                                  [&session](const auto& params) { return execute(session, params); });
}

}  // namespace notewell::features
