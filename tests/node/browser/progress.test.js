// onProgress outside the Zoom client: the way to Zoom's page and back, and the request to the backend.

import assert from "node:assert/strict";
import { test } from "node:test";

import { init } from "zoom-pkce";
import { authorizeInBrowser, completeAuthorization, signIn } from "zoom-pkce/browser";
import { newConsentingSdk } from "../support/sdk.js";
import { openPage } from "./page.js";

/** @typedef {import("zoom-pkce").Progress} Progress */

const HOME = "https://app.example.com/zoom";
const CODE = "the-authorization-code";

/** Records what `onProgress` gets. */
function record() {
  /** @type {Progress[]} */
  const reports = [];
  const steps = () =>
    reports.map(({ step, phase, errorCode }) => [step, phase, errorCode].filter(Boolean).join(" "));
  const onProgress = (/** @type {Progress} */ progress) => void reports.push(progress);
  return { reports, steps, options: { clientId: "the-client", backend: "/api/zoom/token", onProgress } };
}

/**
 * Starts a sign-in, and comes back with an answer.
 *
 * @param {import("node:test").TestContext} t
 * @param {(state: string) => string} answer The query.
 */
async function comeBack(t, answer) {
  const page = openPage(t, HOME);
  const recorded = record();
  await authorizeInBrowser(recorded.options);
  const kept = JSON.parse(Object.values(page.storage)[0]);
  page.url = new URL(`${HOME}?${answer(kept.state)}`);
  const outcome = await completeAuthorization(recorded.options).catch((error) => error);
  return { ...recorded, page, kept, outcome };
}

test("a redirect: each step once, in order, with times and without secrets", async (t) => {
  const before = Date.now();
  const { reports, steps, kept, outcome } = await comeBack(t, (state) => `code=${CODE}&state=${state}`);
  assert.deepEqual(outcome, { name: "Simulated User" });
  assert.deepEqual(steps(), [
    "redirect started",
    "redirect succeeded",
    "forward started",
    "forward succeeded",
  ]);
  for (const { at } of reports) assert.ok(at >= before && at <= Date.now(), String(at));
  assert.deepEqual(
    reports.map(({ at }) => at),
    reports.map(({ at }) => at).sort((a, b) => a - b),
  );
  const text = JSON.stringify(reports);
  for (const secret of [CODE, kept.state, kept.codeVerifier]) assert.ok(!text.includes(secret));
});

test("a redirect that fails: the step has the error's code, and nothing follows", async (t) => {
  const { steps, outcome } = await comeBack(t, (state) => `error=access_denied&state=${state}`);
  assert.equal(outcome.code, "access_denied");
  assert.deepEqual(steps(), ["redirect started", "redirect failed access_denied"]);
});

test("a forged answer, and a backend that refuses, have their codes", async (t) => {
  const forged = await comeBack(t, () => `code=${CODE}&state=forged`);
  assert.deepEqual(forged.steps(), ["redirect started", "redirect failed state_mismatch"]);

  const page = openPage(t, HOME);
  page.answer = () => Response.json({ error: "invalid_grant" }, { status: 400 });
  const { steps, options } = record();
  await authorizeInBrowser(options);
  const { state } = JSON.parse(Object.values(page.storage)[0]);
  page.url = new URL(`${HOME}?code=${CODE}&state=${state}`);
  await completeAuthorization(options).catch(() => {});
  assert.deepEqual(steps().slice(2), ["forward started", "forward failed invalid_grant"]);
});

test("nothing is reported of a page that does not come from Zoom, and of a start that is refused", async (t) => {
  const page = openPage(t, HOME);
  const { steps, options } = record();
  await completeAuthorization(options);
  await authorizeInBrowser({ ...options, clientId: "" }).catch(() => {});
  page.storage.setItem = () => {
    throw new Error("full");
  };
  assert.equal((await authorizeInBrowser(options).catch((error) => error)).code, "storage_failed");
  assert.deepEqual(steps(), []);
});

test("an abort in the report that the redirect starts: the page stays, and nothing is kept", async (t) => {
  const page = openPage(t, HOME);
  const { steps, options } = record();
  const controller = new AbortController();
  const onProgress = (/** @type {Progress} */ progress) => {
    options.onProgress(progress);
    controller.abort();
  };
  const { signal } = controller;
  const error = await authorizeInBrowser({ ...options, onProgress, signal }).catch((error) => error);
  assert.equal(error.code, "aborted");
  assert.deepEqual([page.left, Object.keys(page.storage)], [[], []]);
  assert.deepEqual(steps(), ["redirect started", "redirect failed aborted"]);
});

test("a popup: started in the click, and its end", async (t) => {
  await init();
  openPage(t, HOME);
  const popup = {
    closed: false,
    location: { href: "about:blank", replace() {} },
    close: () => (popup.closed = true),
  };
  const globals = { open: () => popup, document: { hasFocus: () => true } };
  Object.assign(globalThis, globals);
  t.after(() => {
    for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name);
  });
  const { steps, options } = record();
  const controller = new AbortController();
  const signedIn = authorizeInBrowser({ ...options, popup: true, signal: controller.signal });
  assert.deepEqual(steps(), ["popup started"]);
  controller.abort();
  await assert.rejects(signedIn);
  assert.deepEqual(steps(), ["popup started", "popup failed aborted"]);
});

test("what is not a function is refused, before anything is stored", async (t) => {
  const page = openPage(t, HOME);
  const options = {
    clientId: "the-client",
    backend: "/api/zoom/token",
    onProgress: /** @type {any} */ ("log"),
  };
  for (const refused of [authorizeInBrowser(options), completeAuthorization(options)]) {
    const { code, message } = await refused.catch((error) => error);
    assert.equal(code, "invalid_argument");
    assert.match(message, /^onProgress: must be a function/);
  }
  assert.deepEqual([page.left, Object.keys(page.storage)], [[], []]);
});

test("signIn reports in both places", async (t) => {
  const page = openPage(t, HOME);
  const { zoomSdk } = newConsentingSdk({ redirectUri: HOME });
  for (const [config, expected] of /** @type {const} */ ([
    [Promise.resolve({}), "flow started"],
    [Promise.reject(new Error("The Zoom Apps SDK is not supported by this browser")), "redirect started"],
  ])) {
    const { steps, options } = record();
    const { clientId, ...both } = options;
    await signIn(zoomSdk, { ...both, config, browser: { clientId } });
    assert.equal(steps()[0], expected);
  }
  assert.equal(page.left.length, 1);
});
