// Stryker over the files of js/, one after another; what they come to is mutation-js.json.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { buildAll } from "../lib/build.js";
import { command, root } from "../lib/command.js";
import { say, Stop } from "../lib/report.js";
import { ensureNpmPackages } from "../lib/tools.js";
import { explanationsOf } from "./explained.js";
import { FILES } from "./files.js";

const PROJECT = join(root, "scripts/mutation");
const TARGET = "target/mutation";

/**
 * @typedef {object} Survivor
 * A change that no test noticed.
 *
 * @property {number} line
 * @property {string} mutator
 * @property {string} original
 * @property {string} replacement
 * @property {string} [why] why no test could, from explained.json
 */

/**
 * @typedef {object} FileResult
 * @property {number} mutants all but those that were left out
 * @property {number} killed by a failing test
 * @property {number} timedOut the tests did not end
 * @property {number} survived
 * @property {number} explained of those that survived
 * @property {Survivor[]} survivors
 */

/**
 * @param {{ only?: string[], tests?: string[], out: string }} options `only`: files; `tests`: others than those of
 *   files.js; `out`: the folder for the results
 * @returns {Promise<string[]>} what survived without an explanation
 */
export async function mutateJavaScript({ only: files = Object.keys(FILES), tests, out }) {
  const unknown = files.filter((file) => !FILES[file]);
  if (unknown.length > 0)
    throw new Stop(`scripts/mutation/files.js names no tests for ${unknown.join(", ")}.`);

  await buildAll();
  await ensureNpmPackages(PROJECT);
  const unexplained = [];
  for (const [index, file] of files.entries()) {
    const title = `${file} (${index + 1} of ${files.length})`;
    const result = await mutate(file, tests ?? FILES[file], title);
    // After each: whoever stops this in the middle keeps what is done.
    write(out, file, result);
    say(
      `${file}: ${result.mutants} changes, ${result.killed} noticed, ${result.timedOut} timed out, ${result.survived} survived (${result.explained} explained)`,
    );
    for (const { line, mutator, original, replacement, why } of result.survivors)
      if (!why) unexplained.push(`${file}:${line} ${mutator}: ${original} → ${replacement}`);
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
  if (missing) throw new Stop(`There is no ${missing}.`);
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
    ignorePatterns: ["/target", "/www/dist", "/examples", "/docs", "/benches", "/src", "/test-results"],
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
  const explained = explanationsOf(file);
  const count = (/** @type {string[]} */ ...statuses) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const untried = count("RuntimeError", "CompileError");
  if (untried > 0)
    throw new Stop(`${untried} changes of ${file} could not be tried: the tests did not run. Try again.`);
  const survivors = mutants
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .map(({ mutatorName, location, replacement }) => {
      const survivor = {
        line: location.start.line,
        mutator: mutatorName,
        original: excerpt(source, location),
        replacement: replacement.replace(/\s+/g, " "),
      };
      // Each explains one: the same change in two places takes two.
      const known = explained.findIndex(
        ({ mutator, original, replacement }) =>
          mutator === survivor.mutator &&
          original === survivor.original &&
          replacement === survivor.replacement,
      );
      const [explanation] = known < 0 ? [] : explained.splice(known, 1);
      return explanation ? { ...survivor, why: explanation.why } : survivor;
    });
  return {
    mutants: mutants.length - count("Ignored"),
    killed: count("Killed"),
    timedOut: count("Timeout"),
    survived: survivors.length,
    explained: survivors.filter((survivor) => "why" in survivor).length,
    survivors,
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

/**
 * @param {string} out
 * @param {string} file
 * @param {FileResult} result in the place of what the file came to before
 */
function write(out, file, result) {
  const written = join(out, "mutation-js.json");
  /** @type {Record<string, FileResult>} */
  const before = existsSync(written) ? JSON.parse(readFileSync(written, "utf8")).files : {};
  const files = Object.fromEntries(
    Object.entries({ ...before, [file]: result }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const total = { mutants: 0, killed: 0, timedOut: 0, survived: 0, explained: 0 };
  const names = /** @type {(keyof typeof total)[]} */ (Object.keys(total));
  for (const each of Object.values(files)) for (const name of names) total[name] += each[name];
  mkdirSync(out, { recursive: true });
  writeFileSync(written, `${JSON.stringify({ total, files }, null, 2)}\n`);
}
