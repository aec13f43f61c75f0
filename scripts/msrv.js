// npm run msrv: checks that the crate compiles with the oldest Rust that it supports, which is
// `rust-version` in Cargo.toml, natively and for pages.

import { ensureRust, WASM_TARGET } from "./install/tools.js";
import { captureOutput, command } from "./process/command.js";
import { readCrate } from "./process/crate.js";
import { run, say, UserError } from "./process/report.js";

/** Each target and each set of features compiles other code. */
const VARIANTS = [
  [],
  ["--target", WASM_TARGET],
  ["--target", WASM_TARGET, "--features", "standalone"],
  ["--target", WASM_TARGET, "--features", "serde"],
];

/** @param {string} version of Rust */
async function ensureOldest(version) {
  const list = captureOutput("rustup", ["toolchain", "list"]);
  if (list.output.split("\n").some((line) => line.startsWith(`${version}-`))) return;
  const args = ["toolchain", "install", version, "--profile", "minimal", "--target", WASM_TARGET];
  const description = `Installing Rust ${version} (about a minute, once)`;
  const { status, output } = await command(description, "rustup", args, { allowFailure: true });
  if (status === 0) return;
  throw new UserError(
    `NOT CHECKED: the crate's oldest Rust, ${version}, is missing, and rustup can't install it:\n${output.trim()}`,
  );
}

await run(async () => {
  await ensureRust();
  const { rust_version: version } = readCrate();
  await ensureOldest(version);
  for (const variant of VARIANTS) {
    const args = [`+${version}`, "check", "--locked", "--target-dir", "target/msrv", ...variant];
    await command(`Compiling with Rust ${version} ${variant.join(" ")}`, "cargo", args);
  }
  say(`The crate compiles with Rust ${version}.`);
});
