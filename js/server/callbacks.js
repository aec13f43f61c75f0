// Calls of functions that the application supplies. They may throw, reject or never answer.

import { withDeadline } from "../shared/deadline.js";
import { createRedactor } from "../shared/redact.js";
import { redactedError } from "./redacted-error.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/**
 * @typedef {(string | undefined)[]} Secrets
 * The codes, tokens and so on that have become known while a request is handled.
 */

/**
 * @typedef {object} StoreCall
 * A call of a function that keeps tokens or credentials.
 *
 * @property {string} name What is called, for the message.
 * @property {number} timeoutMs How long it may take, in milliseconds.
 * @property {ReadonlyArray<string | undefined> | undefined} [secrets] What the cause of the error must not
 *   show.
 * @property {string} hint What to do if it fails.
 */

/**
 * Calls a function of the application that keeps tokens or credentials, and gives up after a while.
 *
 * @template T
 * @param {StoreCall} call
 * @param {() => T | Promise<T>} run
 * @returns {Promise<T>} What the function gives.
 * @throws {ZoomTokenError} `store_failed` if it throws, rejects or takes too long; the cause says
 *   which.
 */
export async function callStore({ name, timeoutMs, secrets = [], hint }, run) {
  const timeoutError = () => new Error(`no answer within ${timeoutMs} ms`);
  try {
    return await withDeadline({ timeoutMs, timeoutError }, async () => run());
  } catch (cause) {
    throw new ZoomTokenError("store_failed", {
      reason: `${name} failed`,
      hint,
      cause: redactedError(cause, createRedactor(secrets)),
    });
  }
}

/** A shorter code or state, of a link that anyone has made, may be a part of any word. */
const MIN_SECRET_CHARS = 8;

/**
 * Creates a redactor for what has come with a request.
 *
 * @param {Readonly<Secrets>} secrets
 */
export const requestRedactor = (secrets) =>
  createRedactor(secrets.filter((secret = "") => secret.length >= MIN_SECRET_CHARS));

/**
 * Makes what a function of the application threw fit for `onError`.
 *
 * @param {unknown} error
 * @param {Readonly<Secrets>} secrets What the error must not show.
 * @returns {Error} A {@link ZoomTokenError} as it is, since none shows a secret; otherwise a copy
 *   without the secrets.
 */
export const forLog = (error, secrets) =>
  error instanceof ZoomTokenError ? error : redactedError(error, requestRedactor(secrets));

/**
 * Wraps `onError`: what it throws or rejects with is ignored, since a log that fails must not
 * change what the caller gets.
 *
 * @param {((error: unknown) => unknown) | undefined} onError
 * @returns {(error: unknown) => Promise<void>} Resolves when `onError` is done, and never rejects.
 */
export function createReporter(onError) {
  return async (error) => {
    try {
      await onError?.(error);
    } catch {
      // The log has failed.
    }
  };
}
