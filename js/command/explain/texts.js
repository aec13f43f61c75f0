// What `zoom-pkce explain` prints.

import { wrap } from "../shared/terminal.js";

/** @import { Paint } from "../shared/terminal.js" */
/** @import { Explanation } from "./explanation.js" */

export const HELP = `zoom-pkce explain: says what an error means and what to do about it. Works offline.

Usage: npx zoom-pkce explain [flags] [TEXT]

  TEXT        the error as it was printed: Zoom's JSON, an error of zoom-pkce or of the SDK, a line of a
              log, a message of the browser's console. Without it, standard input is read

  --json      prints the answer as JSON
  -h, --help

Codes, tokens and credentials in the text are cut out before anything else, and are not printed.
Exit status: 0 if the error is known, 1 if not, 2 if a flag is wrong.

Example: npx zoom-pkce explain '{"reason":"Invalid authorization code","error":"invalid_grant"}'
`;

export const PROMPT = "Paste the error, then press Ctrl+D in an empty line:";

const UNKNOWN =
  "Nothing in this text is known. Paste the whole message with its code, or let npx zoom-pkce doctor look at the site. docs/errors.md has all errors of this package.";

/** @param {number} cuts */
const cutsSentence = (cuts) =>
  `${cuts === 1 ? "A secret, or what looks like one, was" : `${cuts} secrets, or what looks like them, were`} cut out of the text. If others have seen it, replace client secrets and revoke tokens.`;

/**
 * @param {Explanation[]} explanations
 * @param {number} cuts How many secrets were cut out.
 * @param {Paint} paint
 * @param {number} columns
 */
export function answerText(explanations, cuts, paint, columns) {
  const line = (/** @type {string} */ name, /** @type {string} */ text) =>
    `  ${paint("dim", name.padEnd(8))}${wrap(text, " ".repeat(10), 10, columns)}`;
  const parts = explanations.map(({ title, cause, remedy, page }) =>
    [paint("bold", title), line("Cause", cause), line("Remedy", remedy), line("See", page)].join("\n"),
  );
  if (parts.length === 0) parts.push(wrap(UNKNOWN, "", 0, columns));
  if (cuts > 0) parts.push(wrap(cutsSentence(cuts), "", 0, columns));
  return `${parts.join("\n\n")}\n`;
}
