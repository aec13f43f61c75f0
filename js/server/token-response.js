// What the page gets after a token request: what the application gave for it, or what failed at Zoom.

import { jsonEscaped } from "../shared/encodings.js";
import { isCodeRefused } from "./failures.js";
import { jsonResponse, withoutCaching } from "./json-response.js";
import { Refusal } from "./request-checks.js";

/** @import { Tokens } from "./tokens.js" */
/** @import { ZoomTokenError } from "./zoom-token-error.js" */

/** A shorter token, of a test, may be a part of any word. */
const MIN_SEARCHED_CHARS = 16;

/**
 * Makes the answer for the page of what `onTokens` gave.
 *
 * @param {unknown} result A plain object, `undefined` for `{}`, or a `Response`.
 * @param {Tokens} tokens What the answer must not hold.
 * @returns {Promise<Response>}
 * @throws {TypeError} If the result is anything else, or holds a token.
 */
export async function tokenResponse(result, tokens) {
  if (result instanceof Response) {
    const bytes = result.body && (await result.arrayBuffer());
    if (bytes) refuseTokens(new TextDecoder().decode(bytes), tokens);
    // URLs end up in logs and histories.
    refuseTokens(percentDecoded(result.headers.get("location") ?? ""), tokens);
    return withoutCaching(new Response(bytes, result));
  }
  if (result === undefined) return jsonResponse(200, {});
  if (typeof result !== "object" || result === null || Array.isArray(result)) {
    throw new TypeError("onTokens must give back a plain object or a Response");
  }
  // As JSON, the Response of another library is an empty object, and its cookies are lost.
  if (Object.prototype.toString.call(result) === "[object Response]") {
    throw new TypeError("onTokens gave back a Response that is not of this runtime: use its own Response");
  }
  const text = JSON.stringify(result) ?? "{}";
  refuseTokens(text, tokens);
  return jsonResponse(200, JSON.parse(text));
}

/**
 * Makes the refusal for the page after a failed token request. Zoom's own words are not for the
 * page.
 *
 * @param {ZoomTokenError} error
 * @returns {Refusal}
 */
export function failureRefusal(error) {
  if (error.retryAfterMs !== undefined) {
    const seconds = String(Math.ceil(error.retryAfterMs / 1_000));
    const status = error.error === "rate_limited" ? 429 : 503;
    return new Refusal(status, error.error, `Zoom takes no requests for now. Try again in ${seconds} s.`, {
      headers: { "retry-after": seconds },
    });
  }
  if (isCodeRefused(error)) {
    const { hint } = error;
    return new Refusal(400, "invalid_grant", "Zoom refused the authorization code.", { hint });
  }
  // With a status, `timeout` is the error string of Zoom's answer.
  if (error.error === "timeout" && error.status === undefined) {
    return new Refusal(504, "token_request_failed", "Zoom's token endpoint did not answer in time.");
  }
  return new Refusal(502, "token_request_failed", "The token request to Zoom failed; onError has the cause.");
}

/**
 * Searches the text that the page would get. So a copy of a token is found too, and one that is
 * nested deep.
 *
 * @param {string} text
 * @param {Tokens} tokens
 * @returns {void}
 * @throws {TypeError} If a token is in the text; it says which.
 */
function refuseTokens(text, tokens) {
  for (const [name, token] of [
    ["access token", tokens.accessToken],
    ["refresh token", tokens.refreshToken],
  ]) {
    if (token && holds(text, token)) {
      throw new TypeError(`onTokens gave back the ${name}: give back only what the page needs, and no token`);
    }
  }
}

/**
 * @param {string} json
 * @param {string} token
 * @returns {boolean} Whether the token is in the text; a short token only as a whole JSON string.
 */
const holds = (json, token) =>
  json.includes(token.length < MIN_SEARCHED_CHARS ? JSON.stringify(token) : jsonEscaped(token));

/**
 * @param {string} url
 * @returns {string} The URL as it is if an escape in it is malformed.
 */
function percentDecoded(url) {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
