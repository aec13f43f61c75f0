// The process of the backend: started, asked, killed and started again.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** @import { State } from "./backend.js" */

const PROGRAM = fileURLToPath(new URL("backend.js", import.meta.url));
const START_MS = 60_000;

/**
 * @param {"handlers" | "demo"} kind
 * @param {number} port
 * @param {string} zoomUrl
 * @param {number} zoomTimeoutMs
 */
export function newBackend(kind, port, zoomUrl, zoomTimeoutMs) {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  let output = "";
  /** How many processes ended without being killed. */
  let crashes = 0;
  let isEnding = false;

  /** @returns {Promise<any>} what it says next */
  async function next() {
    const signal = AbortSignal.timeout(START_MS);
    const [message] = await once(/** @type {NonNullable<typeof child>} */ (child), "message", { signal });
    return message;
  }

  return {
    crashes: () => crashes,
    /** What all of them have written. */
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

    /** As when a machine fails: nothing is finished, nothing is said. */
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      isEnding = true;
      const ended = once(child, "close");
      child.kill("SIGKILL");
      await ended;
    },
  };
}
