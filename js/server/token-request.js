import { postForm } from "./post-form.js";
import { readTokens } from "./tokens.js";

/** @import { GrantType, SentRequest } from "./hints.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenRequestOptions
 * What every token request takes, whatever its grant.
 *
 * @property {string} clientId the app's client ID
 * @property {string} clientSecret the app's client secret
 * @property {string | undefined} [tokenUrl] `https://zoom.us/oauth/token` by default; `https:`, or `http:` on a loopback host, and
 *   no query string
 * @property {((url: string, init: RequestInit) => Promise<Response>) | undefined} [fetch] what sends the request; the global `fetch` by default
 * @property {AbortSignal | undefined} [signal] ends the request
 * @property {number | undefined} [timeoutMs] how long the whole answer may take, in milliseconds; 10000 by default
 */

const TOKEN_URL = "https://zoom.us/oauth/token";

/**
 * Posts a form to the token endpoint and reads the tokens in its answer.
 *
 * @param {TokenRequestOptions} options
 * @param {Record<string, string> & { grant_type: GrantType }} form the parameters of the grant
 * @param {{ secrets: ReadonlyArray<string | undefined>, sent?: Omit<SentRequest, "grantType"> }} context what must not
 *   come out in an error, and what hints depend on
 * @returns {Promise<Tokens>}
 * @throws {ZoomTokenError}
 */
export async function requestTokens(options, form, { secrets, sent }) {
  const { tokenUrl = TOKEN_URL } = options;
  const endpoint = { url: tokenUrl, option: "tokenUrl", name: "token endpoint" };
  const context = { secrets, sent: { ...sent, grantType: form.grant_type } };
  const { body, sentAt, unusable } = await postForm(options, endpoint, form, context);
  if (body === undefined) throw unusable("the answer is not a JSON object");
  const tokens = readTokens(body, sentAt);
  if (tokens === undefined) throw unusable("the answer carries no access_token");
  return tokens;
}
