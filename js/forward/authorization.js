// Checks an authorization before it is sent.

import { errorOf, invalidArgument } from "../error.js";
import { CODE_LIFETIME_MS, CODE_VERIFIER_PATTERN, MAX_CODE_CHARS } from "../shared/limits.js";

const TEXTS = /** @type {const} */ (["code", "redirectUri", "state"]);

/**
 * @param {import("../authorize.js").Authorization} authorization
 * @throws {import("../error.js").ZoomPkceError} `invalid_argument`, or `code_expired` if the code
 *   is older than 10 minutes.
 */
export function checkAuthorization(authorization) {
  for (const name of TEXTS) {
    if (!isText(read(authorization, name))) {
      throw invalidArgument(
        `authorization.${name}: must be a non-empty string, at most ${MAX_CODE_CHARS} characters`,
      );
    }
  }
  const codeVerifier = read(authorization, "codeVerifier");
  if (
    codeVerifier != null &&
    !(typeof codeVerifier === "string" && CODE_VERIFIER_PATTERN.test(codeVerifier))
  ) {
    throw invalidArgument(
      "codeVerifier: must be a string of 43 to 128 characters of A-Z a-z 0-9 - . _ ~ (RFC 7636 section 4.1)",
    );
  }
  const receivedAt = /** @type {number} */ (read(authorization, "receivedAt"));
  if (!Number.isFinite(receivedAt)) {
    throw invalidArgument("authorization.receivedAt: must be a number (milliseconds since the epoch)");
  }
  if (Date.now() - receivedAt > CODE_LIFETIME_MS) throw errorOf("code_expired");
}

/** @param {unknown} value */
const isText = (value) => typeof value === "string" && value.length > 0 && value.length <= MAX_CODE_CHARS;

/**
 * Reads a member. If its getter throws, the member counts as missing.
 *
 * @param {any} object
 * @param {string} name
 * @returns {unknown}
 */
function read(object, name) {
  let value;
  try {
    value = object[name];
  } catch {
    // It counts as missing.
  }
  return value;
}
