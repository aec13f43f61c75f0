// The option `onProgress`: reports of the steps of a sign-in. The flow reports its own (src/flow/progress.rs).

import { ZoomPkceError } from "./error.js";

/**
 * @typedef {object} Progress
 * A step of a sign-in, without secrets.
 *
 * @property {"challenge" | "flow" | "authorize" | "getUserContext" | "promptAuthorize" | "reconfigure"
 *   | "onAuthorized" | "onMyUserContextChange" | "forward"} step The step: the option `challenge`, the
 *   in-client flow as a whole, a call of the SDK or of `reconfigure`, an event, or the request to the
 *   backend.
 * @property {"started" | "succeeded" | "failed" | "received" | "ignored"} phase What becomes of it. An
 *   event is `"received"`, or `"ignored"` if it is not for this flow.
 * @property {number} at When it was reported, in milliseconds since the epoch.
 * @property {import("./error.js").ZoomPkceErrorCode} [errorCode] The code of the error, if `"challenge"`,
 *   `"flow"` or `"forward"` has failed.
 */

/**
 * Reports the start and the end of a step.
 *
 * @template T
 * @param {import("./authorize.js").AuthorizeOptions["onProgress"]} onProgress
 * @param {"challenge" | "forward"} step
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} The result of `work`.
 */
export async function withProgress(onProgress, step, work) {
  report(onProgress, step, "started");
  let result;
  try {
    result = await work();
  } catch (error) {
    // Another error may have a secret as its code.
    report(onProgress, step, "failed", error instanceof ZoomPkceError ? error.code : undefined);
    throw error;
  }
  report(onProgress, step, "succeeded");
  return result;
}

/**
 * @param {import("./authorize.js").AuthorizeOptions["onProgress"]} onProgress
 * @param {Progress["step"]} step
 * @param {Progress["phase"]} phase
 * @param {Progress["errorCode"]} [errorCode]
 */
function report(onProgress, step, phase, errorCode) {
  try {
    onProgress?.({ step, phase, at: Date.now(), ...(errorCode && { errorCode }) });
  } catch (thrown) {
    // Nothing handles the promise, so the error is reported as an unhandled rejection.
    void Promise.reject(thrown);
  }
}
