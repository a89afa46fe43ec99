// The real VS Code for tests: code-server, a headless Chromium on it, and the gestures of somebody at the keyboard.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** How long one thing may take to appear, in ms: a busy machine is slow, and is not wrong. */
const patience = Number(process.env.NOTEWELL_PATIENCE ?? 60) * 1000;

/** Asks until the answer is truthy, and gives it. Never a fixed time: what is waited for is what is tested. */
export async function until(what, ask, { within = patience, every = 50 } = {}) {
  const end = Date.now() + within;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${within / 1000} s for ${what}${last === undefined ? '' : `: ${last.message}`}`);
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** code-server with one user's settings and extensions. */
export class CodeServer {
  #process;

  /** @param program the folder that get-code-server.sh prints  @param home a folder of its own for everything it keeps */
  constructor(program, home) {
    this.program = program;
    this.home = home;
    this.settingsFile = join(home, 'user/User/settings.json');
    mkdirSync(join(home, 'user/User'), { recursive: true });
  }

  get #arguments() {
    const { program, home } = this;
    const folders = ['--extensions-dir', join(home, 'extensions'), '--user-data-dir', join(home, 'user'), '--config', join(home, 'config.yaml')];
    return [join(program, 'node_modules/code-server/out/node/entry.js'), ...folders];
  }

  /** The environment of somebody with an empty home: no settings of this machine's, none left behind. */
  get #environment() {
    return { ...process.env, HOME: this.home, XDG_CONFIG_HOME: '', XDG_DATA_HOME: '', XDG_CACHE_HOME: join(this.home, 'cache'), VSCODE_PROXY_URI: '' };
  }

  /** Of VS Code itself: "1.100.3". */
  get version() {
    return JSON.parse(readFileSync(join(this.program, 'node_modules/code-server/lib/vscode/package.json'), 'utf8')).version;
  }

  set settings(settings) {
    writeFileSync(this.settingsFile, JSON.stringify(settings, null, 2));
  }

  get settings() {
    return JSON.parse(readFileSync(this.settingsFile, 'utf8'));
  }

  install(vsix) {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [...this.#arguments, '--install-extension', vsix], { env: this.#environment });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
      child.on('exit', (code) => (code === 0 && said.includes('successfully installed') ? resolve() : reject(new Error(`not installed: ${said}`))));
    });
  }

  /** @param trust whether folders are asked to be trusted first, as VS Code does by default */
  async start({ trust = false } = {}) {
    this.trust = trust;
    const port = await freePort();
    this.origin = `http://127.0.0.1:${port}`;
    const options = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check'];
    if (!trust) options.push('--disable-workspace-trust');
    this.#process = spawn(process.execPath, [...this.#arguments, ...options], { env: this.#environment, detached: true });
    let said = '';
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream.on('data', (data) => (said += data));
    await until('code-server to answer', async () => {
      if (this.#process.exitCode !== null) throw new Error(said);
      return (await fetch(`${this.origin}/healthz`)).ok;
    });
  }

  stop() {
    if (this.#process?.pid === undefined) return;
    try {
      process.kill(-this.#process.pid, 'SIGKILL'); // with the extension hosts and language servers it started
    } catch {
      // it ended by itself
    }
    this.#process = undefined;
  }
}

export async function startBrowser(program, executable) {
  const { chromium } = createRequire(join(program, 'package.json'))('playwright-core');
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox', ...quiet] });
}

/** One window of VS Code on a folder. */
export class Workbench {
  constructor(page) {
    this.page = page;
    this.keyboard = page.keyboard;
    page.setDefaultTimeout(patience);
  }

  static async open(browser, server, folder) {
    const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, deviceScaleFactor: 1, permissions: ['clipboard-read', 'clipboard-write'] });
    const workbench = new Workbench(await context.newPage());
    const parameter = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
    for (let again = false; ; again = true) {
      await workbench.page.goto(`${server.origin}/?${parameter}=${encodeURIComponent(folder)}`);
      try {
        await workbench.page.locator('.monaco-workbench .part.statusbar').waitFor();
        await workbench.page.locator('.explorer-folders-view .monaco-list-row, .empty-view').first().waitFor();
        break;
      } catch (error) {
        // On a busy machine code-server sometimes leaves a window without its explorer; whoever sees that reloads.
        if (again) throw error;
        console.log('a window came up without its explorer, and is loaded again');
      }
    }
    return workbench;
  }

  close() {
    return this.page.context().close();
  }


  async press(...keys) {
    for (const key of keys) await this.keyboard.press(key);
  }

  type(text) {
    return this.keyboard.type(text);
  }

  get suggestions() {
    return this.locator('.suggest-widget.visible');
  }

  locator(selector, options) {
    return this.page.locator(selector, options);
  }

  /** Types into the quick input, waits for the entry, and takes it. */
  async pick(text, entry = text) {
    const input = this.locator('.quick-input-widget input:visible');
    await input.waitFor();
    if (text !== '') await input.fill(text);
    const row = this.locator('.quick-input-list .monaco-list-row', { hasText: entry }).first();
    await row.waitFor();
    await row.click();
  }

  /** Fills in an input box and accepts it. */
  async answer(title, text) {
    await this.locator('.quick-input-widget:visible', { hasText: title }).waitFor();
    await this.locator('.quick-input-widget input:visible').fill(text);
    await this.press('Enter');
  }

  async openFile(name) {
    await this.press('Control+KeyP');
    await this.pick(name);
    await this.locator('.tab.active', { hasText: name }).waitFor();
    await this.locator('.editor-instance .view-lines .view-line').first().waitFor();
  }

  async palette(command) {
    await this.#paletteWith(command);
    await this.pick(`>${command}`, command);
  }

  /** The entries of the command palette for a text, without running one. */
  async paletteOffers(words) {
    const rows = await this.#paletteWith(words);
    const labels = await rows.allInnerTexts();
    await this.press('Escape');
    return labels.map((label) => label.replace(/\u00a0/g, ' '));
  }

  /** Opens the palette until it knows such a command: in a new window extensions are still being read. */
  async #paletteWith(words) {
    const rows = this.locator('.quick-input-list .monaco-list-row .label-name');
    await until(`a command “${words}”`, async () => {
      await this.press('F1');
      await this.locator('.quick-input-widget input:visible').fill(`>${words}`);
      const found = await rows.filter({ hasText: words.trim() }).first().waitFor({ timeout: 3000 }).then(() => true, () => false);
      if (!found) await this.press('Escape');
      return found;
    });
    return rows;
  }

  /** Puts the cursor at a 1-based line and column of the editor in front. */
  async goTo(line, column = 1) {
    await this.press('Control+KeyG');
    const input = this.locator('.quick-input-widget input:visible');
    await input.fill(`:${line}:${column}`);
    await this.press('Enter');
    await until(`the cursor in line ${line}, column ${column}`, async () => (await this.statusText()).includes(`Ln ${line}, Col ${column}`));
  }

  async statusText() {
    return (await this.locator('.part.statusbar').innerText()).replace(/\u00a0/g, ' ');
  }

  /** What the editor in front shows; only the lines in view. */
  async editorText() {
    const lines = this.locator('.editor-group-container.active .editor-instance .view-lines').first();
    return lines.evaluate((element) =>
      [...element.querySelectorAll('.view-line')]
        .sort((a, b) => parseFloat(a.style.top) - parseFloat(b.style.top))
        .map((line) => line.innerText.replace(/\u00a0/g, ' '))
        .join('\n'),
    );
  }

  /** Takes an entry of the menu of code actions, which must be open, by the keyboard: the menu catches clicks. */
  async takeAction(title) {
    const rows = this.locator('.action-widget .monaco-list-row.action');
    await rows.filter({ hasText: title }).first().waitFor();
    const focused = rows.and(this.locator('.focused'));
    for (let tries = await rows.count(); !(await focused.innerText()).includes(title); tries -= 1) {
      if (tries < 0) throw new Error(`no way to “${title}”`);
      await this.press('ArrowDown');
    }
    await this.press('Enter');
  }

  async save() {
    await this.press('Control+KeyS');
    await until('the file to be saved', async () => (await this.locator('.tab.active.dirty').count()) === 0);
  }

  /** The extension's own item in the status bar. */
  notewellStatus(text) {
    return this.locator('[id="notewell.notewell.notewell.status"]', { hasText: text });
  }

  notification(text) {
    return this.locator('.notification-toast', { hasText: text });
  }

  async screenshot(file) {
    await this.page.screenshot({ path: file });
  }
}
