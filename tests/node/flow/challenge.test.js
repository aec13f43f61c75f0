// The option `challenge` of authorize and authorizeWithBackend: the backend makes a challenge for
// each sign-in.

import assert from "node:assert/strict";
import { afterEach, before, test } from "node:test";
import { authorize, authorizeWithBackend, init } from "zoom-pkce";
import { createAuthorizationStore } from "../../../js/store/index.js";
import { assertRejects, invalid } from "../support/errors.js";
import { inFreshThread } from "../support/in-fresh-thread.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";
import { countedController } from "../support/signal.js";
import { countTimers } from "../support/timers.js";

const CODE_CHALLENGE = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

before(() => init());
afterEach(endFlows);

/** A backend that makes another challenge at each call. */
function newBackend() {
  /** @type {{ codeChallenge: string, state: string }[]} */
  const made = [];
  const challenge = async () => {
    made.push({ codeChallenge: `${CODE_CHALLENGE}${made.length}`, state: `state-${made.length}` });
    return made[made.length - 1];
  };
  return { made, challenge };
}

/** A challenge that settles when the test says so. */
function newHeldChallenge() {
  /** @type {(value: unknown) => void} */
  let resolve = () => {};
  /** @type {Promise<any>} */
  const promise = new Promise((settle) => (resolve = settle));
  /** @type {AbortSignal[]} */
  const signals = [];
  const challenge = (/** @type {{ signal: AbortSignal }} */ { signal }) => (signals.push(signal), promise);
  return { challenge, signals, settle: () => resolve({ codeChallenge: CODE_CHALLENGE, state: "held" }) };
}

/**
 * Calls `authorize` with a challenge that its type forbids.
 *
 * @param {ReturnType<typeof newSdk>} sdk
 * @param {object} options
 */
const authorizeAny = (sdk, options) => authorize(sdk.zoomSdk, /** @type {any} */ (options));

test("each sign-in sends a challenge and a state of its own, without a code verifier", async () => {
  const { made, challenge } = newBackend();
  for (const at of [0, 1]) {
    const sdk = newConsentingSdk();
    const authorization = await authorize(sdk.zoomSdk, { challenge });
    assert.equal(made.length, at + 1);
    assert.deepEqual(sdk.requests, [made[at]]);
    assert.deepEqual(Object.keys(authorization), ["code", "redirectUri", "state", "receivedAt"]);
    assert.equal(authorization.state, made[at].state);
  }
});

test("authorizeWithBackend: posts as the backend of Zoom's sample expects", async () => {
  const { made, challenge } = newBackend();
  /** @type {unknown[]} */
  const posted = [];
  const backend = {
    url: "https://app.example.com/api/zoomapp/onauthorized",
    body: (/** @type {any} */ { code, state, redirect_uri }) => ({ code, state, href: redirect_uri }),
    fetch: async (/** @type {string} */ _url, /** @type {RequestInit} */ { body }) => {
      posted.push(JSON.parse(String(body)));
      return Response.json({ result: "Success" });
    },
  };
  const href = "https://app.example.com/api/zoomapp/proxy#/userinfo";
  const { zoomSdk } = newConsentingSdk({ redirectUri: undefined });
  const answer = await authorizeWithBackend(zoomSdk, { backend, challenge, redirectUri: href });
  assert.deepEqual(answer, { result: "Success" });
  assert.deepEqual(posted, [{ code: "code-of-the-event", state: made[0].state, href }]);
});

test("the store: each click sends a challenge of its own", async () => {
  const { made, challenge } = newBackend();
  const sdk = newConsentingSdk({ redirectUri: "https://app.example.com/" });
  const backend = { url: "https://app.example.com/token", fetch: async () => Response.json("data") };
  const { authorize: click, getSnapshot } = createAuthorizationStore(sdk.zoomSdk, { backend, challenge });
  assert.equal(await click(), "data");
  assert.equal(await click(), "data");
  assert.equal(getSnapshot().status, "authorized");
  assert.deepEqual(sdk.requests, made);
  assert.equal(made.length, 2);
});

test("no challenge, or half of one: refused by name, and the client is not asked", async () => {
  for (const answer of [
    undefined,
    null,
    7,
    "",
    {},
    { codeChallenge: CODE_CHALLENGE },
    { codeChallenge: CODE_CHALLENGE, state: null },
    { state: "s" },
    { codeChallenge: undefined, state: "s" },
    new Response('{"codeChallenge":"the answer itself, without json()"}'),
  ]) {
    for (const challenge of [() => answer, async () => answer]) {
      const sdk = newConsentingSdk();
      await assertRejects(
        () => authorizeAny(sdk, { challenge }),
        invalid("challenge", /must return \{ codeChallenge, state \}/),
      );
      assert.deepEqual([sdk.requests, sdk.listening], [[], []]);
    }
  }
  await authorize(newConsentingSdk().zoomSdk);
});

test("a malformed challenge or state of the backend: refused by name, and the client is not asked", async () => {
  for (const [name, answer] of /** @type {[string, object][]} */ ([
    ["codeChallenge", { codeChallenge: "short", state: "s" }],
    ["codeChallenge", { codeChallenge: 7, state: "s" }],
    ["codeChallenge", { codeChallenge: `${CODE_CHALLENGE}=`, state: "s" }],
    ["state", { codeChallenge: CODE_CHALLENGE, state: "" }],
    ["state", { codeChallenge: CODE_CHALLENGE, state: "line\nbreak" }],
    ["state", { codeChallenge: CODE_CHALLENGE, state: 7 }],
  ])) {
    const sdk = newConsentingSdk();
    await assertRejects(() => authorizeAny(sdk, { challenge: async () => answer }), invalid(name));
    assert.deepEqual(sdk.requests, []);
  }
});

test("a challenge that is not a function, or beside what it replaces: refused, and not called", async () => {
  const { made, challenge } = newBackend();
  for (const bad of ["/api/challenge", {}, true, 0, Promise.resolve(made)]) {
    await assertRejects(
      () => authorizeAny(newSdk(), { challenge: bad }),
      invalid("challenge", /must be a function/),
    );
  }
  for (const [name, value] of [
    ["codeChallenge", CODE_CHALLENGE],
    ["codeChallengeMethod", "plain"],
    ["state", "of the page"],
  ]) {
    await assertRejects(
      () => authorizeAny(newSdk(), { challenge, [name]: value }),
      invalid(name, /must not be given together with challenge/),
    );
  }
  await assertRejects(() => authorizeAny(newSdk(), { challenge, timeoutMs: 0 }), invalid("timeoutMs"));
  for (const signal of [{}, { aborted: false, addEventListener() {} }]) {
    await assertRejects(() => authorizeAny(newSdk(), { challenge, signal }), invalid("signal"));
  }
  assert.deepEqual(made, []);
  for (const absent of [null, undefined]) {
    const { codeVerifier } = await authorizeAny(newConsentingSdk(), { challenge: absent });
    assert.ok(codeVerifier);
  }
});

test("the challenge throws or rejects: network_error with its error, and the next flow works", async () => {
  const thrown = new TypeError("Failed to fetch");
  for (const challenge of [
    () => {
      throw thrown;
    },
    () => Promise.reject(thrown),
    () => ({
      get codeChallenge() {
        throw thrown;
      },
    }),
  ]) {
    const sdk = newConsentingSdk();
    const error = await assertRejects(() => authorizeAny(sdk, { challenge }), {
      code: "network_error",
      retryable: true,
      message: /^challenge: /,
      hint: /Zoom client was not asked/,
    });
    assert.equal(error.cause, thrown);
    assert.deepEqual(sdk.requests, []);
    await authorize(newConsentingSdk().zoomSdk);
  }
});

test("while a challenge is fetched, every other start is in_progress, and fetches none", async () => {
  const { made, challenge } = newBackend();
  const held = newHeldChallenge();
  const sdk = newSdk();
  const first = authorize(sdk.zoomSdk, { challenge: held.challenge });
  const others = [newSdk(), newSdk()];
  await assertRejects(() => authorize(others[0].zoomSdk), { code: "in_progress" });
  await assertRejects(() => authorize(others[1].zoomSdk, { challenge }), { code: "in_progress" });
  held.settle();
  while (sdk.requests.length === 0) await new Promise(setImmediate);
  await assertRejects(() => authorize(others[1].zoomSdk, { challenge }), { code: "in_progress" });
  sdk.consent();
  assert.equal((await first).state, "held");
  assert.deepEqual(made, [], "the session of the running flow keeps its challenge");
  assert.deepEqual([...others[0].requests, ...others[1].requests], []);
  await authorize(newConsentingSdk().zoomSdk, { challenge });
});

test("a start in the same turn as the answer of the challenge is in_progress", async () => {
  const held = newHeldChallenge();
  const sdk = newConsentingSdk();
  const first = authorize(sdk.zoomSdk, { challenge: held.challenge });
  /** @type {Promise<unknown>[]} */
  const others = [];
  held.settle();
  for (let turn = 0; turn < 30 && sdk.requests.length === 0; turn++) {
    others.push(assertRejects(() => authorize(newSdk().zoomSdk), { code: "in_progress" }));
    await undefined;
  }
  assert.equal((await first).state, "held");
  await Promise.all(others);
  assert.ok(others.length > 1);
});

test("two starts before the wasm has loaded: one fetches a challenge, the other is in_progress", async () => {
  assert.deepEqual(await inFreshThread("twoChallengesWithoutInit"), {
    calls: 1,
    ended: ["fulfilled", "in_progress"],
  });
});

test("an abort while the challenge is fetched: aborted with the reason, and nothing is left", async (t) => {
  const pending = countTimers(t);
  const held = newHeldChallenge();
  const controller = countedController();
  const sdk = newConsentingSdk();
  const flow = authorize(sdk.zoomSdk, { challenge: held.challenge, signal: controller.signal });
  controller.abort("navigated");
  const error = await assertRejects(() => flow, { code: "aborted" });
  assert.equal(error.cause, "navigated");
  assert.ok(held.signals[0].aborted, "the signal of the challenge");
  held.settle();
  await new Promise(setImmediate);
  assert.deepEqual(sdk.requests, []);
  assert.deepEqual([pending(), controller.listening], [0, 0]);
  await authorize(newConsentingSdk().zoomSdk);
});

test("a signal that was aborted before: aborted, and no challenge is fetched", async () => {
  const { made, challenge } = newBackend();
  const signal = AbortSignal.abort("too late");
  const error = await assertRejects(() => authorize(newSdk().zoomSdk, { challenge, signal }), {
    code: "aborted",
  });
  assert.equal(error.cause, "too late");
  assert.deepEqual(made, []);
});

test("timeoutMs covers the challenge and the wait for the person together", async (t) => {
  const pending = countTimers(t);
  const held = newHeldChallenge();
  const error = await assertRejects(
    () => authorize(newSdk().zoomSdk, { challenge: held.challenge, timeoutMs: 30 }),
    { code: "timeout", retryable: true, message: /^challenge: it did not settle/, hint: /backend's log/ },
  );
  assert.ok(held.signals[0].aborted);
  assert.equal(error.cause, undefined);
  assert.equal(pending(), 0);

  const startedAt = performance.now();
  const challenge = async () => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    return { codeChallenge: CODE_CHALLENGE, state: "slow" };
  };
  const sdk = newSdk();
  await assertRejects(() => authorize(sdk.zoomSdk, { challenge, timeoutMs: 2000 }), {
    code: "timeout",
    message: /^no onAuthorized event/,
  });
  const tookMs = performance.now() - startedAt;
  assert.equal(sdk.requests.length, 1);
  // One after the other, they would take 3500 ms.
  assert.ok(tookMs >= 1990 && tookMs < 3400, `${tookMs} ms`);
});

test("the challenge may use up the last of timeoutMs: the client is asked all the same", async () => {
  const sdk = newConsentingSdk();
  const challenge = () => {
    const until = performance.now() + 40;
    while (performance.now() < until);
    return { codeChallenge: CODE_CHALLENGE, state: "late" };
  };
  assert.equal((await authorize(sdk.zoomSdk, { challenge, timeoutMs: 20 })).state, "late");
});
