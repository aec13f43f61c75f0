// The bridge of Zoom's web client: the app runs in a frame, and this page is the client around it.

/** @import { BridgeConnection } from "./index.js" */

/**
 * Connects to the app in a frame by `postMessage`.
 *
 * @param {HTMLIFrameElement} frame
 * @param {(json: unknown) => void} receive Called with every message that the frame posts.
 * @returns {BridgeConnection} Messages before the app's first request are dropped: the origin of
 *   the app is not known yet, and its SDK does not listen yet.
 */
export function openFrame(frame, receive) {
  /** The target origin for `postMessage`. @type {string | undefined} */
  let origin;
  /** @param {MessageEvent} event */
  function onMessage(event) {
    if (event.source === null || event.source !== frame.contentWindow) return;
    // The origin of a sandboxed frame is opaque: only "*" addresses it.
    origin = event.origin === "null" ? "*" : event.origin;
    receive(event.data);
  }
  window.addEventListener("message", onMessage);
  return {
    deliver(message) {
      if (origin !== undefined) frame.contentWindow?.postMessage(message, origin);
    },
    close() {
      window.removeEventListener("message", onMessage);
    },
  };
}

/**
 * Returns the URL of the page in a frame. For a page of another origin only the frame's `src` can
 * be read.
 *
 * @param {HTMLIFrameElement} frame
 * @returns {string}
 */
export function urlOfFrame(frame) {
  try {
    return frame.contentWindow?.location.href ?? frame.src;
  } catch {
    return frame.src;
  }
}
