/**
 * @typedef {object} Tokens
 * The tokens of a successful answer (RFC 6749 section 5.1).
 *
 * @property {string} accessToken for `Authorization: Bearer` of Zoom's API; lives an hour
 * @property {string} tokenType as Zoom wrote it, `bearer`
 * @property {string} [refreshToken] works once: store the one that comes back with each refresh
 * @property {string} scope the granted scopes, separated by spaces; empty where Zoom named none
 * @property {number} expiresAt when the access token ends, in milliseconds since the epoch
 * @property {Record<string, unknown>} raw the body as it came
 */

/** Zoom's access tokens live an hour. */
const DEFAULT_LIFETIME_SECONDS = 3600;

/**
 * @param {unknown} expiresIn
 * @returns {number} seconds; an hour where `expires_in`, which RFC 6749 only recommends, is missing or makes no sense
 */
function lifetimeSeconds(expiresIn) {
  const seconds = typeof expiresIn === "string" && /^\d+$/.test(expiresIn) ? Number(expiresIn) : expiresIn;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0
    ? seconds
    : DEFAULT_LIFETIME_SECONDS;
}

/**
 * @param {unknown} scope
 * @returns {string}
 */
function scopeText(scope) {
  if (typeof scope === "string") return scope;
  return Array.isArray(scope) ? scope.filter((item) => typeof item === "string").join(" ") : "";
}

/**
 * @param {Record<string, unknown>} body
 * @param {number} sentAt when the request went out, in milliseconds since the epoch: counted from there, `expiresAt` is
 *   never later than the token really ends
 * @returns {Tokens | undefined} `undefined` where there is no access token
 */
export function readTokens(body, sentAt) {
  if (typeof body.access_token !== "string" || body.access_token === "") return undefined;
  const tokenType =
    typeof body.token_type === "string" && body.token_type !== "" ? body.token_type : "bearer";
  return {
    accessToken: body.access_token,
    tokenType,
    ...(typeof body.refresh_token === "string" &&
      body.refresh_token !== "" && { refreshToken: body.refresh_token }),
    scope: scopeText(body.scope),
    expiresAt: sentAt + Math.floor(lifetimeSeconds(body.expires_in) * 1000),
    raw: body,
  };
}
