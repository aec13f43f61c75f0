// Loads the wasm once, and turns the errors that it gives out into thrown ones.

import * as wasm from "../pkg/zoom_pkce.js";
import { ZoomPkceError } from "./error.js";
import { load } from "./load.js";

let loaded = false;
/** @type {Promise<void> | undefined} */
let loading;

/**
 * @param {unknown} [source] Where the wasm is, for `zoom-pkce/slim`.
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
 * `work` at once where the wasm is there, else when it is: no turn of the event loop between a click and what follows.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export function whenLoaded(work) {
  return loaded ? work() : loadOnce().then(work);
}

/**
 * Has the wasm do something, by the numbers of `src/npm/mod.rs`:
 *
 * | number | what it does | with |
 * |---|---|---|
 * | 0 | tells a flow what has happened | the flow's number, what, a value |
 * | 1 | starts a flow | what `src/flow/arguments.rs` lists |
 * | 2, 3 | checks a target, an authorization | what `src/npm/forward.rs` says |
 * | 4, 5, 6 | makes a code verifier, makes a code challenge, verifies one | the arguments of those functions |
 * | 7, 8 | makes a pair, a state | its method and length; nothing |
 *
 * @param {number} what
 * @param {...unknown} values What it does it with.
 * @returns {any} What it gives; an error of its is thrown.
 */
export function run(what, ...values) {
  if (!loaded) {
    throw new ZoomPkceError(
      "wasm_load_failed",
      "the WebAssembly of zoom-pkce is not loaded yet",
      "First: await init().",
      false,
    );
  }
  const value = wasm.run([what, ...values]);
  if (isError(value)) throw toError(value);
  return value;
}

/**
 * Whether a value from the wasm is an error: those are arrays with a truth value at that place (`src/npm/out.rs`).
 *
 * @param {any} value
 */
export const isError = (value) => typeof value?.[3] === "boolean";

/**
 * The error for the array that the wasm gives out instead of throwing.
 *
 * @param {any} data
 */
export function toError([text, first, message, retryable, detail, cause]) {
  const lines = text.split("\n");
  const [code, , hint] = lines.slice(first);
  const error = new ZoomPkceError(
    code,
    lines[message] + (detail ? ": " + detail : ""),
    hint,
    retryable,
    cause,
  );
  try {
    const isZooms = code !== "aborted" && !(cause instanceof DOMException);
    if (isZooms) error.zoomCode = cause.code;
  } catch {
    // No cause has none; nor has one whose getter throws.
  }
  return error;
}
