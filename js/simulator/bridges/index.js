// The ways by which `@zoom/appssdk` and a Zoom client speak to each other.

import { openAndroid } from "./android.js";
import { openWebkit } from "./webkit.js";
import { openWebview2 } from "./webview2.js";

/** @import { Bridge } from "../names.js" */

/**
 * @typedef {{ type: "apiResponse", data: object } | { type: "event", name: string, data: unknown }} Message
 * What a client sends: the answer to a request, or an event.
 */

/**
 * @typedef {object} OpenedBridge
 * @property {(message: Message) => void} deliver Hands a message to the SDK.
 * @property {() => void} close Makes the page what it was.
 */

/**
 * Puts a bridge into the page.
 *
 * @callback OpenBridge
 * @param {(json: unknown) => void} receive Takes what the SDK posts.
 * @returns {OpenedBridge}
 */

/**
 * The native bridges, each with the Zoom product that it belongs to.
 *
 * @type {Readonly<Record<Bridge, { open: OpenBridge, product: string }>>}
 */
export const nativeBridges = Object.freeze({
  android: { open: openAndroid, product: "mobile" },
  webview2: { open: openWebview2, product: "desktop" },
  webkit: { open: openWebkit, product: "desktop" },
});

/**
 * The native bridge that is in this page, by the name that it has there: what the SDK would take for one.
 *
 * @returns {string | undefined}
 */
export function bridgeInPage() {
  const page = /** @type {any} */ (window);
  if (page.android) return "window.android";
  if (page.chrome?.webview) return "window.chrome.webview";
  if (page.webkit?.messageHandlers?.jsOCHelper) return "window.webkit.messageHandlers.jsOCHelper";
  return undefined;
}

/**
 * What the SDK has posted, or nothing where it was not the SDK: an app in a frame may post other things to its parent.
 *
 * @param {unknown} json
 * @returns {{ jsCallId: string, apiName: string, data?: any } | undefined}
 */
export function readRequest(json) {
  if (typeof json !== "string") return undefined;
  try {
    const request = JSON.parse(json);
    const isRequest = typeof request?.jsCallId === "string" && typeof request.apiName === "string";
    return isRequest ? request : undefined;
  } catch {
    return undefined;
  }
}
