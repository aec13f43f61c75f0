// Runs the server of an app that Next.js has built.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/**
 * @param {string} folder The folder of the project.
 * @returns {Promise<{ url: string, close: () => Promise<unknown> }>}
 */
export async function startNext(folder) {
  const args = [join(folder, "node_modules/next/dist/bin/next"), "start", "-H", "127.0.0.1", "-p", "0"];
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const address = () => /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
  while (!(address() && said.includes("Ready"))) {
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    if (child.exitCode !== null) throw new Error(`next start ended early: ${said}`);
  }
  return {
    url: /** @type {string} */ (address()),
    async close() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}
