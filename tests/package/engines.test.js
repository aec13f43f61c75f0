// The versions of Node that package.json lets in: those that can require an ES module.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";

const { satisfies } = createRequire(import.meta.url)("semver");
const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

describe("engines of package.json", () => {
  for (const version of ["20.19.0", "20.20.2", "22.12.0", "23.0.0", "24.0.0"]) {
    it(`lets Node ${version} in`, () => assert.ok(satisfies(version, engines.node)));
  }

  // `require` of an ES module needs a flag there.
  for (const version of ["18.20.8", "20.18.3", "21.7.3", "22.0.0", "22.11.0"]) {
    it(`keeps Node ${version} out`, () => assert.ok(!satisfies(version, engines.node)));
  }
});
