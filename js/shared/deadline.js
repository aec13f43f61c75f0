// Timers: a deadline for an operation, and a pause.

/**
 * @template T
 * @typedef {(signal: AbortSignal) => Promise<T>} Operation
 * An operation under a deadline. Its signal, for `fetch`, is aborted when the deadline ends it.
 */

/**
 * @typedef {object} Deadline
 * The time-out and the signals that end an operation before it settles.
 *
 * @property {number} timeoutMs How long it may take, in milliseconds.
 * @property {() => unknown} timeoutError Makes the error for the time-out.
 * @property {ReadonlyArray<AbortSignal | null | undefined>} [signals] End it when one of them is
 *   aborted.
 * @property {(reason: any) => unknown} [abortError] Makes the error for an aborted signal from the
 *   signal's reason. By default it is the reason.
 */

/**
 * Runs an operation until it settles, its time is up or a signal is aborted, whichever comes first.
 * An operation that ignores its signal is not waited for. With a signal that is aborted already,
 * the operation is not started. In the end no timer is set, and no listener stays on the signals.
 *
 * @template T
 * @param {Deadline} deadline
 * @param {Operation<T>} operation
 * @returns {Promise<T>} What the operation resolves to.
 * @throws The error that `timeoutError` or `abortError` made, or what the operation rejected with.
 */
export async function withDeadline(deadline, operation) {
  const { timeoutMs, timeoutError, signals = [], abortError = (reason) => reason } = deadline;
  const aborted = signals.find((signal) => signal?.aborted);
  if (aborted) throw abortError(aborted.reason);

  const controller = new AbortController();
  const { signal } = controller;
  /** @type {unknown} */
  let endError;
  const end = (/** @type {unknown} */ error) => {
    if (signal.aborted) return;
    endError = error;
    controller.abort(error);
  };
  // This is the signal's first listener, so the race is decided before the operation can reject.
  const ended = new Promise((/** @type {(value: never) => void} */ _, reject) => {
    signal.addEventListener("abort", () => reject(endError));
  });
  const timer = setTimeout(() => end(timeoutError()), timeoutMs);
  /** @type {(() => void)[]} */
  const stopListening = [];
  try {
    for (const callerSignal of signals) {
      const onAbort = () => end(abortError(callerSignal?.reason));
      callerSignal?.addEventListener("abort", onAbort);
      stopListening.push(() => callerSignal?.removeEventListener("abort", onAbort));
    }
    return await Promise.race([ended, operation(signal)]);
  } catch (error) {
    throw signal.aborted ? endError : error;
  } finally {
    clearTimeout(timer);
    for (const stop of stopListening) stop();
  }
}

/**
 * Waits.
 *
 * @param {number} ms How long, in milliseconds.
 * @returns {Promise<void>}
 */
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
