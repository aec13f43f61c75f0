import { redactedError } from "./redact.js";
import { ZoomTokenError } from "./zoom-token-error.js";

/**
 * Runs a request until it is done, the time is up or the caller's signal fires, whichever comes first, and turns what can
 * go wrong on the way into a {@link ZoomTokenError}. A `fetch` that ignores its signal is not waited for.
 *
 * @template T
 * @param {{ signal?: AbortSignal | undefined, timeoutMs: number }} limits
 * @param {(text: string) => string} redact
 * @param {(signal: AbortSignal) => Promise<T>} run
 * @returns {Promise<T>}
 * @throws {ZoomTokenError} `timeout`, `aborted` or `network_error`
 */
export async function withDeadline({ signal, timeoutMs }, redact, run) {
  const controller = new AbortController();
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
  const onAbort = () => stop(abortError(signal?.reason, redact));
  const timer = setTimeout(() => stop(timeoutError(timeoutMs)), timeoutMs);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    if (signal?.aborted) onAbort();
    if (ended) throw ended;
    return await Promise.race([run(controller.signal), end]);
  } catch (error) {
    if (ended) throw ended;
    throw new ZoomTokenError("network_error", {
      reason: "the token endpoint could not be reached, or the connection broke",
      hint: "Check the network, DNS and proxy settings of the backend. The code may or may not be used up by now: authorize again for a new one.",
      cause: redactedError(error, redact),
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

/** @param {number} timeoutMs */
function timeoutError(timeoutMs) {
  return new ZoomTokenError("timeout", {
    reason: `no complete answer within ${timeoutMs} ms`,
    hint: "The code may or may not be used up by now: authorize again for a new one, or raise timeoutMs.",
  });
}

/**
 * @param {unknown} cause
 * @param {(text: string) => string} redact
 */
function abortError(cause, redact) {
  // A signal of AbortSignal.timeout is a time limit of the caller's own.
  const timedOut = cause instanceof Error && cause.name === "TimeoutError";
  return new ZoomTokenError(timedOut ? "timeout" : "aborted", {
    reason: timedOut
      ? "the time limit of the caller's signal was reached"
      : "the caller's signal ended the request",
    cause: redactedError(cause, redact),
  });
}
