// Checks of what a sign-in carries: authorization code, code verifier, challenge method and state.

import {
  CODE_VERIFIER_PATTERN,
  MAX_CODE_CHARS,
  MAX_CODE_VERIFIER_CHARS,
  MAX_STATE_CHARS,
  MIN_CODE_VERIFIER_CHARS,
} from "../../shared/limits.js";
import { argumentError } from "./basic.js";

/** One or more visible ASCII characters: RFC 6749 appendix A.11, without the space. */
export const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/** RFC 6749 appendix A.5. */
const PRINTABLE_ASCII = /^[\x20-\x7e]+$/;

export const CODE_RULE = `must be a non-empty string of at most ${MAX_CODE_CHARS} visible ASCII characters`;
export const CODE_VERIFIER_RULE = `must be ${MIN_CODE_VERIFIER_CHARS} to ${MAX_CODE_VERIFIER_CHARS} characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1)`;
export const STATE_RULE = `must be a string of 1 to ${MAX_STATE_CHARS} printable ASCII characters`;

/**
 * @param {unknown} value
 * @returns {value is string} Whether it has the form of an authorization code.
 */
export const isCode = (value) =>
  typeof value === "string" && value.length <= MAX_CODE_CHARS && VISIBLE_ASCII.test(value);

/**
 * @param {unknown} value
 * @returns {value is string} Whether it has the form of a code verifier (RFC 7636 section 4.1).
 */
export const isCodeVerifier = (value) => typeof value === "string" && CODE_VERIFIER_PATTERN.test(value);

/**
 * @param {unknown} value
 * @returns {value is string} Whether it has the form of a `state` (RFC 6749 appendix A.5).
 */
export const isState = (value) =>
  typeof value === "string" && value.length <= MAX_STATE_CHARS && PRINTABLE_ASCII.test(value);

/**
 * @param {unknown} value
 * @returns {value is "plain" | "S256"} Whether it is a challenge method (RFC 7636 section 4.3).
 */
export const isCodeChallengeMethod = (value) => value === "plain" || value === "S256";

/**
 * Checks `code`.
 *
 * @param {unknown} value
 * @returns {asserts value is string}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkCode(value) {
  if (!isCode(value)) throw argumentError("code", CODE_RULE);
}

/**
 * Checks `codeVerifier`, which may be left out.
 *
 * @param {unknown} value
 * @returns {asserts value is string | undefined}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkCodeVerifier(value) {
  if (value !== undefined && !isCodeVerifier(value)) throw argumentError("codeVerifier", CODE_VERIFIER_RULE);
}

/**
 * Checks `codeChallengeMethod`, which may be left out.
 *
 * @param {unknown} value
 * @returns {asserts value is "plain" | "S256" | undefined}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkCodeChallengeMethod(value) {
  if (value !== undefined && !isCodeChallengeMethod(value)) {
    throw argumentError("codeChallengeMethod", "must be 'plain' or 'S256' (RFC 7636 section 4.3)");
  }
}

/**
 * Checks `receivedAt`, which may be left out.
 *
 * @param {unknown} value
 * @returns {asserts value is number | undefined}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkReceivedAt(value) {
  if (value !== undefined && !Number.isFinite(value)) {
    throw argumentError("receivedAt", "must be a number of milliseconds since the epoch");
  }
}

/**
 * Checks `lifetimeMs`.
 *
 * @param {unknown} value
 * @returns {void}
 * @throws {ZoomTokenError} `invalid_argument`
 */
export function checkLifetime(value) {
  if (typeof value !== "number" || !(value > 0 && Number.isFinite(value))) {
    throw argumentError("lifetimeMs", "must be a number of milliseconds above 0");
  }
}
