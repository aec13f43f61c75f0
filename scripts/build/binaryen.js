// Binaryen's programs, from its npm package.

import { join } from "node:path";

import { command, root } from "../process/command.js";

/** What they may use: `.cargo/config.toml` builds for the same. */
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
 * @param {{ show?: boolean }} [options] `show` prints what the program prints.
 */
export async function binaryen(program, doing, args, options) {
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  const path = join(root, "node_modules/binaryen/bin", program);
  await command(doing, process.execPath, [path, ...args, ...features], options);
}
