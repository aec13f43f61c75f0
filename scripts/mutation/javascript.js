// Stryker over the files of js/, one after another; what they come to is docs/assurance/mutation-js.json.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";

import { buildAll } from "../lib/build.js";
import { command, root } from "../lib/command.js";
import { say, Stop } from "../lib/report.js";
import { ensureNpmPackages } from "../lib/tools.js";
import { FILES } from "./files.js";

const PROJECT = join(root, "scripts/mutation");
const TARGET = "target/mutation";
const RESULTS = join(root, "docs/assurance/mutation-js.json");
const EXPLAINED = join(PROJECT, "explained.json");

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
 * @property {number} seconds
 * @property {Survivor[]} survivors
 */

/** @param {string[]} args */
export async function mutateJavaScript(args) {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { only: { type: "string", multiple: true } },
  });
  if (positionals[0] !== "js") throw new Stop("npm run mutation -- js [--only js/server/redact.js]…");
  const files = values.only ?? Object.keys(FILES);
  const unknown = files.filter((file) => !FILES[file]);
  if (unknown.length > 0)
    throw new Stop(`scripts/mutation/files.js names no tests for ${unknown.join(", ")}.`);

  await buildAll();
  await ensureNpmPackages(PROJECT);
  /** @type {Record<string, FileResult>} */
  const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")).files : {};
  let unexplained = 0;
  for (const [index, file] of files.entries()) {
    const result = await mutate(file, `${file} (${index + 1} of ${files.length})`);
    results[file] = result;
    unexplained += result.survived - result.explained;
    // After each: whoever stops this in the middle keeps what is done.
    write(results);
    say(
      `${file}: ${result.mutants} changes, ${result.killed} noticed, ${result.timedOut} timed out, ${result.survived} survived (${result.explained} explained)`,
    );
    for (const { line, mutator, original, replacement, why } of result.survivors)
      if (!why) say(`  ${file}:${line} ${mutator}: ${original} → ${replacement}`);
  }
  if (unexplained > 0) {
    throw new Stop(
      `${unexplained} changes survived: a test must notice them, or scripts/mutation/explained.json say why none can.`,
    );
  }
}

/**
 * @param {string} file
 * @param {string} name
 * @returns {Promise<FileResult>}
 */
async function mutate(file, name) {
  const report = join(TARGET, `${file.replaceAll("/", "-")}.report.json`);
  const isBundled = !file.startsWith("js/server/");
  const testFiles = (FILES[file] ?? []).map((test) => `tests/node/${test}.test.js`);
  const options = {
    mutate: [file],
    testRunner: "tap",
    plugins: ["@stryker-mutator/tap-runner", join(PROJECT, "sentences.js")],
    ignorers: ["sentences"],
    tap: {
      testFiles: testFiles.filter((path) => existsSync(join(root, path))),
      nodeArgs: ["--test-reporter=tap", "-r", "{{hookFile}}", "{{testFile}}"],
      forceBail: true,
    },
    ...(isBundled && { buildCommand: "node scripts/mutation/bundle.js" }),
    coverageAnalysis: "perTest",
    checkers: [],
    concurrency: 1,
    timeoutMS: 10_000,
    timeoutFactor: 2,
    incremental: true,
    incrementalFile: join(TARGET, `${file.replaceAll("/", "-")}.incremental.json`),
    reporters: ["json"],
    jsonReporter: { fileName: report },
    tempDirName: join(TARGET, "sandbox"),
    disableTypeChecks: false,
    // It would rewrite the real one, by functions that the TypeScript of the package no longer has.
    tsconfigFile: "none.json",
    ignorePatterns: ["/target", "/www/dist", "/examples", "/docs", "/benches", "/src", "/test-results"],
    warnings: { slow: false },
    allowEmpty: false,
  };
  const configFile = join(root, TARGET, "stryker.config.json");
  mkdirSync(dirname(configFile), { recursive: true });
  writeFileSync(configFile, JSON.stringify(options));
  const stryker = join(PROJECT, "node_modules/@stryker-mutator/core/bin/stryker.js");
  const started = Date.now();
  await command(`Breaking ${name}`, process.execPath, [stryker, "run", configFile]);
  return read(file, join(root, report), Math.round((Date.now() - started) / 1000));
}

/**
 * @param {string} file
 * @param {string} report
 * @param {number} seconds
 * @returns {FileResult}
 */
function read(file, report, seconds) {
  /** @type {{ files: Record<string, { source: string, mutants: any[] }> }} */
  const { files } = JSON.parse(readFileSync(report, "utf8"));
  const { source, mutants } = files[file];
  /** @type {Record<string, (Omit<Survivor, "line"> & { why: string })[]>} */
  const explained = existsSync(EXPLAINED) ? JSON.parse(readFileSync(EXPLAINED, "utf8")) : {};
  const count = (/** @type {string[]} */ ...statuses) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const survivors = mutants
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .map(({ mutatorName, location, replacement }) => {
      const survivor = {
        line: location.start.line,
        mutator: mutatorName,
        original: excerpt(source, location),
        replacement: replacement.replace(/\s+/g, " "),
      };
      const known = (explained[file] ?? []).find(
        ({ mutator, original, replacement }) =>
          mutator === survivor.mutator &&
          original === survivor.original &&
          replacement === survivor.replacement,
      );
      return known ? { ...survivor, why: known.why } : survivor;
    });
  return {
    mutants: mutants.length - count("Ignored"),
    killed: count("Killed", "RuntimeError", "CompileError"),
    timedOut: count("Timeout"),
    survived: survivors.length,
    explained: survivors.filter((survivor) => "why" in survivor).length,
    seconds,
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

/** @param {Record<string, FileResult>} files */
function write(files) {
  const sum = { mutants: 0, killed: 0, timedOut: 0, survived: 0, explained: 0 };
  const names = /** @type {(keyof typeof sum)[]} */ (Object.keys(sum));
  for (const result of Object.values(files)) for (const name of names) sum[name] += result[name];
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  mkdirSync(dirname(RESULTS), { recursive: true });
  writeFileSync(RESULTS, `${JSON.stringify({ total: sum, files: sorted }, null, 2)}\n`);
}
