// A Redis of its own, in memory only.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { find } from "../command.js";
import { howToGet, installPackages } from "../debian.js";
import { Stop } from "../report.js";
import { startProcess } from "../server-process.js";

const PACKAGES = ["redis-server"];

/**
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 * @throws {Stop} where it is not here and can't be installed
 */
export async function startRedis() {
  if (!find("redis-server")) await installPackages([PACKAGES]);
  const program = find("redis-server");
  if (!program) throw new Stop(`Redis is not here; ${howToGet(PACKAGES, [["redis-server"]])}`);
  const folder = await mkdtemp(join(tmpdir(), "zoom-pkce-redis-"));
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
      await rm(folder, { recursive: true, force: true });
    },
  };
}
