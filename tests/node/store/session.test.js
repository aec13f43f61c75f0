// The option `session` of the store: the backend is asked whether somebody is signed in.

import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";

import { createAuthorizationStore } from "../../../js/store/index.js";
import { endFlows, newConsentingSdk } from "../support/sdk.js";

/** @import { SessionTarget } from "../../../js/store/index.js" */

const URL_OF_SESSION = "https://app.example.com/api/zoom/session";
const backend = {
  url: "https://app.example.com/token",
  fetch: async () => Response.json({ name: "Jo" }),
};

/** @typedef {Extract<SessionTarget, { timeoutMs?: number | undefined }>} Target */

/**
 * Creates a store whose session is answered by `answer`.
 *
 * @param {NonNullable<Target["fetch"]>} answer
 * @param {Partial<Target>} [target]
 */
function newStore(answer, target) {
  /** @type {[string, RequestInit][]} */
  const requests = [];
  const fetch = (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    requests.push([url, init]);
    return answer(url, init);
  };
  const session = { url: URL_OF_SESSION, fetch, ...target };
  const sdk = newConsentingSdk({ redirectUri: "https://app.example.com/" });
  const store = createAuthorizationStore(sdk.zoomSdk, { backend, session });
  return { store, requests, sdk };
}

/**
 * Subscribes, and waits for the outcome of the check.
 *
 * @param {ReturnType<typeof createAuthorizationStore>} store
 */
function checked(store) {
  assert.equal(store.getSnapshot().status, "checking");
  return new Promise((/** @type {(state: ReturnType<typeof store.getSnapshot>) => void} */ resolve) => {
    store.subscribe(() => resolve(store.getSnapshot()));
  });
}

/** Never answers. @type {() => Promise<Response>} */
const held = () => new Promise(() => {});

describe("a store with a session", { timeout: 20_000 }, () => {
  // The store asks in pages only.
  before(() => void Object.assign(globalThis, { document: {} }));
  after(() => Reflect.deleteProperty(globalThis, "document"));
  afterEach(endFlows);

  it("begins as checking, and asks when somebody listens", async () => {
    const { store, requests } = newStore(async () => Response.json({ name: "Ada" }));
    assert.equal(requests.length, 0);
    const state = await checked(store);
    assert.deepEqual(state, { status: "authorized", data: { name: "Ada" }, error: undefined });
    const { method, headers, credentials, cache } = requests[0][1];
    assert.equal(requests[0][0], URL_OF_SESSION);
    assert.deepEqual([method, credentials, cache], [undefined, "same-origin", "no-store"]);
    assert.deepEqual([...new Headers(headers)], [["accept", "application/json"]]);
    store.subscribe(() => {});
    assert.equal(requests.length, 1);
  });

  it("stays as checking if it is cancelled or reset before somebody listens, as on a server", () => {
    const { store, requests } = newStore(held);
    store.cancel();
    store.reset();
    assert.equal(store.getSnapshot().status, "checking");
    assert.equal(requests.length, 0);
  });

  it("sends the headers and the credentials of the option", async () => {
    const target = { headers: { "x-session": "s" }, credentials: /** @type {const} */ ("include") };
    const { store, requests } = newStore(async () => Response.json(0), target);
    const { status, data } = await checked(store);
    assert.deepEqual([status, data], ["authorized", 0]);
    const [, { headers, credentials }] = requests[0];
    assert.equal(new Headers(headers).get("x-session"), "s");
    assert.equal(credentials, "include");
  });

  it("takes a URL alone, and the global fetch", async (t) => {
    const fetch = t.mock.method(globalThis, "fetch", async () => new Response(null, { status: 401 }));
    for (const session of [URL_OF_SESSION, new URL(URL_OF_SESSION)]) {
      const store = createAuthorizationStore(null, { backend, session });
      assert.equal((await checked(store)).status, "idle");
    }
    assert.deepEqual(
      fetch.mock.calls.map(({ arguments: [url] }) => url),
      [URL_OF_SESSION, URL_OF_SESSION],
    );
  });

  it("is idle if nobody is signed in, and can then sign in", async () => {
    for (const answer of [
      new Response("no", { status: 401 }),
      new Response("null"),
      new Response(""),
      new Response(null, { status: 204 }),
    ]) {
      const { store } = newStore(async () => answer);
      assert.deepEqual(await checked(store), { status: "idle", data: undefined, error: undefined });
      assert.deepEqual(await store.authorize(), { name: "Jo" });
    }
  });

  it("shows what is wrong with the answer, and can still sign in", async () => {
    const cause = new TypeError("Failed to fetch");
    /** @type {[() => Promise<Response>, { code: string, status?: number, retryable: boolean, cause?: unknown }][]} */
    const cases = [
      [
        async () => new Response("", { status: 404 }),
        { code: "backend_rejected", status: 404, retryable: false },
      ],
      [
        async () => new Response("", { status: 403 }),
        { code: "backend_rejected", status: 403, retryable: false },
      ],
      [
        async () => new Response("", { status: 429 }),
        { code: "backend_rejected", status: 429, retryable: true },
      ],
      [
        async () => new Response("", { status: 500 }),
        { code: "backend_rejected", status: 500, retryable: true },
      ],
      [async () => new Response("<p>"), { code: "invalid_response", status: 200, retryable: false }],
      [() => Promise.reject(cause), { code: "network_error", retryable: true, cause }],
    ];
    for (const [answer, expected] of cases) {
      const { store } = newStore(answer);
      const { error } = await checked(store);
      assert.ok(error);
      const { code, status, retryable, cause } = error;
      assert.deepEqual(
        { code, status, retryable, cause },
        { status: undefined, cause: undefined, ...expected },
      );
      assert.match(error.reason, /the session's endpoint/);
      assert.match(error.hint, /option session.*a GET with 200 and JSON/);
      assert.deepEqual(await store.authorize(), { name: "Jo" });
    }
  });

  it("does not wait longer than timeoutMs", async () => {
    const { store } = newStore(held, { timeoutMs: 5 });
    const { error } = await checked(store);
    assert.equal(error?.code, "backend_timeout");
    assert.match(String(error?.message), /within 5 ms/);
  });

  it("names a target that is not valid, and asks nobody", async () => {
    for (const [target, rule] of /** @type {[{}, RegExp][]} */ ([
      [{ url: "" }, /url: must be/],
      [{ url: "http://app.example.com/" }, /url: must be https/],
      [{ format: "form" }, /format: there is no such option/],
      [{ timeoutMs: 0 }, /timeoutMs: must be/],
    ])) {
      const { store, requests } = newStore(held, target);
      assert.match(String((await checked(store)).error?.message), rule);
      assert.deepEqual(requests, []);
    }
  });

  it("a click does not wait for the answer, which is then ignored", async () => {
    /** @type {(answer: Response) => void} */
    let answer = () => {};
    const answered = new Promise((resolve) => (answer = resolve));
    const { store, requests, sdk } = newStore(() => /** @type {Promise<Response>} */ (answered));
    /** @type {string[]} */
    const statuses = [];
    store.subscribe(() => statuses.push(store.getSnapshot().status));
    store.cancel();
    store.reset();
    assert.equal(store.getSnapshot().status, "checking", "there is no sign-in to cancel");
    const promise = store.authorize();
    assert.equal(requests[0][1].signal?.aborted, true);
    answer(Response.json({ name: "Ada" }));
    assert.deepEqual(await promise, { name: "Jo" });
    assert.deepEqual(statuses, ["authorizing", "forwarding", "authorized"]);
    assert.equal(sdk.requests.length, 1);
  });

  it("asks again if everybody has left before the answer", async () => {
    const { store, requests } = newStore(held);
    const leave = [0, 1].map(() => store.subscribe(() => assert.fail("told")));
    assert.equal(requests.length, 1);
    for (const leaveOnce of leave) leaveOnce();
    assert.equal(requests[0][1].signal?.aborted, true);
    assert.equal(store.getSnapshot().status, "checking");
    const leaveAgain = store.subscribe(() => {});
    assert.equal(requests.length, 2);
    assert.equal(requests[1][1].signal?.aborted, false);
    // Without this, the timer of the deadline keeps the process open for 30 seconds.
    leaveAgain();
  });

  it("does not ask without the option, nor after an outcome", async (t) => {
    const fetch = t.mock.method(globalThis, "fetch", held);
    const without = createAuthorizationStore(null, { backend });
    without.subscribe(() => assert.fail("told"));
    assert.equal(without.getSnapshot().status, "idle");
    assert.equal(fetch.mock.callCount(), 0);

    const { store, requests } = newStore(async () => Response.json({ name: "Ada" }));
    const answered = new Promise((resolve) => {
      const leave = store.subscribe(() => resolve(leave()));
    });
    await answered;
    store.subscribe(() => assert.fail("told"));
    assert.equal(store.getSnapshot().status, "authorized");
    assert.equal(requests.length, 1);
  });

  it("does not ask on a server", (t) => {
    const { document } = globalThis;
    Reflect.deleteProperty(globalThis, "document");
    t.after(() => void Object.assign(globalThis, { document }));
    const { store, requests } = newStore(held);
    store.subscribe(() => {});
    assert.equal(store.getSnapshot().status, "checking");
    assert.deepEqual(requests, []);
  });
});
