// Starts a Redis server that keeps its data in memory.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { find } from "../process/command.js";
import { howToGet, installPackages } from "../install/debian.js";
import { UserError } from "../process/report.js";
import { startProcess } from "../process/server-process.js";

const PACKAGES = ["redis-server"];
const PROGRAM = "redis-server";

/**
 * @returns {string | undefined} that Redis is missing and how to get it, or `undefined` if it is
 *   installed
 */
export const missingRedis = () =>
  find(PROGRAM) ? undefined : `Redis is missing. ${howToGet(PACKAGES, [[PROGRAM]])}`;

/** Installs Redis if it is missing. This needs Debian and root. */
export async function ensureRedis() {
  if (missingRedis()) await installPackages([PACKAGES]);
}

/**
 * Starts Redis on a free port.
 *
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 * @throws {UserError} if Redis is missing and can't be installed
 */
export async function startRedis() {
  await ensureRedis();
  const program = find(PROGRAM);
  if (!program)
    throw new UserError(`${missingRedis()}\nOr set REDIS_URL to the address of a Redis that runs already.`);
  const folder = mkdtempSync(join(tmpdir(), "zoom-pkce-redis-"));
  // Registered before the start: this process may be stopped while Redis starts.
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeFolder);
  const redis = await startProcess("Redis", (port) => ({
    program,
    args: [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--appendonly",
      "no",
      "--dir",
      folder,
    ],
  }));
  return {
    url: `redis://127.0.0.1:${redis.port}`,
    async stop() {
      await redis.stop();
      process.off("exit", removeFolder);
      removeFolder();
    },
  };
}
