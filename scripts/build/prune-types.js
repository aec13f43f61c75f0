// Leaves in dist/types what somebody who imports the package can reach: tsc writes the declarations of every module.

import { readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

import { command, root } from "../process/command.js";

/** @param {string} [folder] the package, built */
export async function pruneTypes(folder = root) {
  /** @type {{ exports: Record<string, { types?: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entries = Object.values(exports).flatMap(({ types = [] }) => types);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options = ["--ignoreConfig", "--listFilesOnly", "--module", "nodenext"];
  const doing = "Leaving out the declarations that no entry refers to";
  const { output } = await command(doing, process.execPath, [tsc, ...options, ...entries], { cwd: folder });
  const reached = new Set(output.split("\n").map((line) => resolve(line.trim())));

  const types = join(folder, "dist/types");
  // What a folder holds comes after it, so from the end folders are empty when it is their turn.
  for (const entry of readdirSync(types, { recursive: true, withFileTypes: true }).reverse()) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) {
      if (readdirSync(path).length === 0) rmdirSync(path);
    } else if (!reached.has(resolve(path))) {
      rmSync(path);
    }
  }
}
