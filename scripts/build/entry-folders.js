// A folder with a package.json for each entry, such as react/, for tools that do not read "exports":
// Jest 27, webpack 4, Parcel by default, and the resolution `node10` of TypeScript.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, posix } from "node:path";

import { root } from "../process/command.js";

/**
 * Lists the entries besides the package itself that `exports` of package.json names.
 *
 * @returns {{ folder: string, types: string, script: string }[]} `folder` such as `server/node`
 */
function entries() {
  /** @type {{ exports: Record<string, string | { types: string, default: string }> }} */
  const { exports } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.entries(exports).flatMap(([entry, target]) =>
    entry === "." || typeof target === "string"
      ? []
      : [{ folder: entry.slice(2), types: target.types, script: target.default }],
  );
}

/** The outermost of the folders, such as `server`. `files` of package.json lists them too. */
export const entryFolders = () => [...new Set(entries().map(({ folder }) => folder.replace(/\/.*/, "")))];

/** Writes the folders. */
export function writeEntryFolders() {
  for (const folder of entryFolders()) rmSync(join(root, folder), { recursive: true, force: true });
  for (const { folder, types, script } of entries()) {
    const manifest = { main: posix.relative(folder, script), types: posix.relative(folder, types) };
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}
