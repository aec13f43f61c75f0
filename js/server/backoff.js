// Waits that Zoom asked for: until one is over, Zoom is not asked again.

import { MAX_RETRY_AFTER_MS, WAIT_ERRORS } from "./retry-after.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/**
 * @typedef {object} Wait
 * A wait that Zoom asked for.
 *
 * @property {string} error `rate_limited` or `unavailable`.
 * @property {number} endsAt When Zoom may be asked again, in milliseconds since the epoch.
 */

/**
 * @typedef {object} SharedWait
 * The wait as other processes see it.
 *
 * @property {() => Promise<Wait | undefined>} read Reads the wait; `undefined` if there is none.
 * @property {(wait: Wait) => Promise<void>} write Saves a wait. Never rejects.
 */

/**
 * Creates the function through which all requests of one app go.
 *
 * @param {SharedWait} [shared] Where processes share the wait. The process alone by default.
 * @returns {<T>(request: () => Promise<T>) => Promise<T>} Sends a request, or rejects at once with
 *   the error of an earlier one, `retryAfterMs` being what is left of its wait.
 */
export function createBackoff(shared) {
  /** @type {Wait | undefined} */
  let own;

  return async (request) => {
    refuseDuring(own);
    if (shared !== undefined) refuseDuring(await shared.read());
    try {
      return await request();
    } catch (error) {
      if (error instanceof ZoomTokenError && error.retryAfterMs !== undefined) {
        const wait = { error: error.error, endsAt: Date.now() + error.retryAfterMs };
        // Requests at the same time may get different waits: the longest one counts.
        if (own === undefined || own.endsAt < wait.endsAt) own = wait;
        await shared?.write(own);
      }
      throw error;
    }
  };
}

/**
 * @param {unknown} value
 * @returns {value is Wait} Whether it is a wait that a process has saved.
 */
export function isWait(value) {
  const { error, endsAt } = /** @type {Partial<Record<keyof Wait, unknown>>} */ (value ?? {});
  return WAIT_ERRORS.has(/** @type {string} */ (error)) && Number.isFinite(endsAt);
}

/**
 * @param {Wait | undefined} wait
 * @returns {void}
 * @throws {ZoomTokenError} While the wait lasts.
 */
function refuseDuring(wait) {
  if (wait === undefined) return;
  const leftMs = wait.endsAt - Date.now();
  // A longer wait is that of a clock which was set back.
  if (leftMs <= 0 || leftMs > MAX_RETRY_AFTER_MS) return;
  throw new ZoomTokenError(wait.error, {
    reason: "Zoom was not asked: it had asked to wait, and the wait is not over",
    hint: `Try again in ${Math.ceil(leftMs / 1_000)} s.`,
    retryAfterMs: leftMs,
  });
}
