// npm run mutation tells noticed mutations from survivors. This runs it for one file only: all files
// take hours, and their figures are in docs/assurance/.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { root } from "../../../scripts/process/command.js";

const run = promisify(execFile);

test(
  "npm run mutation passes if a test notices the mutation, and otherwise fails and names it",
  { timeout: 600_000 },
  async () => {
    const out = mkdtempSync(join(tmpdir(), "zoom-pkce-mutation-"));
    const mutation = async (/** @type {string[]} */ ...args) => {
      // Node's test runner sets this variable. With it, the tests that Stryker runs would not print
      // TAP.
      const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
      const command = ["scripts/mutation.js", "js", "--only", "js/init.js", "--out", out, ...args];
      const {
        code = 0,
        stdout,
        stderr,
      } = await run(process.execPath, command, { cwd: root, env }).catch((error) => error);
      const { total } = JSON.parse(readFileSync(join(out, "mutation-js.json"), "utf8"));
      return { code, output: stdout + stderr, total };
    };
    try {
      const noticed = await mutation();
      assert.equal(noticed.code, 0, noticed.output);
      assert.deepEqual(noticed.total, { mutants: 1, killed: 1, timedOut: 0, survived: 0 });
      const unnoticed = await mutation("--tests", "node/scripts/suites");
      assert.equal(unnoticed.code, 1, unnoticed.output);
      assert.deepEqual(unnoticed.total, { mutants: 1, killed: 0, timedOut: 0, survived: 1 });
      assert.match(
        unnoticed.output,
        /js\/init\.js:\d+ ArrowFunction: \(\) => loadOnce\(\) → \(\) => undefined/,
      );
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  },
);
