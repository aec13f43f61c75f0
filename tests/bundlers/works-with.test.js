// README.md says what the package works with: what is tested, in the versions that are tested.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../scripts/process/command.js";
import { sdkVersions, worksWith } from "./support/versions.js";

const readme = readFileSync(join(root, "README.md"), "utf8");

test("the table of README.md has what is tested, in those versions", () => {
  const [, section] = /^## Works with\n([^]*?)(?=^## |$(?![^]))/m.exec(readme) ?? [];
  assert.ok(section, "README.md has no heading: Works with");
  const [, , ...rows] = section.split("\n").filter((line) => line.startsWith("|"));
  const told = rows.map((row) => {
    const [, tool, version] = row.split("|").map((cell) => cell.trim());
    return { tool, version };
  });
  assert.deepEqual(told, worksWith());
});

test("the SDK that README.md names is the one that is tested, everywhere", () => {
  const [, named] = /tested with `@zoom\/appssdk` ([\d.]+\d)/.exec(readme) ?? [];
  assert.deepEqual([...new Set(sdkVersions())], [named]);
});
