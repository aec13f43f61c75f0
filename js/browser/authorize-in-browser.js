import { checkSignal } from "../forward/target.js";
import { report, withEndReported } from "../progress.js";
import { authorizeByPopup } from "./popup.js";
import { keepRequest, takeRequest } from "./kept-request.js";
import { checkOptions } from "./options.js";
import { newRequest } from "./request.js";

/**
 * Sends the person to Zoom's page for consent
 * (https://developers.zoom.us/docs/integrations/oauth/), with PKCE (RFC 7636, S256) and a `state`.
 * Zoom sends them back to `redirectUri`, whose page calls `completeAuthorization`. Use it outside
 * the Zoom client; inside, use `authorizeWithBackend`.
 *
 * By default the page itself goes to Zoom. With `popup: true` it stays, and Zoom is opened in a
 * popup: call it in the click, before any `await`.
 *
 * @param {import("./options.js").BrowserOptions} options `clientId` and `backend` are required.
 * @returns {Promise<any>} With `popup: true`, the parsed JSON of the backend's answer. Otherwise
 *   `undefined`, while the browser leaves the page.
 * @throws {ZoomPkceError} Before anything is sent: `invalid_argument`, `insecure_endpoint`,
 *   `wasm_load_failed`, `random_unavailable`, `aborted`, `storage_failed`. With `popup: true`:
 *   `popup_blocked`, `popup_closed`, `in_progress`, `timeout`, and the errors of
 *   `completeAuthorization`.
 * @example
 * import { authorizeInBrowser } from "zoom-pkce/browser";
 *
 * const zoom = { clientId: "from the Marketplace", backend: "/api/zoom/token" };
 * document.querySelector("main").onclick = () => authorizeInBrowser(zoom);
 *
 * const error = await authorizeInBrowser({ ...zoom, redirectUri: "/" }).catch((error) => error);
 * error.code; // => "invalid_argument"
 */
export async function authorizeInBrowser(options) {
  const checked = checkOptions(options);
  // A popup is opened in the task of the click, so nothing is awaited before.
  if (checked.popup) return authorizeByPopup(checked);
  const { signal, onProgress } = checked;
  const { request, url } = await newRequest(checked);
  checkSignal(signal);
  keepRequest(request);
  report(onProgress, "redirect", "started");
  if (signal?.aborted) {
    // `onProgress` has aborted it.
    takeRequest(request.state);
    await withEndReported(onProgress, "redirect", () => checkSignal(signal));
  }
  location.assign(url);
}
