/**
 * @typedef {object} ZoomTokenErrorDetails
 * What a {@link ZoomTokenError} is made of besides its `error` string.
 *
 * @property {string | undefined} [reason] What went wrong, in words. Zoom's own text if Zoom sent
 *   one, with `[redacted]` for secrets.
 * @property {number | undefined} [status] The HTTP status of Zoom's answer.
 * @property {number | undefined} [zoomCode] Zoom's numeric error code.
 * @property {string | undefined} [hint] What to do about it.
 * @property {number | undefined} [retryAfterMs] How long Zoom asks to wait, in milliseconds.
 * @property {unknown} [cause] A copy of the error underneath, without secrets.
 */

/**
 * Every error that `zoom-pkce/server` throws. Its `message` holds `error`, `reason` and `hint`.
 * Programs compare `error`, which is stable:
 *
 * - the `error` string of Zoom's answer (RFC 6749 section 5.2): `invalid_grant`, `invalid_client`,
 *   `invalid_request`, `unsupported_grant_type` and so on;
 * - `invalid_argument`: an argument breaks a rule, and nothing was sent;
 * - `network_error`: no answer arrived;
 * - `timeout`: no answer arrived in time;
 * - `aborted`: the caller's `signal` ended the request;
 * - `rate_limited` and `unavailable`: Zoom takes no requests for now (HTTP status 429 and 503). The
 *   same request may be sent again after `retryAfterMs`;
 * - `invalid_response`: the answer is not that of a token endpoint (HTML, a redirect, no
 *   `access_token`);
 * - `no_tokens`: no tokens are saved, or they have no refresh token;
 * - `store_failed`: a store or a function of the application that keeps tokens or credentials
 *   failed;
 * - `invalid_token`, `insufficient_scope` and `api_error`: Zoom's API refused (`requestDeepLink`);
 * - the errors of the tables of `createInstallHandler` and `createCallbackHandler`, for their
 *   `onFailure`;
 * - `no_context`, `invalid_context`, `wrong_secret`, `wrong_audience` and `context_expired`: there
 *   is no app context, it does not have the form of one, it does not fit the client secret or
 *   the client ID, or its time is over.
 *
 * After a `network_error`, a `timeout`, an `aborted` or an `invalid_response`, Zoom may or may not
 * have done what it was asked. The `hint` says what that means for a code, a refresh token and so
 * on.
 *
 * An error of a request to Zoom or of an app context may be logged as a whole: none of its
 * properties holds an authorization code, a code verifier, a client secret, a token, or a context
 * and what is in it. The `cause` of a `store_failed` is a copy of what the application's own function
 * threw: the tokens that the function was given are redacted, other secrets in its message are not.
 *
 * @example
 * import { exchangeCode, ZoomTokenError } from "zoom-pkce/server";
 *
 * try {
 *   await exchangeCode({
 *     clientId: process.env.ZOOM_CLIENT_ID,
 *     clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *     code: "a-code-that-was-used",
 *     redirectUri: "https://app.example.com/",
 *   });
 * } catch (error) {
 *   if (!(error instanceof ZoomTokenError)) throw error;
 *   error.error; // => "invalid_grant"
 *   error.reason; // => "Invalid authorization code [redacted]"
 *   error.message.startsWith("invalid_grant: Invalid authorization code [redacted]. "); // => true
 *   error.message.endsWith(error.hint); // => true
 *   error.status; // => 400
 * }
 */
export class ZoomTokenError extends Error {
  /**
   * Creates an error. Only `zoom-pkce/server` itself needs to; applications use the class with
   * `instanceof`.
   *
   * @param {string} error The stable string that programs compare.
   * @param {ZoomTokenErrorDetails} [details] What else is known.
   */
  constructor(error, { reason, status, zoomCode, hint, retryAfterMs, cause } = {}) {
    // Consoles and logs show the name and the message; many show nothing else.
    const said = reason ? `${error}: ${reason}` : error;
    super(hint ? `${said.replace(/\.$/, "")}. ${hint}` : said, cause === undefined ? undefined : { cause });
    /**
     * What went wrong, for programs. The class lists the values.
     * @type {string}
     */
    this.error = error;
    /**
     * What went wrong, in words. Zoom's own text if Zoom sent one, with `[redacted]` for secrets.
     * @type {string | undefined}
     */
    this.reason = reason;
    /**
     * The HTTP status of Zoom's answer, if there was one.
     * @type {number | undefined}
     */
    this.status = status;
    /**
     * Zoom's numeric error code
     * (https://developers.zoom.us/docs/integrations/oauth-error-messages/), if Zoom sent one.
     * @type {number | undefined}
     */
    this.zoomCode = zoomCode;
    /**
     * What to do about it, for people.
     * @type {string | undefined}
     */
    this.hint = hint;
    /**
     * Whether Zoom asks to send the same request again later: `rate_limited` and `unavailable`.
     * @type {boolean}
     */
    this.retryable = retryAfterMs !== undefined;
    /**
     * How long to wait before that, in milliseconds: the value of `Retry-After`, from 1000 to 3600000,
     * or 5000 without the header; the rest of that wait, if Zoom was not asked. `undefined` if the error is not `retryable`.
     * @type {number | undefined}
     */
    this.retryAfterMs = retryAfterMs;
  }
}

// On the prototype, as with the errors of the language: it is not among the properties that a log
// prints.
Object.defineProperty(ZoomTokenError.prototype, "name", {
  value: "ZoomTokenError",
  configurable: true,
  writable: true,
});
