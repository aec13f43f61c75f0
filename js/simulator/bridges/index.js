// The bridges between `@zoom/appssdk` and a Zoom client: how requests, answers and events travel.

import { openAndroid, openWebkit, openWebview2 } from "./native.js";

/** @import { Bridge } from "../names.js" */

/**
 * @typedef {{ type: "apiResponse", data: object }
 *   | { type: "event", name: string, data: unknown }} Message
 * A message from the client to the SDK: the answer to a request, or an event.
 */

/**
 * @typedef {object} BridgeConnection
 * An open bridge.
 *
 * @property {(message: Message) => void} deliver Sends a message to the SDK.
 * @property {() => void} close Removes the bridge from the page.
 */

/**
 * Puts a bridge into the page.
 *
 * @callback OpenBridge
 * @param {(json: unknown) => void} receive Called with everything that the SDK posts.
 * @returns {BridgeConnection}
 */

/**
 * The native bridges. `product` is what `config` answers on that platform.
 *
 * @type {Readonly<Record<Bridge, { open: OpenBridge, product: string }>>}
 */
export const nativeBridges = Object.freeze({
  android: { open: openAndroid, product: "mobile" },
  webview2: { open: openWebview2, product: "desktop" },
  webkit: { open: openWebkit, product: "desktop" },
});

/**
 * Looks for a native bridge in the page, in the order in which the SDK does.
 *
 * @returns {string | undefined} The path of the bridge object, such as `"window.android"`.
 */
export function findNativeBridge() {
  const page = /** @type {any} */ (window);
  if (page.android) return "window.android";
  if (page.chrome?.webview) return "window.chrome.webview";
  if (page.webkit?.messageHandlers?.jsOCHelper) return "window.webkit.messageHandlers.jsOCHelper";
  return undefined;
}

/**
 * Parses a request of the SDK.
 *
 * @param {unknown} json
 * @returns {{ jsCallId: string, apiName: string, data?: any } | undefined} `undefined` for any
 *   other message: an app in a frame may post messages of its own to its parent.
 */
export function parseRequest(json) {
  if (typeof json !== "string") return undefined;
  try {
    const request = JSON.parse(json);
    const isRequest = typeof request?.jsCallId === "string" && typeof request.apiName === "string";
    return isRequest ? request : undefined;
  } catch {
    return undefined;
  }
}
