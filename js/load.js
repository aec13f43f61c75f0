// Loads the wasm module of `zoom-pkce`, which is embedded in the JavaScript. The bundle of
// `zoom-pkce/slim` contains slim/load.js instead of this file.

import binary from "../pkg/zoom_pkce_binary.js";
import { startWasm } from "./start.js";
import { startWithoutWasm } from "./without-wasm.js";

/** @param {unknown} [_source] Used only by `zoom-pkce/slim`. */
export async function load(_source) {
  try {
    await startWasm(bytesOf(binary));
  } catch (reason) {
    await startWithoutWasm(reason);
  }
}

/**
 * Returns the bytes of a string with a character for each byte. In code that runs for the first
 * time, this loop takes a quarter of the time of `Uint8Array.from`, measured in Node.
 *
 * @param {string} text
 */
function bytesOf(text) {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}
