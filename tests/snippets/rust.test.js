// Compiles the Rust of README.md, inside an async function that has the SDK.

import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";

import { ensureRust } from "../../scripts/install/tools.js";
import { command, root } from "../../scripts/process/command.js";
import { blocksFor } from "../support/blocks.js";

const folder = join(root, "target/snippets/rust");

const MANIFEST = `[package]
name = "snippet"
version = "0.0.0"
edition = "2024"

[dependencies]
wasm-bindgen = "0.2"
zoom-pkce = { path = "../../..", default-features = false }

[workspace]
`;

/** @param {string} code */
const program = (code) => `#![deny(warnings)]

pub async fn snippet(
    zoom_sdk: wasm_bindgen::JsValue,
) -> Result<zoom_pkce::flow::Authorization, zoom_pkce::Error> {
${code}
    Ok(authorization)
}
`;

describe("the Rust of the documents", () => {
  for (const { name, code } of blocksFor("tests/snippets/rust.test.js")) {
    it(`is compiled for a page: ${name}`, { timeout: 300_000 }, async () => {
      await ensureRust();
      mkdirSync(join(folder, "src"), { recursive: true });
      writeFileSync(join(folder, "Cargo.toml"), MANIFEST);
      writeFileSync(join(folder, "src/lib.rs"), program(code));
      // The versions of the crate's own dependencies.
      copyFileSync(join(root, "Cargo.lock"), join(folder, "Cargo.lock"));
      const args = ["check", "--target", "wasm32-unknown-unknown", "--target-dir", join(root, "target")];
      await command("Compiling the Rust of README.md", "cargo", args, { cwd: folder });
    });
  }
});
