// The packed package in Node: the Node that runs this file, and those of project/package.json.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { promisify } from "node:util";

import { root } from "../../scripts/process/command.js";
import { binary, isMissing, OTHERS } from "./support/nodes.js";
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
