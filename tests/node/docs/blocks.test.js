// Every fenced code block of the documents is run by a test.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";
import { blocksFor, blocksOf, testsOf } from "../../support/blocks.js";
import { RUNNERS, SHOWN_ONLY } from "../../support/runners.js";

/** Folders that hold nothing that is written by hand. */
const MADE = ["node_modules", "target", "dist", "pkg", ".git", ".venv", ".next"];

/** @param {string} [folder] @returns {string[]} the documents of the repository */
const documents = (folder = "") =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return MADE.includes(entry.name) ? [] : documents(path);
    return /\.md$|^llms\.txt$/.test(entry.name) ? [path.replaceAll("\\", "/")] : [];
  });

const tests = [...new Set(RUNNERS.map(({ test }) => test))];

describe("the code blocks of the documents", () => {
  const blocks = documents().flatMap(blocksOf);

  it("are found in every document, as many as there are pairs of fences", () => {
    for (const file of documents()) {
      const fences = readFileSync(join(root, file), "utf8").match(/^[ \t]*(```|~~~)/gm) ?? [];
      assert.equal(blocksOf(file).length * 2, fences.length, file);
    }
    assert.ok(blocks.length >= 60, `${blocks.length} blocks`);
  });

  it("have a test that runs them, unless their language is only shown", () => {
    const unknown = blocks.filter(
      (block) => testsOf(block).length === 0 && !SHOWN_ONLY.includes(block.language),
    );
    assert.deepEqual(
      unknown.map(({ name, language }) => `${name} (${language || "no language"}) has no runner`),
      [],
    );
  });

  for (const test of tests) {
    it(`are given to ${test} by the table of runners`, () => {
      assert.ok(existsSync(join(root, test)), "the test exists");
      const call = `blocksFor("${test}")`;
      assert.ok(readFileSync(join(root, test), "utf8").includes(call), `the test calls ${call}`);
      assert.ok(blocksFor(test).length > 0, "the table gives it blocks");
    });
  }
});
