// Builds the app into dist/: cargo makes the wasm, wasm-bindgen the JavaScript around it.

import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { command, root } from "../../scripts/process/command.js";
import { unlessBuilt } from "../../scripts/build/stamp.js";
import { ensureNpmPackages, ensureWasmTools } from "../../scripts/install/tools.js";

const folder = fileURLToPath(new URL("./", import.meta.url));
const PAGE = ["index.html", "main.js", "favicon.svg"];
const SDK = "node_modules/@zoom/appssdk/dist/sdk.es.js";

/** The folder of the built page, which is served at `/`. */
export const dist = join(folder, "dist");

/**
 * Builds the app, unless nothing has changed.
 *
 * @param {{ release?: boolean }} [options] `release` makes the wasm small, which takes longer.
 */
export async function buildApp({ release = false } = {}) {
  await ensureNpmPackages();
  const own = ["src", "Cargo.toml", "Cargo.lock", "build.js", ...PAGE];
  // The root's lock file has the version of wasm-bindgen that is run.
  const crate = [
    "src",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo",
    "rust-toolchain.toml",
    "scripts/install/tools.js",
  ];
  const inputs = [...own.map((path) => `examples/rust-front-end/${path}`), ...crate, SDK];
  const profile = release ? "release" : "debug";
  const name = `rust-front-end-${profile}`;
  await unlessBuilt(name, { inputs, outputs: ["examples/rust-front-end/dist"] }, async () => {
    const env = await ensureWasmTools();
    const target = "wasm32-unknown-unknown";
    const args = ["build", "--locked", "--target", target, "--target-dir", "target"];
    const duration = release ? "minutes" : "about a minute";
    const doing = `Compiling the Rust front end (${duration}, once)`;
    await command(doing, "cargo", release ? [...args, "--release"] : args, { cwd: folder, env });
    const wasm = `target/${target}/${profile}/rust-front-end.wasm`;
    rmSync(dist, { recursive: true, force: true });
    mkdirSync(dist);
    const glue = ["--target", "web", "--no-typescript", "--out-dir", "dist", "--out-name", "app", wasm];
    await command("Writing its JavaScript", "wasm-bindgen", glue, { cwd: folder, env });
    for (const file of PAGE) copyFileSync(join(folder, file), join(dist, file));
    copyFileSync(join(root, SDK), join(dist, "appssdk.js"));
  });
}
