// The endpoint of a backend that a page posts its authorization code to.

import { checkFunction, checkOptionalFunction, checkOptions } from "./arguments/basic.js";
import { TOKEN_CLIENT_OPTIONS, checkedTokenClient } from "./arguments/client.js";
import { checkOrigins, checkRedirectUris } from "./arguments/urls.js";
import { createReporter } from "./callbacks.js";
import { checkKept } from "./code-verifier.js";
import { createEndpoint } from "./endpoint.js";
import { exchangeOrRefuse } from "./exchange-or-refuse.js";
import { checkContentType, checkMethod, checkOrigin, invalidRequest, readFields } from "./request-checks.js";
import { checkFields } from "./token-fields.js";
import { tokenResponse } from "./token-response.js";

/** @import { Credential } from "./arguments/credentials.js" */
/** @import { Secrets } from "./callbacks.js" */
/** @import { GivenCodeVerifier } from "./code-verifier.js" */
/** @import { TokenFields } from "./token-fields.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} TokenContext
 * What `onTokens` gets beside the tokens.
 *
 * @property {Request} request The page's request, for its cookies and headers. Its body has been
 *   read.
 * @property {string | undefined} [state] The `state`, as the page sent it.
 * @property {string} redirectUri The page that signed in: one of `allowedRedirectUris`.
 */

/**
 * @typedef {object} TokenHandlerOptions
 * What {@link createTokenHandler} takes.
 *
 * @property {Credential} clientId The app's client ID, or a function that returns it. It may be
 *   missing until the first request, such as in a build.
 * @property {Credential} clientSecret The app's client secret, in the same way.
 * @property {ReadonlyArray<string>} allowedRedirectUris The pages that may call `authorize`, each
 *   exactly as in the event's `redirectUri`.
 * @property {(tokens: Tokens, context: TokenContext) => unknown} onTokens Keeps the tokens (in a
 *   session, a database) and returns the answer for the page: a plain object, `undefined` for `{}`,
 *   a `Response`, or a promise of one of these. An answer that holds the access token or the
 *   refresh token, anywhere in the object or in the body and the headers of the `Response`, is taken
 *   for a mistake: the page gets `server_error`.
 * @property {((request: Request, fields: Readonly<TokenFields>) => GivenCodeVerifier | Promise<GivenCodeVerifier>) | undefined} [getCodeVerifier]
 *   For a backend that keeps the code verifier: takes it out of the request's session, so that no
 *   second request finds it. If {@link createChallengeHandler} made it, return all that was kept:
 *   then `state` and `expiresAt` are checked before Zoom is asked. With this function, the code
 *   verifier that a page sends is ignored unless the function returns it
 *   (`?? fields.code_verifier`).
 * @property {ReadonlyArray<string> | undefined} [allowedOrigins] The origins of the pages that may
 *   post here, such as `https://app.example.com`; by default the endpoint's own. It only admits
 *   them: the CORS headers that pages of another origin need are up to the application.
 * @property {string | undefined} [tokenUrl] As for {@link exchangeCode}.
 * @property {import("./token-request.js").TokenRequestOptions["fetch"]} [fetch] As for
 *   {@link exchangeCode}.
 * @property {number | undefined} [timeoutMs] As for {@link exchangeCode}.
 * @property {((error: unknown) => void) | undefined} [onError] Gets what the page must not see, for
 *   the backend's log: a {@link ZoomTokenError}, or a copy of what `onTokens` or `getCodeVerifier`
 *   threw, in which `[redacted]` stands for the secrets of the sign-in.
 */

const FAILURE = "The backend could not finish the sign-in; its onError has the cause.";
const MISSING_VERIFIER =
  "code_verifier is missing. Send it with the code; a backend that keeps it supplies it with getCodeVerifier of createTokenHandler. If its session was not found: in Zoom's frame a session cookie needs SameSite=None and Secure.";

const OPTIONS = [
  ...TOKEN_CLIENT_OPTIONS,
  "allowedRedirectUris",
  "onTokens",
  "getCodeVerifier",
  "allowedOrigins",
  "onError",
];

/**
 * Creates the endpoint that `forward` and `authorizeWithBackend` post to. It checks the request,
 * exchanges the code for tokens and gives the tokens to `onTokens`.
 *
 * The endpoint takes a standard `Request` and resolves to a standard `Response`. It rejects in one
 * case only: if it is given anything but a `Request`, such as Express's request, with
 * `invalid_argument`. `onError` does not get that error.
 *
 * Every answer is JSON that no cache keeps. Errors are `{ error, error_description }`:
 *
 * | status | `error` | when |
 * |---|---|---|
 * | 400 | `invalid_request` | The body cannot be read, a field breaks its rule (it is named), or there is no code verifier. |
 * | 400 | `invalid_grant` | Zoom refused the code. The description lists the likely causes. |
 * | 403 | `forbidden_origin` | The page has another origin (`Origin`, `Sec-Fetch-Site`). |
 * | 405 | `method_not_allowed` | The method is not POST. |
 * | 413 | `content_too_large` | The body is larger than 40 KiB. |
 * | 415 | `unsupported_media_type` | The body is neither JSON nor a form. |
 * | 429 | `rate_limited` | Zoom takes no requests for now; `Retry-After` says how long. |
 * | 500 | `server_error` | `onTokens` or `getCodeVerifier` failed, or a credential is missing. |
 * | 502 | `token_request_failed` | Zoom refused something other than the code, or was not reached. |
 * | 503 | `unavailable` | Zoom is out of service; `Retry-After` says how long. |
 * | 504 | `token_request_failed` | Zoom did not answer in time. |
 *
 * @param {TokenHandlerOptions} options The app's credentials, the pages that may sign in, and what
 *   to do with the tokens.
 * @returns {(request: Request) => Promise<Response>} The endpoint, for a router.
 * @throws {ZoomTokenError} `invalid_argument`, naming the option that breaks a rule.
 *
 * @example
 * import { createTokenHandler } from "zoom-pkce/server";
 *
 * // For this example only: the framework's sessions, found by the cookie that it has set.
 * const sessions = new Map([["1", {}]]);
 * const idOf = ({ headers }) => /\bsession=(\w+)/.exec(headers.get("cookie"))[1];
 * const sessionOf = (request) => sessions.get(idOf(request));
 * const handleToken = createTokenHandler({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   allowedRedirectUris: ["https://app.example.com/"],
 *   async onTokens(tokens, { request }) {
 *     sessionOf(request).tokens = tokens;
 *     return { scope: tokens.scope };
 *   },
 *   onError: console.error,
 * });
 *
 * // `request` is what `forward` has sent.
 * const response = await handleToken(request);
 * response.status; // => 200
 * await response.json(); // => { scope: "user:read:user zoomapp:inmeeting" }
 * sessionOf(request).tokens.tokenType; // => "bearer"
 */
export function createTokenHandler(options) {
  checkOptions(options, "createTokenHandler", OPTIONS);
  const { onTokens, getCodeVerifier, onError } = options;
  const { client, readCredentials } = checkedTokenClient(options);
  checkRedirectUris(options.allowedRedirectUris);
  checkFunction("onTokens", onTokens);
  checkOptionalFunction("getCodeVerifier", getCodeVerifier);
  checkOrigins(options.allowedOrigins);
  checkOptionalFunction("onError", onError);
  const redirectUris = new Set(options.allowedRedirectUris);
  const origins = options.allowedOrigins && new Set(options.allowedOrigins);
  const report = createReporter(onError);

  /** @param {Request} request @param {Secrets} secrets */
  async function handle(request, secrets) {
    checkMethod(request);
    checkOrigin(request, origins);
    const fields = checkFields(await readFields(request, checkContentType(request)), redirectUris);
    const { code, redirect_uri: redirectUri, state } = fields;
    secrets.push(code, fields.code_verifier, state);
    // Read before the code verifier is taken out of the session.
    const credentials = await readCredentials();
    secrets.push(credentials.clientSecret);
    const { codeVerifier, codeChallengeMethod } = getCodeVerifier
      ? checkKept(await getCodeVerifier(request, fields), fields, request.headers)
      : { codeVerifier: fields.code_verifier };
    if (codeVerifier === undefined) throw invalidRequest(MISSING_VERIFIER);
    secrets.push(codeVerifier);

    const sent = { code, codeVerifier, codeChallengeMethod, redirectUri };
    const tokens = await exchangeOrRefuse({ ...client, ...credentials, ...sent }, report);
    secrets.push(tokens.accessToken, tokens.refreshToken);
    return tokenResponse(await onTokens(tokens, { request, state, redirectUri }), tokens);
  }

  return createEndpoint(handle, report, FAILURE);
}
