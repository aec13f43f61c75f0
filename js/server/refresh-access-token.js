import { checkOptions } from "./arguments/basic.js";
import { TOKEN_REQUEST_OPTIONS } from "./arguments/client.js";
import { checkToken } from "./arguments/tokens.js";
import { requestTokens } from "./token-request.js";

/** @import { AnyClientRequestOptions } from "./token-request.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} RefreshTokenOptions
 * What {@link refreshAccessToken} takes besides {@link AnyClientRequestOptions}.
 *
 * @property {string} refreshToken The newest refresh token. Each works once, and the one that comes
 *   back replaces it.
 */

/**
 * @typedef {AnyClientRequestOptions & RefreshTokenOptions} RefreshAccessTokenOptions
 * What {@link refreshAccessToken} takes: the app's credentials, and the refresh token.
 */

const OPTIONS = [...TOKEN_REQUEST_OPTIONS, "refreshToken"];

/**
 * Exchanges a refresh token for new tokens (RFC 6749 section 6). Zoom replaces the refresh token
 * each time, and the old one no longer works: save the new one before anything else
 * (https://devsupport.zoom.us/hc/en-us/articles/360060332931-Extending-the-expiration-for-an-OAuth-access-token).
 * A backend with several requests at a time, or with several processes, should use
 * {@link createTokenRefresher}. A public client leaves `clientSecret` out, as for
 * {@link exchangeCode}.
 *
 * @param {RefreshAccessTokenOptions} options The app's credentials, and the refresh token.
 * @returns {Promise<Tokens>} The new tokens. If Zoom's answer has no refresh token, `refreshToken`
 *   is the one that was sent, which is still valid.
 * @throws {ZoomTokenError} `invalid_argument` if an argument breaks a rule: then nothing was sent.
 *   `invalid_grant` if the refresh token was used before, was revoked or has expired. After a
 *   `network_error`, a `timeout`, an `aborted` or an `invalid_response`, Zoom may have replaced the
 *   refresh token: keep it and try once more. {@link ZoomTokenError} lists the others.
 *
 * @example
 * import { exchangeCode, refreshAccessToken } from "zoom-pkce/server";
 *
 * const app = { clientId: process.env.ZOOM_CLIENT_ID, clientSecret: process.env.ZOOM_CLIENT_SECRET };
 *
 * // `body` is what `forward` has posted, parsed.
 * const first = await exchangeCode({
 *   ...app,
 *   code: body.code,
 *   codeVerifier: body.code_verifier,
 *   redirectUri: body.redirect_uri,
 * });
 * const next = await refreshAccessToken({ ...app, refreshToken: first.refreshToken });
 * next.scope; // => "user:read:user zoomapp:inmeeting"
 * next.refreshToken === first.refreshToken; // => false
 *
 * // The first refresh token is used up.
 * const again = refreshAccessToken({ ...app, refreshToken: first.refreshToken });
 * await again.catch(({ error }) => error); // => "invalid_grant"
 */
export async function refreshAccessToken(options) {
  checkOptions(options, "refreshAccessToken", OPTIONS);
  const { refreshToken } = options;
  checkToken("refreshToken", refreshToken);
  const tokens = await requestTokens(
    options,
    { grant_type: "refresh_token", refresh_token: refreshToken },
    { secrets: [refreshToken] },
  );
  return { refreshToken, ...tokens };
}
