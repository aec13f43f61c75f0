// What cargo-mutants runs, in its copy of the crate, in the place of the crate's own tests: the package is built with the
// change in it, and must pass the package's tests.

import { spawnSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { root } from "../lib/command.js";

/** The quickest first: the first that fails ends it. */
const TESTS = ["pkce", "forward", "authorize", "random"];

const copy = process.cwd();
// The copy has what git has.
if (!existsSync(join(copy, "node_modules"))) {
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "dir");
}
const build = pathToFileURL(join(copy, "scripts/lib/build.js"));
const bundle = pathToFileURL(join(copy, "scripts/lib/bundle.js"));
node(
  "--input-type=module",
  "--eval",
  `const { buildWasm } = await import("${build}");
   const { bundleEntries } = await import("${bundle}");
   await buildWasm();
   await bundleEntries();`,
);
for (const test of TESTS) node("--test", "--test-reporter=spec", `tests/node/${test}.test.js`);

/** @param {string[]} args */
function node(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: copy, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}
