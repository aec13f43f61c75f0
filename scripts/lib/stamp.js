// Builds nothing twice: an output is up to date while it and its inputs have the hashes they had when it was built.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { root } from "./command.js";
import { say } from "./report.js";

/** @param {string} folder @param {string} path @returns {string[]} */
function filesBelow(folder, path) {
  const full = join(folder, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(folder, join(path, name)));
}

/** @param {string} folder @param {string[]} paths files and folders; what is missing has a hash too */
function hashOf(folder, paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesBelow(folder, path))) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** Whether the process is still there that wrote its number into a file. @param {string} file */
function isHeld(file) {
  try {
    process.kill(Number(readFileSync(file, "utf8")) || NaN, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Does `work` while no other process has the lock.
 *
 * @param {string} lock a file
 * @param {string} name what is built, for people
 * @param {() => Promise<void>} work
 */
async function alone(lock, name, work) {
  for (let waits = 0; ; waits++) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
      // Written and left by a process that was ended. One that has just made it may not have written yet.
      if (waits > 0 && !isHeld(lock)) rmSync(lock, { force: true });
      if (waits === 5) say(`Waiting for another process that builds the same (${name})…`);
      await sleep(200);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/**
 * Runs `build` unless `inputs` and `outputs` (files and folders) are as they were when it last succeeded. The outputs
 * count too: anybody's own `wasm-pack build` writes into pkg/. Tests build what they need, several at a time: one builds,
 * the others wait.
 *
 * @param {string} name
 * @param {{ inputs: string[], outputs: string[], folder?: string }} files
 * @param {() => Promise<unknown>} build
 */
export async function unlessBuilt(name, { inputs, outputs, folder = root }, build) {
  const stamps = join(folder, "target/stamps");
  const stamp = join(stamps, name);
  const isBuilt = () =>
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === `${hashOf(folder, inputs)} ${hashOf(folder, outputs)}`;
  if (isBuilt()) return;
  mkdirSync(stamps, { recursive: true });
  await alone(`${stamp}.lock`, name, async () => {
    if (isBuilt()) return;
    rmSync(stamp, { force: true });
    // From before the build: an input that changes during it is to be built again.
    const built = hashOf(folder, inputs);
    await build();
    writeFileSync(stamp, `${built} ${hashOf(folder, outputs)}`);
  });
}
