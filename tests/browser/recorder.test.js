// The demo's recorder marks the failed step of a refused request.

import assert from "node:assert/strict";
import { it } from "node:test";

import { recordSdk } from "../../www/page/recorder.js";

/** Returns the steps that are marked as failed. @param {Error} error The rejection of authorize. */
async function blamedFor(error) {
  /** @type {string[]} */
  const blamed = [];
  const timeline = { reached() {}, waitFor() {}, blame: (/** @type {string} */ step) => blamed.push(step) };
  const secrets = { add() {}, hide: String, json: JSON.stringify };
  const zoomSdk = { authorize: () => Promise.reject(error), addEventListener() {}, removeEventListener() {} };
  const to = /** @type {any} */ ({ timeline, secrets, method: "plain" });
  const sdk = recordSdk(/** @type {any} */ (zoomSdk), to);
  await assert.rejects(sdk.authorize({ codeChallenge: "c", state: "s" }), error);
  return blamed;
}

it("a refusal of Zoom marks the request as failed; the SDK's time-out does not, because the event may still come", async () => {
  assert.deepEqual(await blamedFor(new Error("No Permission for this API. [code:80004]")), ["request"]);
  const timeout = "authorize took longer than 10000ms to respond.\n requestId: 1";
  assert.deepEqual(await blamedFor(new Error(timeout)), []);
});
