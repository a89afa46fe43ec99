// The audit view beside the note, which follows what is typed.

import { type Disposable, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';
import { auditPage, closedPage, type PageContext } from './auditPage';
import type { Connection } from './connection';

export class AuditPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private note: Uri | undefined;

  constructor(
    private readonly context: ExtensionContext,
    private readonly connection: Connection,
  ) {}

  async show(note: Uri): Promise<void> {
    this.note = note;
    this.panel ??= this.makePanel();
    this.panel.reveal(undefined, true);
    await this.update();
  }

  /** Asks anew how the note stands, if it is shown. */
  async update(): Promise<void> {
    const { panel, note } = this;
    if (panel === undefined || note === undefined) return;
    const audit = await this.connection.audit(note);
    if (this.panel !== panel || this.note !== note) return; // closed, or another note, meanwhile
    const fileName = workspace.asRelativePath(note, false).split('/').pop() ?? note.path;
    const page: PageContext = {
      fileName,
      uri: note.toString(),
      styleSheet: panel.webview.asWebviewUri(this.media('audit.css')).toString(),
      styleSource: panel.webview.cspSource,
    };
    panel.title = `Audit: ${fileName}`;
    const html = audit === undefined ? closedPage(page) : auditPage(audit, page);
    if (panel.webview.html !== html) panel.webview.html = html;
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private makePanel(): WebviewPanel {
    const panel = window.createWebviewPanel(
      'notewell.audit',
      'Audit',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      {
        enableScripts: false,
        enableFindWidget: true,
        enableCommandUris: ['notewell.revealPlace', 'notewell.explainRule'],
        localResourceRoots: [this.media()],
      },
    );
    panel.iconPath = Uri.joinPath(this.context.extensionUri, 'images', 'note.svg');
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.note = undefined;
    });
    return panel;
  }

  private media(...path: string[]): Uri {
    return Uri.joinPath(this.context.extensionUri, 'media', ...path);
  }
}
