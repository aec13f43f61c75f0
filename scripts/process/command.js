// Runs other programs.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

import { say, UserError } from "./report.js";

/** The folder of the repository, with a slash at its end. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** How often a running program is reported as still running. */
const PROGRESS_INTERVAL_MS = 20_000;

/** The exit code that shells use for a command that is not found. */
const NOT_FOUND = 127;

/**
 * Looks a program up on the PATH.
 *
 * @param {string} program
 * @returns {string | undefined} its path
 */
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

/**
 * Whether a program can only be started by a shell: on Windows, npm and npx are scripts.
 *
 * @param {string} program
 */
const needsShell = (program) => process.platform === "win32" && /^np[mx]$/.test(program);

/**
 * @typedef {object} CommandOptions
 * @property {NodeJS.ProcessEnv | undefined} [env] variables added to the environment of this process
 * @property {string} [cwd] the folder to run in; the repository by default
 * @property {boolean} [show] prints the output when the program has ended; by default only a
 *   failure prints it
 * @property {boolean} [allowFailure] makes a failure return instead of throw
 */

/**
 * Runs a program to its end. Prints the description at the start, and every 20 seconds that the
 * program is still running.
 *
 * @param {string} description for example "Installing wasm-pack (about 2 minutes)"
 * @param {string} program
 * @param {string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<{ status: number, output: string }>} `output` is stdout and stderr together
 * @throws {UserError} if the program fails
 */
export async function command(
  description,
  program,
  args,
  { env = {}, cwd = root, show = false, allowFailure = false } = {},
) {
  say(`${description}…`);
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: needsShell(program),
  });
  let output = "";
  const addOutput = (/** @type {Buffer} */ chunk) => void (output += chunk);
  child.stdout.on("data", addOutput);
  child.stderr.on("data", addOutput);
  // Another command may fail and end this process.
  const end = () => child.kill();
  process.once("exit", end);
  const progress = setInterval(() => say(`  still running: ${description}`), PROGRESS_INTERVAL_MS);
  const status = await new Promise((resolve) => {
    child.on("error", (error) => {
      output += `${program}: ${error.message}\n`;
      resolve(NOT_FOUND);
    });
    child.on("close", (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
  clearInterval(progress);
  process.off("exit", end);
  const failed = status !== 0 && !allowFailure;
  if (show || failed) process.stderr.write(output);
  if (failed) {
    throw new UserError(`${description}: failed. The command was: ${program} ${args.join(" ")}`);
  }
  return { status, output };
}

/**
 * Runs a program that ends soon, and returns what it prints.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to this process's environment
 * @returns {{ isInstalled: boolean, succeeded: boolean, stdout: string, output: string }} `output`
 *   is stdout and stderr together, trimmed
 */
export function captureOutput(program, args, env) {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...env },
    shell: needsShell(program),
  });
  return {
    isInstalled: !error,
    succeeded: status === 0,
    stdout: stdout ?? "",
    output: `${stdout ?? ""}${stderr ?? ""}`.trim(),
  };
}

/**
 * Runs a program, and returns the first line that it prints.
 *
 * @param {string} program
 * @param {string[]} args
 * @returns {string | undefined} `undefined` if the program is missing or fails
 */
export function firstLine(program, args) {
  const { succeeded, stdout } = captureOutput(program, args);
  return succeeded ? stdout.split("\n", 1)[0]?.trim() : undefined;
}
