// The documentation agrees with the code: features, paths and versions. `npm run lint` checks its
// links.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";
import { readCrate } from "../../../scripts/process/crate.js";

const read = (/** @type {string} */ file) => readFileSync(join(root, file), "utf8");
const matches = (/** @type {string} */ text, /** @type {RegExp} */ pattern) =>
  [...text.matchAll(pattern)].map(([, match]) => match).sort();

describe("docs/crate.md", () => {
  it("lists the features of Cargo.toml, and those that are on by default", () => {
    const { default: byDefault, ...features } = readCrate().features;
    const rows = [...read("docs/crate.md").matchAll(/^\| `(\w+)` +\| (yes|no) /gm)];
    assert.deepEqual(
      Object.fromEntries(rows.map(([, name, isDefault]) => [name, isDefault])),
      Object.fromEntries(
        Object.keys(features).map((name) => [name, byDefault.includes(name) ? "yes" : "no"]),
      ),
    );
  });
});

describe("the documentation", () => {
  const decisions = readdirSync(join(root, "docs/decisions")).map((file) => `docs/decisions/${file}`);
  for (const file of [
    ...decisions,
    "docs/errors.md",
    "README.md",
    "AGENTS.md",
    "llms.txt",
    "CHANGELOG.md",
    "SECURITY.md",
    "CONTRIBUTING.md",
    "RELEASING.md",
    "CODE_OF_CONDUCT.md",
    "docs/architecture.md",
    "docs/backends.md",
    "docs/browser.md",
    "docs/crate.md",
    "docs/doctor.md",
    "docs/flow.md",
    "docs/frameworks.md",
    "docs/simulator.md",
  ]) {
    it(`${file} names existing paths`, () => {
      const paths = matches(read(file), /`((?:docs|examples|js|scripts|src|tests|www)\/[\w./-]+)`/g);
      for (const path of paths) assert.ok(existsSync(join(root, path)), path);
    });
  }

  it("names the versions of Rust, wasm-pack, wasm-bindgen and the SDK that are used", () => {
    const readme = read("README.md");
    const lock = read("Cargo.lock");
    const { devDependencies } = JSON.parse(read("package.json"));
    const versions = {
      Rust: /channel = "([^"]+)"/.exec(read("rust-toolchain.toml"))?.[1],
      "wasm-pack": /WASM_PACK = "([^"]+)"/.exec(read("scripts/install/tools.js"))?.[1],
      "wasm-bindgen": /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1],
      "`@zoom/appssdk`": devDependencies["@zoom/appssdk"],
    };
    for (const [name, version] of Object.entries(versions)) {
      assert.ok(version && readme.includes(`${name} ${version}`), `${name} ${version}`);
    }
    const rustVersion = /rust-version = "([^"]+)"/.exec(read("Cargo.toml"))?.[1];
    assert.ok(readme.includes(`the crate needs ${rustVersion}`), rustVersion);
    assert.ok(read("docs/crate.md").includes(`**Rust** ${rustVersion} or later`), rustVersion);
  });
});
