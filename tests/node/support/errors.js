// What holds for every error of the package.

import assert from "node:assert/strict";
import { inspect } from "node:util";
import { ZoomPkceError } from "zoom-pkce";

/**
 * @typedef {object} Expected
 * @property {import("zoom-pkce").ZoomPkceErrorCode} code
 * @property {boolean} [retryable]
 * @property {RegExp} [message]
 * @property {RegExp} [hint]
 */

/**
 * @param {unknown} error
 * @param {Expected} expected
 * @param {string} [context] Which of many cases it is.
 * @returns {ZoomPkceError}
 */
export function assertError(error, { code, retryable, message, hint }, context = "") {
  assert.ok(error instanceof ZoomPkceError, `${context} should be a ZoomPkceError: ${inspect(error)}`);
  assert.ok(error instanceof Error);
  assert.equal(error.code, code, `${context} ${error.message}`);
  assert.equal(error.name, "ZoomPkceError");
  assert.match(error.message, /^\S.{9,}[^.\s]$/s, "a message without a full stop");
  assert.match(error.hint, /^\S.{15,}\.$/s, "a hint that is a sentence");
  assert.equal(typeof error.retryable, "boolean");
  if (retryable !== undefined) assert.equal(error.retryable, retryable, `${context} retryable`);
  if (message) assert.match(error.message, message, context);
  if (hint) assert.match(error.hint, hint, context);
  return error;
}

/**
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
  assert.fail(`${context} should have thrown, gave ${inspect(value)}`);
}

/**
 * That `work` does not throw: it returns a promise, and that one rejects.
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
    assert.fail(`${context} should have returned a promise, threw ${inspect(error)}`);
  }
  assert.ok(promise instanceof Promise, context);
  const error = await promise.then(
    (value) => assert.fail(`${context} should have been rejected, gave ${inspect(value)}`),
    (error) => error,
  );
  if (error instanceof assert.AssertionError) throw error;
  return assertError(error, expected, context);
}

/**
 * `invalid_argument`, with a message `name: must …` that says the rule.
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
 * That none of `secrets` is anywhere in the error: not in what it shows, not in what it holds.
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
      assert.ok(!shown.includes(form), `${form} is in ${shown}`);
    }
  }
}
