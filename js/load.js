// Loads the wasm module of `zoom-pkce`, which is embedded in the JavaScript. The bundle of
// `zoom-pkce/slim` contains slim/load.js instead of this file.

import binary from "../pkg/zoom_pkce_binary.js";
import { startWasm } from "./start.js";
import { startWithoutWasm } from "./without-wasm.js";

/** @param {unknown} [_source] Used only by `zoom-pkce/slim`. */
export async function load(_source) {
  try {
    await startWasm(Uint8Array.from(binary, (character) => character.charCodeAt(0)));
  } catch (reason) {
    await startWithoutWasm(reason);
  }
}
