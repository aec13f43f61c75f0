// Reads TypeDoc's model of the reference: the exports of every entry, and their examples.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../../scripts/process/command.js";
import { buildReference, MODEL } from "../../../scripts/docs/reference.js";

/**
 * @typedef {object} Comment
 * @property {unknown[]} [summary]
 * @property {{ tag: string, content: { text: string }[] }[]} [blockTags]
 */

/**
 * @typedef {object} Reflection
 * @property {string} name
 * @property {number} kind
 * @property {Comment} [comment]
 * @property {Reflection[]} [children]
 * @property {(Reflection & { parameters?: Reflection[] })[]} [signatures]
 */

/** TypeDoc's numbers for the kinds of exports. */
const KINDS = { variable: 32, function: 64, class: 128 };

/**
 * @typedef {object} Export
 * @property {string} name The name with its entry, for example `zoom-pkce.authorize`.
 * @property {Reflection} reflection
 * @property {string[]} examples
 */

/** Returns the examples' code. @param {Reflection} reflection @returns {string[]} */
function examplesOf({ comment, signatures = [] }) {
  const tags = [comment, ...signatures.map((signature) => signature.comment)].flatMap(
    (found) => found?.blockTags?.filter(({ tag }) => tag === "@example") ?? [],
  );
  return tags.map(({ content }) => {
    const text = content.map((part) => part.text).join("");
    return /^```\w*\n([^]*)\n```$/.exec(text.trim())?.[1] ?? text;
  });
}

/**
 * Returns the functions, classes and variables of every entry. A re-export belongs only to the
 * entry that it comes from.
 */
export async function readExports() {
  await buildReference();
  /** @type {{ children: Reflection[] }} */
  const { children: entries } = JSON.parse(readFileSync(join(root, MODEL), "utf8"));
  return entries.flatMap((entry) =>
    (entry.children ?? [])
      .filter(({ kind }) => Object.values(KINDS).includes(kind))
      .map((reflection) => ({
        name: `${entry.name}.${reflection.name}`,
        reflection,
        examples: examplesOf(reflection),
      })),
  );
}

/**
 * Returns the names of an export's signatures and parameters that have no description.
 *
 * @param {Export} export_
 * @returns {string[]}
 */
export function undescribed({ name, reflection: { signatures = [] } }) {
  return signatures.flatMap(({ comment, parameters = [] }) => [
    ...parameters.filter((parameter) => !parameter.comment?.summary?.length).map((p) => `${name}(${p.name})`),
    ...(comment?.summary?.length ? [] : [name]),
  ]);
}
