// The test suites, and the numbers of passed, failed and skipped tests in their output.

import { readdirSync, statSync } from "node:fs";
import { join, posix } from "node:path";

import { WASM_TARGET } from "../install/tools.js";
import { command, root } from "../process/command.js";

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [failures] the part of the output that describes the failures
 */

/** The counts of a suite that can't run on this machine. */
export const SKIPPED = Object.freeze({ passed: 0, failed: 0, skipped: 1 });

/** How many lines of output are shown if a suite prints no summary of its failures. */
const LAST_LINES = 40;

/**
 * Runs suites in parallel.
 *
 * @param {number} lanes how many run at once
 * @param {[name: string, run: () => Promise<Counts>][]} suites
 * @returns {Promise<[name: string, counts: Counts, seconds: number][]>} in the order of the suites
 */
export async function runInLanes(lanes, suites) {
  /** @type {[string, Counts, number][]} */
  const results = [];
  // All lanes take from the same iterator.
  const queue = suites.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const [index, [name, run]] of queue) {
        const start = performance.now();
        const counts = await run();
        results[index] = [name, counts, Math.round((performance.now() - start) / 1000)];
      }
    }),
  );
  return results;
}

/**
 * Tests the crate natively: its unit tests, its properties, and the examples in its documentation.
 */
export function runCrateTests() {
  return runSuite("Testing the crate natively", "cargo", ["test", "--locked"], countRust);
}

/** Compiles the examples in the crate's documentation that need a page. They are not run. */
export function compilePageExamples() {
  const args = ["test", "--locked", "--doc", "--target", WASM_TARGET];
  const env = { CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: "true" };
  // cargo prints no result line for tests that are only compiled.
  const count = (/** @type {string} */ output) => ({
    passed: /^all doctests ran in/m.test(output) ? 1 : 0,
    failed: 0,
    skipped: 0,
  });
  return runSuite("Compiling the crate's examples for pages", "cargo", args, count, env);
}

/**
 * Tests the crate in a browser, with `wasm-pack test`.
 *
 * @param {import("../install/browsers.js").Engine} engine
 * @param {import("../install/browsers.js").Browsers} browsers
 * @param {NodeJS.ProcessEnv} env
 */
export function runCrateTestsIn(engine, browsers, env) {
  const { Chromium, Firefox, WebKit } = browsers;
  const name = `Testing the crate in ${engine}`;
  const test = /** @type {const} */ (["wasm-pack", "test", "--headless", "--mode", "no-install"]);
  // The feature adds forward and serde; without it, their tests are not compiled.
  const cargoOptions = ["--", "--locked", "--features", "serde"];
  if (engine === "Chromium" && Chromium) {
    const args = [...test.slice(1), "--chrome", "--chromedriver", Chromium.driver, ...cargoOptions];
    return runSuite(name, test[0], args, countRust, env);
  }
  if (engine === "Firefox" && Firefox) {
    const args = [...test.slice(1), "--firefox", "--geckodriver", Firefox.driver, ...cargoOptions];
    return runSuite(name, test[0], args, countRust, env);
  }
  if (engine === "WebKit" && WebKit) {
    const args = ["-a", ...test, "--safari", "--safaridriver", WebKit.driver, ...cargoOptions];
    return runSuite(name, WebKit.xvfb, args, countRust, env);
  }
  return Promise.resolve(SKIPPED);
}

/**
 * Runs test files with Node's test runner.
 *
 * @param {string} name for the message while waiting
 * @param {string[]} paths files, and folders whose files to run
 * @param {number} [concurrency] how many files run at once; more than one is useful if they mostly
 *   wait for timers
 */
export function runNodeTests(name, paths, concurrency = 1) {
  const options = ["--test", `--test-concurrency=${concurrency}`, "--test-reporter=spec"];
  return runSuite(name, process.execPath, [...options, ...paths.flatMap(testFilesBelow)], countNode);
}

/**
 * Lists the files `*.test.js` in a folder and its subfolders, without those in `node_modules`.
 *
 * @param {string} path of a folder, or of a file
 * @returns {string[]}
 */
export function testFilesBelow(path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats && path.endsWith(".test.js") ? [path] : [];
  return readdirSync(join(root, path)).flatMap((name) =>
    name === "node_modules" ? [] : testFilesBelow(posix.join(path, name)),
  );
}

/**
 * Runs a suite and counts its tests.
 *
 * @param {string} name
 * @param {string} program
 * @param {string[]} args
 * @param {(output: string) => Counts} count
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Counts>}
 */
async function runSuite(name, program, args, count, env) {
  const { status, output } = await command(name, program, args, { env, show: true, allowFailure: true });
  const counts = countCrash(status, count(output));
  return counts.failed ? { ...counts, failures: failuresIn(output) } : counts;
}

/**
 * Counts a failure if a suite has reported none, but has ended with an error or has run no test.
 *
 * @param {number} status the program's exit code
 * @param {Counts} counts
 * @returns {Counts}
 */
export function countCrash(status, { passed, failed, skipped }) {
  const hasRun = passed + failed + skipped > 0;
  return { passed, failed: failed || (status === 0 && hasRun ? 0 : 1), skipped };
}

/**
 * Returns the part of a suite's output that describes its failures. If the suite prints no failure
 * summary, its last lines are returned.
 *
 * @param {string} output of Node's test runner, `cargo test` or wasm-bindgen's test runner
 */
export function failuresIn(output) {
  const nodeStart = output.lastIndexOf("\n✖ failing tests:\n") + 1;
  const start = nodeStart || output.search(/^failures:$/m);
  return start < 0
    ? output.trimEnd().split("\n").slice(-LAST_LINES).join("\n")
    : output.slice(start).trimEnd();
}

/**
 * Adds up the result lines: there is one for each test binary.
 *
 * @param {string} output of `cargo test` or wasm-bindgen's test runner
 */
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

/**
 * Reads the summary. A cancelled test counts as failed.
 *
 * @param {string} output of Node's test runner
 */
export function countNode(output) {
  const number = (/** @type {string} */ word) =>
    Number(new RegExp(`^\\S+ ${word} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  return { passed: number("pass"), failed: number("fail") + number("cancelled"), skipped: number("skipped") };
}
