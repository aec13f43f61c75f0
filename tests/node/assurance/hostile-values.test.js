// Whatever comes in, from the app, the SDK, the client or a page around: an error of the package or a result, never another
// exception, never a flow that can't be ended, and the next sign-in works. Just what the app's own options throw when they
// are read, by a getter or a proxy, comes back to the app as it is.

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { before, test } from "node:test";

import fc from "fast-check";
import * as zoomPkce from "zoom-pkce";
import { anything, objectsOf, Thrown } from "../support/hostile.js";
import { newConsentingSdk, newSdk } from "../support/sdk.js";

const { authorize, forward, ZoomPkceError } = zoomPkce;

/** `FUZZ_RUNS=20000 node --test tests/node/assurance/hostile-values.test.js` looks longer. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 200);

const CODES = new Set([
  "invalid_argument",
  "random_unavailable",
  "sdk_missing",
  "sdk_not_configured",
  "capability_missing",
  "guest_mode",
  "authorize_failed",
  "access_denied",
  "missing_code",
  "state_mismatch",
  "timeout",
  "aborted",
  "in_progress",
  "code_expired",
  "insecure_endpoint",
  "network_error",
  "backend_timeout",
  "redirect_refused",
  "invalid_response",
  "backend_rejected",
  "invalid_grant",
]);

const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

before(() => zoomPkce.init());

/** @param {any} error */
function assertOurs(error) {
  if (!(error instanceof ZoomPkceError)) throw error;
  assert.ok(CODES.has(error.code), `a code that nobody knows: ${error.code}`);
  assert.equal(typeof error.message, "string");
  assert.ok(error.message.length < 10_000, "a message of bearable length");
}

/** @param {unknown} error @param {boolean} [isOfReading] Whether reading the argument may throw what it likes. */
function assertBearable(error, isOfReading = false) {
  const isOwn =
    error instanceof Thrown ||
    (error instanceof TypeError && /proxy that has been revoked/.test(error.message));
  if (!(isOfReading && isOwn)) assertOurs(error);
}

/**
 * That a call gives a value or throws one of the package's errors.
 *
 * @param {() => unknown} call
 * @param {boolean} [isOfReading]
 */
function assertEnds(call, isOfReading) {
  try {
    call();
  } catch (error) {
    assertBearable(error, isOfReading);
  }
}

/**
 * That a promise settles, once `end` has been called where it waits.
 *
 * @param {Promise<unknown>} promise
 * @param {() => void} end
 * @param {boolean} [isOfReading]
 */
async function assertSettles(promise, end, isOfReading) {
  /** @type {unknown[] | undefined} */
  let thrown;
  const ended = promise.then(
    () => void (thrown = []),
    (error) => void (thrown = [error]),
  );
  for (let turn = 0; turn < 5 && !thrown; turn++) await setImmediate();
  if (!thrown) end();
  await ended;
  for (const error of thrown ?? []) assertBearable(error, isOfReading);
}

/** That the module is none the worse. */
async function assertWorks() {
  assert.equal((await authorize(newConsentingSdk().zoomSdk)).code, "code-of-the-event");
  assert.match(zoomPkce.generateState(), /^[\w-]{32}$/);
}

/**
 * @param {fc.Arbitrary<import("../support/hostile.js").Make>[]} values
 * @param {(...values: any[]) => Promise<void>} holds
 */
const check = (values, holds) =>
  fc.assert(
    fc.asyncProperty(fc.tuple(...values), (made) => holds(...made.map((make) => make()))),
    { numRuns },
  );

test("PKCE by itself", () =>
  check([anything, anything, anything], async (first, second, third) => {
    assertEnds(() => zoomPkce.generateCodeVerifier(first));
    assertEnds(() => zoomPkce.generateCodeChallenge(first, second));
    assertEnds(() => zoomPkce.verifyCodeChallenge(first, second, third));
    assertEnds(() => zoomPkce.verifyCodeChallenge(CHALLENGE, first, second));
    assert.match(zoomPkce.generateState(), /^[\w-]{32}$/);
  }));

test("the options of generatePkcePair", () =>
  check([objectsOf({ codeChallengeMethod: "S256", length: 64 })], async (options) => {
    assertEnds(() => zoomPkce.generatePkcePair(options), true);
    assert.match(zoomPkce.generateState(), /^[\w-]{32}$/);
  }));

test("the options of authorize", () =>
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
      }),
    ],
    async (options) => {
      const sdk = newSdk();
      await assertSettles(authorize(sdk.zoomSdk, options), () => sdk.consent(), true);
      await assertWorks();
    },
  ));

test("the SDK, and what its calls come to", () =>
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

test("what the client answers, and what reconfigure gives", () =>
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

test("the event", () =>
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
        // In the SDK's loop over all listeners: nothing may be thrown there.
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

test("the authorization that is forwarded", () =>
  check([objectsOf(AUTHORIZATION)], async (authorization) => {
    const target = { url: "https://backend.example/token", fetch: answer };
    await assertSettles(forward(authorization, target), () => {}, true);
    await assertWorks();
  }));

// What a `body` of the app throws comes back as it is too: forward.test.js.
test("the target that is forwarded to", () =>
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
      // Nothing goes over the wire, whatever `fetch` is.
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
