// Loads the wasm of `zoom-pkce`, which is inside the JavaScript. In the bundle of `zoom-pkce/slim`,
// slim/load.js takes the place of this file.

import binary from "../pkg/zoom_pkce_binary.js";
import { startWasm } from "./start.js";
import { startWithoutWasm } from "./without-wasm.js";

/** @param {unknown} [_source] Used by `zoom-pkce/slim` only. */
export async function load(_source) {
  try {
    await startWasm(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch (reason) {
    await startWithoutWasm(reason);
  }
}
