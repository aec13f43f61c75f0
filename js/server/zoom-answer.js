// Reads the answers of Zoom's OAuth endpoints (RFC 6749 section 5.2).

import { pageReason } from "../shared/page-reason.js";

const MAX_REASON_CHARS = 500;

/**
 * The errors of RFC 6749 section 5.2 and RFC 7009 section 2.2.1. They are compared by callers, so
 * they are not redacted even if a secret happens to be a part of one.
 */
const STANDARD_ERRORS = new Set([
  "invalid_request",
  "invalid_client",
  "invalid_grant",
  "unauthorized_client",
  "unsupported_grant_type",
  "invalid_scope",
  "unsupported_token_type",
]);

/** The characters of RFC 6749 section 5.2. A longer text is not an error string. */
const ERROR_STRING = /^[\x20-\x21\x23-\x5b\x5d-\x7e]{1,100}$/;

/**
 * Parses the text of an answer.
 *
 * @param {string} text
 * @returns {Record<string, unknown> | undefined} `undefined` if it is not a JSON object.
 */
export function parseObject(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads Zoom's numeric error code: a number or its digits, in `errorCode` or in `code`.
 *
 * @param {Record<string, unknown>} body
 * @returns {number | undefined}
 */
export function readZoomCode(body) {
  for (const value of [body.errorCode, body.code]) {
    const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
    if (Number.isSafeInteger(number)) return Number(number);
  }
  return undefined;
}

/**
 * Reads what a refusal says of itself, in the first of the fields that Zoom and RFC 6749 have for
 * it.
 *
 * @param {Record<string, unknown>} body
 * @param {(text: string) => string} redact Takes the secrets out of a text.
 * @returns {string | undefined} At most 500 characters.
 */
export function readReason(body, redact) {
  const texts = [body.reason, body.error_description, body.errorMessage, body.message];
  const text = texts.find((value) => typeof value === "string" && value !== "");
  return typeof text === "string" ? redact(text).slice(0, MAX_REASON_CHARS) : undefined;
}

/**
 * Returns the reason for an error status whose body is not a JSON object, with the first line of
 * what the body says: a proxy's error page, for instance.
 *
 * @param {string} text The body.
 * @param {import("../shared/redact.js").Redact} redact
 * @returns {string}
 */
export function notJson(text, redact) {
  const line = pageReason(text, redact)?.slice(0, MAX_REASON_CHARS);
  return `the answer is not a JSON object${line ? `: ${line}` : ""}`;
}

/**
 * Reads the `error` string of a refusal.
 *
 * @param {Record<string, unknown>} body
 * @param {(text: string) => string} redact Takes the secrets out of a text.
 * @returns {string | undefined} `undefined` if it does not have the form of an error string.
 */
export function readError({ error }, redact) {
  if (typeof error !== "string" || !ERROR_STRING.test(error)) return undefined;
  return STANDARD_ERRORS.has(error) ? error : redact(error);
}
