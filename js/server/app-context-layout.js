// The layout of an app context: base64 of lengths and parts (Zoom's page "App context").

import { APP_CONTEXT_TAG_BYTES } from "../shared/app-context.js";
import { MAX_APP_CONTEXT_CHARS } from "../shared/limits.js";
import { malformedContext } from "./app-context-errors.js";

/** The sizes of the three lengths, in bytes. The lengths are little-endian. */
const IV_LENGTH_BYTES = 1;
const AAD_LENGTH_BYTES = 2;
const CIPHERTEXT_LENGTH_BYTES = 4;

/** The lengths of an IV that every platform's AES-GCM takes, in bytes. */
const IV_BYTES = new Set([12, 16]);

/** One of the two alphabets, and at most two characters of padding. */
const BASE64 = /^(?:[A-Za-z0-9+/]+|[A-Za-z0-9_-]+)={0,2}$/;

/**
 * @typedef {object} SealedContext
 * The parts of an app context that AES-GCM takes.
 *
 * @property {Uint8Array<ArrayBuffer>} iv The initialization vector: 12 or 16 bytes.
 * @property {Uint8Array<ArrayBuffer>} additionalData The additional authenticated data.
 * @property {Uint8Array<ArrayBuffer>} sealed The ciphertext, and the tag of 16 bytes.
 */

/**
 * Reads the parts of an app context.
 *
 * @param {string} text Base64 or base64url, with or without padding.
 * @returns {SealedContext}
 * @throws {ZoomTokenError} `invalid_context`
 */
export function readLayout(text) {
  const bytes = decodeBase64(text);
  let offset = 0;
  const take = (/** @type {number} */ length) => {
    if (length > bytes.length - offset) throw malformedContext("the app context is shorter than it says");
    offset += length;
    return bytes.subarray(offset - length, offset);
  };
  const takeNumber = (/** @type {number} */ size) =>
    take(size).reduceRight((number, byte) => number * 256 + byte, 0);

  const iv = take(takeNumber(IV_LENGTH_BYTES));
  if (!IV_BYTES.has(iv.length)) throw malformedContext("the IV of the app context must have 12 or 16 bytes");
  const additionalData = take(takeNumber(AAD_LENGTH_BYTES));
  const sealed = take(takeNumber(CIPHERTEXT_LENGTH_BYTES) + APP_CONTEXT_TAG_BYTES);
  if (offset < bytes.length) throw malformedContext("the app context is longer than it says");
  return { iv, additionalData, sealed };
}

/**
 * @param {string} text
 * @throws {ZoomTokenError} `invalid_context`
 */
function decodeBase64(text) {
  if (text.length > MAX_APP_CONTEXT_CHARS) {
    throw malformedContext(`the app context is longer than ${MAX_APP_CONTEXT_CHARS} characters`);
  }
  const digits = text.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  // Base64 has no text of 4n + 1 characters.
  if (!BASE64.test(text) || digits.length % 4 === 1) {
    throw malformedContext("the app context is neither base64 nor base64url");
  }
  return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
}
