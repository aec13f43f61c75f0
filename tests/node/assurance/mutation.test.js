// The figures of npm run mutation cover all published code, and each survivor is explained.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";
import { explain, explainedFiles } from "../../../scripts/mutation/explained.js";
import { sumOf } from "../../../scripts/mutation/figures.js";
import { FILES } from "../../../scripts/mutation/files.js";
import { filesOf, PLACES } from "../../../scripts/mutation/rust.js";
import { digestOf } from "../../../scripts/mutation/sources.js";

const read = (/** @type {string} */ path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const js = read("docs/assurance/mutation-js.json");
const rust = read("docs/assurance/mutation-rust.json");

/** @param {string} folder */
const filesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).split(sep).join("/"));

/**
 * Files that are not mutated: the simulator, which is for tests, the command, which no app loads, and
 * files that only re-export.
 */
const NOT_MUTATED =
  /^js\/((simulator|command)\/.*|((browser|react|server|server\/node|store|svelte|vue)\/)?index)\.js$|\.d\.ts$/;

describe("npm run mutation", () => {
  it("has existing tests for every module of the package", () => {
    const modules = filesBelow("js").filter((file) => !NOT_MUTATED.test(file));
    assert.deepEqual(Object.keys(FILES).sort(), modules.sort());
    for (const [file, tests] of Object.entries(FILES)) {
      assert.ok(tests.length > 0, file);
      for (const test of tests)
        assert.ok(existsSync(join(root, `tests/${test}.test.js`)), `${file}: ${test}`);
    }
  });

  it("has figures of every file but those that docs/assurance.md names", () => {
    const files = [...new Set([...Object.keys(FILES), ...Object.values(PLACES).flatMap(filesOf)])];
    const measured = [js.files, ...Object.values(rust.places)].flatMap(Object.keys);
    const gone = measured.filter((file) => !files.includes(file));
    assert.deepEqual(gone, [], "figures of files that are gone");
    const missing = files.filter((file) => !measured.includes(file)).map((file) => `\`${file}\``);
    const sentence = `Without figures yet: ${missing.sort().join(", ") || "none"}.`;
    const text = readFileSync(join(root, "docs/assurance.md"), "utf8");
    assert.ok(text.split("\n").includes(sentence), `docs/assurance.md must have the line "${sentence}"`);
  });

  it("counts each mutation once", () => {
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

  it("has an explanation for each survivor, and no other explanations", () => {
    const all = JSON.parse(readFileSync(join(root, "scripts/mutation/explained.json"), "utf8"));
    for (const [file, explanations] of Object.entries(all)) {
      const names = file.endsWith(".rs") ? ["change"] : ["mutator", "original", "replacement"];
      for (const explanation of explanations) {
        assert.deepEqual(Object.keys(explanation).sort(), [...names, "why"].sort(), file);
        assert.ok(explanation.why.length > 20, `${file}: ${explanation.why}`);
      }
    }
    const places = [js.files, ...Object.values(rust.places)];
    for (const files of places) {
      for (const [file, { survivors }] of Object.entries(files))
        assert.deepEqual(explain(file, survivors).unexplained, [], file);
    }
    for (const file of explainedFiles) {
      // An explanation is used if it matches a survivor in at least one place.
      const unusedByPlace = places
        .filter((files) => files[file])
        .map((files) => explain(file, files[file].survivors).unused);
      assert.ok(unusedByPlace.length > 0, file);
      for (const explanation of unusedByPlace[0]) {
        const isUsed = !unusedByPlace.every((unused) => unused.has(explanation));
        assert.ok(isUsed, `${file}: ${explanation.why}`);
      }
    }
  });

  it("has its figures, and the files that have changed since, in docs/assurance.md", () => {
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
      `docs/assurance.md must have the line "${sentence}", or npm run mutation -- --changed must be run`,
    );
  });

  it("has digests that depend on code, but not on lines of comments", () => {
    const text = readFileSync(join(root, "js/init.js"), "utf8");
    assert.equal(digestOf("js/init.js", `// Another word.\n\n${text}`), digestOf("js/init.js"));
    assert.notEqual(digestOf("js/init.js", `${text}\nstop();`), digestOf("js/init.js"));
    const cast = (/** @type {string} */ code) => `call(\n  /** @type {any} */ (${code}),\n  /* two */ 5,\n);`;
    assert.notEqual(digestOf("a.js", cast("one")), digestOf("a.js", cast("other")));
    // In Rust, a line that begins with a star is code.
    assert.notEqual(digestOf("a.rs", "*place = 1;"), digestOf("a.rs", "*place = 2;"));
  });
});
