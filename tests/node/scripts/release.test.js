// What scripts/release.js refuses before a release.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";
import { hasNoRelease, warningsIn } from "../../../scripts/release/dry-runs.js";
import { newestVersion, readVersions, versionFaults } from "../../../scripts/release/versions.js";

describe("the versions of a release", () => {
  const versions = {
    "package.json": "1.2.3",
    "package-lock.json": "1.2.3",
    "Cargo.toml": "1.2.3",
    "Cargo.lock": "1.2.3",
    "CHANGELOG.md": "1.2.3",
  };

  it("are that of the tag", () => {
    assert.deepEqual(versionFaults("v1.2.3", versions), []);
    const before = Object.fromEntries(Object.keys(versions).map((file) => [file, "2.0.0-rc.1"]));
    assert.deepEqual(versionFaults("v2.0.0-rc.1", /** @type {typeof versions} */ (before)), []);
  });

  for (const tag of ["1.2.3", "v1.2", "v1.2.3.4", "release", "v1.2.3 "]) {
    it(`are not read from the tag ${JSON.stringify(tag)}`, () => {
      assert.deepEqual(versionFaults(tag, versions), [
        `The tag ${tag} must be v and a version, such as v1.2.3.`,
      ]);
    });
  }

  for (const file of /** @type {(keyof typeof versions)[]} */ (Object.keys(versions))) {
    it(`are refused if ${file} has another one, or none`, () => {
      for (const [found, says] of /** @type {const} */ ([
        ["1.2.2", "the version 1.2.2"],
        [undefined, "no version"],
      ])) {
        const faults = versionFaults("v1.2.3", { ...versions, [file]: found });
        assert.equal(faults.at(-1), `${file} has ${says}, not 1.2.3.`);
      }
    });
  }

  it("are refused by both names if the crate and the package differ", () => {
    const [fault] = versionFaults("v1.2.3", { ...versions, "Cargo.toml": "1.2.4" });
    assert.equal(
      fault,
      "The npm package (1.2.3) and the crate (1.2.4) must have the same version: package.json, Cargo.toml.",
    );
  });

  it("are read from the files, and from the newest heading of the change log", () => {
    const { "CHANGELOG.md": newest, ...files } = readVersions();
    assert.equal(new Set(Object.values(files)).size, 1);
    for (const version of Object.values(files)) assert.match(version ?? "", /^\d+\.\d+\.\d+/);
    if (newest) assert.match(newest, /^\d+\.\d+\.\d+/);
    assert.equal(
      newestVersion("# Changelog\n\n## Unreleased\n\n## 0.2.0 (2026-01-02)\n\n## 0.1.0\n"),
      "0.2.0",
    );
    assert.equal(newestVersion("## [Unreleased]\n\n## [0.2.0] - 2026-01-02\n"), "0.2.0");
    assert.equal(newestVersion("# Changelog\n\n## Unreleased\n"), undefined);
  });
});

describe("a dry run of cargo", () => {
  it("fails on a warning, but not on that of every dry run", () => {
    const clean = "   Packaging zoom-pkce\nwarning: aborting upload due to dry run\n";
    assert.deepEqual(warningsIn(clean), []);
    const warning = "warning: manifest has no documentation, homepage or repository";
    assert.deepEqual(warningsIn(`${warning}\n${clean}`), [warning]);
    assert.deepEqual(warningsIn(`warning[E1]: x\n${clean}`), ["warning[E1]: x"]);
  });

  it("tells a crate without a release from one that breaks its interface", () => {
    assert.ok(hasNoRelease("error: zoom-pkce not found in registry (the public one)"));
    assert.ok(!hasNoRelease("--- failure enum_variant_missing: pub enum variant removed or renamed ---"));
  });
});

describe("scripts/release.js", () => {
  const release = (/** @type {string[]} */ ...args) =>
    spawnSync(process.execPath, ["scripts/release.js", ...args], { cwd: root, encoding: "utf8" });

  for (const args of [[], ["check"], ["publish", "v1.2.3"], ["check", "v1.2.3", "v1.2.4"]]) {
    it(`says how it is used: ${args.join(" ") || "no arguments"}`, () => {
      const { status, stderr } = release(...args);
      assert.equal(status, 1);
      assert.match(stderr, /^Usage: node scripts\/release\.js check v1\.2\.3/m);
    });
  }

  it("refuses a version that this is not, before it packs anything", () => {
    const { status, stderr } = release("check", "v999.0.0");
    assert.equal(status, 1);
    assert.match(stderr, /v999\.0\.0 can't be released:\n/);
    assert.match(stderr, /^package\.json has the version \d+\.\d+\.\d+, not 999\.0\.0\.$/m);
    assert.doesNotMatch(stderr, /Packing/);
  });
});
