// Mutates the files of src/ with cargo-mutants. The figures are written to mutation-rust.json.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { buildAll } from "../build/index.js";
import { ensureBrowsers } from "../install/browsers.js";
import { ensureCargoTool, ensureWasmTools } from "../install/tools.js";
import { command, root } from "../process/command.js";
import { say, UserError } from "../process/report.js";
import { explain } from "./explained.js";
import { readFigures, sumOf, writeFigures } from "./figures.js";
import { digestOf } from "./sources.js";

const FIGURES = "mutation-rust.json";
const COUNTS = /** @type {const} */ (["changed", "noticed", "timedOut", "unviable", "survived"]);
const CARGO_MUTANTS = "27.1.0";

/**
 * Printed by in-package.js if the package can't be built with a mutation. cargo-mutants itself
 * can't tell that from a failed test.
 */
export const NOT_BUILT = "The package could not be built.";

/**
 * @typedef {object} Place
 * A target with its tests. Each mutation is tried in one place, which compiles and tests its code.
 *
 * @property {string[]} files files, and folders that end in a slash; subfolders are not included
 * @property {string} [only] a regular expression: mutations whose name matches belong to this place
 * @property {string} [except] a regular expression: mutations whose name matches belong to another
 *   place
 * @property {boolean} [isWasm]
 * @property {string[]} [options] for cargo-mutants
 * @property {string[]} cargo arguments of `cargo test`
 * @property {string} [runner] the command that runs the compiled wasm
 * @property {number} timeoutSeconds for the tests
 */

/** Code of src/error.rs that only wasm32 has: a cause is a JavaScript value. */
const CAUSE = "Error::(caused_by|cause)\\b";

/** Code of src/error.rs that only the exports use. */
const NAME = "Error::name\\b";

/** Code of src/exports/error.rs that only a build without `standalone` has. */
const MESSAGE = "message -> String";

/** Code of src/flow/authorization.rs that only the feature `serde` has. */
const SERIALIZE = "Serialize for";

/** Code of src/browser/page.rs that only a build without the standard library has. */
const ONE_THREAD = "OneThread|Reservation::forgotten";

/** @type {Record<string, Place>} */
export const PLACES = {
  // PKCE, the state machine and the rules of forward, by the crate's tests on this machine.
  native: {
    files: ["src/", "src/flow/", "src/forward/"],
    except: `src/standalone\\.rs|${CAUSE}|${NAME}|${SERIALIZE}`,
    cargo: ["--lib", "--test", "pkce", "--test", "machine"],
    timeoutSeconds: 60,
  },
  // The driver, by the crate's tests in Chromium.
  pages: {
    files: [
      ...["src/browser/", "src/browser/forward/", "src/browser/options/"],
      ...["src/error.rs", "src/exports/error.rs", "src/flow/authorization.rs"],
    ],
    only: `src/browser/|${CAUSE}|${MESSAGE}|${SERIALIZE}`,
    except: ONE_THREAD,
    isWasm: true,
    options: ["--features", "serde"],
    cargo: ["--test", "web", "--test", "forward_web", "--test", "serde_web"],
    timeoutSeconds: 60,
  },
  // The exports, by the package's tests in Node.
  package: {
    files: ["src/exports/", "src/standalone.rs", "src/browser/page.rs", "src/error.rs"],
    only: `src/exports/|src/standalone\\.rs|${ONE_THREAD}|${NAME}`,
    except: MESSAGE,
    isWasm: true,
    // The runner builds the package. cargo-mutants compiles the library without `standalone`, whose
    // panic handler does not link with the crate `test`.
    options: ["--cargo-arg=--lib"],
    cargo: [],
    runner: `node ${join(root, "scripts/mutation/in-package.js")}`,
    timeoutSeconds: 300,
  },
};

/**
 * @typedef {object} FileResult
 * @property {string} source the digest of the file's code
 * @property {number} changed how many mutations there are
 * @property {number} noticed how many made a test fail
 * @property {number} timedOut how many kept the tests from ending
 * @property {number} unviable how many did not compile, or left a package that can't be built
 * @property {number} survived how many no test noticed
 * @property {{ change: string }[]} survivors
 * @property {string[]} timeouts
 */

/**
 * @typedef {object} Options
 * @property {string[] | undefined} [only] the files to mutate; all by default
 * @property {boolean} [changed] leaves out files whose code has not changed since their figures
 * @property {string[] | undefined} [places] all by default
 * @property {string} out the folder for the figures
 */

/**
 * Mutates files of src/.
 *
 * @param {Options} options
 * @returns {Promise<string[]>} the survivors without an explanation
 */
export async function mutateRust({ only, changed, places = Object.keys(PLACES), out }) {
  const unknown = only?.find((file) => !places.some((name) => filesOf(placeOf(name)).includes(file)));
  if (unknown) throw new UserError(`${unknown} is in none of these places: ${places.join(", ")}.`);
  await checkPlaces();
  if (places.includes("package")) await buildAll();
  const allUnexplained = [];
  for (const name of places) {
    const known = readResults(out)[name] ?? {};
    const files = filesOf(placeOf(name)).filter(
      (file) => (!only || only.includes(file)) && (!changed || known[file]?.source !== digestOf(file)),
    );
    if (files.length === 0) {
      if (changed) say(`Rust, ${name}: no code has changed since its figures.`);
      continue;
    }
    const results = await mutate(name, placeOf(name), files);
    writeResults(out, name, results);
    for (const [file, { changed, noticed, timedOut, unviable, survivors }] of Object.entries(results)) {
      const { unexplained } = explain(file, survivors);
      allUnexplained.push(...unexplained.map(({ change }) => `${file} (${name}): ${change}`));
      say(
        `${file}, ${name}: ${changed} mutations, ${noticed} noticed, ${timedOut} timed out, ${unviable} did not compile, ${survivors.length} survived (${survivors.length - unexplained.length} explained)`,
      );
    }
  }
  return allUnexplained;
}

/** The names are checked before. @param {string} name */
const placeOf = (name) => /** @type {Place} */ (PLACES[name]);

/** Lists the files of a place. @param {Place} place @returns {string[]} */
export function filesOf({ files }) {
  return files.flatMap((path) => {
    if (!path.endsWith("/")) return [path];
    const names = readdirSync(join(root, path)).filter((name) => name.endsWith(".rs"));
    return names.sort().map((name) => path + name);
  });
}

/** Installs cargo-mutants if it is missing, and returns the environment to run it in. */
async function ensureTools() {
  const env = await ensureWasmTools();
  const name = "cargo-mutants";
  const folder = await ensureCargoTool(name, CARGO_MUTANTS, name, "about 3 minutes", [
    "mutants",
    "--version",
  ]);
  env.PATH = [folder, env.PATH].filter(Boolean).join(delimiter);
  return env;
}

/**
 * Returns the arguments of cargo-mutants that select the mutations of a place.
 *
 * @param {Place} place
 * @param {string[]} files
 * @returns {string[]}
 */
const selection = ({ only, except }, files) => [
  ...files.flatMap((file) => ["--file", file]),
  ...(only ? ["--re", only] : []),
  ...(except ? ["--exclude-re", except] : []),
];

/** Throws if a mutation belongs to no place, or to more than one. */
async function checkPlaces() {
  const env = await ensureTools();
  const list = async (/** @type {string} */ description, /** @type {string[]} */ options) => {
    const args = ["mutants", "--list", ...options];
    const { output } = await command(description, "cargo-mutants", args, { env });
    return output.split("\n").filter((line) => line.startsWith("src/"));
  };
  const all = await list("Listing the mutations of the crate", ["--file", "src/**/*.rs"]);
  /** @type {string[]} */
  const chosen = [];
  for (const [name, place] of Object.entries(PLACES)) {
    const options = selection(place, filesOf(place));
    chosen.push(...(await list(`Listing the mutations of a place (${name})`, options)));
  }
  const wrong = all.filter((mutation) => chosen.filter((other) => other === mutation).length !== 1);
  if (wrong.length > 0 || chosen.length !== all.length || all.length === 0) {
    const lines = wrong.map((mutation) => `  ${mutation}`).join("\n");
    throw new UserError(
      `Of ${all.length} mutations, these belong to no place or to more than one:\n${lines}`,
    );
  }
}

/**
 * Mutates files in a place.
 *
 * @param {string} name of the place
 * @param {Place} place
 * @param {string[]} files of the place
 * @returns {Promise<Record<string, FileResult>>}
 */
async function mutate(name, place, files) {
  const env = await ensureTools();
  // Fewer cases for each property, because they run for each mutation.
  env.PROPTEST_CASES = "32";
  if (place.isWasm) env.CARGO_BUILD_TARGET = "wasm32-unknown-unknown";
  if (place.runner) env.CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER = place.runner;
  else if (place.isWasm) {
    const { Chromium, missing } = await ensureBrowsers();
    if (!Chromium) throw new UserError(`Chromium is missing. ${missing.get("Chromium")}`);
    env.CHROMEDRIVER = Chromium.driver;
  }
  // A file without mutations gets a result too. Without one it would count as changed in every run.
  const results = Object.fromEntries(files.map((file) => [file, newResult(file)]));
  const output = mkdtempSync(join(tmpdir(), "zoom-pkce-mutants-"));
  try {
    const options = [
      ...selection(place, files),
      ...(place.options ?? []),
      ...["--output", output, "--cargo-arg=--locked"],
      ...["--timeout", String(place.timeoutSeconds), "--build-timeout", "600"],
    ];
    // The exit code is 2 if a mutation survives, and 3 if one times out.
    const { status, output: log } = await command(
      `Mutating the crate (${name})`,
      "cargo-mutants",
      ["mutants", ...options, "--", ...place.cargo],
      { env, allowFailure: true },
    );
    const folder = join(output, "mutants.out");
    const outcomes = join(folder, "outcomes.json");
    if (status === 0 && /\b(No mutants found|Found 0 mutants)\b/.test(log)) return results;
    if (![0, 2, 3].includes(status) || !existsSync(outcomes)) {
      throw new UserError(`cargo-mutants has failed (${status}):\n${log}`);
    }
    count(JSON.parse(readFileSync(outcomes, "utf8")).outcomes, results, folder, log);
    return results;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/**
 * Returns a result without mutations, with the digest of the current code.
 *
 * @param {string} file
 * @returns {FileResult}
 */
function newResult(file) {
  const counts = { changed: 0, noticed: 0, timedOut: 0, unviable: 0, survived: 0 };
  return { source: digestOf(file), ...counts, survivors: [], timeouts: [] };
}

/**
 * @typedef {object} Outcome
 * An entry in the report of cargo-mutants.
 *
 * @property {string} summary
 * @property {string} log_path
 * @property {{ phase: string }[]} phase_results
 * @property {"Baseline" | { Mutant: { name: string, file: string } }} scenario
 */

/**
 * Adds the outcomes to the results.
 *
 * @param {Outcome[]} outcomes
 * @param {Record<string, FileResult>} results by file
 * @param {string} folder of the logs of single mutations
 * @param {string} log of the whole run
 */
function count(outcomes, results, folder, log) {
  for (const { summary, log_path, phase_results, scenario } of outcomes) {
    if (scenario === "Baseline") {
      if (summary !== "Success") throw new UserError(`The tests fail without a mutation:\n${log}`);
      continue;
    }
    const { file, name } = scenario.Mutant;
    const result = /** @type {FileResult} */ (results[file]);
    // Without the line and column, which change with every edit of the file.
    const change = name.replace(/^\S+?:\d+:\d+: /, "");
    // If the package was not built, its tests did not run.
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

/**
 * @param {string} out
 * @returns {Record<string, Record<string, FileResult>>} earlier results by place and file
 */
const readResults = (out) => readFigures(out, FIGURES).places ?? {};

/**
 * Replaces the results of files in the figures. Results of deleted files are removed.
 *
 * @param {string} out
 * @param {string} name of the place
 * @param {Record<string, FileResult>} results by file
 */
function writeResults(out, name, results) {
  const places = readResults(out);
  const all = { ...places[name], ...results };
  places[name] = Object.fromEntries(
    filesOf(placeOf(name)).flatMap((file) => (all[file] ? [/** @type {const} */ ([file, all[file]])] : [])),
  );
  const sums = Object.fromEntries(
    Object.entries(places).map(([name, files]) => [name, sumOf(COUNTS, files)]),
  );
  writeFigures(out, FIGURES, { sums, places });
}
