// Measures what a page loads. Sizes are exact, so they can be a budget.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { bundleFlow } from "./bundle.js";
import { root } from "./command.js";

/** What the whole flow may weigh, in bytes of brotli. */
export const BUDGET = 16_000;

/**
 * @typedef {object} Size
 * @property {string} name
 * @property {number} raw bytes
 * @property {number} gzip bytes at level 9
 * @property {number} brotli bytes at quality 11
 */

/** @param {string} name @param {Uint8Array} content @returns {Size} */
function sizeOf(name, content) {
  return {
    name,
    raw: content.length,
    gzip: gzipSync(content, { level: 9 }).length,
    brotli: brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  };
}

/** The flow as a page loads it, and what is in it. */
export async function measure() {
  const bundled = await bundleFlow();
  const flow = sizeOf("the in-client flow, all that is loaded", bundled.flow);
  const wasm = sizeOf(
    "  of which wasm, before it is embedded",
    readFileSync(join(root, "pkg/zoom_pkce_bg.wasm")),
  );
  const slim = sizeOf("the same, without the wasm (zoom-pkce/slim)", (await bundleFlow("dist/slim.js")).flow);
  const withoutWasm = sizeOf("loaded where WebAssembly is forbidden", bundled.withoutWasm);
  return { flow, rows: [flow, wasm, slim, withoutWasm] };
}
