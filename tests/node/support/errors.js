// Assertions about the errors of the package.

import assert from "node:assert/strict";
import { inspect } from "node:util";
import { ZoomPkceError } from "zoom-pkce";

/**
 * @typedef {object} Expected
 * @property {import("zoom-pkce").ZoomPkceErrorCode} code
 * @property {boolean} [retryable]
 * @property {RegExp} [message] What `reason` must match, the first part of the message.
 * @property {RegExp} [hint]
 */

/**
 * Asserts that an error is a ZoomPkceError with a well-formed message and hint, and with these
 * properties.
 *
 * @param {unknown} error
 * @param {Expected} expected
 * @param {string} [context] Names the case in the assertion messages.
 * @returns {ZoomPkceError}
 */
export function assertError(error, { code, retryable, message, hint }, context = "") {
  assert.ok(error instanceof ZoomPkceError, `${context} should be a ZoomPkceError: ${inspect(error)}`);
  assert.ok(error instanceof Error);
  assert.equal(error.code, code, `${context} ${error.message}`);
  assert.equal(error.name, "ZoomPkceError");
  assert.match(error.reason, /^\S.{9,}[^.\s]$/s, "the reason has no full stop at its end");
  assert.match(error.hint, /^\S.{15,}\.$/s, "the hint is a sentence");
  assert.equal(error.message, `${error.reason} (${code}). ${error.hint}`, "the message is all three");
  assert.equal(typeof error.retryable, "boolean");
  if (retryable !== undefined) assert.equal(error.retryable, retryable, `${context} retryable`);
  if (message) assert.match(error.reason, message, context);
  if (hint) assert.match(error.hint, hint, context);
  return error;
}

/**
 * Asserts that `work` throws synchronously.
 *
 * @param {() => unknown} work
 * @param {Expected} expected
 * @param {string} [context]
 */
export function assertThrows(work, expected, context = "") {
  let value;
  try {
    value = work();
  } catch (error) {
    return assertError(error, expected, context);
  }
  assert.fail(`${context} should throw, but returned ${inspect(value)}`);
}

/**
 * Asserts that `work` does not throw, and returns a promise that rejects.
 *
 * @param {() => Promise<unknown>} work
 * @param {Expected} expected
 * @param {string} [context]
 */
export async function assertRejects(work, expected, context = "") {
  let promise;
  try {
    promise = work();
  } catch (error) {
    assert.fail(`${context} should return a promise, but threw ${inspect(error)}`);
  }
  assert.ok(promise instanceof Promise, context);
  const error = await promise.then(
    (value) => assert.fail(`${context} should reject, but resolved with ${inspect(value)}`),
    (error) => error,
  );
  if (error instanceof assert.AssertionError) throw error;
  return assertError(error, expected, context);
}

/**
 * Returns what is expected of an `invalid_argument` error: its reason is `name: must …`, and says the
 * rule.
 *
 * @param {string} name
 * @param {RegExp} [rule]
 * @returns {Expected}
 */
export function invalid(name, rule = /must /) {
  return {
    code: "invalid_argument",
    retryable: false,
    message: new RegExp(`^${name.replaceAll(".", "\\.")}: .*${rule.source}`, "s"),
    hint: /^Correct what the message names/,
  };
}

/**
 * Asserts that no secret is in the error: not in its texts, and not in its properties.
 *
 * @param {ZoomPkceError} error
 * @param {string[]} secrets
 */
export function assertHoldsNone(error, secrets) {
  const { message, hint, stack, body } = error;
  const shown = [
    message,
    hint,
    stack,
    String(error),
    typeof body === "string" ? body : JSON.stringify(body),
    JSON.stringify(error),
    inspect(error, { depth: 20, showHidden: true, maxStringLength: null }),
  ].join("\n");
  for (const secret of secrets) {
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])) {
      assert.ok(!shown.includes(form), `${form} should not be in ${shown}`);
    }
  }
}
