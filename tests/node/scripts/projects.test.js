// The manifests and lock files of all projects in this repository.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";

const tracked = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
}).stdout.split("\n");

/** @param {string} file */
const read = (file) => readFileSync(join(root, file), "utf8");

describe("every npm project", () => {
  const manifests = tracked.filter((file) => /(^|\/)package\.json$/.test(file));

  it("is found by this test", () => assert.ok(manifests.length > 10, manifests.join(" ")));

  for (const file of manifests) {
    it(`${file} has exact versions, and a lock file with them that names no registry`, () => {
      const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = JSON.parse(read(file));
      const lock = read(join(dirname(file), "package-lock.json"));
      const locked = JSON.parse(lock).packages[""];
      for (const [name, version] of Object.entries({
        ...dependencies,
        ...devDependencies,
        ...optionalDependencies,
      })) {
        assert.match(version, /^(?:npm:[@\w/.-]+@)?\d+\.\d+\.\d+$/, name);
      }
      assert.deepEqual(locked.dependencies ?? {}, dependencies);
      assert.deepEqual(locked.devDependencies ?? {}, devDependencies);
      assert.deepEqual(locked.optionalDependencies ?? {}, optionalDependencies);
      assert.doesNotMatch(lock, /"resolved"/);
    });
  }

  it("names no registry in a lock file of pnpm or Yarn", () => {
    const locks = tracked.filter((file) => /(^|\/)(pnpm-lock\.yaml|yarn\.lock)$/.test(file));
    assert.equal(locks.length, 2);
    for (const file of locks) assert.doesNotMatch(read(file), /https?:/, file);
  });

  it("has the same version of the SDK as the others, if it has the SDK", () => {
    const versions = manifests.flatMap((file) => {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(read(file));
      return { ...dependencies, ...devDependencies }["@zoom/appssdk"] ?? [];
    });
    assert.ok(versions.length > 5);
    assert.equal(new Set(versions).size, 1, versions.join(" "));
  });
});

describe("every Rust project", () => {
  it("has the same version of wasm-bindgen, because one wasm-bindgen program writes the glue of all", () => {
    const locks = tracked.filter((file) => file.endsWith("Cargo.lock"));
    const versions = locks.map((file) => /name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(read(file))?.[1]);
    assert.ok(versions.length > 2 && versions[0]);
    assert.equal(new Set(versions).size, 1, versions.join(" "));
  });
});

describe("the crate and the npm package", () => {
  it("have the same version, in every lock file and in every sentence that names it", () => {
    const { version } = JSON.parse(read("package.json"));
    assert.equal(JSON.parse(read("package-lock.json")).version, version);
    assert.equal(JSON.parse(read("package-lock.json")).packages[""].version, version);
    assert.equal(/^version = "(.+)"$/m.exec(read("Cargo.toml"))?.[1], version);
    const locks = tracked.filter((file) => file.endsWith("Cargo.lock"));
    for (const file of locks) {
      assert.equal(/name = "zoom-pkce"\nversion = "([^"]+)"/.exec(read(file))?.[1], version, file);
    }
    const sentences = tracked
      .filter((file) => /^(examples\/.*(\.md|Cargo\.toml)|docs\/crate\.md)$/.test(file))
      .flatMap((file) => [
        ...read(file).matchAll(/(?:zoom-pkce =|repository:) (?:\{? ?version = )?"(\d[^"]*)"/g),
      ]);
    assert.ok(sentences.length >= 4);
    for (const [sentence, named] of sentences) assert.equal(named, version, sentence);
  });
});
