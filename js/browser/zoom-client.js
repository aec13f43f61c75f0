// Tells whether the page is in the Zoom client, by the answer to the app's own call of
// `zoomSdk.config`: the SDK says it nowhere else. A second call from here would replace the app's
// capabilities.

import { invalidArgument } from "../error.js";
import { browserError } from "./error-texts.js";

/** What the SDK's error says outside the Zoom client, since 0.16.0. It has no code. */
export const OUTSIDE_ZOOM = /\bZoom Apps SDK is not supported by this browser\b/i;

/**
 * @typedef {PromiseLike<unknown> | NonNullable<import("../authorize.js").AuthorizeOptions["config"]>} ZoomConfig
 * The promise that `zoomSdk.config` has returned, or its answer.
 */

/**
 * Returns the answer of `zoomSdk.config`.
 *
 * @param {any} config
 * @returns {Promise<any>} `undefined` outside the Zoom client.
 * @throws {import("../error.js").ZoomPkceError} `invalid_argument`, `sdk_not_configured`.
 */
export async function answerInZoomClient(config) {
  // The SDK itself would never settle: it has a `then`, as it has a member of every name.
  if (typeof config !== "object" || config === null || typeof config.config === "function") {
    throw invalidArgument("config: must be the promise that zoomSdk.config has returned, or its answer");
  }
  try {
    return (await config) ?? {};
  } catch (cause) {
    if (OUTSIDE_ZOOM.test(/** @type {any} */ (cause)?.message)) return undefined;
    throw browserError("sdk_not_configured", { cause });
  }
}

/**
 * Tells whether the page is in the Zoom client. The answer is that of the app's own call of
 * `zoomSdk.config`, not of the user agent: only the SDK knows its clients.
 *
 * @param {ZoomConfig} config The promise that `zoomSdk.config` has returned, or its answer.
 * @returns {Promise<boolean>} Settles when `config` has.
 * @throws {ZoomPkceError} `sdk_not_configured` if `config` was rejected in the client, with the
 *   SDK's error as `cause`. A frame of another page than Zoom's, and another program's web view,
 *   count as the client: the SDK gives up after ten seconds. `invalid_argument` if there is no
 *   `config`.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { isInZoomClient } from "zoom-pkce/browser";
 *
 * const config = zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * await isInZoomClient(config); // => true
 */
export async function isInZoomClient(config) {
  return (await answerInZoomClient(config)) !== undefined;
}
