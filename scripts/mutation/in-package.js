// What cargo-mutants runs, in its copy of the crate, in the place of the crate's own tests: the package is built with the
// change in it, and must pass the package's tests.

import { spawnSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { root } from "../process/command.js";
import { NOT_BUILT } from "./rust.js";

/** The quickest first: the first that fails ends it. */
const TESTS = ["pkce/pkce", "forward/forward", "flow/authorize", "pkce/random"];

/** Milliseconds: several times what the slowest of them takes. What never settles has failed then. */
const TIMEOUT = 60_000;

const copy = process.cwd();
// The copy has what git has.
if (!existsSync(join(copy, "node_modules"))) {
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");
}
const build = pathToFileURL(join(copy, "scripts/build/index.js"));
const bundle = pathToFileURL(join(copy, "scripts/build/bundle.js"));
const isBuilt = passes(
  "--input-type=module",
  "--eval",
  `const { buildWasm } = await import("${build}");
   const { bundleEntries } = await import("${bundle}");
   await buildWasm();
   await bundleEntries();`,
);
if (!isBuilt) console.log(NOT_BUILT);
const options = ["--test", "--test-reporter=spec", `--test-timeout=${TIMEOUT}`];
const isUnnoticed = isBuilt && TESTS.every((test) => passes(...options, `tests/node/${test}.test.js`));
process.exit(isUnnoticed ? 0 : 1);

/** @param {string[]} args of Node */
function passes(...args) {
  return spawnSync(process.execPath, args, { cwd: copy, stdio: "inherit" }).status === 0;
}
