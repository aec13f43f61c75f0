// A code verifier that the backend creates and keeps for a session.

import { CODE_VERIFIER_RULE, isCodeChallengeMethod, isCodeVerifier } from "./arguments/sign-in.js";
import { invalidRequest } from "./request-checks.js";

/** @import { TokenFields } from "./token-fields.js" */

/**
 * @typedef {object} KeptCodeVerifier
 * What a backend keeps for a session from its challenge to the code. It is a secret of the session.
 * All values are strings and numbers, so it survives JSON.
 *
 * @property {string} codeVerifier The code verifier: 43 characters (RFC 7636 section 4.1).
 * @property {"plain" | "S256"} codeChallengeMethod How the code challenge was made from it (RFC
 *   7636 section 4.2).
 * @property {string} state The `state` that the page sends with the challenge and receives with the
 *   code: 32 characters.
 * @property {number} expiresAt When it becomes invalid, in milliseconds since the epoch.
 */

/**
 * @typedef {string | KeptCodeVerifier | null | undefined} GivenCodeVerifier
 * What `getCodeVerifier` gives: all that was kept, the code verifier alone, or `null` or
 * `undefined` if nothing is kept.
 */

/** RFC 7636 section 4.1 recommends 32 bytes, which are 43 characters in base64url. */
const VERIFIER_BYTES = 32;
const STATE_BYTES = 24;

const NOT_KEPT =
  "code_verifier is missing: the backend keeps none for this session. It was used, or the request came without the session's cookie or token. Ask for a new challenge and authorize again.";
const NO_COOKIE =
  "code_verifier is missing: the backend keeps none for this session, and the request came without a cookie. In a frame of another site (Zoom's web client) browsers send a session's cookie only if it was set with SameSite=None; Secure; Partitioned.";
const OTHER_STATE =
  "state is not the one that the backend keeps with the code verifier: a later challenge has taken its place, or the code is of another session. Ask for a new challenge and authorize again.";
const EXPIRED = "code_verifier has expired on the backend. Ask for a new challenge and authorize again.";

/**
 * Creates a random code verifier and `state`.
 *
 * @param {"plain" | "S256"} codeChallengeMethod
 * @param {number} lifetimeMs How long they are valid, in milliseconds.
 * @returns {KeptCodeVerifier}
 */
export const createCodeVerifier = (codeChallengeMethod, lifetimeMs) => ({
  codeVerifier: randomText(VERIFIER_BYTES),
  codeChallengeMethod,
  state: randomText(STATE_BYTES),
  expiresAt: Date.now() + lifetimeMs,
});

/**
 * Computes the code challenge (RFC 7636 section 4.2).
 *
 * @param {KeptCodeVerifier} kept
 * @returns {Promise<string>} The code verifier itself for `plain`; 43 characters for `S256`.
 */
export async function codeChallengeOf({ codeVerifier, codeChallengeMethod }) {
  if (codeChallengeMethod === "plain") return codeVerifier;
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier));
  return base64url(new Uint8Array(hash));
}

/**
 * Checks what `getCodeVerifier` gave, and whether it belongs to the request.
 *
 * @param {unknown} given
 * @param {Readonly<TokenFields>} fields What the page has posted.
 * @param {Headers} headers The headers of the request.
 * @returns {{ codeVerifier: string, codeChallengeMethod?: "plain" | "S256" }}
 * @throws {Refusal} 400, if nothing is kept, or it has expired or has another `state`. A request
 *   with neither a cookie nor `Authorization` is reported too: the cookie's attributes may be the
 *   backend's fault.
 * @throws {TypeError} If `getCodeVerifier` gave anything but a code verifier.
 */
export function checkKept(given, { state }, headers) {
  // null is what stores answer if nothing is there.
  if (given === undefined || given === null) {
    if (headers.has("cookie") || headers.has("authorization")) throw invalidRequest(NOT_KEPT);
    throw invalidRequest(NO_COOKIE, { isReported: true });
  }
  if (typeof given !== "object") return { codeVerifier: checkGivenVerifier(given) };
  const kept = readKept(given);
  if (state !== kept.state) throw invalidRequest(OTHER_STATE);
  if (hasExpired(kept)) throw invalidRequest(EXPIRED);
  const { codeVerifier, codeChallengeMethod } = kept;
  return { codeVerifier, codeChallengeMethod };
}

/**
 * Reads what `getCodeVerifier` gave, if it is all that was kept.
 *
 * @param {object} given
 * @returns {KeptCodeVerifier}
 * @throws {TypeError} If a member is missing or malformed.
 */
export function readKept(given) {
  const kept = /** @type {Partial<Record<keyof KeptCodeVerifier, unknown>>} */ (given);
  const codeVerifier = checkGivenVerifier(kept.codeVerifier);
  const { codeChallengeMethod, state, expiresAt } = kept;
  if (typeof state !== "string" || state === "" || typeof expiresAt !== "number") {
    throw new TypeError(
      "what getCodeVerifier gave must have the state and the expiresAt that were to be kept",
    );
  }
  if (!isCodeChallengeMethod(codeChallengeMethod)) {
    throw new TypeError("what getCodeVerifier gave must have the codeChallengeMethod that was to be kept");
  }
  return { codeVerifier, codeChallengeMethod, state, expiresAt };
}

/**
 * @param {KeptCodeVerifier} kept
 * @returns {boolean} Written so that NaN counts as expired.
 */
export const hasExpired = ({ expiresAt }) => !(Date.now() < expiresAt);

/**
 * @param {unknown} value
 * @returns {string}
 * @throws {TypeError}
 */
function checkGivenVerifier(value) {
  if (isCodeVerifier(value)) return value;
  throw new TypeError(`the code verifier that getCodeVerifier gave ${CODE_VERIFIER_RULE}`);
}

/** @param {number} bytes How many random bytes. */
const randomText = (bytes) => base64url(crypto.getRandomValues(new Uint8Array(bytes)));

/** @param {Uint8Array} bytes */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
