// The composable for Vue, in components that are rendered without a page.

import assert from "node:assert/strict";
import { afterEach, before, beforeEach, describe, it } from "node:test";

import { createRenderer, createSSRApp, effectScope, h, isReadonly, isRef, nextTick, watch } from "vue";
import { renderToString } from "vue/server-renderer";

import { useZoomAuthorization } from "../../../js/vue/index.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";

const backend = {
  url: "https://app.example.com/token",
  fetch: async () => Response.json({ name: "Jo" }),
};

/**
 * @typedef {object} Node
 * @property {string} text
 * @property {Node} [child]
 */

/** Nodes of a text only. @type {import("vue").RendererOptions<Node, Node>} */
const NODES = {
  createElement: () => ({ text: "" }),
  createText: (text) => ({ text }),
  createComment: (text) => ({ text }),
  setText: (node, text) => void (node.text = text),
  setElementText: (node, text) => void (node.text = text),
  insert: (node, parent) => void (parent.child = node),
  remove() {},
  patchProp() {},
  parentNode: () => null,
  nextSibling: () => null,
};
const { createApp } = createRenderer(NODES);

/**
 * Mounts a component that shows its status.
 *
 * @param {import("zoom-pkce").ZoomSdk | null} zoomSdk
 * @param {object} [options]
 */
function mount(zoomSdk, options) {
  /** @type {Node} */
  const place = { text: "" };
  /** @type {ReturnType<typeof useZoomAuthorization> | undefined} */
  let used;
  const app = createApp({
    setup() {
      const signIn = (used = useZoomAuthorization(zoomSdk, { backend, ...options }));
      return () => h("p", signIn.status.value);
    },
  });
  app.mount(place);
  assert.ok(used);
  return { ...used, unmount: () => app.unmount(), shown: () => place.child?.text };
}

/** @param {import("../support/sdk.js").SdkDouble} sdk */
async function asked({ requests }, times = 1) {
  const until = Date.now() + 10_000;
  while (requests.length < times) {
    assert.ok(Date.now() < until, "timed out waiting for the request");
    await new Promise(setImmediate);
  }
}

describe("useZoomAuthorization of zoom-pkce/vue, in a page", { timeout: 20_000 }, () => {
  // Only whether there is a document is read.
  beforeEach(() => Object.assign(globalThis, { document: {} }));
  afterEach(() => {
    Reflect.deleteProperty(globalThis, "document");
    endFlows();
  });

  it("has every status in turn, which the component shows, then data", async () => {
    const { status, data, error, authorize, shown } = mount(newConsentingSdk().zoomSdk);
    /** @type {string[]} */
    const statuses = [];
    watch(status, (status) => statuses.push(status), { flush: "sync" });
    assert.equal(shown(), "idle");
    assert.deepEqual([status.value, data.value, error.value], ["idle", undefined, undefined]);
    assert.deepEqual(await authorize(), { name: "Jo" });
    assert.deepEqual(statuses, ["authorizing", "forwarding", "authorized"]);
    assert.deepEqual([data.value, error.value], [{ name: "Jo" }, undefined]);
    await nextTick();
    assert.equal(shown(), "authorized");
  });

  it("begins as checking with a session, and is authorized by its answer", async () => {
    const session = {
      url: "https://app.example.com/session",
      fetch: async () => Response.json({ name: "Kim" }),
    };
    const { status, data } = mount(null, { session });
    assert.equal(status.value, "checking");
    await new Promise((resolve) => watch(status, resolve));
    assert.deepEqual([status.value, data.value], ["authorized", { name: "Kim" }]);
  });

  it("has the flow's error, and reset returns to idle", async () => {
    const { status, data, error, authorize, reset } = mount(
      newSdk((_, sdk) => sdk.consent({ result: false })).zoomSdk,
    );
    assert.equal(await authorize(), undefined);
    assert.deepEqual([status.value, data.value, error.value?.code], ["error", undefined, "access_denied"]);
    reset();
    assert.deepEqual([status.value, error.value], ["idle", undefined]);
  });

  it("cancel ends the flow", async () => {
    const sdk = newSdk();
    const { status, authorize, cancel } = mount(sdk.zoomSdk);
    const promise = authorize();
    assert.equal(authorize(), promise);
    await asked(sdk);
    cancel();
    assert.equal(status.value, "idle");
    assert.equal(await promise, undefined);
    assert.deepEqual(sdk.listening, []);
  });

  it("unmounting ends the flow, and afterwards authorize starts none", async () => {
    const sdk = newSdk();
    const { authorize, unmount } = mount(sdk.zoomSdk);
    const promise = authorize();
    await asked(sdk);
    unmount();
    assert.equal(await promise, undefined);
    assert.deepEqual(sdk.listening, []);
    assert.equal(await authorize(), undefined);
    assert.equal(sdk.requests.length, 1);
  });

  it("works in an effect scope, and ends with it", async () => {
    const sdk = newSdk();
    const scope = effectScope();
    const signIn = scope.run(() => useZoomAuthorization(sdk.zoomSdk, { backend }));
    const promise = signIn?.authorize();
    await asked(sdk);
    assert.equal(signIn?.status.value, "authorizing");
    scope.stop();
    assert.equal(await promise, undefined);
    assert.deepEqual(sdk.listening, []);
  });

  it("has refs that are readonly, and data that Vue does not wrap", async (t) => {
    const warn = t.mock.method(console, "warn", () => {});
    const { status, data, error, authorize } = mount(newConsentingSdk().zoomSdk);
    for (const ref of [status, data, error]) assert.ok(isRef(ref) && isReadonly(ref));
    Object.assign(status, { value: "authorized" });
    assert.equal(status.value, "idle");
    assert.equal(warn.mock.callCount(), 1);
    assert.equal(await authorize(), data.value);
  });
});

describe("useZoomAuthorization of zoom-pkce/vue, on a server", () => {
  before(() => assert.equal(typeof document, "undefined"));

  for (const [first, options] of /** @type {const} */ ([
    ["idle", {}],
    ["checking", { session: { url: "https://app.example.com/session", fetch: () => assert.fail("asked") } }],
  ])) {
    it(`is rendered as ${first}, and calls in setup reach neither the SDK nor a backend`, async (t) => {
      const said = ["warn", "error"].map((name) =>
        t.mock.method(console, /** @type {"warn"} */ (name), () => {}),
      );
      const sdk = newSdk();
      const html = await renderToString(
        createSSRApp({
          async setup() {
            const signIn = useZoomAuthorization(sdk.zoomSdk, { backend, ...options });
            assert.equal(await signIn.authorize(), undefined);
            signIn.cancel();
            signIn.reset();
            return () => h("p", `${signIn.status.value} ${signIn.data.value} ${signIn.error.value}`);
          },
        }),
      );
      assert.equal(html, `<p>${first} undefined undefined</p>`);
      assert.deepEqual([sdk.requests, sdk.listening, sdk.strangeReads], [[], [], []]);
      assert.deepEqual(
        said.map(({ mock }) => mock.callCount()),
        [0, 0],
      );
    });
  }

  it("is rendered without an SDK", async () => {
    const render = (/** @type {null | undefined} */ zoomSdk) =>
      renderToString(
        createSSRApp({
          setup() {
            const { status } = useZoomAuthorization(zoomSdk, { backend });
            return () => h("p", status.value);
          },
        }),
      );
    assert.deepEqual([await render(null), await render(undefined)], ["<p>idle</p>", "<p>idle</p>"]);
  });
});
