// npm run mutation: that it tries what ships, and tells what a test notices from what none does. What it comes to for all of
// the code takes hours: docs/assurance.md.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";

import { root } from "../../scripts/lib/command.js";
import { FILES } from "../../scripts/mutation/files.js";

const run = promisify(execFile);

/** @type {Record<string, { original?: string, change?: string, why: string }[]>} */
const explained = JSON.parse(readFileSync(join(root, "scripts/mutation/explained.json"), "utf8"));

/** What has no test here: a tool for others' tests, and what only passes on. */
const LEFT_OUT = /^js\/(simulator\/.*|index|react\/index|server\/index)\.js$|\.d\.ts$/;

describe("npm run mutation", () => {
  it("has tests for every module of the package", () => {
    const modules = readdirSync(join(root, "js"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length).split(sep).join("/"))
      .filter((file) => !LEFT_OUT.test(file));
    assert.deepEqual(Object.keys(FILES).sort(), modules.sort());
    for (const [file, tests] of Object.entries(FILES)) {
      assert.ok(tests.length > 0, file);
      for (const test of tests)
        assert.ok(existsSync(join(root, `tests/${test}.test.js`)), `${file}: ${test}`);
    }
  });

  it("explains only what is there", () => {
    for (const [file, explanations] of Object.entries(explained)) {
      const source = readFileSync(join(root, file), "utf8").replace(/\s+/g, " ");
      for (const { original, change, why } of explanations) {
        assert.ok(why.length > 20, `${file}: ${why}`);
        // In Rust a change ends with the function it is in, or is of an operator in a constant.
        const [, called, operator] =
          /(?: in |^replace )(?:.*::)?([a-z_]\w*)(?: ->.*)?$|^replace (\S+) with \S+$/.exec(change ?? "") ??
          [];
        const name = original ?? called ?? operator;
        assert.ok(name && source.includes(name), `${file}: ${original ?? change}`);
      }
    }
  });

  it("has come to what docs/assurance.md says: nothing survived that is not explained", () => {
    const read = (/** @type {string} */ name) =>
      JSON.parse(readFileSync(join(root, "docs/assurance", name), "utf8"));
    const { total } = read("mutation-js.json");
    const { sums } = read("mutation-rust.json");
    const rows = {
      JavaScript: { ...total, changed: total.mutants, noticed: total.killed, unviable: 0 },
      "Rust, natively": sums.native,
      "Rust, in pages": sums.pages,
      "Rust, in the package": sums.package,
    };
    const text = readFileSync(join(root, "docs/assurance.md"), "utf8");
    for (const [name, { changed, noticed, timedOut, unviable, survived, explained }] of Object.entries(
      rows,
    )) {
      assert.equal(survived, explained, name);
      const row = text.split("\n").find((line) => line.startsWith(`| ${name}`)) ?? "";
      const figures = Array.from(row.matchAll(/\| +(\d+) /g), ([, figure]) => Number(figure));
      assert.deepEqual(figures, [changed, noticed, timedOut, unviable, explained], name);
    }
  });

  it("passes where a test notices, and names what none does", { timeout: 600_000 }, async () => {
    const out = mkdtempSync(join(tmpdir(), "zoom-pkce-mutation-"));
    const mutation = async (/** @type {string[]} */ ...args) => {
      // Of this runner's own: with it the tests below would not report in TAP.
      const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
      const command = ["scripts/mutation.js", "js", "--only", "js/init.js", "--out", out, ...args];
      const {
        code = 0,
        stdout,
        stderr,
      } = await run(process.execPath, command, { cwd: root, env }).catch((error) => error);
      const { total } = JSON.parse(readFileSync(join(out, "mutation-js.json"), "utf8"));
      return { code, said: stdout + stderr, total };
    };
    try {
      const noticed = await mutation();
      assert.equal(noticed.code, 0, noticed.said);
      assert.deepEqual(noticed.total, { mutants: 1, killed: 1, timedOut: 0, survived: 0, explained: 0 });
      const unnoticed = await mutation("--tests", "node/suites");
      assert.equal(unnoticed.code, 1, unnoticed.said);
      assert.deepEqual(unnoticed.total, { mutants: 1, killed: 0, timedOut: 0, survived: 1, explained: 0 });
      assert.match(
        unnoticed.said,
        /js\/init\.js:\d+ ArrowFunction: \(\) => loadOnce\(\) → \(\) => undefined/,
      );
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
