import { errorOf, invalidArgument, optionsOf } from "../error.js";
import { authorizeWithBackend } from "../forward.js";
import { authorizeInBrowser } from "./authorize-in-browser.js";
import { checkOptions } from "./options.js";
import { answerInZoomClient } from "./zoom-client.js";

/** The options of `authorizeInBrowser` that are those of `signIn`. */
const SHARED = /** @type {const} */ (["backend", "signal", "onProgress"]);

/**
 * @typedef {object} PlaceOptions
 * The options of `signIn` that are of the client only, or of browsers only.
 *
 * @property {import("./zoom-client.js").ZoomConfig} config The promise that `zoomSdk.config` has
 *   returned, or its answer.
 * @property {Omit<import("./options.js").BrowserOptions, (typeof SHARED)[number]>} browser The
 *   options of `authorizeInBrowser`. The others are those of `signIn`.
 */

/**
 * @typedef {Omit<Parameters<typeof authorizeWithBackend>[1], "config"> & PlaceOptions} SignInOptions
 * The options of `signIn`: those of `authorizeWithBackend`, with `config` required, and `browser`.
 */

/**
 * Signs in wherever the page is: in the Zoom client as `authorizeWithBackend`, outside of it as
 * `authorizeInBrowser`. The outcome of the app's call of `zoomSdk.config` tells the two apart, as
 * in `isInZoomClient`.
 *
 * @param {import("../authorize.js").ZoomSdk} zoomSdk The default export of `@zoom/appssdk`, or
 *   `window.zoomSdk` of its script tag.
 * @param {SignInOptions} options `config`, `backend` and `browser` are required.
 * @returns {Promise<any>} The parsed JSON of the backend's answer. `undefined` while the browser
 *   leaves the page for Zoom's: `completeAuthorization` has the answer then.
 * @throws {ZoomPkceError} Those of `isInZoomClient`, and of `authorizeWithBackend` or
 *   `authorizeInBrowser`. An invalid option in `browser` is refused in the client, too.
 * @example
 * import zoomSdk from "@zoom/appssdk";
 * import { completeAuthorization, signIn } from "zoom-pkce/browser";
 *
 * const backend = "/api/zoom/token";
 * const completed = await completeAuthorization({ backend });
 * const config = zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
 * const user = await signIn(zoomSdk, { config, backend, browser: { clientId: "from the Marketplace" } });
 * user.name; // => "Simulated User"
 */
export async function signIn(zoomSdk, options) {
  const { config, browser, ...inClient } = /** @type {SignInOptions} */ (optionsOf(options));
  const { backend, signal, onProgress } = inClient;
  const misplaced = SHARED.find((name) => /** @type {any} */ (browser)?.[name] != null);
  if (misplaced) throw invalidArgument(`browser: must not have ${misplaced}, which is an option of signIn`);
  const inBrowser = { ...browser, backend, signal, onProgress };
  // In the client, too: otherwise a mistake would show only outside it.
  checkOptions(inBrowser);
  const answer = await untilAborted(answerInZoomClient(config), signal);
  return answer === undefined
    ? authorizeInBrowser(inBrowser)
    : authorizeWithBackend(zoomSdk, { ...inClient, config: answer });
}

/**
 * Waits for a promise, or until the signal is aborted: in a frame, the SDK takes ten seconds for
 * `config`.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal | null | undefined} signal
 * @returns {Promise<T>}
 */
async function untilAborted(promise, signal) {
  if (!signal) return promise;
  let abort = () => {};
  const aborted = new Promise((/** @type {(value: never) => void} */ _, reject) => {
    abort = () => reject(errorOf("aborted", { cause: signal.reason }));
  });
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
