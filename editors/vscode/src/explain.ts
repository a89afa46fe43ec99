// What a rule asks and why: which one is chosen here, the page comes from the server.

import { type QuickPickItem, QuickPickItemKind, type TextEditor, type Uri, commands, languages, window } from 'vscode';

/** The rule to explain; empty: all of them; undefined: none. */
export async function chooseRule(editor: TextEditor | undefined): Promise<string | undefined> {
  const here: string[] = [];
  const elsewhere: string[] = [];
  for (const { code, range, source } of editor === undefined ? [] : languages.getDiagnostics(editor.document.uri)) {
    const rule = typeof code === 'object' ? String(code.value) : String(code ?? '');
    if (source !== 'notewell' || rule === '' || editor === undefined) continue;
    (editor.selections.some((selection) => range.intersection(selection) !== undefined) ? here : elsewhere).push(rule);
  }
  const group = (label: string, rules: readonly string[]): QuickPickItem[] =>
    rules.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...[...new Set(rules)].sort().map((rule) => ({ label: rule }))];
  const all: QuickPickItem = { label: 'All rules' };
  const items = [...group('At the cursor', here), ...group('In this note', elsewhere.filter((rule) => !here.includes(rule))), all];
  if (items.length === 1) return '';
  const chosen = await window.showQuickPick(items, { title: 'Explain a rule', placeHolder: 'Which one?' });
  if (chosen === undefined) return undefined;
  return chosen === all ? '' : chosen.label;
}

/** Rules' pages are Markdown, which is read better than its source. */
export async function showPage(uri: Uri): Promise<boolean> {
  if (!/\/notewell\/rules\/[^/]+\.md$/.test(uri.path)) return false;
  try {
    await commands.executeCommand(window.activeTextEditor === undefined ? 'markdown.showPreview' : 'markdown.showPreviewToSide', uri);
    return true;
  } catch {
    return false; // VS Code's own Markdown extension is off
  }
}
