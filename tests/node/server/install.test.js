// createInstallHandler and createCallbackHandler: adding the app by web redirect.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { createCallbackHandler, createInstallHandler, ZoomTokenError } from "../../../js/server/index.js";
import { CLIENT_ID, CLIENT_SECRET } from "../simulator/server-helpers.js";
import { assertNoSecret } from "./helpers.js";
import { APP, CALLBACK, createBackend, INSTALL, TOKENS } from "./install-helpers.js";

const CODE = "code-that-is-secret";
const AUTHORIZE = "https://zoom.us/oauth/authorize";

/** @param {Response} response */
const locationOf = (response) => new URL(response.headers.get("location") ?? "");

/** @param {Response} response */
function assertUncached(response) {
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("referrer-policy"), "no-referrer");
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} error
 * @param {RegExp} [description]
 */
async function assertRefused(response, status, error, description = /./) {
  const body = await response.json();
  assert.deepEqual([response.status, body.error], [status, error], JSON.stringify(body));
  assert.match(body.error_description, description);
  assert.match(body.error_description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  assert.equal(response.headers.get("location"), null);
  assertUncached(response);
}

test("the install handler keeps a code verifier and a state, and redirects to Zoom with S256", async () => {
  const { install, kept } = createBackend();
  const before = Date.now();
  const response = await install();
  assert.equal(response.status, 302);
  assertUncached(response);
  const { codeVerifier, state, expiresAt, ...others } = kept();
  assert.deepEqual(others, { codeChallengeMethod: "S256", isRestart: false });
  assert.ok(expiresAt >= before + 900_000 && expiresAt <= Date.now() + 900_000);
  const url = locationOf(response);
  assert.equal(url.origin + url.pathname, AUTHORIZE);
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    response_type: "code",
    client_id: CLIENT_ID,
    redirect_uri: CALLBACK,
    state,
    code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  assert.ok(!url.href.includes(codeVerifier));
});

test("the redirect URI is the configured one, whatever the request's host and scheme are", async () => {
  const { install } = createBackend();
  const response = await install(
    "session=1",
    "http://10.0.0.7:8080/zoom/install?redirect_uri=https://evil.example",
  );
  assert.equal(locationOf(response).searchParams.get("redirect_uri"), CALLBACK);
});

test("the callback exchanges the code with the kept code verifier, and sends the person on", async () => {
  /** @type {[string, URLSearchParams][]} */
  const sent = [];
  /** @type {any[]} */
  const got = [];
  const { install, open, kept, store, logged } = createBackend({
    fetch: async (url, { body }) => {
      sent.push([url, new URLSearchParams(String(body))]);
      return Response.json(TOKENS);
    },
    onTokens(tokens, { request, headers }) {
      got.push([tokens.accessToken, request.headers.get("cookie")]);
      headers.append("set-cookie", "session=2; HttpOnly");
      return "/welcome?tab=1";
    },
  });
  await install();
  const { state, codeVerifier } = kept();
  const response = await open({ code: CODE, state });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "https://app.example.com/welcome?tab=1");
  assert.deepEqual(response.headers.getSetCookie(), ["session=2; HttpOnly"]);
  assertUncached(response);
  assert.deepEqual(got, [[TOKENS.access_token, "session=1"]]);
  assert.deepEqual(
    sent.map(([url, form]) => [url, Object.fromEntries(form)]),
    [
      [
        "https://zoom.us/oauth/token",
        { grant_type: "authorization_code", code: CODE, redirect_uri: CALLBACK, code_verifier: codeVerifier },
      ],
    ],
  );
  assert.equal(store.size, 0);
  assert.deepEqual(logged, []);
});

test("a callback without a state starts anew, and does not use its code", async () => {
  const { open, kept, store } = createBackend({
    fetch: async () => assert.fail("asked Zoom"),
    onTokens: () => assert.fail("signed in"),
  });
  for (const query of [`code=${CODE}`, `code=${CODE}&state=`]) {
    store.clear();
    const response = await open(query);
    assert.equal(response.status, 302);
    const url = locationOf(response);
    assert.equal(url.origin + url.pathname, AUTHORIZE);
    assert.equal(url.searchParams.get("state"), kept().state);
    assert.equal(url.searchParams.get("redirect_uri"), CALLBACK);
    assert.ok(!url.href.includes(CODE));
    assert.equal(kept().isRestart, true);
  }
});

test("a callback without a state that follows a restart is refused, and the next one starts anew", async () => {
  const { open, logged } = createBackend({ fetch: async () => assert.fail("asked Zoom") });
  assert.equal((await open({ code: CODE })).status, 302);
  await assertRefused(await open({ code: CODE }), 400, "state_missing", /proxy/);
  assert.deepEqual(
    logged.map(({ error }) => error),
    ["state_missing"],
  );
  // The refusal has ended that sign-in: the person can add the app again.
  assert.equal((await open({ code: CODE })).status, 302);
  await assertRefused(await open({ code: CODE }), 400, "state_missing");
});

test("a sign-in of the app's own that loses its state is started anew once", async () => {
  const { install, open } = createBackend();
  await install();
  assert.equal((await open({ code: CODE })).status, 302);
  await assertRefused(await open({ code: CODE }), 400, "state_missing");
});

test("a restart that has expired does not keep another one from starting", async () => {
  const { open, store, kept } = createBackend();
  await open({ code: CODE });
  store.set("session=1", JSON.stringify({ ...kept(), expiresAt: Date.now() }));
  assert.equal((await open({ code: CODE })).status, 302);
});

test("an attacker's link never signs the victim in as the attacker", async () => {
  /** @type {(string | null)[]} */
  const codes = [];
  const { install, open, kept } = createBackend({
    fetch: async (_, { body }) => {
      codes.push(new URLSearchParams(String(body)).get("code"));
      return Response.json(TOKENS);
    },
  });
  const code = "code-of-the-attacker";
  await install("session=attacker");
  const { state } = kept("session=attacker");
  // To a victim without a session, with one, and in the middle of a sign-in.
  assert.equal((await open({ code }, "session=victim")).status, 302);
  await assertRefused(await open({ code, state }, "session=victim"), 400, "state_mismatch");
  await assertRefused(await open({ code, state }, "session=victim"), 400, "session_expired");
  await install("session=victim");
  assert.equal((await open({ code }, "session=victim")).status, 302);
  const own = kept("session=victim").state;
  assert.deepEqual(codes, []);
  // The victim comes back from Zoom, and is signed in with a code of their own.
  assert.equal((await open({ code: "code-of-the-victim", state: own }, "session=victim")).status, 303);
  assert.deepEqual(codes, ["code-of-the-victim"]);
});

test("a callback is good once, in its session and in its time", async () => {
  const { install, open, kept, store, logged } = createBackend();
  await install();
  const { state } = kept();
  assert.equal((await open({ code: CODE, state })).status, 303);
  await assertRefused(await open({ code: CODE, state }), 400, "session_expired", /opened again/);

  await install();
  await assertRefused(await open({ code: CODE, state }), 400, "state_mismatch", /Start again/);
  await install();
  store.set("session=1", JSON.stringify({ ...kept(), expiresAt: Date.now() - 1 }));
  await assertRefused(
    await open({ code: CODE, state: JSON.parse(store.get("session=1") ?? "").state }),
    400,
    "session_expired",
  );
  assert.deepEqual(logged, []);

  // Without any cookie the set-up may be at fault, and the log gets it.
  await assertRefused(
    await open({ code: CODE, state }, ""),
    400,
    "session_expired",
    /SameSite=Lax.*trusts the proxy/,
  );
  assert.deepEqual(
    logged.map(({ error, hint }) => [error, typeof hint]),
    [["session_expired", "string"]],
  );
});

test("a person who declines gets access_denied, and can add the app again", async () => {
  const { open, kept, logged } = createBackend({ fetch: async () => assert.fail("asked Zoom") });
  await open({ code: CODE });
  await assertRefused(
    await open({ error: "access_denied", state: kept().state }),
    403,
    "access_denied",
    /did not allow/,
  );
  assert.deepEqual(logged, []);
  assert.equal((await open({ code: CODE })).status, 302);
});

test("another error of Zoom's page is logged with its words, which the person does not get", async () => {
  const { open, logged } = createBackend();
  const words = `no such scope ${CODE}`;
  const response = await open({ error: "invalid_scope", error_description: words, code: CODE });
  const text = await response.clone().text();
  await assertRefused(response, 502, "authorization_failed", /scopes and OAuth allow list/);
  assert.ok(!text.includes("no such scope"));
  assert.deepEqual(
    logged.map(({ error, reason }) => [error, reason]),
    [["authorization_failed", "invalid_scope: no such scope [redacted]"]],
  );
});

test("a malformed callback leaves the session as it is", async () => {
  const { install, open, store } = createBackend();
  await install();
  for (const query of [
    "",
    "code=",
    "state=a",
    "code=a&code=b&state=c",
    "code=a&state=b&state=c",
    "code=a%20b",
    "error=a&error=b",
  ]) {
    await assertRefused(await open(query), 400, "invalid_request");
  }
  await assertRefused(await open({ code: "c".repeat(4097) }), 400, "invalid_request", /^code must be/);
  assert.equal(store.size, 1);
});

test("both handlers take GET only", async () => {
  const { handlers, store } = createBackend();
  for (const method of ["POST", "HEAD", "PUT", "OPTIONS"]) {
    for (const [handle, url] of /** @type {const} */ ([
      [handlers.install, INSTALL],
      [handlers.callback, CALLBACK],
    ])) {
      const response = await handle(new Request(`${url}?code=a`, { method }));
      assert.equal(response.headers.get("allow"), "GET");
      await assertRefused(response, 405, "method_not_allowed");
    }
  }
  assert.equal(store.size, 0);
  for (const handle of Object.values(handlers)) {
    await assert.rejects(handle(/** @type {any} */ ({ url: CALLBACK })), { error: "invalid_argument" });
  }
});

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
  await assertRefused(await reading.open({ code: CODE, state: "s" }), 500, "server_error");
  const keeping = createBackend({ keepCodeVerifier: fail });
  await assertRefused(await keeping.install(), 500, "server_error", /start the sign-in/);
  await assertRefused(await keeping.open({ code: CODE }), 500, "server_error");
  assert.deepEqual([...reading.logged, ...keeping.logged], [boom, boom, boom]);
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
