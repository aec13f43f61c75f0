// One process at a time.

import { say } from "./report.js";

/**
 * Does `work` while no other process does it. Whoever has the lock touches it every few seconds, so what was left by one that
 * was killed is known by its age.
 *
 * @param {string} path What the lock stands beside.
 * @param {string} name what is built, for people
 * @param {() => Promise<void>} work
 */
export async function withLock(path, name, work) {
  // Not at the top: what imports this also runs before the npm packages are there.
  const { default: lockfile } = await import("proper-lockfile");
  const options = { realpath: false, stale: 60_000, update: 5_000 };
  const release = await lockfile.lock(path, options).catch((error) => {
    if (error.code !== "ELOCKED") throw error;
    say(`Waiting for another process that builds the same: ${name} (${path}.lock)…`);
    const retries = { forever: true, factor: 1, minTimeout: 200, maxTimeout: 200 };
    return lockfile.lock(path, { ...options, retries });
  });
  try {
    await work();
  } finally {
    await release();
  }
}
