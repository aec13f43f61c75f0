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

test("every claim has its test", () => {
  const [, , section] = readFileSync(join(root, "SECURITY.md"), "utf8").split(/^(## Attackers.*)$/m);
  const claims = section.split(/^## /m)[0].split(/^- /m).slice(1);
  assert.ok(claims.length > 20);
  for (const claim of claims) assert.match(claim, /\n {2}- `tests\/[^`]+`:\s"/, claim);
});
