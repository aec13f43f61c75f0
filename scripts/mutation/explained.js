// Explanations of mutations that no test can notice.

import { readFileSync } from "node:fs";

/**
 * @typedef {object} Mutation A mutation of Rust has a `change`, in the words of cargo-mutants. A
 *   mutation of JavaScript has the other three properties, in the words of Stryker.
 *
 * @property {string} [change]
 * @property {string} [mutator]
 * @property {string} [original] the code before, on one line
 * @property {string} [replacement] the code after, on one line
 */

/** @typedef {Mutation & { why: string }} Explanation */

/** @type {Record<string, Explanation[]>} */
const explanations = JSON.parse(readFileSync(new URL("explained.json", import.meta.url), "utf8"));

/**
 * Matches the mutations that have survived with their explanations. An explanation is for one
 * mutation: the same mutation in two places needs two.
 *
 * @template {Mutation} Survivor
 * @param {string} file
 * @param {Survivor[]} survivors
 * @returns {{ unexplained: Survivor[], unused: Set<Explanation> }} the survivors without an
 *   explanation, and the explanations without a survivor
 */
export function explain(file, survivors) {
  const unused = new Set(explanations[file]);
  const unexplained = survivors.filter((survivor) => {
    for (const explanation of unused) {
      const { why, ...mutation } = explanation;
      const names = /** @type {(keyof Mutation)[]} */ (Object.keys(mutation));
      if (names.every((name) => mutation[name] === survivor[name])) return !unused.delete(explanation);
    }
    return true;
  });
  return { unexplained, unused };
}

/** The files that have explanations. */
export const explainedFiles = Object.keys(explanations);
