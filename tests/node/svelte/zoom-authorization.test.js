// The store for Svelte. tests/bundlers/frameworks.test.js has it in components.

import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "node:test";

import { createZoomAuthorization } from "../../../js/svelte/index.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";

const backend = {
  url: "https://app.example.com/token",
  fetch: async () => Response.json({ name: "Jo" }),
};

const session = {
  url: "https://app.example.com/session",
  fetch: async () => Response.json({ name: "Kim" }),
};

const IDLE = { status: "idle", data: undefined, error: undefined };
const CHECKING = { ...IDLE, status: "checking" };

/** @param {import("../support/sdk.js").SdkDouble} sdk */
async function asked({ requests }, times = 1) {
  const until = Date.now() + 10_000;
  while (requests.length < times) {
    assert.ok(Date.now() < until, "timed out waiting for the request");
    await new Promise(setImmediate);
  }
}

describe("createZoomAuthorization of zoom-pkce/svelte, in a page", { timeout: 20_000 }, () => {
  // Only whether there is a document is read.
  beforeEach(() => Object.assign(globalThis, { document: {} }));
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "document");
    endFlows();
  });

  it("gives a subscriber the state at once, and then every state in turn", async () => {
    const { subscribe, authorize } = createZoomAuthorization(newConsentingSdk().zoomSdk, { backend });
    /** @type {object[]} */
    const states = [];
    const unsubscribe = subscribe((state) => states.push(state));
    assert.deepEqual(states, [IDLE]);
    assert.deepEqual(await authorize(), { name: "Jo" });
    const authorized = { status: "authorized", data: { name: "Jo" }, error: undefined };
    assert.deepEqual(states.slice(1), [
      { ...IDLE, status: "authorizing" },
      { ...IDLE, status: "forwarding" },
      authorized,
    ]);
    /** @type {object[]} */
    const ofAnother = [];
    subscribe((state) => ofAnother.push(state));
    assert.deepEqual(ofAnother, [authorized]);
    unsubscribe();
  });

  it("begins as checking with a session, and is authorized by its answer", async () => {
    const { subscribe } = createZoomAuthorization(null, { backend, session });
    /** @type {object[]} */
    const states = [];
    await new Promise((resolve) =>
      subscribe((state) => {
        states.push(state);
        if (state.status === "authorized") resolve(undefined);
      }),
    );
    assert.deepEqual(states, [CHECKING, { status: "authorized", data: { name: "Kim" }, error: undefined }]);
  });

  it("has the flow's error, and reset returns to idle", async () => {
    const declining = newSdk((_, sdk) => sdk.consent({ result: false }));
    const { subscribe, authorize, reset } = createZoomAuthorization(declining.zoomSdk, { backend });
    /** @type {import("zoom-pkce/svelte").ZoomAuthorizationState[]} */
    const states = [];
    subscribe((state) => states.push(state));
    assert.equal(await authorize(), undefined);
    const failed = states.at(-1);
    assert.deepEqual([failed?.status, failed?.error?.code], ["error", "access_denied"]);
    reset();
    assert.deepEqual(states.at(-1), IDLE);
  });

  it("cancel ends the flow", async () => {
    const sdk = newSdk();
    const { subscribe, authorize, cancel } = createZoomAuthorization(sdk.zoomSdk, { backend });
    /** @type {string[]} */
    const statuses = [];
    subscribe(({ status }) => statuses.push(status));
    const promise = authorize();
    await asked(sdk);
    cancel();
    assert.equal(await promise, undefined);
    assert.deepEqual(statuses, ["idle", "authorizing", "idle"]);
    assert.deepEqual(sdk.listening, []);
  });

  it("the end of the last subscription, as by unmounting, ends the flow", async () => {
    const sdk = newSdk();
    const { subscribe, authorize } = createZoomAuthorization(sdk.zoomSdk, { backend });
    /** @type {string[]} */
    const statuses = [];
    const unsubscribe = subscribe(({ status }) => statuses.push(status));
    const promise = authorize();
    await asked(sdk);
    unsubscribe();
    assert.equal(await promise, undefined);
    assert.deepEqual(sdk.listening, []);
    // It is not called any more.
    assert.deepEqual(statuses, ["idle", "authorizing"]);
  });
});

describe("createZoomAuthorization of zoom-pkce/svelte, on a server", () => {
  it("stays in its first state, and a subscription reaches neither the SDK nor a backend", async () => {
    assert.equal(typeof document, "undefined");
    const sdk = newSdk();
    const asked = { ...session, fetch: () => assert.fail("asked") };
    for (const [options, first] of /** @type {const} */ ([
      [{ backend }, IDLE],
      [{ backend, session: asked }, CHECKING],
    ])) {
      const { subscribe } = createZoomAuthorization(sdk.zoomSdk, options);
      /** @type {object[]} */
      const states = [];
      // Svelte unsubscribes after it has rendered the component.
      subscribe((state) => states.push(state))();
      await new Promise(setImmediate);
      assert.deepEqual(states, [first]);
    }
    assert.deepEqual([sdk.requests, sdk.listening, sdk.strangeReads], [[], [], []]);
  });
});
