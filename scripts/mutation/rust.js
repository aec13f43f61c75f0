// cargo-mutants over the files of src/; what they come to is mutation-rust.json.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { ensureBrowsers } from "../install/browsers.js";
import { buildAll } from "../build/index.js";
import { command, root } from "../process/command.js";
import { say, UserError } from "../process/report.js";
import { ensureCargoTool, ensureWasmTools } from "../install/tools.js";
import { explain } from "./explained.js";
import { readFigures, sumOf, writeFigures } from "./figures.js";
import { digestOf } from "./sources.js";

const NAME = "mutation-rust.json";
const COUNTS = /** @type {const} */ (["changed", "noticed", "timedOut", "unviable", "survived"]);
const CARGO_MUTANTS = "27.1.0";

/** What in-package.js says of a change that leaves nothing to test: cargo-mutants knows failures only. */
export const NOT_BUILT = "The package could not be built.";

/**
 * @typedef {object} Place
 * Where changes are tried: what is compiled elsewhere only would survive untested.
 *
 * @property {string[]} files Or folders, which end in a slash: what is in them, but not in folders there.
 * @property {string} [only] Of their changes, those whose names have this.
 * @property {string} [except] And those that have this are left to another place.
 * @property {boolean} [isWasm]
 * @property {string[]} [options] What cargo-mutants gets, for compiling and for testing.
 * @property {string[]} cargo What cargo gets when it tests.
 * @property {string} [runner] What runs the wasm that cargo has compiled.
 * @property {number} timeout Seconds for the tests.
 */

/** @type {Record<string, Place>} */
export const PLACES = {
  // Plain Rust: the crate's tests, natively.
  native: {
    files: ["src/", "src/flow/", "src/forward/"],
    cargo: ["--lib", "--test", "pkce"],
    timeout: 60,
  },
  // The driver: the crate's tests in Chromium.
  pages: {
    files: ["src/browser/"],
    isWasm: true,
    cargo: ["--test", "web"],
    timeout: 60,
  },
  // The exports: the package's tests in Node.
  package: {
    files: ["src/exports/"],
    isWasm: true,
    // With this feature the tests for pages don't compile.
    options: ["--features", "standalone", "--cargo-arg=--lib"],
    cargo: [],
    runner: `node ${join(root, "scripts/mutation/in-package.js")}`,
    timeout: 300,
  },
};

/**
 * @typedef {object} FileResult
 * @property {string} source The digest of its code.
 * @property {number} changed
 * @property {number} noticed A test failed.
 * @property {number} timedOut The tests did not end.
 * @property {number} unviable It did not compile, or the package could not be built of it.
 * @property {number} survived
 * @property {{ change: string }[]} survivors
 * @property {string[]} timeouts
 */

/**
 * @param {{ only?: string[], changed?: boolean, places?: string[], out: string }} options `only`: files; `changed`: of these
 *   those whose code is another than that of their figures; `out`: the folder for the results
 * @returns {Promise<string[]>} what survived without an explanation
 */
export async function mutateRust({ only, changed, places = Object.keys(PLACES), out }) {
  const unknown = only?.find((file) => !places.some((name) => filesOf(PLACES[name]).includes(file)));
  if (unknown) throw new UserError(`${unknown} is not tried: ${places.join(", ")}.`);
  await checkPlaces();
  if (places.includes("package")) await buildAll();
  const unexplained = [];
  for (const name of places) {
    const known = readPlaces(out)[name] ?? {};
    const files = filesOf(PLACES[name]).filter(
      (file) => (!only || only.includes(file)) && (!changed || known[file]?.source !== digestOf(file)),
    );
    if (files.length === 0) {
      if (changed) say(`Rust, ${name}: nothing has changed since.`);
      continue;
    }
    const results = await mutate(name, PLACES[name], files);
    write(out, name, results);
    for (const [file, { changed, noticed, timedOut, unviable, survivors }] of Object.entries(results)) {
      const { open } = explain(file, survivors);
      unexplained.push(...open.map(({ change }) => `${file} (${name}): ${change}`));
      say(
        `${file}, ${name}: ${changed} changes, ${noticed} noticed, ${timedOut} timed out, ${unviable} did not compile, ${survivors.length} survived (${survivors.length - open.length} explained)`,
      );
    }
  }
  return unexplained;
}

/** @param {Place} place @returns {string[]} its files */
export function filesOf({ files }) {
  return files.flatMap((path) => {
    if (!path.endsWith("/")) return [path];
    const names = readdirSync(join(root, path)).filter((name) => name.endsWith(".rs"));
    return names.sort().map((name) => path + name);
  });
}

async function ensureTools() {
  const env = await ensureWasmTools();
  const ask = ["mutants", "--version"];
  const doing = "about 3 minutes";
  const folder = await ensureCargoTool("cargo-mutants", CARGO_MUTANTS, "cargo-mutants", doing, ask);
  env.PATH = [folder, env.PATH].filter(Boolean).join(delimiter);
  return env;
}

/** @param {Place} place @param {string[]} files @returns {string[]} what tells cargo-mutants which changes to try */
const selection = ({ only, except }, files) => [
  ...files.flatMap((file) => ["--file", file]),
  ...(only ? ["--re", only] : []),
  ...(except ? ["--exclude-re", except] : []),
];

/** Stops where a change would be tried in no place, or in two. */
async function checkPlaces() {
  const env = await ensureTools();
  const list = async (/** @type {string} */ doing, /** @type {string[]} */ options) => {
    const { output } = await command(doing, "cargo-mutants", ["mutants", "--list", ...options], { env });
    return output.split("\n").filter((line) => line.startsWith("src/"));
  };
  const all = await list("Listing the changes to the crate", ["--file", "src/**/*.rs"]);
  /** @type {string[]} */
  const chosen = [];
  for (const [name, place] of Object.entries(PLACES))
    chosen.push(...(await list(`Listing those to be tried (${name})`, selection(place, filesOf(place)))));
  const wrong = all.filter((change) => chosen.filter((other) => other === change).length !== 1);
  if (wrong.length > 0 || chosen.length !== all.length || all.length === 0) {
    const changes = wrong.map((change) => `  ${change}`).join("\n");
    throw new UserError(`Of ${all.length} changes these are to be tried in no place, or in two:\n${changes}`);
  }
}

/**
 * @param {string} name
 * @param {Place} place
 * @param {string[]} files of those it has
 * @returns {Promise<Record<string, FileResult>>}
 */
async function mutate(name, place, files) {
  const env = await ensureTools();
  // Fewer examples of each property: the same ones are tried for every change.
  env.PROPTEST_CASES = "32";
  if (place.isWasm) env.CARGO_BUILD_TARGET = "wasm32-unknown-unknown";
  if (place.runner) env.CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER = place.runner;
  else if (place.isWasm) {
    const { Chromium, missing } = await ensureBrowsers();
    if (!Chromium) throw new UserError(`Chromium is needed: ${missing.get("Chromium")}`);
    env.CHROMEDRIVER = Chromium.driver;
  }
  // What has no code to change is written down, too: else it would count as changed ever after.
  const results = Object.fromEntries(files.map((file) => [file, newResult(file)]));
  const output = mkdtempSync(join(tmpdir(), "zoom-pkce-mutants-"));
  try {
    const options = [
      ...selection(place, files),
      ...(place.options ?? []),
      ...["--output", output, "--cargo-arg=--locked"],
      ...["--timeout", String(place.timeout), "--build-timeout", "600"],
    ];
    // It fails where something survives (2) or does not end (3).
    const { status, output: said } = await command(
      `Breaking the crate (${name})`,
      "cargo-mutants",
      ["mutants", ...options, "--", ...place.cargo],
      { env, allowFailure: true },
    );
    const folder = join(output, "mutants.out");
    const outcomes = join(folder, "outcomes.json");
    if (status === 0 && /\b(No mutants found|Found 0 mutants)\b/.test(said)) return results;
    if (![0, 2, 3].includes(status) || !existsSync(outcomes)) {
      throw new UserError(`cargo-mutants has failed (${status}):\n${said}`);
    }
    count(JSON.parse(readFileSync(outcomes, "utf8")).outcomes, results, folder, said);
    return results;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** @param {string} file @returns {FileResult} of no changes yet, to its code as it is now */
function newResult(file) {
  const counts = { changed: 0, noticed: 0, timedOut: 0, unviable: 0, survived: 0 };
  return { source: digestOf(file), ...counts, survivors: [], timeouts: [] };
}

/**
 * @typedef {object} Outcome
 * cargo-mutants' own.
 *
 * @property {string} summary
 * @property {string} log_path
 * @property {{ phase: string }[]} phase_results
 * @property {"Baseline" | { Mutant: { name: string, file: string } }} scenario
 */

/**
 * @param {Outcome[]} outcomes
 * @param {Record<string, FileResult>} results into which they are counted, by file
 * @param {string} folder of the logs
 * @param {string} said by cargo-mutants
 */
function count(outcomes, results, folder, said) {
  for (const { summary, log_path, phase_results, scenario } of outcomes) {
    if (scenario === "Baseline") {
      if (summary !== "Success") throw new UserError(`Without any change the tests fail already:\n${said}`);
      continue;
    }
    const { file, name } = scenario.Mutant;
    const result = results[file];
    // By its text: the place moves with every change to the file.
    const change = name.replace(/^\S+?:\d+:\d+: /, "");
    // A package that could not be built has not been tested.
    const isBuilt =
      phase_results.at(-1)?.phase === "Test" &&
      !readFileSync(join(folder, log_path), "utf8").includes(NOT_BUILT);
    result.changed++;
    if (!isBuilt) result.unviable++;
    else if (summary === "CaughtMutant") result.noticed++;
    else if (summary === "Timeout") {
      result.timedOut++;
      result.timeouts.push(change);
    } else {
      result.survived++;
      result.survivors.push({ change });
    }
  }
}

/** @param {string} out @returns {Record<string, Record<string, FileResult>>} what the places came to before */
const readPlaces = (out) => readFigures(out, NAME).places ?? {};

/**
 * @param {string} out
 * @param {string} name of the place
 * @param {Record<string, FileResult>} results in the place of what the files came to before
 */
function write(out, name, results) {
  const places = readPlaces(out);
  const all = { ...places[name], ...results };
  const there = filesOf(PLACES[name]).filter((file) => all[file]);
  places[name] = Object.fromEntries(there.map((file) => [file, all[file]]));
  const sums = Object.fromEntries(
    Object.entries(places).map(([name, files]) => [name, sumOf(COUNTS, files)]),
  );
  writeFigures(out, NAME, { sums, places });
}
