// What breaking the code came to, in docs/assurance or another folder.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @param {string} out the folder
 * @param {string} name of the file
 * @returns {any} what was written there, if anything was
 */
export function readFigures(out, name) {
  const path = join(out, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/**
 * @param {string} out
 * @param {string} name
 * @param {object} figures
 */
export function writeFigures(out, name, figures) {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, name), `${JSON.stringify(figures, null, 2)}\n`);
}

/**
 * @param {readonly string[]} names of what is counted
 * @param {Record<string, any>} results by file
 * @returns {Record<string, number>}
 */
export function sumOf(names, results) {
  const all = Object.values(results);
  return Object.fromEntries(names.map((name) => [name, all.reduce((sum, each) => sum + each[name], 0)]));
}
