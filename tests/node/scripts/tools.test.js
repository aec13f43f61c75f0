// How npm start and npm test install Rust if a part of it is missing. The programs of Rust are
// replaced by stubs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { howToGet } from "../../../scripts/install/debian.js";
import { WASM_PACK } from "../../../scripts/install/tools.js";
import { root } from "../../../scripts/process/command.js";

const CHANNEL = /channel = "(.*)"/.exec(readFileSync(join(root, "rust-toolchain.toml"), "utf8"))?.[1];

describe(
  "The tools of the build",
  { skip: process.platform === "win32" && "the stubs are shell scripts" },
  () => {
    /** @type {string} */
    let folder;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "zoom-pkce-rust-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    /** @param {string} name @param {string} script */
    const stub = (name, script) =>
      writeFileSync(join(folder, name), `#!/bin/sh\necho ${name} "$@" >>${folder}/log\n${script}\n`, {
        mode: 0o755,
      });

    /** @param {string} list the output of `rustup toolchain list` */
    const stubRustup = (list) =>
      stub(
        "rustup",
        `[ "$RUSTUP_AUTO_INSTALL$2" = 0list ] && echo '${list}'; [ "$2" = install ] && >${folder}/installed; true`,
      );

    const stubRust = () => {
      stub("cargo", "echo cargo 1.0.0");
      stub("rustc", `echo ${folder}`);
      mkdirSync(join(folder, "lib/rustlib/wasm32-unknown-unknown"), { recursive: true });
    };

    /** Calls a function of tools.js in a process that finds no other programs than the stubs. */
    const ensure = (call = "ensureRust") => {
      const script = `import { run } from "./scripts/process/report.js"; import { ${call} } from "./scripts/install/tools.js"; await run(async () => ${call}());`;
      const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
        cwd: root,
        encoding: "utf8",
        env: { PATH: folder, XDG_CACHE_HOME: folder },
      });
      const log = join(folder, "log");
      return { status, output: stderr, log: existsSync(log) ? readFileSync(log, "utf8") : "" };
    };

    it("installs nothing if the toolchain and the target are installed", () => {
      stubRustup(`stable-x86_64\n${CHANNEL}-x86_64 (active)`);
      stubRust();
      const { status, output, log } = ensure();
      assert.deepEqual({ status, output }, { status: 0, output: "" });
      assert.doesNotMatch(log, /install|add/);
    });

    it("installs the version of rust-toolchain.toml with rustup, and prints so, if another one is installed", () => {
      stubRustup(`stable-x86_64\n${CHANNEL}0-x86_64`);
      stubRust();
      const { status, output, log } = ensure();
      assert.equal(status, 0, output);
      assert.ok(output.includes(`Installing Rust ${CHANNEL} (about a minute, once)`), output);
      const parts =
        "--profile minimal --component rustfmt --component clippy --target wasm32-unknown-unknown";
      assert.ok(log.includes(`rustup toolchain install ${CHANNEL} ${parts}\n`), log);
    });

    it("says how long the first build takes, until wasm-pack and wasm-bindgen have the right versions", () => {
      const announced = () => /takes about \d minutes/.test(ensure("announceFirstBuild").output);
      assert.ok(announced());
      stub("wasm-pack", `echo wasm-pack ${WASM_PACK}`);
      stub("wasm-bindgen", "echo wasm-bindgen 0.1.0");
      assert.ok(announced());
      const lock = readFileSync(join(root, "Cargo.lock"), "utf8");
      stub(
        "wasm-bindgen",
        `echo wasm-bindgen ${/name = "wasm-bindgen"\nversion = "([^"]+)"/.exec(lock)?.[1]}`,
      );
      assert.ok(!announced());
    });

    it("adds the wasm target if it is missing", () => {
      stubRustup(`${CHANNEL}-x86_64`);
      stub("cargo", "echo cargo 1.0.0");
      stub("rustc", `echo ${folder}`);
      const { status, log } = ensure();
      assert.equal(status, 0);
      assert.match(log, /rustup target add wasm32-unknown-unknown/);
    });

    it("says that Rust is missing if neither rustup nor cargo is installed", () => {
      const { status, output } = ensure();
      assert.equal(status, 1);
      assert.match(output, /Rust is missing\. Install it with rustup/);
    });

    it("shows the output of a rustup or cargo that fails", () => {
      stub("cargo", "echo the disk is full >&2; exit 1");
      const noRustup = ensure();
      assert.equal(noRustup.status, 1);
      assert.match(noRustup.output, /Rust does not run\. .*\nthe disk is full/);
      stub("rustup", "echo settings.toml is broken >&2; exit 1");
      const { status, output } = ensure();
      assert.equal(status, 1);
      assert.match(output, /rustup does not run\. .*\nsettings\.toml is broken/);
    });
  },
);

describe("howToGet", () => {
  it("names a command for the system and the user", () => {
    const packages = ["firefox-esr"];
    const programs = [["firefox-esr", "firefox"], ["xauth"]];
    assert.equal(
      howToGet(packages, programs, { isDebian: true, isRoot: false }),
      "Run this: sudo apt-get install firefox-esr",
    );
    assert.match(
      howToGet(packages, programs, { isDebian: true, isRoot: true }),
      /tried and failed: apt-get install/,
    );
    assert.match(
      howToGet(packages, programs, { isDebian: false, isRoot: true }),
      /PATH: firefox-esr or firefox, xauth$/,
    );
  });
});
