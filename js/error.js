// The one error class of the package.

import { ERROR_TEXTS } from "./error-texts.js";

/** @import { CrateErrorCode } from "../pkg/zoom_pkce_errors.js" */

/**
 * @typedef {Exclude<CrateErrorCode | "wasm_load_failed" | "storage_failed" | "popup_blocked" | "popup_closed",
 *   never>} ZoomPkceErrorCode
 * The kind of an error. The names are stable: programs may compare them. `docs/errors.md` says what
 * each one means, and what to do about it. `Exclude` makes editors list the codes of the crate.
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
