// Instantiates the wasm module and connects the instance to wasm-bindgen's glue.

import * as glue from "../pkg/zoom_pkce_bg.js";

/** The module name in the wasm module's imports. */
const GLUE = "./zoom_pkce_bg.js";

/**
 * Instantiates the wasm module.
 *
 * @param {BufferSource | WebAssembly.Module} source The bytes, or the compiled module.
 */
export async function startWasm(source) {
  // Older Chromium cannot instantiate a module of more than 4 KiB synchronously.
  /** @type {any} An `Instance` if `source` is a module, otherwise `{ module, instance }`. */
  const result = await WebAssembly.instantiate(source, { [GLUE]: glue });
  connect((result.instance ?? result).exports);
}

/**
 * Returns whether a compiled module fits the glue of this build. The names of the imports contain a
 * hash that depends on the crate's version, so the module of another version does not fit.
 *
 * @param {WebAssembly.Module} module
 */
export function fitsGlue(module) {
  const imports = WebAssembly.Module.imports(module);
  return imports.length > 0 && imports.every(({ module, name }) => module === GLUE && name in glue);
}

/**
 * Connects the JavaScript that wasm2js made from the wasm module to the glue.
 *
 * @param {object} exports The exports of that JavaScript.
 */
export const startJavaScript = (exports) => connect(exports);

/** @param {any} exports */
function connect(exports) {
  // A page without it fails here, and not in the middle of a flow.
  new globalThis.TextDecoder();
  glue.__wbg_set_wasm(exports);
  // Some versions of wasm-bindgen export a start function.
  exports.__wbindgen_start?.();
}
