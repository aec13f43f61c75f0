// Loads the wasm of `zoom-pkce`, which is inside the JavaScript. In the bundle of `zoom-pkce/slim`,
// slim/load.js takes the place of this file.

import base64 from "../pkg/zoom_pkce_base64.js";
import { startWasm } from "./start.js";
import { startWithoutWasm } from "./without-wasm.js";

/** @param {unknown} [_source] Used by `zoom-pkce/slim` only. */
export async function load(_source) {
  try {
    await startWasm(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch (reason) {
    await startWithoutWasm(reason);
  }
}
