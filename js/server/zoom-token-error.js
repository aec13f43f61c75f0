/**
 * @typedef {object} ZoomTokenErrorDetails
 * What a {@link ZoomTokenError} is made of besides its `error` string.
 *
 * @property {string | undefined} [reason] what went wrong, in words; Zoom's own text where Zoom sent one, secrets taken out
 * @property {number | undefined} [status] HTTP status of Zoom's answer
 * @property {number | undefined} [zoomCode] Zoom's numeric error code
 * @property {string | undefined} [hint] what to do about it
 * @property {unknown} [cause] the error underneath, its message free of secrets
 */

/**
 * The one error that this entry throws. `error` is stable and made to be compared:
 *
 * - what the token endpoint answered (RFC 6749 section 5.2): `invalid_grant`, `invalid_client`, `invalid_request`,
 *   `unsupported_grant_type` and so on;
 * - `invalid_argument`: an argument breaks a rule, nothing was sent;
 * - `network_error`: no answer arrived;
 * - `timeout`: no answer arrived in time;
 * - `aborted`: the caller's `signal` ended the request;
 * - `invalid_response`: an answer arrived that is no answer of a token endpoint (HTML, a redirect, no `access_token`);
 * - `no_tokens`: nothing is saved that could be refreshed;
 * - `store_failed`: a store or a function of the application's that keeps tokens failed.
 *
 * After a `network_error`, a `timeout`, an `aborted` or an `invalid_response` nobody knows whether Zoom has done what it was
 * asked; the `hint` says what that means for a code, a refresh token and so on.
 *
 * No property of an error of a request to Zoom holds an authorization code, a code verifier, a client secret or a token, so
 * it may be logged as a whole. The `cause` of a `store_failed` is what the application's own function threw: the tokens that
 * were given to it are taken out, others that it wrote into its message are not.
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
 *   error.message; // => "invalid_grant: Invalid authorization code [redacted]"
 *   error.status; // => 400
 * }
 */
export class ZoomTokenError extends Error {
  /**
   * For this entry's own use: `instanceof` is what others need the class for.
   *
   * @param {string} error the stable string, see the class
   * @param {ZoomTokenErrorDetails} [details] what else is known
   */
  constructor(error, { reason, status, zoomCode, hint, cause } = {}) {
    super(reason ? `${error}: ${reason}` : error, cause === undefined ? undefined : { cause });
    /**
     * Stable, made to be compared: see the class.
     * @type {string}
     */
    this.error = error;
    /**
     * What went wrong, in words. Zoom's own text where Zoom sent one, secrets replaced by `[redacted]`.
     * @type {string | undefined}
     */
    this.reason = reason;
    /**
     * HTTP status of Zoom's answer, where there was one.
     * @type {number | undefined}
     */
    this.status = status;
    /**
     * Zoom's numeric error code (https://developers.zoom.us/docs/integrations/oauth-error-messages/), where sent.
     * @type {number | undefined}
     */
    this.zoomCode = zoomCode;
    /**
     * What to do about it.
     * @type {string | undefined}
     */
    this.hint = hint;
  }
}

// On the prototype, so that it does not turn up among the properties of every logged error.
Object.defineProperty(ZoomTokenError.prototype, "name", {
  value: "ZoomTokenError",
  configurable: true,
  writable: true,
});
