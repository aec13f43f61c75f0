// The wasm module as JavaScript. It is a chunk of its own, loaded only if WebAssembly cannot be
// used.

export * as exports from "../pkg/zoom_pkce_bg.wasm.js";

/**
 * Logs that JavaScript runs instead of WebAssembly.
 *
 * @param {unknown} reason The error with which the browser refused WebAssembly.
 */
export function tell(reason) {
  console.info(
    `zoom-pkce: WebAssembly can't be used here, so JavaScript made from it is used: it does the same, but slower. If a Content-Security-Policy forbids WebAssembly, 'wasm-unsafe-eval' in script-src allows it. (${reason})`,
  );
}
