// Which functions of the wasm can panic. It only reads: the wasm that wasm-pack wrote still has names.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { binaryen } from "./binaryen.js";
import { COMPILED, OPTIMISE } from "./wasm.js";

/** The functions of `core` and `alloc` that begin a panic. */
const BEGINS_PANIC = /panicking::|_fail\b|_failed\b|handle_(alloc_)?error|capacity_overflow/;

/**
 * Returns the calls that begin a panic, as `caller -> callee`, in the optimised wasm of the package.
 * Calls between functions that only a panic reaches are left out.
 */
export async function panicPaths() {
  const folder = mkdtempSync(join(tmpdir(), "zoom-pkce-panics-"));
  try {
    const text = join(folder, "named.wat");
    const wasm = join(COMPILED, "zoom_pkce_bg.wasm");
    await binaryen("wasm-opt", "Looking for panics", [wasm, "-S", "-g", "-o", text, ...OPTIMISE]);
    return panicsIn(readFileSync(text, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} text a module in wasm's text format
 * @returns {string[]}
 */
export function panicsIn(text) {
  const paths = new Set();
  let caller = "";
  for (const [, kind, quoted, plain] of text.matchAll(/\((func|call) \$(?:"([^"]*)"|([^\s()]+))/g)) {
    const name = withoutHashes(quoted ?? plain ?? "");
    if (kind === "func") caller = name;
    else if (BEGINS_PANIC.test(name) && !BEGINS_PANIC.test(caller)) paths.add(`${caller} -> ${name}`);
  }
  return [...paths].sort();
}

/** @param {string} name of a function */
const withoutHashes = (name) => name.replace(/::h[0-9a-f]{16}$/, "").replace(/\[[0-9a-f]{16}\]/g, "");
