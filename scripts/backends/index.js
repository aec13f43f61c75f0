// The backends of examples/backends: how each is installed, built and started.

import { join } from "node:path";

import { command, root } from "../process/command.js";
import { installPacked } from "../build/packed.js";
import { startProcess } from "../process/server-process.js";
import { unlessBuilt } from "../build/stamp.js";
import { ensureRust } from "../install/tools.js";
import { backendNames } from "./names.js";
import { ensurePython, ensurePythonPackages, missingPython } from "./python.js";
import { ensureRedis, missingRedis } from "./redis.js";

/** @typedef {typeof backendNames[number]} BackendName */
/** @typedef {import("../process/server-process.js").Running} Running */
/** @typedef {(port: number) => { program: string, args: string[], env?: NodeJS.ProcessEnv }} Start */

/**
 * @typedef {object} Kind
 * @property {string} title
 * @property {boolean} needsRedis whether its sessions are in Redis
 * @property {(folder: string) => Promise<Start>} prepare installs and builds what is not there yet
 */

const NEXT = "node_modules/next/dist/bin/next";
const NO_TELEMETRY = { NEXT_TELEMETRY_DISABLED: "1" };
const node = process.execPath;

/** @type {Record<BackendName, Kind>} */
const KINDS = {
  express: {
    title: "Express",
    needsRedis: true,
    async prepare(folder) {
      await installPacked(folder);
      return (port) => ({ program: node, args: ["server.js"], env: { PORT: String(port) } });
    },
  },
  next: {
    title: "Next.js",
    needsRedis: false,
    async prepare(folder) {
      await installPacked(folder);
      const inside = "examples/backends/next";
      const inputs = [
        "app",
        "lib",
        "instrumentation.js",
        "next.config.js",
        "package.json",
        "package-lock.json",
      ].map((path) => `${inside}/${path}`);
      await unlessBuilt(
        "next-backend",
        { inputs: [...inputs, "dist"], outputs: [`${inside}/.next/BUILD_ID`] },
        async () => {
          const options = { cwd: folder, env: NO_TELEMETRY };
          await command("Building the backend on Next.js", node, [NEXT, "build"], options);
        },
      );
      return (port) => ({
        program: node,
        args: [NEXT, "start", "--hostname", "127.0.0.1", "--port", String(port)],
        env: NO_TELEMETRY,
      });
    },
  },
  fastapi: {
    title: "FastAPI",
    needsRedis: true,
    async prepare(folder) {
      const bin = await ensurePythonPackages(folder);
      return (port) => ({ program: join(bin, "uvicorn"), args: ["main:app", "--port", String(port)] });
    },
  },
  axum: {
    title: "axum",
    needsRedis: false,
    async prepare(folder) {
      await ensureRust();
      const doing = "Compiling the backend on axum (about 2 minutes, once)";
      await command(doing, "cargo", ["build", "--locked"], { cwd: folder });
      const program = join(folder, "target/debug/zoom-backend-on-axum");
      return (port) => ({ program, args: [], env: { PORT: String(port) } });
    },
  },
};

export { backendNames };

/** @param {BackendName} name */
export const describeBackend = (name) => KINDS[name];

/** Installs the programs that the backends need, where they are missing and that may be. */
export async function ensureBackendPrograms() {
  await ensureRedis();
  await ensurePython();
}

/**
 * @param {BackendName} name
 * @returns {string | undefined} what the backend needs and is not here, and how to get it
 */
export function missingFor(name) {
  const redis = KINDS[name].needsRedis && missingRedis();
  if (redis) return `Redis is not here; ${redis}`;
  const python = name === "fastapi" && missingPython();
  return python ? `Python is not here; ${python}` : undefined;
}

/**
 * Installs and builds a backend.
 *
 * @param {BackendName} name
 * @returns {Promise<(env: NodeJS.ProcessEnv, onOutput?: (text: string) => void) => Promise<Running>>} starts an instance of it
 */
export async function prepareBackend(name) {
  const { title, prepare } = KINDS[name];
  const cwd = join(root, "examples/backends", name);
  const start = await prepare(cwd);
  return (settings, onOutput) => {
    const how = (/** @type {number} */ port) => {
      const { program, args, env } = start(port);
      // A simulated Zoom is on this machine: no proxy leads there.
      return { program, args, cwd, env: { NO_PROXY: "127.0.0.1", ...settings, ...env } };
    };
    return startProcess(`the backend on ${title}`, how, onOutput);
  };
}
