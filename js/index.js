/**
 * The entry for pages: `authorizeWithBackend`, its two steps `authorize` and `forward`, and the
 * functions of PKCE (RFC 7636).
 *
 * @module zoom-pkce
 */

export { authorize } from "./authorize.js";
export { ZoomPkceError } from "./error.js";
export { authorizeWithBackend, forward } from "./forward.js";
export { init } from "./init.js";
export {
  generateCodeChallenge,
  generateCodeVerifier,
  generatePkcePair,
  generateState,
  verifyCodeChallenge,
} from "./pkce.js";

/** @typedef {import("./authorize.js").Authorization} Authorization */
/** @typedef {import("./authorize.js").AuthorizeOptions} AuthorizeOptions */
/** @typedef {import("./authorize.js").BackendChallenge} BackendChallenge */
/** @typedef {import("./authorize.js").FetchChallenge} FetchChallenge */
/** @typedef {import("./authorize.js").ZoomSdk} ZoomSdk */
/** @typedef {import("./error.js").ZoomPkceErrorCode} ZoomPkceErrorCode */
/** @typedef {import("./forward.js").ForwardFields} ForwardFields */
/** @typedef {import("./forward.js").ForwardTarget} ForwardTarget */
/** @typedef {import("./pkce.js").CodeChallengeMethod} CodeChallengeMethod */
/** @typedef {import("./pkce.js").PkcePair} PkcePair */
/** @typedef {import("./progress.js").Progress} Progress */
