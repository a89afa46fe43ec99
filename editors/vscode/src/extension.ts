// Starts the Notewell server for progress notes, and says what to do when it can't be started.

import { commands, type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { findServer, type Server } from './server';

const language = 'progress-note';

let client: LanguageClient | undefined;
/** Starts and stops come one after the other, in the order in which they were asked for. */
let last: Promise<void> = Promise.resolve();

export function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Notewell', { log: true });
  const restart = (): Promise<void> => inTurn(async () => {
    await stop();
    await start(context, log);
  });
  context.subscriptions.push(
    log,
    commands.registerCommand('notewell.restart', restart),
    commands.registerCommand('notewell.showLog', () => log.show()),
    workspace.onDidChangeConfiguration((change) => {
      const affected = ['notewell.server', 'notewell.logLevel', 'notewell.profile'].some((setting) => change.affectsConfiguration(setting));
      if (affected) void restart();
    }),
  );
  return restart();
}

export function deactivate(): Promise<void> {
  return inTurn(stop);
}

function inTurn(step: () => Promise<void>): Promise<void> {
  last = last.then(step, step);
  return last;
}

async function start(context: ExtensionContext, log: LogOutputChannel): Promise<void> {
  const settings = workspace.getConfiguration('notewell');
  const server = await findServer(settings.get('server.path', ''), context.extensionPath);
  if (server.problem !== undefined) {
    log.error(server.problem);
    void tell(server.problem, log);
    return;
  }
  log.info(`${server.path}: ${server.version}`);
  const logLevel = settings.get('logLevel', 'warning');
  client = new LanguageClient('notewell', 'Notewell', serverOptions(server, logLevel), clientOptions(log, settings.get('profile', '')));
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const problem = `The Notewell server at ${server.path} did not start: ${String(error)}`;
    log.error(problem);
    void tell(problem, log);
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.dispose();
}

function serverOptions(server: Server, logLevel: string): ServerOptions {
  return { command: server.path, args: ['lsp', '--log-level', logLevel], transport: TransportKind.stdio };
}

function clientOptions(log: LogOutputChannel, profile: string): LanguageClientOptions {
  return {
    initializationOptions: profile === '' ? {} : { profile },
    documentSelector: [
      { language, scheme: 'file' },
      { language, scheme: 'untitled' },
      { scheme: 'file', pattern: '**/notewell.toml' },
    ],
    outputChannel: log,
    traceOutputChannel: log,
  };
}

/** Shows a problem with the server, and ways on. */
async function tell(problem: string, log: LogOutputChannel): Promise<void> {
  const settings = 'Open Settings';
  const showLog = 'Show Log';
  const chosen = await window.showErrorMessage(problem, settings, showLog);
  if (chosen === settings) await commands.executeCommand('workbench.action.openSettings', 'notewell.server.path');
  if (chosen === showLog) log.show();
}
