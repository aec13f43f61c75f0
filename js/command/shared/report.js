// Prints findings for people.

import { columnsOf, painterFor, wrap } from "./terminal.js";

/** @import { Paint, Style } from "./terminal.js" */
/** @import { Finding, Status } from "./finding.js" */

/** @typedef {{ area: string, findings: Finding[] }} Examined */

/**
 * Prints findings on standard output, for people or as JSON.
 *
 * @param {Examined[]} examined
 * @param {boolean} json
 * @returns {number} The exit status: 1 if there is a fault.
 */
export function report(examined, json) {
  const { stdout } = process;
  if (json) {
    const findings = examined.flatMap(({ area, findings }) => findings.map((found) => ({ area, ...found })));
    console.log(JSON.stringify({ findings }, null, 2));
  } else stdout.write(reportText(examined, painterFor(stdout), columnsOf(stdout)));
  return examined.some(({ findings }) => findings.some(({ status }) => status === "fault")) ? 1 : 0;
}

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
