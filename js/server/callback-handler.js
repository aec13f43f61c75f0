// The endpoint of the app's redirect URL: Zoom sends people there after they have added the app.

import { checkFunction, checkOptionalFunction, checkOptions } from "./arguments/basic.js";
import { TOKEN_CLIENT_OPTIONS, checkedTokenClient } from "./arguments/client.js";
import {
  checkRestart,
  checkSession,
  errorForLog,
  errorRefusal,
  readCallback,
  readKeptInstall,
} from "./callback-request.js";
import { createReporter } from "./callbacks.js";
import { exchangeOrRefuse } from "./exchange-or-refuse.js";
import { START_OPTIONS, checkedStart } from "./install-start.js";
import { createRedirectEndpoint, destinationOf } from "./redirect-endpoint.js";
import { withRedirectHint } from "./redirect-hints.js";
import { refuseTokenHeaders, removeTokenHeaders, tokenResponse } from "./token-response.js";

/** @import { AnyClientOptions } from "./arguments/client.js" */
/** @import { Secrets } from "./callbacks.js" */
/** @import { KeptInstall, StartOptions } from "./install-start.js" */
/** @import { Destination, InstallContext, PersonOptions } from "./redirect-endpoint.js" */
/** @import { Tokens } from "./tokens.js" */

/**
 * @typedef {object} CallbackOptions
 * What {@link createCallbackHandler} takes besides the app's credentials, {@link StartOptions} and
 * {@link PersonOptions}.
 *
 * @property {(request: Request, context: InstallContext) => KeptInstall | null | undefined
 *   | Promise<KeptInstall | null | undefined>} getCodeVerifier
 *   Takes all that `keepCodeVerifier` got out of the request's session, so that no second request
 *   finds it; `undefined` or `null` if nothing is kept.
 * @property {(tokens: Tokens, context: InstallContext) => Destination
 *   | Promise<Destination>} onTokens
 *   Keeps the tokens (in a session with a new ID, a database) and says where the person goes: a URL
 *   of the app, a link of {@link requestDeepLink}, or a `Response`. An answer that holds the access
 *   token or the refresh token, in its body or its headers, is taken for a mistake: the person gets
 *   `server_error`.
 */

/**
 * @typedef {AnyClientOptions & StartOptions & PersonOptions
 *   & CallbackOptions} CallbackHandlerOptions
 * What {@link createCallbackHandler} takes. `clientSecret` is left out for a public client, as in
 * {@link exchangeCode}.
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
 * Zoom answers at once. If the next callback comes within half a minute, and again without a
 * `state`, it is refused: something drops the `state`, and another round would not end.
 *
 * The endpoint takes a standard `Request` and resolves to a standard `Response`. It rejects in one
 * case only: if it is given anything but a `Request`, such as Express's request, with
 * `invalid_argument`.
 *
 * A callback with an `error` ends the sign-in of the session only if it has its `state`: any
 * link can have an `error`.
 *
 * A URL that `onTokens` gives becomes a redirect (303). A sign-in that starts anew is a redirect to
 * Zoom (302). No cache keeps an answer. Errors are what `onFailure` gives, or
 * `{ error, error_description }`:
 *
 * | status | `error` | when |
 * |---|---|---|
 * | 400 | `invalid_request` | The code is missing or malformed, or a parameter comes twice. |
 * | 400 | `state_missing` | The sign-in was just started anew, and again no `state` came. |
 * | 400 | `state_mismatch` | The `state` is not that of this session. |
 * | 400 | `session_expired` | The session keeps nothing: too late, or a second time. |
 * | 400 | `invalid_grant` | Zoom refused the code. The hint lists the likely causes. |
 * | 403 | `access_denied` | The person declined. |
 * | 403 | `navigation_required` | The browser opens no page: an image, a frame, a prefetch. |
 * | 405 | `method_not_allowed` | The method is not GET. |
 * | 429 | `rate_limited` | Zoom takes no requests for now; `Retry-After` says how long. |
 * | 500 | `server_error` | A function of the application failed, or a credential is missing. |
 * | 502 | `authorization_failed` | Zoom's page for consent answered with another error. |
 * | 502 | `token_request_failed` | Zoom refused something else, or was not reached. |
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
 * // For this example only: the framework's sessions, found by the cookie that it has set.
 * const sessions = new Map([["1", {}]]);
 * const idOf = ({ headers }) => /\bsession=(\w+)/.exec(headers.get("cookie"))[1];
 * const sessionOf = (request) => sessions.get(idOf(request));
 * const handleCallback = createCallbackHandler({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   redirectUri: "https://app.example.com/zoom/callback",
 *   keepCodeVerifier(kept, { request }) {
 *     sessionOf(request).zoomInstall = kept;
 *   },
 *   getCodeVerifier(request) {
 *     // Taken out: it is good for one callback.
 *     const session = sessionOf(request);
 *     const kept = session.zoomInstall;
 *     delete session.zoomInstall;
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
 * const { state } = sessions.get("1").zoomInstall;
 * const declined = await open(`?error=access_denied&state=${state}`);
 * declined.status; // => 303
 * declined.headers.get("location"); // => "https://app.example.com/sorry?error=access_denied"
 */
export function createCallbackHandler(options) {
  checkOptions(options, "createCallbackHandler", OPTIONS);
  const { redirectUri, keepCodeVerifier, getCodeVerifier, onTokens, onFailure, onError } = options;
  const { client, readCredentials } = checkedTokenClient(options, { mayBePublic: true });
  const { start, lifetimeMs } = checkedStart(options);
  checkFunction("getCodeVerifier", getCodeVerifier);
  checkFunction("onTokens", onTokens);
  checkOptionalFunction("onFailure", onFailure);
  checkOptionalFunction("onError", onError);
  const report = createReporter(onError);

  /** @param {InstallContext} context @param {Secrets} secrets */
  async function handle(context, secrets) {
    const { request } = context;
    const fields = readCallback(request);
    const { code = "", state, error } = fields;
    secrets.push(code, state);
    if (error !== undefined) {
      if (state !== undefined) await endSignIn(state, context, secrets);
      const logged = errorForLog(fields);
      if (logged) await report(logged);
      throw errorRefusal(fields);
    }
    // Read before the code verifier is taken out of the session.
    const credentials = await readCredentials();
    const kept = await takeKept(context, secrets);
    if (state === undefined) {
      checkRestart(kept, lifetimeMs);
      return start({ ...credentials, isRestart: true }, context, secrets);
    }
    const { codeVerifier, codeChallengeMethod } = checkSession(kept, state, request.headers);
    secrets.push(credentials.clientSecret);
    const sent = { code, codeVerifier, codeChallengeMethod, redirectUri, receivedAt: Date.now() };
    const tokens = await exchangeOrRefuse({ ...client, ...credentials, ...sent }, report, withRedirectHint);
    secrets.push(tokens.accessToken, tokens.refreshToken);
    return answerOf(tokens, context);
  }

  /** @param {InstallContext} context @param {Secrets} secrets */
  async function takeKept(context, secrets) {
    const kept = readKeptInstall(await getCodeVerifier(context.request, context));
    secrets.push(kept?.codeVerifier, kept?.state);
    return kept;
  }

  /**
   * Ends the sign-in that an error belongs to: it has the same `state` (RFC 6749 section 4.1.2.1).
   *
   * @param {string} state
   * @param {InstallContext} context
   * @param {Secrets} secrets
   */
  async function endSignIn(state, context, secrets) {
    const kept = await takeKept(context, secrets);
    if (kept && kept.state !== state) await keepCodeVerifier(kept, context);
  }

  /** @param {Tokens} tokens @param {InstallContext} context */
  async function answerOf(tokens, context) {
    try {
      const destination = destinationOf(await onTokens(tokens, context), "onTokens", redirectUri);
      refuseTokenHeaders(context.headers, tokens);
      return await tokenResponse(destination, tokens);
    } catch (error) {
      // The answer to an error gets the headers, too.
      removeTokenHeaders(context.headers, tokens);
      throw error;
    }
  }

  return createRedirectEndpoint(handle, { onFailure, onError, baseUrl: redirectUri, failure: FAILURE });
}
