// A session by the libraries that VS Code's own client is built on.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import { transports } from "./server.js";

const lsp = createRequire(import.meta.url)("vscode-languageserver-protocol/node");

const uri = "file:///charts/2026-11-20%20session.pnote";
const note = "## Data\n😢 [x] sad\n- [x] anxious\n";
const observed = "affect-without-observation";

// As VS Code declares itself, as far as the server could care.
const capabilities = {
  general: {
    positionEncodings: ["utf-16"],
    markdown: { parser: "marked", version: "1.1.0" },
    staleRequestSupport: { cancel: true, retryOnContentModified: [] },
  },
  window: { workDoneProgress: true, showMessage: { messageActionItem: { additionalPropertiesSupport: true } }, showDocument: { support: true } },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: {
      documentChanges: true,
      snippetEditSupport: false,
      resourceOperations: ["create", "rename", "delete"],
      failureHandling: "textOnlyTransactional",
      normalizesLineEndings: true,
      changeAnnotationSupport: { groupsOnLabel: true },
    },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    symbol: { dynamicRegistration: true },
    executeCommand: { dynamicRegistration: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    synchronization: { dynamicRegistration: true, willSave: true, willSaveWaitUntil: true, didSave: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: false, tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true, dataSupport: true },
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false, relatedInformation: true, tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true, dataSupport: true },
    codeAction: {
      dynamicRegistration: true,
      isPreferredSupport: true,
      disabledSupport: true,
      dataSupport: true,
      honorsChangeAnnotations: true,
      resolveSupport: { properties: ["edit"] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "refactor", "refactor.rewrite", "source", "source.fixAll"] } },
    },
    completion: {
      dynamicRegistration: true,
      contextSupport: true,
      completionItem: {
        snippetSupport: true,
        commitCharactersSupport: true,
        documentationFormat: ["markdown", "plaintext"],
        deprecatedSupport: true,
        preselectSupport: true,
        tagSupport: { valueSet: [1] },
        insertReplaceSupport: true,
        resolveSupport: { properties: ["documentation", "detail", "additionalTextEdits"] },
        insertTextModeSupport: { valueSet: [1, 2] },
        labelDetailsSupport: true,
      },
      insertTextMode: 2,
      completionList: { itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"] },
    },
    hover: { dynamicRegistration: true, contentFormat: ["markdown", "plaintext"] },
    documentSymbol: { dynamicRegistration: true, hierarchicalDocumentSymbolSupport: true },
    codeLens: { dynamicRegistration: true },
    formatting: { dynamicRegistration: true },
    rangeFormatting: { dynamicRegistration: true },
    onTypeFormatting: { dynamicRegistration: true },
    foldingRange: { dynamicRegistration: true, rangeLimit: 5000, lineFoldingOnly: true },
    selectionRange: { dynamicRegistration: true },
    definition: { dynamicRegistration: true, linkSupport: true },
    references: { dynamicRegistration: true },
    rename: { dynamicRegistration: true, prepareSupport: true },
    inlayHint: { dynamicRegistration: true },
  },
};

const offset = (text, { line, character }) =>
  text.split("\n").slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;

function position(text, at) {
  const before = text.slice(0, at).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
}

const applied = (text, { range, newText }) =>
  text.slice(0, offset(text, range.start)) + newText + text.slice(offset(text, range.end));

/** The edits that a workspace edit makes to the note. */
const editsOf = (edit) => edit.changes?.[uri] ?? edit.documentChanges.flatMap((change) => change.edits);

for (const [name, reach] of Object.entries(transports)) {
  test(`a full session over ${name}`, { timeout: 60_000 }, async (t) => {
    const server = await reach(t);
    const client = lsp.createProtocolConnection(
      new lsp.StreamMessageReader(server.reader),
      new lsp.StreamMessageWriter(server.writer),
    );
    const problems = [];
    client.onError(([error]) => problems.push(error));
    client.onUnhandledNotification((message) => problems.push(message));
    client.onNotification(lsp.PublishDiagnosticsNotification.type, (params) => problems.push(params)); // it pulls
    client.onRequest(lsp.RegistrationRequest.type, () => {});
    client.onRequest(lsp.ConfigurationRequest.type, ({ items }) => items.map(() => null));
    client.onRequest(lsp.DiagnosticRefreshRequest.type, () => {});
    client.onRequest(lsp.WorkDoneProgressCreateRequest.type, () => {});
    client.onNotification(lsp.LogMessageNotification.type, () => {});
    client.listen();

    const { capabilities: offered, serverInfo } = await client.sendRequest(lsp.InitializeRequest.type, {
      processId: process.pid,
      clientInfo: { name: "tests" },
      rootUri: null,
      workspaceFolders: null,
      capabilities,
    });
    assert.equal(serverInfo.name, "notewell");
    assert.equal(offered.positionEncoding, "utf-16");
    assert.ok(offered.diagnosticProvider && offered.codeActionProvider && offered.completionProvider && offered.hoverProvider);
    await client.sendNotification(lsp.InitializedNotification.type, {});

    let text = note;
    let version = 1;
    const textDocument = { uri };
    await client.sendNotification(lsp.DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId: "progress-note", version, text },
    });
    const change = async (edit) => {
      text = applied(text, edit);
      await client.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version: ++version },
        contentChanges: [{ range: edit.range, text: edit.newText }],
      });
    };
    const pull = (previousResultId) =>
      client.sendRequest(lsp.DocumentDiagnosticRequest.type, { textDocument, previousResultId });
    const marked = (report, code = observed) =>
      report.items
        .filter((item) => item.code === code)
        .map(({ range }) => text.slice(offset(text, range.start), offset(text, range.end)));

    const first = await pull();
    assert.equal(first.kind, "full");
    assert.deepEqual(marked(first), ["sad", "anxious"], "both ticks are flagged, the first behind an emoji");
    assert.equal((await pull(first.resultId)).kind, "unchanged");

    const diagnostic = first.items.find((item) => item.code === observed && item.range.start.line === 2);
    const actions = await client.sendRequest(lsp.CodeActionRequest.type, {
      textDocument,
      range: diagnostic.range,
      context: { diagnostics: [diagnostic], only: ["quickfix"], triggerKind: 1 },
    });
    let fix = actions.find((action) => action.kind === "quickfix" && /observ/i.test(action.title));
    assert.ok(fix, `no fix among ${actions.map((action) => action.title)}`);
    if (fix.edit === undefined) {
      assert.ok(offered.codeActionProvider.resolveProvider);
      fix = await client.sendRequest(lsp.CodeActionResolveRequest.type, fix);
    }
    for (const edit of editsOf(fix.edit)) await change(edit);
    assert.match(text, /Observed: ‹.*›/u, "the fix leaves a blank and no claim");
    const [blank] = text.match(/‹.*?›/u);
    assert.ok(marked(await pull(), "unfilled-placeholder").includes(blank), "and the blank is flagged until it is filled");

    const begin = text.indexOf(blank);
    await change({
      range: { start: position(text, begin), end: position(text, begin + blank.length) },
      newText: "pulled at her sleeve and looked to the door 😬 when her boss came up",
    });
    assert.deepEqual(marked(await pull(first.resultId)), ["sad"], "what was typed clears the finding");

    const end = position(text, text.length);
    await change({ range: { start: end, end }, newText: "- [x] irritable\n  - " });
    const completion = await client.sendRequest(lsp.CompletionRequest.type, {
      textDocument,
      position: position(text, text.length),
      context: { triggerKind: 1 },
    });
    const items = Array.isArray(completion) ? completion : completion.items;
    assert.ok(items.length > 0, "completion knows what the new tick lacks");
    assert.ok(items.every((item) => typeof item.label === "string" && item.label !== ""));
    if (offered.completionProvider.resolveProvider) {
      const resolved = await client.sendRequest(lsp.CompletionResolveRequest.type, items[0]);
      assert.equal(resolved.label, items[0].label);
    }

    const hover = await client.sendRequest(lsp.HoverRequest.type, {
      textDocument,
      position: position(text, text.indexOf("anxious") + 2),
    });
    assert.equal(hover.contents.kind, "markdown");
    assert.match(hover.contents.value, /anxious/i);

    await client.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument });
    await client.sendRequest(lsp.ShutdownRequest.type);
    await client.sendNotification(lsp.ExitNotification.type);
    await server.ended();
    assert.deepEqual(problems, [], "nothing that the client did not expect");
    client.dispose();
  });
}
