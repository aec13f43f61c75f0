// Code verifiers, code challenges and states (RFC 7636, RFC 6749). The functions are synchronous and
// need `init()` to have resolved.

import { checkNames, optionsOf } from "./error.js";
import { callWasm } from "./wasm.js";

/**
 * @typedef {"plain" | "S256"} CodeChallengeMethod
 * How a code challenge is made from a code verifier (RFC 7636, section 4.2): `plain`, the verifier
 * itself, or `S256`, the base64url text of its SHA-256. Zoom's in-client flow supports only `plain`
 * today. Everywhere else `S256` is right.
 */

/**
 * @typedef {object} PkcePair
 * A code verifier and the code challenge that was made from it.
 *
 * @property {string} codeVerifier 43 to 128 characters; keep it secret until the token request.
 * @property {string} codeChallenge To be sent with the authorization request. 43 characters with
 *   `S256`.
 * @property {CodeChallengeMethod} codeChallengeMethod To be sent with the code challenge.
 */

/**
 * Generates a code verifier and its code challenge (RFC 7636, sections 4.1 and 4.2), for any OAuth
 * server. For the in-client flow use `authorize`, which generates its own.
 *
 * @param {{ codeChallengeMethod?: CodeChallengeMethod | undefined, length?: number | undefined }} [options]
 *   `codeChallengeMethod` is `"S256"` by default; `length`, of the code verifier in characters, is 43
 *   by default.
 * @returns {PkcePair} Keep the code verifier, and send the rest with the authorization request.
 * @throws {ZoomPkceError} `wasm_load_failed` before `init` has resolved; `invalid_argument` for
 *   another method or length; `random_unavailable` if the platform gives no random numbers.
 * @example
 * import { generatePkcePair, init } from "zoom-pkce";
 *
 * await init();
 * const { codeVerifier, codeChallenge, codeChallengeMethod } = generatePkcePair();
 * codeVerifier; // => /^[A-Za-z0-9_-]{43}$/
 * codeChallengeMethod; // => "S256"
 *
 * // For Zoom's web flow:
 * const url = new URL("https://zoom.us/oauth/authorize");
 * url.searchParams.set("code_challenge", codeChallenge);
 * url.searchParams.set("code_challenge_method", codeChallengeMethod);
 */
export function generatePkcePair(options) {
  return callWasm((wasm) => {
    checkNames(optionsOf(options), ["codeChallengeMethod", "length"]);
    return wasm.generatePkcePair(options);
  });
}

/**
 * Generates a code verifier: characters of `A-Z a-z 0-9 - _`, 6 random bits each (RFC 7636, section
 * 4.1).
 *
 * @param {number} [length] 43 to 128 characters; 43 by default.
 * @returns {string} The code verifier: keep it secret until the token request.
 * @throws {ZoomPkceError} `wasm_load_failed` before `init` has resolved; `invalid_argument` for
 *   another length; `random_unavailable` if the platform gives no random numbers.
 * @example
 * import { generateCodeVerifier, init } from "zoom-pkce";
 *
 * await init();
 * generateCodeVerifier(64); // => /^[A-Za-z0-9_-]{64}$/
 */
export function generateCodeVerifier(length) {
  return callWasm((wasm) => wasm.generateCodeVerifier(length));
}

/**
 * Returns the code challenge of a code verifier (RFC 7636, section 4.2).
 *
 * @param {string} codeVerifier 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`
 * @param {CodeChallengeMethod} [method] `"S256"` by default
 * @returns {string} 43 characters of `A-Z a-z 0-9 - _` with `S256`; the verifier itself with `plain`
 * @throws {ZoomPkceError} `wasm_load_failed` before `init` has resolved; `invalid_argument` for a
 *   malformed code verifier or an unknown method.
 * @example
 * import { generateCodeChallenge, init } from "zoom-pkce";
 *
 * await init();
 * // RFC 7636, appendix B
 * generateCodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"); // => "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
 */
export function generateCodeChallenge(codeVerifier, method) {
  return callWasm((wasm) => wasm.generateCodeChallenge(codeVerifier, method));
}

/**
 * Returns whether `codeChallenge` was made from `codeVerifier` (RFC 7636, section 4.6). The
 * comparison takes constant time.
 *
 * @param {string} codeVerifier 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`
 * @param {string} codeChallenge 43 to 128 characters of the same
 * @param {CodeChallengeMethod} [method] `"S256"` by default
 * @returns {boolean}
 * @throws {ZoomPkceError} `wasm_load_failed` before `init` has resolved; `invalid_argument` for a
 *   malformed code verifier or code challenge, or an unknown method.
 * @example
 * import { generatePkcePair, init, verifyCodeChallenge } from "zoom-pkce";
 *
 * await init();
 * const { codeVerifier, codeChallenge } = generatePkcePair();
 * verifyCodeChallenge(codeVerifier, codeChallenge); // => true
 * verifyCodeChallenge(codeVerifier, codeChallenge, "plain"); // => false
 */
export function verifyCodeChallenge(codeVerifier, codeChallenge, method) {
  return callWasm((wasm) => wasm.verifyCodeChallenge(codeVerifier, codeChallenge, method));
}

/**
 * Generates a `state` (RFC 6749, section 10.12): 32 characters of `A-Z a-z 0-9 - _`, 192 random bits.
 *
 * @returns {string} Send it with the authorization request, and compare it with the answer's.
 * @throws {ZoomPkceError} `wasm_load_failed` before `init` has resolved; `random_unavailable` if the
 *   platform gives no random numbers.
 * @example
 * import { generateState, init } from "zoom-pkce";
 *
 * await init();
 * generateState(); // => /^[A-Za-z0-9_-]{32}$/
 */
export function generateState() {
  return callWasm((wasm) => wasm.generateState());
}
