// Connects wasm-bindgen's glue with an instance of the wasm module.

import * as glue from "../pkg/zoom_pkce_bg.js";

/** The name by which the wasm module imports the glue. */
const GLUE = "./zoom_pkce_bg.js";

/**
 * Instantiates the wasm module.
 *
 * @param {BufferSource | WebAssembly.Module} source
 */
export async function startWasm(source) {
  // Asynchronously: older Chromium refuses a synchronous instance of more than 4 KiB.
  /** @type {any} An instance for a module, else a module and its instance. */
  const result = await WebAssembly.instantiate(source, { [GLUE]: glue });
  glue.__wbg_set_wasm((result.instance ?? result).exports);
}

/**
 * Returns whether a compiled module belongs to the glue. wasm-bindgen names the imports by a hash of
 * the crate's version, among others.
 *
 * @param {WebAssembly.Module} module
 */
export function fitsGlue(module) {
  const imports = WebAssembly.Module.imports(module);
  return imports.length > 0 && imports.every(({ module, name }) => module === GLUE && name in glue);
}

/**
 * Starts the JavaScript that wasm2js made from the wasm module, where WebAssembly can't be used.
 *
 * @param {object} exports
 */
export const startJavaScript = (exports) => glue.__wbg_set_wasm(exports);
