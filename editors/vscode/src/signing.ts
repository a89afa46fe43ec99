// Signing the note in front: asks for what is missing, and says what stands against it.

import { ConfigurationTarget, type TextDocument, window, workspace } from 'vscode';
import { counted } from './audit';
import type { Connection } from './connection';

interface Signer {
  readonly name: string;
  readonly credentials: string;
}

/** Signs the note and saves it, unless the clinician changes their mind on the way. */
export async function sign(note: TextDocument, connection: Connection, showAudit: () => Promise<void>): Promise<void> {
  const audit = await connection.audit(note.uri);
  if (audit === undefined) throw new Error('Open the note that is to be signed.');
  if (audit.signed) throw new Error('The note is signed already. What came later belongs into an addendum.');
  const signer = await knownOrAsked(audit.clinician);
  if (signer === undefined) return;
  const errors = audit.toSign.errors;
  const reason = errors === 0 ? '' : await reasonToSign(errors, showAudit);
  if (reason === undefined) return;
  await changeAndSave(note, () => connection.run('notewell.sign', note.uri.toString(), { ...signer, ...(reason === '' ? {} : { reason }) }));
  window.setStatusBarMessage(`$(verified) Signed as ${signer.name}, ${signer.credentials}`, 5000);
}

/** Adds an addendum to the signed note, to be written there. */
export async function addAddendum(note: TextDocument, connection: Connection): Promise<void> {
  await connection.run('notewell.addendum', note.uri.toString());
}

async function knownOrAsked(known: Signer): Promise<Signer | undefined> {
  if (known.name !== '' && known.credentials !== '') return known;
  const name = known.name !== '' ? known.name : await ask('Who signs?', 'Your name, as it stands in the signature', 'D. Reyes');
  if (name === undefined) return undefined;
  const credentials = known.credentials !== '' ? known.credentials : await ask('With which licence or degree?', 'Your credentials', 'LCSW');
  if (credentials === undefined) return undefined;
  void offerToRemember({ name, credentials });
  return { name, credentials };
}

async function offerToRemember({ name, credentials }: Signer): Promise<void> {
  const remember = 'Remember';
  const chosen = await window.showInformationMessage(`Sign as ${name}, ${credentials} from now on?`, remember);
  if (chosen !== remember) return;
  const settings = workspace.getConfiguration('notewell.clinician');
  await settings.update('name', name, ConfigurationTarget.Global);
  await settings.update('credentials', credentials, ConfigurationTarget.Global);
}

/** The reason that the note keeps; undefined: it is not signed. */
async function reasonToSign(errors: number, showAudit: () => Promise<void>): Promise<string | undefined> {
  const show = 'Show Them';
  const withReason = 'Sign With a Reason…';
  const question = `${counted(errors, 'error')} ${errors === 1 ? 'stands' : 'stand'} against signing this note.`;
  const detail = 'Put them right first, or sign with a reason, which the note keeps with the names of the rules.';
  const chosen = await window.showWarningMessage(question, { modal: true, detail }, show, withReason);
  if (chosen === show) await showAudit();
  if (chosen !== withReason) return undefined;
  return ask('Why is it signed all the same?', 'The reason, which stands in the note', 'the record of the call comes tomorrow');
}

async function ask(title: string, prompt: string, example: string): Promise<string | undefined> {
  const answer = await window.showInputBox({
    title,
    prompt,
    placeHolder: `for example: ${example}`,
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '') return 'This can’t be left empty.';
      return /--|[‹›]/.test(text) ? 'Without “--” and ‹blanks›, please.' : undefined;
    },
  });
  return answer?.trim();
}

/** Has the server change the note, and saves it once it has changed. */
async function changeAndSave(note: TextDocument, change: () => Promise<unknown>): Promise<void> {
  const before = note.version;
  const changed = new Promise<void>((resolve) => {
    const listener = workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== note || document.version === before) return;
      listener.dispose();
      resolve();
    });
  });
  await change();
  await changed;
  if (note.uri.scheme === 'file') await note.save();
}
