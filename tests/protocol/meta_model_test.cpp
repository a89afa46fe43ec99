// The meta model's check itself: what is no message of LSP's must be told.

#include "meta_model.hpp"

#include <catch2/catch.hpp>

namespace {

const MetaModel* model() {
  const auto& json = downloaded_meta_model();
  if (!json) return nullptr;
  static const MetaModel made(*json);
  return &made;
}

std::string mistake(std::string_view type, std::string_view value) {
  return model()->mistake(json::parse(value), type);
}

json::value call(std::string_view method, std::string_view params, std::string_view id = "") {
  std::string text = R"({"jsonrpc":"2.0","method":")" + std::string(method) + '"';
  if (!id.empty()) text += R"(,"id":)" + std::string(id);
  if (!params.empty()) text += R"(,"params":)" + std::string(params);
  return json::parse(text + "}");
}

json::value answer(std::string_view id, std::string_view rest) {
  return json::parse(R"({"jsonrpc":"2.0","id":)" + std::string(id) + "," + std::string(rest) + "}");
}

/// A session whose client declares this.
Conversation session(std::string_view capabilities) {
  Conversation talk(*model());
  const std::string params = R"({"processId":null,"rootUri":null,"capabilities":)" + std::string(capabilities) + "}";
  CHECK(talk.client_sends(call("initialize", params, "0")) == "");
  return talk;
}

constexpr std::string_view here = R"({"textDocument":{"uri":"file:///a"},"position":{"line":0,"character":0}})";

}  // namespace

TEST_CASE("a value of each kind of type fits, and one that is a little off is told with its place") {
  if (model() == nullptr) return;
  CHECK(mistake("Position", R"({"line":0,"character":4})") == "");
  CHECK(mistake("Position", R"({"line":-1,"character":4})") == "line: expected a whole number from 0 to 2^31 - 1");
  CHECK(mistake("Position", R"({"line":0.5,"character":4})") == "line: expected a whole number from 0 to 2^31 - 1");
  CHECK(mistake("Position", R"({"line":2147483648,"character":0})") != "");
  CHECK(mistake("Position", R"({"line":0})") == "Position lacks `character`");
  CHECK(mistake("Position", R"({"line":0,"character":1,"column":1})") == "`column` is no property of Position");
  CHECK(mistake("Position", "[0,1]") == "expected Position");
  CHECK(mistake("Range", R"({"start":{"line":1,"character":0},"end":{"line":0,"character":9}})") ==
        "the range ends before it starts");
  CHECK(mistake("TextDocumentIdentifier", R"({"uri":"file:///a"})") == "");
  CHECK(mistake("TextDocumentIdentifier", R"({"uri":"note.pnote"})") == "uri: expected a URI");
  CHECK(mistake("InlayHintLabelPart", R"({"value":7})") == "value: expected a string");
  CHECK(mistake("ColorInformation", R"({"range":0,"color":0})") != "");
  CHECK(mistake("Color", R"({"red":1,"green":0.5,"blue":0,"alpha":"1"})") == "alpha: expected a number");
}

TEST_CASE("an absent property is not a null one") {
  if (model() == nullptr) return;
  constexpr std::string_view item = R"({"label":"sad","documentation":null})";
  CHECK(mistake("CompletionItem", R"({"label":"sad"})") == "");
  CHECK(mistake("CompletionItem", item) != "");
  CHECK(mistake("OptionalVersionedTextDocumentIdentifier", R"({"uri":"file:///a","version":null})") == "");
  CHECK(mistake("OptionalVersionedTextDocumentIdentifier", R"({"uri":"file:///a"})") ==
        "OptionalVersionedTextDocumentIdentifier lacks `version`");
}

TEST_CASE("enumerations are closed, or open where LSP says so") {
  if (model() == nullptr) return;
  CHECK(mistake("DiagnosticSeverity", "4") == "");
  CHECK(mistake("DiagnosticSeverity", "5") == "expected one of [1,2,3,4]");
  CHECK(mistake("MarkupKind", R"("markdown")") == "");
  CHECK(mistake("MarkupKind", R"("html")") != "");
  CHECK(mistake("CodeActionKind", R"("source.fixAll.notewell")") == "");
  CHECK(mistake("CodeActionKind", "1") == "expected a string");
  CHECK(mistake("TextDocumentSyncKind", "3") != "");
}

TEST_CASE("what is inherited counts, and so do literals, maps, tuples, and the best of several types") {
  if (model() == nullptr) return;
  CHECK(mistake("AnnotatedTextEdit",
                R"({"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"annotationId":"a"})") ==
        "AnnotatedTextEdit lacks `newText`");
  CHECK(mistake("CreateFile", R"({"kind":"create","uri":"file:///a"})") == "");
  CHECK(mistake("CreateFile", R"({"kind":"delete","uri":"file:///a"})") == R"(kind: expected one of ["create"])");
  CHECK(mistake("WorkspaceEdit", R"({"changes":{"file:///a":[]}})") == "");
  CHECK(mistake("WorkspaceEdit", R"({"changes":{"a":[]}})") == "changes.a (the key): expected a URI");
  CHECK(mistake("WorkspaceEdit", R"({"changes":{"file:///a":[{"range":0}]}})") != "");
  CHECK(mistake("ParameterInformation", R"({"label":[0,4]})") == "");
  CHECK(mistake("ParameterInformation", R"({"label":[0,4,5]})") != "");
  CHECK(mistake("WorkspaceEdit", R"({"documentChanges":[{"textDocument":{"uri":"file:///a","version":1},"edits":[
      {"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"newText":"x","insertTextFormat":2}]}]})") ==
        "documentChanges[0].edits[0]: `insertTextFormat` is no property of TextEdit");
  CHECK(mistake("SemanticTokens", R"({"data":[0,1,2,3,4]})") == "");
  CHECK(mistake("SemanticTokens", R"({"data":[0,-1,2,3,4]})") != "");
  CHECK(mistake("LSPAny", R"({"x":[1,null,"a"]})") == "");
}

TEST_CASE("a property that client and server agreed on is allowed to them alone") {
  if (model() == nullptr) return;
  constexpr std::string_view edit =
      R"({"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"newText":"","insertTextFormat":2})";
  MetaModel agreed = *model();
  agreed.add_property("TextEdit", "insertTextFormat");
  CHECK(agreed.mistake(json::parse(edit), "TextEdit") == "");
  CHECK(mistake("TextEdit", edit) != "");
}

TEST_CASE("messages: their envelope, their direction, and their params") {
  if (model() == nullptr) return;
  Conversation talk = session(R"({"workspace":{"diagnostics":{"refreshSupport":true}}})");
  CHECK(talk.client_sends(call("textDocument/hover", here, "1")) == "");
  CHECK(talk.client_sends(call("textDocument/hover", "{}", "2")) ==
        "the params of textDocument/hover: HoverParams lacks `position`");
  CHECK(talk.client_sends(call("textDocument/hover", here)) == "textDocument/hover is a request");
  CHECK(talk.client_sends(call("initialized", "{}")) == "");
  CHECK(talk.client_sends(call("initialized", "{}", "3")) == "initialized is a notification");
  CHECK(talk.client_sends(call("shutdown", "null", "4")) == "shutdown has no params");
  CHECK(talk.client_sends(call("textDocument/unheardOf", "{}", "5")) == "LSP has no textDocument/unheardOf");
  CHECK(talk.client_sends(call("window/showMessage", R"({"type":2,"message":"a"})")) ==
        "window/showMessage goes the other way");
  CHECK(talk.server_sends(call("window/showMessage", R"({"type":2,"message":"a"})")) == "");
  CHECK(talk.server_sends(call("window/showMessage", R"({"type":9,"message":"a"})")) != "");
  CHECK(talk.server_sends(call("workspace/diagnostic/refresh", "{}", "7")) ==
        "workspace/diagnostic/refresh has no params");
  CHECK(talk.server_sends(call("workspace/diagnostic/refresh", "", "1")) == "");
  CHECK(talk.server_sends(call("workspace/diagnostic/refresh", "", "1")) == "two requests with the id 1");
  CHECK(talk.server_sends(json::parse("[]")) == "a message is an object");
  CHECK(talk.server_sends(json::parse(R"({"method":"window/logMessage"})")) == R"(`jsonrpc` is "2.0")");
  CHECK(talk.server_sends(json::parse(R"({"jsonrpc":"2.0","method":"window/logMessage","result":1})")) ==
        "`result` is no part of a message");
}

TEST_CASE("answers: once, to what was asked, with the result of that method or a whole error") {
  if (model() == nullptr) return;
  Conversation talk =
      session(R"({"textDocument":{"hover":{"contentFormat":["markdown"]}},"workspace":{"applyEdit":true}})");
  for (const std::string_view id : {"1", "2", "3", "4", "5", "\"1\""})
    REQUIRE(talk.client_sends(call("textDocument/hover", here, id)) == "");
  CHECK(talk.server_sends(answer("1", R"("result":null)")) == "");
  CHECK(talk.server_sends(answer("1", R"("result":null)")) == "answers 1, which was not asked");
  CHECK(talk.server_sends(answer("2", R"("result":[])")) != "");
  CHECK(talk.server_sends(answer("3", R"("error":{"code":-32803,"message":"no"})")) == "");
  CHECK(talk.server_sends(answer("4", R"("error":{"code":"no","message":"no"})")) ==
        "error.code: expected a whole number");
  CHECK(talk.server_sends(answer("5", R"("result":null,"error":{"code":1,"message":"no"})")) ==
        "an answer has either a result or an error");
  CHECK(talk.server_sends(answer("\"1\"", R"("result":{"contents":{"kind":"markdown","value":"x"}})")) == "");
  CHECK(talk.server_sends(answer("[7]", R"("result":null)")) == "`id` is a whole number or a string");
  // The other way round.
  CHECK(talk.server_sends(call("workspace/applyEdit", R"({"edit":{}})", "1")) == "");
  CHECK(talk.client_sends(answer("1", R"("result":{})")) ==
        "the answer to workspace/applyEdit: ApplyWorkspaceEditResult lacks `applied`");
}

TEST_CASE("registrations are held against the options of what they register") {
  if (model() == nullptr) return;
  Conversation talk = session(
      R"({"textDocument":{"semanticTokens":{"dynamicRegistration":true,"requests":{},"tokenTypes":[],"tokenModifiers":[],"formats":[]}},"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}})");
  const auto registers = [&](std::string_view method, std::string_view options, std::string_view id) {
    return talk.server_sends(call("client/registerCapability",
                                  R"({"registrations":[{"id":"a","method":")" + std::string(method) +
                                      R"(","registerOptions":)" + std::string(options) + "}]}",
                                  id));
  };
  CHECK(registers("workspace/didChangeWatchedFiles", R"({"watchers":[{"globPattern":"**/*.pnote"}]})", "1") == "");
  CHECK(registers("workspace/didChangeWatchedFiles", R"({"watchers":[{"glob":"**/*.pnote"}]})", "2") != "");
  CHECK(registers("textDocument/semanticTokens",
                  R"({"documentSelector":null,"legend":{"tokenTypes":[],"tokenModifiers":[]}})", "3") == "");
  CHECK(registers("shutdown", "{}", "4") == "LSP registers no shutdown");
}

TEST_CASE("progress is of its request's partial results, or of work") {
  if (model() == nullptr) return;
  Conversation talk = session(R"({})");
  REQUIRE(talk.client_sends(call("workspace/symbol", R"({"query":"","partialResultToken":"t"})", "1")) == "");
  CHECK(talk.server_sends(call("$/progress", R"({"token":"t","value":[]})")) == "");
  CHECK(talk.server_sends(call("$/progress", R"({"token":"t","value":[{"name":1}]})")) != "");
  CHECK(talk.server_sends(call("$/progress", R"({"token":"w","value":{"kind":"begin","title":"Reading"}})")) == "");
  CHECK(talk.server_sends(call("$/progress", R"({"token":"w","value":{"kind":"begin"}})")) != "");
  CHECK(talk.server_sends(call("$/progress", R"({"token":"w","value":{"kind":"end","title":"Reading"}})")) != "");
  CHECK(talk.server_sends(call("$/progress", R"({"token":"w","value":[]})")) == "progress that belongs to no request");
}

TEST_CASE("what the client did not declare may not be used") {
  if (model() == nullptr) return;
  Conversation nothing = session("{}");
  CHECK(nothing.server_sends(call("workspace/applyEdit", R"({"edit":{}})", "1")) ==
        "workspace/applyEdit without workspace.applyEdit");
  CHECK(nothing.server_sends(call("workspace/codeLens/refresh", "", "2")) ==
        "workspace/codeLens/refresh without workspace.codeLens.refreshSupport");
  CHECK(nothing.server_sends(call("client/registerCapability",
                                  R"({"registrations":[{"id":"a","method":"textDocument/hover",
                 "registerOptions":{"documentSelector":null}}]})",
                                  "3")) == "a registration without textDocument.hover.dynamicRegistration");
  CHECK(nothing.server_sends(call("textDocument/publishDiagnostics", R"({"uri":"file:///a","diagnostics":[]})")) == "");
  CHECK(nothing.server_sends(
            call("textDocument/publishDiagnostics", R"({"uri":"file:///a","version":1,"diagnostics":[]})")) ==
        "a version without versionSupport");
  Conversation asking = session(R"({"textDocument":{"diagnostic":{}}})");
  CHECK(asking.server_sends(call("textDocument/publishDiagnostics", R"({"uri":"file:///a","diagnostics":[]})")) ==
        "diagnostics published to a client that asks for them");
}

namespace {

std::string undeclared(std::string_view method, std::string_view result, std::string_view capabilities = "{}") {
  const Declaration client(json::parse(capabilities));
  return undeclared_in_result(client, method, json::parse(result));
}

}  // namespace

TEST_CASE("results, too, hold nothing that was not declared") {
  CHECK(undeclared("textDocument/hover", R"({"contents":{"kind":"markdown","value":"x"}})") ==
        "markdown without textDocument.hover.contentFormat");
  CHECK(undeclared("textDocument/hover", R"({"contents":{"kind":"markdown","value":"x"}})",
                   R"({"textDocument":{"hover":{"contentFormat":["plaintext","markdown"]}}})") == "");
  CHECK(
      undeclared("textDocument/completion", R"({"isIncomplete":false,"items":[{"label":"a","insertTextFormat":2}]})") ==
      "a snippet without snippetSupport");
  CHECK(undeclared("textDocument/completion", R"([{"label":"a","insertText":"Client ${1:said} it"}])") ==
        "a snippet's syntax in a plain edit");
  CHECK(undeclared("textDocument/completion", R"([{"label":"a","insertText":"a copay of $ 40"}])") == "");
  CHECK(undeclared("textDocument/completion", R"([{"label":"a","kind":25}])") ==
        "a newer completion kind without completionItemKind.valueSet");
  CHECK(undeclared("textDocument/codeAction", R"([{"title":"a","command":"b"}])") == "");
  CHECK(undeclared("textDocument/codeAction", R"([{"title":"a","edit":{}}])") ==
        "a CodeAction without codeActionLiteralSupport");
  constexpr std::string_view literals = R"({"textDocument":{"codeAction":{"codeActionLiteralSupport":{}}}})";
  CHECK(undeclared("textDocument/codeAction", R"([{"title":"a","edit":{}}])", literals) == "");
  CHECK(undeclared("textDocument/codeAction", R"([{"title":"a"}])", literals) ==
        "an action without edit and resolveSupport");
  CHECK(undeclared("textDocument/codeAction", R"([{"title":"a","edit":{"documentChanges":[]}}])", literals) ==
        "`documentChanges` without workspace.workspaceEdit.documentChanges");
  CHECK(undeclared("textDocument/rename", R"({"documentChanges":[{"kind":"rename"}]})",
                   R"({"workspace":{"workspaceEdit":{"documentChanges":true,"resourceOperations":["create"]}}})") ==
        R"("rename" of a file without workspace.workspaceEdit.resourceOperations)");
  CHECK(undeclared("textDocument/formatting", R"([{"newText":"- Observed: $0"}])") ==
        "a snippet's syntax in a plain edit");
  CHECK(undeclared("textDocument/diagnostic", R"({"kind":"full","items":[{"message":"m","tags":[1]}]})") ==
        "a diagnostic's tag without tagSupport");
  CHECK(undeclared("textDocument/documentSymbol", R"([{"name":"Data","kind":3,"selectionRange":{}}])") ==
        "a DocumentSymbol without hierarchicalDocumentSymbolSupport");
  CHECK(undeclared("textDocument/definition", R"([{"targetUri":"file:///a"}])") ==
        "a LocationLink without linkSupport");
  CHECK(undeclared("initialize", R"({"capabilities":{"positionEncoding":"utf-8"}})") ==
        "a position encoding that was not offered");
}
