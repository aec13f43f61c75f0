import { checkOptions, checkToken } from "./arguments.js";
import { postForm } from "./post-form.js";

/** @import { TokenRequestOptions } from "./token-request.js" */

/**
 * @typedef {object} RevocationOptions
 * What {@link revokeToken} takes besides credentials and the limits of {@link TokenRequestOptions}.
 *
 * @property {string} token an access token, which is what Zoom documents; RFC 7009 knows refresh tokens here too
 * @property {string | undefined} [revokeUrl] `https://zoom.us/oauth/revoke` by default; `https:`, or `http:` on a loopback host, and
 *   no query string
 */

/**
 * @typedef {Omit<TokenRequestOptions, "tokenUrl"> & RevocationOptions} RevokeTokenOptions
 * What {@link revokeToken} takes: the app's own credentials, and the token.
 */

const REVOKE_URL = "https://zoom.us/oauth/revoke";

/**
 * Revokes a token (RFC 7009): `POST https://zoom.us/oauth/revoke` with the token in the body, which Zoom answers with
 * `{ "status": "success" }` (Zoom's public API collection, "Revoke an access token"). To Zoom that is the person removing
 * the app: their other tokens end too, and the app gets its deauthorization event
 * (https://devforum.zoom.us/t/zoom-api-how-to-revoke-app-access-when-user-wants-to-disconnect-your-app-and-zoom-app/18432).
 *
 * @param {RevokeTokenOptions} options The app's own credentials, and the token.
 * @returns {Promise<void>} Resolves once Zoom has said yes.
 * @throws {ZoomTokenError} always this one, see its `error` and `hint`. After a `network_error`, a `timeout`, an `aborted` or
 *   an `invalid_response` the token may or may not be revoked: revoke it again
 *
 * @example
 * import { exchangeCode, refreshAccessToken, revokeToken } from "zoom-pkce/server";
 *
 * const app = { clientId: process.env.ZOOM_CLIENT_ID, clientSecret: process.env.ZOOM_CLIENT_SECRET };
 *
 * // `body` is what `forward` has posted, parsed.
 * const { accessToken, refreshToken } = await exchangeCode({
 *   ...app,
 *   code: body.code,
 *   codeVerifier: body.code_verifier,
 *   redirectUri: body.redirect_uri,
 * });
 * await revokeToken({ ...app, token: accessToken }); // => undefined
 *
 * const refused = refreshAccessToken({ ...app, refreshToken });
 * await refused.catch(({ error }) => error); // => "invalid_grant"
 */
export async function revokeToken(options) {
  checkOptions(options, "revokeToken");
  const { token, revokeUrl = REVOKE_URL } = options;
  checkToken("token", token);
  const endpoint = { url: revokeUrl, option: "revokeUrl", name: "revocation endpoint" };
  const { text, body, unusable } = await postForm(
    options,
    endpoint,
    { token },
    { secrets: [token], sent: { grantType: "revoke" } },
  );
  // RFC 7009 section 2.2 needs no body. Where there is one, it must not be a page of somebody in between.
  if (text === "") return;
  if (body === undefined) throw unusable("the answer is not a JSON object");
  if (body.status !== undefined && body.status !== "success") {
    throw unusable("the answer does not say that the token is revoked");
  }
}
