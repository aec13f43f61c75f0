// The published authorize over a double of the SDK: the JavaScript around the flow. tests/flow
// tests the flow in browsers.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { afterEach, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { authorize, authorizeWithBackend, generateCodeChallenge, generatePkcePair, init } from "zoom-pkce";
import { assertHoldsNone, assertRejects, invalid } from "../support/errors.js";
import { inFreshThread } from "../support/in-fresh-thread.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";
import { countedController } from "../support/signal.js";
import { countTimers } from "../support/timers.js";
import { wasmMemory } from "../support/wasm.js";

const MARK = "SeCrEt-TeXt-";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

before(() => init());
afterEach(endFlows);

/**
 * Calls `authorize` with arguments that its types forbid.
 *
 * @param {unknown} zoomSdk
 * @param {unknown} [options]
 */
const authorizeAny = (zoomSdk, options) =>
  authorize(/** @type {any} */ (zoomSdk), /** @type {any} */ (options));

// --- the result

test("with a verifier: the result is a plain object with exactly six keys, and survives JSON", async () => {
  const sdk = newConsentingSdk();
  const earliest = Date.now();
  const authorization = await authorize(sdk.zoomSdk);
  assert.equal(Object.getPrototypeOf(authorization), Object.prototype);
  assert.deepEqual(Object.keys(authorization), [
    "code",
    "codeVerifier",
    "codeChallengeMethod",
    "redirectUri",
    "state",
    "receivedAt",
  ]);
  assert.deepEqual(JSON.parse(JSON.stringify(authorization)), authorization);
  assert.equal(authorization.code, "code-of-the-event");
  assert.equal(authorization.redirectUri, "https://app.example.com/page");
  assert.match(authorization.state, /^[A-Za-z0-9_-]{32}$/);
  assert.match(authorization.codeVerifier ?? "", /^[A-Za-z0-9_-]{43}$/);
  assert.ok(authorization.receivedAt >= earliest && authorization.receivedAt <= Date.now());
  assert.equal(
    authorization.codeChallengeMethod,
    "plain",
    "the default method, which Zoom's in-client flow supports",
  );
  assert.deepEqual(sdk.requests, [{ codeChallenge: authorization.codeVerifier, state: authorization.state }]);
});

test("S256: the challenge is the hash of the verifier, and the verifier is not sent", async () => {
  const sdk = newConsentingSdk();
  const { codeVerifier = "", codeChallengeMethod } = await authorize(sdk.zoomSdk, {
    codeChallengeMethod: "S256",
  });
  assert.equal(codeChallengeMethod, "S256");
  assert.equal(sdk.requests[0].codeChallenge, generateCodeChallenge(codeVerifier, "S256"));
  assert.ok(!JSON.stringify(sdk.requests).includes(codeVerifier));
});

test("with the backend's challenge: the result has four keys, without verifier and method", async () => {
  const sdk = newConsentingSdk();
  const { codeChallenge } = generatePkcePair({ length: 128, codeChallengeMethod: "plain" });
  const authorization = await authorize(sdk.zoomSdk, { codeChallenge, state: "the backend's own" });
  assert.deepEqual(Object.keys(authorization), ["code", "redirectUri", "state", "receivedAt"]);
  assert.deepEqual(JSON.parse(JSON.stringify(authorization)), authorization);
  assert.equal(authorization.state, "the backend's own");
  assert.deepEqual(sdk.requests, [{ codeChallenge, state: "the backend's own" }]);
});

test("every flow has its own verifier and state", async () => {
  const seen = new Set();
  for (let i = 0; i < 50; i++) {
    const { codeVerifier, state } = await authorize(newConsentingSdk().zoomSdk);
    seen.add(codeVerifier).add(state);
  }
  assert.equal(seen.size, 100);
});

test("null and undefined count as omitted options", async () => {
  const none = { codeChallengeMethod: null, codeChallenge: undefined, state: null, requireState: null };
  for (const options of [undefined, null, {}, { ...none, timeoutMs: null, signal: null }]) {
    const authorization = /** @type {any} */ (await authorizeAny(newConsentingSdk().zoomSdk, options));
    assert.equal(authorization.codeChallengeMethod, "plain");
    assert.match(authorization.state, /^[A-Za-z0-9_-]{32}$/);
  }
});

test("requireState: an event without state is refused if it is true", async () => {
  const { state } = await authorize(newConsentingSdk({ state: undefined }).zoomSdk, { requireState: false });
  assert.match(state, /^[A-Za-z0-9_-]{32}$/, "the state is the sent one");
  assert.ok(
    await authorize(newConsentingSdk({ state: undefined }).zoomSdk),
    "outside a frame, requireState is false by default",
  );
  await authorize(newConsentingSdk().zoomSdk, { requireState: true });
  const sdk = newConsentingSdk({ state: undefined, code: MARK });
  const error = await assertRejects(() => authorize(sdk.zoomSdk, { requireState: true }), {
    code: "state_mismatch",
    retryable: true,
    message: /requireState/,
  });
  assertHoldsNone(error, [MARK]);
});

test("an event without redirectUri: the result has the page's URL, without its fragment", async (t) => {
  const location = { href: "https://app.example.com/page?lang=en#part" };
  Object.defineProperty(globalThis, "location", { value: location, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, "location"));
  const without = await authorize(newConsentingSdk({ redirectUri: undefined }).zoomSdk);
  assert.equal(without.redirectUri, "https://app.example.com/page?lang=en");
  const withOne = await authorize(newConsentingSdk({ redirectUri: "https://other.example.com/#x" }).zoomSdk);
  assert.equal(
    withOne.redirectUri,
    "https://other.example.com/#x",
    "the redirectUri of the event is unchanged",
  );
});

test("an event without redirectUri, outside a page or without a URL: redirectUri is empty", async (t) => {
  t.after(() => Reflect.deleteProperty(globalThis, "location"));
  for (const location of [undefined, {}]) {
    Object.defineProperty(globalThis, "location", { value: location, configurable: true });
    const { redirectUri } = await authorize(newConsentingSdk({ redirectUri: undefined }).zoomSdk);
    assert.equal(redirectUri, "");
  }
});

// --- the order of events

test("after init() has resolved, zoomSdk.authorize is called synchronously", async () => {
  const sdk = newSdk();
  const controller = new AbortController();
  const promise = authorize(sdk.zoomSdk, { signal: controller.signal });
  assert.equal(sdk.requests.length, 1);
  assert.deepEqual(
    sdk.listening.map(({ name }) => name),
    ["onAuthorized"],
    "the listener has been added",
  );
  controller.abort();
  await assertRejects(() => promise, { code: "aborted" });
});

test("the listener is added before zoomSdk.authorize is called", async () => {
  let listening = 0;
  const sdk = newSdk((_request, sdk) => {
    listening = sdk.listening.length;
    sdk.consent();
  });
  await authorize(sdk.zoomSdk);
  assert.equal(listening, 1);
});

test("without init(): loads the wasm once, then calls zoomSdk.authorize", async () => {
  assert.deepEqual(await inFreshThread("withoutInit"), {
    code: "code-of-the-event",
    askedAtOnce: 0,
    asked: 1,
    compilations: 1,
  });
});

test("the event may come after the promise of zoomSdk.authorize has rejected with a time-out", async () => {
  const sdk = newSdk(() => Promise.reject(new Error("authorize took longer than 10000ms to respond")));
  const promise = authorize(sdk.zoomSdk);
  await new Promise((resolve) => setTimeout(resolve, 20));
  sdk.consent();
  assert.equal((await promise).code, "code-of-the-event");
});

test("zoomSdk.authorize rejects after the flow has ended: no unhandled rejection", async () => {
  /** @type {unknown[]} */
  const unhandled = [];
  const remember = (/** @type {unknown} */ reason) => void unhandled.push(reason);
  process.on("unhandledRejection", remember);
  const sdk = newSdk((_request, sdk) => {
    sdk.consent();
    return new Promise((_, reject) => setTimeout(reject, 10, new Error("late")));
  });
  await authorize(sdk.zoomSdk);
  await new Promise((resolve) => setTimeout(resolve, 40));
  process.off("unhandledRejection", remember);
  assert.deepEqual(unhandled, []);
});

test("the SDK is a Proxy with a member of every name, and is not treated as a promise", async () => {
  const sdk = newConsentingSdk();
  await authorize(sdk.zoomSdk);
  assert.deepEqual(sdk.strangeReads, []);
});

// --- invalid arguments

const notStrings = [NaN, 42, true, {}, [], [CHALLENGE], new String(CHALLENGE), Symbol(MARK), 43n, () => {}];
/** @type {[string, RegExp, unknown[]][]} */
const BAD_OPTIONS = [
  [
    "codeChallengeMethod",
    /must be "plain" or "S256"/,
    [...notStrings, "s256", "PLAIN", "SHA256", "", "none", `${MARK}`],
  ],
  [
    "codeChallenge",
    /must be a string of 43 to 128 characters/,
    [...notStrings, "", MARK, MARK.repeat(11), `${MARK.repeat(4)}=`, `${MARK.repeat(4)}\ud800`],
  ],
  [
    "state",
    /must be a non-empty string of ASCII/,
    [...notStrings, "", `${MARK}é`, `${MARK}\n`, `${MARK}\0`, `${MARK}\x7f`, `${MARK}\ud800`, `${MARK}😀`],
  ],
  ["requireState", /must be true or false/, ["true", "", 0, 1, {}, [], NaN, Symbol(MARK), 1n, () => true]],
  [
    "timeoutMs",
    /must be an integer from 1 to 2147483647/,
    [
      0,
      -1,
      0.5,
      1.5,
      NaN,
      Infinity,
      -Infinity,
      2 ** 31,
      2 ** 32 + 1,
      "5000",
      "",
      {},
      [5],
      true,
      5n,
      Symbol(MARK),
    ],
  ],
  [
    "signal",
    /must be an AbortSignal/,
    [
      {},
      true,
      false,
      0,
      "",
      "signal",
      new AbortController(),
      new EventTarget(),
      { aborted: false },
      () => {},
      1n,
    ],
  ],
  ["config", /must be an object/, [true, false, 0, 7, "", "config", Symbol(MARK), 1n, () => {}]],
  [
    "reconfigure",
    /must be a function/,
    [true, false, 0, "", "config", {}, [], Symbol(MARK), 1n, Promise.resolve()],
  ],
];
for (const [name, rule, values] of BAD_OPTIONS) {
  test(`${name}: ${values.length} bad values: rejected with name and rule, and the SDK is not called`, async () => {
    for (const [at, value] of values.entries()) {
      const sdk = newConsentingSdk();
      const what = `${at}: ${typeof value} ${String(typeof value === "object" ? JSON.stringify(value) : String(value))}`;
      const error = await assertRejects(
        () => authorizeAny(sdk.zoomSdk, { [name]: value }),
        invalid(name, rule),
        what,
      );
      assertHoldsNone(error, [MARK]);
      assert.equal(sdk.requests.length, 0, what);
      assert.equal(sdk.listening.length, 0, what);
    }
    await authorize(newConsentingSdk().zoomSdk);
  });
}

test("codeChallenge together with codeChallengeMethod is refused, for both methods", async () => {
  for (const codeChallengeMethod of /** @type {const} */ (["plain", "S256"])) {
    await assertRejects(
      () => authorize(newConsentingSdk().zoomSdk, { codeChallenge: CHALLENGE, codeChallengeMethod }),
      invalid("codeChallengeMethod", /must not be given together with codeChallenge/),
    );
  }
});

test("a state of 4096 characters is accepted, and a longer one is refused", async () => {
  const state = "s".repeat(4096);
  assert.equal((await authorize(newConsentingSdk().zoomSdk, { state })).state, state);
  await assertRejects(
    () => authorize(newConsentingSdk().zoomSdk, { state: state + "s" }),
    invalid("state", /4096/),
  );
});

test("every ASCII character from space to tilde may be in a state", async () => {
  const state = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join("");
  const sdk = newConsentingSdk();
  assert.equal((await authorize(sdk.zoomSdk, { state })).state, state);
  assert.equal(sdk.requests[0].state, state);
});

test("options that are not an object are refused", async () => {
  for (const options of ["S256", 42, true, Symbol("s")]) {
    await assertRejects(
      () => authorizeAny(newConsentingSdk().zoomSdk, options),
      invalid("options"),
      String(options),
    );
  }
});

test("an option that does not exist is refused by name, and the client is not asked", async () => {
  for (const name of ["redirectURI", "timeout", "method", "code_challenge", "backend"]) {
    const sdk = newConsentingSdk();
    await assertRejects(
      () => authorizeAny(sdk.zoomSdk, { [name]: 1 }),
      invalid(name, /there is no such option/),
    );
    assert.deepEqual([sdk.requests, sdk.listening], [[], []]);
    for (const absent of [undefined, null])
      await authorizeAny(newConsentingSdk().zoomSdk, { [name]: absent });
  }
});

test("options that are a proxy which throws: the promise rejects with what was thrown", async () => {
  const thrown = new Error("from the proxy");
  const options = new Proxy(
    {},
    {
      ownKeys() {
        throw thrown;
      },
    },
  );
  await assert.rejects(authorizeAny(newConsentingSdk().zoomSdk, options), (error) => error === thrown);
  await authorize(newConsentingSdk().zoomSdk);
});

test("options with a getter that throws: the promise rejects, and nothing is thrown synchronously", async () => {
  const thrown = new Error("from the getter");
  const options = {
    get state() {
      throw thrown;
    },
  };
  let promise;
  try {
    promise = authorizeAny(newConsentingSdk().zoomSdk, options);
  } catch {
    assert.fail("threw synchronously");
  }
  await assert.rejects(promise, (error) => error === thrown);
});

test("a first argument that is not the SDK: sdk_missing, with a hint for the right one", async () => {
  const { authorize: ask, addEventListener, removeEventListener } = newConsentingSdk().zoomSdk;
  const whole = { authorize: ask, addEventListener, removeEventListener };
  const values = [
    undefined,
    null,
    {},
    42,
    "zoomSdk",
    true,
    Symbol("s"),
    1n,
    [],
    () => {},
    { default: whole },
    { ...whole, authorize: undefined },
    { ...whole, addEventListener: "function" },
    { ...whole, removeEventListener: null },
    Promise.resolve(whole),
  ];
  for (const [at, value] of values.entries()) {
    await assertRejects(
      () => authorizeAny(value),
      { code: "sdk_missing", retryable: false, message: /^zoomSdk: /, hint: /@zoom\/appssdk/ },
      `value ${at}`,
    );
  }
  assert.equal((await authorize(whole)).code, "code-of-the-event", "these three methods are enough");
});

// --- other errors

test("in_progress: the second call is refused, the first goes on, and a later one succeeds", async () => {
  const sdk = newSdk();
  const first = authorize(sdk.zoomSdk);
  const other = newSdk();
  for (const zoomSdk of [sdk.zoomSdk, other.zoomSdk]) {
    await assertRejects(() => authorize(zoomSdk), {
      code: "in_progress",
      retryable: true,
      hint: /first call/,
    });
  }
  assert.equal(sdk.requests.length, 1);
  assert.equal(sdk.listening.length, 1);
  assert.equal(other.requests.length + other.listening.length, 0);
  sdk.consent();
  assert.equal((await first).code, "code-of-the-event");
  assert.equal((await authorize(newConsentingSdk().zoomSdk)).code, "code-of-the-event");
});

test("abort: aborted, and the cause is the reason, of any type", async () => {
  for (const reason of [new Error("navigated"), "a string", 42, { why: "an object" }, null]) {
    const sdk = newSdk();
    const controller = countedController();
    const promise = authorize(sdk.zoomSdk, { signal: controller.signal });
    controller.abort(reason);
    const error = await assertRejects(() => promise, { code: "aborted", retryable: true });
    assert.equal(error.cause, reason);
    assert.equal(error.zoomCode, undefined);
    assert.equal(sdk.listening.length, 0);
    assert.equal(controller.listening, 0);
    sdk.consent();
  }
});

test("abort: a code of the signal's reason does not become zoomCode", async () => {
  const controller = new AbortController();
  const promise = authorize(newSdk().zoomSdk, { signal: controller.signal });
  controller.abort(Object.assign(new Error("navigated"), { code: "80004" }));
  const error = await assertRejects(() => promise, { code: "aborted" });
  assert.equal(error.zoomCode, undefined);
});

test("abort without a reason: the cause is the platform's AbortError, and zoomCode is undefined", async () => {
  const sdk = newSdk();
  const controller = new AbortController();
  const promise = authorize(sdk.zoomSdk, { signal: controller.signal });
  controller.abort();
  const error = await assertRejects(() => promise, { code: "aborted" });
  assert.ok(error.cause instanceof DOMException);
  assert.equal(error.cause.name, "AbortError");
  assert.equal(error.zoomCode, undefined);
});

test("a signal that is aborted while config is read: aborted, and the client is not called", async () => {
  const controller = countedController();
  const sdk = newSdk();
  const config = {
    get unsupportedApis() {
      controller.abort("read");
      return [];
    },
  };
  const error = await assertRejects(
    () => authorize(sdk.zoomSdk, { config, signal: controller.signal, timeoutMs: 1_000 }),
    { code: "aborted" },
  );
  assert.equal(error.cause, "read");
  assert.deepEqual(sdk.requests, []);
  assert.deepEqual(sdk.listening, []);
});

test("a signal that was aborted before: aborted, and the client is not called", async () => {
  const sdk = newConsentingSdk();
  const reason = new Error("too late");
  const error = await assertRejects(() => authorize(sdk.zoomSdk, { signal: AbortSignal.abort(reason) }), {
    code: "aborted",
  });
  assert.equal(error.cause, reason);
  assert.equal(sdk.requests.length, 0);
});

test("Zoom's refusal: the error has its message, its error as the cause, and its code as zoomCode", async () => {
  for (const [properties, zoomCode] of /** @type {[object, unknown][]} */ ([
    [{ code: 10065, requestId: "r" }, 10065],
    [{ code: "80001" }, "80001"],
    [{ code: 0 }, 0],
    [{}, undefined],
  ])) {
    const refusal = Object.assign(new Error("The app is on a break: é🔑"), properties);
    const sdk = newSdk(() => Promise.reject(refusal));
    const error = await assertRejects(() => authorize(sdk.zoomSdk), {
      code: "authorize_failed",
      retryable: false,
      message: /: The app is on a break: é🔑$/,
    });
    assert.equal(error.cause, refusal);
    assert.equal(error.zoomCode, zoomCode);
    assert.equal(sdk.listening.length, 0);
  }
});

test("zoomSdk.authorize throws: authorize_failed, and the next flow works", async () => {
  const thrown = new Error("thrown at once");
  const throwing = newSdk(() => {
    throw thrown;
  });
  const error = await assertRejects(() => authorize(throwing.zoomSdk), { code: "authorize_failed" });
  assert.equal(error.cause, thrown);
  assert.equal(throwing.listening.length, 0);
  await authorize(newConsentingSdk().zoomSdk);
});

const NOT_ERRORS = [undefined, null, 42, "no permission", {}];

/** @param {unknown} reason */
async function refusalFor(reason) {
  const sdk = newSdk(() => Promise.reject(reason));
  const error = await authorize(sdk.zoomSdk).then(
    () => assert.fail("should reject"),
    (error) => error,
  );
  assert.equal(sdk.listening.length, 0);
  return error;
}

test("a rejection with a value that is not an Error: the value is the cause", async () => {
  for (const reason of NOT_ERRORS) {
    const error = await refusalFor(reason);
    assert.equal(error.code, "authorize_failed");
    assert.equal(error.cause, reason);
    assert.equal(error.zoomCode, undefined);
  }
});

test("a rejection with a value that is not an Error: the message does not end in a colon", async () => {
  for (const reason of NOT_ERRORS) assert.match((await refusalFor(reason)).reason, /[^:\s]$/);
});

test("zoomSdk.config was not called: sdk_not_configured", async () => {
  const reason = new Error("must call zoomSdk.config before using other API methods");
  const error = await assertRejects(() => authorize(newSdk(() => Promise.reject(reason)).zoomSdk), {
    code: "sdk_not_configured",
    message: /^zoomSdk\.config was not called, or its promise was not awaited$/,
    hint: /zoomSdk\.config\(\{/,
  });
  assert.equal(error.cause, reason);
  assert.equal(error.zoomCode, undefined);
});

test("timeout: no event came within timeoutMs", async () => {
  const sdk = newSdk();
  const started = performance.now();
  await assertRejects(() => authorize(sdk.zoomSdk, { timeoutMs: 60 }), { code: "timeout", retryable: true });
  const took = performance.now() - started;
  assert.ok(took > 50 && took < 1000, `${took} ms`);
  assert.equal(sdk.listening.length, 0);
});

// --- guest mode, and missing capabilities

const NO_PERMISSION = "No Permission for this API. [code:80004, reason:app_not_support]";

/** @param {string} status */
function newGuestSdk(status) {
  const sdk = newSdk(() => {
    if (sdk.status === "authorized") return setTimeout(() => sdk.consent());
    return Promise.reject(Object.assign(new Error(NO_PERMISSION), { code: "80004" }));
  });
  sdk.status = status;
  return sdk;
}

test("guest_mode: the message has the status, the cause is the refusal, the hint has reconfigure", async () => {
  for (const status of ["unauthenticated", "authenticated"]) {
    const sdk = newGuestSdk(status);
    const error = await assertRejects(() => authorize(sdk.zoomSdk), {
      code: "guest_mode",
      retryable: false,
      message: new RegExp(`guest mode: ${status}$`),
      hint: /reconfigure: \(\) => zoomSdk\.config/,
    });
    assert.equal(/** @type {Error} */ (error.cause).message, NO_PERMISSION);
    assert.equal(error.zoomCode, "80004");
    assert.equal(sdk.listening.length, 0);
  }
});

test("reconfigure: the guest is prompted, config is repeated after each change, then authorize", async () => {
  for (const [first, steps] of /** @type {[string, number][]} */ ([
    ["unauthenticated", 2],
    ["authenticated", 1],
  ])) {
    const sdk = newGuestSdk(first);
    /** @type {string[]} */
    const calls = [];
    sdk.onPrompt = () => {
      calls.push("promptAuthorize");
      sdk.status = sdk.status === "unauthenticated" ? "authenticated" : "authorized";
      sdk.emit({ status: sdk.status }, "onMyUserContextChange");
    };
    const authorization = await authorize(sdk.zoomSdk, { reconfigure: async () => calls.push("config") });
    assert.equal(authorization.codeVerifier, sdk.requests[1].codeChallenge);
    assert.deepEqual(sdk.requests[0], sdk.requests[1], "the second request is the same");
    assert.deepEqual(calls, Array(steps).fill(["promptAuthorize", "config"]).flat());
    assert.equal(sdk.listening.length, 0);
  }
});

test("an SDK without getUserContext: a guest's refusal is capability_missing", async () => {
  const { zoomSdk } = newGuestSdk("authenticated");
  const { authorize: ask, addEventListener, removeEventListener } = zoomSdk;
  const error = await assertRejects(
    () => authorize({ authorize: ask, addEventListener, removeEventListener }),
    {
      code: "capability_missing",
      message: /: authorize$/,
    },
  );
  assert.equal(error.zoomCode, "80004");
});

test("config with unsupportedApis: capability_missing names them, and the client is not called", async () => {
  for (const [unsupportedApis, named] of /** @type {[string[], RegExp][]} */ ([
    [["authorize"], /: authorize$/],
    [["onAuthorized", "cloudRecording"], /: onAuthorized$/],
    [["onAuthorized", "authorize"], /: authorize, onAuthorized$/],
  ])) {
    const sdk = newConsentingSdk();
    await assertRejects(() => authorize(sdk.zoomSdk, { config: { unsupportedApis } }), {
      code: "capability_missing",
      retryable: false,
      message: named,
      hint: /unsupportedApis/,
    });
    assert.deepEqual(sdk.requests, []);
    assert.equal(sdk.listening.length, 0);
  }
  for (const config of [null, {}, { unsupportedApis: [] }, { unsupportedApis: ["cloudRecording"] }]) {
    await authorizeAny(newConsentingSdk().zoomSdk, { config });
  }
});

test("in a frame, an event without state is refused, except with requireState: false", async (t) => {
  Object.defineProperty(globalThis, "self", { value: globalThis, configurable: true });
  Object.defineProperty(globalThis, "top", { value: {}, configurable: true });
  t.after(() => {
    Reflect.deleteProperty(globalThis, "self");
    Reflect.deleteProperty(globalThis, "top");
  });
  const without = () => newConsentingSdk({ state: undefined }).zoomSdk;
  await assertRejects(() => authorize(without()), { code: "state_mismatch", message: /no state/ });
  await authorize(without(), { requireState: false });
  await authorize(newConsentingSdk().zoomSdk);
});

// --- after the end

test("after every kind of end, no listener of the SDK or the signal and no timer is left", async (t) => {
  const timers = countTimers(t);
  /** @type {[string, () => import("../support/sdk.js").SdkDouble, object][]} */
  const ends = [
    ["resolved", () => newConsentingSdk(), {}],
    ["access_denied", () => newConsentingSdk({ result: false }), {}],
    ["missing_code", () => newConsentingSdk({ code: undefined }), {}],
    ["state_mismatch", () => newConsentingSdk({ state: "another" }), {}],
    ["authorize_failed", () => newSdk(() => Promise.reject(new Error("no"))), {}],
    ["timeout", () => newSdk(), { timeoutMs: 1 }],
    ["guest_mode", () => newGuestSdk("authenticated"), {}],
    ["timeout", () => newGuestSdk("authenticated"), { timeoutMs: 1, reconfigure: () => {} }],
    ["aborted", () => newSdk(() => controller.abort("enough")), {}],
  ];
  let controller = countedController();
  for (const [end, newOne, options] of ends) {
    controller = countedController();
    const sdk = newOne();
    const promise = authorize(sdk.zoomSdk, { timeoutMs: 250_000, signal: controller.signal, ...options });
    const outcome = await promise.then(
      () => "resolved",
      (error) => error.code,
    );
    assert.equal(outcome, end);
    assert.equal(sdk.listening.length, 0, `${end}: the SDK's listeners`);
    assert.equal(controller.added, 1, `${end}: the listeners that were added to the signal`);
    assert.equal(controller.listening, 0, `${end}: the signal's listeners`);
    assert.equal(timers(), 0, `${end}: timers`);
  }
});

test("a waiting flow has one timer, one listener of the SDK and one of the signal", async (t) => {
  const timers = countTimers(t);
  const sdk = newSdk();
  const controller = countedController();
  const promise = authorize(sdk.zoomSdk, { signal: controller.signal });
  assert.equal(timers(), 1);
  assert.equal(sdk.listening.length, 1);
  assert.equal(controller.listening, 1);
  sdk.consent();
  await promise;
  assert.equal(timers(), 0);
});

test("after the wasm has loaded, both ways to start a flow call zoomSdk.authorize synchronously", async () => {
  /** @type {((zoomSdk: import("zoom-pkce").ZoomSdk) => Promise<unknown>)[]} */
  const ways = [
    (zoomSdk) => authorize(zoomSdk),
    (zoomSdk) =>
      authorizeWithBackend(zoomSdk, { backend: "https://localhost:9/", signal: controller.signal }),
  ];
  const controller = new AbortController();
  for (const start of ways) {
    const sdk = newSdk();
    const promise = start(sdk.zoomSdk);
    assert.equal(sdk.requests.length, 1);
    if (start === ways[0]) sdk.consent();
    else controller.abort();
    await promise.catch(({ code }) => assert.equal(code, "aborted"));
  }
});

test("a flow that is started while an event is read is refused, and the first goes on", async () => {
  await authorize(newConsentingSdk().zoomSdk, { state: "of a flow that ended" });
  const [first, second] = [newSdk(), newSdk()];
  const one = authorize(first.zoomSdk);
  /** @type {Promise<unknown> | undefined} */
  let two;
  first.emit({
    get state() {
      two ??= authorize(second.zoomSdk);
      return "of a flow that ended";
    },
  });
  await assertRejects(() => /** @type {Promise<unknown>} */ (two), { code: "in_progress" });
  first.consent();
  await one;
  assert.deepEqual([...first.listening, ...second.listening], []);
});

test("a flow that starts while the SDK adds a listener is refused, and the first goes on", async () => {
  const [first, second] = [newSdk(), newSdk()];
  /** @type {Promise<unknown> | undefined} */
  let two;
  const zoomSdk = {
    ...first.zoomSdk,
    addEventListener(/** @type {string} */ name, /** @type {() => void} */ listener) {
      two ??= authorize(second.zoomSdk);
      first.zoomSdk.addEventListener(name, listener);
    },
  };
  const one = authorize(/** @type {any} */ (zoomSdk));
  await assertRejects(() => /** @type {Promise<unknown>} */ (two), { code: "in_progress" });
  first.consent();
  await one;
  assert.deepEqual([second.requests.length, second.listening.length], [0, 0]);
});

test("a flow that starts within a setter of Object.prototype is refused, and the first goes on", async () => {
  const [first, second] = [newSdk(), newSdk()];
  /** @type {Promise<unknown> | undefined} */
  let two;
  Object.defineProperty(Object.prototype, "codeChallenge", {
    configurable: true,
    set() {
      two ??= authorize(second.zoomSdk);
    },
  });
  const one = authorize(first.zoomSdk);
  delete (/** @type {any} */ (Object.prototype).codeChallenge);
  await assertRejects(() => /** @type {Promise<unknown>} */ (two), { code: "in_progress" });
  first.consent();
  await one;
  assert.deepEqual([second.requests.length, second.listening.length], [0, 0]);
});

test("setTimeout throws: authorize_failed, and the next flow works", async () => {
  const { setTimeout } = globalThis;
  globalThis.setTimeout = /** @type {any} */ (
    () => {
      throw new Error("no timers");
    }
  );
  const failed = authorize(newSdk().zoomSdk);
  globalThis.setTimeout = setTimeout;
  const error = await assertRejects(() => failed, { code: "authorize_failed" });
  assert.match(String(error.cause), /no timers/);
  assert.ok((await authorize(newConsentingSdk().zoomSdk)).code);
});

test("an abort while the signal's listener is added: the cause is the signal's reason", async () => {
  const signal = {
    aborted: false,
    reason: "too late",
    addEventListener(/** @type {string} */ _, /** @type {() => void} */ listener) {
      this.aborted = true;
      listener();
    },
    removeEventListener() {},
  };
  const options = { signal: /** @type {any} */ (signal) };
  const error = await assertRejects(() => authorize(newSdk().zoomSdk, options), { code: "aborted" });
  assert.equal(error.cause, "too late");
});

test("redirectUri from the page's URL: without a long fragment, and empty if the URL is too long", async (t) => {
  const location = Object.getOwnPropertyDescriptor(globalThis, "location");
  t.after(() => {
    if (location) Object.defineProperty(globalThis, "location", location);
    else Reflect.deleteProperty(globalThis, "location");
  });
  const at = async (/** @type {string} */ href) => {
    Object.defineProperty(globalThis, "location", { value: { href }, configurable: true });
    return (await authorize(newConsentingSdk({ redirectUri: undefined }).zoomSdk)).redirectUri;
  };
  const url = "https://app.example.com/page";
  assert.equal(await at(`${url}#${"f".repeat(500_000)}`), url);
  assert.equal(await at(`${url}?${"q".repeat(500_000)}`), "");
});

test("a DOMException's code does not become zoomCode", async () => {
  const aborted = new DOMException("stopped", "AbortError");
  const error = await assertRejects(() => authorize(newSdk(() => Promise.reject(aborted)).zoomSdk), {
    code: "authorize_failed",
  });
  assert.equal(error.cause, aborted);
  assert.equal(error.zoomCode, undefined);
});

test("a second event or an abort after the end changes nothing", async () => {
  const sdk = newSdk();
  const controller = new AbortController();
  const promise = authorize(sdk.zoomSdk, { signal: controller.signal });
  const late = [...sdk.listening];
  sdk.consent({ code: "first" });
  for (const { listener } of late) listener({ code: "second", result: true, state: sdk.requests[0].state });
  controller.abort();
  assert.equal((await promise).code, "first");
});

test("after every kind of end, no timer keeps the program alive", async () => {
  const program = fileURLToPath(new URL("../support/ends-by-itself.js", import.meta.url));
  // If a timer keeps the program alive, it is killed, and the promise rejects.
  const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 5000 });
  assert.deepEqual(JSON.parse(stdout), [
    "access_denied",
    "state_mismatch",
    "authorize_failed",
    "aborted",
    "timeout",
    "ok",
    "backend_rejected",
    "network_error",
    "aborted",
    "ok",
  ]);
});

test("2000 flows do not grow the wasm's memory", async () => {
  const flow = async (/** @type {object} */ event) =>
    authorize(newConsentingSdk(event).zoomSdk, { state: "s".repeat(200) }).catch((error) => error.code);
  for (let i = 0; i < 100; i++) await flow({});
  const memory = wasmMemory();
  for (let i = 0; i < 1000; i++) {
    assert.equal((await flow({})).code, "code-of-the-event");
    assert.equal(await flow({ result: false }), "access_denied");
  }
  assert.equal(wasmMemory(), memory);
});
