// Runs the backends in ../project on Deno, Bun and workerd.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { build } from "esbuild";

/**
 * @typedef {object} Settings
 * @property {string} TOKEN_URL
 * @property {string} REDIRECT_URI
 */

/**
 * @typedef {object} Backend
 * @property {string} url
 * @property {() => Promise<string>} close Ends the runtime and resolves to its output.
 */

/**
 * Waits until a runtime prints its port in a line of JSON.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.ReadableStream} lines
 * @param {(child: import("node:child_process").ChildProcess) => void} end
 * @returns {Promise<Backend>}
 */
async function started(child, lines, end) {
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += chunk));
  const ended = once(child, "close");
  const line = once(createInterface({ input: lines }), "line");
  const [first] = await Promise.race([line, ended.then(() => [undefined])]);
  if (first === undefined) throw new Error(`the runtime ended early: ${said}`);
  return {
    url: `http://127.0.0.1:${JSON.parse(first).port}`,
    async close() {
      end(child);
      await ended;
      return said;
    },
  };
}

/**
 * Starts a backend on Deno, which may connect only to this machine.
 *
 * @param {string} folder
 * @param {string} file
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, permissions?: string[] }} [extra] More variables, and more
 *   permissions.
 */
export function startOnDeno(folder, file, args, { env = {}, permissions = [] } = {}) {
  const run = "run --no-prompt --no-remote --cached-only --allow-net=127.0.0.1".split(" ");
  const program = join(folder, "node_modules/deno/bin.cjs");
  const child = spawn(process.execPath, [program, ...run, ...permissions, file, ...args], {
    cwd: folder,
    env: { ...process.env, ...env, DENO_NO_UPDATE_CHECK: "1", DENO_DIR: join(folder, "deno-cache") },
  });
  return started(child, child.stdout, () => child.stdin.end());
}

/**
 * Starts the backend on Deno.
 *
 * @param {string} folder
 * @param {Settings} settings
 */
export const startDeno = (folder, { TOKEN_URL, REDIRECT_URI }) =>
  startOnDeno(folder, "deno.js", [TOKEN_URL, REDIRECT_URI]);

/**
 * Starts a backend on Bun.
 *
 * @param {string} folder
 * @param {string} file
 * @param {NodeJS.ProcessEnv} env
 */
export function startOnBun(folder, file, env) {
  const program = join(folder, "node_modules/bun/bin/bun.exe");
  const child = spawn(program, ["run", "--no-install", file], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  return started(child, child.stdout, () => child.stdin.end());
}

/**
 * Starts a backend on workerd, bundled into one file as Wrangler does.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} settings
 * @param {string} [config] A file in the folder.
 * @param {string} [worker] The source.
 */
export async function startWorkerd(folder, settings, config = "workerd.capnp", worker = "worker.js") {
  await build({
    absWorkingDir: folder,
    entryPoints: [worker],
    outfile: "dist/worker.js",
    bundle: true,
    format: "esm",
    target: "es2022",
    conditions: ["workerd", "worker", "browser"],
  });
  const program = createRequire(join(folder, "package.json"))("workerd").default;
  const args = ["serve", config, "--control-fd=3", "--verbose"];
  const child = spawn(program, args, {
    cwd: folder,
    // workerd prints a warning if PWD is not its working directory.
    env: { ...process.env, ...settings, PWD: folder },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  return started(child, /** @type {import("node:stream").Readable} */ (child.stdio[3]), () => child.kill());
}
