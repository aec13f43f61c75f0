// completeAuthorization with every answer that a URL can hold, without a browser.

import assert from "node:assert/strict";
import { test } from "node:test";

import { authorizeInBrowser, completeAuthorization } from "zoom-pkce/browser";
import { openPage } from "./page.js";

const HOME = "https://app.example.com/zoom";
const OPTIONS = { clientId: "the-client", backend: "/api/zoom/token" };
const MINUTE_MS = 60_000;

/** @param {import("node:test").TestContext} t */
async function startedPage(t) {
  const page = openPage(t, HOME);
  await authorizeInBrowser(OPTIONS);
  const state = new URL(page.left[0]).searchParams.get("state") ?? "";
  return { page, state };
}

/** @param {any} page @param {string} query Of the page, when it is opened. */
function open(page, query) {
  page.url = new URL(`${HOME}?${query}`);
  return completeAuthorization(OPTIONS);
}

/** @param {any} page @param {string} query @returns {Promise<any>} The error. */
const refused = (page, query) =>
  open(page, query).then(
    () => assert.fail("it did not reject"),
    (error) => error,
  );

test("it posts what forward posts, once, and gives back the backend's answer", async (t) => {
  const { page, state } = await startedPage(t);
  const { codeVerifier } = JSON.parse(page.storage[`zoom-pkce:${state}`]);
  assert.deepEqual(await open(page, `code=abc&state=${state}&iss=https%3A%2F%2Fzoom.us`), {
    name: "Simulated User",
  });
  assert.deepEqual(page.posted, [{ code: "abc", code_verifier: codeVerifier, redirect_uri: HOME, state }]);
  assert.equal(page.url.href, HOME);
  assert.deepEqual(Object.keys(page.storage), []);
  assert.equal((await refused(page, `code=abc&state=${state}`)).code, "state_mismatch");
  assert.equal(page.posted.length, 1);
});

test("a call while another one runs returns the promise of that one", async (t) => {
  const { page, state } = await startedPage(t);
  const first = open(page, `code=abc&state=${state}`);
  assert.equal(completeAuthorization(OPTIONS), first);
  assert.deepEqual(await first, { name: "Simulated User" });
  assert.equal(await completeAuthorization(OPTIONS), undefined);
  assert.equal(page.posted.length, 1);
});

test("the URL is clean before an option is refused or the backend is asked", async (t) => {
  const { page, state } = await startedPage(t);
  page.url = new URL(`${HOME}?a=%7E&code=abc&error_uri=x&state=${state}&b#part`);
  page.state = { route: 7 };
  const running = completeAuthorization(/** @type {any} */ ({ backend: "" }));
  assert.equal(page.url.href, `${HOME}?a=%7E&b#part`);
  assert.deepEqual(page.state, { route: 7 });
  await assert.rejects(running, { code: "invalid_argument" });
  assert.deepEqual(page.posted, []);
});

test("a URL that stays as it is, without an exception: storage_failed, and the code is not used", async (t) => {
  const { page, state } = await startedPage(t);
  t.mock.method(history, "replaceState", () => {});
  const error = await refused(page, `code=abc&state=${state}`);
  assert.equal(error.code, "storage_failed");
  assert.match(error.reason, /still in the page's URL/);
  assert.deepEqual(page.posted, []);
  assert.deepEqual(Object.keys(page.storage), [`zoom-pkce:${state}`]);
});

test("a parameter of the app whose name begins with a question mark stays", async (t) => {
  const { page, state } = await startedPage(t);
  await open(page, `?code=of-the-app&code=abc&state=${state}`);
  assert.equal(page.posted[0].code, "abc");
  assert.equal(page.url.search, "??code=of-the-app");
});

test("an answer removes the other requests of the tab, a forged one removes none", async (t) => {
  const { page, state } = await startedPage(t);
  await authorizeInBrowser(OPTIONS);
  page.storage.app = "stays";
  assert.equal((await refused(page, "code=abc&state=forged")).code, "state_mismatch");
  assert.equal(Object.keys(page.storage).length, 3);
  await open(page, `code=abc&state=${state}`);
  assert.deepEqual(Object.keys(page.storage), ["app"]);
});

test("options are read once: a signal that is another one the second time is not used", async (t) => {
  const { page, state } = await startedPage(t);
  page.url = new URL(`${HOME}?code=abc&state=${state}`);
  let reads = 0;
  const options = {
    backend: OPTIONS.backend,
    get signal() {
      return reads++ ? /** @type {any} */ (1) : undefined;
    },
  };
  assert.deepEqual(await completeAuthorization(options), { name: "Simulated User" });
  assert.equal(reads, 1);
});

test("a code of 4096 characters is used", async (t) => {
  const { page, state } = await startedPage(t);
  const code = "a".repeat(4096);
  await open(page, `code=${code}&state=${state}`);
  assert.equal(page.posted[0].code, code);
});

test("the backend's body function gets the authorization: S256, and when the answer was received", async (t) => {
  const { page, state } = await startedPage(t);
  const { codeVerifier } = JSON.parse(page.storage[`zoom-pkce:${state}`]);
  page.url = new URL(`${HOME}?code=abc&state=${state}`);
  const before = Date.now();
  /** @type {any} */
  let given;
  const backend = {
    url: OPTIONS.backend,
    body: (/** @type {unknown} */ _, /** @type {unknown} */ authorization) => ((given = authorization), {}),
  };
  await completeAuthorization({ backend });
  const { receivedAt, ...others } = given;
  assert.ok(receivedAt >= before && receivedAt <= Date.now(), receivedAt);
  assert.deepEqual(others, {
    ...{ code: "abc", codeVerifier, codeChallengeMethod: "S256" },
    ...{ redirectUri: HOME, state },
  });
});

test("a browser that refuses sessionStorage: storage_failed with its cause, and the code is not used", async (t) => {
  const { page, state } = await startedPage(t);
  const refusal = new DOMException("Access is denied for this document.", "SecurityError");
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    get() {
      throw refusal;
    },
  });
  const failed = [authorizeInBrowser(OPTIONS), open(page, `code=abc&state=${state}`)];
  for (const { status, reason } of /** @type {any[]} */ (await Promise.allSettled(failed))) {
    assert.equal(status, "rejected");
    assert.deepEqual([reason.code, reason.cause, reason.retryable], ["storage_failed", refusal, false]);
  }
  assert.equal(page.left.length, 1);
  assert.deepEqual(page.posted, []);
});

test("parameters that come twice count as empty, and a name may be encoded", async (t) => {
  const { page, state } = await startedPage(t);
  for (const [query, code] of [
    [`code=a&state=${state}&state=${state}`, "state_mismatch"],
    [`code=a&state=other&%73tate=${state}`, "state_mismatch"],
    [`code=a`, "state_mismatch"],
    [`code=a&state=`, "state_mismatch"],
  ]) {
    const error = await refused(page, query);
    assert.deepEqual([error.code, error.retryable], [code, true], query);
    assert.equal(page.url.href, HOME, query);
  }
  assert.equal((await refused(page, `code=a&code=b&state=${state}`)).code, "missing_code");
  assert.deepEqual(page.posted, []);
});

for (const [query, code, retryable, message] of /** @type {[string, string, boolean, RegExp][]} */ ([
  ["code=", "missing_code", true, /no authorization code/],
  [`code=${"a".repeat(4097)}`, "missing_code", true, /no authorization code/],
  ["code=a&iss=https://zoom.us/", "state_mismatch", false, /^iss/],
  ["code=a&iss=https://zoom.us&iss=https://zoom.us", "state_mismatch", false, /^iss/],
  ["code=a&iss=", "state_mismatch", false, /^iss/],
  ["error=access_denied&iss=https://other.example", "state_mismatch", false, /^iss/],
  ["error=access_denied", "access_denied", true, /declined/],
  ["code=a&error=access_denied", "access_denied", true, /declined/],
  ["error=server_error", "authorize_failed", true, /request: server_error$/],
  ["error=temporarily_unavailable", "authorize_failed", true, /temporarily_unavailable$/],
  ["error=unauthorized_client", "authorize_failed", false, /unauthorized_client$/],
  ["error=", "authorize_failed", false, /request$/],
  ["error=invalid_scope&error_description=a%0Ab", "authorize_failed", false, /invalid_scope: a b$/],
])) {
  test(`${query.slice(0, 60)}: ${code}, the code verifier is removed and nothing is sent`, async (t) => {
    const { page, state } = await startedPage(t);
    const error = await refused(page, `${query}&state=${state}`);
    assert.equal(error.code, code);
    assert.equal(error.retryable, retryable);
    assert.match(error.reason, message);
    if (code === "authorize_failed") assert.equal(error.zoomCode, new URLSearchParams(query).get("error"));
    assert.deepEqual(page.posted, []);
    assert.deepEqual(Object.keys(page.storage), []);
  });
}

test("a long word in Zoom's description, which may be a secret, is not shown", async (t) => {
  const { page, state } = await startedPage(t);
  const secret = "s".repeat(43);
  const error = await refused(page, `error=a&error_description=no+${secret}&state=${state}`);
  assert.equal(error.reason, "Zoom refused the authorization request: a: no ...");
});

test("ten minutes are in time, a millisecond more or a clock that was set back is not", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000_000 });
  for (const [later, code] of /** @type {[number, string | undefined][]} */ ([
    [10 * MINUTE_MS, undefined],
    [10 * MINUTE_MS + 1, "timeout"],
    [-1, "timeout"],
  ])) {
    const { page, state } = await startedPage(t);
    const start = Date.now();
    t.mock.timers.setTime(start + later);
    const outcome = await open(page, `code=a&state=${state}`).catch((error) => error);
    assert.deepEqual([outcome.code, outcome.retryable], code ? [code, true] : [undefined, undefined]);
    assert.deepEqual(Object.keys(page.storage), []);
    t.mock.timers.setTime(start);
  }
});

test("the next start removes what has expired or is malformed, and nothing else", async (t) => {
  const { page, state } = await startedPage(t);
  const stored = JSON.parse(page.storage[`zoom-pkce:${state}`]);
  const old = JSON.stringify({ ...stored, startedAt: Date.now() - 11 * MINUTE_MS });
  Object.assign(page.storage, {
    "zoom-pkce:old": old,
    "zoom-pkce:bad": "{",
    "zoom-pkce:null": "null",
    app: old,
  });
  await authorizeInBrowser(OPTIONS);
  const next = new URL(page.left[1]).searchParams.get("state");
  assert.deepEqual(
    Object.keys(page.storage).sort(),
    [`zoom-pkce:${state}`, `zoom-pkce:${next}`, "app"].sort(),
  );
});

test("an item that is not the package's own ends in state_mismatch", async (t) => {
  const page = openPage(t, HOME);
  for (const item of ["{", "null"]) {
    page.storage["zoom-pkce:a"] = item;
    assert.equal((await refused(page, "code=b&state=a")).code, "state_mismatch");
  }
});

test("invalid_grant has a hint for the web, and the backend's status and body", async (t) => {
  const { page, state } = await startedPage(t);
  page.answer = () => Response.json({ error: "invalid_grant" }, { status: 400 });
  const error = await refused(page, `code=the-code&state=${state}`);
  assert.deepEqual([error.code, error.retryable], ["invalid_grant", true]);
  assert.deepEqual([error.status, error.body], [400, { error: "invalid_grant" }]);
  assert.match(error.hint, /redirect_uri/);
  assert.doesNotMatch(error.message, /plain/);
});

test("other errors of the backend, and an abort, are those of forward", async (t) => {
  const { page, state } = await startedPage(t);
  page.answer = () => Response.json({}, { status: 500 });
  assert.equal((await refused(page, `code=a&state=${state}`)).code, "backend_rejected");
  const next = await startedPage(t);
  const controller = new AbortController();
  next.page.url = new URL(`${HOME}?code=a&state=${next.state}`);
  next.page.answer = () => {
    controller.abort("enough");
    return Response.json({});
  };
  const aborted = completeAuthorization({ ...OPTIONS, signal: controller.signal });
  await assert.rejects(aborted, { code: "aborted", cause: "enough" });
});

test("no error shows the code, the code verifier or the state", async (t) => {
  for (const query of ["code=SECRET-CODE", "code=", "error=a", "code=SECRET-CODE&iss=SECRET-CODE"]) {
    const { page, state } = await startedPage(t);
    const { codeVerifier } = JSON.parse(page.storage[`zoom-pkce:${state}`]);
    page.answer = () => Response.json({ error: "a", said: `${codeVerifier} SECRET-CODE` }, { status: 400 });
    const { message, hint, body, cause } = await refused(page, `${query}&state=${state}`);
    const shown = JSON.stringify({ message, hint, body, cause: String(cause) });
    for (const secret of ["SECRET-CODE", codeVerifier, state]) assert.ok(!shown.includes(secret), shown);
  }
});
