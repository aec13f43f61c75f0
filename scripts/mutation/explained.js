// Why no test can notice a change.

import { readFileSync } from "node:fs";

/**
 * @typedef {object} Explanation
 * In Rust a change is what cargo-mutants says of it; in JavaScript what Stryker does, and to what.
 *
 * @property {string} why
 * @property {string} [change]
 * @property {string} [mutator]
 * @property {string} [original] on one line
 * @property {string} [replacement] on one line
 */

/** @type {Record<string, Explanation[]>} */
const all = JSON.parse(readFileSync(new URL("explained.json", import.meta.url), "utf8"));

/** @param {string} file @returns {Explanation[]} */
export const explanationsOf = (file) => [...(all[file] ?? [])];
