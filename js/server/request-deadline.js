// The deadline of a request to Zoom, and the errors of a request that gets no answer.

import { withDeadline } from "../shared/deadline.js";
import { redactedError } from "./redacted-error.js";
import { ZoomTokenError } from "./zoom-token-error.js";

const UNREACHABLE =
  "Check the network and DNS of the backend. Behind a proxy: Node's fetch ignores HTTPS_PROXY unless NODE_USE_ENV_PROXY=1 is set (Node 24, or 22.21 and later); otherwise pass a fetch that uses the proxy.";

/**
 * @typedef {object} RequestDeadline
 * How long a request may take, and what its errors say.
 *
 * @property {number} timeoutMs How long the whole answer may take, in milliseconds.
 * @property {AbortSignal | undefined} [signal] Ends the request.
 * @property {string} endpoint The name of what is asked, such as `token endpoint`.
 * @property {string} lostAnswerHint What to do if Zoom may have done what it was asked.
 */

/**
 * Sends a request, and ends it when its time is up or the caller's signal is aborted. Turns every
 * failure into a {@link ZoomTokenError}. A `fetch` that ignores its signal is not waited for.
 *
 * @template T
 * @param {RequestDeadline} deadline
 * @param {(text: string) => string} redact Takes the secrets out of the causes of errors.
 * @param {(signal: AbortSignal) => Promise<T>} send
 * @returns {Promise<T>} What `send` resolves to.
 * @throws {ZoomTokenError} `timeout`, `aborted` or `network_error`
 */
export async function withRequestDeadline({ timeoutMs, signal, endpoint, lostAnswerHint }, redact, send) {
  let isSent = false;
  const deadline = {
    timeoutMs,
    timeoutError: () => timeoutError(timeoutMs, lostAnswerHint),
    signals: [signal],
    abortError: (/** @type {unknown} */ reason) =>
      abortError(redactedError(reason, redact), isSent ? lostAnswerHint : undefined),
  };
  return withDeadline(deadline, async (signal) => {
    isSent = true;
    try {
      return await send(signal);
    } catch (error) {
      throw new ZoomTokenError("network_error", {
        reason: `the ${endpoint} could not be reached, or the connection broke`,
        hint: `${UNREACHABLE} ${lostAnswerHint}`,
        cause: redactedError(error, redact),
      });
    }
  });
}

/**
 * @param {number} timeoutMs
 * @param {string} lostAnswerHint
 */
function timeoutError(timeoutMs, lostAnswerHint) {
  return new ZoomTokenError("timeout", {
    reason: `no complete answer within ${timeoutMs} ms`,
    hint: `${lostAnswerHint} A larger timeoutMs waits longer.`,
  });
}

/**
 * @param {Error} cause The reason of the caller's signal, without secrets.
 * @param {string | undefined} hint
 */
function abortError(cause, hint) {
  // The signal of AbortSignal.timeout is a time limit of the caller's own.
  const isTimeout = cause.name === "TimeoutError";
  return new ZoomTokenError(isTimeout ? "timeout" : "aborted", {
    reason: isTimeout
      ? "the time limit of the caller's signal was reached"
      : "the caller's signal ended the request",
    hint,
    cause,
  });
}
