// Where `zoom-pkce` gets its wasm from: it is inside the JavaScript. The build puts slim/load.js in this place for
// `zoom-pkce/slim`.

import { start } from "../pkg/zoom_pkce.js";
import embedded from "../pkg/zoom_pkce_embedded.js";
import { startWithoutWasm } from "./without-wasm.js";

/** @param {unknown} [_source] Of `zoom-pkce/slim` only. */
export async function load(_source) {
  try {
    // In one step: older Chromium lets no page make an instance of more than 4 KiB in any other way.
    await start(async (imports) => (await WebAssembly.instantiate(embedded(), imports)).instance.exports);
  } catch (why) {
    await startWithoutWasm(why);
  }
}
