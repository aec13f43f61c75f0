// The endpoint that sends a person to Zoom to add the app.

import { ZOOM_TIMEOUT_MS } from "../shared/limits.js";
import { checkOptionalFunction, checkOptions, checkTimeout } from "./arguments/basic.js";
import { checkKnownCredentials, readCredentials } from "./arguments/credentials.js";
import { START_OPTIONS, checkedStart } from "./install-start.js";
import { createRedirectEndpoint } from "./redirect-endpoint.js";

/** @import { Credential } from "./arguments/credentials.js" */
/** @import { StartOptions } from "./install-start.js" */
/** @import { PersonOptions } from "./redirect-endpoint.js" */

/**
 * @typedef {object} InstallOptions
 * What {@link createInstallHandler} takes besides {@link StartOptions} and {@link PersonOptions}.
 *
 * @property {Credential} clientId The app's client ID, or a function that returns it. It may be
 *   missing until the first request, such as in a build.
 * @property {number | undefined} [timeoutMs] How long a function for `clientId` may take, in
 *   milliseconds; 10000 by default.
 */

/**
 * @typedef {InstallOptions & StartOptions & PersonOptions} InstallHandlerOptions
 * What {@link createInstallHandler} takes. {@link createCallbackHandler} takes the same, and more.
 */

const FAILURE = "The backend could not start the sign-in; its onError has the cause.";
const OPTIONS = ["clientId", "timeoutMs", "tokenUrl", ...START_OPTIONS, "onFailure", "onError"];

/**
 * Creates the endpoint that a person opens in a browser to add the app. For each request it creates
 * a code verifier and a `state`, gives both to `keepCodeVerifier`, and redirects to Zoom's page for
 * consent (https://developers.zoom.us/docs/integrations/oauth/) with a code challenge of S256. From
 * there Zoom redirects to {@link createCallbackHandler}.
 *
 * The endpoint takes a standard `Request` and resolves to a standard `Response`. It rejects in one
 * case only: if it is given anything but a `Request`, such as Express's request, with
 * `invalid_argument`.
 *
 * Every answer is a redirect (302) or an error, and no cache keeps it. Errors are what `onFailure`
 * gives, or `{ error, error_description }`:
 *
 * | status | `error` | when |
 * |---|---|---|
 * | 403 | `navigation_required` | The browser opens no page: an image, a frame, a prefetch. |
 * | 405 | `method_not_allowed` | The method is not GET. |
 * | 500 | `server_error` | `keepCodeVerifier` failed, or the client ID is missing. |
 *
 * @param {InstallHandlerOptions} options The app, and where the code verifier is kept.
 * @returns {(request: Request) => Promise<Response>} The endpoint, for a router.
 * @throws {ZoomTokenError} `invalid_argument`, naming the option that breaks a rule.
 *
 * @example
 * import { createInstallHandler } from "zoom-pkce/server";
 *
 * // For this example only: the framework's sessions, found by the cookie that it has set.
 * const sessions = new Map([["1", {}]]);
 * const idOf = ({ headers }) => /\bsession=(\w+)/.exec(headers.get("cookie"))[1];
 * const sessionOf = (request) => sessions.get(idOf(request));
 * const handleInstall = createInstallHandler({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   redirectUri: "https://app.example.com/zoom/callback",
 *   keepCodeVerifier(kept, { request }) {
 *     sessionOf(request).zoomInstall = kept;
 *   },
 * });
 *
 * const headers = { cookie: "session=1" };
 * const request = new Request("https://app.example.com/zoom/install", { headers });
 * const response = await handleInstall(request);
 * response.status; // => 302
 * const url = new URL(response.headers.get("location"));
 * url.origin + url.pathname; // => "https://zoom.us/oauth/authorize"
 * url.searchParams.get("code_challenge_method"); // => "S256"
 * url.searchParams.get("state") === sessionOf(request).zoomInstall.state; // => true
 */
export function createInstallHandler(options) {
  checkOptions(options, "createInstallHandler", OPTIONS);
  const { clientId, timeoutMs = ZOOM_TIMEOUT_MS, redirectUri, onFailure, onError } = options;
  checkKnownCredentials({ clientId });
  checkTimeout(timeoutMs);
  const { start } = checkedStart(options);
  checkOptionalFunction("onFailure", onFailure);
  checkOptionalFunction("onError", onError);

  return createRedirectEndpoint(
    async (context, secrets) => {
      const credentials = await readCredentials({ clientId }, timeoutMs);
      return start({ ...credentials, isRestart: false }, context, secrets);
    },
    { onFailure, onError, baseUrl: redirectUri, failure: FAILURE },
  );
}
