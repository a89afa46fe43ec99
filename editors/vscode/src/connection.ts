// The one connection to the server: started and stopped in turn, and the server's commands run over it.

import { type Disposable, type Event, EventEmitter, type ExtensionContext, type LogOutputChannel, type Uri, commands, window, workspace } from 'vscode';
import { ExecuteCommandRequest, LanguageClient, type LanguageClientOptions, type Middleware, type ServerOptions, TransportKind } from 'vscode-languageclient/node';
import type { Audit } from './audit';
import { findServer, type Server } from './server';

export const language = 'progress-note';

export class Connection implements Disposable {
  private client: LanguageClient | undefined;
  private problem: string | undefined;
  private path: string | undefined;
  /** Starts and stops come one after the other, in the order in which they were asked for. */
  private last: Promise<void> = Promise.resolve();
  private readonly changed = new EventEmitter<void>();

  /** The server started, stopped, or could not be started. */
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(
    private readonly context: ExtensionContext,
    private readonly log: LogOutputChannel,
    private readonly middleware: Middleware,
  ) {}

  get running(): boolean {
    return this.client !== undefined;
  }

  /** Why there is no server, for the person at the keyboard; undefined: there is one, or none was started yet. */
  get whyNot(): string | undefined {
    return this.problem;
  }

  /** The program that runs as the server. */
  get program(): string {
    if (this.path === undefined) throw new Error(this.problem ?? 'The Notewell server is not running.');
    return this.path;
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      await this.start();
      await this.tellState();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Runs a command of the server's. Fails with the server's own words. */
  async run<T>(command: string, ...args: unknown[]): Promise<T> {
    if (this.client === undefined) throw new Error(this.problem ?? 'The Notewell server is not running.');
    return (await this.client.sendRequest(ExecuteCommandRequest.type, { command, arguments: args })) as T;
  }

  /** How an open note stands; undefined: there is no server, or it does not know the note. */
  async audit(note: Uri): Promise<Audit | undefined> {
    try {
      return await this.run<Audit>('notewell.audit', note.toString());
    } catch {
      return undefined;
    }
  }

  /** Shows why there is no server, and ways on. */
  async tellProblem(): Promise<void> {
    if (this.problem === undefined) return;
    const settings = 'Open Settings';
    const showLog = 'Show Log';
    const chosen = await window.showErrorMessage(this.problem, settings, showLog);
    if (chosen === settings) await commands.executeCommand('workbench.action.openSettings', 'notewell.server.path');
    if (chosen === showLog) this.log.show();
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.last = this.last.then(step, step);
    return this.last;
  }

  private async start(): Promise<void> {
    const settings = workspace.getConfiguration('notewell');
    const server = await findServer(settings.get('server.path', ''), this.context.extensionPath);
    if (server.problem !== undefined) return this.fail(server.problem);
    this.log.info(`${server.path}: ${server.version}`);
    const client = new LanguageClient('notewell', 'Notewell', this.serverOptions(server), this.clientOptions());
    try {
      await client.start();
      this.client = client;
      this.path = server.path;
      this.problem = undefined;
    } catch (error) {
      this.fail(`The Notewell server at ${server.path} did not start: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async end(): Promise<void> {
    const running = this.client;
    this.client = undefined;
    this.path = undefined;
    await running?.dispose();
  }

  private fail(problem: string): void {
    this.problem = problem;
    this.log.error(problem);
    void this.tellProblem();
  }

  private async tellState(): Promise<void> {
    await commands.executeCommand('setContext', 'notewell.running', this.running);
    this.changed.fire();
  }

  private serverOptions(server: Server): ServerOptions {
    const logLevel = workspace.getConfiguration('notewell').get('logLevel', 'warning');
    return { command: server.path, args: ['lsp', '--log-level', logLevel], transport: TransportKind.stdio };
  }

  private clientOptions(): LanguageClientOptions {
    return {
      documentSelector: [
        { language, scheme: 'file' },
        { language, scheme: 'untitled' },
        { scheme: 'file', pattern: '**/notewell.toml' },
      ],
      initializationOptions: { snippetChoices: true }, // VS Code shows the choices of a blank
      outputChannel: this.log,
      traceOutputChannel: this.log,
      middleware: this.middleware,
    };
  }
}
