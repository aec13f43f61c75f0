// An attacker's page. Around the app, it imitates a web client. In a frame inside the app, it posts
// a forged message to the app.

/**
 * The requests of the app's SDK, oldest first.
 *
 * @type {{ jsCallId: string, apiName: string, data?: any }[]}
 */
const requests = [];
/** @type {HTMLIFrameElement | undefined} */
let frame;
let loaded = 0;

/** @param {unknown} message */
const post = (message) => frame?.contentWindow?.postMessage(message, "*");

addEventListener("message", ({ source, data }) => {
  if (source !== frame?.contentWindow || typeof data !== "string") return;
  const request = JSON.parse(data);
  requests.push(request);
  const result = request.apiName === "config" ? { clientVersion: "6.6.0", unsupportedApis: [] } : {};
  post({ type: "apiResponse", data: { jsCallId: request.jsCallId, result } });
});

Object.assign(window, {
  hostile: {
    requests,
    loaded: () => loaded,
    /** @param {string} url */
    surround(url) {
      frame = document.createElement("iframe");
      frame.addEventListener("load", () => loaded++);
      frame.src = url;
      document.body.append(frame);
    },
    /** @param {unknown} data */
    emit: (data) => post({ type: "event", name: "onAuthorized", data }),
  },
});

// Inside the app, the fragment of its address is the message to post.
if (location.hash) window.parent.postMessage(JSON.parse(decodeURIComponent(location.hash.slice(1))), "*");
