// Runs a block of shell commands as it stands.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { captureOutput, root } from "../../../scripts/process/command.js";

/**
 * Makes an empty folder for a block, or a copy of an example's files that are in the repository.
 *
 * @param {string} name of the folder in target/snippets/
 * @param {string} [example] the example's folder
 * @returns {string} its path
 */
export function makeFolder(name, example) {
  const folder = join(root, "target/snippets", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (example) {
    const files = captureOutput("git", ["-C", join(root, example), "ls-files"])
      .output.trim()
      .split("\n");
    for (const file of files) cpSync(join(root, example, file), join(folder, file));
  }
  return folder;
}

/**
 * Runs commands in a shell until they end. If the last one serves, until it has printed a text; then
 * `use` is called, and the shell and its programs are ended.
 *
 * @param {string} commands
 * @param {object} how
 * @param {string} how.cwd
 * @param {NodeJS.ProcessEnv} [how.env]
 * @param {RegExp | undefined} [how.serves] the text of a server that is ready
 * @param {(output: string) => unknown} [how.use]
 * @returns {Promise<string>} the output
 */
export async function runShell(commands, { cwd, env = {}, serves, use }) {
  // The programs of the shell are in its process group.
  const shell = spawn("sh", ["-e", "-c", commands], {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let onOutput = () => {};
  for (const stream of [shell.stdout, shell.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk) => {
      output += chunk;
      onOutput();
    });
  }
  const closed = once(shell, "close");
  if (!serves) {
    const [status] = await closed;
    assert.equal(status, 0, output);
    return output;
  }
  try {
    while (!serves.test(output)) {
      const more = new Promise((resolve) => (onOutput = () => resolve("more")));
      const event = await Promise.race([more, closed.then(() => "ended")]);
      assert.ok(event === "more" || serves.test(output), output);
    }
    await use?.(output);
  } finally {
    if (shell.exitCode === null && shell.signalCode === null)
      process.kill(-(/** @type {number} */ (shell.pid)), "SIGKILL");
    await closed;
  }
  return output;
}
