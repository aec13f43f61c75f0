// Loads the wasm module once, and calls its exports. The exports are those of `src/exports/`, by the
// glue that wasm-bindgen wrote.

import * as glue from "../pkg/zoom_pkce_bg.js";
import { ZoomPkceError } from "./error.js";
import { load } from "./load.js";

let loaded = false;
/** @type {Promise<void> | undefined} */
let loading;

/**
 * Loads the wasm module, unless it is loaded or loading. After a failure, the next call tries again.
 *
 * @param {unknown} [source] The wasm, for `zoom-pkce/slim`.
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
 * Calls `work` at once if the wasm module is loaded, else after it has been loaded. So a click is
 * followed by `zoomSdk.authorize` in the same task.
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
 * @throws {ZoomPkceError} `wasm_load_failed` before the module is loaded, and what the export throws.
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
 * Turns an error of the wasm module into a `ZoomPkceError`. Another value, such as one that a getter
 * of the caller's throws, is returned as it is.
 *
 * @param {unknown} error
 */
export function fromWasm(error) {
  const { name, code, message, hint, retryable, cause, zoomCode } = /** @type {any} */ (error ?? {});
  if (name !== "ZoomPkceError") return error;
  const converted = new ZoomPkceError(code, message, hint, retryable, cause);
  converted.zoomCode = zoomCode;
  return converted;
}
