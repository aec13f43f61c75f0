// Skips builds that are up to date. After each build, a stamp keeps the hashes of its inputs and
// outputs.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../process/command.js";
import { withLock } from "../process/lock.js";

/** @param {string} folder @param {string} path @returns {string[]} */
function filesBelow(folder, path) {
  const full = join(folder, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(folder, join(path, name)));
}

/** @param {string} folder @param {string[]} paths files and folders, which may be missing */
function hashOf(folder, paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesBelow(folder, path))) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * Runs `build` unless the inputs and outputs are the same as after the last successful build.
 * Outputs are compared too, because other commands can write them: a `wasm-pack build` by hand
 * writes pkg/. If several processes need the same build, one builds and the others wait.
 *
 * @param {string} name of the build
 * @param {{ inputs: string[], outputs: string[], folder?: string }} files files and folders,
 *   relative to `folder`
 * @param {() => Promise<unknown>} build
 */
export async function unlessBuilt(name, { inputs, outputs, folder = root }, build) {
  const stamps = join(folder, "target/stamps");
  const stamp = join(stamps, name);
  const isBuilt = () => {
    try {
      const [inputHash, outputHash] = readFileSync(stamp, "utf8").split(" ");
      return inputHash === hashOf(folder, inputs) && outputHash === hashOf(folder, outputs);
    } catch (error) {
      // There is no stamp yet, or another process is building: it deletes and writes files while
      // they are read.
      if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return false;
      throw error;
    }
  };
  if (isBuilt()) return;
  mkdirSync(stamps, { recursive: true });
  await withLock(stamp, name, async () => {
    if (isBuilt()) return;
    rmSync(stamp, { force: true });
    // Hashed before the build: an input that changes during the build makes the next call build
    // again.
    const inputHash = hashOf(folder, inputs);
    await build();
    writeFileSync(stamp, `${inputHash} ${hashOf(folder, outputs)}`);
  });
}
