// js/react/authorization.js without React: behaviour that React hides.

import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { afterEach, describe, it } from "node:test";

import { getIdle, newAuthorization } from "../../../js/react/authorization.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";

const REDIRECT_URI = "https://app.example.com/";

/** @param {import("zoom-pkce").ZoomSdk} zoomSdk @param {object} [options] */
function mounted(zoomSdk, options) {
  const authorization = newAuthorization();
  authorization.update({ zoomSdk, options: { backend, ...options } });
  return { ...authorization, unmount: authorization.mount() };
}

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

describe("the store of one component", { timeout: 20_000 }, () => {
  afterEach(endFlows);

  it("has every status in turn, and notifies once of each", async () => {
    const { subscribe, authorize, getState } = mounted(
      newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk,
    );
    assert.equal(getState(), getIdle());
    /** @type {object[]} */
    const states = [];
    subscribe(() => states.push(getState()));
    assert.deepEqual(await authorize(), { name: "Jo" });
    assert.deepEqual(states, [
      { status: "authorizing", data: undefined, error: undefined },
      { status: "forwarding", data: undefined, error: undefined },
      { status: "authorized", data: { name: "Jo" }, error: undefined },
    ]);
  });

  it("has the flow's error unchanged, and an exception of the app's function as a cause", async () => {
    const declining = newSdk((_, sdk) => sdk.consent({ result: false }));
    const declined = mounted(declining.zoomSdk);
    assert.equal(await declined.authorize(), undefined);
    assert.equal(declined.getState().status, "error");
    assert.equal(declined.getState().data, undefined);
    assert.equal(declined.getState().error?.code, "access_denied");

    const thrown = new Error("mine");
    const body = () => {
      throw thrown;
    };
    const consenting = newConsentingSdk({ redirectUri: REDIRECT_URI });
    const throwing = mounted(consenting.zoomSdk, { backend: { ...backend, body } });
    assert.equal(await throwing.authorize(), undefined);
    const { error } = throwing.getState();
    assert.equal(error?.code, "invalid_argument");
    assert.equal(error?.cause, thrown);
    assert.match(String(error?.message), /one of their functions has thrown/);
  });

  it("a call while a flow runs returns the flow's promise, and the next flow has another", async () => {
    const sdk = newSdk();
    const { authorize, cancel, reset, getState } = mounted(sdk.zoomSdk);
    const first = authorize();
    assert.equal(authorize(), first);
    reset();
    assert.equal(getState().status, "authorizing");
    cancel();
    assert.equal(getState(), getIdle());
    assert.equal(await first, undefined);
    const second = authorize();
    assert.notEqual(second, first);
    await asked(sdk, 2);
    sdk.consent({ redirectUri: REDIRECT_URI });
    assert.deepEqual(await second, { name: "Jo" });
  });

  it("a listener may cancel or unmount at the first notification: no flow starts, and the next one works", async () => {
    for (const end of /** @type {const} */ (["cancel", "unmount"])) {
      const sdk = newSdk();
      const authorization = mounted(sdk.zoomSdk);
      const stop = authorization.subscribe(() => {
        stop();
        authorization[end]();
      });
      assert.equal(await authorization.authorize(), undefined);
      assert.equal(authorization.getState(), getIdle());
      assert.deepEqual([sdk.requests, sdk.listening], [[], []]);
    }
    const sdk = newConsentingSdk({ redirectUri: REDIRECT_URI });
    assert.deepEqual(await mounted(sdk.zoomSdk).authorize(), { name: "Jo" });
  });

  it("cancel without a running flow changes nothing, and does not notify", async () => {
    const { subscribe, authorize, cancel, getState } = mounted(
      newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk,
    );
    await authorize();
    subscribe(() => assert.fail("told"));
    cancel();
    assert.equal(getState().status, "authorized");
  });

  it("unmounting ends the running flow and does not notify, and later calls start none", async () => {
    const sdk = newSdk();
    const { subscribe, authorize, unmount, getState } = mounted(sdk.zoomSdk);
    const promise = authorize();
    await asked(sdk);
    assert.equal(sdk.listening.length, 1);
    subscribe(() => assert.fail("told"));
    unmount();
    assert.equal(getState(), getIdle());
    assert.equal(await promise, undefined);
    assert.equal(sdk.listening.length, 0);
    assert.equal(await authorize(), undefined);
    assert.equal(sdk.requests.length, 1);
  });

  it("unmounting without a running flow keeps the status: React may only hide the component", async () => {
    const { authorize, unmount, getState } = mounted(newConsentingSdk({ redirectUri: REDIRECT_URI }).zoomSdk);
    await authorize();
    unmount();
    assert.equal(getState().status, "authorized");
  });

  it("a signal that was aborted before: the client is not called, and the cause is the reason", async () => {
    const { zoomSdk, requests } = newSdk();
    const reason = new Error("gone");
    const { authorize, getState } = mounted(zoomSdk, { signal: AbortSignal.abort(reason) });
    assert.equal(await authorize(), undefined);
    assert.equal(getState().error?.code, "aborted");
    assert.equal(getState().error?.cause, reason);
    assert.deepEqual(requests, []);
  });

  it("before mounting: authorize does not call the client, and update does not notify", async () => {
    const { zoomSdk, requests } = newSdk();
    const { update, authorize, subscribe, getState } = newAuthorization();
    let told = 0;
    subscribe(() => told++);
    update({ zoomSdk, options: { backend } });
    assert.equal(await authorize(), undefined);
    assert.equal(getState().status, "idle");
    assert.equal(told, 0);
    assert.deepEqual(requests, []);
  });

  it("mounted without options: the error names the missing backend", async () => {
    const { mount, authorize, getState } = newAuthorization();
    mount();
    assert.equal(await authorize(), undefined);
    const { error } = getState();
    assert.match(String(error?.message), /backend: must be a URL/);
  });

  it("an unsubscribed listener is not called again", async () => {
    const { subscribe, authorize, cancel } = mounted(newSdk().zoomSdk);
    let told = 0;
    const unsubscribe = subscribe(() => told++);
    void authorize();
    assert.equal(told, 1);
    unsubscribe();
    cancel();
    assert.equal(told, 1);
  });

  it("reset notifies unless the status is idle", async () => {
    const { subscribe, authorize, reset, getState } = mounted(
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
    assert.equal(getState().status, "idle");
  });

  it("a value that is not an AbortSignal: invalid_argument, and the client is not called", async () => {
    const { zoomSdk, requests } = newSdk();
    for (const signal of [{ aborted: false }, { addEventListener() {} }, "signal", {}]) {
      const { authorize, getState } = mounted(zoomSdk, { signal });
      assert.equal(await authorize(), undefined);
      const { status, error } = getState();
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
      unmounted: (/** @type {any} */ { unmount }) => unmount(),
      aborted: (/** @type {any} */ _, /** @type {any} */ __, /** @type {AbortController} */ controller) =>
        controller.abort(),
    };
    for (const [name, end] of Object.entries(ends)) {
      const controller = new AbortController();
      const sdk = newSdk();
      const authorization = mounted(sdk.zoomSdk, { signal: controller.signal });
      const promise = authorization.authorize();
      await asked(sdk);
      assert.ok(getEventListeners(controller.signal, "abort").length > 0, name);
      end(authorization, sdk, controller);
      assert.deepEqual(await promise, name === "authorized" ? { name: "Jo" } : undefined, name);
      assert.equal(getEventListeners(controller.signal, "abort").length, 0, name);
      assert.equal(authorization.getState().error?.code, name === "aborted" ? "aborted" : undefined, name);
    }
  });
});
