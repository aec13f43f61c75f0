/**
 * What a page imports: a person's sign-in in one call, its two halves, and PKCE (RFC 7636) by itself.
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
/** @typedef {import("./authorize.js").ZoomSdk} ZoomSdk */
/** @typedef {import("./error.js").ZoomPkceErrorCode} ZoomPkceErrorCode */
/** @typedef {import("./forward.js").ForwardFields} ForwardFields */
/** @typedef {import("./forward.js").ForwardTarget} ForwardTarget */
/** @typedef {import("./pkce.js").CodeChallengeMethod} CodeChallengeMethod */
/** @typedef {import("./pkce.js").PkcePair} PkcePair */
