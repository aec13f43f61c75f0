// Installs, builds and starts the backends in examples/backends.

import { join } from "node:path";

import { installPacked } from "../build/packed.js";
import { unlessBuilt } from "../build/stamp.js";
import { ensureRust } from "../install/tools.js";
import { command, root } from "../process/command.js";
import { startProcess } from "../process/server-process.js";
import { backendNames } from "./names.js";
import { ensurePython, ensurePythonPackages, missingPython } from "./python.js";
import { ensureRedis, missingRedis } from "./redis.js";

/** @typedef {typeof backendNames[number]} BackendName */
/** @typedef {import("../process/server-process.js").Running} Running */

/** @typedef {{ program: string, args: string[], env?: NodeJS.ProcessEnv }} Command */

/**
 * @typedef {(port: number) => Command} StartCommand
 *   Returns the command that starts an instance on a port.
 */

/**
 * @typedef {(settings: NodeJS.ProcessEnv, onOutput?: OnOutput) => Promise<Running>} StartInstance
 *   Starts an instance. The settings are environment variables.
 */

/** @typedef {(text: string) => void} OnOutput */

/**
 * @typedef {object} Backend
 * @property {string} title the name of its framework
 * @property {boolean} sessionsInRedis whether its sessions are in Redis; otherwise they are in a cookie
 * @property {(folder: string) => Promise<StartCommand>} prepare installs its dependencies and
 *   builds it
 */

const NEXT = "node_modules/next/dist/bin/next";
const NO_TELEMETRY = { NEXT_TELEMETRY_DISABLED: "1" };
const node = process.execPath;

/** @type {Record<BackendName, Backend>} */
const BACKENDS = {
  express: {
    title: "Express",
    sessionsInRedis: true,
    async prepare(folder) {
      await installPacked(folder);
      return (port) => ({ program: node, args: ["server.js"], env: { PORT: String(port) } });
    },
  },
  next: {
    title: "Next.js",
    sessionsInRedis: false,
    async prepare(folder) {
      await installPacked(folder);
      const path = "examples/backends/next";
      const inputs = [
        "app",
        "lib",
        "instrumentation.js",
        "next.config.js",
        "package.json",
        "package-lock.json",
      ].map((name) => `${path}/${name}`);
      await unlessBuilt(
        "next-backend",
        { inputs: [...inputs, "dist"], outputs: [`${path}/.next/BUILD_ID`] },
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
    sessionsInRedis: true,
    async prepare(folder) {
      const bin = await ensurePythonPackages(folder);
      return (port) => ({ program: join(bin, "uvicorn"), args: ["main:app", "--port", String(port)] });
    },
  },
  axum: {
    title: "axum",
    sessionsInRedis: false,
    async prepare(folder) {
      await ensureRust();
      const description = "Compiling the backend on axum (about 2 minutes, once)";
      await command(description, "cargo", ["build", "--locked"], { cwd: folder });
      const program = join(folder, "target/debug/zoom-backend-on-axum");
      return (port) => ({ program, args: [], env: { PORT: String(port) } });
    },
  },
};

export { backendNames };

/** @param {BackendName} name */
export const describeBackend = (name) => BACKENDS[name];

/** Installs Redis and Python if they are missing. This needs Debian and root. */
export async function ensureBackendPrograms() {
  await ensureRedis();
  await ensurePython();
}

/**
 * Checks the programs that a backend needs.
 *
 * @param {BackendName} name
 * @returns {string | undefined} which program is missing and how to get it, or `undefined` if none
 *   is missing
 */
export function missingFor(name) {
  return missingRedis() ?? (name === "fastapi" ? missingPython() : undefined);
}

/**
 * Installs a backend's dependencies and builds it.
 *
 * @param {BackendName} name
 * @returns {Promise<StartInstance>}
 */
export async function prepareBackend(name) {
  const { title, prepare } = BACKENDS[name];
  const cwd = join(root, "examples/backends", name);
  const startCommand = await prepare(cwd);
  return (settings, onOutput) => {
    const describe = (/** @type {number} */ port) => {
      const { program, args, env } = startCommand(port);
      // The simulated Zoom is on this machine, where a proxy can't reach it.
      return { program, args, cwd, env: { NO_PROXY: "127.0.0.1", ...settings, ...env } };
    };
    return startProcess(`the backend on ${title}`, describe, onOutput);
  };
}
