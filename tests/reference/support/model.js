// The reference as TypeDoc knows it: the exports of every entry, and their examples.

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
 * @property {string} name With its entry: `zoom-pkce.authorize`.
 * @property {Reflection} reflection
 * @property {string[]} examples
 */

/** @param {Reflection} reflection @returns {string[]} */
function examplesOf({ comment, signatures = [] }) {
  const tags = [comment, ...signatures.map((signature) => signature.comment)].flatMap(
    (found) => found?.blockTags?.filter(({ tag }) => tag === "@example") ?? [],
  );
  return tags.map(({ content }) => {
    const text = content.map((part) => part.text).join("");
    return /^```\w*\n([^]*)\n```$/.exec(text.trim())?.[1] ?? text;
  });
}

/** The exports that a program can use, of every entry. What an entry takes from another is the other's. */
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

/** What is not described of an export: its parameters. @param {Export} export_ @returns {string[]} */
export function undescribed({ name, reflection: { signatures = [] } }) {
  return signatures.flatMap(({ comment, parameters = [] }) => [
    ...parameters.filter((parameter) => !parameter.comment?.summary?.length).map((p) => `${name}(${p.name})`),
    ...(comment?.summary?.length ? [] : [name]),
  ]);
}
