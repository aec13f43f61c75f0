// Binaryen's programs, from its npm package.

import { join } from "node:path";

import { command, root } from "../process/command.js";

/** The WebAssembly features of the build. `.cargo/config.toml` compiles for the same ones. */
const FEATURES = [
  "bulk-memory",
  "bulk-memory-opt",
  "mutable-globals",
  "nontrapping-float-to-int",
  "sign-ext",
];

/**
 * @param {"wasm-dis" | "wasm-opt" | "wasm2js"} program
 * @param {string} doing
 * @param {string[]} args
 * @param {{ show?: boolean }} [options] `show` prints the program's output.
 */
export async function binaryen(program, doing, args, options) {
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  const path = join(root, "node_modules/binaryen/bin", program);
  await command(doing, process.execPath, [path, ...args, ...features], options);
}
