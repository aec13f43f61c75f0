// Assertions for code that runs in a page, where node:assert does not exist.

import { ZoomPkceError } from "zoom-pkce";

// The originals, saved before a case replaces them.
const { setTimeout } = globalThis;
const now = performance.now.bind(performance);

/** The time-out for a condition, with a margin for slow machines: most take milliseconds. */
const PATIENCE_MS = 10_000;

/** @param {unknown} value */
const shown = (value) => JSON.stringify(value) ?? String(value);

/**
 * @param {unknown} holds
 * @param {string} what
 * @returns {asserts holds}
 */
export function ok(holds, what) {
  if (!holds) throw new Error(what);
}

/**
 * Asserts that two values have the same JSON.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} what
 */
export function equal(actual, expected, what) {
  ok(shown(actual) === shown(expected), `${what}: expected ${shown(expected)}, got ${shown(actual)}`);
}

/**
 * @param {string | undefined} text
 * @param {RegExp} pattern
 * @param {string} what
 */
export function match(text, pattern, what) {
  ok(pattern.test(text ?? ""), `${what}: expected ${pattern}, got ${shown(text)}`);
}

/**
 * Asserts that a promise rejects with a ZoomPkceError that has this code, a reason and a hint.
 *
 * @param {Promise<unknown>} promise
 * @param {import("zoom-pkce").ZoomPkceErrorCode} code
 * @param {{ message?: RegExp, hint?: RegExp, retryable?: boolean }} [expected]
 * @returns {Promise<ZoomPkceError>}
 */
export async function fails(promise, code, { message = /./, hint = /./, retryable } = {}) {
  const error = await promise.then(
    (value) => new Error(`expected ${code}, got the value ${shown(value)}`),
    (error) => error,
  );
  if (!(error instanceof ZoomPkceError)) throw error;
  equal(error.code, code, `the code of "${error.message}"`);
  match(error.reason, message, "the reason");
  match(error.hint, hint, "the hint");
  if (retryable !== undefined) equal(error.retryable, retryable, "retryable");
  return error;
}

/**
 * Waits for a condition.
 *
 * @param {() => unknown} condition Returns the condition, or a promise of it.
 * @param {string} what Names the condition in the error message.
 */
export async function until(condition, what) {
  const end = now() + PATIENCE_MS;
  while (!(await condition())) {
    ok(now() < end, `timed out waiting for: ${what}`);
    await sleep(2);
  }
}

/** @param {number} milliseconds */
export const sleep = (milliseconds) =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));

/**
 * Asserts that a promise has not settled after the pending tasks have run.
 *
 * @param {Promise<unknown>} promise
 * @param {string} what Names the promise in the error message.
 */
export async function stillWaiting(promise, what) {
  let settled = false;
  const settle = () => void (settled = true);
  promise.then(settle, settle);
  await sleep(20);
  ok(!settled, `${what} should still be waiting`);
}
