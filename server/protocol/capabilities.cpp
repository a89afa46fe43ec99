#include "protocol/capabilities.hpp"

#include <algorithm>

namespace notewell::protocol {
namespace {

/// The value at a path of keys; nullptr if any is absent.
const json::value* at(const json::value& root, std::initializer_list<std::string_view> path) {
  const json::value* value = &root;
  for (const std::string_view key : path) {
    const auto* object = value->if_object();
    value = object == nullptr ? nullptr : object->if_contains(key);
    if (value == nullptr) return nullptr;
  }
  return value;
}

bool flag(const json::value& root, std::initializer_list<std::string_view> path) {
  const json::value* value = at(root, path);
  return value != nullptr && value->is_bool() && value->get_bool();
}

bool present(const json::value& root, std::initializer_list<std::string_view> path) {
  const json::value* value = at(root, path);
  return value != nullptr && !value->is_null();
}

template <class Item>
bool lists(const json::value& root, std::initializer_list<std::string_view> path, const Item& item) {
  const json::value* value = at(root, path);
  if (value == nullptr || !value->is_array()) return false;
  return std::ranges::any_of(value->get_array(),
                             [&](const json::value& element) { return element == json::value(item); });
}

text::PositionEncoding encoding_of(const json::value& capabilities) {
  const json::value* offered = at(capabilities, {"general", "positionEncodings"});
  if (offered == nullptr || !offered->is_array() || offered->get_array().empty()) return text::PositionEncoding::utf16;
  if (lists(capabilities, {"general", "positionEncodings"}, "utf-8")) return text::PositionEncoding::utf8;
  const bool only_utf32 = !lists(capabilities, {"general", "positionEncodings"}, "utf-16") &&
                          lists(capabilities, {"general", "positionEncodings"}, "utf-32");
  return only_utf32 ? text::PositionEncoding::utf32 : text::PositionEncoding::utf16;
}

}  // namespace

Capabilities read_capabilities(const json::value& client, const json::value& options) {
  Capabilities out;
  out.encoding = encoding_of(client);
  out.pull_diagnostics = present(client, {"textDocument", "diagnostic"});
  out.refresh_diagnostics = flag(client, {"workspace", "diagnostics", "refreshSupport"});
  out.watched_files = flag(client, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  out.relative_patterns = flag(client, {"workspace", "didChangeWatchedFiles", "relativePatternSupport"});
  out.workspace_folders = flag(client, {"workspace", "workspaceFolders"});
  out.configuration = flag(client, {"workspace", "configuration"});
  out.dynamic_configuration = flag(client, {"workspace", "didChangeConfiguration", "dynamicRegistration"});
  out.work_done_progress = flag(client, {"window", "workDoneProgress"});
  out.will_rename_files = flag(client, {"workspace", "fileOperations", "willRename"});
  out.did_rename_files = flag(client, {"workspace", "fileOperations", "didRename"});
  out.did_delete_files = flag(client, {"workspace", "fileOperations", "didDelete"});
  out.did_create_files = flag(client, {"workspace", "fileOperations", "didCreate"});
  out.definition_links = flag(client, {"textDocument", "definition", "linkSupport"});
  out.prepare_rename = flag(client, {"textDocument", "rename", "prepareSupport"});
  out.change_annotations = present(client, {"workspace", "workspaceEdit", "changeAnnotationSupport"});
  out.refresh_code_lenses = flag(client, {"workspace", "codeLens", "refreshSupport"});
  out.related_information = flag(client, {"textDocument", "publishDiagnostics", "relatedInformation"}) ||
                            flag(client, {"textDocument", "diagnostic", "relatedInformation"});
  out.code_description = flag(client, {"textDocument", "publishDiagnostics", "codeDescriptionSupport"}) ||
                         flag(client, {"textDocument", "diagnostic", "codeDescriptionSupport"});
  out.diagnostic_data = flag(client, {"textDocument", "publishDiagnostics", "dataSupport"}) ||
                        flag(client, {"textDocument", "diagnostic", "dataSupport"});
  out.unnecessary_tag = lists(client, {"textDocument", "publishDiagnostics", "tagSupport", "valueSet"}, 1) ||
                        lists(client, {"textDocument", "diagnostic", "tagSupport", "valueSet"}, 1);
  out.code_action_literals = present(client, {"textDocument", "codeAction", "codeActionLiteralSupport"});
  out.preferred_actions = flag(client, {"textDocument", "codeAction", "isPreferredSupport"});
  out.document_changes = flag(client, {"workspace", "workspaceEdit", "documentChanges"});
  out.apply_edit = flag(client, {"workspace", "applyEdit"});
  out.completion_snippets = flag(client, {"textDocument", "completion", "completionItem", "snippetSupport"});
  out.completion_markdown =
      lists(client, {"textDocument", "completion", "completionItem", "documentationFormat"}, "markdown");
  out.hover_markdown = lists(client, {"textDocument", "hover", "contentFormat"}, "markdown");
  const json::value* command = at(options, {"snippetCommand"});
  if (command != nullptr && command->is_string()) out.snippet_command = command->get_string();
  if (flag(client, {"workspace", "workspaceEdit", "snippetEditSupport"}) && out.document_changes) {
    out.placeholders = Placeholders::standard;
  } else if (flag(client, {"experimental", "snippetTextEdit"}) && out.document_changes) {
    out.placeholders = Placeholders::experimental;
  } else if (!out.snippet_command.empty()) {
    out.placeholders = Placeholders::command;
  }
  return out;
}

}  // namespace notewell::protocol
