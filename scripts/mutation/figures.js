// Reads and writes the figures of mutation testing.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @param {string} folder
 * @param {string} name of the file
 * @returns {any} the figures, or an empty object if the file does not exist
 */
export function readFigures(folder, name) {
  const path = join(folder, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/**
 * @param {string} folder
 * @param {string} name of the file
 * @param {object} figures
 */
export function writeFigures(folder, name, figures) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(figures, null, 2)}\n`);
}

/**
 * Adds up the counts of all files.
 *
 * @param {readonly string[]} names of the counts
 * @param {Record<string, any>} results the counts of each file
 * @returns {Record<string, number>}
 */
export function sumOf(names, results) {
  const all = Object.values(results);
  return Object.fromEntries(names.map((name) => [name, all.reduce((sum, counts) => sum + counts[name], 0)]));
}
