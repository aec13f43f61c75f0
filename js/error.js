// The one error class of the package.

/**
 * What went wrong, by name; stable, so programs may compare it. The README has a table of
 * them with what to do.
 *
 * @typedef {"wasm_load_failed" | "invalid_argument" | "random_unavailable" | "sdk_missing" | "sdk_not_configured"
 *   | "capability_missing" | "guest_mode" | "authorize_failed" | "access_denied" | "missing_code" | "state_mismatch" | "timeout"
 *   | "aborted" | "in_progress" | "code_expired" | "insecure_endpoint" | "network_error" | "backend_timeout"
 *   | "redirect_refused" | "invalid_response" | "backend_rejected" | "invalid_grant"} ZoomPkceErrorCode
 */

/**
 * Every error that this package throws. `code` is for programs, `message` and `hint` are for people: what is wrong, and
 * what to do about it. Neither they nor `body` hold the authorization code or the code verifier.
 *
 * @example
 * try {
 *   await authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });
 * } catch (error) {
 *   if (error instanceof ZoomPkceError && error.retryable) showButtonAgain(error.hint);
 *   else throw error;
 * }
 */
export class ZoomPkceError extends Error {
  /**
   * @param {ZoomPkceErrorCode} code
   * @param {string} message
   * @param {string} hint
   * @param {boolean} retryable
   * @param {unknown} [cause]
   */
  constructor(code, message, hint, retryable, cause) {
    // An uncaught error shows its stack and nothing else, so the stack begins with everything. Some engines write it
    // only when it is read: hence the assignment before the message is the short one.
    super(`${message} (${code}). ${hint}`);
    this.name = "ZoomPkceError";
    this.stack = String(this.stack);
    this.message = message;
    /** What went wrong, for programs. */
    this.code = code;
    /** What to do about it, for people. */
    this.hint = hint;
    /** Whether starting over, with nothing changed in the app, can succeed. */
    this.retryable = retryable;
    /**
     * What was thrown underneath, as it is: Zoom's own error, the signal's reason, the error of `fetch` (of a `fetch` of
     * the caller's, its text). Foreign, so look at it before you log it.
     */
    this.cause = cause;
    /**
     * The `code` of Zoom's own error, where it was Zoom's client that refused.
     *
     * @type {string | number | undefined}
     */
    this.zoomCode = undefined;
    /**
     * The HTTP status of the backend's answer, where there is one.
     *
     * @type {number | undefined}
     */
    this.status = undefined;
    /**
     * The body of the backend's answer, where there is one: parsed if it is JSON, else its text.
     *
     * @type {any}
     */
    this.body = undefined;
  }
}

/**
 * @param {string} message The argument, a colon, the rule.
 * @param {unknown} [cause]
 */
export function invalidArgument(message, cause) {
  const hint = "Correct what the message names; nothing was sent.";
  return new ZoomPkceError("invalid_argument", message, hint, false, cause);
}

/**
 * Options that may be left out, ready to be taken apart.
 *
 * @template {object} T
 * @param {T | null} [options]
 * @param {string} [name] What the caller knows them by.
 * @returns {Partial<T>}
 */
export function optionsOf(options, name = "options") {
  if (options == null) return {};
  // A promise is what stands there where an `await` was forgotten.
  if (typeof options !== "object" || "then" in options) {
    throw invalidArgument(name + ": must be an object, and no promise of one");
  }
  return options;
}
