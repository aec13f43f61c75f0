// signIn and isInZoomClient: the answer of zoomSdk.config tells where the page is.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { afterEach, test } from "node:test";

import { isInZoomClient, signIn } from "zoom-pkce/browser";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";
import { openPage } from "./page.js";

const HOME = "https://app.example.com/zoom";
const CAPABILITIES = { capabilities: ["authorize", "onAuthorized"], version: "0.16.0" };
const USER = { name: "Simulated User" };

afterEach(endFlows);

/** @param {Promise<unknown>} promise @returns {Promise<any>} The error. */
const errorOf = (promise) =>
  promise.then(
    () => assert.fail("it did not reject"),
    (error) => error,
  );

/** What the published SDK's `config` returns in a page outside the Zoom client. */
async function configOutside() {
  // Node sees the CommonJS of the SDK.
  const { default: module } = /** @type {any} */ (await import("@zoom/appssdk"));
  const zoomSdk = module.default;
  return { config: zoomSdk.config(CAPABILITIES), zoomSdk };
}

/** Options of a page outside, or inside with another `config`. @param {object} [given] */
const options = (given) =>
  /** @type {any} */ ({ backend: "/api/zoom/token", browser: { clientId: "the-client" }, ...given });

test("an answer, or a promise of one: in the Zoom client", async () => {
  for (const answer of [{ unsupportedApis: [] }, {}]) {
    assert.equal(await isInZoomClient(answer), true);
    assert.equal(await isInZoomClient(Promise.resolve(answer)), true);
  }
  // An app's own function around `config` may forget to return its answer.
  assert.equal(await isInZoomClient(Promise.resolve(undefined)), true);
});

test("the rejection of the published SDK outside: not in the Zoom client", async (t) => {
  openPage(t, HOME);
  const { config } = await configOutside();
  assert.equal(await isInZoomClient(config), false);
  // The same promise may be passed on.
  assert.equal(await isInZoomClient(config), false);
});

test("another rejection says nothing of a browser: sdk_not_configured, with its cause", async (t) => {
  const page = openPage(t, HOME);
  const refusals = [
    new Error("config took longer than 10000ms to respond.\n requestId: 1"),
    new Error("must call zoomSdk.config before using other API methods"),
    { code: 80004, message: "No Permission for this API. [code:80004, reason:app_not_support]" },
    "no error",
    undefined,
  ];
  for (const cause of refusals) {
    const error = await errorOf(isInZoomClient(Promise.reject(cause)));
    assert.deepEqual([error.name, error.code, error.cause], ["ZoomPkceError", "sdk_not_configured", cause]);
    assert.equal(error.retryable, false);
    assert.match(error.message, /^zoomSdk\.config has failed .*domain allow list/);
    const config = Promise.reject(cause);
    const { code } = await errorOf(signIn(newSdk().zoomSdk, options({ config })));
    assert.equal(code, "sdk_not_configured");
  }
  assert.deepEqual([page.left, Object.keys(page.storage)], [[], []]);
});

test("config is not what zoomSdk.config returns: invalid_argument", async (t) => {
  openPage(t, HOME);
  const { config, zoomSdk } = await configOutside();
  await assert.rejects(config);
  for (const config of [undefined, null, true, "inMeeting", () => {}, zoomSdk]) {
    for (const refused of [isInZoomClient(config), signIn(newSdk().zoomSdk, options({ config }))]) {
      const { code, message } = await errorOf(refused);
      assert.equal(code, "invalid_argument");
      assert.match(message, /^config: must be the promise that zoomSdk\.config has returned, or its answer/);
    }
  }
});

test("signIn in the client asks the client, with the other options, and does not go to Zoom's page", async (t) => {
  const page = openPage(t, HOME);
  const sdk = newConsentingSdk({ redirectUri: HOME });
  const config = Promise.resolve({ unsupportedApis: [] });
  const state = "of-the-session";
  const { signal } = new AbortController();
  assert.deepEqual(await signIn(sdk.zoomSdk, options({ config, state, signal })), USER);
  assert.deepEqual(getEventListeners(signal, "abort"), []);
  assert.equal(sdk.requests[0].state, state);
  assert.equal(page.posted[0].state, state);
  assert.deepEqual([page.left, Object.keys(page.storage)], [[], []]);
});

test("signIn in the client reads unsupportedApis of config", async (t) => {
  openPage(t, HOME);
  const sdk = newSdk();
  const config = Promise.resolve({ unsupportedApis: ["authorize"] });
  const { code } = await errorOf(signIn(sdk.zoomSdk, options({ config })));
  assert.equal(code, "capability_missing");
  assert.deepEqual(sdk.requests, []);
});

test("signIn in the client calls authorize in the task of the click", async (t) => {
  openPage(t, HOME);
  const sdk = newConsentingSdk({ redirectUri: HOME });
  const config = Promise.resolve({});
  await signIn(sdk.zoomSdk, options({ config }));
  const second = signIn(sdk.zoomSdk, options({ config }));
  // No other task runs meanwhile.
  for (let turns = 0; turns < 50; turns++) await Promise.resolve();
  assert.equal(sdk.requests.length, 2);
  await second;
});

test("signIn outside goes to Zoom's page, with the options in browser", async (t) => {
  const page = openPage(t, HOME);
  const sdk = newSdk();
  const { config } = await configOutside();
  const browser = { clientId: "the-client", authorizeUrl: "https://zoom.example.com/oauth/authorize" };
  assert.equal(await signIn(sdk.zoomSdk, options({ config, browser, timeoutMs: 1000 })), undefined);
  assert.match(
    page.left[0],
    /^https:\/\/zoom\.example\.com\/oauth\/authorize\?response_type=code&client_id=the-client&/,
  );
  assert.equal(Object.keys(page.storage).length, 1);
  assert.deepEqual([sdk.requests, sdk.listening, page.posted], [[], [], []]);
});

test("signIn outside ends by its signal", async (t) => {
  const page = openPage(t, HOME);
  const { config } = await configOutside();
  const controller = new AbortController();
  const signedIn = errorOf(signIn(newSdk().zoomSdk, options({ config, signal: controller.signal })));
  controller.abort();
  assert.equal((await signedIn).code, "aborted");
  assert.deepEqual([page.left, Object.keys(page.storage)], [[], []]);
});

test("signIn ends by its signal while config is waited for, and does not listen on", async (t) => {
  const page = openPage(t, HOME);
  const controller = new AbortController();
  const { signal } = controller;
  const config = new Promise(() => {});
  const signedIn = errorOf(signIn(newSdk().zoomSdk, options({ config, signal })));
  const reason = new Error("the person left");
  controller.abort(reason);
  const { code, cause } = await signedIn;
  assert.deepEqual([code, cause], ["aborted", reason]);
  assert.deepEqual(getEventListeners(signal, "abort"), []);
  assert.deepEqual([page.left, Object.keys(page.storage)], [[], []]);
});

test("an invalid option of the browser is refused in the client, too, before the client is asked", async (t) => {
  openPage(t, HOME);
  const sdk = newConsentingSdk({ redirectUri: HOME });
  const config = Promise.resolve({});
  /** @type {[unknown, RegExp][]} */
  const refused = [
    [undefined, /^clientId: must be/],
    [{ clientId: "" }, /^clientId: must be/],
    [{ clientId: "a", redirectURI: HOME }, /^redirectURI: there is no such option/],
    [{ clientId: "a", popup: "yes" }, /^popup: must be/],
    [{ clientId: "a", backend: "/token" }, /^browser: must not have backend, which is an option of signIn/],
    [{ clientId: "a", signal: AbortSignal.abort() }, /^browser: must not have signal/],
    [{ clientId: "a", onProgress: () => {} }, /^browser: must not have onProgress/],
  ];
  for (const [browser, message] of refused) {
    const error = await errorOf(signIn(sdk.zoomSdk, options({ config, browser })));
    assert.equal(error.code, "invalid_argument");
    assert.match(error.message, message);
  }
  const { message } = await errorOf(signIn(sdk.zoomSdk, options({ config, backend: undefined })));
  assert.match(message, /^backend: must be/);
  assert.match((await errorOf(signIn(sdk.zoomSdk, /** @type {any} */ (undefined)))).message, /^clientId: /);
  assert.deepEqual(sdk.requests, []);
});
