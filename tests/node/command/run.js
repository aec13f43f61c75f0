// Runs the command zoom-pkce as a process.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { join } from "node:path";

import { root } from "../../../scripts/process/command.js";

const COMMAND = join(root, "js/command/index.js");

/**
 * @param {string[]} args
 * @param {{ input?: string | Buffer, env?: NodeJS.ProcessEnv }} [options] Without `input`, standard input is
 *   empty.
 * @returns {Promise<{ code: number | null, stdout: string, stderr: string }>}
 */
export async function runCommand(args, { input = "", env = {} } = {}) {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...process.env, ...env } });
  // The command may end before it has read its input.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: child.exitCode, stdout, stderr };
}
