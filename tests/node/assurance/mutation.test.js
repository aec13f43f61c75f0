// npm run mutation: that it tries what ships, and tells what a test notices from what none does. What it comes to for all of
// the code takes hours: docs/assurance.md.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";

import { root } from "../../../scripts/process/command.js";
import { explain, explainedFiles } from "../../../scripts/mutation/explained.js";
import { sumOf } from "../../../scripts/mutation/figures.js";
import { FILES } from "../../../scripts/mutation/files.js";
import { filesOf, PLACES } from "../../../scripts/mutation/rust.js";
import { digestOf } from "../../../scripts/mutation/sources.js";

const run = promisify(execFile);

const read = (/** @type {string} */ path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const js = read("docs/assurance/mutation-js.json");
const rust = read("docs/assurance/mutation-rust.json");

/** @param {string} folder */
const filesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).split(sep).join("/"));

/** What has no test here: a tool for others' tests, and what only passes on. */
const LEFT_OUT = /^js\/(simulator\/.*|index|react\/index|server\/index)\.js$|\.d\.ts$/;

describe("npm run mutation", () => {
  it("has tests for every module of the package", () => {
    const modules = filesBelow("js").filter((file) => !LEFT_OUT.test(file));
    assert.deepEqual(Object.keys(FILES).sort(), modules.sort());
    for (const [file, tests] of Object.entries(FILES)) {
      assert.ok(tests.length > 0, file);
      for (const test of tests)
        assert.ok(existsSync(join(root, `tests/${test}.test.js`)), `${file}: ${test}`);
    }
  });

  it("has figures of every module but those that docs/assurance.md names", () => {
    const isListed = (/** @type {string} */ file) => files.includes(file);
    const files = [...Object.keys(FILES), ...Object.values(PLACES).flatMap(filesOf)];
    const measured = [js.files, ...Object.values(rust.places)].flatMap(Object.keys);
    assert.deepEqual(measured.filter((file) => !isListed(file)), [], "figures of modules that are gone");
    const missing = files.filter((file) => !measured.includes(file)).map((file) => `\`${file}\``);
    const sentence = `Without figures yet: ${missing.sort().join(", ") || "none"}.`;
    const text = readFileSync(join(root, "docs/assurance.md"), "utf8");
    assert.ok(text.split("\n").includes(sentence), `docs/assurance.md must have the line "${sentence}"`);
  });

  it("counts each change once", () => {
    for (const [file, result] of Object.entries(js.files)) {
      const { mutants, killed, timedOut, survived, survivors, timeouts } = result;
      assert.equal(mutants, killed + timedOut + survived, file);
      assert.deepEqual([survivors.length, timeouts.length], [survived, timedOut], file);
    }
    assert.deepEqual(js.total, sumOf(Object.keys(js.total), js.files));
    for (const name of Object.keys(PLACES)) {
      const files = rust.places[name];
      for (const [file, result] of Object.entries(files)) {
        const { changed, noticed, timedOut, unviable, survived, survivors, timeouts } = result;
        assert.equal(changed, noticed + timedOut + unviable + survived, `${file}, ${name}`);
        assert.deepEqual([survivors.length, timeouts.length], [survived, timedOut], `${file}, ${name}`);
      }
      assert.deepEqual(rust.sums[name], sumOf(Object.keys(rust.sums[name]), files), name);
    }
    const tried = new Set(Object.values(PLACES).flatMap(filesOf));
    const sources = filesBelow("src").filter((file) => file.endsWith(".rs"));
    assert.deepEqual([...tried].sort(), sources.sort());
  });

  it("explains each change that has survived, and no other", () => {
    const all = JSON.parse(readFileSync(join(root, "scripts/mutation/explained.json"), "utf8"));
    for (const [file, explanations] of Object.entries(all)) {
      const told = file.endsWith(".rs") ? ["change"] : ["mutator", "original", "replacement"];
      for (const explanation of explanations) {
        assert.deepEqual(Object.keys(explanation).sort(), [...told, "why"].sort(), file);
        assert.ok(explanation.why.length > 20, `${file}: ${explanation.why}`);
      }
    }
    const places = [js.files, ...Object.values(rust.places)];
    for (const files of places) {
      for (const [file, { survivors }] of Object.entries(files))
        assert.deepEqual(explain(file, survivors).open, [], file);
    }
    for (const file of explainedFiles) {
      // In each place all of them are there to be used up.
      const spares = places
        .filter((files) => files[file])
        .map((files) => explain(file, files[file].survivors).spare);
      assert.ok(spares.length > 0, file);
      for (const explanation of spares[0]) {
        assert.ok(!spares.every((spare) => spare.has(explanation)), `${file}: ${explanation.why}`);
      }
    }
  });

  it("says in docs/assurance.md what it has come to, and what has changed since", () => {
    const rows = {
      JavaScript: { ...js.total, changed: js.total.mutants, noticed: js.total.killed, unviable: 0 },
      "Rust, natively": rust.sums.native,
      "Rust, in pages": rust.sums.pages,
      "Rust, in the package": rust.sums.package,
    };
    const text = readFileSync(join(root, "docs/assurance.md"), "utf8");
    for (const [name, { changed, noticed, timedOut, unviable, survived }] of Object.entries(rows)) {
      const row = text.split("\n").find((line) => line.startsWith(`| ${name}`)) ?? "";
      const figures = Array.from(row.matchAll(/\| +(\d+) /g), ([, figure]) => Number(figure));
      assert.deepEqual(figures, [changed, noticed, timedOut, unviable, survived], name);
    }
    const since = [js.files, ...Object.values(rust.places)]
      .flatMap((files) => Object.entries(files))
      .filter(([file, { source }]) => source !== digestOf(file))
      .map(([file]) => `\`${file}\``);
    const sentence = `Changed since, in their code: ${[...new Set(since)].sort().join(", ") || "none"}.`;
    assert.ok(
      text.split("\n").includes(sentence),
      `docs/assurance.md must have the line "${sentence}", or npm run mutation -- --changed make the figures anew`,
    );
  });

  it("knows changed code from changed comments", () => {
    const text = readFileSync(join(root, "js/init.js"), "utf8");
    assert.equal(digestOf("js/init.js", `// Another word.\n\n${text}`), digestOf("js/init.js"));
    assert.notEqual(digestOf("js/init.js", `${text}\nstop();`), digestOf("js/init.js"));
    const cast = (/** @type {string} */ code) => `call(\n  /** @type {any} */ (${code}),\n  /* two */ 5,\n);`;
    assert.notEqual(digestOf("a.js", cast("one")), digestOf("a.js", cast("other")));
    // In Rust a line that begins with a star is code.
    assert.notEqual(digestOf("a.rs", "*place = 1;"), digestOf("a.rs", "*place = 2;"));
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
      assert.deepEqual(noticed.total, { mutants: 1, killed: 1, timedOut: 0, survived: 0 });
      const unnoticed = await mutation("--tests", "node/scripts/suites");
      assert.equal(unnoticed.code, 1, unnoticed.said);
      assert.deepEqual(unnoticed.total, { mutants: 1, killed: 0, timedOut: 0, survived: 1 });
      assert.match(
        unnoticed.said,
        /js\/init\.js:\d+ ArrowFunction: \(\) => loadOnce\(\) → \(\) => undefined/,
      );
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });
});
