// Compares the versions in README.md with the versions in the tests.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { root } from "../../scripts/process/command.js";
import { otherNodes, sdkVersions, worksWith } from "./support/versions.js";

const readme = readFileSync(join(root, "README.md"), "utf8");

test("the table of README.md lists the tested tools and versions", () => {
  const [, section] = /^## Works with\n([^]*?)(?=^## |$(?![^]))/m.exec(readme) ?? [];
  assert.ok(section, 'README.md has no heading "Works with"');
  const [, , ...rows] = section.split("\n").filter((line) => line.startsWith("|"));
  const listed = rows.map((row) => {
    const [, tool, version] = row.split("|").map((cell) => cell.trim());
    return { tool, version };
  });
  assert.deepEqual(listed, worksWith());
});

test("all tests use the version of the SDK that README.md names", () => {
  const [, named] = /tested with `@zoom\/appssdk` ([\d.]+\d)/.exec(readme) ?? [];
  assert.deepEqual([...new Set(sdkVersions())], [named]);
});

test("README.md names the versions of Node that load every entry, and the newest one", () => {
  const nodes = otherNodes();
  assert.ok(readme.includes(`by \`require\`: ${nodes.join(", ")} and `), nodes.join(", "));
  assert.ok(readme.includes(`also run on ${nodes.at(-1)}.\n`), nodes.at(-1));
});
