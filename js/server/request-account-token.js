import { checkCredential, checkOptions } from "./arguments/basic.js";
import { TOKEN_REQUEST_OPTIONS } from "./arguments/client.js";
import { requestTokens } from "./token-request.js";

/** @import { TokenRequestOptions } from "./token-request.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} AccountOptions
 * What {@link requestAccountToken} takes besides {@link TokenRequestOptions}.
 *
 * @property {string} accountId The account of the server-to-server app, as the Zoom App Marketplace
 *   shows it beside the credentials.
 */

/**
 * @typedef {TokenRequestOptions & AccountOptions} RequestAccountTokenOptions
 * What {@link requestAccountToken} takes: the credentials of a server-to-server app, and its
 * account.
 */

const OPTIONS = [...TOKEN_REQUEST_OPTIONS, "accountId"];

/**
 * Requests an access token of a server-to-server app, with Zoom's grant `account_credentials`
 * (https://developers.zoom.us/docs/internal-apps/s2s-oauth/). The token lives an hour and has no
 * refresh token: request another, or use {@link createAccountTokenSource}, which does. All
 * parameters are sent in the body of the request: to parameters in the query string, as in older
 * code, Zoom answers 400.
 *
 * @param {RequestAccountTokenOptions} options The credentials of a server-to-server app, and its
 *   account.
 * @returns {Promise<Tokens>} An access token for the account, without a `refreshToken`.
 * @throws {ZoomTokenError} `invalid_argument` if an argument breaks a rule: then nothing was sent.
 *   {@link ZoomTokenError} lists the others.
 *
 * @example
 * import { requestAccountToken } from "zoom-pkce/server";
 *
 * const tokens = await requestAccountToken({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   accountId: process.env.ZOOM_ACCOUNT_ID,
 * });
 * tokens.tokenType; // => "bearer"
 * tokens.refreshToken; // => undefined
 * tokens.expiresAt > Date.now(); // => true
 */
export async function requestAccountToken(options) {
  checkOptions(options, "requestAccountToken", OPTIONS);
  const { accountId } = options;
  checkCredential("accountId", accountId);
  return requestTokens(
    options,
    { grant_type: "account_credentials", account_id: accountId },
    { secrets: [] },
  );
}
