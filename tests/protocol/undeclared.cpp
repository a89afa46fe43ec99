#include "undeclared.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <regex>

namespace {

const json::value* member(const json::value& value, std::string_view key) {
  const auto* object = value.if_object();
  return object == nullptr ? nullptr : object->if_contains(key);
}

/// Calls `see` with each element of an array, or with the value itself if it is none; nothing of null.
template <class See>
void each(const json::value* value, const See& see) {
  if (value == nullptr || value->is_null()) return;
  if (!value->is_array()) return see(*value);
  for (const auto& element : value->get_array()) see(element);
}

/// Gathers the first thing that is not declared.
class Look {
 public:
  explicit Look(const Declaration& client) : client_(client) {}

  [[nodiscard]] const std::string& found() const { return found_; }

  void needs(bool declared, std::string what) {
    if (!declared && found_.empty()) found_ = std::move(what);
  }

  /// A property that only clients that declare the path are sent.
  void property(const json::value& in, std::string_view key, std::string_view path) {
    if (member(in, key) != nullptr) needs(client_.has(path), "`" + std::string(key) + "` without " + std::string(path));
  }

  void markup(const json::value* content, std::string_view formats) {
    each(content, [&](const json::value& one) {
      const auto* kind = member(one, "kind");
      if (kind != nullptr && *kind == "markdown")
        needs(client_.lists(formats, "markdown"), "markdown without " + std::string(formats));
    });
  }

  /// Text that goes into the document as it is.
  void plain(const json::value* text) {
    static const std::regex snippet(R"(\$\{?\d)");
    if (text == nullptr || !text->is_string()) return;
    needs(!std::regex_search(std::string(text->get_string()), snippet), "a snippet's syntax in a plain edit");
  }

  void text_edits(const json::value* edits) {
    each(edits, [&](const json::value& edit) {
      if (const auto* format = member(edit, "insertTextFormat"); format != nullptr && *format == 2) {
        needs(client_.has("experimental.snippetTextEdit"), "a snippet without experimental.snippetTextEdit");
      } else {
        plain(member(edit, "newText"));
      }
      if (member(edit, "snippet") != nullptr)
        needs(client_.has("workspace.workspaceEdit.snippetEditSupport"),
              "a SnippetTextEdit without snippetEditSupport");
      property(edit, "annotationId", "workspace.workspaceEdit.changeAnnotationSupport");
    });
  }

  void workspace_edit(const json::value* edit) {
    if (edit == nullptr || !edit->is_object()) return;
    property(*edit, "documentChanges", "workspace.workspaceEdit.documentChanges");
    property(*edit, "changeAnnotations", "workspace.workspaceEdit.changeAnnotationSupport");
    if (const auto* changes = member(*edit, "changes")) {
      for (const auto& [uri, edits] : changes->as_object()) text_edits(&edits);
    }
    each(member(*edit, "documentChanges"), [&](const json::value& change) {
      if (const auto* kind = member(change, "kind")) {
        needs(client_.lists("workspace.workspaceEdit.resourceOperations", *kind),
              json::serialize(*kind) + " of a file without workspace.workspaceEdit.resourceOperations");
      }
      text_edits(member(change, "edits"));
    });
  }

  /// Clients that ask for diagnostics declare what they show either there or where 3.17 had it.
  void diagnostics(const json::value* items) {
    const auto either = [&](std::string_view key) {
      return client_.has("textDocument.publishDiagnostics." + std::string(key)) ||
             client_.has("textDocument.diagnostic." + std::string(key));
    };
    each(items, [&](const json::value& item) {
      const auto only_with = [&](std::string_view key, std::string_view flag) {
        if (member(item, key) != nullptr)
          needs(either(flag), "a diagnostic's `" + std::string(key) + "` without " + std::string(flag));
      };
      only_with("relatedInformation", "relatedInformation");
      only_with("codeDescription", "codeDescriptionSupport");
      only_with("data", "dataSupport");
      each(member(item, "tags"), [&](const json::value& tag) {
        needs(client_.lists("textDocument.publishDiagnostics.tagSupport.valueSet", tag) ||
                  client_.lists("textDocument.diagnostic.tagSupport.valueSet", tag),
              "a diagnostic's tag without tagSupport");
      });
      if (const auto* message = member(item, "message"); message != nullptr && message->is_object())
        needs(client_.has("textDocument.diagnostic.markupMessageSupport"), "markup without markupMessageSupport");
    });
  }

  void diagnostic_report(const json::value& report) {
    diagnostics(member(report, "items"));
    property(report, "relatedDocuments", "textDocument.diagnostic.relatedDocumentSupport");
  }

  void completion_item(const json::value& item, bool snippet_by_default) {
    const auto item_property = [&](std::string_view key, std::string_view path) {
      property(item, key, "textDocument.completion.completionItem." + std::string(path));
    };
    item_property("commitCharacters", "commitCharactersSupport");
    item_property("preselect", "preselectSupport");
    item_property("labelDetails", "labelDetailsSupport");
    item_property("insertTextMode", "insertTextModeSupport");
    item_property("tags", "tagSupport");
    markup(member(item, "documentation"), "textDocument.completion.completionItem.documentationFormat");
    const auto* edit = member(item, "textEdit");
    if (edit != nullptr) property(*edit, "replace", "textDocument.completion.completionItem.insertReplaceSupport");
    const auto* format = member(item, "insertTextFormat");
    if (format != nullptr ? *format == 2 : snippet_by_default) {
      needs(client_.has("textDocument.completion.completionItem.snippetSupport"), "a snippet without snippetSupport");
    } else {
      plain(member(item, "insertText"));
      plain(member(item, "textEditText"));
      if (edit != nullptr) plain(member(*edit, "newText"));
    }
    if (const auto* kind = member(item, "kind")) {
      constexpr std::int64_t reference = 18;  // the last of the first version's kinds
      needs(kind->to_number<std::int64_t>() <= reference ||
                client_.lists("textDocument.completion.completionItemKind.valueSet", *kind),
            "a newer completion kind without completionItemKind.valueSet");
    }
    text_edits(member(item, "additionalTextEdits"));
  }

  void completion(const json::value& result) {
    bool snippets = false;
    if (const auto* defaults = member(result, "itemDefaults")) {
      for (const auto& [key, value] : defaults->as_object()) {
        needs(client_.lists("textDocument.completion.completionList.itemDefaults", json::value(key)),
              "`itemDefaults." + std::string(key) + "` that was not listed");
        snippets = snippets || (key == "insertTextFormat" && value == 2);
      }
    }
    property(result, "applyKind", "textDocument.completion.completionList.applyKindSupport");
    const auto* items = member(result, "items");
    each(items == nullptr ? &result : items, [&](const json::value& item) { completion_item(item, snippets); });
  }

  void code_action(const json::value& action) {
    const auto* command = member(action, "command");
    if (command != nullptr && command->is_string()) return;  // a Command, which all clients know
    const std::string here = "textDocument.codeAction.";
    needs(client_.has(here + "codeActionLiteralSupport"), "a CodeAction without codeActionLiteralSupport");
    property(action, "isPreferred", here + "isPreferredSupport");
    property(action, "disabled", here + "disabledSupport");
    property(action, "data", here + "dataSupport");
    property(action, "tags", here + "tagSupport");
    if (member(action, "edit") == nullptr && command == nullptr && member(action, "disabled") == nullptr)
      needs(client_.lists(here + "resolveSupport.properties", "edit"), "an action without edit and resolveSupport");
    workspace_edit(member(action, "edit"));
    diagnostics(member(action, "diagnostics"));
  }

  void symbol(const json::value& symbol, const std::string& kinds) {
    constexpr std::int64_t array = 18;  // the last of the first version's kinds
    const auto* kind = member(symbol, "kind");
    needs(kind == nullptr || kind->to_number<std::int64_t>() <= array ||
              client_.lists(kinds + ".symbolKind.valueSet", *kind),
          "a newer symbol kind without symbolKind.valueSet");
    property(symbol, "tags", kinds + ".tagSupport");
    if (member(symbol, "selectionRange") != nullptr)
      needs(client_.has("textDocument.documentSymbol.hierarchicalDocumentSymbolSupport"),
            "a DocumentSymbol without hierarchicalDocumentSymbolSupport");
    each(member(symbol, "children"), [&](const json::value& child) { this->symbol(child, kinds); });
  }

  void workspace_symbol(const json::value& one) {
    symbol(one, "workspace.symbol");
    const auto* location = member(one, "location");
    if (location != nullptr && member(*location, "range") == nullptr)
      needs(client_.lists("workspace.symbol.resolveSupport.properties", "location.range"),
            "a location without range and resolveSupport");
  }

  void links(const json::value& result, std::string_view method) {
    each(&result, [&](const json::value& one) {
      if (member(one, "targetUri") != nullptr)
        needs(client_.has(std::string(method) + ".linkSupport"), "a LocationLink without linkSupport");
    });
  }

  void folding(const json::value& result) {
    const auto* limit = client_.at("textDocument.foldingRange.rangeLimit");
    if (limit != nullptr && result.is_array())
      needs(result.get_array().size() <= limit->to_number<std::size_t>(), "more folding ranges than rangeLimit");
    each(&result, [&](const json::value& range) {
      property(range, "collapsedText", "textDocument.foldingRange.foldingRange.collapsedText");
    });
  }

  /// What the server says of itself, where that depends on the client.
  void initialized(const json::value& result) {
    const auto* server = member(result, "capabilities");
    if (server == nullptr) return;
    if (const auto* encoding = member(*server, "positionEncoding"))
      needs(*encoding == "utf-16" || client_.lists("general.positionEncodings", *encoding),
            "a position encoding that was not offered");
    if (const auto* actions = member(*server, "codeActionProvider"); actions != nullptr && actions->is_object()) {
      needs(client_.has("textDocument.codeAction.codeActionLiteralSupport"),
            "CodeActionOptions without codeActionLiteralSupport");
    }
    if (const auto* rename = member(*server, "renameProvider"); rename != nullptr && rename->is_object())
      needs(client_.has("textDocument.rename.prepareSupport"), "RenameOptions without prepareSupport");
  }

 private:
  const Declaration& client_;
  std::string found_;
};

}  // namespace

const json::value* Declaration::at(std::string_view path) const {
  const json::value* value = &capabilities_;
  while (value != nullptr && !path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    value = member(*value, path.substr(0, dot));
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return value;
}

bool Declaration::has(std::string_view path) const {
  const json::value* value = at(path);
  return value != nullptr && !value->is_null() && *value != false;
}

bool Declaration::lists(std::string_view path, const json::value& item) const {
  const json::value* value = at(path);
  return value != nullptr && value->is_array() &&
         std::find(value->get_array().begin(), value->get_array().end(), item) != value->get_array().end();
}

std::string undeclared_in_message(const Declaration& client, std::string_view method, std::string_view capability,
                                  const json::value& params) {
  Look look(client);
  if (method == "client/registerCapability") {
    for (const auto& registration : params.at("registrations").as_array()) {
      // "textDocument/hover" is registered by who declares textDocument.hover.dynamicRegistration.
      std::string path(registration.at("method").as_string());
      std::replace(path.begin(), path.end(), '/', '.');
      if (path.starts_with("workspace.did") && path.ends_with("Files") && path != "workspace.didChangeWatchedFiles")
        path = "workspace.fileOperations";
      if (path.starts_with("workspace.will")) path = "workspace.fileOperations";
      if (path.starts_with("textDocument.did") || path.starts_with("textDocument.will"))
        path = "textDocument.synchronization";
      look.needs(client.has(path + ".dynamicRegistration"), "a registration without " + path + ".dynamicRegistration");
    }
    return look.found();
  }
  if (method == "textDocument/publishDiagnostics") {
    // Clients of LSP's first versions declare nothing and are told; who asks is not told as well.
    look.needs(!client.has("textDocument.diagnostic"), "diagnostics published to a client that asks for them");
    look.diagnostics(member(params, "diagnostics"));
    if (member(params, "version") != nullptr)
      look.needs(client.has("textDocument.publishDiagnostics.versionSupport"), "a version without versionSupport");
    return look.found();
  }
  if (method == "window/showMessage" || method == "telemetry/event") return {};  // for every client
  std::string path(capability);
  if (method == "workspace/codeLens/refresh") path += ".refreshSupport";
  if (method == "workspace/textDocumentContent/refresh") path = "workspace.textDocumentContent";
  if (!path.empty()) look.needs(client.has(path), std::string(method) + " without " + path);
  if (method == "workspace/applyEdit") {
    look.workspace_edit(member(params, "edit"));
    look.property(params, "metadata", "workspace.workspaceEdit.metadataSupport");
  }
  return look.found();
}

std::string undeclared_in_result(const Declaration& client, std::string_view method, const json::value& result) {
  static const std::map<std::string_view, std::function<void(Look&, const json::value&)>> forms = {
      {"initialize", [](Look& look, const json::value& value) { look.initialized(value); }},
      {"textDocument/hover",
       [](Look& look, const json::value& value) {
         look.markup(member(value, "contents"), "textDocument.hover.contentFormat");
       }},
      {"textDocument/completion", [](Look& look, const json::value& value) { look.completion(value); }},
      {"completionItem/resolve", [](Look& look, const json::value& value) { look.completion_item(value, false); }},
      {"textDocument/diagnostic", [](Look& look, const json::value& value) { look.diagnostic_report(value); }},
      {"workspace/diagnostic",
       [](Look& look, const json::value& value) {
         each(member(value, "items"), [&](const json::value& report) { look.diagnostic_report(report); });
       }},
      {"textDocument/codeAction",
       [](Look& look, const json::value& value) {
         each(&value, [&](const json::value& action) { look.code_action(action); });
       }},
      {"codeAction/resolve", [](Look& look, const json::value& value) { look.code_action(value); }},
      {"textDocument/documentSymbol",
       [](Look& look, const json::value& value) {
         each(&value, [&](const json::value& symbol) { look.symbol(symbol, "textDocument.documentSymbol"); });
       }},
      {"workspace/symbol",
       [](Look& look, const json::value& value) {
         each(&value, [&](const json::value& symbol) { look.workspace_symbol(symbol); });
       }},
      {"textDocument/definition",
       [](Look& look, const json::value& value) { look.links(value, "textDocument.definition"); }},
      {"textDocument/declaration",
       [](Look& look, const json::value& value) { look.links(value, "textDocument.declaration"); }},
      {"textDocument/typeDefinition",
       [](Look& look, const json::value& value) { look.links(value, "textDocument.typeDefinition"); }},
      {"textDocument/implementation",
       [](Look& look, const json::value& value) { look.links(value, "textDocument.implementation"); }},
      {"textDocument/foldingRange", [](Look& look, const json::value& value) { look.folding(value); }},
      {"textDocument/documentLink",
       [](Look& look, const json::value& value) {
         each(&value, [&](const json::value& link) {
           look.property(link, "tooltip", "textDocument.documentLink.tooltipSupport");
         });
       }},
      {"textDocument/prepareRename",
       [](Look& look, const json::value& value) {
         look.property(value, "defaultBehavior", "textDocument.rename.prepareSupportDefaultBehavior");
       }},
      {"textDocument/rename", [](Look& look, const json::value& value) { look.workspace_edit(&value); }},
      {"workspace/willRenameFiles", [](Look& look, const json::value& value) { look.workspace_edit(&value); }},
      {"textDocument/formatting", [](Look& look, const json::value& value) { look.text_edits(&value); }},
      {"textDocument/rangeFormatting", [](Look& look, const json::value& value) { look.text_edits(&value); }},
      {"textDocument/rangesFormatting", [](Look& look, const json::value& value) { look.text_edits(&value); }},
      {"textDocument/onTypeFormatting", [](Look& look, const json::value& value) { look.text_edits(&value); }},
  };
  Look look(client);
  if (const auto it = forms.find(method); it != forms.end()) it->second(look, result);
  return look.found();
}
