// Drives the real VS Code with the packaged extension, as somebody at the keyboard would, and looks at what it shows and at
// what it wrote.   drive.mjs CODE-SERVER CHROMIUM VSIX SHOTS [STEP…]
// Prints a line for each step; exit code 1 if one failed. Screenshots go to SHOTS and are compared by nobody but you.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodeServer, startBrowser, until, Workbench } from './workbench.mjs';

const [program, chromium, vsix, shots, ...wanted] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'notewell-vscode-'));
const firstDay = '2026-11-20'; // of the newest note in chart/

const settings = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.tips.enabled': false,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'editor.acceptSuggestionOnEnter': 'on',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'notewell.clinician.name': 'D. Reyes',
  'notewell.clinician.credentials': 'LCSW',
};

/** A copy of the chart whose newest session is today: what depends on the clock stays as it is. */
function makeChart(name) {
  const folder = join(scratch, name);
  mkdirSync(folder, { recursive: true });
  const shift = Math.floor(Date.now() / 86_400_000) * 86_400_000 - Date.parse(firstDay);
  for (const file of readdirSync(join(here, 'chart'))) {
    const text = readFileSync(join(here, 'chart', file), 'utf8');
    writeFileSync(join(folder, file), text.replace(/\d{4}-\d\d-\d\d/g, (day) => new Date(Date.parse(day) + shift).toISOString().slice(0, 10)));
  }
  return folder;
}

/** The 1-based line of a file that holds the words, and the column where they start. */
function placeOf(file, words) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = lines.findIndex((one) => one.includes(words));
  assert.notEqual(line, -1, `“${words}” is not in ${file}`);
  return [line + 1, lines[line].indexOf(words) + 1];
}

const steps = new Map();
/** @param run gets {w: the workbench, folder, file: its path of a name, shot} */
function step(name, run, options = {}) {
  steps.set(name, { run, options });
}

step('findings are underlined, gently in a draft', async ({ w, file, shot, measure }) => {
  await w.openFile('session-6.pnote');
  await w.locator('.squiggly-info').first().waitFor();
  measure('from opening the window to the first underline', 'opened');
  await shot('dark');
});

// --- what runs them

const server = new CodeServer(program, join(scratch, 'home'));
let browser;
let failed = 0;
let passed = 0;
const measured = [];
try {
  mkdirSync(shots, { recursive: true });
  server.settings = settings;
  await server.install(vsix);
  await server.start();
  browser = await startBrowser(program, chromium);
  for (const [name, { run, options }] of steps) {
    if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
    const began = Date.now();
    const short = name.replace(/[^a-z]+/gi, '-').toLowerCase().slice(0, 40);
    const folder = makeChart(short);
    server.settings = { ...settings, ...options.settings };
    let w;
    try {
      const opened = Date.now();
      w = await Workbench.open(browser, server, folder);
      await run({
        w,
        folder,
        server,
        file: (one) => join(folder, one),
        shot: async (mood) => {
          const path = join(shots, `${short}-${mood}.png`);
          await w.screenshot(path);
          assert.ok(statSync(path).size > 20_000, `${path} shows hardly anything`);
        },
        measure: (what) => measured.push(`${what}: ${((Date.now() - opened) / 1000).toFixed(1)} s`),
      });
      passed += 1;
      console.log(`ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL  ${name}\n${String(error.stack).replace(/^/gm, '      ')}`);
      await w?.screenshot(join(shots, `FAILED-${short}.png`)).catch(() => {});
    } finally {
      await w?.close();
    }
  }
} finally {
  await browser?.close();
  server.stop();
  if (process.env.NOTEWELL_KEEP) console.log(`kept: ${scratch}`);
  else rmSync(scratch, { recursive: true, force: true });
}
for (const one of measured) console.log(`measured  ${one}`);
console.log(`${passed} passed, ${failed} failed; screenshots in ${shots}`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
