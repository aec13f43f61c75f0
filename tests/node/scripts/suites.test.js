// How npm test counts tests and failures.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { countCrash, countNode, countRust, failuresIn, runInLanes } from "../../../scripts/test/suites.js";

describe("npm test", () => {
  it("adds up the result lines of cargo test and of wasm-bindgen's test runner", () => {
    const output = `
test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.46s
test result: FAILED. 37 passed; 1 failed; 2 ignored; 0 filtered out; finished in 0.96s
`;
    assert.deepEqual(countRust(output), { passed: 46, failed: 1, skipped: 2 });
    assert.deepEqual(countRust("error: could not compile"), { passed: 0, failed: 0, skipped: 0 });
  });

  it("reads the summary of Node's test runner, and counts a cancelled test as failed", () => {
    const output = "ℹ tests 7\nℹ suites 1\nℹ pass 3\nℹ fail 1\nℹ cancelled 2\nℹ skipped 1\nℹ todo 0\n";
    assert.deepEqual(countNode(output), { passed: 3, failed: 3, skipped: 1 });
  });

  it("counts a suite that crashes or runs no test as a failure", () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    assert.deepEqual(countCrash(1, { ...none, passed: 5 }), { ...none, passed: 5, failed: 1 });
    assert.deepEqual(countCrash(0, none), { ...none, failed: 1 });
    assert.deepEqual(countCrash(101, { ...none, failed: 3 }), { ...none, failed: 3 });
    assert.deepEqual(countCrash(0, { ...none, passed: 5, skipped: 1 }), { ...none, passed: 5, skipped: 1 });
  });

  it("shows the failure summary of a suite, or its last lines if it has none", () => {
    const summary = "✖ failing tests:\n\ntest at a.test.js:1:1\n✖ signs in (3ms)\n  Error: not signed in";
    assert.equal(failuresIn(`✔ makes a pair (1ms)\n✖ signs in (3ms)\n\n${summary}\n`), summary);
    const rust = "failures:\n\n---- a_pair stdout ----\npanicked\n\ntest result: FAILED.";
    assert.equal(failuresIn(`running 2 tests\ntest a_pair ... FAILED\n\n${rust}\n`), rust);
    const lines = Array.from({ length: 50 }, (_, line) => `error ${line}`);
    assert.equal(failuresIn(`${lines.join("\n")}\n`), lines.slice(-40).join("\n"));
  });

  it("runs one suite in each lane at a time, and returns the counts of all suites in order", async () => {
    /** @type {string[]} */
    const log = [];
    /** @type {Record<string, () => void>} */
    const end = {};
    const suite = (/** @type {string} */ name) => async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => (end[name] = () => resolve(undefined)));
      return { passed: name.length, failed: 0, skipped: 0 };
    };
    const running = runInLanes(2, [
      ["a", suite("a")],
      ["bb", suite("bb")],
      ["ccc", suite("ccc")],
    ]);
    assert.deepEqual(log, ["a begins", "bb begins"]);
    end.bb();
    await new Promise(setImmediate);
    assert.deepEqual(log, ["a begins", "bb begins", "ccc begins"]);
    end.ccc();
    end.a();
    assert.deepEqual(
      (await running).map(([name, { passed }]) => [name, passed]),
      [
        ["a", 1],
        ["bb", 2],
        ["ccc", 3],
      ],
    );
  });
});
