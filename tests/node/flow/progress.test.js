// The option onProgress of authorize and authorizeWithBackend: each step of a sign-in by its name.

import assert from "node:assert/strict";
import { afterEach, before, test } from "node:test";
import { authorize, authorizeWithBackend, init } from "zoom-pkce";
import { assertRejects, invalid } from "../support/errors.js";
import { inFreshThread } from "../support/in-fresh-thread.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";

/** @import { Progress } from "zoom-pkce" */

const challenge = async () => ({ codeChallenge: "c".repeat(43), state: "state" });
const FLOW = [
  "flow started",
  "authorize started",
  "onAuthorized received",
  "flow succeeded",
  "forward started",
  "forward succeeded",
];

before(() => init());
afterEach(endFlows);

/** @param {() => Promise<Response>} [fetch] */
const newBackend = (fetch = async () => Response.json("data")) => ({
  url: "https://backend.example/token",
  fetch,
});

/**
 * Records the reports as texts. `react` is called after each.
 *
 * @param {(text: string) => void} [react]
 */
function newRecorder(react = () => {}) {
  /** @type {string[]} */
  const texts = [];
  return {
    texts,
    /** @param {Progress} progress */
    onProgress({ step, phase, errorCode }) {
      const text = [step, phase, errorCode].filter(Boolean).join(" ");
      texts.push(text);
      react(text);
    },
  };
}

test("a sign-in: each step with its time, from the start of the flow to the answer of the backend", async () => {
  /** @type {Progress[]} */
  const reports = [];
  const earliest = Date.now();
  const sdk = newSdk();
  const flow = authorizeWithBackend(sdk.zoomSdk, {
    backend: newBackend(),
    onProgress(...values) {
      assert.equal(values.length, 1);
      reports.push(values[0]);
    },
  });
  assert.deepEqual(
    reports.map(({ step, phase }) => `${step} ${phase}`),
    ["flow started", "authorize started"],
    "reported at once",
  );
  await new Promise(setImmediate);
  sdk.consent();
  assert.equal(await flow, "data");
  const latest = Date.now();
  assert.deepEqual(
    reports.map(({ at, ...rest }) => rest),
    [
      { step: "flow", phase: "started" },
      { step: "authorize", phase: "started" },
      { step: "authorize", phase: "succeeded" },
      { step: "onAuthorized", phase: "received" },
      { step: "flow", phase: "succeeded" },
      { step: "forward", phase: "started" },
      { step: "forward", phase: "succeeded" },
    ],
  );
  const times = [earliest, ...reports.map(({ at }) => at), latest];
  assert.deepEqual(
    times,
    [...times].sort((a, b) => a - b),
  );
  for (const report of reports) assert.equal(Object.getPrototypeOf(report), Object.prototype);
});

test("the option challenge: its steps come before the flow", async () => {
  const { texts, onProgress } = newRecorder();
  await authorizeWithBackend(newConsentingSdk().zoomSdk, { challenge, backend: newBackend(), onProgress });
  assert.deepEqual(texts, ["challenge started", "challenge succeeded", ...FLOW]);
});

test("a failure of challenge, flow or forward has the code of the error", async () => {
  const refuse = () => Promise.reject(new Error("no"));
  const failures = [
    { options: { challenge: refuse }, texts: ["challenge started", "challenge failed network_error"] },
    {
      options: { challenge: async () => /** @type {any} */ ({}) },
      texts: ["challenge started", "challenge failed invalid_argument"],
    },
    {
      event: { result: false },
      texts: [...FLOW.slice(0, 3), "flow failed access_denied"],
    },
    {
      options: { backend: newBackend(async () => new Response("", { status: 500 })) },
      texts: [...FLOW.slice(0, 5), "forward failed backend_rejected"],
    },
  ];
  for (const { options, event, texts } of failures) {
    const recorder = newRecorder();
    const all = { backend: newBackend(), ...options, onProgress: recorder.onProgress };
    const code = /** @type {any} */ (texts.at(-1)?.split(" ").at(-1));
    await assertRejects(() => authorizeWithBackend(newConsentingSdk(event).zoomSdk, all), { code });
    assert.deepEqual(recorder.texts, texts);
  }
});

test("an error of the app's own body is not an error code, whatever its code is", async () => {
  const recorder = newRecorder();
  const backend = {
    ...newBackend(),
    body(/** @type {{ code: string }} */ { code }) {
      throw Object.assign(new Error("of the app"), { code });
    },
  };
  const flow = authorizeWithBackend(newConsentingSdk().zoomSdk, { backend, onProgress: recorder.onProgress });
  await assert.rejects(flow, /of the app/);
  assert.deepEqual(recorder.texts, [...FLOW.slice(0, 5), "forward failed"]);
});

test("an error before the flow starts is only that of the promise", async () => {
  const { texts, onProgress } = newRecorder();
  const waiting = authorize(newSdk().zoomSdk);
  await assertRejects(() => authorize(newSdk().zoomSdk, { onProgress }), { code: "in_progress" });
  await assertRejects(() => authorize(newSdk().zoomSdk, { challenge, onProgress }), { code: "in_progress" });
  endFlows();
  await waiting;
  await assertRejects(() => authorize(newSdk().zoomSdk, { timeoutMs: 0, onProgress }), invalid("timeoutMs"));
  const signal = AbortSignal.abort();
  await assertRejects(() => authorize(newSdk().zoomSdk, { signal, onProgress }), { code: "aborted" });
  await assertRejects(
    () => authorizeWithBackend(newSdk().zoomSdk, { backend: "ftp://backend.example", onProgress }),
    invalid("url"),
  );
  assert.deepEqual(texts, []);
});

test("onProgress that is not a function is refused, and the client is not asked", async () => {
  for (const onProgress of [{}, "console.log", true, 0, Promise.resolve(() => {})]) {
    for (const more of [{}, { challenge: () => assert.fail("not called") }]) {
      const sdk = newSdk();
      const options = /** @type {any} */ ({ ...more, onProgress });
      await assertRejects(
        () => authorize(sdk.zoomSdk, options),
        invalid("onProgress", /must be a function$/),
      );
      assert.deepEqual(sdk.requests, []);
    }
  }
  for (const onProgress of [null, undefined]) {
    for (const more of [{}, { challenge }]) {
      const options = /** @type {any} */ ({ ...more, backend: newBackend(), onProgress });
      assert.equal(await authorizeWithBackend(newConsentingSdk().zoomSdk, options), "data");
      // An unhandled rejection fails the test while it runs.
      await new Promise(setImmediate);
    }
  }
});

test("onProgress throws at every step: the sign-in goes on, and each error is an unhandled rejection", async () => {
  const { value, thrown, unhandled } = await inFreshThread("throwingOnProgress");
  assert.equal(value, "data");
  assert.equal(thrown.length, 8, "each report of challenge, flow and forward");
  assert.deepEqual(unhandled, thrown);
});

test("onProgress aborts at any step: aborted, and nothing is reported after the end", async () => {
  for (const text of ["flow started", "authorize started", "authorize succeeded"]) {
    const controller = new AbortController();
    const recorder = newRecorder((reported) => reported === text && controller.abort());
    const sdk = newSdk();
    const { onProgress } = recorder;
    const flow = authorize(sdk.zoomSdk, { signal: controller.signal, onProgress });
    await assertRejects(() => flow, { code: "aborted" }, text);
    sdk.consent();
    await new Promise(setImmediate);
    const steps = ["flow started", "authorize started", "authorize succeeded"];
    const expected = steps.slice(0, steps.indexOf(text) + 1);
    assert.deepEqual(recorder.texts, [...expected, "flow failed aborted"]);
    assert.equal(sdk.requests.length, text === "authorize succeeded" ? 1 : 0, text);
    assert.deepEqual(sdk.listening, []);
  }
});

test("onProgress aborts after the event: the flow has ended, and the request to the backend has not", async () => {
  for (const text of ["onAuthorized received", "flow succeeded", "forward started"]) {
    const controller = new AbortController();
    const { texts, onProgress } = newRecorder((reported) => reported === text && controller.abort());
    const options = { backend: newBackend(), signal: controller.signal, onProgress };
    const flow = authorizeWithBackend(newConsentingSdk().zoomSdk, options);
    await assertRejects(() => flow, { code: "aborted" }, text);
    assert.deepEqual(texts, [...FLOW.slice(0, 5), "forward failed aborted"], text);
  }
});

test("onProgress starts another sign-in: in_progress until the flow has ended", async () => {
  for (const text of ["challenge started", "challenge succeeded", ...FLOW.slice(0, 3)]) {
    /** @type {Promise<unknown>[]} */
    const others = [];
    const { onProgress } = newRecorder((reported) => {
      if (reported !== text) return;
      const other = newConsentingSdk().zoomSdk;
      others.push(assertRejects(() => authorize(other), { code: "in_progress" }, text));
    });
    await authorize(newConsentingSdk().zoomSdk, { challenge, onProgress });
    await Promise.all(others);
    assert.equal(others.length, 1, text);
  }
  /** @type {Promise<{ code: string }> | undefined} */
  let next;
  const { onProgress } = newRecorder((reported) => {
    if (reported === "flow succeeded") next = authorize(newConsentingSdk({ code: "next" }).zoomSdk);
  });
  const { code } = await authorize(newConsentingSdk().zoomSdk, { onProgress });
  assert.deepEqual([code, (await next)?.code], ["code-of-the-event", "next"]);
});

test("onProgress lets the event come before the call is made: the call is not made", async () => {
  const sdk = newSdk();
  const { texts, onProgress } = newRecorder((reported) => reported === "authorize started" && sdk.consent());
  const { state } = await authorize(sdk.zoomSdk, { state: "of the app", requireState: false, onProgress });
  assert.equal(state, "of the app");
  assert.deepEqual(texts, FLOW.slice(0, 4));
  assert.deepEqual(sdk.requests, []);
});

test("a guest: each call of the SDK, and the events that are not for the flow", async () => {
  const sdk = newSdk((_, { requests }) =>
    requests.length === 1 ? Promise.reject(new Error("not_support")) : sdk.consent(),
  );
  sdk.status = "authenticated";
  sdk.onPrompt = () => {
    sdk.consent({ state: undefined });
    sdk.emit({ status: "authorized" }, "onMyUserContextChange");
  };
  const { texts, onProgress } = newRecorder();
  await authorize(sdk.zoomSdk, { reconfigure: async () => ({}), onProgress });
  assert.deepEqual(texts, [
    "flow started",
    "authorize started",
    "authorize failed",
    "getUserContext started",
    "getUserContext succeeded",
    "promptAuthorize started",
    "onAuthorized ignored",
    "onMyUserContextChange received",
    "reconfigure started",
    "reconfigure succeeded",
    "authorize started",
    "onAuthorized received",
    "flow succeeded",
  ]);
});

test("receivedAt is the time of the event, however long onProgress takes", async () => {
  /** @type {number | undefined} */
  let at;
  const options = {
    onProgress(/** @type {Progress} */ progress) {
      if (progress.step !== "onAuthorized") return;
      at = progress.at;
      while (Date.now() < progress.at + 30);
    },
  };
  const { receivedAt } = await authorize(newConsentingSdk().zoomSdk, options);
  assert.ok(receivedAt <= Number(at), `${receivedAt} ${at}`);
});
