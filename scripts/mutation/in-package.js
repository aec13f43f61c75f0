// Run by cargo-mutants in its copy of the crate, in place of the crate's own tests. Builds the
// package with the mutation, and runs the package's tests.

import { spawnSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { root } from "../process/command.js";
import { NOT_BUILT } from "./rust.js";

/** The fastest first: the first failure ends the run. */
const TESTS = [
  "pkce/pkce",
  "forward/forward",
  "flow/authorize",
  "flow/challenge",
  "flow/progress",
  "pkce/random",
];

/** Several times the duration of the slowest test. A test that never settles fails after it. */
const TEST_TIMEOUT_MS = 60_000;

const copy = process.cwd();
// The copy has only the files that git tracks.
if (!existsSync(join(copy, "node_modules"))) {
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");
}
const build = pathToFileURL(join(copy, "scripts/build/index.js"));
const bundle = pathToFileURL(join(copy, "scripts/build/bundle.js"));
const isBuilt = runNode(
  "--input-type=module",
  "--eval",
  `const { buildWasm } = await import("${build}");
   const { bundleEntries } = await import("${bundle}");
   await buildWasm();
   await bundleEntries();`,
);
if (!isBuilt) console.log(NOT_BUILT);
const options = ["--test", "--test-reporter=spec", `--test-timeout=${TEST_TIMEOUT_MS}`];
const passed = isBuilt && TESTS.every((test) => runNode(...options, `tests/node/${test}.test.js`));
process.exit(passed ? 0 : 1);

/** @param {string[]} args @returns {boolean} whether Node has exited with code 0 */
function runNode(...args) {
  return spawnSync(process.execPath, args, { cwd: copy, stdio: "inherit" }).status === 0;
}
