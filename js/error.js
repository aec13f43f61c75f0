// `ZoomPkceError`, the error class of the package.

import { ERROR_TEXTS } from "./error-texts.js";

/**
 * @typedef {"wasm_load_failed" | "invalid_argument" | "random_unavailable" | "sdk_missing"
 *   | "sdk_not_configured" | "capability_missing" | "guest_mode" | "authorize_failed"
 *   | "access_denied" | "missing_code" | "state_mismatch" | "timeout" | "aborted" | "in_progress"
 *   | "code_expired" | "insecure_endpoint" | "network_error" | "backend_timeout"
 *   | "redirect_refused" | "invalid_response" | "backend_rejected"
 *   | "invalid_grant"} ZoomPkceErrorCode
 * The kind of an error. The codes are stable, so programs may compare them.
 *
 * - `wasm_load_failed`: neither the WebAssembly nor the JavaScript that replaces it could be loaded
 * - `invalid_argument`: an argument is invalid; the message names it and its rule. Nothing was sent
 * - `random_unavailable`: `crypto.getRandomValues` is missing or failed
 * - `sdk_missing`: the first argument is not the SDK
 * - `sdk_not_configured`: `zoomSdk.config` was not called
 * - `capability_missing`: the client lacks the capability that the message names, or does not let
 *   this app use it
 * - `guest_mode`: the person is not signed in to Zoom, or has not added the app
 * - `authorize_failed`: the client refused for another reason; `message` and `zoomCode` are Zoom's
 * - `access_denied`: the person declined
 * - `missing_code`: the event has no authorization code
 * - `state_mismatch`: the event has another `state`, or no `state` although it is required
 * - `timeout`: no event arrived within `timeoutMs`
 * - `aborted`: the caller's `signal` was aborted
 * - `in_progress`: another `authorize` is still waiting for the person
 * - `code_expired`: the authorization code is older than 10 minutes. Nothing was sent
 * - `insecure_endpoint`: the backend's URL is `http:`, and its host is not this machine. Nothing
 *   was sent
 * - `network_error`: the backend could not be reached
 * - `backend_timeout`: the backend did not answer within the `timeoutMs` of `forward`
 * - `redirect_refused`: the backend answered with a redirect
 * - `invalid_response`: the backend's answer is not JSON
 * - `backend_rejected`: the backend answered with an error status
 * - `invalid_grant`: the token endpoint refused the authorization code (RFC 6749, section 5.2)
 */

/**
 * The error that every function of this package throws. `code` is for programs. `message` says what
 * is wrong and `hint` what to do about it. `message`, `hint` and `body` never contain the
 * authorization code or the code verifier.
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
 *   error.hint; // => "Serve the backend over https: code and verifier would be readable on the way."
 *   error.retryable; // => false
 * }
 */
export class ZoomPkceError extends Error {
  /**
   * Used by this package only. The class is exported for `instanceof`.
   *
   * @param {ZoomPkceErrorCode} code The kind of the error.
   * @param {string} message What is wrong, for people.
   * @param {string} hint What to do about it, for people.
   * @param {boolean} retryable Whether a new attempt, without a change to the app, can succeed.
   * @param {unknown} [cause] The error that led to this one.
   */
  constructor(code, message, hint, retryable, cause) {
    // The stack is all that an uncaught error shows, so it begins with message, code and hint. Some
    // engines build the stack when it is first read: it is read before `message` becomes shorter.
    super(`${message} (${code}). ${hint}`);
    /** `"ZoomPkceError"`. */
    this.name = "ZoomPkceError";
    /** The stack. It begins with message, code and hint, so an uncaught error shows all three. */
    this.stack = String(this.stack);
    /** What is wrong, for people. */
    this.message = message;
    /** The kind of the error, for programs. */
    this.code = code;
    /** What to do about it, for people. */
    this.hint = hint;
    /** Whether a new attempt, without a change to the app, can succeed. */
    this.retryable = retryable;
    /**
     * The error that led to this one, unchanged: Zoom's own error, the signal's reason, or the
     * error of `fetch`. If the caller passed its own `fetch`, only the text of its error. It comes
     * from outside this package, so check it before you log it.
     */
    this.cause = cause;
    /**
     * The `code` of Zoom's own error, if the Zoom client refused.
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
     * The body of the backend's answer, if there is one: parsed if it is JSON, otherwise its text.
     *
     * @type {any}
     */
    this.body = undefined;
  }
}

/**
 * Makes an error. Texts that are not given come from `ERROR_TEXTS`.
 *
 * @param {keyof typeof ERROR_TEXTS} code
 * @param {Partial<import("./error-texts.js").ErrorText> & { cause?: unknown }} [details]
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
 * Makes an `invalid_argument`.
 *
 * @param {string} message In the form `argument: rule`.
 * @param {unknown} [cause]
 */
export const invalidArgument = (message, cause) => errorOf("invalid_argument", { message, cause });

/**
 * Checks an `options` argument and returns it. If it is missing, returns an empty object.
 *
 * @template {object} T
 * @param {T | null} [options]
 * @returns {Partial<T>}
 * @throws {ZoomPkceError} `invalid_argument` if it is not an object, or if it is a promise.
 */
export function optionsOf(options) {
  if (options == null) return {};
  if (typeof options !== "object" || "then" in options) {
    throw invalidArgument("options: must be an object, not a Promise (is an `await` missing?)");
  }
  return options;
}
