// The newest Node runs the package's Node tests.

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { command, root } from "../../scripts/process/command.js";
import { countNode, failuresIn, testFilesBelow } from "../../scripts/test/suites.js";
import { binary, isMissing, NEWEST } from "./support/nodes.js";
import { prepareProject } from "./support/project.js";

before(prepareProject);

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
