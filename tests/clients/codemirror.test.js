// CodeMirror's language client in its own editor, as a page in a browser has it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { JSDOM } from "jsdom";

import { transports } from "./server.js";

// What CodeMirror looks for in a browser, before it is loaded.
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
for (const name of ["window", "document", "MutationObserver", "Window", "requestAnimationFrame", "cancelAnimationFrame", "getComputedStyle"])
  globalThis[name] ??= name === "window" ? window : window[name];
window.Range.prototype.getClientRects = () => [];
const { EditorView } = await import("@codemirror/view");
const { forEachDiagnostic } = await import("@codemirror/lint");
const { currentCompletions, startCompletion } = await import("@codemirror/autocomplete");
const { LSPClient, LSPPlugin, languageServerExtensions } = await import("@codemirror/lsp-client");

const uri = "file:///charts/2026-11-20.pnote";
const note = "## Data\n- [x] sad\n";
const observed = /nothing says what you observed/;

/** The messages of LSP, without their headers, on a pair of streams. */
function messages({ reader, writer }) {
  const handlers = new Set();
  let pending = Buffer.alloc(0);
  reader.on("data", (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    while (true) {
      const gap = pending.indexOf("\r\n\r\n");
      const length = gap < 0 ? 0 : Number(pending.subarray(0, gap).toString().split(":")[1]);
      if (gap < 0 || pending.length < gap + 4 + length) return;
      const body = pending.subarray(gap + 4, gap + 4 + length).toString();
      pending = pending.subarray(gap + 4 + length);
      for (const handle of [...handlers]) handle(body);
    }
  });
  return {
    send: (body) => writer.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`),
    subscribe: (handle) => handlers.add(handle),
    unsubscribe: (handle) => handlers.delete(handle),
  };
}

async function until(what, condition) {
  for (let waited = 0; ; waited += 20) {
    const found = condition();
    if (found) return found;
    assert.ok(waited < 20_000, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

for (const [name, reach] of Object.entries(transports)) {
  test(`CodeMirror over ${name}`, { timeout: 60_000 }, async (t) => {
    const server = await reach(t);
    const client = new LSPClient({
      timeout: 20_000,
      // It says that it pulls findings, and only takes those that are published: that word is taken back.
      extensions: [...languageServerExtensions(), { clientCapabilities: { textDocument: { diagnostic: false } } }],
    }).connect(messages(server));
    await client.initializing;
    const view = new EditorView({
      doc: note,
      extensions: [client.plugin(uri, "progress-note")],
      parent: window.document.body,
    });
    const shown = () => {
      const found = [];
      forEachDiagnostic(view.state, (diagnostic, from, to) =>
        found.push({ message: diagnostic.message, marked: view.state.sliceDoc(from, to) }));
      return found;
    };
    await until("the tick is flagged", () => shown().some((each) => observed.test(each.message) && each.marked === "sad"));

    const { client: connected } = LSPPlugin.get(view);
    const hover = await connected.request("textDocument/hover", { textDocument: { uri }, position: { line: 1, character: 8 } });
    assert.match(LSPPlugin.get(view).docToHTML(hover.contents), /<p>|<strong>/, "the hover is Markdown that it can render");

    view.dispatch({ changes: { from: view.state.doc.length, insert: "  - " }, selection: { anchor: view.state.doc.length + 4 } });
    assert.ok(startCompletion(view));
    const offered = await until("completion opens", () => currentCompletions(view.state).length && currentCompletions(view.state));
    assert.ok(offered.some((each) => /Observed/.test(each.displayLabel ?? each.label)), "what the tick lacks is offered");

    view.dispatch({ changes: { from: view.state.doc.length, insert: "Observed: tears while she read the letter aloud" } });
    await until("what was typed clears the finding", () => !shown().some((each) => observed.test(each.message)));
    assert.ok(shown().length > 0, "the other findings stay");

    view.destroy();
    await client.request("shutdown", undefined);
    client.notification("exit", undefined);
    await server.ended();
  });
}
