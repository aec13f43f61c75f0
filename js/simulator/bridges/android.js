import { native2js } from "./native2js.js";
import { put } from "./put.js";

/** @import { OpenBridge } from "./index.js" */

/** `window.android`, of the Zoom client on Android. @type {OpenBridge} */
export function openAndroid(receive) {
  const remove = put(window, "android", { postMessage: receive });
  return { deliver: native2js, close: remove };
}
