// Loads the wasm and turns the errors that it gives out into thrown ones.

import { initSync } from "../pkg/zoom_pkce.js";
import embedded from "../pkg/zoom_pkce_embedded.js";
import { ZoomPkceError } from "./error.js";

let loaded = false;
/** @type {Promise<void> | undefined} */
let loading;

/**
 * Loads the wasm, once however often it is called. `authorize`, `forward` and `authorizeWithBackend` call it themselves;
 * the functions that are synchronous need it to have resolved. Call it early, while the page is idle: then a click finds
 * everything there.
 *
 * @returns {Promise<void>}
 * @throws {ZoomPkceError} `wasm_load_failed`; calling it again tries again.
 * @example
 * await init();
 * const { codeVerifier, codeChallenge } = generatePkcePair();
 */
export function init() {
  return (loading ??= load().catch((cause) => {
    loading = undefined;
    throw new ZoomPkceError(
      "wasm_load_failed",
      "the WebAssembly of zoom-pkce could not be loaded",
      "Where a Content-Security-Policy is set, script-src needs 'wasm-unsafe-eval'. The cause says more.",
      false,
      cause,
    );
  }));
}

async function load() {
  // Compiled off the main thread; what is compiled starts at once.
  initSync({ module: await WebAssembly.compile(embedded()) });
  loaded = true;
}

/**
 * `work` at once where the wasm is there, else when it is: no turn of the event loop between a click and what follows.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function whenLoaded(work) {
  return loaded ? work() : init().then(work);
}

/**
 * What `work` gets from the wasm; thrown if it is an error.
 *
 * @param {() => any} work
 * @returns {any}
 */
export function checked(work) {
  if (!loaded) {
    throw new ZoomPkceError(
      "wasm_load_failed",
      "the WebAssembly of zoom-pkce is not loaded yet",
      "First: await init().",
      false,
    );
  }
  const value = work();
  if (isError(value)) throw toError(value);
  return value;
}

/**
 * Whether a value from the wasm is an error: those are arrays with a truth value at that place (`src/npm/out.rs`).
 *
 * @param {any} value
 */
export const isError = (value) => typeof value?.[4] === "boolean";

/**
 * The error for the array that the wasm gives out instead of throwing.
 *
 * @param {any} data
 */
export function toError([code, message, hint, detail, retryable, cause]) {
  const error = new ZoomPkceError(code, message + (detail && ": " + detail), hint, retryable, cause);
  try {
    const isZooms = code !== "aborted" && !(cause instanceof DOMException);
    if (isZooms && cause?.code !== undefined) error.zoomCode = cause.code;
  } catch {
    // Whoever throws from a getter has no code.
  }
  return error;
}
