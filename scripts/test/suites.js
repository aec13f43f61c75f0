// The suites of tests, and what their output says of how many passed.

import { readdirSync } from "node:fs";
import { join } from "node:path";

import { command, root } from "../process/command.js";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [why] what the suite says of its failures
 */

/**
 * Runs a suite. One that ends badly without having counted a failure counts as one: a crash is no pass.
 *
 * @param {string} name
 * @param {string} program
 * @param {string[]} args
 * @param {(output: string) => Counts} count
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Counts>}
 */
async function suite(name, program, args, count, env) {
  const { status, output } = await command(name, program, args, { env, show: true, allowFailure: true });
  const counts = judge(status, count(output));
  return counts.failed ? { ...counts, why: failuresIn(output) } : counts;
}

/** Of what says nowhere why it failed, its last lines are shown. */
const LAST_LINES = 40;

/**
 * What a suite says of its failures: who reads the end of a long run sees it there.
 *
 * @param {string} output of node's test runner, cargo test or wasm-bindgen's runner
 */
export function failuresIn(output) {
  const node = output.lastIndexOf("\n✖ failing tests:\n") + 1;
  const begins = node || output.search(/^failures:$/m);
  return begins < 0
    ? output.trimEnd().split("\n").slice(-LAST_LINES).join("\n")
    : output.slice(begins).trimEnd();
}

/**
 * Runs suites side by side: each lane takes the next one that nobody has taken.
 *
 * @param {number} lanes
 * @param {[name: string, run: () => Promise<Counts>][]} suites
 * @returns {Promise<[string, Counts][]>} in the order of the suites
 */
export async function inLanes(lanes, suites) {
  /** @type {[string, Counts][]} */
  const counts = [];
  const left = suites.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      // One iterator for all of them.
      for (const [index, [name, run]] of left) counts[index] = [name, await run()];
    }),
  );
  return counts;
}

/** What a suite counts as that can't be run here. */
export const SKIPPED = Object.freeze({ passed: 0, failed: 0, skipped: 1 });

/**
 * @param {number} status the program's exit code
 * @param {Counts} counts
 * @returns {Counts}
 */
export function judge(status, { passed, failed, skipped }) {
  const hasRun = passed + failed + skipped > 0;
  return { passed, failed: failed || (status === 0 && hasRun ? 0 : 1), skipped };
}

/** @param {string} output of cargo test or wasm-bindgen's test runner: a line for each test binary */
export function countRust(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of output.matchAll(
    /test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored/g,
  )) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(ignored);
  }
  return counts;
}

/** @param {string} output of node's test runner */
export function countNode(output) {
  const number = (/** @type {string} */ word) =>
    Number(new RegExp(`^\\S+ ${word} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  return { passed: number("pass"), failed: number("fail") + number("cancelled"), skipped: number("skipped") };
}

/** The crate on this machine: units, properties, the examples in its documentation. */
export function native() {
  return suite("Testing the crate natively", "cargo", ["test", "--locked"], countRust);
}

/** The examples of the crate's documentation that need a page: nothing runs them there, but they compile. */
export function examplesForPages() {
  const args = ["test", "--locked", "--doc", "--target", "wasm32-unknown-unknown"];
  const env = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "true" };
  // Not run, they are not counted by anybody else either.
  const count = (/** @type {string} */ output) => ({
    passed: /^all doctests ran in/m.test(output) ? 1 : 0,
    failed: 0,
    skipped: 0,
  });
  return suite("Compiling the crate's examples for pages", "cargo", args, count, env);
}

/**
 * The crate in a browser, by `wasm-pack test`.
 *
 * @param {import("../install/browsers.js").Engine} engine
 * @param {import("../install/browsers.js").Browsers} browsers
 * @param {NodeJS.ProcessEnv} env
 */
export function inEngine(engine, browsers, env) {
  const { Chromium, Firefox, WebKit } = browsers;
  const name = `Testing the crate in ${engine}`;
  const test = ["wasm-pack", "test", "--headless", "--mode", "no-install"];
  const locked = ["--", "--locked"];
  if (engine === "Chromium" && Chromium) {
    const args = [...test.slice(1), "--chrome", "--chromedriver", Chromium.driver, ...locked];
    return suite(name, test[0], args, countRust, env);
  }
  if (engine === "Firefox" && Firefox) {
    const args = [...test.slice(1), "--firefox", "--geckodriver", Firefox.driver, ...locked];
    return suite(name, test[0], args, countRust, env);
  }
  if (engine === "WebKit" && WebKit) {
    const args = ["-a", ...test, "--safari", "--safaridriver", WebKit.driver, ...locked];
    return suite(name, WebKit.xvfb, args, countRust, env);
  }
  return Promise.resolve(SKIPPED);
}

/**
 * Runs the test files of a folder and of the folders in it, with Node's test runner.
 *
 * @param {string} name
 * @param {string} folder
 * @param {number} [concurrency] How many files at once: more than one where they wait for timers, not for a processor.
 */
export function inNode(name, folder, concurrency = 1) {
  const options = ["--test", `--test-concurrency=${concurrency}`, "--test-reporter=spec"];
  return suite(name, process.execPath, [...options, ...testFilesBelow(folder)], countNode);
}

/** @param {string} folder @returns {string[]} its files `*.test.js` and those of its subfolders; `node_modules` is skipped */
function testFilesBelow(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : testFilesBelow(path);
    return entry.name.endsWith(".test.js") ? [path] : [];
  });
}
