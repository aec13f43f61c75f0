// SECURITY.md: every claim names tests that are there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../../scripts/process/command.js";

const text = readFileSync(join(root, "SECURITY.md"), "utf8").replace(/\s+/g, " ");

test("each claim names a file of tests, and tests in it by their names", () => {
  // `file`: "name"; "name"
  const claims = [...text.matchAll(/`(tests\/[\w./-]+)`: ((?:"[^"]+"(?:; )?)+)/g)];
  assert.ok(claims.length > 30, `${claims.length}`);
  for (const [, file, quoted] of claims) {
    const source = readFileSync(join(root, file), "utf8");
    for (const [, name] of quoted.matchAll(/"([^"]+)"/g))
      assert.ok(source.includes(name), `${file}: ${name}`);
  }
});

test("no row of claims is without its test", () => {
  const sections = readFileSync(join(root, "SECURITY.md"), "utf8").split(/^#+ /m);
  const rows = sections
    .filter((section) => /^\| claim /m.test(section))
    .flatMap((section) => section.split("\n").filter((line) => /^\| (?!claim|-)/.test(line)));
  assert.ok(rows.length > 20);
  for (const row of rows) assert.match(row, /\| `tests\/[^`]+`: "/, row);
});
