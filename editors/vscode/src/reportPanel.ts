// The report on a folder, as `notewell report` makes it, in a panel. The page loads nothing and needs no script.

import { execFile } from 'node:child_process';
import { type CancellationToken, type ExtensionContext, ProgressLocation, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Connection } from './connection';

const largestPage = 256 * 1024 * 1024; // bytes

export async function showReport(context: ExtensionContext, server: Connection, note: Uri | undefined): Promise<void> {
  const folder = await folderOf(note);
  if (folder === undefined) return;
  const name = folder.path.split('/').pop() ?? folder.path;
  const page = await window.withProgress(
    { location: ProgressLocation.Notification, title: `Notewell reports on ${name}…`, cancellable: true },
    (_, cancelled) => report(server.program, folder.fsPath, cancelled),
  );
  if (page === undefined) return;
  const panel = window.createWebviewPanel('notewell.report', `Report: ${name}`, ViewColumn.Active, {
    enableScripts: false,
    enableFindWidget: true,
    localResourceRoots: [],
  });
  panel.iconPath = Uri.joinPath(context.extensionUri, 'images', 'note.svg');
  panel.webview.html = page;
}

/** The folder that the note in front belongs to; without one, the one that is open, or that is chosen. */
async function folderOf(note: Uri | undefined): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  const own = note === undefined ? undefined : workspace.getWorkspaceFolder(note);
  if (own !== undefined) return own.uri;
  if (folders.length === 0) throw new Error('Open a folder of notes first: the report is on a folder.');
  return folders.length === 1 ? folders[0]?.uri : (await window.showWorkspaceFolderPick())?.uri;
}

/** The page; undefined: it was cancelled. What could not be read is told in the page itself. */
function report(program: string, folder: string, cancelled: CancellationToken): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, ['report', '--format', 'html', folder], { maxBuffer: largestPage }, (error, page, said) => {
      if (cancelled.isCancellationRequested) resolve(undefined);
      else if (page !== '') resolve(page);
      else reject(new Error(said.trim() || String(error)));
    });
    cancelled.onCancellationRequested(() => child.kill());
  });
}
