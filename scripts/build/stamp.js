// Builds nothing twice: an output is up to date while it and its inputs have the hashes they had when it was built.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../process/lock.js";
import { root } from "../process/command.js";

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
  const isBuilt = () => {
    try {
      const [builtFrom, made] = readFileSync(stamp, "utf8").split(" ");
      return builtFrom === hashOf(folder, inputs) && made === hashOf(folder, outputs);
    } catch (error) {
      // Never built, or somebody is at it: files come and go.
      if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return false;
      throw error;
    }
  };
  if (isBuilt()) return;
  mkdirSync(stamps, { recursive: true });
  await withLock(stamp, name, async () => {
    if (isBuilt()) return;
    rmSync(stamp, { force: true });
    // From before the build: an input that changes during it is to be built again.
    const built = hashOf(folder, inputs);
    await build();
    writeFileSync(stamp, `${built} ${hashOf(folder, outputs)}`);
  });
}
