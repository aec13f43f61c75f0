import { put } from "./put.js";

/** @import { OpenBridge } from "./index.js" */

/** @type {((json: unknown) => void) | undefined} */
let receiver;

/** @type {(EventTarget & { postMessage: (json: unknown) => void }) | undefined} */
let webview;

/** `window.chrome.webview`, of the Zoom client on Windows. @type {OpenBridge} */
export function openWebview2(receive) {
  const page = /** @type {any} */ (window);
  receiver = receive;
  // One for all simulations of this page: the SDK adds its listener to the first that it finds, and to no other.
  webview ??= Object.assign(new EventTarget(), {
    postMessage: (/** @type {unknown} */ json) => receiver?.(json),
  });
  const target = webview;
  const remove = page.chrome ? put(page.chrome, "webview", target) : put(page, "chrome", { webview: target });
  return {
    deliver(message) {
      target.dispatchEvent(new MessageEvent("message", { data: structuredClone(message) }));
    },
    close() {
      receiver = undefined;
      remove();
    },
  };
}
