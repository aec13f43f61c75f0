// The packed package in Node: the Node that runs this file, and those of project/package.json. The
// newest one runs the package's Node tests too.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { promisify } from "node:util";

import { command, root } from "../../scripts/process/command.js";
import { countNode, failuresIn, testFilesBelow } from "../../scripts/test/suites.js";
import { folder, prepareProject } from "./support/project.js";

const exec = promisify(execFile);

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

/** The entries by the name that an app writes, with their files in the package. */
const ENTRIES = Object.entries(readJson("package.json").exports).map(([entry, target]) => ({
  name: `zoom-pkce${entry.slice(1)}`,
  file: /** @type {string} */ (target.default ?? target),
}));
const MODULES = ENTRIES.filter(({ file }) => file.endsWith(".js")).map(({ name }) => name);

/** The other Nodes, such as `node22`. They are packages for Linux on x64. */
const OTHERS = Object.keys(readJson("tests/runtimes/project/package.json").optionalDependencies);
const NEWEST = /** @type {string} */ (OTHERS.at(-1));

/** @param {string} name */
const binary = (name) => join(folder, "node_modules", name, "bin/node");

/** @param {import("node:test").TestContext} t @param {string} name */
function isMissing(t, name) {
  const isLinux = process.platform === "linux" && process.arch === "x64";
  if (!isLinux) t.skip("its binary is for Linux on x64");
  else assert.ok(existsSync(binary(name)), `${name} is installed`);
  return !isLinux;
}

/** Loads entries one after the other. Each must have exports. */
const WAYS = {
  import: (/** @type {string[]} */ names) => [
    "--input-type=module",
    "--eval",
    `for (const name of ${JSON.stringify(names)}) {
      if (!Object.keys(await import(name)).length) throw new Error(name + ": no names");
    }`,
  ],
  require: (/** @type {string[]} */ names) => [
    "--input-type=commonjs",
    "--eval",
    `for (const name of ${JSON.stringify(names)}) {
      if (!Object.keys(require(name)).length) throw new Error(name + ": no names");
    }`,
  ],
};

// A process that loads entries ends only if none of them has started anything.
const TIMEOUT = { timeout: 60_000 };

before(prepareProject);

describe("this Node", () => {
  for (const { name, file } of ENTRIES) {
    it(`has the file of ${name}`, () => assert.ok(existsSync(join(folder, "node_modules/zoom-pkce", file))));
  }
  for (const name of MODULES) {
    for (const [way, args] of Object.entries(WAYS)) {
      it(`can ${way} ${name}, without output or side effects`, TIMEOUT, async () => {
        const { stdout, stderr } = await exec(process.execPath, args([name]), { cwd: folder });
        assert.equal(stdout + stderr, "");
      });
    }
  }
});

for (const other of OTHERS) {
  describe(other, () => {
    it("has the version that its name says", async (t) => {
      if (isMissing(t, other)) return;
      const { stdout } = await exec(binary(other), ["--version"]);
      assert.equal(stdout.split(".")[0], other.replace("node", "v"));
    });

    for (const [way, args] of Object.entries(WAYS)) {
      it(`can ${way} every entry, without output or side effects`, TIMEOUT, async (t) => {
        if (isMissing(t, other)) return;
        const { stdout, stderr } = await exec(binary(other), args(MODULES), { cwd: folder });
        assert.equal(stdout + stderr, "");
      });
    }
  });
}

/** Folders of tests/node that test documents, scripts and the command, and what tests share. */
const OTHER_TESTS = ["assurance", "build", "command", "demo", "docs", "scripts", "support"];

/** Tests with generated values take half of the time, and test rules that no Node changes. */
const GENERATED = /(properties|statistics)\.test\.js$/;

describe(`${NEWEST} passes the tests of tests/node/`, () => {
  for (const name of readdirSync(join(root, "tests/node"))) {
    if (OTHER_TESTS.includes(name)) continue;
    it(name, { timeout: 240_000 }, async (t) => {
      if (isMissing(t, NEWEST)) return;
      const files = testFilesBelow(`tests/node/${name}`).filter((file) => !GENERATED.test(file));
      // The variable would make the tests report to this process.
      const env = { NODE_TEST_CONTEXT: undefined, NO_COLOR: "1", FORCE_COLOR: undefined };
      const { status, output } = await command(
        `Running tests/node/${name} with ${NEWEST}`,
        binary(NEWEST),
        ["--test", "--test-concurrency=2", "--test-reporter=spec", ...files],
        { env, allowFailure: true },
      );
      const { passed, failed, skipped } = countNode(output);
      assert.deepEqual([status, failed, skipped], [0, 0, 0], failuresIn(output));
      assert.ok(passed > 0);
      t.diagnostic(`${passed} tests passed`);
    });
  }
});
