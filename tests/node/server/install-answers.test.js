// createInstallHandler and createCallbackHandler: where the person goes, what fails, and the options.

import assert from "node:assert/strict";
import { test } from "node:test";

import { createCallbackHandler, createInstallHandler, ZoomTokenError } from "../../../js/server/index.js";
import { CLIENT_SECRET } from "../simulator/server-helpers.js";
import { assertNoSecret } from "./helpers.js";
import {
  APP,
  AUTHORIZE,
  CALLBACK,
  CODE,
  TOKENS,
  assertRefused,
  assertUncached,
  createBackend,
  locationOf,
} from "./install-helpers.js";

test("onFailure chooses the person's page: a URL, a Response, or none", async () => {
  /** @type {any[]} */
  const got = [];
  const page = new Response("<h1>Sorry</h1>", {
    status: 410,
    headers: { "content-type": "text/html", "x-page": "1" },
  });
  for (const [chosen, status, check] of /** @type {[any, number, (response: Response) => unknown][]} */ ([
    [
      "/sorry",
      303,
      (response) => assert.equal(response.headers.get("location"), "https://app.example.com/sorry"),
    ],
    [
      new URL("https://help.example.com/"),
      303,
      (response) => assert.equal(locationOf(response).host, "help.example.com"),
    ],
    [
      page,
      410,
      async (response) =>
        assert.deepEqual([response.headers.get("x-page"), await response.text()], ["1", "<h1>Sorry</h1>"]),
    ],
    [undefined, 403, async (response) => assert.equal((await response.json()).error, "access_denied")],
  ])) {
    const { open, logged } = createBackend({
      async onFailure(error, { request, headers, status }) {
        got.push([error instanceof ZoomTokenError, error.error, typeof error.hint, status, request.method]);
        headers.append("set-cookie", "session=; Max-Age=0");
        headers.set("content-type", "text/plain");
        return chosen;
      },
    });
    const response = await open({ error: "access_denied" });
    assert.equal(response.status, status);
    assert.deepEqual(response.headers.getSetCookie(), ["session=; Max-Age=0"]);
    if (chosen === page) assert.equal(response.headers.get("content-type"), "text/html");
    assertUncached(response);
    await check(response);
    assert.deepEqual(logged, []);
  }
  assert.deepEqual(got, Array(4).fill([true, "access_denied", "string", 403, "GET"]));
});

test("an onFailure that fails leaves the default answer, and its error is logged", async () => {
  const used = new Response("read before");
  await used.text();
  const boom = new Error("template missing");
  for (const onFailure of /** @type {any[]} */ ([
    () => Promise.reject(boom),
    () => {
      throw boom;
    },
    () => ({ status: 200 }),
    () => "https://",
    () => Response.error(),
    () => used,
    () => null,
  ])) {
    const { open, logged } = createBackend({ onFailure });
    await assertRefused(await open({ error: "access_denied" }), 403, "access_denied");
    assert.equal(logged.length, 1, String(onFailure));
  }
});

test("what onTokens gives is a destination without tokens, or a server_error", async () => {
  const link = "zoomapp://open/abc?def=1";
  for (const [given, location] of /** @type {const} */ ([
    ["/", "https://app.example.com/"],
    ["https://example.com/x", "https://example.com/x"],
    [link, link],
    [new URL(link), link],
    ["https://www.example.com/zoom/callback", "https://www.example.com/zoom/callback"],
  ])) {
    const { install, open, kept } = createBackend({ onTokens: () => given });
    await install();
    assert.equal((await open({ code: CODE, state: kept().state })).headers.get("location"), location);
  }
  const boom = new Error("database down");
  for (const onTokens of /** @type {any[]} */ ([
    () => undefined,
    () => ({}),
    () => "https://",
    () => `/welcome#${TOKENS.access_token}`,
    () => new Response(TOKENS.refresh_token),
    () => Response.error(),
    () => Promise.reject(boom),
  ])) {
    const { install, open, kept, logged } = createBackend({ onTokens });
    await install();
    await assertRefused(
      await open({ code: CODE, state: kept().state }),
      500,
      "server_error",
      /onError has the cause/,
    );
    assert.equal(logged.length, 1);
    assert.match(String(logged[0]), /onTokens|database down|init\["status"\]/);
    assertNoSecret(logged, [TOKENS.access_token, TOKENS.refresh_token, CODE]);
  }
});

test("a session that is a cookie alone: the functions append to the answer's headers, whatever it becomes", async () => {
  const clear = "zoom=; Max-Age=0; Secure";
  const { open } = createBackend({
    getCodeVerifier(request, { request: same, headers }) {
      assert.equal(request, same);
      headers.append("set-cookie", clear);
      return null;
    },
    keepCodeVerifier(kept, { headers }) {
      headers.append("set-cookie", "zoom=sealed; HttpOnly; Secure; SameSite=Lax");
    },
  });
  const restarted = await open({ code: CODE });
  assert.deepEqual(restarted.headers.getSetCookie(), [clear, "zoom=sealed; HttpOnly; Secure; SameSite=Lax"]);
  const refused = await open({ code: CODE, state: "s" });
  assert.deepEqual(refused.headers.getSetCookie(), [clear]);
});

test("Zoom's refusals have hints for a web redirect, and no secret", async () => {
  const cases = /** @type {[any, number, number, string, RegExp][]} */ ([
    [
      { error: "invalid_grant", reason: `Invalid authorization code ${CODE}` },
      400,
      400,
      "invalid_grant",
      /\(1\) the person took longer.*createInstallHandler/,
    ],
    [
      { error: "invalid_request", reason: "Redirect URI mismatch", errorCode: 4709 },
      400,
      502,
      "token_request_failed",
      /onError has the cause/,
    ],
    [{ error: "any", errorCode: 4709 }, 400, 502, "token_request_failed", /onError has the cause/],
    [
      { error: "invalid_client", reason: "Invalid client_id or client_secret" },
      401,
      502,
      "token_request_failed",
      /onError has the cause/,
    ],
    [{}, 429, 429, "rate_limited", /Try again in 5 s/],
  ]);
  for (const [body, zoomStatus, status, error, description] of cases) {
    const { install, open, kept, logged } = createBackend({
      fetch: async () => Response.json(body, { status: zoomStatus }),
    });
    await install();
    const { state, codeVerifier } = kept();
    const response = await open({ code: CODE, state });
    if (status === 429) assert.equal(response.headers.get("retry-after"), "5");
    await assertRefused(response, status, error, description);
    assert.equal(logged.length, 1);
    assert.equal(logged[0].error, body.error ?? "rate_limited");
    assert.doesNotMatch(logged[0].message, /plain|event|calls? authorize/);
    if (body.errorCode) assert.match(logged[0].hint, /redirectUri must be on the app's OAuth allow list/);
    assertNoSecret(logged, [CODE, codeVerifier, CLIENT_SECRET]);
  }
});

test("an unreachable session is a server_error, and Zoom is not asked", async () => {
  const boom = new Error("store down");
  const fail = () => Promise.reject(boom);
  const reading = createBackend({ getCodeVerifier: fail, fetch: async () => assert.fail("asked Zoom") });
  await assertRefused(await reading.open({ code: CODE, state: "another-state" }), 500, "server_error");
  const keeping = createBackend({ keepCodeVerifier: fail });
  await assertRefused(await keeping.install(), 500, "server_error", /start the sign-in/);
  await assertRefused(await keeping.open({ code: CODE }), 500, "server_error");
  // The copies have the stack of the function that threw.
  for (const { message, stack } of [...reading.logged, ...keeping.logged]) {
    assert.deepEqual([message, stack], [boom.message, boom.stack]);
  }
  assert.equal(reading.logged.length + keeping.logged.length, 3);
  for (const given of /** @type {any[]} */ (["v".repeat(43), {}, { codeVerifier: "v".repeat(43) }, 1])) {
    const { open, logged } = createBackend({ getCodeVerifier: () => given });
    for (const query of [`code=${CODE}&state=s`, `code=${CODE}`]) {
      await assertRefused(await open(query), 500, "server_error");
    }
    assert.deepEqual(
      logged.map(({ name }) => name),
      ["TypeError", "TypeError"],
    );
  }
});

test("a missing credential leaves the session's code verifier where it is", async () => {
  const { install, open, kept, store, logged } = createBackend({ clientSecret: () => undefined });
  await install();
  await assertRefused(await open({ code: CODE, state: kept().state }), 500, "server_error");
  assert.equal(store.size, 1);
  assert.equal(logged[0].error, "invalid_argument");
  const without = createBackend({ clientId: "" });
  await assertRefused(await without.install(), 500, "server_error");
  assert.match(without.logged[0].reason, /^clientId/);
});

test("the page for consent is on the server of the token endpoint", async () => {
  const tokenUrl = "https://zoomgov.com/oauth/token";
  const { open } = createBackend({ tokenUrl });
  assert.equal(locationOf(await open({ code: CODE })).host, "zoomgov.com");
  const authorizeUrl = "http://127.0.0.1:4010/zoom/authorize";
  const other = createBackend({ tokenUrl: "https://gateway.example/token", authorizeUrl });
  assert.ok(locationOf(await other.open({ code: CODE })).href.startsWith(`${authorizeUrl}?`));
  assert.ok(locationOf(await other.install()).href.startsWith(`${authorizeUrl}?`));
  assert.throws(() => createBackend({ tokenUrl: "https://gateway.example/token" }), {
    reason: /^authorizeUrl must be given/,
  });
});

test("names an option that breaks a rule, at creation", () => {
  const cases = /** @type {[string, any][]} */ ([
    ["redirectUri", undefined],
    ["redirectUri", "/zoom/callback"],
    ["redirectUri", "http://app.example.com/zoom/callback"],
    ["redirectUri", `${CALLBACK}#top`],
    ["redirectUri", `${CALLBACK}#`],
    ["redirectUri", "zoomapp://callback"],
    ["redirectUri", "ftp://localhost/callback"],
    ["keepCodeVerifier", undefined],
    ["authorizeUrl", "http://zoom.us/oauth/authorize"],
    ["authorizeUrl", `${AUTHORIZE}?a=b`],
    ["lifetimeMs", 0],
    ["timeoutMs", -1],
    ["clientId", " id"],
    ["onFailure", "/sorry"],
    ["onError", true],
    ["getCodeVerifier", undefined],
    ["onTokens", undefined],
    ["clientSecret", 1],
    ["fetch", 1],
  ]);
  const { clientSecret, onTokens, fetch, ...start } = APP;
  const install = { ...start, keepCodeVerifier: () => {} };
  const callback = { ...APP, ...install, getCodeVerifier: () => null };
  for (const [name, value] of cases) {
    const wrong = { error: "invalid_argument", reason: new RegExp(`^${name} must`) };
    assert.throws(() => createCallbackHandler({ ...callback, [name]: value }), wrong, name);
    if (name in { ...install, authorizeUrl: 1, lifetimeMs: 1, timeoutMs: 1, onFailure: 1, onError: 1 }) {
      assert.throws(() => createInstallHandler({ ...install, [name]: value }), wrong, name);
    }
  }
  createInstallHandler({ ...install, redirectUri: "http://localhost:3000/callback" });
});
