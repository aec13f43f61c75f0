// A lock between processes.

import { say } from "./report.js";

/** The owner touches the lock this often. */
const UPDATE_MS = 5_000;

/** A lock that was not touched for this long belongs to a killed process, and is taken over. */
const STALE_MS = 60_000;

const RETRY_MS = 200;

/**
 * Runs `work` while this process holds a lock. Waits if another process holds it.
 *
 * @param {string} path The lock is the folder `<path>.lock`.
 * @param {string} name what the lock protects, for the message while waiting
 * @param {() => Promise<void>} work
 */
export async function withLock(path, name, work) {
  // This module is also loaded before the npm packages are installed, so the import is not at the
  // top.
  const { default: lockfile } = await import("proper-lockfile");
  const options = { realpath: false, stale: STALE_MS, update: UPDATE_MS };
  const release = await lockfile.lock(path, options).catch((error) => {
    if (error.code !== "ELOCKED") throw error;
    say(`Waiting for another process that builds or installs the same: ${name} (${path}.lock)…`);
    const retries = { forever: true, factor: 1, minTimeout: RETRY_MS, maxTimeout: RETRY_MS };
    return lockfile.lock(path, { ...options, retries });
  });
  try {
    await work();
  } finally {
    await release();
  }
}
