// The requests of the simulated client to the simulated Zoom server.

import { acceptedParts } from "../shared/request.js";

/**
 * Sends a request to the simulated Zoom server. After a failure the console says what failed,
 * unless `signal` was aborted.
 *
 * @param {string} url
 * @param {RequestInit & { signal: AbortSignal }} init
 * @param {object} texts
 * @param {string} texts.consequence What follows from a failure, such as `"no event is sent"`.
 * @param {(answer: any) => string} [texts.remedyFor] Returns what to do about a refusal: a sentence
 *   after a space, or an empty text.
 * @returns {Promise<any>} The JSON of the answer. `undefined` after a failure.
 */
export async function askServer(url, init, { consequence, remedyFor = () => "" }) {
  try {
    const response = await fetch(url, acceptedParts(url, init));
    const answer = await response.json();
    if (response.ok) return answer;
    console.error(
      `zoom-pkce/simulator: ${url} refused the request, so ${consequence}.${remedyFor(answer)}`,
      answer,
    );
  } catch (error) {
    if (init.signal.aborted) return undefined;
    console.error(
      `zoom-pkce/simulator: no answer of a simulated Zoom server from ${url}, so ${consequence}. ` +
        "Is the server running, and does connect-src of the page's Content-Security-Policy allow this URL?",
      error,
    );
  }
  return undefined;
}
