// The page in which one flow follows the other, over the real SDK and the least native bridge that it takes.

import appsSdk from "@zoom/appssdk";
import { authorize, init } from "zoom-pkce";

import { watchListeners } from "../../tests/flow/page/listeners.js";
import { watchMemory } from "../../tests/flow/page/memory.js";

// Node's resolution takes the SDK's types for those of a CommonJS module.
const zoomSdk = /** @type {typeof appsSdk.default} */ (/** @type {unknown} */ (appsSdk));
const listening = watchListeners(zoomSdk);
const memory = watchMemory();
const page = /** @type {any} */ (window);

/** How often the client was asked for `authorize`. */
let asked = 0;

// A client answers in a later task than the one it is asked in.
const { port1: client, port2: app } = new MessageChannel();
page.android = { postMessage: (/** @type {string} */ json) => receive(JSON.parse(json)) };
app.onmessage = ({ data }) => page.zoomSdk.native2js({ data });

/** @param {{ jsCallId: string, apiName: string, data?: any }} request */
function receive({ jsCallId, apiName, data }) {
  const result = apiName === "config" ? { clientVersion: "6.6.0", unsupportedApis: [] } : {};
  client.postMessage({ type: "apiResponse", data: { jsCallId, result } });
  if (apiName !== "authorize") return;
  asked++;
  const event = { code: "code", redirectUri: location.href, result: true, state: data.state, timestamp: 0 };
  client.postMessage({ type: "event", name: "onAuthorized", data: event });
}

async function start() {
  await zoomSdk.config({ capabilities: ["authorize", "onAuthorized"], version: "0.16.0" });
  await init();
}

/** @param {number} count */
async function run(count) {
  for (let i = 0; i < count; i++) await authorize(zoomSdk);
}

/** What is there between flows. */
const look = () => ({ wasmBytes: memory.size(), listeners: listening().length });

/**
 * Clicks, and looks whether the client was asked within the handler, before its first await.
 *
 * @param {number} count
 */
async function click(count) {
  let withinHandler = 0;
  /** @type {Promise<unknown>} */
  let flow = Promise.resolve();
  const button = document.body.appendChild(document.createElement("button"));
  button.addEventListener("click", () => {
    const before = asked;
    flow = authorize(zoomSdk);
    withinHandler += asked - before;
  });
  for (let i = 0; i < count; i++) {
    button.click();
    await flow;
  }
  button.remove();
  return { clicks: count, withinHandler };
}

Object.assign(window, { bench: { start, run, look, click } });
