// Which code a figure is of: it does not know by itself that the code has changed since.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../process/command.js";

/** Lines that are comments: no such line is changed on purpose. (In Rust code may begin with a star.) */
const COMMENT = { js: /^(\/\/|\/\*(?!.*\*\/.*\S)|\*( (?!.*\*\/.*\S)|\/$|$))/, rs: /^\/\// };

/**
 * @param {string} file
 * @param {string} [text] of the file, where it is another than now
 * @returns {string} the same for code that differs in indentation, or in lines that are comments, only
 */
export function digestOf(file, text = readFileSync(join(root, file), "utf8")) {
  const comment = file.endsWith(".rs") ? COMMENT.rs : COMMENT.js;
  const code = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !comment.test(line));
  return createHash("sha256").update(code.join("\n")).digest("hex");
}
