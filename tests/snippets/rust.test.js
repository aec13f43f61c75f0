// The Rust of docs/crate.md: the front end is compiled for a page, with the dependencies that the
// document names. It is marked `rs`, which rustdoc leaves alone. The other blocks are examples of the
// crate's documentation.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { ensureRust } from "../../scripts/install/tools.js";
import { command, root } from "../../scripts/process/command.js";
import { blocksFor } from "../support/blocks.js";

const folder = join(root, "target/snippets/rust");
const blocks = blocksFor("tests/snippets/rust.test.js");
const blockIn = (/** @type {string} */ language) =>
  blocks.filter((block) => block.language === language).map(({ code }) => code);

/** @param {string} dependencies */
const manifest = (dependencies) => `[package]
name = "snippet"
version = "0.0.0"
edition = "2024"

${dependencies}

[patch.crates-io]
zoom-pkce = { path = "../../.." }

[workspace]
`;

describe("the Rust of docs/crate.md", () => {
  it("has a front end that compiles for a page", { timeout: 300_000 }, async () => {
    const [dependencies] = blockIn("toml");
    const [code] = blockIn("rs");
    await ensureRust();
    mkdirSync(join(folder, "src"), { recursive: true });
    writeFileSync(join(folder, "Cargo.toml"), manifest(dependencies));
    writeFileSync(join(folder, "src/lib.rs"), `#![deny(warnings)]\n\n${code}\n`);
    // The versions of the crate's own dependencies.
    copyFileSync(join(root, "Cargo.lock"), join(folder, "Cargo.lock"));
    const args = ["check", "--target", "wasm32-unknown-unknown", "--target-dir", join(root, "target")];
    await command("Compiling the front end of docs/crate.md", "cargo", args, { cwd: folder });
  });

  it("is in the crate's documentation, whose examples cargo test runs", () => {
    assert.notEqual(blockIn("rust").length, 0);
    assert.match(
      readFileSync(join(root, "src/lib.rs"), "utf8"),
      /^#!\[doc = include_str!\("\.\.\/docs\/crate\.md"\)\]$/m,
    );
  });
});
