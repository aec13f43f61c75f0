// Runs one flow after the other in a page, through the real SDK and the smallest native bridge that
// it accepts.

import appsSdk from "@zoom/appssdk";
import { authorize, init } from "zoom-pkce";

import { watchListeners } from "../../tests/flow/page/listeners.js";
import { watchMemory } from "../../tests/flow/page/memory.js";

// With Node's resolution, TypeScript takes the SDK for a CommonJS module.
const zoomSdk = /** @type {typeof appsSdk.default} */ (/** @type {unknown} */ (appsSdk));
const listening = watchListeners(zoomSdk);
const memory = watchMemory();
const page = /** @type {any} */ (window);

/** The number of `authorize` requests that the client has received. */
let authorizeRequests = 0;

// A client answers in a later task than the request. A message channel does the same.
const { port1: client, port2: app } = new MessageChannel();
page.android = { postMessage: (/** @type {string} */ json) => receive(JSON.parse(json)) };
app.onmessage = ({ data }) => page.zoomSdk.native2js({ data });

/** @param {{ jsCallId: string, apiName: string, data?: any }} request */
function receive({ jsCallId, apiName, data }) {
  const result = apiName === "config" ? { clientVersion: "6.6.0", unsupportedApis: [] } : {};
  client.postMessage({ type: "apiResponse", data: { jsCallId, result } });
  if (apiName !== "authorize") return;
  authorizeRequests++;
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

/** Memory and listeners between two flows. */
const look = () => ({ wasmBytes: memory.size(), listeners: listening().length });

/**
 * Clicks a button, and counts how often the client received the request within the click handler,
 * before its first await.
 *
 * @param {number} count
 */
async function click(count) {
  let withinHandler = 0;
  /** @type {Promise<unknown>} */
  let flow = Promise.resolve();
  const button = document.body.appendChild(document.createElement("button"));
  button.addEventListener("click", () => {
    const before = authorizeRequests;
    flow = authorize(zoomSdk);
    withinHandler += authorizeRequests - before;
  });
  for (let i = 0; i < count; i++) {
    button.click();
    await flow;
  }
  button.remove();
  return { clicks: count, withinHandler };
}

Object.assign(window, { bench: { start, run, look, click } });
