import { native2js } from "./native2js.js";
import { put } from "./put.js";

/** @import { OpenBridge } from "./index.js" */

/** `window.webkit.messageHandlers.jsOCHelper`, of the Zoom client on macOS and iOS. @type {OpenBridge} */
export function openWebkit(receive) {
  const page = /** @type {any} */ (window);
  const handler = { postMessage: receive };
  let remove;
  if (page.webkit?.messageHandlers) remove = put(page.webkit.messageHandlers, "jsOCHelper", handler);
  else if (page.webkit) remove = put(page.webkit, "messageHandlers", { jsOCHelper: handler });
  else remove = put(page, "webkit", { messageHandlers: { jsOCHelper: handler } });
  return { deliver: native2js, close: remove };
}
