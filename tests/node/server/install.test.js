// createInstallHandler and createCallbackHandler: adding the app by web redirect.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { createCallbackHandler, createInstallHandler } from "../../../js/server/index.js";

import { CLIENT_ID } from "../simulator/server-helpers.js";
import {
  AUTHORIZE,
  CALLBACK,
  CODE,
  INSTALL,
  TOKENS,
  assertRefused,
  assertUncached,
  createBackend,
  locationOf,
} from "./install-helpers.js";

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
  await open({ error: "server_error" });
  assert.equal(logged.at(-1).reason, "server_error");
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

  /** @type {(string | undefined)[]} */
  const hints = [];
  const asked = createBackend({ onFailure: ({ hint }) => void hints.push(hint) });
  await assertRefused(await asked.open(""), 400, "invalid_request");
  assert.match(String(hints), /^Start again/);
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

test("both redirects to Zoom go to the cloud of tokenUrl", async () => {
  const web = {
    clientId: "id",
    redirectUri: "https://app.example.com/zoom/callback",
    tokenUrl: "https://zoomgov.com/oauth/token",
    keepCodeVerifier() {},
  };
  const install = createInstallHandler(web);
  const callback = createCallbackHandler({
    ...web,
    clientSecret: "a-client-secret",
    getCodeVerifier: () => undefined,
    onTokens: () => "/",
  });
  for (const answer of [
    await install(new Request("https://app.example.com/zoom/install")),
    await callback(new Request("https://app.example.com/zoom/callback?code=a-code")),
  ]) {
    assert.match(answer.headers.get("location") ?? "", /^https:\/\/zoomgov\.com\/oauth\/authorize\?/);
  }
});

test("a destination that leads back to the callback is refused: the answer is JSON, and no loop begins", async () => {
  /** @type {unknown[]} */
  const logged = [];
  const callback = createCallbackHandler({
    clientId: "id",
    clientSecret: "a-client-secret",
    redirectUri: "https://app.example.com/zoom/callback",
    keepCodeVerifier() {},
    getCodeVerifier: () => undefined,
    onTokens: () => "/",
    onFailure: (error) => `?error=${error.error}`,
    onError: (error) => logged.push(error),
  });
  const url = "https://app.example.com/zoom/callback?code=a-code&state=a-state";
  const answer = await callback(new Request(url, { headers: { cookie: "session=1" } }));
  assert.equal(answer.status, 400);
  assert.equal((await answer.json()).error, "session_expired");
  assert.match(String(logged.at(-1)), /onFailure must not lead back to redirectUri/);
});

test("what a challenge handler has kept is not taken for the callback's", async () => {
  const kept = {
    codeVerifier: "v".repeat(43),
    codeChallengeMethod: "plain",
    state: "a-state",
    expiresAt: Date.now() + 60_000,
  };
  for (const given of [kept, { ...kept, isRestart: false }, { ...kept, codeChallengeMethod: "S256" }]) {
    const callback = createCallbackHandler({
      clientId: "id",
      clientSecret: "a-client-secret",
      redirectUri: "https://app.example.com/zoom/callback",
      keepCodeVerifier() {},
      getCodeVerifier: () => /** @type {any} */ (given),
      onTokens: () => assert.fail("signed in"),
      fetch: async () => assert.fail("sent"),
    });
    const answer = await callback(
      new Request("https://app.example.com/zoom/callback?code=a-code&state=a-state"),
    );
    assert.equal(answer.status, 500);
  }
});

test("a redirect URI with a parameter that Zoom adds is refused", () => {
  for (const name of ["code", "state", "error", "error_description"]) {
    const redirectUri = `https://app.example.com/zoom/callback?${name}=x`;
    assert.throws(() => createInstallHandler({ clientId: "id", redirectUri, keepCodeVerifier() {} }), {
      error: "invalid_argument",
      reason: `redirectUri must have no parameter ${name}, which Zoom adds`,
    });
  }
});
