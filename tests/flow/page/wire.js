// What goes over the bridge between the SDK and the client, as it goes.

/**
 * Records from now on. Start it after the simulator and before `zoomSdk.config`; call `recordAnswers` after it, since two
 * of the bridges answer through the `window.zoomSdk` that it makes.
 *
 * @param {import("./context.js").Bridge} bridge
 */
export function recordWire(bridge) {
  const page = /** @type {any} */ (window);
  /** What was posted, as it was. @type {unknown[]} */
  const posted = [];
  /** The messages that came back, each with a member `data` that holds what the client says. @type {any[]} */
  const answered = [];

  /** @param {any} native */
  const recordPosts = (native) => {
    const post = native.postMessage;
    native.postMessage = (/** @type {unknown[]} */ ...values) => {
      posted.push(...values);
      return Reflect.apply(post, native, values);
    };
  };
  if (bridge === "android") recordPosts(page.android);
  if (bridge === "webview2") {
    recordPosts(page.chrome.webview);
    page.chrome.webview.addEventListener("message", (/** @type {MessageEvent} */ event) =>
      answered.push({ data: event.data }),
    );
  }
  if (bridge === "webkit") recordPosts(page.webkit.messageHandlers.jsOCHelper);
  if (bridge === "frame") {
    window.parent.addEventListener("message", ({ source, data }) => source === window && posted.push(data));
    window.addEventListener("message", ({ data }) => answered.push({ data }));
  }

  return {
    posted,
    answered,
    /** Those over `window.zoomSdk`, where the bridge is one of those. */
    recordAnswers() {
      if (bridge === "webview2" || bridge === "frame") return;
      const { zoomSdk } = page;
      const { native2js } = zoomSdk;
      zoomSdk.native2js = (/** @type {any} */ message) => {
        answered.push(message);
        return native2js.call(zoomSdk, message);
      };
    },
  };
}
