// The waits of a sign-in by a popup, with a popup that a test controls.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";

import { authorizeInBrowser, completeAuthorization } from "zoom-pkce/browser";
import { init } from "zoom-pkce";
import { openPage } from "./page.js";

const HOME = "https://app.example.com/zoom";
const OPTIONS = { clientId: "the-client", backend: "/api/zoom/token", popup: true };

/**
 * A page whose `open` returns this popup.
 *
 * @param {import("node:test").TestContext} t
 */
async function pageWithPopup(t) {
  await init();
  t.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const page = openPage(t, HOME);
  const popup = {
    closed: false,
    focused: 0,
    /** @type {any} */
    location: { href: "about:blank", replace: (/** @type {string} */ href) => (popup.location.href = href) },
    focus: () => void popup.focused++,
    close: () => void (popup.closed = true),
  };
  const globals = {
    open: t.mock.fn(/** @type {(...args: string[]) => any} */ (() => popup)),
    close: t.mock.fn(),
    document: { hasFocus: () => true },
  };
  Object.assign(globalThis, globals);
  t.after(() => {
    for (const name of Object.keys(globals)) Reflect.deleteProperty(globalThis, name);
  });
  return { page, popup, ...globals };
}

/** @param {Promise<unknown>} promise @returns {Promise<any>} The error. */
const errorOf = (promise) =>
  promise.then(
    () => assert.fail("it did not reject"),
    (error) => error,
  );

test("the popup is opened in the task of the click, and goes to Zoom", async (t) => {
  const { popup, open, page } = await pageWithPopup(t);
  const controller = new AbortController();
  const signedIn = errorOf(authorizeInBrowser({ ...OPTIONS, signal: controller.signal }));
  assert.equal(open.mock.callCount(), 1);
  assert.deepEqual(open.mock.calls[0].arguments, ["about:blank", "_blank", "popup,width=500,height=700"]);
  await setImmediate();
  assert.match(popup.location.href, /^https:\/\/zoom\.us\/oauth\/authorize\?/);
  assert.deepEqual([page.left, Object.keys(page.storage)], [[], []]);
  controller.abort();
  assert.equal((await signedIn).code, "aborted");
  assert.equal(popup.closed, true);
});

test("options are refused before a popup is opened", async (t) => {
  const { open } = await pageWithPopup(t);
  assert.equal((await errorOf(authorizeInBrowser({ ...OPTIONS, clientId: "" }))).code, "invalid_argument");
  assert.equal(open.mock.callCount(), 0);
});

test("a popup that is closed at once is a blocked one, and the next click may open one", async (t) => {
  const { popup } = await pageWithPopup(t);
  popup.closed = true;
  assert.equal((await errorOf(authorizeInBrowser(OPTIONS))).code, "popup_blocked");
  const { code, retryable } = await errorOf(authorizeInBrowser(OPTIONS));
  assert.deepEqual([code, retryable], ["popup_blocked", true]);
});

test("closed before it goes to Zoom: popup_closed at once", async (t) => {
  const { popup } = await pageWithPopup(t);
  const signedIn = errorOf(authorizeInBrowser(OPTIONS));
  popup.closed = true;
  assert.equal((await signedIn).code, "popup_closed");
  assert.equal(popup.location.href, "about:blank");
});

for (const [name, replacement] of Object.entries({
  "BroadcastChannel throws": class {
    constructor() {
      throw new DOMException("denied", "SecurityError");
    }
  },
  "there is no BroadcastChannel": undefined,
})) {
  test(`${name}: storage_failed in the page and in the popup, and the popup is closed`, async (t) => {
    const { page, popup } = await pageWithPopup(t);
    const real = BroadcastChannel;
    t.after(() => (globalThis.BroadcastChannel = real));
    globalThis.BroadcastChannel = /** @type {any} */ (replacement);
    const error = await errorOf(authorizeInBrowser(OPTIONS));
    assert.equal(error.code, "storage_failed");
    assert.match(error.hint, /leave popup out/);
    assert.equal(popup.closed, true);
    page.url = new URL(`${HOME}?code=a&state=popup.unknown`);
    assert.equal((await errorOf(completeAuthorization(OPTIONS))).code, "storage_failed");
    assert.deepEqual(page.posted, []);
  });
}

test("no answer in ten minutes: timeout, and the popup is closed", async (t) => {
  const { popup } = await pageWithPopup(t);
  const signedIn = errorOf(authorizeInBrowser(OPTIONS));
  await setImmediate();
  t.mock.timers.tick(599_999);
  assert.equal(popup.closed, false);
  t.mock.timers.tick(1);
  assert.equal((await signedIn).code, "timeout");
  assert.equal(popup.closed, true);
});

test("closed counts if the popup was seen at Zoom, and the page has the focus", async (t) => {
  const { popup, document } = await pageWithPopup(t);
  let hasEnded = false;
  const signedIn = errorOf(authorizeInBrowser(OPTIONS)).finally(() => (hasEnded = true));
  await setImmediate();
  const isOver = async () => {
    t.mock.timers.tick(250);
    await setImmediate();
    return hasEnded;
  };
  popup.location.href = "about:blank";
  popup.closed = true;
  assert.equal(await isOver(), false, "it was not seen at Zoom");
  popup.closed = false;
  Object.defineProperty(popup.location, "href", {
    get() {
      throw new DOMException("another origin", "SecurityError");
    },
  });
  assert.equal(await isOver(), false, "it is open");
  popup.closed = true;
  document.hasFocus = () => false;
  assert.equal(await isOver(), false, "the person is in another window");
  document.hasFocus = () => true;
  assert.equal(await isOver(), true);
  const { code, retryable } = await signedIn;
  assert.deepEqual([code, retryable], ["popup_closed", true]);
});

test("a second call while the popup is open shows it: in_progress", async (t) => {
  const { popup, open } = await pageWithPopup(t);
  const controller = new AbortController();
  const first = errorOf(authorizeInBrowser({ ...OPTIONS, signal: controller.signal }));
  const { code, retryable } = await errorOf(authorizeInBrowser(OPTIONS));
  assert.deepEqual([code, retryable], ["in_progress", true]);
  assert.equal(popup.focused, 1);
  assert.equal(open.mock.callCount(), 1);
  controller.abort();
  assert.equal((await first).code, "aborted");
});

test("in the popup, no page takes the answer: state_mismatch, and it stays open", async (t) => {
  const { page, close } = await pageWithPopup(t);
  page.url = new URL(`${HOME}?code=a&state=popup.unknown`);
  const completed = errorOf(completeAuthorization(OPTIONS));
  assert.equal(page.url.href, HOME);
  await setImmediate();
  t.mock.timers.tick(5000);
  assert.equal((await completed).code, "state_mismatch");
  assert.equal(close.mock.callCount(), 0);
  assert.deepEqual(page.posted, []);
});

test("in the popup, an abort ends the wait", async (t) => {
  const { page } = await pageWithPopup(t);
  page.url = new URL(`${HOME}?code=a&state=popup.unknown`);
  const controller = new AbortController();
  const completed = errorOf(completeAuthorization({ ...OPTIONS, signal: controller.signal }));
  controller.abort("enough");
  const { code, cause } = await completed;
  assert.deepEqual([code, cause], ["aborted", "enough"]);
});

/** @param {import("node:test").TestContext} t @param {string} state @returns {BroadcastChannel} */
function channelOf(t, state) {
  const channel = new BroadcastChannel(`zoom-pkce:${state}`);
  t.after(() => channel.close());
  return channel;
}

/** @param {BroadcastChannel} channel @returns {Promise<unknown>} The next message. */
const next = (channel) => new Promise((resolve) => (channel.onmessage = ({ data }) => resolve(data)));

test("only an answer with the state counts; then nothing is looked at or listened to", async (t) => {
  const { page, popup, open } = await pageWithPopup(t);
  let looks = 0;
  Object.defineProperty(popup, "closed", { get: () => looks++ < 0, set() {} });
  const signedIn = authorizeInBrowser(OPTIONS);
  await setImmediate();
  const state = new URL(popup.location.href).searchParams.get("state") ?? "";
  const channel = channelOf(t, state);
  const confirmed = next(channel);
  for (const message of [
    "code=forged&state=other",
    "code=forged",
    "received",
    null,
    { code: "forged", state },
  ]) {
    channel.postMessage(message);
  }
  channel.postMessage(`code=abc&state=${state}`);
  assert.equal(await confirmed, "received");
  assert.deepEqual(await signedIn, { name: "Simulated User" });
  assert.deepEqual(
    page.posted.map(({ code }) => code),
    ["abc"],
  );
  const before = looks;
  t.mock.timers.tick(1000);
  assert.equal(looks, before);

  const controller = new AbortController();
  const again = errorOf(authorizeInBrowser({ ...OPTIONS, signal: controller.signal }));
  assert.equal(open.mock.callCount(), 2, "the next click opens a popup, also if the old one stays");
  controller.abort();
  assert.equal((await again).code, "aborted");
});

test("aborted before it goes to Zoom: the popup does not go there", async (t) => {
  const { popup } = await pageWithPopup(t);
  popup.close = () => {};
  const controller = new AbortController();
  const signedIn = errorOf(authorizeInBrowser({ ...OPTIONS, signal: controller.signal }));
  controller.abort();
  assert.equal((await signedIn).code, "aborted");
  await setImmediate();
  assert.equal(popup.location.href, "about:blank");
});

test("in the popup, only the confirmation closes it", async (t) => {
  const { page, close } = await pageWithPopup(t);
  const channel = channelOf(t, "popup.known");
  const answer = next(channel);
  page.url = new URL(`${HOME}?a=b&code=abc&state=popup.known#part`);
  const completed = completeAuthorization(OPTIONS);
  assert.equal(await answer, "code=abc&state=popup.known");
  const echo = next(channelOf(t, "popup.known"));
  channel.postMessage("another message");
  await echo;
  await setImmediate();
  assert.equal(close.mock.callCount(), 0);
  channel.postMessage("received");
  assert.equal(await completed, undefined);
  assert.equal(close.mock.callCount(), 1);
});
