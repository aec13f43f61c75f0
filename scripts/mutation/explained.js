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

/**
 * What is told of a change: of the explanations just what says which one it is.
 *
 * @typedef {Omit<Explanation, "why">} Told
 */

/**
 * @template {Told} Change
 * @param {string} file
 * @param {Change[]} survivors
 * @returns {{ open: Change[], spare: Set<Explanation> }} those that are not explained, and the explanations of nothing: each
 *   explains one change, and the same change in two places takes two
 */
export function explain(file, survivors) {
  const spare = new Set(all[file]);
  const open = survivors.filter((survivor) => {
    for (const explanation of spare) {
      const { why, ...told } = explanation;
      const isIt = /** @type {(keyof Told)[]} */ (Object.keys(told)).every(
        (name) => told[name] === survivor[name],
      );
      if (isIt) return !spare.delete(explanation);
    }
    return true;
  });
  return { open, spare };
}

/** The files that have explanations. */
export const explainedFiles = Object.keys(all);
