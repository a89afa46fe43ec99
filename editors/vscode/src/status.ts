// The status bar: what stands against signing the note in front, and whether there is a server at all.

import { type Disposable, MarkdownString, StatusBarAlignment, type StatusBarItem, ThemeColor, commands, window } from 'vscode';
import { type Audit, counted } from './audit';
import { type Connection, language } from './connection';

export class Status implements Disposable {
  private readonly item: StatusBarItem;

  constructor(private readonly connection: Connection) {
    this.item = window.createStatusBarItem('notewell.status', StatusBarAlignment.Right, 100);
    this.item.name = 'Notewell';
  }

  /** Asks anew how the note in front stands. */
  async update(): Promise<void> {
    const note = window.activeTextEditor?.document;
    if (note?.languageId !== language) return this.item.hide();
    if (!this.connection.running) return this.showProblem(this.connection.whyNot);
    const audit = await this.connection.audit(note.uri);
    if (window.activeTextEditor?.document !== note) return; // another one came to the front meanwhile
    if (audit === undefined) return this.item.hide();
    await commands.executeCommand('setContext', 'notewell.signed', audit.signed);
    this.show(audit);
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(audit: Audit): void {
    const { errors, warnings } = audit.toSign;
    if (audit.signed) this.item.text = '$(verified) signed';
    else if (errors > 0) this.item.text = `$(edit) ${errors} to sign`;
    else this.item.text = '$(check) ready to sign';
    const documented = audit.elements.filter(({ asked, places }) => asked && places.length > 0).length;
    const asked = audit.elements.filter((element) => element.asked).length;
    const lines = [
      audit.signed ? 'The note is signed.' : `To put right before signing: **${counted(errors, 'error')}**`,
      `Findings that would not stop it: ${counted(warnings, 'warning')}`,
      `Documented: ${documented} of ${asked} elements that the profile “${audit.profile}” asks for`,
      'Click to see the note as an auditor reads it.',
    ];
    this.item.tooltip = new MarkdownString(lines.join('\n\n'));
    this.item.accessibilityInformation = { label: `Notewell: ${audit.signed ? 'signed' : `${counted(errors, 'error')} to sign`}` };
    this.item.command = 'notewell.auditView';
    this.item.backgroundColor = undefined;
    this.item.show();
  }

  private showProblem(problem: string | undefined): void {
    if (problem === undefined) return this.item.hide(); // it is being started
    this.item.text = '$(error) Notewell';
    this.item.tooltip = problem;
    this.item.command = 'notewell.restart';
    this.item.backgroundColor = new ThemeColor('statusBarItem.errorBackground');
    this.item.show();
  }
}
