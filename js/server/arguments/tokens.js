// Checks of tokens, and of what keeps and renews them.

import { MAX_RENEW_BEFORE_MS, MAX_TOKEN_CHARS } from "../../shared/limits.js";
import { argumentError } from "./basic.js";
import { VISIBLE_ASCII } from "./sign-in.js";

/**
 * Checks an access token or a refresh token (RFC 6749 appendix A.12 and A.17).
 *
 * @param {string} name The option.
 * @param {unknown} value
 * @returns {asserts value is string}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkToken(name, value) {
  if (typeof value !== "string" || value.length > MAX_TOKEN_CHARS || !VISIBLE_ASCII.test(value)) {
    throw argumentError(
      name,
      `must be a non-empty string of at most ${MAX_TOKEN_CHARS} visible ASCII characters`,
    );
  }
}

/**
 * Checks the tokens that Zoom's API refused, which may be left out.
 *
 * @param {unknown} value
 * @returns {asserts value is { accessToken: string } | undefined}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkRefused(value) {
  if (value === undefined) return;
  const tokens = /** @type {{ accessToken?: unknown } | null} */ (value);
  if (typeof tokens?.accessToken !== "string") {
    throw argumentError("refused", "must be the tokens that were refused, with accessToken");
  }
}

/**
 * Checks `renewBeforeMs`.
 *
 * @param {unknown} value
 * @returns {asserts value is number}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkRenewBefore(value) {
  if (typeof value !== "number" || !(value >= 0 && value <= MAX_RENEW_BEFORE_MS)) {
    throw argumentError(
      "renewBeforeMs",
      `must be a number of milliseconds from 0 to ${MAX_RENEW_BEFORE_MS}: a token lives an hour`,
    );
  }
}

/**
 * Checks `store`.
 *
 * @param {unknown} value
 * @returns {void}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkStore(value) {
  const store = /** @type {any} */ (typeof value === "object" ? value : null);
  const isMethod = (/** @type {string} */ name) => typeof store?.[name] === "function";
  if (!isMethod("get") || !isMethod("set") || !(store.setIfAbsent === undefined || isMethod("setIfAbsent"))) {
    throw argumentError(
      "store",
      "must be an object with the functions get and set, and optionally setIfAbsent",
    );
  }
}
