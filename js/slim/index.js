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
/** @typedef {import("../authorize.js").ZoomSdk} ZoomSdk */
/** @typedef {import("../error.js").ZoomPkceErrorCode} ZoomPkceErrorCode */
/** @typedef {import("../forward.js").ForwardFields} ForwardFields */
/** @typedef {import("../forward.js").ForwardTarget} ForwardTarget */
/** @typedef {import("../pkce.js").CodeChallengeMethod} CodeChallengeMethod */
/** @typedef {import("../pkce.js").PkcePair} PkcePair */
/** @typedef {import("./load.js").WasmSource} WasmSource */

/**
 * Loads the wasm, once however often it is called: the first `source` counts. All else in this entry needs it to have
 * been called; `authorize`, `forward` and `authorizeWithBackend` wait for it, the synchronous functions need it to have
 * resolved.
 *
 * Where WebAssembly can't be used (a Content-Security-Policy without `'wasm-unsafe-eval'`), it loads JavaScript that was
 * made from the same wasm and says so on the console.
 *
 * @param {WasmSource | Promise<WasmSource>} source The package's file `zoom-pkce/zoom_pkce.wasm`. A path is resolved
 *   against the page, as `fetch` does it.
 * @returns {Promise<void>} When the synchronous functions can be used.
 * @throws {ZoomPkceError} `invalid_argument` for what can't be a source; `wasm_load_failed` where it can't be fetched or is
 *   not the wasm of this version. Calling it again tries again.
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
