// A Redis of its own, in memory only.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { find } from "../process/command.js";
import { howToGet, installPackages } from "../install/debian.js";
import { UserError } from "../process/report.js";
import { startProcess } from "../process/server-process.js";

const PACKAGES = ["redis-server"];
const PROGRAM = "redis-server";

/** @returns {string | undefined} how to get Redis, where it is not here */
export const missingRedis = () => (find(PROGRAM) ? undefined : howToGet(PACKAGES, [[PROGRAM]]));

/** Installs Redis, where it is missing and that may be. */
export async function ensureRedis() {
  if (missingRedis()) await installPackages([PACKAGES]);
}

/**
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 * @throws {UserError} where it is not here and can't be installed
 */
export async function startRedis() {
  await ensureRedis();
  const program = find(PROGRAM);
  if (!program) throw new UserError(`Redis is not here; ${missingRedis()}. Or give the REDIS_URL of yours.`);
  const folder = mkdtempSync(join(tmpdir(), "zoom-pkce-redis-"));
  // Whatever ends this process, in the middle of the start, too.
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
