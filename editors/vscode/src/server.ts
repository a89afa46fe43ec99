// Which program is the server, and whether it runs.

import { execFile } from 'node:child_process';
import { open } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A program that answered to `--version`. */
export interface Server {
  readonly path: string;
  readonly version: string;
  readonly problem?: undefined;
}

/** Why there is none, in words for the person at the keyboard, with what to do. */
export interface NoServer {
  readonly problem: string;
}

/**
 * @param configured the setting notewell.server.path; empty for the program inside the extension
 * @param extension the folder of this extension
 */
export async function findServer(configured: string, extension: string): Promise<Server | NoServer> {
  const asked = configured.trim();
  const program = process.platform === 'win32' ? 'notewell.exe' : 'notewell';
  const path = asked === '' ? join(extension, 'bin', program) : fromHome(asked);
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    return { path, version: stdout.trim() };
  } catch (error) {
    const remedy =
      asked === ''
        ? 'Install the extension that is made for this system, or set notewell.server.path to a notewell program that runs here.'
        : 'Correct the setting notewell.server.path, or empty it to use the program that came with this extension.';
    const why = (await isForAnotherSystem(path)) ? 'it is made for another system' : reason(error);
    return { problem: `Notewell can't run its server, ${path}: ${why}. ${remedy}` };
  }
}

function fromHome(path: string): string {
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}

function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return 'there is no such program';
    case 'EACCES':
      return 'the file may not be run';
    case 'ENOEXEC':
      return 'it is made for another system';
    default:
      if (typeof code === 'number') return `it ended with code ${code} when asked for its version`;
      return 'it gave no answer when asked for its version';
  }
}

/**
 * Whether the file is a program for another system or processor. The error does not tell: an `execvp` that can't run a file
 * hands it to a shell, which then fails in its own way.
 */
async function isForAnotherSystem(path: string): Promise<boolean> {
  const start = Buffer.alloc(20);
  try {
    const file = await open(path);
    try {
      await file.read(start, 0, start.length, 0);
    } finally {
      await file.close();
    }
  } catch {
    return false; // not there, or not readable: another reason
  }
  const forms: [form: string, is: boolean][] = [
    ['linux', start.readUInt32BE(0) === 0x7f454c46],
    ['darwin', [0xcffaedfe, 0xcafebabe].includes(start.readUInt32BE(0))],
    ['win32', start.toString('latin1', 0, 2) === 'MZ'],
  ];
  const form = forms.find(([, is]) => is)?.[0];
  if (form === undefined) return false;
  if (form !== process.platform) return true;
  const machines: Partial<Record<string, number>> = { x64: 62, arm64: 183 }; // e_machine of ELF
  const expected = machines[process.arch];
  return form === 'linux' && expected !== undefined && start.readUInt16LE(18) !== expected;
}
