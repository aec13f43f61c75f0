// Generated hostile values from the app, the SDK, the client and the page around. Each call returns
// a value or throws a ZoomPkceError, each flow can be ended, and the next sign-in works. There is
// one exception: an error that the app's own getter or proxy throws reaches the app unchanged.

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { before, test } from "node:test";

import fc from "fast-check";
import * as zoomPkce from "zoom-pkce";
import { CLIENT_ERROR_TEXTS } from "../../../js/command/explain/client-error-texts.js";
import { anything, objectsOf, Thrown } from "../support/hostile.js";
import { newConsentingSdk, newSdk } from "../support/sdk.js";

const { authorize, forward, ZoomPkceError } = zoomPkce;

/** For a longer run: `FUZZ_RUNS=20000 node --test tests/node/assurance/hostile-values.test.js` */
const numRuns = Number(process.env.FUZZ_RUNS ?? 200);

const CODES = Object.keys(CLIENT_ERROR_TEXTS);

const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

before(() => zoomPkce.init());

/** @param {any} error */
function assertPackageError(error) {
  if (!(error instanceof ZoomPkceError)) throw error;
  assert.ok(CODES.includes(error.code), `an unknown code: ${error.code}`);
  assert.equal(typeof error.message, "string");
  assert.ok(error.message.length < 10_000, "the message is short");
}

/**
 * @param {unknown} error
 * @param {boolean} [mayBeThrown] whether an error of the argument's own getters is allowed
 */
function assertAllowed(error, mayBeThrown = false) {
  const isThrown =
    error instanceof Thrown ||
    (error instanceof TypeError && /proxy that has been revoked/.test(error.message));
  if (!(mayBeThrown && isThrown)) assertPackageError(error);
}

/**
 * Asserts that a call returns, or throws a `ZoomPkceError`.
 *
 * @param {() => unknown} call
 * @param {boolean} [mayBeThrown] see `assertAllowed`
 */
function assertReturns(call, mayBeThrown) {
  try {
    call();
  } catch (error) {
    assertAllowed(error, mayBeThrown);
  }
}

/**
 * Asserts that a promise is fulfilled, or rejected with a `ZoomPkceError`.
 *
 * @param {Promise<unknown>} promise
 * @param {() => void} end called if the promise is still pending after a few turns
 * @param {boolean} [mayBeThrown] see `assertAllowed`
 */
async function assertSettles(promise, end, mayBeThrown) {
  /** @type {unknown[] | undefined} */
  let thrown;
  const ended = promise.then(
    () => void (thrown = []),
    (error) => void (thrown = [error]),
  );
  for (let turn = 0; turn < 5 && !thrown; turn++) await setImmediate();
  if (!thrown) end();
  await ended;
  for (const error of thrown ?? []) assertAllowed(error, mayBeThrown);
}

/** Asserts that the module still works. */
async function assertWorks() {
  assert.equal((await authorize(newConsentingSdk().zoomSdk)).code, "code-of-the-event");
  assert.match(zoomPkce.generateState(), /^[\w-]{32}$/);
}

/**
 * Runs a property with generated values.
 *
 * @param {fc.Arbitrary<import("../support/hostile.js").Make>[]} values
 * @param {(...values: any[]) => Promise<void>} property
 */
const check = (values, property) =>
  fc.assert(
    fc.asyncProperty(fc.tuple(...values), (makers) => property(...makers.map((make) => make()))),
    { numRuns },
  );

test("the PKCE functions return or throw a ZoomPkceError for any arguments", () =>
  check([anything, anything, anything], async (first, second, third) => {
    assertReturns(() => zoomPkce.generateCodeVerifier(first));
    assertReturns(() => zoomPkce.generateCodeChallenge(first, second));
    assertReturns(() => zoomPkce.verifyCodeChallenge(first, second, third));
    assertReturns(() => zoomPkce.verifyCodeChallenge(CHALLENGE, first, second));
    assert.match(zoomPkce.generateState(), /^[\w-]{32}$/);
  }));

test("generatePkcePair returns or throws a ZoomPkceError for any options", () =>
  check([objectsOf({ codeChallengeMethod: "S256", length: 64 })], async (options) => {
    assertReturns(() => zoomPkce.generatePkcePair(options), true);
    assert.match(zoomPkce.generateState(), /^[\w-]{32}$/);
  }));

test("authorize ends with a result or a ZoomPkceError for any options", () =>
  check(
    [
      objectsOf({
        codeChallengeMethod: undefined,
        codeChallenge: undefined,
        state: undefined,
        requireState: false,
        timeoutMs: 60_000,
        signal: undefined,
        config: { unsupportedApis: [] },
        reconfigure: undefined,
        redirectUri: undefined,
      }),
    ],
    async (options) => {
      const sdk = newSdk();
      await assertSettles(authorize(sdk.zoomSdk, options), () => sdk.consent(), true);
      await assertWorks();
    },
  ));

test("authorize ends with a result or a ZoomPkceError for any challenge of the backend's", () =>
  check([objectsOf({ codeChallenge: CHALLENGE, state: "state" }), anything], async (made, challenge) => {
    for (const each of [() => made, async () => made, challenge]) {
      const sdk = newSdk();
      const controller = new AbortController();
      const flow = authorize(sdk.zoomSdk, { challenge: each, signal: controller.signal });
      await assertSettles(flow, () => controller.abort());
      await assertWorks();
    }
  }));

test("authorize ends with a result or a ZoomPkceError for any behaviour of the SDK", () =>
  check(
    [
      objectsOf({
        authorize: () => Promise.resolve({ message: "Success" }),
        addEventListener: () => {},
        removeEventListener: () => {},
        getUserContext: () => Promise.resolve({ status: "authorized" }),
        promptAuthorize: () => Promise.resolve({}),
      }),
    ],
    async (zoomSdk) => {
      for (const reconfigure of [undefined, () => ({})]) {
        const controller = new AbortController();
        const options = { signal: controller.signal, reconfigure };
        await assertSettles(authorize(zoomSdk, options), () => controller.abort());
        await assertWorks();
      }
    },
  ));

test("authorize ends with a result or a ZoomPkceError for any answer of the client", () =>
  check([anything, anything, anything, anything], async (refusal, context, change, config) => {
    const sdk = newSdk(() => Promise.reject(refusal));
    const controller = new AbortController();
    const zoomSdk = /** @type {any} */ ({
      authorize: sdk.zoomSdk.authorize,
      promptAuthorize: sdk.zoomSdk.promptAuthorize,
      addEventListener: sdk.zoomSdk.addEventListener,
      removeEventListener: sdk.zoomSdk.removeEventListener,
      getUserContext: () => Promise.resolve(sdk.requests.length > 1 ? context : { status: "authenticated" }),
    });
    sdk.onPrompt = () => {
      sdk.emit(change, "onMyUserContextChange");
      sdk.emit({ status: "authorized" }, "onMyUserContextChange");
    };
    const options = { signal: controller.signal, reconfigure: () => config };
    await assertSettles(authorize(zoomSdk, options), () => controller.abort());
    await assertWorks();
  }));

test("authorize ends with a result or a ZoomPkceError for any content of the event", () =>
  check(
    [
      objectsOf({
        code: "code",
        redirectUri: "https://app.example",
        result: true,
        state: undefined,
        timestamp: 1,
      }),
    ],
    async (event) => {
      for (const requireState of [false, true]) {
        const sdk = newSdk();
        const flow = authorize(sdk.zoomSdk, { requireState });
        // The SDK calls all listeners in one loop. An exception here would keep the others from
        // hearing it.
        sdk.emit(event);
        await assertSettles(flow, () => sdk.consent());
        await assertWorks();
      }
    },
  ));

const AUTHORIZATION = {
  code: "code",
  codeVerifier: CHALLENGE,
  codeChallengeMethod: "plain",
  redirectUri: "https://app.example",
  state: "state",
  receivedAt: Date.now(),
};
const answer = async () => new Response("{}");

test("forward ends with a result or a ZoomPkceError for any authorization", () =>
  check([objectsOf(AUTHORIZATION)], async (authorization) => {
    const target = { url: "https://backend.example/token", fetch: answer };
    await assertSettles(forward(authorization, target), () => {}, true);
    await assertWorks();
  }));

// An error that the app's `body` throws reaches the app unchanged too. forward.test.js tests that.
test("forward ends with a result or a ZoomPkceError for any target", () =>
  check(
    [
      objectsOf({
        url: "https://backend.example/token",
        format: "json",
        headers: {},
        credentials: "same-origin",
        timeoutMs: 60_000,
        signal: undefined,
        fetch: answer,
      }),
    ],
    async (target) => {
      // If the target has no `fetch`, the global one is called. It must not send anything here.
      const { fetch } = globalThis;
      globalThis.fetch = answer;
      try {
        const sent = forward(/** @type {any} */ (AUTHORIZATION), target);
        await assertSettles(sent, () => {}, true);
      } finally {
        globalThis.fetch = fetch;
      }
      await assertWorks();
    },
  ));
