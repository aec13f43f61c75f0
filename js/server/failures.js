// What an error of a request says about the code or the token that was sent.

import {
  CODE_EXPIRED,
  CODE_INVALID,
  REFRESH_TOKEN_NOT_FOUND,
  REFRESH_TOKEN_USED_TOO_OFTEN,
  TOKEN_REVOKED,
} from "./zoom-codes.js";

import { isInvalidToken } from "./zoom-reasons.js";

/** @import { ZoomTokenError } from "./zoom-token-error.js" */

const CODE_REFUSED = new Set([CODE_EXPIRED, CODE_INVALID]);
const REFRESH_TOKEN_REFUSED = new Set([REFRESH_TOKEN_NOT_FOUND, REFRESH_TOKEN_USED_TOO_OFTEN, TOKEN_REVOKED]);

/** The errors after which it is unknown whether Zoom has done what it was asked. */
const ANSWER_LOST = new Set(["network_error", "timeout", "invalid_response"]);

/**
 * @param {ZoomTokenError} error An error of a request with an authorization code.
 * @returns {boolean} Whether Zoom refused the code. Zoom's number decides too, beside any `error`
 *   string.
 */
export const isCodeRefused = ({ error, zoomCode = 0 }) =>
  error === "invalid_grant" || CODE_REFUSED.has(zoomCode);

/**
 * @param {ZoomTokenError} error An error of a request with a refresh token.
 * @returns {boolean} Whether Zoom refused the refresh token. Zoom's number and its words decide too,
 *   beside any `error` string.
 */
export const isRefreshTokenRefused = ({ error, reason, zoomCode = 0, retryable }) =>
  !retryable && (error === "invalid_grant" || REFRESH_TOKEN_REFUSED.has(zoomCode) || isInvalidToken(reason));

/**
 * @param {ZoomTokenError} error An error of a request with a refresh token.
 * @returns {boolean} Whether the error says nothing about the refresh token: the answer was lost,
 *   Zoom is in trouble, or no credentials were there to ask it.
 */
export const isInconclusive = ({ error, status = 0, retryable }) =>
  retryable || ANSWER_LOST.has(error) || error === "store_failed" || status >= 500;

/**
 * @param {ZoomTokenError} error An error of a request for a new token, or of the store for it.
 * @returns {boolean} Whether the same request may succeed later. A refusal (HTTP status 4xx
 *   except 429, which is `retryable`) stays a refusal.
 */
export function isTemporary({ error, status = 0, retryable }) {
  if (retryable) return true;
  if (status >= 400) return status >= 500;
  return ANSWER_LOST.has(error) || error === "store_failed";
}
