// Timers: a deadline for an operation, and a pause.

/**
 * @template T
 * @typedef {(signal: AbortSignal) => Promise<T>} Operation
 * What runs under a deadline. Its signal is aborted when the deadline ends it, for `fetch`.
 */

/**
 * @typedef {object} Deadline
 * What ends an operation before it settles.
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
  // The signal's first listener: the race is decided before the operation can reject.
  /** @type {Promise<never>} */
  const ended = new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
  const timer = setTimeout(() => controller.abort(timeoutError()), timeoutMs);
  const stopListening = signals.map((callerSignal) => {
    const onAbort = () => controller.abort(abortError(callerSignal?.reason));
    callerSignal?.addEventListener("abort", onAbort);
    return () => callerSignal?.removeEventListener("abort", onAbort);
  });
  try {
    return await Promise.race([ended, operation(signal)]);
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
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
