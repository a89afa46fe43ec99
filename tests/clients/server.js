// Starts Notewell for a test, and gives each client a connection to it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const notewell = process.env.NOTEWELL;
if (!notewell) throw new Error("name the server in $NOTEWELL");

/** Starts the server, and sees to it that it does not outlive the test. */
function start(test, args, stdio) {
  const child = spawn(notewell, ["lsp", ...args], { stdio });
  test.after(() => child.kill("SIGKILL"));
  return child;
}

const hasEnded = (child) => new Promise((resolve) => child.once("close", (code) => resolve(code)));

/** { reader, writer, ended() } on a server of its own, over standard input and output. */
export async function overStdio(test) {
  const child = start(test, ["--stdio"], ["pipe", "pipe", "inherit"]);
  const ended = hasEnded(child);
  return {
    reader: child.stdout,
    writer: child.stdin,
    async ended() {
      assert.equal(await ended, 0, "the server's exit code");
    },
  };
}

/** The same over a Unix socket that a server listens on; ended() ends the server as well. */
export async function overSocket(test) {
  const folder = mkdtempSync(join(tmpdir(), "notewell-"));
  const path = join(folder, "socket");
  test.after(() => rmSync(folder, { recursive: true }));
  const child = start(test, ["--listen", `unix:${path}`], ["ignore", "inherit", "pipe"]);
  const ended = hasEnded(child);
  const said = await new Promise((resolve) => child.stderr.once("data", (bytes) => resolve(String(bytes))));
  assert.match(said, /^notewell: listening on unix:/);
  const socket = connect(path);
  test.after(() => socket.destroy());
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  return {
    reader: socket,
    writer: socket,
    async ended() {
      await closed;
      child.kill("SIGTERM");
      assert.equal(await ended, 0, "the listener's exit code");
    },
  };
}

export const transports = { "standard input and output": overStdio, "a Unix socket": overSocket };
