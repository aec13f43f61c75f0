// Writes the figures of mutation into docs/assurance.md: a row of the table for each place, and the
// files that have no figures, or other code than their figures are of.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "../process/command.js";
import { say } from "../process/report.js";
import { readFigures } from "./figures.js";
import { FILES } from "./files.js";
import { filesOf, PLACES } from "./rust.js";
import { digestOf } from "./sources.js";

const DOCUMENT = join(root, "docs/assurance.md");

/** The rows of the table, by the places of rust.js. */
const ROWS = { native: "Rust, natively", pages: "Rust, in pages", package: "Rust, in the package" };

/**
 * Writes the figures of a folder into the document.
 *
 * @param {string} folder
 */
export function writeDocument(folder) {
  const js = readFigures(folder, "mutation-js.json");
  const rust = readFigures(folder, "mutation-rust.json");
  const { mutants, killed, timedOut, survived } = js.total;
  const rows = [row("JavaScript", [mutants, killed, timedOut, 0, survived])];
  for (const [place, name] of Object.entries(ROWS)) {
    const { changed, noticed, timedOut, unviable, survived } = rust.sums[place];
    rows.push(row(name, [changed, noticed, timedOut, unviable, survived]));
  }
  const { without, changed } = compare([js.files, ...Object.values(rust.places)]);
  let text = readFileSync(DOCUMENT, "utf8");
  for (const line of [
    ...rows,
    `Without figures yet: ${listed(without)}.`,
    `Changed since, in their code: ${listed(changed)}.`,
  ]) {
    // The line that begins in the same way, up to the first figure or name.
    const start = /^(\| [^|]+\||[^:]+:)/.exec(line)?.[0] ?? "";
    const old = text.split("\n").find((other) => other.startsWith(start)) ?? "";
    text = text.replace(old, () => line);
  }
  writeFileSync(DOCUMENT, text);
  say("Written: docs/assurance.md.");
}

/** @param {string} name @param {number[]} figures */
function row(name, figures) {
  const cells = figures.map((figure, at) => String(figure).padStart(at < 2 ? 7 : 9));
  return `| ${name.padEnd(20)} | ${cells.join(" | ")} |`;
}

/** @param {string[]} files */
const listed = (files) => files.map((file) => `\`${file}\``).join(", ") || "none";

/**
 * Compares the code with the figures.
 *
 * @param {Record<string, { source: string }>[]} places The figures by file, of each place.
 * @returns {{ without: string[], changed: string[] }} The files without figures, and those whose code
 *   has changed since.
 */
function compare(places) {
  const known = new Set(places.flatMap((files) => Object.keys(files)));
  const all = [...Object.keys(FILES), ...Object.values(PLACES).flatMap(filesOf)];
  const isChanged = (/** @type {string} */ file) =>
    places.some((files) => files[file] && files[file].source !== digestOf(file));
  return {
    without: sorted(all.filter((file) => !known.has(file))),
    changed: sorted([...known].filter(isChanged)),
  };
}

/** @param {string[]} files */
const sorted = (files) => [...new Set(files)].sort();
