// Loads the wasm module once and calls its exports, which src/exports/ defines, through
// wasm-bindgen's glue.

import * as glue from "../pkg/zoom_pkce_bg.js";
import { ZoomPkceError } from "./error.js";
import { load } from "./load.js";

let loaded = false;
/** @type {Promise<void> | undefined} */
let loading;

/**
 * Loads the wasm module, unless it is loaded or loading. After a failure the next call tries again.
 *
 * @param {unknown} [source] The wasm module, for `zoom-pkce/slim`.
 * @returns {Promise<void>}
 */
export function loadOnce(source) {
  return (loading ??= load(source).then(
    () => {
      loaded = true;
    },
    (error) => {
      loading = undefined;
      throw error;
    },
  ));
}

/**
 * Calls `work`: synchronously if the wasm module is loaded, otherwise after loading it. A click
 * then leads to `zoomSdk.authorize` in the same task.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function whenLoaded(work) {
  return loaded ? work() : loadOnce().then(work);
}

/**
 * Calls an export of the wasm module.
 *
 * @template T
 * @param {(exports: typeof glue) => T} call
 * @returns {T}
 * @throws {ZoomPkceError} `wasm_load_failed` before the module is loaded, and the errors of the
 *   export.
 */
export function callWasm(call) {
  if (!loaded) {
    throw new ZoomPkceError(
      "wasm_load_failed",
      "the WebAssembly of zoom-pkce is not loaded yet",
      "First: await init().",
      false,
    );
  }
  try {
    return call(glue);
  } catch (error) {
    throw fromWasm(error);
  }
}

/**
 * Converts an error of the wasm module to a `ZoomPkceError`. Other values, for instance an
 * exception of a getter in the caller's options, are returned unchanged.
 *
 * @param {unknown} error
 */
export function fromWasm(error) {
  const { name, code, reason, hint, retryable, cause, zoomCode } = /** @type {any} */ (error ?? {});
  if (name !== "ZoomPkceError") return error;
  const converted = new ZoomPkceError(code, reason, hint, retryable, cause);
  converted.zoomCode = zoomCode;
  return converted;
}
