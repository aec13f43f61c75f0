// Starts the JavaScript that was made from the wasm module. It is loaded only where WebAssembly can't
// be used.

import { ZoomPkceError } from "./error.js";
import { startJavaScript } from "./start.js";

/** @param {unknown} reason What WebAssembly was refused with. */
export async function startWithoutWasm(reason) {
  try {
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
