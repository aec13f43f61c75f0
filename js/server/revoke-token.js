import { checkOptions } from "./arguments/basic.js";
import { TOKEN_REQUEST_OPTIONS } from "./arguments/client.js";
import { checkToken } from "./arguments/tokens.js";
import { endpointBeside } from "./arguments/urls.js";
import { postForm } from "./post-form.js";
import { TOKEN_URL } from "./token-request.js";

/** @import { TokenRequestOptions } from "./token-request.js" */

/**
 * @typedef {object} RevocationOptions
 * What {@link revokeToken} takes besides credentials and the limits of {@link TokenRequestOptions}.
 *
 * @property {string} token The access token, which is what Zoom documents. RFC 7009 section 2.1
 *   allows a refresh token too.
 * @property {string | undefined} [revokeUrl] The revocation endpoint: `https:`, or `http:` on a
 *   loopback host, without a query string. By default it is beside `tokenUrl`:
 *   `https://zoom.us/oauth/revoke`, or `…/oauth/revoke` for a `tokenUrl` that ends in
 *   `/oauth/token`. It is required for any other `tokenUrl`.
 */

/**
 * @typedef {TokenRequestOptions & RevocationOptions} RevokeTokenOptions
 * What {@link revokeToken} takes: the app's credentials, and the token.
 */

const REVOKE_PATH = "/oauth/revoke";
const OPTIONS = [...TOKEN_REQUEST_OPTIONS, "token", "revokeUrl"];

/**
 * Revokes a token (RFC 7009): `POST https://zoom.us/oauth/revoke` with the token in the body, which
 * Zoom answers with `{ "status": "success" }` (Zoom's public API collection, "Revoke an access
 * token"). Zoom treats this as if the person had removed the app: their other tokens end too, and
 * the app receives its deauthorization event
 * (https://devforum.zoom.us/t/zoom-api-how-to-revoke-app-access-when-user-wants-to-disconnect-your-app-and-zoom-app/18432).
 *
 * @param {RevokeTokenOptions} options The app's credentials, and the token.
 * @returns {Promise<void>} Resolves when Zoom has revoked the token. A token that has ended or is
 *   unknown counts as revoked (RFC 7009 section 2.2).
 * @throws {ZoomTokenError} `invalid_argument` if an argument breaks a rule: then nothing was sent.
 *   After a `network_error`, a `timeout`, an `aborted` or an `invalid_response`, the token may or
 *   may not be revoked: revoke it again. {@link ZoomTokenError} lists the others.
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
  checkOptions(options, "revokeToken", OPTIONS);
  const { token, tokenUrl = TOKEN_URL } = options;
  const { revokeUrl = endpointBeside(tokenUrl, "revokeUrl", REVOKE_PATH) } = options;
  checkToken("token", token);
  const endpoint = { url: revokeUrl, option: "revokeUrl", name: "revocation endpoint" };
  const { text, body, unusable } = await postForm(
    options,
    endpoint,
    { token },
    { secrets: [token], sent: { grantType: "revoke" } },
  );
  // RFC 7009 section 2.2 needs no body. A body that is not JSON is the page of a proxy or a portal.
  if (text === "") return;
  if (body === undefined) throw unusable("the answer is not a JSON object");
  if (body.status !== undefined && body.status !== "success") {
    throw unusable("the answer does not say that the token is revoked");
  }
}
