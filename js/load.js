// Where `zoom-pkce` gets its wasm from: it is inside the JavaScript. The build puts slim/load.js in this place for
// `zoom-pkce/slim`.

import { initSync } from "../pkg/zoom_pkce.js";
import embedded from "../pkg/zoom_pkce_embedded.js";
import { ZoomPkceError } from "./error.js";

/** @param {unknown} [_source] Of `zoom-pkce/slim` only. */
export async function load(_source) {
  try {
    // Compiled off the main thread; what is compiled starts at once.
    const module = await WebAssembly.compile(embedded());
    initSync((imports) => new WebAssembly.Instance(module, imports).exports);
  } catch (why) {
    try {
      const { withoutWasm } = await import("./without-wasm.js");
      initSync(withoutWasm(why));
    } catch (cause) {
      throw new ZoomPkceError(
        "wasm_load_failed",
        "neither the WebAssembly of zoom-pkce nor the JavaScript in its place could be loaded",
        "Serve every file of the build; the cause names what is missing.",
        true,
        cause,
      );
    }
  }
}
