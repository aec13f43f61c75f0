// The request to Zoom's API for a link that opens the app in the client.

import { createRedactor } from "../shared/redact.js";
import { argumentError, checkOptions } from "./arguments/basic.js";
import { checkedSending } from "./arguments/client.js";
import { checkToken } from "./arguments/tokens.js";
import { checkEndpointUrl } from "./arguments/urls.js";
import { readReason, readZoomCode } from "./zoom-answer.js";
import { postToZoom } from "./zoom-request.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { TokenRequestOptions } from "./token-request.js" */

/**
 * @typedef {object} LinkOptions
 * What {@link requestDeepLink} takes besides the limits of {@link TokenRequestOptions}.
 *
 * @property {string} accessToken The person's access token.
 * @property {string | undefined} [apiUrl] The server of Zoom's API: `https:`, or `http:` on a
 *   loopback host, without a query string. `https://api.zoom.us` by default.
 * @property {string | undefined} [action] A text of the app's own, which the app gets as `act` of
 *   its context when the link opens it.
 */

/**
 * @typedef {LinkOptions
 *   & Pick<TokenRequestOptions, "fetch" | "timeoutMs" | "signal">} DeepLinkOptions
 * What {@link requestDeepLink} takes: the access token, and what the link is to do.
 */

const API_URL = "https://api.zoom.us";
const SCRIPT_PROTOCOLS = new Set(["javascript:", "data:", "blob:", "vbscript:"]);
const PATH = "/v2/zoomapp/deeplink";
const OPTIONS = ["accessToken", "apiUrl", "action", "fetch", "timeoutMs", "signal"];

const LOST_ANSWER = "Nothing is used up: ask again.";
const TOKEN_REFUSED =
  "The access token has ended, was revoked, or is not one of this server's: createTokenRefresher gives a new one.";
const NO_SCOPE =
  "The app lacks a scope, which the reason names: add it to the app in the Zoom App Marketplace, and let the person authorize the app again.";

/**
 * Requests a deep link: a URL that opens the app in the Zoom client (`POST /v2/zoomapp/deeplink`).
 * `onTokens` of {@link createCallbackHandler} may send the person there.
 *
 * @param {DeepLinkOptions} options The access token, and what the link is to do.
 * @returns {Promise<string>} The link: an absolute URL, not always of `https:`.
 * @throws {ZoomTokenError} `invalid_argument` if an argument breaks a rule: then nothing was sent.
 *   `invalid_token` if Zoom refused the access token, `insufficient_scope` if a scope is missing,
 *   `api_error` for another refusal of Zoom's API. {@link ZoomTokenError} lists the others.
 *
 * @example
 * import { exchangeCode, requestDeepLink } from "zoom-pkce/server";
 *
 * // `body` is what `forward` has posted, parsed.
 * const { accessToken } = await exchangeCode({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   code: body.code,
 *   codeVerifier: body.code_verifier,
 *   redirectUri: body.redirect_uri,
 * });
 * const openApp = () => requestDeepLink({ accessToken, action: "welcome" });
 * typeof openApp; // => "function"
 *
 * const refused = requestDeepLink({ accessToken: "" });
 * await refused.catch(({ error }) => error); // => "invalid_argument"
 */
export async function requestDeepLink(options) {
  checkOptions(options, "requestDeepLink", OPTIONS);
  const { accessToken, apiUrl = API_URL, action, signal } = options;
  checkToken("accessToken", accessToken);
  checkEndpointUrl("apiUrl", apiUrl);
  if (action !== undefined && typeof action !== "string") throw argumentError("action", "must be a string");
  const sending = { ...checkedSending(options), signal };

  const redact = createRedactor([accessToken]);
  const url = apiUrl.replace(/\/+$/, "") + PATH;
  const { response, body, unusable } = await postToZoom(
    { url, option: "apiUrl", name: "API for deep links" },
    {
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json" },
      body: JSON.stringify({ action }),
      lostAnswerHint: LOST_ANSWER,
      redact,
    },
    sending,
  );
  if (!response.ok) throw apiError(response.status, body ?? {}, redact);
  const link = body?.deeplink;
  if (typeof link !== "string" || !URL.canParse(link)) throw unusable("the answer carries no deeplink");
  // Such a link would run in the page that shows it.
  if (SCRIPT_PROTOCOLS.has(new URL(link).protocol)) {
    throw unusable("the deeplink of the answer is a script");
  }
  return link;
}

/**
 * @param {number} status
 * @param {Record<string, unknown>} body `{ code, message }`
 * @param {(text: string) => string} redact
 */
function apiError(status, body, redact) {
  const reason = readReason(body, redact);
  const details = { reason, status, zoomCode: readZoomCode(body) };
  // Zoom's words come first: it may refuse a scope with any status.
  if (/\bscopes?\b/i.test(String(reason))) {
    return new ZoomTokenError("insufficient_scope", { ...details, hint: NO_SCOPE });
  }
  if (status === 401) return new ZoomTokenError("invalid_token", { ...details, hint: TOKEN_REFUSED });
  return new ZoomTokenError("api_error", details);
}
