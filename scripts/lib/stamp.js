// Builds nothing twice: an output is up to date while its inputs have the hash they had when it was built.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./command.js";

/** @param {string} path @returns {string[]} */
function filesBelow(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/**
 * Runs `build` unless `outputs` are there and `inputs` (files and folders) are unchanged since it last succeeded.
 *
 * @param {string} name
 * @param {{ inputs: string[], outputs: string[] }} files
 * @param {() => Promise<unknown>} build
 */
export async function unlessBuilt(name, { inputs, outputs }, build) {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap(filesBelow)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  const digest = hash.digest("hex");
  const stamp = join(root, "target/stamps", name);
  const isBuilt = existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
  if (isBuilt && outputs.every((output) => existsSync(join(root, output)))) return;
  rmSync(stamp, { force: true });
  await build();
  mkdirSync(join(root, "target/stamps"), { recursive: true });
  writeFileSync(stamp, digest);
}
