// Mutates the files of js/ with Stryker, one at a time. The figures are written to
// mutation-js.json.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { buildAll } from "../build/index.js";
import { ensureNpmPackages } from "../install/tools.js";
import { command, root } from "../process/command.js";
import { say, UserError } from "../process/report.js";
import { explain } from "./explained.js";
import { readFigures, sumOf, writeFigures } from "./figures.js";
import { FILES } from "./files.js";
import { digestOf } from "./sources.js";

/** The npm project with Stryker. */
const PROJECT = join(root, "scripts/mutation");

/** The folder for Stryker's configurations, reports and copies of the repository. */
const TARGET = "target/mutation";

const FIGURES = "mutation-js.json";
const COUNTS = /** @type {const} */ (["mutants", "killed", "timedOut", "survived"]);

/**
 * @typedef {object} Mutation
 * @property {number} line
 * @property {string} mutator
 * @property {string} original
 * @property {string} replacement
 */

/**
 * @typedef {object} FileResult
 * @property {string} source the digest of the file's code
 * @property {number} mutants how many mutations were tried
 * @property {number} killed how many made a test fail
 * @property {number} timedOut how many kept the tests from ending
 * @property {number} survived how many no test noticed
 * @property {Mutation[]} survivors
 * @property {Mutation[]} timeouts
 */

/**
 * @typedef {object} Options
 * @property {string[] | undefined} [only] the files to mutate; all files of files.js by default
 * @property {boolean} [changed] leaves out files whose code has not changed since their figures
 * @property {string[] | undefined} [tests] the tests to run, instead of those in files.js
 * @property {string} out the folder for the figures
 */

/**
 * Mutates files of js/.
 *
 * @param {Options} options
 * @returns {Promise<string[]>} the survivors without an explanation
 */
export async function mutateJavaScript({ only = Object.keys(FILES), changed, tests, out }) {
  const unknown = only.filter((file) => !FILES[file]);
  if (unknown.length > 0) {
    throw new UserError(`scripts/mutation/files.js has no tests for ${unknown.join(", ")}.`);
  }
  const known = readResults(out);
  const files = changed ? only.filter((file) => known[file]?.source !== digestOf(file)) : only;
  if (files.length === 0) say("JavaScript: no code has changed since its figures.");

  await buildAll();
  await ensureNpmPackages(PROJECT);
  const allUnexplained = [];
  for (const [index, file] of files.entries()) {
    const title = `${file} (${index + 1} of ${files.length})`;
    const result = await mutate(file, tests ?? FILES[file] ?? [], title);
    // Written after each file, so an interrupted run keeps its results.
    writeResult(out, file, result);
    const { unexplained } = explain(file, result.survivors);
    say(
      `${file}: ${result.mutants} mutations, ${result.killed} noticed, ${result.timedOut} timed out, ${result.survived} survived (${result.survived - unexplained.length} explained)`,
    );
    for (const { line, mutator, original, replacement } of unexplained) {
      allUnexplained.push(`${file}:${line} ${mutator}: ${original} → ${replacement}`);
    }
  }
  return allUnexplained;
}

/**
 * Mutates a file.
 *
 * @param {string} file
 * @param {string[]} tests as in files.js
 * @param {string} title for the message while waiting
 * @returns {Promise<FileResult>}
 */
async function mutate(file, tests, title) {
  const name = file.replaceAll("/", "-");
  const report = join(TARGET, `${name}.report.json`);
  const isBundled = !file.startsWith("js/server/");
  const testFiles = tests.map((test) => `tests/${test}.test.js`);
  const missing = testFiles.find((path) => !existsSync(join(root, path)));
  if (missing) throw new UserError(`The test file ${missing} does not exist.`);
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
    // Tests in pages take minutes.
    dryRunTimeoutMinutes: 20,
    timeoutMS: 10_000,
    timeoutFactor: 2,
    reporters: ["json"],
    jsonReporter: { fileName: report },
    tempDirName: join(TARGET, `${name}.sandbox`),
    disableTypeChecks: false,
    // Stryker rewrites a tsconfig.json with functions that the TypeScript of this package no longer
    // has. A missing file turns that off.
    tsconfigFile: "none.json",
    ignorePatterns: ["/target", "/www/dist", "/examples", "/benches", "/fuzz", "/test-results"],
    warnings: { slow: false },
    allowEmpty: false,
  };
  const configFile = join(root, TARGET, `${name}.config.json`);
  mkdirSync(dirname(configFile), { recursive: true });
  writeFileSync(configFile, JSON.stringify(options));
  const stryker = join(PROJECT, "node_modules/@stryker-mutator/core/bin/stryker.js");
  await command(`Mutating ${title}`, process.execPath, [stryker, "run", configFile]);
  return readReport(file, join(root, report));
}

/**
 * Counts the mutations in a report of Stryker.
 *
 * @param {string} file
 * @param {string} report its path
 * @returns {FileResult}
 */
function readReport(file, report) {
  /** @type {{ files: Record<string, { source: string, mutants: any[] }> }} */
  const { files } = JSON.parse(readFileSync(report, "utf8"));
  if (!files[file]) throw new UserError(`Stryker's report has nothing on ${file}.`);
  const { source, mutants } = files[file];
  const count = (/** @type {string[]} */ ...statuses) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const untried = count("RuntimeError", "CompileError");
  if (untried > 0) {
    throw new UserError(`${untried} mutations of ${file} were not tried: the tests did not run. Try again.`);
  }
  /** @param {string[]} statuses @returns {Mutation[]} */
  const mutationsWith = (...statuses) =>
    mutants
      .filter(({ status }) => statuses.includes(status))
      .map(({ mutatorName, location, replacement }) => ({
        line: location.start.line,
        mutator: mutatorName,
        original: excerpt(source, location),
        replacement: replacement.replace(/\s+/g, " "),
      }));
  const survivors = mutationsWith("Survived", "NoCoverage");
  const timeouts = mutationsWith("Timeout");
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

/** @typedef {{ line: number, column: number }} Position */

/**
 * Returns a part of the source, on one line.
 *
 * @param {string} source
 * @param {{ start: Position, end: Position }} location
 */
function excerpt(source, { start, end }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const cut = lines.map((line, i) =>
    line.slice(i === 0 ? start.column - 1 : 0, i === lines.length - 1 ? end.column - 1 : undefined),
  );
  return cut.join(" ").replace(/\s+/g, " ");
}

/** @param {string} out @returns {Record<string, FileResult>} the results of earlier runs */
const readResults = (out) => readFigures(out, FIGURES).files ?? {};

/**
 * Replaces the result of a file in the figures. Results of deleted files are removed.
 *
 * @param {string} out
 * @param {string} file
 * @param {FileResult} result
 */
function writeResult(out, file, result) {
  const entries = Object.entries({ ...readResults(out), [file]: result })
    .filter(([file]) => FILES[file])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const files = Object.fromEntries(entries);
  writeFigures(out, FIGURES, { total: sumOf(COUNTS, files), files });
}
