// Tokens, as Zoom's token endpoint grants them.

import { ACCESS_TOKEN_LIFETIME_MS } from "../shared/limits.js";
import { readApiUrl } from "./api-url.js";

/**
 * @typedef {object} Tokens
 * The tokens of a successful answer (RFC 6749 section 5.1).
 *
 * @property {string} accessToken The access token, for `Authorization: Bearer` of Zoom's API. It
 *   lives an hour.
 * @property {string} tokenType The type, as Zoom wrote it: `bearer`.
 * @property {string} [refreshToken] The refresh token. It works once: save the one that comes back
 *   with each refresh.
 * @property {string} scope The granted scopes, separated by spaces; `""` if Zoom named none.
 * @property {number} expiresAt When the access token ends, in milliseconds since the epoch.
 * @property {string} apiUrl The address of Zoom's API for this account, without a slash at its end:
 *   `https://eu01api.zoom.us`, for instance. It is a host of the cloud that the token endpoint
 *   belongs to; `https://api.zoom.us`, which works for every account, if Zoom's answer names none
 *   such.
 * @property {Record<string, unknown>} raw The body of Zoom's answer, parsed.
 */

/**
 * Reads the tokens in an answer. Fields of the wrong type count as left out.
 *
 * @param {Record<string, unknown>} body The body of the answer.
 * @param {number} sentAt When the request was sent, in milliseconds since the epoch. The token's
 *   life is counted from here, so `expiresAt` is never later than its end at Zoom.
 * @param {string} tokenUrl The token endpoint that answered.
 * @returns {Tokens | undefined} `undefined` if there is no access token.
 */
export function readTokens(body, sentAt, tokenUrl) {
  if (!isNonEmptyString(body.access_token)) return undefined;
  return {
    accessToken: body.access_token,
    tokenType: isNonEmptyString(body.token_type) ? body.token_type : "bearer",
    ...(isNonEmptyString(body.refresh_token) && { refreshToken: body.refresh_token }),
    scope: readScope(body.scope),
    expiresAt: sentAt + readLifetimeMs(body.expires_in),
    apiUrl: readApiUrl(body.api_url, tokenUrl),
    raw: body,
  };
}

/**
 * Checks tokens that the application gives back. Only what has to be there is checked.
 *
 * @param {{ accessToken?: unknown, expiresAt?: unknown }} tokens
 * @returns {boolean} Whether they have an access token and its end.
 */
export const hasAccessToken = ({ accessToken, expiresAt }) =>
  isNonEmptyString(accessToken) && Number.isFinite(expiresAt);

/**
 * @param {unknown} value
 * @returns {value is string}
 */
const isNonEmptyString = (value) => typeof value === "string" && value !== "";

/**
 * @param {unknown} expiresIn Seconds, as a number or as digits. RFC 6749 only recommends it.
 * @returns {number} Whole milliseconds; an hour if it is missing or not a lifetime.
 */
function readLifetimeMs(expiresIn) {
  const seconds = typeof expiresIn === "string" && /^\d+$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0
    ? Math.floor(seconds * 1000)
    : ACCESS_TOKEN_LIFETIME_MS;
}

/**
 * @param {unknown} scope
 * @returns {string}
 */
function readScope(scope) {
  if (typeof scope === "string") return scope;
  return Array.isArray(scope) ? scope.filter((item) => typeof item === "string").join(" ") : "";
}
