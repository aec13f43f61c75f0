// The native side of the SDK's bridge: what the Android client puts into the page.

/**
 * Stands in for `window.android`, where `@zoom/appssdk` posts its requests as JSON.
 *
 * @param {(request: { jsCallId: string, apiName: string, data?: any }) => void} receive
 */
export function nativeBridge(receive) {
  const page = /** @type {any} */ (window);
  if (page.self !== page.top) {
    throw new Error("zoom-pkce/simulator: the page is in a frame, where the SDK speaks to the parent page");
  }
  if (page.android || page.chrome?.webview || page.webkit?.messageHandlers?.jsOCHelper) {
    throw new Error(
      "zoom-pkce/simulator: a Zoom client is here already; the simulator is for pages outside Zoom",
    );
  }
  const android = {
    /** @param {string} json */
    postMessage(json) {
      const request = JSON.parse(json);
      // A client answers later, never while the page is still asking.
      setTimeout(() => receive(request));
    },
  };
  page.android = android;
  return {
    /**
     * Hands a message to the SDK, as the client does.
     *
     * @param {{ type: "apiResponse" | "event", name?: string, data: object }} message
     */
    deliver(message) {
      page.zoomSdk?.native2js({ data: message });
    },
    remove() {
      if (page.android === android) delete page.android;
    },
  };
}
