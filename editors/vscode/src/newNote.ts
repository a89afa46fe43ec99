// New notes and treatment plans, from the templates that the server offers in an empty note.

import { type CodeAction, CodeActionKind, type Command, type CompletionList, Position, type QuickPickItem, QuickPickItemKind, Range, SnippetString, type TextDocument, type Uri, commands, window, workspace } from 'vscode';
import { language } from './connection';

const planName = 'Treatment plan';

interface Choice extends QuickPickItem {
  readonly make?: () => Thenable<unknown>;
}

interface Template {
  readonly name: string;
  readonly detail: string;
  readonly body: SnippetString;
}

/** Asks which note, and whether it is for the client of the note in front. */
export async function newNote(inFront: Uri | undefined): Promise<void> {
  const empty = await workspace.openTextDocument({ language });
  const choices: Choice[] = [];
  const forClient = inFront === undefined ? [] : await notesForClient(inFront);
  if (forClient.length > 0) choices.push({ label: 'For the client of the note in front', kind: QuickPickItemKind.Separator }, ...forClient);
  if (forClient.length > 0) choices.push({ label: 'For anyone', kind: QuickPickItemKind.Separator });
  for (const template of await templatesFor(empty))
    choices.push({ label: template.name, description: template.detail, make: () => start(empty, template) });
  const chosen = await window.showQuickPick(choices, { title: 'New note', placeHolder: 'Which format?', matchOnDescription: true });
  await chosen?.make?.();
}

export async function newPlan(): Promise<void> {
  const empty = await workspace.openTextDocument({ language });
  const plan = (await templatesFor(empty)).find(({ name }) => name === planName);
  if (plan === undefined) throw new Error('The Notewell server offers no treatment plan.');
  await start(empty, plan);
}

/** An invented note to try things on, of today: what depends on the date is as in a note that was just written. */
export async function openSample(extension: Uri): Promise<void> {
  const bytes = await workspace.fs.readFile(extension.with({ path: `${extension.path}/walkthrough/sample.pnote` }));
  const sample = await workspace.openTextDocument({ language, content: asOfToday(new TextDecoder().decode(bytes)) });
  await window.showTextDocument(sample);
}

/** Moves all dates (2026-11-20) so that the first is today. */
function asOfToday(note: string): string {
  const date = /\d{4}-\d{2}-\d{2}/;
  const now = new Date();
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const shift = today - Date.parse(date.exec(note)?.[0] ?? now.toISOString());
  return note.replace(new RegExp(date, 'g'), (day) => new Date(Date.parse(day) + shift).toISOString().slice(0, 10));
}

async function start(empty: TextDocument, template: Template): Promise<void> {
  const editor = await window.showTextDocument(empty);
  await editor.insertSnippet(template.body);
}

/** What completion offers in an empty note. */
async function templatesFor(empty: TextDocument): Promise<Template[]> {
  const offered = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', empty.uri, new Position(0, 0));
  const out: Template[] = [];
  for (const { label, detail, insertText } of offered.items) {
    const isWhole = insertText instanceof SnippetString && insertText.value.startsWith('---\n');
    if (!isWhole) continue;
    const name = typeof label === 'string' ? label : label.label;
    const said = typeof label === 'string' ? undefined : (label.description ?? label.detail?.trim());
    out.push({ name, detail: detail ?? said ?? '', body: insertText });
  }
  return out;
}

/** What the server offers in the header of a note that names its client. */
async function notesForClient(note: Uri): Promise<Choice[]> {
  const top = new Range(0, 0, 0, 0);
  const kind = CodeActionKind.Source.append('newNote').append('notewell').value;
  const offered = await commands.executeCommand<(CodeAction | Command)[]>('vscode.executeCodeActionProvider', note, top, kind);
  return offered.flatMap((action) => {
    const command = 'kind' in action ? action.command : undefined;
    if (command === undefined) return [];
    return [{ label: action.title, make: () => commands.executeCommand(command.command, ...(command.arguments ?? [])) }];
  });
}
