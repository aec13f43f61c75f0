// Every claim in SECURITY.md names existing tests.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../../scripts/process/command.js";

const text = readFileSync(join(root, "SECURITY.md"), "utf8").replace(/\s+/g, " ");

test("each test file exists and contains the named tests", () => {
  // A claim names its tests as `file`: "name"; "name"
  const claims = [...text.matchAll(/`(tests\/[\w./-]+)`: ((?:"[^"]+"(?:; )?)+)/g)];
  assert.ok(claims.length > 30, `${claims.length}`);
  for (const [, file, quoted] of claims) {
    const source = readFileSync(join(root, file), "utf8");
    for (const [, name] of quoted.matchAll(/"([^"]+)"/g))
      assert.ok(source.includes(name), `${file}: ${name}`);
  }
});

test("every claim names a test", () => {
  const [, , section] = readFileSync(join(root, "SECURITY.md"), "utf8").split(/^(## Attackers.*)$/m);
  const claims = section.split(/^## /m)[0].split(/^- /m).slice(1);
  assert.ok(claims.length > 20);
  for (const claim of claims) assert.match(claim, /\n {2}- `tests\/[^`]+`:\s"/, claim);
});
