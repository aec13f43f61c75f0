// Runs an example in its own thread, so no other example has called `init()`. Requests to
// https://zoom.us go to a simulated Zoom. Two globals are for examples of backends: `body` holds the
// fields that `forward` posts, and `request` is the request with these fields and an app context.

import { parentPort, workerData } from "node:worker_threads";
import { createSimulatedZoom, encryptAppContext } from "zoom-pkce/simulator/server";

const redirectUri = "https://app.example.com/";
const codeVerifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const zoom = await createSimulatedZoom({ redirectUris: [redirectUri] });

const answer = await zoom.fetch(
  new Request("https://zoom.us/oauth/authorize", {
    method: "POST",
    body: new URLSearchParams({
      response_type: "code",
      client_id: "simulated-client-id",
      redirect_uri: redirectUri,
      code_challenge: codeVerifier,
    }),
  }),
);
const { code } = await answer.json();
const body = { code, code_verifier: codeVerifier, redirect_uri: redirectUri, state: "a-state" };

const { fetch } = globalThis;
globalThis.fetch = async (target, init) => {
  const request = new Request(target, init);
  return request.url.startsWith("https://zoom.us/") ? zoom.fetch(request) : fetch(request);
};

const context = await encryptAppContext({ typ: "meeting", mid: "a-meeting" });

process.env.ZOOM_CLIENT_ID = "simulated-client-id";
process.env.ZOOM_CLIENT_SECRET = "simulated-client-secret";
process.env.ZOOM_ACCOUNT_ID = "simulated-account-id";

Object.assign(globalThis, {
  body,
  request: new Request("https://app.example.com/api/zoom/token", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      cookie: "session=1",
      origin: "https://app.example.com",
      "x-zoom-app-context": context,
    },
    body: JSON.stringify(body),
  }),
  check: (/** @type {unknown[]} */ ...claim) => parentPort?.postMessage(claim),
});
await import(workerData);
