// Loads the JavaScript that was made from the wasm module, if WebAssembly cannot be used.

import { ZoomPkceError } from "./error.js";
import { startJavaScript } from "./start.js";

/** @param {unknown} reason The error with which the browser refused WebAssembly. */
export async function startWithoutWasm(reason) {
  try {
    // A page without it, such as Jest's jsdom, is told so at once.
    new globalThis.TextDecoder();
    const { exports, tell } = await import("./wasm-as-javascript.js");
    startJavaScript(exports);
    tell(reason);
  } catch (cause) {
    throw new ZoomPkceError(
      "wasm_load_failed",
      "neither the WebAssembly of zoom-pkce nor the JavaScript in its place could be loaded",
      "Serve every file of the build, or allow 'wasm-unsafe-eval' in script-src; the cause says more.",
      true,
      cause,
    );
  }
}
