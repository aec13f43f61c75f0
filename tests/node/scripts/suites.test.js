// How npm test counts: a failure that is not counted would be a check that cannot fail.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { countNode, countRust, failuresIn, inLanes, judge } from "../../../scripts/test/suites.js";

describe("npm test", () => {
  it("adds up the result lines of cargo test and of wasm-bindgen's runner", () => {
    const output = `
test result: ok. 9 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.46s
test result: FAILED. 37 passed; 1 failed; 2 ignored; 0 filtered out; finished in 0.96s
`;
    assert.deepEqual(countRust(output), { passed: 46, failed: 1, skipped: 2 });
    assert.deepEqual(countRust("error: could not compile"), { passed: 0, failed: 0, skipped: 0 });
  });

  it("reads the summary of node's runner, and takes a cancelled test for a failed one", () => {
    const output = "ℹ tests 7\nℹ suites 1\nℹ pass 3\nℹ fail 1\nℹ cancelled 2\nℹ skipped 1\nℹ todo 0\n";
    assert.deepEqual(countNode(output), { passed: 3, failed: 3, skipped: 1 });
  });

  it("takes a suite that ends badly, or that ran no test, for a failure", () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    assert.deepEqual(judge(1, { ...none, passed: 5 }), { ...none, passed: 5, failed: 1 });
    assert.deepEqual(judge(0, none), { ...none, failed: 1 });
    assert.deepEqual(judge(101, { ...none, failed: 3 }), { ...none, failed: 3 });
    assert.deepEqual(judge(0, { ...none, passed: 5, skipped: 1 }), { ...none, passed: 5, skipped: 1 });
  });

  it("shows why a suite failed: what it says of its failures, or how its output ends", () => {
    const said = "✖ failing tests:\n\ntest at a.test.js:1:1\n✖ signs in (3ms)\n  Error: not signed in";
    assert.equal(failuresIn(`✔ makes a pair (1ms)\n✖ signs in (3ms)\n\n${said}\n`), said);
    const rust = "failures:\n\n---- a_pair stdout ----\npanicked\n\ntest result: FAILED.";
    assert.equal(failuresIn(`running 2 tests\ntest a_pair ... FAILED\n\n${rust}\n`), rust);
    const lines = Array.from({ length: 50 }, (_, line) => `error ${line}`);
    assert.equal(failuresIn(`${lines.join("\n")}\n`), lines.slice(-40).join("\n"));
  });

  it("runs as many suites side by side as it has lanes, and counts all of them", async () => {
    /** @type {string[]} */
    const log = [];
    /** @type {Record<string, () => void>} */
    const end = {};
    const suite = (/** @type {string} */ name) => async () => {
      log.push(`${name} begins`);
      await new Promise((resolve) => (end[name] = () => resolve(undefined)));
      return { passed: name.length, failed: 0, skipped: 0 };
    };
    const running = inLanes(2, [
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
