// cargo-mutants over the files of src/; what they come to is mutation-rust.json.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { ensureBrowsers } from "../lib/browsers.js";
import { buildAll } from "../lib/build.js";
import { command, root } from "../lib/command.js";
import { say, Stop } from "../lib/report.js";
import { ensureCargoTool, ensureWasmTools } from "../lib/tools.js";
import { explanationsOf } from "./explained.js";

const CARGO_MUTANTS = "27.1.0";

/**
 * @typedef {object} Place
 * Where changes are tried: what is compiled elsewhere only would survive untested.
 *
 * @property {string[]} files
 * @property {string} [only] Of their changes, those whose names have this.
 * @property {string} [except] And those that have this are left to another place.
 * @property {boolean} [isWasm]
 * @property {string[]} [options] What cargo-mutants gets, for compiling and for testing.
 * @property {string[]} cargo What cargo gets when it tests.
 * @property {string} [runner] What runs the wasm that cargo has compiled.
 * @property {number} timeout Seconds for the tests.
 */

/** What is there with the feature `npm` only, or has its tests in JavaScript only. */
const PACKAGE =
  "js\\.rs.*(timeout_ms|whole_number|signal|replace at |is_text|is_optional)|Error::(detail|lines)|by_the_allocator";
/** What is an error's in a page only, which holds JavaScript's values there. */
const IN_PAGES =
  "with_detail|caused_by|Error::(cause|is_retryable)|duplicate|delete ! in <impl fmt::Display for Error>";

/** @type {Record<string, Place>} */
export const PLACES = {
  // Plain Rust, by the crate's tests on this machine.
  native: {
    files: ["src/*.rs"],
    except: `src/js\\.rs|${IN_PAGES}|${PACKAGE}`,
    cargo: ["--lib", "--test", "pkce"],
    timeout: 60,
  },
  // The flow, and what reads JavaScript's values, by the crate's tests in Chromium.
  pages: {
    files: ["src/flow/*.rs", "src/js.rs", "src/error.rs", "src/state.rs"],
    only: `src/flow/|src/js\\.rs|${IN_PAGES}`,
    except: PACKAGE,
    isWasm: true,
    cargo: ["--test", "web"],
    timeout: 60,
  },
  // The exports, by the package's tests in Node.
  package: {
    files: ["src/npm/*.rs", "src/js.rs", "src/error.rs", "src/wiped.rs"],
    only: `src/npm/|${PACKAGE}`,
    isWasm: true,
    // With this feature the tests for pages don't compile.
    options: ["--features", "npm", "--cargo-arg=--lib"],
    cargo: [],
    runner: `node ${join(root, "scripts/mutation/in-package.js")}`,
    timeout: 300,
  },
};

/**
 * @typedef {object} FileResult
 * @property {number} changed
 * @property {number} noticed A test failed.
 * @property {number} timedOut The tests did not end.
 * @property {number} unviable It did not compile.
 * @property {number} survived
 * @property {number} explained of those that survived
 * @property {{ change: string, why?: string }[]} survivors
 */

/**
 * @param {{ only?: string[], places?: string[], out: string }} options `only`: files; `out`: the folder for the results
 * @returns {Promise<string[]>} what survived without an explanation
 */
export async function mutateRust({ only, places = Object.keys(PLACES), out }) {
  if (places.includes("package")) await buildAll();
  const unexplained = [];
  for (const name of places) {
    const files = only?.filter((file) => PLACES[name].files.some((pattern) => matches(pattern, file)));
    if (files?.length === 0) continue;
    const results = await mutate(name, PLACES[name], files);
    // Of files that were named, another place may try all.
    if (!only && Object.keys(results).length === 0) throw new Stop(`Nothing was changed (${name}).`);
    write(out, name, results);
    for (const [file, { changed, noticed, timedOut, unviable, survivors }] of Object.entries(results)) {
      const open = survivors.filter(({ why }) => !why).map(({ change }) => `${file} (${name}): ${change}`);
      unexplained.push(...open);
      say(
        `${file}, ${name}: ${changed} changes, ${noticed} noticed, ${timedOut} timed out, ${unviable} did not compile, ${survivors.length} survived (${survivors.length - open.length} explained)`,
      );
    }
  }
  return unexplained;
}

/** @param {string} pattern in which `*` stands for a name @param {string} file */
function matches(pattern, file) {
  const [start, end = ""] = pattern.split("*");
  if (end === "") return file === pattern;
  return file.startsWith(start) && file.endsWith(end) && !file.slice(start.length).includes("/");
}

/**
 * @param {string} name
 * @param {Place} place
 * @param {string[]} [only]
 * @returns {Promise<Record<string, FileResult>>}
 */
async function mutate(name, place, only) {
  const env = await ensureWasmTools();
  const ask = ["mutants", "--version"];
  const folder = await ensureCargoTool(
    "cargo-mutants",
    CARGO_MUTANTS,
    "cargo-mutants",
    "about 3 minutes",
    ask,
  );
  env.PATH = [folder, env.PATH].filter(Boolean).join(delimiter);
  // Fewer examples of each property: the same ones are tried for every change.
  env.PROPTEST_CASES = "32";
  if (place.isWasm) env.CARGO_BUILD_TARGET = "wasm32-unknown-unknown";
  if (place.runner) env.CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER = place.runner;
  else if (place.isWasm) {
    const { Chromium, missing } = await ensureBrowsers();
    if (!Chromium) throw new Stop(`Chromium is needed: ${missing.get("Chromium")}`);
    env.CHROMEDRIVER = Chromium.driver;
  }
  const output = mkdtempSync(join(tmpdir(), "zoom-pkce-mutants-"));
  try {
    const options = [
      ...(only ?? place.files).flatMap((file) => ["--file", file]),
      ...(place.only ? ["--re", place.only] : []),
      ...(place.except ? ["--exclude-re", place.except] : []),
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
    const outcomes = join(output, "mutants.out/outcomes.json");
    if (![0, 2, 3].includes(status) || !existsSync(outcomes)) {
      throw new Stop(`cargo-mutants has failed (${status}):\n${said}`);
    }
    return read(JSON.parse(readFileSync(outcomes, "utf8")).outcomes, said);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** @typedef {{ summary: string, scenario: "Baseline" | { Mutant: { name: string, file: string } } }} Outcome */

/**
 * @param {Outcome[]} outcomes cargo-mutants'
 * @param {string} said by it
 */
function read(outcomes, said) {
  /** @type {Record<string, FileResult>} */
  const results = {};
  /** Explanations that are left, by file: the same change in two places takes two. @type {Record<string, { change?: string, why: string }[]>} */
  const left = {};
  for (const { summary, scenario } of outcomes) {
    if (scenario === "Baseline") {
      if (summary !== "Success") throw new Stop(`Without any change the tests fail already:\n${said}`);
      continue;
    }
    const { file, name } = scenario.Mutant;
    results[file] ??= {
      ...{ changed: 0, noticed: 0, timedOut: 0, unviable: 0, survived: 0, explained: 0 },
      survivors: [],
    };
    const result = results[file];
    left[file] ??= explanationsOf(file);
    result.changed++;
    if (summary === "CaughtMutant") result.noticed++;
    else if (summary === "Timeout") result.timedOut++;
    else if (summary === "Unviable") result.unviable++;
    else {
      // By its text: the place moves with every change to the file.
      const change = name.replace(/^\S+?:\d+:\d+: /, "");
      const known = left[file].findIndex((explanation) => explanation.change === change);
      const [explanation] = known < 0 ? [] : left[file].splice(known, 1);
      result.survived++;
      if (explanation) result.explained++;
      result.survivors.push(explanation ? { change, why: explanation.why } : { change });
    }
  }
  return results;
}

/**
 * @param {string} out
 * @param {string} place
 * @param {Record<string, FileResult>} results in the place of what the files came to before
 */
function write(out, place, results) {
  const written = join(out, "mutation-rust.json");
  /** @type {Record<string, Record<string, FileResult>>} */
  const places = existsSync(written) ? JSON.parse(readFileSync(written, "utf8")).places : {};
  places[place] = { ...places[place], ...results };
  const sums = Object.fromEntries(
    Object.entries(places).map(([place, files]) => [place, sumOf(Object.values(files))]),
  );
  mkdirSync(out, { recursive: true });
  writeFileSync(written, `${JSON.stringify({ sums, places }, null, 2)}\n`);
}

/** @param {FileResult[]} results */
function sumOf(results) {
  const sum = { changed: 0, noticed: 0, timedOut: 0, unviable: 0, survived: 0, explained: 0 };
  const names = /** @type {(keyof typeof sum)[]} */ (Object.keys(sum));
  for (const result of results) for (const name of names) sum[name] += result[name];
  return sum;
}
