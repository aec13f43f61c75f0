// Code verifiers, code challenges and states (RFC 7636, RFC 6749): synchronous, once `init()` has resolved.

import * as wasm from "../pkg/zoom_pkce.js";
import { optionsOf } from "./error.js";
import { checked } from "./wasm.js";

/**
 * How a code challenge is made from a code verifier (RFC 7636, section 4.2): `plain`, the verifier itself, or `S256`,
 * the base64url text of its SHA-256. Zoom's in-client flow supports only `plain` today; everywhere else `S256` is right.
 *
 * @typedef {"plain" | "S256"} CodeChallengeMethod
 */

/**
 * @typedef {object} PkcePair
 * @property {string} codeVerifier 43 to 128 characters; keep it secret until the token request.
 * @property {string} codeChallenge What goes with the authorization request: 43 characters with `S256`.
 * @property {CodeChallengeMethod} codeChallengeMethod
 */

/**
 * A new code verifier and its code challenge (RFC 7636, sections 4.1 and 4.2), for any OAuth server. For the in-client
 * flow use `authorize`, which makes its own.
 *
 * @param {{ codeChallengeMethod?: CodeChallengeMethod, length?: number }} [options] `codeChallengeMethod` is `"S256"` by
 *   default; `length`, of the verifier in characters, 43.
 * @returns {PkcePair}
 * @throws {ZoomPkceError} `invalid_argument`, `random_unavailable`
 * @example
 * await init();
 * const { codeVerifier, codeChallenge, codeChallengeMethod } = generatePkcePair();
 * const query = new URLSearchParams({ code_challenge: codeChallenge, code_challenge_method: codeChallengeMethod });
 */
export function generatePkcePair(options) {
  const { codeChallengeMethod, length } = optionsOf(options);
  const pair = checked(() => wasm.generatePkcePair(codeChallengeMethod, length));
  return { codeVerifier: pair[0], codeChallenge: pair[1], codeChallengeMethod: pair[2] };
}

/**
 * A new code verifier: characters of `A-Z a-z 0-9 - _`, 6 random bits each (RFC 7636, section 4.1).
 *
 * @param {number} [length] 43 to 128 characters; 43 by default.
 * @returns {string}
 * @throws {ZoomPkceError} `invalid_argument`, `random_unavailable`
 */
export function generateCodeVerifier(length) {
  return checked(() => wasm.generateCodeVerifier(length));
}

/**
 * The code challenge of a code verifier (RFC 7636, section 4.2).
 *
 * @param {string} codeVerifier 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`
 * @param {CodeChallengeMethod} [method] `"S256"` by default
 * @returns {string}
 * @throws {ZoomPkceError} `invalid_argument`
 * @example
 * await init();
 * generateCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
 * // "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", as in RFC 7636, appendix B
 */
export function generateCodeChallenge(codeVerifier, method) {
  return checked(() => wasm.generateCodeChallenge(codeVerifier, method));
}

/**
 * Whether `codeChallenge` was made from `codeVerifier` (RFC 7636, section 4.6), compared in constant time.
 *
 * @param {string} codeVerifier 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`
 * @param {string} codeChallenge 43 to 128 characters of the same
 * @param {CodeChallengeMethod} [method] `"S256"` by default
 * @returns {boolean}
 * @throws {ZoomPkceError} `invalid_argument`
 */
export function verifyCodeChallenge(codeVerifier, codeChallenge, method) {
  return checked(() => wasm.verifyCodeChallenge(codeVerifier, codeChallenge, method));
}

/**
 * A new `state` (RFC 6749, section 10.12): 32 characters of `A-Z a-z 0-9 - _`, 192 random bits.
 *
 * @returns {string}
 * @throws {ZoomPkceError} `random_unavailable`
 */
export function generateState() {
  return checked(() => wasm.generateState());
}
