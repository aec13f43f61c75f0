// Records the messages on the bridge between the SDK and the client.

/**
 * Starts to record. Call it after the simulator has started and before `zoomSdk.config`. Call
 * `recordAnswers` after `zoomSdk.config`: two of the bridges answer through the `window.zoomSdk`
 * that `config` creates.
 *
 * @param {import("./context.js").Bridge} bridge
 */
export function recordWire(bridge) {
  const page = /** @type {any} */ (window);
  /** The posted messages, unchanged. @type {unknown[]} */
  const posted = [];
  /** The client's messages, each in a member `data`. @type {any[]} */
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
    /** Records the answers of the bridges that answer through `window.zoomSdk`. */
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
