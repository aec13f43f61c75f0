// The one error class of the package.

import { ERROR_TEXTS } from "./error-texts.js";

/**
 * @typedef {"wasm_load_failed" | "invalid_argument" | "random_unavailable" | "sdk_missing" | "sdk_not_configured"
 *   | "capability_missing" | "guest_mode" | "authorize_failed" | "access_denied" | "missing_code" | "state_mismatch" | "timeout"
 *   | "aborted" | "in_progress" | "code_expired" | "insecure_endpoint" | "network_error" | "backend_timeout"
 *   | "redirect_refused" | "invalid_response" | "backend_rejected" | "invalid_grant"
 *   | "storage_failed" | "popup_blocked" | "popup_closed"} ZoomPkceErrorCode
 * The kind of an error. The names are stable: programs may compare them.
 *
 * - `wasm_load_failed`: neither the WebAssembly nor the JavaScript in its place was loaded
 * - `invalid_argument`: an argument breaks a rule; the message names both. Nothing was sent
 * - `random_unavailable`: `crypto.getRandomValues` is missing or failed
 * - `sdk_missing`: the first argument is not the SDK
 * - `sdk_not_configured`: `zoomSdk.config` was not called, or its promise was not awaited
 * - `capability_missing`: the client lacks what the message names, or does not let the app use it
 * - `guest_mode`: the person is not signed in to Zoom, or has not added the app
 * - `authorize_failed`: the client refused; `message` and `zoomCode` are Zoom's
 * - `access_denied`: the person declined
 * - `missing_code`: the event carried no code
 * - `state_mismatch`: the event carried another `state`, or none where one is required
 * - `timeout`: no event arrived within `timeoutMs`
 * - `aborted`: the caller's `signal` was aborted
 * - `in_progress`: another `authorize` is waiting for the person
 * - `code_expired`: the code is older than 10 minutes. Nothing was sent
 * - `insecure_endpoint`: the backend's URL is `http:` to another machine. Nothing was sent
 * - `network_error`: the backend could not be reached, or the option `challenge` failed
 * - `backend_timeout`: the backend took longer than its `timeoutMs`
 * - `redirect_refused`: the backend answered with a redirect
 * - `invalid_response`: the backend's answer is not JSON
 * - `backend_rejected`: the backend answered with an error status
 * - `invalid_grant`: the token endpoint refused the code (RFC 6749, section 5.2)
 * - `storage_failed`: `sessionStorage` can't be used (`zoom-pkce/browser`). Nothing was sent
 * - `popup_blocked`: the browser has blocked the popup (`zoom-pkce/browser`)
 * - `popup_closed`: the popup was closed before Zoom answered (`zoom-pkce/browser`)
 */

/**
 * Every error that this package throws. `code` is for programs. The rest is for people: `reason` says
 * what is wrong, `hint` what to do about it, and `message` is the sentence of both. None of them, nor
 * `body`, ever holds the authorization code or the code verifier.
 *
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { authorizeWithBackend, ZoomPkceError } from "zoom-pkce";
 *
 * try {
 *   await authorizeWithBackend(zoomSdk, { backend: "http://app.example.com/api/zoom/token" });
 * } catch (error) {
 *   if (!(error instanceof ZoomPkceError)) throw error;
 *   error.code; // => "insecure_endpoint"
 *   error.reason; // => "url: must be https, or http on localhost; nothing was sent"
 *   error.hint; // => "Serve the backend over https: code and verifier would be readable on the way."
 *   error.message === `${error.reason} (${error.code}). ${error.hint}`; // => true
 *   error.retryable; // => false
 * }
 */
export class ZoomPkceError extends Error {
  /**
   * The package creates its errors itself. Other code needs the class for `instanceof`.
   *
   * @param {ZoomPkceErrorCode} code The kind of the error, for programs.
   * @param {string} reason What is wrong, for people.
   * @param {string} hint What to do about it.
   * @param {boolean} retryable Whether starting over can succeed.
   * @param {unknown} [cause] The underlying error.
   */
  constructor(code, reason, hint, retryable, cause) {
    // Consoles and error overlays show the name and the message; most show nothing else.
    super(`${reason} (${code}). ${hint}`);
    /** `"ZoomPkceError"`. */
    this.name = "ZoomPkceError";
    /** What is wrong, for people: the first part of `message`. */
    this.reason = reason;
    /** The kind of the error, for programs. */
    this.code = code;
    /** What to do about it, for people. */
    this.hint = hint;
    /** Whether starting over, with nothing changed in the app, can succeed. */
    this.retryable = retryable;
    /**
     * The underlying error, unchanged: Zoom's own error, the signal's reason, or the error of `fetch`
     * (its text, if the `fetch` is the caller's). Look at it before you log it.
     */
    this.cause = cause;
    /**
     * The `code` of Zoom's own error, if Zoom's client has refused.
     *
     * @type {string | number | undefined}
     */
    this.zoomCode = undefined;
    /**
     * The HTTP status of the backend's answer, if there is one.
     *
     * @type {number | undefined}
     */
    this.status = undefined;
    /**
     * The body of the backend's answer, if there is one: parsed if it is JSON, else its text.
     *
     * @type {any}
     */
    this.body = undefined;
  }
}

/**
 * Makes an error by its code. Texts that are not given are the code's own.
 *
 * @param {keyof typeof ERROR_TEXTS} code
 * @param {{ message?: string | undefined, hint?: string | undefined, retryable?: boolean | undefined,
 *   cause?: unknown }} [details]
 */
export function errorOf(code, { message, hint, retryable, cause } = {}) {
  const texts = ERROR_TEXTS[code];
  return new ZoomPkceError(
    code,
    message ?? texts.message,
    hint ?? texts.hint,
    retryable ?? texts.retryable,
    cause,
  );
}

/**
 * @param {string} message The argument, a colon, the rule.
 * @param {unknown} [cause]
 */
export const invalidArgument = (message, cause) => errorOf("invalid_argument", { message, cause });

/**
 * Refuses a member that is not an option, unless it is `undefined` or `null`. An option whose name is
 * misspelt would be ignored in silence.
 *
 * @param {any} options
 * @param {readonly string[]} names The options that there are.
 * @throws {ZoomPkceError} `invalid_argument`
 */
export function checkNames(options, names) {
  const unknown = Object.keys(options).find((name) => !names.includes(name) && options[name] != null);
  if (unknown) throw invalidArgument(`${unknown}: there is no such option`);
}

/**
 * Returns optional options as an object that can be destructured.
 *
 * @template {object} T
 * @param {T | null} [options]
 * @returns {Partial<T>}
 * @throws {ZoomPkceError} `invalid_argument` if they are not an object, or a promise.
 */
export function optionsOf(options) {
  if (options == null) return {};
  if (typeof options !== "object" || "then" in options) {
    throw invalidArgument("options: must be an object, not a Promise (is an `await` missing?)");
  }
  return options;
}
