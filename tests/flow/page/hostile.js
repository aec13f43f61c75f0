// Somebody else's page: around the app, it plays a web client that lies; within it, it lies to the page around.

/** What the app's SDK has asked, oldest first. @type {{ jsCallId: string, apiName: string, data?: any }[]} */
const requests = [];
/** @type {HTMLIFrameElement | undefined} */
let frame;
let loaded = 0;

/** @param {unknown} message */
const say = (message) => frame?.contentWindow?.postMessage(message, "*");

addEventListener("message", ({ source, data }) => {
  if (source !== frame?.contentWindow || typeof data !== "string") return;
  const request = JSON.parse(data);
  requests.push(request);
  const result = request.apiName === "config" ? { clientVersion: "6.6.0", unsupportedApis: [] } : {};
  say({ type: "apiResponse", data: { jsCallId: request.jsCallId, result } });
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
    emit: (data) => say({ type: "event", name: "onAuthorized", data }),
  },
});

// Within the app, it is told what to say by its address.
if (location.hash) window.parent.postMessage(JSON.parse(decodeURIComponent(location.hash.slice(1))), "*");
