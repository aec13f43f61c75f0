// What the page gets after a token request: what the application gave for it, or what failed at
// Zoom.

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
    refuseTokenHeaders(result.headers, tokens);
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
 * @param {Headers} headers
 * @param {Tokens} tokens
 * @returns {void}
 * @throws {TypeError} If a header holds a token; it says which.
 */
export function refuseTokenHeaders(headers, tokens) {
  for (const [, value] of headers) refuseTokens(value, tokens);
}

/**
 * @param {Headers} headers
 * @param {Tokens} tokens
 */
export function removeTokenHeaders(headers, tokens) {
  for (const [name, value] of [...headers]) if (tokenIn(value, tokens)) headers.delete(name);
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
 * @param {string} text What the page would get.
 * @param {Tokens} tokens
 * @returns {void}
 * @throws {TypeError} If a token is in the text; it says which.
 */
function refuseTokens(text, tokens) {
  const name = tokenIn(text, tokens);
  if (name === undefined) return;
  throw new TypeError(`onTokens gave back the ${name}: give back only what the page needs, and no token`);
}

/**
 * Searches the text that the page would get. So a copy of a token is found too, and one that is
 * nested deep.
 *
 * @param {string} text
 * @param {Tokens} tokens
 * @returns {string | undefined} The name of the token that is in the text.
 */
function tokenIn(text, { accessToken, refreshToken }) {
  if (holds(text, accessToken)) return "access token";
  return refreshToken && holds(text, refreshToken) ? "refresh token" : undefined;
}

/**
 * @param {string} text
 * @param {string} token
 * @returns {boolean} Whether the token is in the text, as it is, escaped for JSON or
 *   percent-encoded; a short token only as a whole JSON string.
 */
function holds(text, token) {
  if (token.length < MIN_SEARCHED_CHARS) return text.includes(JSON.stringify(token));
  const forms = [token, jsonEscaped(token), percentDecoded(token)];
  return [text, percentDecoded(text)].some((written) => forms.some((form) => written.includes(form)));
}

/**
 * Decodes the escapes of URLs. One that is itself encoded, as often as may be, is one escape:
 * `%252F` too is a slash.
 *
 * @param {string} text
 */
const percentDecoded = (text) =>
  text.replace(/%(?:25)*([\da-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
