// The authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3), which Zoom's client
// sends once the person has agreed.

import { askServer } from "./ask-server.js";
import { REDIRECT_URI_MISMATCH_CODE } from "./server/redirect-uri-mismatch.js";

const REDIRECT_URI_REMEDY =
  " Put the redirect URI of this page on the server's allow list (--redirect-uri), or choose the one " +
  "that the client sends with the option redirectUri of startSimulator.";

/** @param {any} answer A refusal. */
const remedyFor = (answer) => (answer?.errorCode === REDIRECT_URI_MISMATCH_CODE ? REDIRECT_URI_REMEDY : "");

/**
 * Requests an authorization code from the simulated Zoom server.
 *
 * @param {object} request
 * @param {string} request.server The URL of the simulated Zoom server, without a slash at its end.
 * @param {string} request.clientId
 * @param {string} request.redirectUri
 * @param {string} request.codeChallenge
 * @param {string} request.challengeMethod Sent unless it is `"plain"`: Zoom's client names no
 *   method.
 * @param {string} [request.state]
 * @param {AbortSignal} request.signal
 * @returns {Promise<string | undefined>} The code. `undefined` after a failure: like Zoom's client,
 *   the simulation then tells the page nothing.
 */
export async function requestCode({
  server,
  clientId,
  redirectUri,
  codeChallenge,
  challengeMethod,
  state,
  signal,
}) {
  const url = `${server}/oauth/authorize`;
  const form = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: codeChallenge,
    ...(challengeMethod !== "plain" && { code_challenge_method: challengeMethod }),
    ...(state !== undefined && { state }),
  });
  const init = {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    // A text: under jsdom, the form is jsdom's, and `fetch` is not.
    body: form.toString(),
    signal,
  };
  const answer = await askServer(url, init, { consequence: "no event is sent", remedyFor });
  return answer?.code;
}
