// The authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3).

import { generatePkcePair, generateState } from "../pkce.js";
import { loadOnce } from "../wasm.js";

/**
 * @typedef {object} SignInRequest
 * What is kept of a request until its answer comes.
 *
 * @property {string} state
 * @property {string} codeVerifier
 * @property {string} redirectUri
 * @property {string} issuer The origin that answers (RFC 9207).
 * @property {number} startedAt Milliseconds since the epoch.
 */

/** The beginning of the `state` of a popup: the page there hands its answer over. */
const POPUP = "popup.";

/** @param {string | undefined} state */
export const isOfPopup = (state) => state !== undefined && state.startsWith(POPUP);

/**
 * Makes a request, with a code verifier and a `state` of its own.
 *
 * @param {import("./options.js").CheckedOptions} options
 * @returns {Promise<{ request: SignInRequest, url: string }>}
 */
export async function newRequest({ clientId, scope, popup, redirectUri, authorizeUrl }) {
  await loadOnce();
  const { codeVerifier, codeChallenge, codeChallengeMethod } = generatePkcePair();
  const state = (popup ? POPUP : "") + generateState();
  const url = new URL(authorizeUrl);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: codeChallenge,
    code_challenge_method: codeChallengeMethod,
    ...(scope && { scope }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const request = { state, codeVerifier, redirectUri, issuer: url.origin, startedAt: Date.now() };
  return { request, url: url.href };
}
