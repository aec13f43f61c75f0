// Runs other programs.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

import { say, UserError } from "./report.js";

/** The project's folder. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** @param {string} program @returns {string | undefined} its path, if it is on the PATH */
export function find(program) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Whether a shell has to run it: npm's programs are scripts on Windows. @param {string} program */
const isScript = (program) => process.platform === "win32" && /^np[mx]$/.test(program);

/**
 * Runs a program to its end. What takes long says every 20 seconds that it goes on.
 *
 * @param {string} doing What it is for, as said while it runs: "Installing wasm-pack (about 2 minutes)".
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, show?: boolean, allowFailure?: boolean }} [options] With `show` its
 *   output is shown when it has ended, in one piece; else only when it fails. With `allowFailure` a failure is not thrown.
 * @returns {Promise<{ status: number, output: string }>}
 */
export async function command(
  doing,
  program,
  args,
  { env = {}, cwd = root, show = false, allowFailure = false } = {},
) {
  say(`${doing}…`);
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: isScript(program),
  });
  let output = "";
  const take = (/** @type {Buffer} */ chunk) => void (output += chunk);
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const ticking = setInterval(() => say(`  still: ${doing}`), 20_000);
  const status = await new Promise((resolve) => {
    child.on("error", (error) => {
      output += `${program}: ${error.message}\n`;
      resolve(127);
    });
    child.on("close", (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
  clearInterval(ticking);
  if (show) process.stderr.write(output);
  if (status !== 0 && !allowFailure) {
    if (!show) process.stderr.write(output);
    throw new UserError(`${doing}: failed. The command was: ${program} ${args.join(" ")}`);
  }
  return { status, output };
}

/**
 * Runs a program for what it says.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ isThere: boolean, succeeded: boolean, line: string, said: string }} `line` is the first that it prints.
 */
export function captureOutput(program, args, env) {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return {
    isThere: !error,
    succeeded: status === 0,
    line: (stdout ?? "").split("\n")[0].trim(),
    said: `${stdout ?? ""}${stderr ?? ""}`.trim(),
  };
}

/**
 * The first line that a program prints, or nothing where it can't be run.
 *
 * @param {string} program
 * @param {string[]} args
 */
export function firstLine(program, args) {
  const { succeeded, line } = captureOutput(program, args);
  return succeeded ? line : undefined;
}
