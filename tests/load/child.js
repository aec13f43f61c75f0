// Starts, queries and kills the process of the backend.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** @import { State } from "./backend.js" */

const PROGRAM = fileURLToPath(new URL("backend.js", import.meta.url));
const START_MS = 60_000;

/**
 * Returns the controls of a backend that is not started yet.
 *
 * @param {"handlers" | "demo"} kind
 * @param {number} port
 * @param {string} zoomUrl
 * @param {number} zoomTimeoutMs
 */
export function newBackend(kind, port, zoomUrl, zoomTimeoutMs) {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  let output = "";
  /** How many processes ended without a call of `kill`. */
  let crashes = 0;
  let isEnding = false;

  /** @returns {Promise<any>} the next message of the process */
  async function next() {
    const signal = AbortSignal.timeout(START_MS);
    const [message] = await once(/** @type {NonNullable<typeof child>} */ (child), "message", { signal });
    return message;
  }

  return {
    crashes: () => crashes,
    /** The output of all processes since the last call of `forget`. */
    output: () => output,

    async start() {
      isEnding = false;
      child = spawn(
        process.execPath,
        ["--expose-gc", PROGRAM, kind, String(port), zoomUrl, String(zoomTimeoutMs)],
        { stdio: ["ignore", "pipe", "pipe", "ipc"] },
      );
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
      child.on("exit", () => {
        if (!isEnding) crashes++;
      });
      await next();
    },

    /** @returns {Promise<State>} */
    async state() {
      child?.send("state");
      return next();
    },

    forget() {
      output = "";
      child?.send("forget");
    },

    /** Kills the process with SIGKILL, so that no request is finished and no message is sent. */
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      isEnding = true;
      const ended = once(child, "close");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
