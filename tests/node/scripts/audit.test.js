// When npm run audit fails. npm and cargo-deny are replaced by stubs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { root } from "../../../scripts/process/command.js";

const found = (/** @type {number} */ high) =>
  JSON.stringify({ metadata: { vulnerabilities: { low: 1, high } } }, null, 2);

describe("npm run audit", { skip: process.platform === "win32" && "the stubs are shell scripts" }, () => {
  /** @type {string} */
  let folder;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "zoom-pkce-audit-"));
    stub("npm", `echo '${found(0)}'; echo 'npm warn a warning' >&2`);
    stubDeny("true");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** @param {string} name @param {string} script */
  function stub(name, script) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  /** @param {string} script of cargo-deny check */
  function stubDeny(script) {
    stub("cargo-deny", `[ "$1" = --version ] && echo cargo-deny 0.20.2 && exit\n${script}`);
  }

  const audit = () => {
    const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
    return spawnSync(process.execPath, ["scripts/audit.js"], { cwd: root, encoding: "utf8", env });
  };

  it("passes without findings, and reads every lock file", () => {
    const { status, stderr } = audit();
    assert.equal(status, 0, stderr);
    assert.match(stderr, /registry about package-lock\.json/);
    assert.match(stderr, /registry about examples\/react-zoom-app\/package-lock\.json/);
    for (const name of ["", "fuzz/", "examples/backends/axum/", "examples/rust-front-end/"]) {
      assert.match(stderr, new RegExp(`advisories of ${name}Cargo\\.toml`));
    }
    assert.match(stderr, /No known vulnerabilities\.\n$/);
  });

  it("fails for a vulnerable package, but not for an old one that a test tries", () => {
    stub("npm", `case $PWD in */tests/*) echo '${found(2)}';; *) echo '${found(0)}';; esac; exit 1`);
    const passed = audit();
    assert.equal(passed.status, 0, passed.stderr);
    assert.match(passed.stderr, /tests\/.*: 2 high/);
    stub("npm", `case $PWD in */express) echo '${found(3)}';; *) echo '${found(0)}';; esac; exit 1`);
    const { status, stderr } = audit();
    assert.equal(status, 1);
    assert.match(stderr, /\nexamples\/backends\/express\/package-lock\.json: 3 high\n$/);
  });

  it("fails for a vulnerable crate", () => {
    stubDeny("echo a vulnerability; exit 1");
    const { status, stderr } = audit();
    assert.equal(status, 1);
    assert.match(stderr, /\nCargo\.lock: a vulnerability\n/);
  });

  it("fails if the advisories can't be read, and says so of both", () => {
    stub("npm", `echo '{\n  "message": "405 Method Not Allowed"\n}'; exit 1`);
    stubDeny("echo '[ERROR] failed to fetch advisory database' >&2; exit 1");
    const { status, stderr } = audit();
    assert.equal(status, 1);
    assert.match(stderr, /^NOT CHECKED: the registry gives no answer about packages: 405 Method Not/m);
    assert.match(stderr, /^NOT CHECKED: the advisory database of crates can't be read: /m);
  });
});
