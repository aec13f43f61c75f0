import { redactedError } from "../shared/redact.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/**
 * @typedef {object} Deadline
 * How long a request may take, and what its errors say.
 *
 * @property {AbortSignal | undefined} [signal]
 * @property {number} timeoutMs
 * @property {string} endpoint what is asked, such as `token endpoint`
 * @property {string} afterwards what to do now that nobody knows whether the request was carried out
 */

/**
 * Runs a request until it is done, the time is up or the caller's signal fires, whichever comes first, and turns what can
 * go wrong on the way into a {@link ZoomTokenError}. A `fetch` that ignores its signal is not waited for.
 *
 * @template T
 * @param {Deadline} deadline
 * @param {(text: string) => string} redact
 * @param {(signal: AbortSignal) => Promise<T>} run
 * @returns {Promise<T>}
 * @throws {ZoomTokenError} `timeout`, `aborted` or `network_error`
 */
export async function withDeadline({ signal, timeoutMs, endpoint, afterwards }, redact, run) {
  const controller = new AbortController();
  let started = false;
  /** @type {ZoomTokenError | undefined} */
  let ended;
  /** @type {(error: ZoomTokenError) => void} */
  let rejectEnd = () => {};
  /** @type {Promise<never>} */
  const end = new Promise((_, reject) => (rejectEnd = reject));
  end.catch(() => {}); // Nobody listens any more once the request itself has settled.

  const stop = (/** @type {ZoomTokenError} */ error) => {
    ended ??= error;
    rejectEnd(ended);
    controller.abort(ended);
  };
  const onAbort = () => stop(abortError(signal?.reason, redact, started ? afterwards : undefined));
  const timer = setTimeout(() => stop(timeoutError(timeoutMs, afterwards)), timeoutMs);
  signal?.addEventListener("abort", onAbort);
  try {
    if (signal?.aborted) onAbort();
    if (ended) throw ended;
    started = true;
    return await Promise.race([run(controller.signal), end]);
  } catch (error) {
    if (ended) throw ended;
    throw new ZoomTokenError("network_error", {
      reason: `the ${endpoint} could not be reached, or the connection broke`,
      hint: `Check the network, DNS and proxy settings of the backend. ${afterwards}`,
      cause: redactedError(error, redact),
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

/**
 * @param {number} timeoutMs
 * @param {string} afterwards
 */
function timeoutError(timeoutMs, afterwards) {
  return new ZoomTokenError("timeout", {
    reason: `no complete answer within ${timeoutMs} ms`,
    hint: `${afterwards} A larger timeoutMs waits longer.`,
  });
}

/**
 * @param {unknown} cause
 * @param {(text: string) => string} redact
 * @param {string | undefined} hint
 */
function abortError(cause, redact, hint) {
  // A signal of AbortSignal.timeout is a time limit of the caller's own.
  const timedOut = cause instanceof Error && cause.name === "TimeoutError";
  return new ZoomTokenError(timedOut ? "timeout" : "aborted", {
    reason: timedOut
      ? "the time limit of the caller's signal was reached"
      : "the caller's signal ended the request",
    hint,
    cause: redactedError(cause, redact),
  });
}
