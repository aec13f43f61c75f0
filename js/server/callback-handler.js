// The endpoint that Zoom sends a person back to who adds the app.

import { checkFunction, checkOptionalFunction, checkOptions } from "./arguments/basic.js";
import { TOKEN_CLIENT_OPTIONS, checkedTokenClient } from "./arguments/client.js";
import { checkRestart, checkSession, errorForLog, errorRefusal, readCallback } from "./callback-request.js";
import { createReporter } from "./callbacks.js";
import { exchangeCode } from "./exchange-code.js";
import { START_OPTIONS, checkedStart } from "./install-start.js";
import { createRedirectEndpoint, destinationOf } from "./redirect-endpoint.js";
import { withRedirectHint } from "./redirect-hints.js";
import { checkNavigation } from "./request-checks.js";
import { failureRefusal, tokenResponse } from "./token-response.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/** @import { TokenClientOptions } from "./arguments/client.js" */
/** @import { KeptInstall, StartOptions } from "./install-start.js" */
/** @import { Destination, InstallContext, PersonOptions } from "./redirect-endpoint.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} CallbackOptions
 * What {@link createCallbackHandler} takes besides the app's credentials, {@link StartOptions} and
 * {@link PersonOptions}.
 *
 * @property {(request: Request, context: InstallContext) => KeptInstall | null | undefined | Promise<KeptInstall | null | undefined>} getCodeVerifier
 *   Takes all that `keepCodeVerifier` got out of the request's session, so that no second request
 *   finds it; `undefined` or `null` if nothing is kept.
 * @property {(tokens: Tokens, context: InstallContext) => Destination | Promise<Destination>} onTokens
 *   Keeps the tokens (in a session with a new ID, a database) and says where the person goes: a URL
 *   of the app, a link of {@link requestDeepLink}, or a `Response`. An answer that holds the access
 *   token or the refresh token is taken for a mistake: the person gets `server_error`.
 */

/**
 * @typedef {TokenClientOptions & StartOptions & PersonOptions & CallbackOptions} CallbackHandlerOptions
 * What {@link createCallbackHandler} takes.
 */

const FAILURE = "The backend could not finish the sign-in; its onError has the cause.";
const OPTIONS = [
  ...TOKEN_CLIENT_OPTIONS,
  ...START_OPTIONS,
  "getCodeVerifier",
  "onTokens",
  "onFailure",
  "onError",
];

/**
 * Creates the endpoint of the app's redirect URL. It checks that the redirect belongs to a sign-in
 * of this session, exchanges the code for tokens and gives the tokens to `onTokens`.
 *
 * After "Add" in the Zoom App Marketplace, a person arrives with a code but without a `state`. Any
 * link can look like that, and could sign the person in to someone else's account. So that code is
 * not used: the endpoint starts a sign-in of its own, as {@link createInstallHandler} does, which
 * Zoom answers at once. It does this once. A callback without a `state` that follows is refused.
 *
 * The endpoint takes a standard `Request` and resolves to a standard `Response`. It rejects in one
 * case only: if it is given anything but a `Request`, such as Express's request, with
 * `invalid_argument`.
 *
 * A URL that `onTokens` gives becomes a redirect (303). A sign-in that starts anew is a redirect to
 * Zoom (302). No cache keeps an answer. Errors are what `onFailure` gives, or `{ error, error_description }`:
 *
 * | status | `error` | when |
 * |---|---|---|
 * | 400 | `invalid_request` | The code is missing or malformed, or a parameter comes twice. |
 * | 400 | `state_missing` | The sign-in was started anew, and again no `state` came. |
 * | 400 | `state_mismatch` | The `state` is not that of this session. |
 * | 400 | `session_expired` | The session keeps nothing: too late, or a second time. |
 * | 400 | `invalid_grant` | Zoom refused the code. The hint lists the likely causes. |
 * | 403 | `access_denied` | The person declined. |
 * | 405 | `method_not_allowed` | The method is not GET. |
 * | 429 | `rate_limited` | Zoom takes no requests for now; `Retry-After` says how long. |
 * | 500 | `server_error` | A function of the application failed, or a credential is missing. |
 * | 502 | `authorization_failed` | Zoom's page for consent answered with another error. |
 * | 502 | `token_request_failed` | Zoom refused something other than the code, or was not reached. |
 * | 503 | `unavailable` | Zoom is out of service; `Retry-After` says how long. |
 * | 504 | `token_request_failed` | Zoom did not answer in time. |
 *
 * @param {CallbackHandlerOptions} options The app's credentials, where the code verifier is kept,
 *   and what to do with the tokens.
 * @returns {(request: Request) => Promise<Response>} The endpoint, for a router.
 * @throws {ZoomTokenError} `invalid_argument`, naming the option that breaks a rule.
 *
 * @example
 * import { createCallbackHandler } from "zoom-pkce/server";
 *
 * // For this example only: a real backend has its sessions where they outlive the process, and one for each visitor.
 * const sessions = new Map();
 * const sessionOf = (request) => request.headers.get("cookie");
 * const handleCallback = createCallbackHandler({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   redirectUri: "https://app.example.com/zoom/callback",
 *   keepCodeVerifier(kept, { request }) {
 *     sessions.set(sessionOf(request), kept);
 *   },
 *   getCodeVerifier(request) {
 *     // Taken out: it is good for one callback.
 *     const kept = sessions.get(sessionOf(request));
 *     sessions.delete(sessionOf(request));
 *     return kept;
 *   },
 *   onTokens: (tokens) => "/welcome",
 *   onFailure: (error) => `/sorry?error=${error.error}`,
 * });
 *
 * const callback = "https://app.example.com/zoom/callback";
 * const headers = { cookie: "session=1" };
 * const open = (query) => handleCallback(new Request(callback + query, { headers }));
 *
 * // After "Add" in the Marketplace: the sign-in starts anew.
 * const added = await open("?code=a-code-without-a-state");
 * added.headers.get("location").split("?")[0]; // => "https://zoom.us/oauth/authorize"
 *
 * const declined = await open(`?error=access_denied&state=${sessions.get("session=1").state}`);
 * declined.status; // => 303
 * declined.headers.get("location"); // => "https://app.example.com/sorry?error=access_denied"
 */
export function createCallbackHandler(options) {
  checkOptions(options, "createCallbackHandler", OPTIONS);
  const { redirectUri, getCodeVerifier, onTokens, onFailure, onError } = options;
  const { client, readCredentials } = checkedTokenClient(options);
  const start = checkedStart(options);
  checkFunction("getCodeVerifier", getCodeVerifier);
  checkFunction("onTokens", onTokens);
  checkOptionalFunction("onFailure", onFailure);
  checkOptionalFunction("onError", onError);
  const report = createReporter(onError);

  /** @param {InstallContext} context */
  async function handle(context) {
    const { request } = context;
    checkNavigation(request);
    const fields = readCallback(request);
    const { code = "", state, error } = fields;
    // Read before the code verifier is taken out of the session.
    const credentials = await readCredentials();
    const given = await getCodeVerifier(request, context);
    if (error !== undefined) {
      const logged = errorForLog(fields);
      if (logged) await report(logged);
      throw errorRefusal(fields);
    }
    if (state === undefined) {
      checkRestart(given);
      return start(credentials.clientId, true, context);
    }
    const { codeVerifier, codeChallengeMethod } = checkSession(given, state, request.headers);
    const sent = { code, codeVerifier, codeChallengeMethod, redirectUri, receivedAt: Date.now() };
    const tokens = await exchange({ ...client, ...credentials, ...sent });
    return tokenResponse(destinationOf(await onTokens(tokens, context), "onTokens", redirectUri), tokens);
  }

  /** @param {import("./exchange-code.js").ExchangeCodeOptions} request */
  async function exchange(request) {
    try {
      // Not ended when the person goes away: the code would be used up and the tokens lost.
      return await exchangeCode(request);
    } catch (error) {
      if (!(error instanceof ZoomTokenError)) throw error;
      const explained = withRedirectHint(error);
      await report(explained);
      throw failureRefusal(explained);
    }
  }

  return createRedirectEndpoint(handle, { onFailure, onError, baseUrl: redirectUri, failure: FAILURE });
}
