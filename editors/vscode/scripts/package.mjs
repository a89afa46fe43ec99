// Makes notewell-PLATFORM-VERSION.vsix for the platform that this runs on, with the server inside.
//   NOTEWELL_BINARY=path/to/notewell npm run package     (default: build/release/bin/notewell of the repository)
//   NOTEWELL_TARGET=alpine-x64 …                         (default: the platform that this runs on)

import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const extension = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = resolve(extension, '../..');
const program = process.platform === 'win32' ? 'notewell.exe' : 'notewell';
const binary = resolve(process.env.NOTEWELL_BINARY ?? join(repository, 'build/release/bin', program));
const target = process.env.NOTEWELL_TARGET ?? `${process.platform}-${process.arch}`;

if (!existsSync(binary)) {
  console.error(`package: ${binary} is not there. Build it with ./setup, or name the program in NOTEWELL_BINARY.`);
  process.exit(1);
}
execFileSync(binary, ['--version'], { stdio: ['ignore', 'ignore', 'inherit'] });

rmSync(join(extension, 'bin'), { recursive: true, force: true });
mkdirSync(join(extension, 'bin'));
copyFileSync(binary, join(extension, 'bin', program));
chmodSync(join(extension, 'bin', program), 0o755);
copyFileSync(join(repository, 'LICENSE'), join(extension, 'LICENSE'));

const options = { cwd: extension, stdio: 'inherit', shell: process.platform === 'win32' };
const { version } = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8'));
const vsix = `notewell-${target}-${version}.vsix`;
const vsce = ['--no-install', 'vsce', 'package', '--target', target, '--no-dependencies', '--allow-missing-repository'];
execFileSync('npm', ['run', '--silent', 'bundle'], options);
execFileSync('npx', [...vsce, '--out', vsix], options);
