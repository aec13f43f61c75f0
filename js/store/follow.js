// Following an `AbortSignal`. Older Zoom clients lack `AbortSignal.any`.

/**
 * Returns whether a value is an `AbortSignal`, also one of another realm. The flow has the same
 * rule.
 *
 * @param {any} signal
 * @returns {signal is AbortSignal}
 */
export const isSignal = (signal) =>
  typeof signal?.aborted === "boolean" &&
  [signal.addEventListener, signal.removeEventListener].every((method) => typeof method === "function");

/**
 * Aborts a controller when a signal is aborted.
 *
 * @param {AbortSignal} signal
 * @param {AbortController} controller
 * @returns {() => void} Removes the listener from the signal.
 */
export function follow(signal, controller) {
  const abort = () => controller.abort(signal.reason);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  return () => signal.removeEventListener("abort", abort);
}
