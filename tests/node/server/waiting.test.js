// HTTP status 429 and 503 of Zoom's endpoints: one classification for all functions, and the wait.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  createAccountTokenSource,
  createTokenHandler,
  createTokenRefresher,
  exchangeCode,
  refreshAccessToken,
  requestAccountToken,
  revokeToken,
} from "../../../js/server/index.js";
import { createBackoff, isWait } from "../../../js/server/backoff.js";
import { readWait } from "../../../js/server/retry-after.js";
import { createMemoryStore } from "../../../js/server/token-store.js";
import { ZoomTokenError } from "../../../js/server/zoom-token-error.js";
import { newVerifier } from "../simulator/server-helpers.js";
import { codePost, failure, serve } from "./helpers.js";

const APP = { clientId: "id", clientSecret: "a-client-secret" };
const PAGE = "https://app.example.com/";
const SIGN_IN = { code: "code", codeVerifier: newVerifier(), redirectUri: PAGE };

/**
 * Starts a token endpoint that gives the answers of a list, the last one for ever.
 *
 * @param {import("node:test").TestContext} t
 * @param {...{ status: number, body?: string, headers?: Record<string, string> }} answers
 */
async function start(t, ...answers) {
  const zoom = { tokenUrl: "", asked: 0 };
  zoom.tokenUrl = await serve(t, (_, res) => {
    const {
      status,
      body = "",
      headers,
    } = answers[Math.min(zoom.asked++, answers.length - 1)] ?? assert.fail();
    res.writeHead(status, headers).end(body);
  });
  return zoom;
}

const TOKENS = { status: 200, body: JSON.stringify({ access_token: "new", expires_in: 3600 }) };
const LIMITED = { status: 429, headers: { "retry-after": "60" } };

for (const [status, name] of /** @type {[number, string][]} */ ([
  [429, "rate_limited"],
  [503, "unavailable"],
])) {
  test(`every function reports ${status} as ${name}, whatever the body is`, async (t) => {
    const bodies = [
      "",
      "<html>busy</html>",
      JSON.stringify({ code: status, message: "Too many" }),
      JSON.stringify({ error: "invalid_grant", reason: "Invalid Token!", errorCode: 4734 }),
      "x".repeat(1_000_000),
    ];
    for (const body of bodies) {
      const { tokenUrl } = await start(t, { status, body, headers: { "retry-after": "7" } });
      const app = { ...APP, tokenUrl };
      const requests = [
        exchangeCode({ ...app, ...SIGN_IN }),
        refreshAccessToken({ ...app, refreshToken: "token" }),
        requestAccountToken({ ...app, accountId: "account" }),
        revokeToken({ ...app, token: "token", revokeUrl: tokenUrl }),
        createAccountTokenSource({ ...app, accountId: "account" }).getToken(),
        createTokenRefresher({
          ...app,
          getTokens: () => ({ accessToken: "old", refreshToken: "token", expiresAt: 0 }),
          onTokens: () => {},
        }).getToken("key"),
      ];
      for (const error of await Promise.all(requests.map(failure))) {
        assert.deepEqual(
          [error.error, error.status, error.retryable, error.retryAfterMs],
          [name, status, true, 7_000],
        );
        assert.match(error.hint ?? "", /send the same one again in 7 s/);
        assert.doesNotMatch(error.hint ?? "", /used up/);
      }
    }
  });

  test(`the handler answers ${status} of Zoom with ${status}, ${name} and Retry-After`, async (t) => {
    const { tokenUrl } = await start(t, { status, headers: { "retry-after": "7" } });
    /** @type {any[]} */
    const logged = [];
    const handle = createTokenHandler({
      ...APP,
      tokenUrl,
      allowedRedirectUris: [PAGE],
      onTokens: () => ({}),
      onError: (error) => logged.push(error),
    });
    const response = await handle(codePost(SIGN_IN));
    const body = await response.json();
    assert.deepEqual([response.status, response.headers.get("retry-after"), body.error], [status, "7", name]);
    assert.match(body.error_description, /in 7 s/);
    assert.equal(logged[0].error, name);
  });
}

test("Retry-After is read as seconds and as a date, with bounds and a default", (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 0, 1) });
  for (const [text, ms] of /** @type {[string | undefined, number][]} */ ([
    ["60", 60_000],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
    ["0", 1_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 1_000],
    ["9".repeat(400), 3_600_000],
    ["Fri, 01 Jan 2027 00:00:00 GMT", 3_600_000],
    [undefined, 5_000],
    ["", 5_000],
    ["-5", 5_000],
    ["soon", 5_000],
    ["soon GMT", 5_000],
    ["Thu, 01 Jan 2026 00:00:30 GMT-0100", 5_000],
  ])) {
    const headers = text === undefined ? {} : { "retry-after": text };
    assert.equal(readWait(new Response("", { status: 429, headers }))?.retryAfterMs, ms, text);
  }
  assert.equal(readWait(new Response("", { status: 500, headers: { "retry-after": "9" } })), undefined);
});

test("sources with one store ask Zoom once during a wait, and again after it", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const zoom = await start(t, LIMITED, TOKENS);
  const store = createMemoryStore();
  const source = () =>
    createAccountTokenSource({ ...APP, tokenUrl: zoom.tokenUrl, accountId: "account", store });
  const [one, other] = [source(), source()];
  assert.equal((await failure(one.getToken())).retryAfterMs, 60_000);
  t.mock.timers.tick(20_000);
  for (const { getToken } of [one, other, source()]) {
    const error = await failure(getToken());
    assert.deepEqual([error.error, error.retryAfterMs], ["rate_limited", 40_000]);
    assert.equal(error.hint, "Try again in 40 s.");
  }
  assert.equal(zoom.asked, 1);
  t.mock.timers.tick(40_000);
  assert.equal((await other.getToken()).accessToken, "new");
  assert.equal(zoom.asked, 2);
});

test("the reason of a refusal is Zoom's own, or the status", async (t) => {
  for (const [body, reason] of [
    ['{"reason":"Slow down"}', "Slow down"],
    ["", "the token endpoint answered with the status 429"],
  ]) {
    const { tokenUrl } = await start(t, { ...LIMITED, body });
    const request = exchangeCode({ ...APP, ...SIGN_IN, tokenUrl });
    assert.equal((await failure(request)).reason, reason);
  }
});

test("in a shared store a shorter wait does not replace a longer one", async (t) => {
  for (const waits of [
    [60, 5],
    [5, 60],
  ]) {
    const store = createMemoryStore();
    // Both processes ask before either has an answer: the store has no lock.
    const zoom = await start(
      t,
      ...waits.map((seconds) => ({ status: 429, headers: { "retry-after": String(seconds) } })),
    );
    const source = () =>
      createAccountTokenSource({ ...APP, tokenUrl: zoom.tokenUrl, accountId: "account", store });
    await Promise.all([failure(source().getToken()), failure(source().getToken())]);
    assert.equal(zoom.asked, 2);
    const { retryAfterMs = 0 } = await failure(source().getToken());
    assert.ok(retryAfterMs > 50_000, `${waits}: ${retryAfterMs}`);
  }
});

test("a store that does not take the wait leaves Zoom's error, and this process waits", async (t) => {
  const zoom = await start(t, LIMITED);
  const store = { get: () => undefined, set: () => Promise.reject(new Error("gone")) };
  const { getToken } = createAccountTokenSource({ ...APP, tokenUrl: zoom.tokenUrl, accountId: "a", store });
  for (let call = 0; call < 3; call++) assert.equal((await failure(getToken())).error, "rate_limited");
  assert.equal(zoom.asked, 1);
});

test("a refresher asks Zoom once during a wait, for all keys, and gives tokens that still last", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const zoom = await start(t, LIMITED, TOKENS);
  const ends = Date.now() + 40_000;
  const { getToken } = createTokenRefresher({
    ...APP,
    tokenUrl: zoom.tokenUrl,
    getTokens: (key) => ({ accessToken: key, refreshToken: "token", expiresAt: ends }),
    onTokens: () => {},
  });
  for (const key of ["a", "b", "a"]) assert.equal((await getToken(key)).accessToken, key);
  t.mock.timers.tick(50_000);
  for (const key of ["a", "b"]) {
    const error = await failure(getToken(key));
    assert.deepEqual([error.error, error.retryAfterMs], ["rate_limited", 10_000]);
  }
  assert.equal(zoom.asked, 1);
  t.mock.timers.tick(10_000);
  assert.equal((await getToken("a")).accessToken, "new");
});

test("a wait of more than an hour is that of a clock which was set back, and is ignored", async () => {
  for (const [leftMs, isAsked] of /** @type {const} */ ([
    [3_500_000, false],
    [3_700_000, true],
    [9e15, true],
  ])) {
    const wait = { error: "rate_limited", endsAt: Date.now() + leftMs };
    const unlessWaiting = createBackoff({ read: async () => wait, write: async () => {} });
    const asked = await unlessWaiting(async () => true).catch(() => false);
    assert.equal(asked, isAsked, String(leftMs));
  }
});

test("of the waits of requests at the same time, the longest one counts", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  for (const waits of [
    [60_000, 5_000],
    [5_000, 60_000],
  ]) {
    /** @type {unknown[]} */
    const saved = [];
    const unlessWaiting = createBackoff({
      read: async () => undefined,
      write: async (wait) => void saved.push(wait.endsAt - Date.now()),
    });
    const refused = waits.map((retryAfterMs) =>
      failure(
        unlessWaiting(() =>
          Promise.reject(new ZoomTokenError("rate_limited", { status: 429, retryAfterMs })),
        ),
      ),
    );
    await Promise.all(refused);
    assert.equal(saved.at(-1), 60_000);
    t.mock.timers.tick(10_000);
    const error = await failure(unlessWaiting(async () => assert.fail("Zoom was asked")));
    assert.equal(error.retryAfterMs, 50_000);
  }
});

test("only a refusal that asks to wait makes the next request wait", async () => {
  /** @type {unknown[]} */
  const saved = [];
  const unlessWaiting = createBackoff({
    read: async () => undefined,
    write: async (wait) => void saved.push(wait),
  });
  for (const refused of [new Error("gone"), new ZoomTokenError("invalid_client", { status: 400 })]) {
    await assert.rejects(
      unlessWaiting(() => Promise.reject(refused)),
      (error) => error === refused,
    );
    assert.equal(await unlessWaiting(async () => "asked"), "asked");
  }
  assert.deepEqual(saved, []);
});

test("a wait of exactly an hour counts, a longer one does not", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  for (const [leftMs, isAsked] of [
    [0, true],
    [1, false],
    [3_600_000, false],
    [3_600_001, true],
  ]) {
    const wait = { error: "unavailable", endsAt: 1_000_000 + Number(leftMs) };
    const unlessWaiting = createBackoff({ read: async () => wait, write: async () => {} });
    assert.equal(await unlessWaiting(async () => true).catch(() => false), isAsked, String(leftMs));
  }
});

test("a saved wait has one of two errors, and an end", () => {
  assert.equal(isWait({ error: "rate_limited", endsAt: 5 }), true);
  for (const other of [
    undefined,
    null,
    {},
    { error: "x", endsAt: 5 },
    { error: "unavailable" },
    { endsAt: 5 },
  ]) {
    assert.equal(isWait(other), false);
  }
});
