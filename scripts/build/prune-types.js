// Removes unused type declarations from dist/types: tsc writes one file for each module, and most
// are internal.

import { readdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

import { command, root } from "../process/command.js";

/**
 * Removes the declarations that no entry of the package refers to.
 *
 * @param {string} [folder] of the built package
 */
export async function pruneTypes(folder = root) {
  /** @type {{ exports: Record<string, { types?: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entries = Object.values(exports).flatMap(({ types = [] }) => types);
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options = ["--ignoreConfig", "--listFilesOnly", "--module", "nodenext"];
  const description = "Finding the type declarations that the entries refer to";
  const { output } = await command(description, process.execPath, [tsc, ...options, ...entries], {
    cwd: folder,
  });
  const used = new Set(output.split("\n").map((line) => resolve(line.trim())));

  const types = join(folder, "dist/types");
  // In reverse order a folder comes after the files in it.
  for (const entry of readdirSync(types, { recursive: true, withFileTypes: true }).reverse()) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) {
      if (readdirSync(path).length === 0) rmdirSync(path);
    } else if (!used.has(resolve(path))) {
      rmSync(path);
    }
  }
}
