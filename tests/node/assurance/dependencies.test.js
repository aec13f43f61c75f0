// docs/dependencies.md lists the direct dependencies, and the licences of npm packages are
// permitted.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";

import { captureOutput, root } from "../../../scripts/process/command.js";
import { checkNpmLicenses, isPermitted } from "../../../scripts/licenses/npm.js";

const text = readFileSync(join(root, "docs/dependencies.md"), "utf8");

/**
 * Returns the names in the first column of a section's table. Each row must also have a text.
 *
 * @param {string} heading of the section
 */
function rowsOf(heading) {
  const section = text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const rows = [...section.matchAll(/^\| `([^`]+)` *\|(.*)\|$/gm)].map(([, name, rest]) => ({ name, rest }));
  assert.ok(rows.length > 0, `"${heading}" has a table`);
  for (const { name, rest } of rows) {
    for (const cell of rest.split("|")) assert.match(cell, /\w{3}/, `the text for ${name}`);
  }
  return rows.map(({ name }) => name).sort();
}

/** @param {string} manifest @returns {string[]} */
function cratesOf(manifest) {
  const args = ["metadata", "--no-deps", "--locked", "--format-version", "1", "--manifest-path", manifest];
  /** @type {{ packages: { dependencies: { name: string }[] }[] }} */
  const { packages } = JSON.parse(captureOutput("cargo", args).stdout);
  return packages.flatMap(({ dependencies }) => dependencies.map(({ name }) => name));
}

/** @param {string[]} names */
const sorted = (names) => [...new Set(names)].sort();

describe("docs/dependencies.md", () => {
  it("lists exactly the crates", () => {
    const crates = [...cratesOf("Cargo.toml"), ...cratesOf("fuzz/Cargo.toml")];
    assert.deepEqual(rowsOf("The crate"), sorted(crates.filter((name) => name !== "zoom-pkce")));
  });

  it("lists exactly the npm packages for development, and the package has no dependencies", () => {
    const { dependencies, devDependencies, peerDependencies } = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8"),
    );
    assert.equal(dependencies, undefined);
    const packages = Object.keys({ ...devDependencies, ...peerDependencies });
    assert.deepEqual(rowsOf("The npm package's development"), sorted(packages));
  });

  it("lists exactly the other projects", () => {
    const patterns = ["*/package.json", "*/Cargo.toml", "*/requirements.in"];
    const { stdout } = spawnSync("git", ["ls-files", ...patterns], { cwd: root, encoding: "utf8" });
    assert.deepEqual(rowsOf("Projects of their own"), sorted(stdout.trim().split("\n").map(dirname)));
  });
});

describe("the licences of npm packages", () => {
  it("are permitted, in every lock file", () => {
    const { packages, refused } = checkNpmLicenses();
    assert.ok(packages > 300, "the lock files were read");
    assert.deepEqual(refused, []);
  });

  it("are expressions: AND needs all parts to be permitted, OR needs one", () => {
    for (const license of ["MIT", "(MIT OR GPL-3.0-only)", "ISC AND (WTFPL OR MIT)"]) {
      assert.ok(isPermitted(license), license);
    }
    for (const license of [undefined, "", "GPL-3.0-only", "MIT AND GPL-3.0-only", "UNLICENSED"]) {
      assert.ok(!isPermitted(license), license);
    }
  });
});
