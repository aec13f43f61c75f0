// The options `signIn` and `completed` of the store: sign-in outside the Zoom client, too.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { isInZoomClient, signIn } from "../../../js/browser/index.js";
import { createAuthorizationStore } from "../../../js/store/index.js";
import { openPage } from "../browser/page.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";

const HOME = "https://app.example.com/zoom";
const USER = { name: "Simulated User" };
const IDLE = { status: "idle", data: undefined, error: undefined };
const AUTHORIZED = { status: "authorized", data: USER, error: undefined };

/** What `zoomSdk.config` returns outside the Zoom client. */
const outside = () => {
  const config = Promise.reject(new Error("The Zoom Apps SDK is not supported by this browser"));
  void isInZoomClient(config);
  return config;
};

/**
 * @param {import("zoom-pkce").ZoomSdk} zoomSdk
 * @param {Record<string, unknown>} [given]
 */
const newStore = (zoomSdk, given) =>
  createAuthorizationStore(
    zoomSdk,
    /** @type {any} */ ({
      backend: "/api/zoom/token",
      signIn,
      config: {},
      browser: { clientId: "the-client" },
      ...given,
    }),
  );

/** @param {ReturnType<typeof newStore>} store */
function watch(store) {
  /** @type {string[]} */
  const statuses = [];
  const unsubscribe = store.subscribe(() => statuses.push(store.getSnapshot().status));
  return { statuses, unsubscribe };
}

/** @param {ReturnType<typeof newStore>} store */
const checked = (store) =>
  new Promise((/** @type {(state: ReturnType<typeof store.getSnapshot>) => void} */ resolve) => {
    store.subscribe(() => resolve(store.getSnapshot()));
  });

describe("a store with signIn", { timeout: 20_000 }, () => {
  afterEach(endFlows);

  it("signs in in the client", async (t) => {
    const page = openPage(t, HOME);
    const store = newStore(newConsentingSdk({ redirectUri: HOME }).zoomSdk);
    const { statuses } = watch(store);
    assert.deepEqual(await store.authorize(), USER);
    assert.deepEqual(store.getSnapshot(), AUTHORIZED);
    assert.equal(statuses[0], "authorizing");
    assert.deepEqual(page.left, []);
  });

  it("goes to Zoom outside, and is idle then: the page may come back", async (t) => {
    const page = openPage(t, HOME);
    const store = newStore(newSdk().zoomSdk, { config: outside() });
    const { statuses } = watch(store);
    assert.equal(await store.authorize(), undefined);
    assert.match(page.left[0], /^https:\/\/zoom\.us\/oauth\/authorize\?/);
    assert.deepEqual(store.getSnapshot(), IDLE);
    assert.deepEqual(statuses, ["authorizing", "idle"]);
  });

  it("passes the reports on to the app's own onProgress, which must be a function", async (t) => {
    openPage(t, HOME);
    /** @type {string[]} */
    const texts = [];
    const onProgress = (/** @type {import("zoom-pkce").Progress} */ { step, phase }) =>
      void texts.push(`${step} ${phase}`);
    await newStore(newConsentingSdk({ redirectUri: HOME }).zoomSdk, { onProgress }).authorize();
    assert.equal(texts[0], "flow started");
    assert.deepEqual(texts.slice(-2), ["forward started", "forward succeeded"]);
    const { zoomSdk, requests } = newSdk();
    const store = newStore(zoomSdk, { onProgress: "console.log" });
    await store.authorize();
    assert.match(String(store.getSnapshot().error?.message), /^onProgress: must be a function/);
    assert.deepEqual(requests, []);
  });

  it("ends outside by cancel: nothing is kept, and the page stays", async (t) => {
    const page = openPage(t, HOME);
    const store = newStore(newSdk().zoomSdk, { config: outside() });
    const signedIn = store.authorize();
    store.cancel();
    assert.equal(await signedIn, undefined);
    assert.deepEqual(store.getSnapshot(), IDLE);
    await new Promise(setImmediate);
    assert.deepEqual([page.left, Object.keys(page.storage)], [[], []]);
  });

  it("is refused if it is not a function, or without it a promise as config", async (t) => {
    openPage(t, HOME);
    for (const [given, message] of /** @type {const} */ ([
      [{ signIn: true }, /^signIn: must be that of zoom-pkce\/browser/],
      [{ signIn: undefined, browser: undefined, config: Promise.resolve({}) }, /^config: must be an object/],
      [{ signIn: undefined }, /^browser: there is no such option/],
    ])) {
      const store = newStore(newSdk().zoomSdk, given);
      await store.authorize();
      const { error } = store.getSnapshot();
      assert.equal(error?.code, "invalid_argument");
      assert.match(String(error?.message), message);
    }
  });
});

describe("a store with completed", { timeout: 20_000 }, () => {
  // The store begins in pages only.
  before(() => void Object.assign(globalThis, { document: {} }));
  after(() => Reflect.deleteProperty(globalThis, "document"));
  afterEach(endFlows);

  const session = (/** @type {unknown} */ answer) => {
    const fetch = async () => Response.json(answer);
    return { url: "https://app.example.com/api/zoom/session", fetch };
  };

  it("begins as checking, and shows the answer of the sign-in that has come back", async () => {
    const fetch = async () => assert.fail("the session was asked");
    const store = newStore(newSdk().zoomSdk, {
      completed: Promise.resolve(USER),
      session: { url: "https://app.example.com/api/zoom/session", fetch },
    });
    assert.equal(store.getSnapshot().status, "checking");
    assert.deepEqual(await checked(store), AUTHORIZED);
  });

  it("shows an answer of null, which is the backend's, too", async () => {
    const store = newStore(newSdk().zoomSdk, { completed: Promise.resolve(null) });
    assert.deepEqual(await checked(store), { ...AUTHORIZED, data: null });
  });

  it("shows its error, and the next sign-in starts anew", async (t) => {
    openPage(t, HOME);
    const completed = Promise.reject(new Error("mine"));
    const store = newStore(newConsentingSdk({ redirectUri: HOME }).zoomSdk, { completed });
    const { status, error } = await checked(store);
    assert.deepEqual([status, error?.cause], ["error", await completed.catch((thrown) => thrown)]);
    assert.deepEqual(await store.authorize(), USER);
  });

  it("goes on if the page does not come from Zoom: idle, or the session's person", async () => {
    const completed = Promise.resolve(undefined);
    assert.deepEqual(await checked(newStore(newSdk().zoomSdk, { completed })), IDLE);
    for (const [answer, state] of /** @type {const} */ ([
      [null, IDLE],
      [USER, AUTHORIZED],
    ])) {
      const store = newStore(newSdk().zoomSdk, { completed, session: session(answer) });
      assert.deepEqual(await checked(store), state);
    }
  });

  it("shows an outcome once: a component that is mounted again, as after signing out, asks the session", async () => {
    for (const completed of [Promise.resolve(USER), Promise.reject(new Error("mine"))]) {
      const options = { completed, session: session(null) };
      // The first listener of a double effect leaves before the outcome.
      const first = newStore(newSdk().zoomSdk, options);
      const { statuses, unsubscribe } = watch(first);
      unsubscribe();
      assert.notEqual((await checked(first)).status, "idle");
      assert.deepEqual(statuses, []);
      assert.deepEqual(await checked(newStore(newSdk().zoomSdk, options)), IDLE);
    }
  });

  it("shows an outcome that came while no component listened", async () => {
    const completed = Promise.resolve(USER);
    const options = { completed };
    watch(newStore(newSdk().zoomSdk, options)).unsubscribe();
    await new Promise(setImmediate);
    assert.deepEqual(await checked(newStore(newSdk().zoomSdk, options)), AUTHORIZED);
  });

  it("a click meanwhile takes its place: the outcome is not shown later, either", async (t) => {
    openPage(t, HOME);
    const completed = Promise.resolve({ name: "the one before" });
    const { zoomSdk } = newConsentingSdk({ redirectUri: HOME });
    const store = newStore(zoomSdk, { completed });
    watch(store);
    assert.deepEqual(await store.authorize(), USER);
    assert.deepEqual(store.getSnapshot(), AUTHORIZED);
    assert.deepEqual(await checked(newStore(zoomSdk, { completed })), IDLE);
  });

  it("is refused if it is not a promise, and the sign-in works", async (t) => {
    openPage(t, HOME);
    for (const completed of [USER, "a text", 1]) {
      const store = newStore(newConsentingSdk({ redirectUri: HOME }).zoomSdk, { completed });
      const { error } = await checked(store);
      assert.match(String(error?.message), /^completed: must be the promise of completeAuthorization/);
      assert.deepEqual(await store.authorize(), USER);
    }
  });

  it("two components of one page show the same outcome", async () => {
    const completed = Promise.resolve(USER);
    const both = [1, 2].map(() => checked(newStore(newSdk().zoomSdk, { completed })));
    assert.deepEqual(await Promise.all(both), [AUTHORIZED, AUTHORIZED]);
  });
});
