// The store of a sign-in, without a framework.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { afterEach, describe, it } from "node:test";

import { createAuthorizationStore } from "../../../js/store/index.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";

const REDIRECT_URI = "https://app.example.com/";

const IDLE = { status: "idle", data: undefined, error: undefined };

/** @param {import("zoom-pkce").ZoomSdk} zoomSdk @param {object} [options] */
const newStore = (zoomSdk, options) => createAuthorizationStore(zoomSdk, { backend, ...options });

const backend = {
  url: "https://app.example.com/token",
  fetch: async () => Response.json({ name: "Jo" }),
};

/** @param {ReturnType<typeof newSdk>} sdk */
async function asked({ requests }, times = 1) {
  const until = Date.now() + 10_000;
  while (requests.length < times) {
    assert.ok(Date.now() < until, "timed out waiting for the request");
    await new Promise(setImmediate);
  }
}

describe("the store of a sign-in", { timeout: 20_000 }, () => {
  afterEach(endFlows);

  it("has every status in turn, and notifies once of each", async () => {
    const { subscribe, authorize, getSnapshot } = newStore(
      newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk,
    );
    assert.deepEqual(getSnapshot(), IDLE);
    /** @type {object[]} */
    const states = [];
    subscribe(() => states.push(getSnapshot()));
    assert.deepEqual(await authorize(), { name: "Jo" });
    assert.deepEqual(states, [
      { status: "authorizing", data: undefined, error: undefined },
      { status: "forwarding", data: undefined, error: undefined },
      { status: "authorized", data: { name: "Jo" }, error: undefined },
    ]);
  });

  it("is forwarding when the backend is asked, and until it has answered", async () => {
    /** @type {string[]} */
    const statuses = [];
    const store = newStore(newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk, {
      backend: { ...backend, fetch },
    });
    async function fetch() {
      statuses.push(store.getSnapshot().status);
      await new Promise(setImmediate);
      statuses.push(store.getSnapshot().status);
      return Response.json({ name: "Jo" });
    }
    await store.authorize();
    assert.deepEqual(statuses, ["forwarding", "forwarding"]);
  });

  it("has the flow's error unchanged, and an exception of the app's function as a cause", async () => {
    const declining = newSdk((_, sdk) => sdk.consent({ result: false }));
    const declined = newStore(declining.zoomSdk);
    assert.equal(await declined.authorize(), undefined);
    assert.equal(declined.getSnapshot().status, "error");
    assert.equal(declined.getSnapshot().data, undefined);
    assert.equal(declined.getSnapshot().error?.code, "access_denied");

    const thrown = new Error("mine");
    const body = () => {
      throw thrown;
    };
    const consenting = newConsentingSdk({ redirectUri: REDIRECT_URI });
    const throwing = newStore(consenting.zoomSdk, { backend: { ...backend, body } });
    assert.equal(await throwing.authorize(), undefined);
    const { error } = throwing.getSnapshot();
    assert.equal(error?.code, "invalid_argument");
    assert.equal(error?.cause, thrown);
    assert.match(String(error?.message), /one of their functions has thrown/);
  });

  it("a call while a flow runs returns the flow's promise, and the next flow has another", async () => {
    const sdk = newSdk();
    const { authorize, cancel, reset, getSnapshot } = newStore(sdk.zoomSdk);
    const first = authorize();
    assert.equal(authorize(), first);
    reset();
    assert.equal(getSnapshot().status, "authorizing");
    cancel();
    assert.deepEqual(getSnapshot(), IDLE);
    assert.equal(await first, undefined);
    const second = authorize();
    assert.notEqual(second, first);
    await asked(sdk, 2);
    sdk.consent({ redirectUri: REDIRECT_URI });
    assert.deepEqual(await second, { name: "Jo" });
  });

  it("a listener may cancel or unsubscribe at the first notification: no flow starts, and the next one works", async () => {
    for (const isCancel of [true, false]) {
      const sdk = newSdk();
      const store = newStore(sdk.zoomSdk);
      const unsubscribe = store.subscribe(() => {
        unsubscribe();
        if (isCancel) store.cancel();
      });
      assert.equal(await store.authorize(), undefined);
      assert.deepEqual(store.getSnapshot(), IDLE);
      assert.deepEqual([sdk.requests, sdk.listening], [[], []]);
    }
    const sdk = newConsentingSdk({ redirectUri: REDIRECT_URI });
    assert.deepEqual(await newStore(sdk.zoomSdk).authorize(), { name: "Jo" });
  });

  it("cancel right after the event: nothing is forwarded, and the status stays idle", async () => {
    const sdk = newSdk();
    const fetch = async () => assert.fail("forwarded");
    const store = newStore(sdk.zoomSdk, { backend: { ...backend, fetch } });
    const promise = store.authorize();
    await asked(sdk);
    sdk.consent({ redirectUri: REDIRECT_URI });
    store.cancel();
    assert.equal(await promise, undefined);
    await new Promise(setImmediate);
    assert.deepEqual(store.getSnapshot(), IDLE);
  });

  it("cancel without a running flow changes nothing, and does not notify", async () => {
    const { subscribe, authorize, cancel, getSnapshot } = newStore(
      newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk,
    );
    await authorize();
    subscribe(() => assert.fail("told"));
    cancel();
    assert.equal(getSnapshot().status, "authorized");
  });

  it("the last listener's leaving ends the running flow, and the next call starts another", async () => {
    const sdk = newSdk();
    const { subscribe, authorize, getSnapshot } = newStore(sdk.zoomSdk);
    const listener = () => {};
    const leave = [subscribe(listener), subscribe(listener)];
    const promise = authorize();
    await asked(sdk);
    leave[0]();
    leave[0]();
    assert.equal(getSnapshot().status, "authorizing", "one listens still");
    leave[1]();
    assert.deepEqual(getSnapshot(), IDLE);
    assert.equal(await promise, undefined);
    assert.equal(sdk.listening.length, 0);

    const again = authorize();
    leave[1]();
    assert.equal(getSnapshot().status, "authorizing", "it has left already");
    await asked(sdk, 2);
    sdk.consent({ redirectUri: REDIRECT_URI });
    assert.deepEqual(await again, { name: "Jo" });
  });

  it("the last listener's leaving keeps an outcome", async () => {
    const store = newStore(newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk);
    const unsubscribe = store.subscribe(() => {});
    await store.authorize();
    unsubscribe();
    assert.equal(store.getSnapshot().status, "authorized");
  });

  it("a flow uses the arguments of the time of its start, and setting them does not notify", async () => {
    const sdk = newConsentingSdk({ redirectUri: REDIRECT_URI });
    const store = createAuthorizationStore(null, { backend });
    store.subscribe(() => assert.equal(store.getSnapshot().error?.code, undefined));
    store.setArguments(sdk.zoomSdk, { backend });
    assert.equal(store.getSnapshot().status, "idle");
    assert.deepEqual(await store.authorize(), { name: "Jo" });
  });

  it("a state is one object until it changes, and cannot be changed from outside", async () => {
    const store = newStore(newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk);
    const seen = new Set([store.getSnapshot()]);
    store.subscribe(() => seen.add(store.getSnapshot()).add(store.getSnapshot()));
    await store.authorize();
    assert.equal(seen.size, 4);
    for (const state of seen) assert.ok(Object.isFrozen(state));
  });

  it("a signal that was aborted before: the client is not called, and the cause is the reason", async () => {
    const { zoomSdk, requests } = newSdk();
    const reason = new Error("gone");
    const { authorize, getSnapshot } = newStore(zoomSdk, { signal: AbortSignal.abort(reason) });
    assert.equal(await authorize(), undefined);
    assert.equal(getSnapshot().error?.code, "aborted");
    assert.equal(getSnapshot().error?.cause, reason);
    assert.deepEqual(requests, []);
  });

  it("without options or SDK: the error names what is missing", async () => {
    const options = /** @type {any} */ (undefined);
    const store = createAuthorizationStore(undefined, options);
    assert.equal(await store.authorize(), undefined);
    assert.match(String(store.getSnapshot().error?.message), /backend: must be a URL/);
    store.setArguments(null, { backend });
    assert.equal(await store.authorize(), undefined);
    assert.equal(store.getSnapshot().error?.code, "sdk_missing");
  });

  it("an unsubscribed listener is not called again", async () => {
    const { subscribe, authorize, cancel } = newStore(newSdk().zoomSdk);
    let told = 0;
    const unsubscribe = subscribe(() => told++);
    subscribe(() => {});
    void authorize();
    assert.equal(told, 1);
    unsubscribe();
    cancel();
    assert.equal(told, 1);
  });

  it("reset notifies unless the status is idle", async () => {
    const { subscribe, authorize, reset, getSnapshot } = newStore(
      newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk,
    );
    let told = 0;
    subscribe(() => told++);
    reset();
    assert.equal(told, 0);
    assert.deepEqual(await authorize(), { name: "Jo" });
    assert.equal(told, 3);
    reset();
    assert.equal(told, 4);
    assert.equal(getSnapshot().status, "idle");
  });

  it("reset clears an error", async () => {
    const declining = newSdk((_, sdk) => sdk.consent({ result: false }));
    const { authorize, reset, getSnapshot } = newStore(declining.zoomSdk);
    await authorize();
    assert.equal(getSnapshot().status, "error");
    reset();
    assert.deepEqual(getSnapshot(), IDLE);
  });

  it("a value that is not an AbortSignal: invalid_argument, and the client is not called", async () => {
    const { zoomSdk, requests } = newSdk();
    const [addEventListener, removeEventListener] = [() => {}, () => {}];
    for (const signal of [
      ...["signal", {}, { aborted: false }, { addEventListener, removeEventListener }],
      ...[
        { aborted: false, addEventListener },
        { aborted: false, removeEventListener },
      ],
    ]) {
      const { authorize, getSnapshot } = newStore(zoomSdk, { signal });
      assert.equal(await authorize(), undefined);
      const { status, error } = getSnapshot();
      assert.equal(status, "error");
      assert.equal(error?.code, "invalid_argument");
      assert.match(String(error?.message), /signal/);
    }
    assert.deepEqual(requests, []);
  });

  it("after every kind of end, no listener is left on the caller's signal", async () => {
    const ends = {
      authorized: (/** @type {any} */ _, /** @type {any} */ sdk) =>
        sdk.consent({ redirectUri: REDIRECT_URI }),
      cancelled: (/** @type {any} */ { cancel }) => cancel(),
      aborted: (/** @type {any} */ _, /** @type {any} */ __, /** @type {AbortController} */ controller) =>
        controller.abort(),
    };
    for (const [name, end] of Object.entries(ends)) {
      const controller = new AbortController();
      const sdk = newSdk();
      const authorization = newStore(sdk.zoomSdk, { signal: controller.signal });
      const promise = authorization.authorize();
      await asked(sdk);
      assert.ok(getEventListeners(controller.signal, "abort").length > 0, name);
      end(authorization, sdk, controller);
      assert.deepEqual(await promise, name === "authorized" ? { name: "Jo" } : undefined, name);
      assert.equal(getEventListeners(controller.signal, "abort").length, 0, name);
      assert.equal(authorization.getSnapshot().error?.code, name === "aborted" ? "aborted" : undefined, name);
    }
  });
});
