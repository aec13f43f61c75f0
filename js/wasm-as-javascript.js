// A chunk of its own in the package. It is loaded only where WebAssembly can't be used.

export * as exports from "../pkg/zoom_pkce_bg.wasm.js";

/**
 * Tells the developer that the JavaScript runs in the place of WebAssembly.
 *
 * @param {unknown} reason What WebAssembly was refused with.
 */
export function tell(reason) {
  console.info(
    `zoom-pkce: WebAssembly can't be used here, so JavaScript made from it is: the same, but slower. Where a Content-Security-Policy forbids it, 'wasm-unsafe-eval' in script-src allows it. (${reason})`,
  );
}
