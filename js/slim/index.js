/**
 * The same functions as `zoom-pkce`. The wasm module is a separate file, which the caller passes to
 * `init`.
 *
 * @module zoom-pkce/slim
 */

import { loadOnce } from "../wasm.js";
import { offer } from "./load.js";

export { authorize } from "../authorize.js";
export { ZoomPkceError } from "../error.js";
export { authorizeWithBackend, forward } from "../forward.js";
export {
  generateCodeChallenge,
  generateCodeVerifier,
  generatePkcePair,
  generateState,
  verifyCodeChallenge,
} from "../pkce.js";

/** @typedef {import("../authorize.js").Authorization} Authorization */
/** @typedef {import("../authorize.js").AuthorizeOptions} AuthorizeOptions */
/** @typedef {import("../authorize.js").ZoomSdk} ZoomSdk */
/** @typedef {import("../error.js").ZoomPkceErrorCode} ZoomPkceErrorCode */
/** @typedef {import("../forward.js").ForwardFields} ForwardFields */
/** @typedef {import("../forward.js").ForwardTarget} ForwardTarget */
/** @typedef {import("../pkce.js").CodeChallengeMethod} CodeChallengeMethod */
/** @typedef {import("../pkce.js").PkcePair} PkcePair */
/** @typedef {import("./load.js").WasmSource} WasmSource */

/**
 * Loads the wasm module. Later calls return the same promise and ignore their `source`. `authorize`
 * and `authorizeWithBackend` wait for it; the synchronous functions throw until it has resolved.
 *
 * If WebAssembly cannot be used (for instance under a Content-Security-Policy without
 * `'wasm-unsafe-eval'`), it loads JavaScript that was made from the same wasm module, and says so
 * on the console.
 *
 * @param {WasmSource | Promise<WasmSource>} source The package's file `zoom-pkce/zoom_pkce.wasm`. A
 *   path is resolved against the page, as in `fetch`.
 * @returns {Promise<void>} Resolves when the synchronous functions can be used.
 * @throws {ZoomPkceError} `invalid_argument` if `source` is of another type; `wasm_load_failed` if
 *   it cannot be fetched, or is not the wasm module of this version. The next call tries again.
 * @example
 * import { generatePkcePair, init } from "zoom-pkce/slim";
 * import wasmUrl from "zoom-pkce/zoom_pkce.wasm?url"; // Vite
 *
 * await init(wasmUrl);
 * generatePkcePair().codeChallengeMethod; // => "S256"
 */
export function init(source) {
  offer(source);
  return loadOnce(source);
}
