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
  return value != nullptr && !value->is_null() && *value != json::value(false);  // false is how some take one back
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

std::vector<std::string> strings(const json::value& root, std::initializer_list<std::string_view> path) {
  std::vector<std::string> out;
  const json::value* value = at(root, path);
  if (value == nullptr || !value->is_array()) return out;
  for (const json::value& element : value->get_array()) {
    if (element.is_string()) out.emplace_back(element.get_string());
  }
  return out;
}

SemanticTokens semantic_tokens_of(const json::value& client) {
  constexpr std::string_view document = "textDocument";
  constexpr std::string_view tokens = "semanticTokens";
  SemanticTokens out;
  if (!lists(client, {document, tokens, "formats"}, "relative")) return out;
  out.types = strings(client, {document, tokens, "tokenTypes"});
  out.modifiers = strings(client, {document, tokens, "tokenModifiers"});
  out.delta = flag(client, {document, tokens, "requests", "full", "delta"});
  const json::value* full = at(client, {document, tokens, "requests", "full"});
  out.full = full != nullptr && (full->is_object() || *full == json::value(true));
  const json::value* range = at(client, {document, tokens, "requests", "range"});
  out.range = range != nullptr && (range->is_object() || *range == json::value(true));
  out.multiline = flag(client, {document, tokens, "multilineTokenSupport"});
  out.refresh = flag(client, {"workspace", tokens, "refreshSupport"});
  return out;
}

}  // namespace

Capabilities read_capabilities(const json::value& client, const json::value& options) {
  Capabilities out;
  out.encoding = encoding_of(client);
  out.pull_diagnostics = present(client, {"textDocument", "diagnostic"});
  out.refresh_diagnostics = flag(client, {"workspace", "diagnostics", "refreshSupport"});
  const auto dynamic = [&](std::string_view feature) {
    return flag(client, {"textDocument", feature, "dynamicRegistration"});
  };
  out.dynamic = {.synchronization = dynamic("synchronization"),
                 .diagnostics = dynamic("diagnostic"),
                 .completion = dynamic("completion"),
                 .hover = dynamic("hover")};
  out.watched_files = flag(client, {"workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  out.diagnostics_version = flag(client, {"textDocument", "publishDiagnostics", "versionSupport"});
  out.document_content = present(client, {"workspace", "textDocumentContent"});
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
  out.disabled_actions = flag(client, {"textDocument", "codeAction", "disabledSupport"});
  out.resolves_action_edits = lists(client, {"textDocument", "codeAction", "resolveSupport", "properties"}, "edit") &&
                              flag(client, {"textDocument", "codeAction", "dataSupport"});
  out.documented_actions = flag(client, {"textDocument", "codeAction", "documentationSupport"});
  out.show_document = flag(client, {"window", "showDocument", "support"});
  out.document_changes = flag(client, {"workspace", "workspaceEdit", "documentChanges"});
  out.apply_edit = flag(client, {"workspace", "applyEdit"});
  out.create_files =
      out.document_changes && lists(client, {"workspace", "workspaceEdit", "resourceOperations"}, "create");
  out.completion_snippets = flag(client, {"textDocument", "completion", "completionItem", "snippetSupport"});
  out.completion_markdown =
      lists(client, {"textDocument", "completion", "completionItem", "documentationFormat"}, "markdown");
  const auto item = [&](std::string_view name) {
    return flag(client, {"textDocument", "completion", "completionItem", name});
  };
  out.completion_resolve_documentation =
      lists(client, {"textDocument", "completion", "completionItem", "resolveSupport", "properties"}, "documentation");
  out.completion_insert_replace = item("insertReplaceSupport");
  out.completion_commit_characters = item("commitCharactersSupport");
  out.completion_label_details = item("labelDetailsSupport");
  out.completion_default_range =
      lists(client, {"textDocument", "completion", "completionList", "itemDefaults"}, "editRange");
  out.completion_default_format =
      lists(client, {"textDocument", "completion", "completionList", "itemDefaults"}, "insertTextFormat");
  out.hover_markdown = lists(client, {"textDocument", "hover", "contentFormat"}, "markdown");
  out.hierarchical_symbols = flag(client, {"textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport"});
  out.folds_whole_lines = flag(client, {"textDocument", "foldingRange", "lineFoldingOnly"});
  out.fold_texts = flag(client, {"textDocument", "foldingRange", "foldingRange", "collapsedText"});
  if (const json::value* limit = at(client, {"textDocument", "foldingRange", "rangeLimit"})) {
    boost::system::error_code error;
    const auto most = limit->to_number<std::uint32_t>(error);
    if (!error) out.most_folds = most;
  }
  out.link_tooltips = flag(client, {"textDocument", "documentLink", "tooltipSupport"});
  out.semantic_tokens = semantic_tokens_of(client);
  out.ranges_formatting = flag(client, {"textDocument", "rangeFormatting", "rangesSupport"});
  out.refresh_folds = flag(client, {"workspace", "foldingRange", "refreshSupport"});
  out.refresh_inlay_hints = flag(client, {"workspace", "inlayHint", "refreshSupport"});
  const json::value* command = at(options, {"snippetCommand"});
  if (command != nullptr && command->is_string()) out.snippet_command = command->get_string();
  out.snippet_choices = flag(options, {"snippetChoices"});
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
