// Joins the server to what users see: commands, the status bar, the audit view.

import { type ExtensionContext, Range, type TextDocument, Uri, commands, languages, window, workspace } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import type { Place } from './audit';
import { AuditPanel } from './auditPanel';
import { Connection, language } from './connection';
import { chooseRule, showPage } from './explain';
import { newNote, newPlan, openSample } from './newNote';
import { showReport } from './reportPanel';
import { addAddendum, sign } from './signing';
import { Status } from './status';

let connection: Connection | undefined;

export function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Notewell', { log: true });
  const server = new Connection(context, log, middleware());
  connection = server;
  const status = new Status(server);
  const panel = new AuditPanel(context, server);
  const update = (): void => void Promise.all([status.update(), panel.update()]);
  const soon = whenQuiet(update);

  // The language client registers the server's own commands; what they lack of arguments is asked for here.
  const own: Record<string, (...args: unknown[]) => Promise<unknown>> = {
    'notewell.auditView': async (note) => panel.show(typeof note === 'string' ? Uri.parse(note) : noteInFront().uri),
    'notewell.sign': (note, wishes) =>
      wishes === undefined && note === undefined ? sign(noteInFront(), server, () => panel.show(noteInFront().uri)) : server.run('notewell.sign', note, wishes),
    'notewell.addendum': (note) => (note === undefined ? addAddendum(noteInFront(), server) : server.run('notewell.addendum', note)),
    'notewell.explainRule': async (rule) => {
      const chosen = typeof rule === 'string' ? rule : await chooseRule(window.activeTextEditor);
      if (chosen !== undefined) await server.run('notewell.explainRule', ...(chosen === '' ? [] : [chosen]));
    },
  };
  function middleware(): Middleware {
    return {
      executeCommand: (command, args, next) => {
        const asked = own[command];
        return asked === undefined ? next(command, args) : friendly(() => asked(...args));
      },
      window: {
        showDocument: async (params, token, next) => {
          if (params.external !== true && (await showPage(Uri.parse(params.uri)))) return { success: true };
          return next(params, token);
        },
      },
    };
  }
  const withServer = (step: () => Promise<void>) => (): Promise<unknown> =>
    server.running ? friendly(step) : server.tellProblem();

  context.subscriptions.push(
    log,
    server,
    status,
    panel,
    commands.registerCommand('notewell.restart', () => server.restart()),
    commands.registerCommand('notewell.showLog', () => log.show()),
    commands.registerCommand('notewell.openSample', () => openSample(context.extensionUri)),
    commands.registerCommand('notewell.new', withServer(() => newNote(fileInFront()))),
    commands.registerCommand('notewell.newPlan', withServer(newPlan)),
    commands.registerCommand('notewell.report', withServer(() => showReport(context, server, fileInFront()))),
    commands.registerCommand('notewell.revealPlace', revealPlace),
    server.onDidChange(update),
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeTextDocument(({ document }) => document.languageId === language && soon()),
    workspace.onDidCloseTextDocument(({ languageId }) => languageId === language && soon()),
    languages.onDidChangeDiagnostics(soon),
    workspace.onDidGrantWorkspaceTrust(() => server.restart()),
    workspace.onDidChangeConfiguration((change) => {
      const affected = ['notewell.server', 'notewell.logLevel'].some((setting) => change.affectsConfiguration(setting));
      if (affected) void server.restart();
    }),
  );
  return server.restart();
}

export function deactivate(): Promise<void> | undefined {
  return connection?.stop();
}

/** Runs `step` once nothing has asked for it for a moment. */
function whenQuiet(step: () => void): () => void {
  const moment = 150; // ms: the server's diagnostics wait about as long
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(step, moment);
  };
}

/** What goes wrong is said in the words of whoever noticed, without a method's name around them. */
async function friendly(step: () => Promise<unknown>): Promise<unknown> {
  try {
    return await step();
  } catch (error) {
    void window.showWarningMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function noteInFront(): TextDocument {
  const note = window.activeTextEditor?.document ?? window.visibleTextEditors.find(({ document }) => document.languageId === language)?.document;
  if (note?.languageId !== language) throw new Error('Open a progress note first: a file named *.pnote or *.note.md.');
  return note;
}

function fileInFront(): Uri | undefined {
  const note = window.activeTextEditor?.document;
  return note?.languageId === language && note.uri.scheme === 'file' ? note.uri : undefined;
}

async function revealPlace(note: string, place: Place): Promise<void> {
  const uri = Uri.parse(note);
  const open = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const selection = new Range(place.start.line, place.start.character, place.end.line, place.end.character);
  const column = open?.viewColumn;
  await window.showTextDocument(uri, { selection, ...(column === undefined ? {} : { viewColumn: column }) });
}
