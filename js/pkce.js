// Code verifiers, code challenges and states (RFC 7636, RFC 6749). The functions are synchronous
// and work after `init()` has resolved.

import { callWasm } from "./wasm.js";

/**
 * @typedef {"plain" | "S256"} CodeChallengeMethod
 * How a code challenge is made from a code verifier (RFC 7636, section 4.2). With `plain` the
 * challenge is the verifier itself; with `S256` it is the base64url text of the verifier's SHA-256.
 * Zoom's in-client flow supports only `plain` today. Use `S256` everywhere else.
 */

/**
 * @typedef {object} PkcePair
 * A code verifier and its code challenge.
 *
 * @property {string} codeVerifier The code verifier, 43 to 128 characters. Keep it secret until
 *   the token request.
 * @property {string} codeChallenge The code challenge, sent with the authorization request: 43
 *   characters with `S256`, otherwise the code verifier.
 * @property {CodeChallengeMethod} codeChallengeMethod The method of the code challenge.
 */

/**
 * Generates a code verifier and its code challenge (RFC 7636, sections 4.1 and 4.2), for any OAuth
 * server. For Zoom's in-client flow use `authorize`, which generates its own.
 *
 * @param {{ codeChallengeMethod?: CodeChallengeMethod | undefined,
 *   length?: number | undefined }} [options] `codeChallengeMethod` is `"S256"` by default. `length`
 *   is the length of the code verifier, 43 to 128 characters; 43 by default.
 * @returns {PkcePair} Keep the code verifier. Send the code challenge and its method with the
 *   authorization request.
 * @throws {ZoomPkceError} `wasm_load_failed` before `init` has resolved; `invalid_argument` for
 *   another method or length; `random_unavailable` if the platform provides no random numbers.
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
  return callWasm((wasm) => wasm.generatePkcePair(options));
}

/**
 * Generates a code verifier: characters of `A-Z a-z 0-9 - _` with 6 random bits each (RFC 7636,
 * section 4.1).
 *
 * @param {number} [length] The length, 43 to 128 characters. 43 by default.
 * @returns {string} The code verifier. Keep it secret until the token request.
 * @throws {ZoomPkceError} `wasm_load_failed` before `init` has resolved; `invalid_argument` for
 *   another length; `random_unavailable` if the platform provides no random numbers.
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
 * @param {string} codeVerifier The code verifier: 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`.
 * @param {CodeChallengeMethod} [method] The method. `"S256"` by default.
 * @returns {string} With `S256`, 43 characters of `A-Z a-z 0-9 - _`. With `plain`, the code
 *   verifier itself.
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
 * Returns whether a code challenge was made from a code verifier (RFC 7636, section 4.6). The
 * comparison takes constant time.
 *
 * @param {string} codeVerifier The code verifier: 43 to 128 characters of `A-Z a-z 0-9 - . _ ~`.
 * @param {string} codeChallenge The code challenge: 43 to 128 characters of the same set.
 * @param {CodeChallengeMethod} [method] The method. `"S256"` by default.
 * @returns {boolean} `true` if the code challenge was made from the code verifier by this method.
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
 * Generates a `state` (RFC 6749, section 10.12): 32 characters of `A-Z a-z 0-9 - _`, 192 random
 * bits.
 *
 * @returns {string} The `state`. It is sent with the authorization request and must come back with
 *   the response.
 * @throws {ZoomPkceError} `wasm_load_failed` before `init` has resolved; `random_unavailable` if
 *   the platform provides no random numbers.
 * @example
 * import { generateState, init } from "zoom-pkce";
 *
 * await init();
 * generateState(); // => /^[A-Za-z0-9_-]{32}$/
 */
export function generateState() {
  return callWasm((wasm) => wasm.generateState());
}
