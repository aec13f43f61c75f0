// The answers with which Zoom's OAuth endpoints take no more requests for now: HTTP status 429 and
// 503, whatever their body is.

/** The wait if the answer does not say how long. */
const DEFAULT_RETRY_AFTER_MS = 5_000;

/** The shortest wait. With `Retry-After: 0`, the endpoint would be asked in a loop. */
const MIN_RETRY_AFTER_MS = 1_000;

/** The longest wait. A longer one is probably a mistake, or a clock is wrong. */
export const MAX_RETRY_AFTER_MS = 60 * 60 * 1_000;

/** @type {ReadonlyMap<number, string>} */
const ERRORS = new Map([
  [429, "rate_limited"],
  [503, "unavailable"],
]);

/** The errors that {@link readWait} gives. */
export const WAIT_ERRORS = new Set(ERRORS.values());

/**
 * Reads whether an answer asks to come back later.
 *
 * @param {Response} response
 * @returns {{ error: string, retryAfterMs: number } | undefined} The `error` string and the wait in
 *   milliseconds, 1000 to 3600000; `undefined` for every other status.
 */
export function readWait({ status, headers }) {
  const error = ERRORS.get(status);
  return error === undefined
    ? undefined
    : { error, retryAfterMs: readRetryAfter(String(headers.get("retry-after"))) };
}

/**
 * @param {string} text Seconds or a date (RFC 9110 section 10.2.3).
 * @returns {number} Milliseconds.
 */
function readRetryAfter(text) {
  const seconds = /^\d+$/.test(text) ? Number(text) : NaN;
  const date = text.endsWith(" GMT") ? Date.parse(text) : NaN;
  const waitMs = Number.isNaN(seconds) ? date - Date.now() : seconds * 1_000;
  if (Number.isNaN(waitMs)) return DEFAULT_RETRY_AFTER_MS;
  return Math.min(Math.max(waitMs, MIN_RETRY_AFTER_MS), MAX_RETRY_AFTER_MS);
}
