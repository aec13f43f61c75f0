// A digest of the code of a file. Figures have the digest of their code, so a later change is
// noticed.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../process/command.js";

/** Matches a line that is only a comment. In Rust, a line that begins with a star is code. */
const COMMENT = { js: /^(\/\/|\/\*(?!.*\*\/.*\S)|\*( (?!.*\*\/.*\S)|\/$|$))/, rs: /^\/\// };

/**
 * Returns a digest that depends neither on indentation nor on lines that are only comments.
 *
 * @param {string} file
 * @param {string} [text] of the file; its current text by default
 * @returns {string}
 */
export function digestOf(file, text = readFileSync(join(root, file), "utf8")) {
  const comment = file.endsWith(".rs") ? COMMENT.rs : COMMENT.js;
  const code = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !comment.test(line));
  return createHash("sha256").update(code.join("\n")).digest("hex");
}
