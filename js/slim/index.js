/**
 * The same as `zoom-pkce`, with the wasm as a file of its own.
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
/** @typedef {import("../authorize.js").BackendChallenge} BackendChallenge */
/** @typedef {import("../authorize.js").FetchChallenge} FetchChallenge */
/** @typedef {import("../authorize.js").ZoomSdk} ZoomSdk */
/** @typedef {import("../error.js").ZoomPkceErrorCode} ZoomPkceErrorCode */
/** @typedef {import("../forward.js").ForwardFields} ForwardFields */
/** @typedef {import("../forward.js").ForwardTarget} ForwardTarget */
/** @typedef {import("../pkce.js").CodeChallengeMethod} CodeChallengeMethod */
/** @typedef {import("../pkce.js").PkcePair} PkcePair */
/** @typedef {import("../progress.js").Progress} Progress */
/** @typedef {import("./load.js").WasmSource} WasmSource */

/**
 * Loads the wasm, once however often it is called: the first `source` counts. The other functions of
 * this entry need it to have been called. `authorize` and `authorizeWithBackend` wait for it, and the
 * synchronous functions need it to have resolved.
 *
 * If WebAssembly can't be used (a Content-Security-Policy without `'wasm-unsafe-eval'`), it loads
 * JavaScript that was made from the same wasm and says so on the console.
 *
 * @param {WasmSource | Promise<WasmSource>} source The package's file `zoom-pkce/zoom_pkce.wasm`. A
 *   path is resolved against the page, as `fetch` does it.
 * @returns {Promise<void>} Resolves when the synchronous functions can be used.
 * @throws {ZoomPkceError} `invalid_argument` for a value that can't be a source; `wasm_load_failed` if
 *   the source can't be fetched or is not the wasm of this version. The next call tries again.
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
