// What stands in for the wasm where a page may not use WebAssembly: the JavaScript that was made from it, loaded only there.

import { start } from "../pkg/zoom_pkce.js";
import { ZoomPkceError } from "./error.js";

/** @param {unknown} why What WebAssembly said. */
export async function startWithoutWasm(why) {
  try {
    const { instantiate, tell } = await import("./wasm-as-javascript.js");
    await start(instantiate);
    tell(why);
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
