// Stryker over the files of js/, one after another; what they come to is mutation-js.json.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { buildAll } from "../build/index.js";
import { command, root } from "../process/command.js";
import { say, UserError } from "../process/report.js";
import { ensureNpmPackages } from "../install/tools.js";
import { explain } from "./explained.js";
import { readFigures, sumOf, writeFigures } from "./figures.js";
import { FILES } from "./files.js";
import { digestOf } from "./sources.js";

const PROJECT = join(root, "scripts/mutation");
const TARGET = "target/mutation";
const NAME = "mutation-js.json";
const COUNTS = /** @type {const} */ (["mutants", "killed", "timedOut", "survived"]);

/**
 * @typedef {object} Change
 * @property {number} line
 * @property {string} mutator
 * @property {string} original
 * @property {string} replacement
 */

/**
 * @typedef {object} FileResult
 * @property {string} source the digest of its code
 * @property {number} mutants all but those that were left out
 * @property {number} killed by a failing test
 * @property {number} timedOut the tests did not end
 * @property {number} survived
 * @property {Change[]} survivors
 * @property {Change[]} timeouts
 */

/**
 * @param {{ only?: string[], changed?: boolean, tests?: string[], out: string }} options `only`: files; `changed`: of these
 *   those whose code is another than that of their figures; `tests`: others than those of files.js; `out`: the folder for
 *   the results
 * @returns {Promise<string[]>} what survived without an explanation
 */
export async function mutateJavaScript({ only = Object.keys(FILES), changed, tests, out }) {
  const unknown = only.filter((file) => !FILES[file]);
  if (unknown.length > 0)
    throw new UserError(`scripts/mutation/files.js names no tests for ${unknown.join(", ")}.`);
  const known = readFiles(out);
  const files = changed ? only.filter((file) => known[file]?.source !== digestOf(file)) : only;
  if (files.length === 0) say("JavaScript: nothing has changed since.");

  await buildAll();
  await ensureNpmPackages(PROJECT);
  const unexplained = [];
  for (const [index, file] of files.entries()) {
    const title = `${file} (${index + 1} of ${files.length})`;
    const result = await mutate(file, tests ?? FILES[file], title);
    // After each: whoever stops this in the middle keeps what is done.
    write(out, file, result);
    const { open } = explain(file, result.survivors);
    say(
      `${file}: ${result.mutants} changes, ${result.killed} noticed, ${result.timedOut} timed out, ${result.survived} survived (${result.survived - open.length} explained)`,
    );
    for (const { line, mutator, original, replacement } of open)
      unexplained.push(`${file}:${line} ${mutator}: ${original} → ${replacement}`);
  }
  return unexplained;
}

/**
 * @param {string} file
 * @param {string[]} tests as in files.js
 * @param {string} title for people
 * @returns {Promise<FileResult>}
 */
async function mutate(file, tests, title) {
  const name = file.replaceAll("/", "-");
  const report = join(TARGET, `${name}.report.json`);
  const isBundled = !file.startsWith("js/server/");
  const testFiles = tests.map((test) => `tests/${test}.test.js`);
  const missing = testFiles.find((path) => !existsSync(join(root, path)));
  if (missing) throw new UserError(`There is no ${missing}.`);
  const inPages = testFiles.some((test) => !test.startsWith("tests/node/"));
  const options = {
    mutate: [file],
    testRunner: isBundled ? "covers-all" : "tap",
    plugins: [
      "@stryker-mutator/tap-runner",
      ...["sentences.js", "covers-all.js"].map((file) => join(PROJECT, file)),
    ],
    ignorers: ["sentences"],
    tap: {
      testFiles,
      nodeArgs: [
        ...(inPages ? ["--import", "./scripts/mutation/in-page.js"] : []),
        ...["--test-reporter=tap", "-r", "{{hookFile}}", "{{testFile}}"],
      ],
      forceBail: true,
    },
    ...(isBundled && { buildCommand: "node scripts/mutation/bundle.js" }),
    coverageAnalysis: isBundled ? "off" : "perTest",
    checkers: [],
    concurrency: 1,
    timeoutMS: 10_000,
    timeoutFactor: 2,
    reporters: ["json"],
    jsonReporter: { fileName: report },
    tempDirName: join(TARGET, `${name}.sandbox`),
    disableTypeChecks: false,
    // It would rewrite the real one, by functions that the TypeScript of the package no longer has.
    tsconfigFile: "none.json",
    ignorePatterns: [
      "/target",
      "/www/dist",
      "/examples",
      "/docs",
      "/benches",
      "/src",
      "/fuzz",
      "/test-results",
    ],
    warnings: { slow: false },
    allowEmpty: false,
  };
  const configFile = join(root, TARGET, `${name}.config.json`);
  mkdirSync(dirname(configFile), { recursive: true });
  writeFileSync(configFile, JSON.stringify(options));
  const stryker = join(PROJECT, "node_modules/@stryker-mutator/core/bin/stryker.js");
  await command(`Breaking ${title}`, process.execPath, [stryker, "run", configFile]);
  return read(file, join(root, report));
}

/**
 * @param {string} file
 * @param {string} report
 * @returns {FileResult}
 */
function read(file, report) {
  /** @type {{ files: Record<string, { source: string, mutants: any[] }> }} */
  const { files } = JSON.parse(readFileSync(report, "utf8"));
  const { source, mutants } = files[file];
  const count = (/** @type {string[]} */ ...statuses) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const untried = count("RuntimeError", "CompileError");
  if (untried > 0)
    throw new UserError(
      `${untried} changes of ${file} could not be tried: the tests did not run. Try again.`,
    );
  /** @param {string[]} statuses @returns {Change[]} */
  const changes = (...statuses) =>
    mutants
      .filter(({ status }) => statuses.includes(status))
      .map(({ mutatorName, location, replacement }) => ({
        line: location.start.line,
        mutator: mutatorName,
        original: excerpt(source, location),
        replacement: replacement.replace(/\s+/g, " "),
      }));
  const survivors = changes("Survived", "NoCoverage");
  const timeouts = changes("Timeout");
  return {
    source: digestOf(file, source),
    mutants: mutants.length - count("Ignored"),
    killed: count("Killed"),
    timedOut: timeouts.length,
    survived: survivors.length,
    survivors,
    timeouts,
  };
}

/**
 * @param {string} source
 * @param {{ start: { line: number, column: number }, end: { line: number, column: number } }} location
 * @returns {string} what was changed, on one line
 */
function excerpt(source, { start, end }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join(" ").replace(/\s+/g, " ");
}

/** @param {string} out @returns {Record<string, FileResult>} what the files came to before */
const readFiles = (out) => readFigures(out, NAME).files ?? {};

/**
 * @param {string} out
 * @param {string} file
 * @param {FileResult} result in the place of what the file came to before
 */
function write(out, file, result) {
  const entries = Object.entries({ ...readFiles(out), [file]: result })
    .filter(([file]) => FILES[file])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const files = Object.fromEntries(entries);
  writeFigures(out, NAME, { total: sumOf(COUNTS, files), files });
}
