// Which suites and files the arguments of npm test name, and what these need.

import { UserError } from "../process/report.js";
import { testFilesBelow } from "./suites.js";
import { SUITES } from "./table.js";

/** @import { Need, Suite } from "./table.js" */

/**
 * @typedef {object} Selected
 * @property {Suite} suite
 * @property {string[]} paths the files and folders to run, relative to the repository
 */

/** @typedef {"quick" | "usual" | "all"} Extent */

/**
 * Returns the suites and files of an extent, in the order of the table.
 *
 * @param {Extent} [extent] `"quick"`: without browsers and bundlers. `"usual"`: without the thorough
 *   tests. `"all"`: everything.
 * @returns {Selected[]}
 */
export const selectExtent = (extent = "usual") =>
  SUITES.filter(({ isQuick }) => isQuick || extent !== "quick").flatMap((suite) => {
    const all = [`tests/${suite.name}`];
    const { thorough } = suite;
    if (!thorough || extent === "all") return { suite, paths: all };
    const isThorough = (/** @type {string} */ file) =>
      thorough.some((path) => `${file}/`.startsWith(`${path}/`));
    const paths = all.flatMap(testFilesBelow).filter((file) => !isThorough(file));
    return paths.length > 0 ? { suite, paths } : [];
  });

/**
 * Returns the named suites and files, in the order of the table.
 *
 * @param {string[]} names names of suites, or paths with or without `tests/`
 * @returns {Selected[]}
 * @throws {UserError} if a name is unknown
 */
export function select(names) {
  const wanted = names.map((name) => name.replace(/^(\.\/)?tests\/|\/$/g, ""));
  const unknown = wanted.filter((name) => !SUITES.some((suite) => pathIn(suite, name)));
  if (unknown.length > 0) {
    throw new UserError(
      `No tests are named ${unknown.join(", ")}. The suites are ${SUITES.map(({ name }) => name).join(", ")}. A folder or file of tests/ can be named too, as in node/forward.`,
    );
  }
  return SUITES.flatMap((suite) => {
    const paths = wanted.flatMap((name) => pathIn(suite, name) ?? []);
    return paths.length > 0 ? [{ suite, paths }] : [];
  });
}

/**
 * @param {Suite} suite
 * @param {string} name
 * @returns {string | undefined} the path of the suite, or of the part that is named
 */
function pathIn(suite, name) {
  if (`${suite.name}/`.startsWith(`${name}/`)) return `tests/${suite.name}`;
  const path = `tests/${name}`;
  return name.startsWith(`${suite.name}/`) && testFilesBelow(path).length > 0 ? path : undefined;
}

/**
 * Tells the files of the tests, by the environment, whether their thorough tests run too. They read it
 * in tests/support/thorough.js.
 *
 * @param {boolean} runsThoroughTests
 */
export function tellTestFiles(runsThoroughTests) {
  // If it is set for another reason, `--all` runs all tests nevertheless.
  if (runsThoroughTests) delete process.env.WITHOUT_THOROUGH_TESTS;
  else process.env.WITHOUT_THOROUGH_TESTS = "1";
}

/** @param {Selected[]} selected @returns {Set<Need>} */
export const needsOf = (selected) => new Set(selected.flatMap(({ suite }) => suite.needs));

const LEGEND = `
The times are those of a built checkout on 2 cores. A suite runs with its option and with those that run
more, or if it is named. With a star, it has thorough tests too, which run with --all or by their name,
and take longer.

What is needed is built or installed first:

package         dist/, if its sources have changed; the first time, wasm-pack too
demo            the script of the demo page
tarball         what npm pack makes of the package
Rust            the toolchain of rust-toolchain.toml, by rustup
wasm-pack       it and wasm-bindgen, by cargo
registries      packages of the suite's own: of npm, of Rust or of Python, the first time
the others      on Debian as root; elsewhere the tests that need them are skipped

A folder or file of tests/ selects a part of a suite: npm test -- node/forward`;

/** Returns the text of `npm test -- --list`. */
export function describeSuites() {
  const rows = [
    ["suite", "takes", "with", "needs"],
    ...SUITES.map((suite) => [suite.name, suite.takes, extentOf(suite), suite.needs.join(", ")]),
  ];
  const widths = [18, 8, 12, 0];
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(""));
  return [...lines, LEGEND].join("\n");
}

/** @param {Suite} suite */
export function extentOf({ name, isQuick, thorough }) {
  if (thorough?.includes(`tests/${name}`)) return "--all";
  return (isQuick ? "--quick" : "npm test") + (thorough ? " *" : "");
}
