// zoom-pkce explain: reads an error as people paste it, and says cause, remedy and page.

import { parseFlags } from "../shared/flags.js";
import { readInput } from "../shared/read-input.js";
import { columnsOf, painterFor } from "../shared/terminal.js";
import { cutSecrets } from "./cut-secrets.js";
import { recognize } from "./recognize.js";
import { HELP, PROMPT, answerText } from "./texts.js";

const FLAGS = /** @type {const} */ ({
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
});

/**
 * @param {string[]} args The arguments after `explain`.
 * @returns {Promise<number>} The exit status.
 */
export async function explain(args) {
  const { values, positionals } = parseFlags(args, FLAGS, Infinity);
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { text, cuts } = cutSecrets(await textOf(positionals));
  const explanations = recognize(text);
  if (values.json) console.log(JSON.stringify({ explanations, cuts }, null, 2));
  else {
    const { stdout } = process;
    stdout.write(answerText(explanations, cuts, painterFor(stdout), columnsOf(stdout)));
  }
  return explanations.length > 0 ? 0 : 1;
}

/** @param {string[]} positionals */
async function textOf(positionals) {
  if (positionals.length > 0) return positionals.join(" ");
  if (process.stdin.isTTY) console.error(PROMPT);
  return readInput(process.stdin);
}
