// The fenced code blocks of the documents.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../../scripts/process/command.js";
import { RUNNERS } from "./runners.js";

/**
 * @typedef {object} Block
 * @property {string} file the document, relative to the repository
 * @property {number} line the line of its opening fence, from 1
 * @property {string} name the document and the line, for the title of a test
 * @property {string} language as written after the fence, or ""
 * @property {string} code without the fences and the last line break
 */

/** A block, from its opening fence to a closing fence with the same indentation. */
const FENCED = /^([ \t]*)(`{3,}|~{3,})([^\n]*)\n(?:([^]*?)\n)??\1\2[ \t]*$/gm;

/**
 * Returns the blocks of a document in order.
 *
 * @param {string} file relative to the repository
 * @returns {Block[]}
 */
export function blocksOf(file) {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(FENCED)].map(({ 1: indentation, 3: language, 4: code = "", index }) => {
    const line = text.slice(0, index).split("\n").length;
    return {
      file,
      line,
      name: `${file}, line ${line}`,
      language: language.trim(),
      code: code.replaceAll(new RegExp(`^${indentation}`, "gm"), ""),
    };
  });
}

/** @param {Block} block @returns {string[]} the paths of the tests that run it */
export const testsOf = ({ file, language, code }) =>
  RUNNERS.filter(
    ({ files, languages, containing = /(?:)/ }) =>
      files.includes(file) && languages.includes(language) && containing.test(code),
  ).map(({ test }) => test);

/**
 * Returns the blocks that a test runs, in the order of the documents.
 *
 * @param {string} test its path, as in the table of runners
 * @returns {Block[]}
 */
export function blocksFor(test) {
  const files = RUNNERS.filter((runner) => runner.test === test).flatMap((runner) => runner.files);
  return [...new Set(files)].flatMap(blocksOf).filter((block) => testsOf(block).includes(test));
}
