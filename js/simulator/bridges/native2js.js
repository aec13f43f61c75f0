/** @import { Message } from "./index.js" */

/**
 * Hands a message to the SDK by `window.zoomSdk.native2js`, as the clients without `message` events do.
 *
 * @param {Message} message
 */
export function native2js(message) {
  // What crosses a native bridge is a copy.
  const data = structuredClone(message);
  try {
    /** @type {any} */ (window).zoomSdk?.native2js({ data });
  } catch (error) {
    // A listener of the page has thrown: the page's affair, as it is behind a real client.
    setTimeout(() => {
      throw error;
    });
  }
}
