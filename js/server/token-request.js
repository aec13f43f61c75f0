// A request to Zoom's token endpoint.

import { postForm } from "./post-form.js";
import { readTokens } from "./tokens.js";

/** @import { GrantType, SentRequest } from "./hints.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenRequestOptions
 * What every token request takes, whatever its grant.
 *
 * @property {string} clientId The app's client ID.
 * @property {string} clientSecret The app's client secret.
 * @property {string | undefined} [tokenUrl] The token endpoint: `https:`, or `http:` on a loopback
 *   host, without a query string. `https://zoom.us/oauth/token` by default.
 * @property {((url: string, init: RequestInit) => Promise<Response>) | undefined} [fetch] Sends the
 *   request. The global `fetch` by default.
 * @property {AbortSignal | undefined} [signal] Ends the request when it is aborted.
 * @property {number | undefined} [timeoutMs] How long the whole answer may take, in milliseconds;
 *   10000 by default, at most 2147483647.
 */

/** The token endpoint by default. */
export const TOKEN_URL = "https://zoom.us/oauth/token";

/**
 * @typedef {Omit<TokenRequestOptions, "clientSecret">
 *   & Partial<Pick<TokenRequestOptions, "clientSecret">>} AnyClientRequestOptions
 * {@link TokenRequestOptions} of a confidential or a public client. A public client leaves
 * `clientSecret` out. A secret that is there and `undefined`, such as an environment variable that
 * is not set, is refused.
 */

/**
 * Posts a form to the token endpoint and reads the tokens in its answer.
 *
 * @param {AnyClientRequestOptions} options Checked here.
 * @param {Record<string, string> & { grant_type: GrantType }} form The parameters of the grant.
 * @param {{ secrets: ReadonlyArray<string | undefined>, sent?: Omit<SentRequest, "grantType"> }} context
 *   What errors must not show beside the client credentials, and what hints depend on.
 * @returns {Promise<Tokens>}
 * @throws {ZoomTokenError} What {@link postForm} throws; `invalid_response` for an answer without
 *   an access token.
 */
export async function requestTokens(options, form, { secrets, sent }) {
  const { tokenUrl = TOKEN_URL } = options;
  const endpoint = { url: tokenUrl, option: "tokenUrl", name: "token endpoint" };
  const context = { secrets, sent: { ...sent, grantType: form.grant_type } };
  const { body, sentAt, unusable } = await postForm(options, endpoint, form, context);
  if (body === undefined) throw unusable("the answer is not a JSON object");
  const tokens = readTokens(body, sentAt, tokenUrl);
  if (tokens === undefined) throw unusable("the answer carries no access_token");
  return tokens;
}
