/** @import { OpenedBridge } from "./index.js" */

/**
 * The app runs in `frame`, and this page is its web client.
 *
 * @param {HTMLIFrameElement} frame
 * @param {(json: unknown) => void} receive
 * @returns {OpenedBridge}
 */
export function openFrame(frame, receive) {
  /** Where the app's requests came from; before the first one nobody listens there. @type {string | undefined} */
  let origin;
  /** @param {MessageEvent} event */
  function listen(event) {
    if (event.source === null || event.source !== frame.contentWindow) return;
    // A sandboxed frame has an origin that no message can be addressed to.
    origin = event.origin === "null" ? "*" : event.origin;
    receive(event.data);
  }
  window.addEventListener("message", listen);
  return {
    deliver(message) {
      if (origin !== undefined) frame.contentWindow?.postMessage(message, origin);
    },
    close() {
      window.removeEventListener("message", listen);
    },
  };
}

/**
 * The URL of the page in the frame: what is known of it from outside.
 *
 * @param {HTMLIFrameElement} frame
 */
export function urlOfFrame(frame) {
  try {
    return frame.contentWindow?.location.href ?? frame.src;
  } catch {
    return frame.src;
  }
}
