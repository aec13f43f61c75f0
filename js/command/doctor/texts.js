// What `zoom-pkce doctor` prints.

import { wrap } from "../shared/terminal.js";
import { DEFAULT_TIMEOUT_SECONDS, SECRET_VARIABLE } from "./flags.js";

/** @import { Paint, Style } from "../shared/terminal.js" */
/** @import { Finding, Status } from "./finding.js" */

/** @typedef {{ area: string, findings: Finding[] }} Examined */

export const HELP = `zoom-pkce doctor: finds from outside what keeps a Zoom App's sign-in from working.

Usage: npx zoom-pkce doctor [URL] [flags]

  URL                  the app's Home URL
  --backend URL        the endpoint that takes the code; a path is beside URL
  --redirect-uri URL   as it is on the app's OAuth allow list
  --client-id ID       the app's client ID. The client secret is in ${SECRET_VARIABLE}
  --secret-stdin       reads the client secret from standard input in its place
  --public-client      the client ID is that of a public client, without a secret
  --token-url URL      another token endpoint than https://zoom.us/oauth/token
  --timeout SECONDS    for each answer; default ${DEFAULT_TIMEOUT_SECONDS}
  --json               prints the findings as JSON
  -h, --help

It sends requests to the hosts of these URLs and, with --client-id, to the token endpoint; to no other.
Codes that it sends are random: none is a code of Zoom's.
Exit status: 0 without a fault, 1 with one, 2 if a flag is wrong.

Example: npx zoom-pkce doctor https://app.example.com/ --backend /api/zoom/token
`;

/** @type {Readonly<Record<Status, [sign: string, style: Style]>>} */
const SIGNS = { ok: ["✓", "green"], fault: ["✗", "red"], warning: ["!", "yellow"], unseen: ["?", "cyan"] };

const WORDS = {
  fault: ["fault", "faults"],
  warning: ["warning", "warnings"],
  unseen: ["not seen", "not seen"],
};

/**
 * @param {Examined[]} examined
 * @param {Paint} paint
 * @param {number} columns
 */
export function reportText(examined, paint, columns) {
  const areas = examined.map(({ area, findings }) =>
    [paint("bold", area), ...findings.map((finding) => findingText(finding, paint, columns))].join("\n"),
  );
  return `${areas.join("\n\n")}\n\n${summary(examined.flatMap(({ findings }) => findings))}\n`;
}

/**
 * @param {Finding} finding
 * @param {Paint} paint
 * @param {number} columns
 */
function findingText({ status, title, cause, remedy, page }, paint, columns) {
  const [sign, style] = SIGNS[status];
  const block = (/** @type {string} */ text) => `    ${wrap(text, "    ", 4, columns)}`;
  const lines = [`  ${paint(style, sign)} ${wrap(title, "    ", 4, columns)}`];
  if (cause !== undefined) lines.push(block(cause));
  if (remedy !== undefined) lines.push(block(`→ ${remedy}`));
  if (page !== undefined) lines.push(paint("dim", `    ${page}`));
  return lines.join("\n");
}

/** @param {Finding[]} findings */
function summary(findings) {
  const counts = Object.entries(WORDS).flatMap(([status, [one, many]]) => {
    const count = findings.filter((finding) => finding.status === status).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return counts.length === 0 ? "No fault was found." : `${counts.join(", ")}.`;
}
