// Checks of arguments that every function of zoom-pkce/server takes. An error names the argument
// and the rule, and never shows the value: it may be a secret.

import { MAX_TIMEOUT_MS } from "../../shared/limits.js";
import { ZoomTokenError } from "../zoom-token-error.js";

/**
 * Creates the error for an argument that breaks a rule.
 *
 * @param {string} name The argument.
 * @param {string} rule The rule: `must be …`.
 * @param {string} [hint] What to do about it, if the rule does not say it.
 * @returns {ZoomTokenError} An `invalid_argument`.
 */
export function argumentError(name, rule, hint) {
  return new ZoomTokenError("invalid_argument", { reason: `${name} ${rule}`, hint });
}

/**
 * Checks that the options of a function are an object, and that the function has them all. An option
 * that is ignored in silence may have been the one that names the right server.
 *
 * @param {unknown} value
 * @param {string} functionName For the message.
 * @param {ReadonlyArray<string>} names The options that the function has.
 * @returns {asserts value is object}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkOptions(value, functionName, names) {
  if (typeof value !== "object" || value === null) {
    throw argumentError(`the argument of ${functionName}`, "must be an object");
  }
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw argumentError(
      `the option ${unknown}`,
      `must be left out: ${functionName} has no such option, only ${names.join(", ")}`,
    );
  }
}

/**
 * Checks a client ID, a client secret or an account ID.
 *
 * @param {string} name The option.
 * @param {unknown} value
 * @param {string} [hint] What to do about a wrong one.
 * @returns {asserts value is string}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkCredential(name, value, hint) {
  if (typeof value !== "string" || value === "" || value !== value.trim()) {
    throw argumentError(name, "must be a non-empty string without white space around it", hint);
  }
}

/**
 * Checks a required function.
 *
 * @param {string} name The option.
 * @param {unknown} value
 * @returns {void}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkFunction(name, value) {
  if (typeof value !== "function") throw argumentError(name, "must be a function");
}

/**
 * Checks a function that may be left out.
 *
 * @param {string} name The option.
 * @param {unknown} value
 * @returns {void}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkOptionalFunction(name, value) {
  if (value !== undefined) checkFunction(name, value);
}

/**
 * Checks `timeoutMs`.
 *
 * @param {unknown} value
 * @returns {void}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkTimeout(value) {
  if (typeof value !== "number" || !(value > 0 && value <= MAX_TIMEOUT_MS)) {
    throw argumentError(
      "timeoutMs",
      `must be a number of milliseconds above 0 and at most ${MAX_TIMEOUT_MS}`,
    );
  }
}

/**
 * Checks `signal`. A signal of another realm or a polyfill is accepted.
 *
 * @param {unknown} value
 * @returns {void}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkSignal(value) {
  if (value === undefined) return;
  const signal = /** @type {Partial<AbortSignal> | null} */ (value);
  const methods = [signal?.addEventListener, signal?.removeEventListener];
  if (typeof signal?.aborted !== "boolean" || methods.some((method) => typeof method !== "function")) {
    throw argumentError("signal", "must be an AbortSignal");
  }
}
