// The option `onProgress`: reports of the steps of a sign-in. The flow reports its own
// (src/flow/progress.rs).

import { invalidArgument, ZoomPkceError } from "./error.js";

/** @typedef {import("./authorize.js").AuthorizeOptions["onProgress"]} OnProgress */

/**
 * @typedef {object} Progress
 * A step of a sign-in, without secrets.
 *
 * @property {"challenge" | "flow" | "authorize" | "getUserContext" | "promptAuthorize" | "reconfigure"
 *   | "onAuthorized" | "onMyUserContextChange" | "forward" | "redirect" | "popup"} step The step: the option
 *   `challenge`, the in-client flow as a whole, a call of the SDK or of `reconfigure`, an event, the request
 *   to the backend, or, in a browser, the way to Zoom's page and back.
 * @property {"started" | "succeeded" | "failed" | "received" | "ignored"} phase What becomes of it. An
 *   event is `"received"`, or `"ignored"` if it is not for this flow.
 * @property {number} at When it was reported, in milliseconds since the epoch.
 * @property {import("./error.js").ZoomPkceErrorCode} [errorCode] The code of the error, unless a
 *   call of the SDK or of `reconfigure` has failed.
 */

/** @param {unknown} onProgress */
export function checkProgress(onProgress) {
  if (onProgress != null && typeof onProgress !== "function") {
    throw invalidArgument("onProgress: must be a function");
  }
}

/**
 * Reports the start and the end of a step.
 *
 * @template T
 * @param {OnProgress} onProgress
 * @param {"challenge" | "forward" | "popup"} step
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} The result of `work`.
 */
export function withProgress(onProgress, step, work) {
  report(onProgress, step, "started");
  return withEndReported(onProgress, step, work);
}

/**
 * Reports the end of a step.
 *
 * @template T
 * @param {OnProgress} onProgress
 * @param {Progress["step"]} step
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>} The result of `work`.
 */
export async function withEndReported(onProgress, step, work) {
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
 * @param {OnProgress} onProgress
 * @param {Progress["step"]} step
 * @param {Progress["phase"]} phase
 * @param {Progress["errorCode"]} [errorCode]
 */
export function report(onProgress, step, phase, errorCode) {
  try {
    onProgress?.({ step, phase, at: Date.now(), ...(errorCode && { errorCode }) });
  } catch (thrown) {
    // Nothing handles the promise, so the error is reported as an unhandled rejection.
    void Promise.reject(thrown);
  }
}
