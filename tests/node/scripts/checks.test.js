// What npm run lint and npm run format run. npx and cargo are replaced by stubs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { captureOutput, root } from "../../../scripts/process/command.js";

const manifests = captureOutput("git", ["ls-files", "Cargo.toml", "*/Cargo.toml"]).output.split("\n").sort();

describe("the checks", { skip: process.platform === "win32" && "the stubs are shell scripts" }, () => {
  /** @type {string} */
  let folder;

  /** @param {string} name @param {string} [script] */
  const stub = (name, script = "") =>
    writeFileSync(join(folder, name), `#!/bin/sh\necho ${name} "$@" >>${folder}/log\n${script}\n`, {
      mode: 0o755,
    });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zoom-pkce-checks-"));
    mkdirSync(join(folder, "lib/rustlib/wasm32-unknown-unknown"), { recursive: true });
    for (const name of ["npx", "cargo"]) stub(name);
    writeFileSync(join(folder, "rustc"), `#!/bin/sh\necho ${folder}`, { mode: 0o755 });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a script that finds the stubs only. @param {string[]} args */
  const script = (...args) => {
    const env = { PATH: folder };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", env });
    const log = readFileSync(join(folder, "log"), "utf8").split("\n");
    return { status, stderr, log: log.filter((line) => line && line !== "cargo --version") };
  };

  it("of the format are those of every project, and change no file", () => {
    const { status, stderr, log } = script("scripts/format.js", "--check");
    assert.equal(status, 0, stderr);
    assert.equal(log[0], "npx prettier --check .");
    const commands = manifests.map((manifest) => `cargo fmt --manifest-path ${manifest} --check`);
    assert.deepEqual(log.slice(1).sort(), commands.sort());
  });

  it("of the format have a command that formats the same files", () => {
    const checked = script("scripts/format.js", "--check").log;
    rmSync(join(folder, "log"));
    const formatted = script("scripts/format.js").log;
    assert.deepEqual(
      formatted,
      checked.map((line) => line.replace("prettier --check", "prettier --write").replace(" --check", "")),
    );
  });

  it("by oxlint, remark and Clippy treat a warning as an error, for every feature, natively and for pages", () => {
    const { status, stderr, log } = script("scripts/lint.js");
    assert.equal(status, 0, stderr);
    assert.equal(log.shift(), "npx oxlint --deny-warnings");
    assert.match(log.shift() ?? "", /^npx remark --frail .* \. \.github llms\.txt$/);
    for (const line of log) assert.match(line, /^cargo clippy --locked .* -- -D warnings$/);
    const features = readFileSync(join(root, "Cargo.toml"), "utf8")
      .split("[features]")[1]
      .split("\n[")[0]
      .match(/^[a-z]+(?= =)/gm);
    assert.ok(features && features.length > 3);
    const wasm = "--target wasm32-unknown-unknown";
    for (const variant of [
      ...features
        .filter((name) => !["default", "exports"].includes(name))
        .map((name) => `${wasm} --features ${name}`),
      "--all-targets",
      `${wasm} --all-targets`,
      `${wasm} --no-default-features`,
      `${wasm} --no-default-features --features serde`,
      "--manifest-path examples/backends/axum/Cargo.toml",
    ]) {
      assert.ok(
        log.some((line) => line.startsWith(`cargo clippy --locked ${variant} `)),
        variant,
      );
    }
  });

  for (const [name, program] of [
    ["format.js", "npx"],
    ["format.js", "cargo"],
    ["lint.js", "npx"],
    ["lint.js", "cargo"],
  ]) {
    it(`fail if ${program} finds something: ${name}`, () => {
      stub(program, `case "$*" in --version) ;; *) echo a finding; exit 1 ;; esac`);
      const { status, stderr } = script(`scripts/${name}`, "--check");
      assert.equal(status, 1);
      assert.match(stderr, /^a finding$/m);
    });
  }
});
