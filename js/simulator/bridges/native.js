// The bridges of Zoom's native clients. In the browser of such a client the SDK posts its requests
// to an object of the page: a different one for each platform.

import { patchProperty } from "../patch-property.js";

/** @import { Message, OpenBridge } from "./index.js" */

/** Android: requests go to `window.android`. @type {OpenBridge} */
export function openAndroid(receive) {
  const remove = patchProperty(window, "android", { postMessage: receive });
  return { deliver: callNative2js, close: remove };
}

/** macOS and iOS: requests go to `window.webkit.messageHandlers.jsOCHelper`. @type {OpenBridge} */
export function openWebkit(receive) {
  const page = /** @type {any} */ (window);
  const jsOCHelper = { postMessage: receive };
  let remove;
  if (page.webkit?.messageHandlers) {
    remove = patchProperty(page.webkit.messageHandlers, "jsOCHelper", jsOCHelper);
  } else if (page.webkit) {
    remove = patchProperty(page.webkit, "messageHandlers", { jsOCHelper });
  } else {
    remove = patchProperty(page, "webkit", { messageHandlers: { jsOCHelper } });
  }
  return { deliver: callNative2js, close: remove };
}

/**
 * The `window.chrome.webview` of every simulation of this page: the SDK adds its listener to the
 * first one it finds, and to no later one.
 *
 * @type {(EventTarget & { postMessage: (json: unknown) => void }) | undefined}
 */
let webview;

/**
 * The `receive` function of the running simulation.
 *
 * @type {((json: unknown) => void) | undefined}
 */
let receiveFromWebview;

/** Windows (WebView2): requests go to `window.chrome.webview`. @type {OpenBridge} */
export function openWebview2(receive) {
  const page = /** @type {any} */ (window);
  receiveFromWebview = receive;
  webview ??= Object.assign(new EventTarget(), {
    postMessage: (/** @type {unknown} */ json) => receiveFromWebview?.(json),
  });
  const target = webview;
  const remove = page.chrome
    ? patchProperty(page.chrome, "webview", target)
    : patchProperty(page, "chrome", { webview: target });
  return {
    deliver(message) {
      target.dispatchEvent(new MessageEvent("message", { data: structuredClone(message) }));
    },
    close() {
      receiveFromWebview = undefined;
      remove();
    },
  };
}

/**
 * Hands a message to the SDK through `window.zoomSdk.native2js`, as the clients for Android, macOS
 * and iOS do.
 *
 * @param {Message} message
 */
function callNative2js(message) {
  // Values that cross a native bridge are copies.
  const data = structuredClone(message);
  try {
    /** @type {any} */ (window).zoomSdk?.native2js({ data });
  } catch (error) {
    // A listener of the page threw. The error is reported as uncaught; the simulation goes on.
    setTimeout(() => {
      throw error;
    });
  }
}
