// createChallengeHandler, by itself and with createTokenHandler: a code verifier that stays on the
// backend.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { inspect } from "node:util";

import { createChallengeHandler, createTokenHandler } from "../../../js/server/index.js";
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, startZoom } from "../simulator/server-helpers.js";

/** @import { ChallengeHandlerOptions, KeptCodeVerifier } from "../../../js/server/index.js" */

const ORIGIN = "https://app.example.com";
const ENDPOINT = `${ORIGIN}/api/zoom/challenge`;

/** @param {RequestInit} [init] */
const post = (init) => new Request(ENDPOINT, { method: "POST", ...init });

/**
 * @param {Response} response
 * @returns {Promise<any>} The body. What holds for every answer is checked.
 */
async function read(response) {
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("content-type"), "application/json");
  const body = await response.json();
  if (response.status >= 400) {
    assert.deepEqual(Object.keys(body), ["error", "error_description"]);
    assert.match(body.error_description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  }
  return body;
}

/**
 * @param {Partial<ChallengeHandlerOptions>} [options]
 */
function keeping(options) {
  /** @type {KeptCodeVerifier[]} */
  const kept = [];
  const handle = createChallengeHandler({ keepCodeVerifier: (values) => kept.push(values), ...options });
  return { kept, handle };
}

test("keeps the code verifier, and answers its challenge and the state", async () => {
  for (const method of /** @type {const} */ ([undefined, "plain", "S256"])) {
    const { kept, handle } = keeping({ codeChallengeMethod: method });
    const before = Date.now();
    const response = await handle(post());
    const after = Date.now();
    assert.equal(response.status, 200);
    const body = await read(response);
    const [{ codeVerifier, codeChallengeMethod, state, expiresAt, ...others }] = kept;
    assert.deepEqual(others, {});
    assert.match(codeVerifier, /^[A-Za-z0-9_-]{43}$/);
    assert.match(state, /^[A-Za-z0-9_-]{32}$/);
    assert.equal(codeChallengeMethod, method ?? "plain");
    assert.ok(expiresAt >= before + 900_000 && expiresAt <= after + 900_000);
    const hash = createHash("sha256").update(codeVerifier).digest("base64url");
    // It has nothing else: the page passes the whole answer to `authorize`.
    assert.deepEqual(body, { codeChallenge: method === "S256" ? hash : codeVerifier, state });
  }
});

test("creates another code verifier and state for every request", async () => {
  const { kept, handle } = keeping();
  for (let i = 0; i < 500; i++) await handle(post());
  assert.equal(new Set(kept.flatMap(({ codeVerifier, state }) => [codeVerifier, state])).size, 1000);
  // 500 code verifiers of 43 characters hold every character of the alphabet.
  const characters = new Set(kept.flatMap(({ codeVerifier }) => [...codeVerifier]));
  assert.equal(characters.size, 64);
});

test("answers after the code verifier is kept, with the headers that were added", async () => {
  let isKept = false;
  const { handle } = keeping({
    async keepCodeVerifier(kept, { request, headers }) {
      assert.equal(request.headers.get("cookie"), "session=1");
      await new Promise((resolve) => setTimeout(resolve, 10));
      headers.append("set-cookie", "a=1; HttpOnly");
      headers.append("set-cookie", "b=2; HttpOnly");
      headers.set("x-mine", "yes");
      // These headers stay as they are.
      for (const name of ["cache-control", "content-type", "x-content-type-options"])
        headers.set(name, "text/html");
      isKept = true;
      // An arrow function may return the secret by accident: it is not answered.
      return kept;
    },
  });
  const response = await handle(post({ headers: { cookie: "session=1" } }));
  assert.ok(isKept);
  assert.deepEqual(response.headers.getSetCookie(), ["a=1; HttpOnly", "b=2; HttpOnly"]);
  assert.equal(response.headers.get("x-mine"), "yes");
  assert.deepEqual(Object.keys(await read(response)), ["codeChallenge", "state"]);
});

test("accepts only POST", async () => {
  const { kept, handle } = keeping();
  for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
    const response = await handle(new Request(ENDPOINT, { method }));
    assert.equal(response.status, 405);
    assert.equal(response.headers.get("allow"), "POST");
    assert.equal((await read(response)).error, "method_not_allowed");
  }
  assert.deepEqual(kept, []);
});

test("pages of other origins are refused: they would replace the session's code verifier", async () => {
  const own = keeping();
  const listed = keeping({ allowedOrigins: ["https://pages.example.com"] });
  /** @type {[Record<string, string>, boolean, boolean][]} headers, own, listed */
  const cases = [
    [{}, true, true],
    [{ "sec-fetch-site": "same-origin" }, true, true],
    [{ "sec-fetch-site": "same-site" }, false, false],
    [{ "sec-fetch-site": "cross-site" }, false, false],
    [{ origin: ORIGIN }, true, false],
    [{ origin: "https://evil.example" }, false, false],
    [{ origin: "null" }, false, false],
    [{ origin: "https://pages.example.com", "sec-fetch-site": "same-site" }, false, true],
  ];
  for (const [headers, ownAllows, listedAllows] of cases) {
    for (const [{ handle, kept }, allows] of /** @type {const} */ ([
      [own, ownAllows],
      [listed, listedAllows],
    ])) {
      const before = kept.length;
      const response = await handle(post({ headers }));
      assert.equal(response.status, allows ? 200 : 403, inspect(headers));
      assert.equal(kept.length - before, allows ? 1 : 0);
      const body = await read(response);
      if (!allows) assert.match(body.error_description, /allowedOrigins/);
    }
  }
});

test("does not need or read a body", async () => {
  const { handle } = keeping();
  const request = post({ body: "anything", headers: { "content-type": "text/plain" } });
  assert.equal((await handle(request)).status, 200);
  assert.equal(request.bodyUsed, false);
});

test("does not answer a code verifier that could not be kept, and gives the error to onError", async () => {
  const boom = new Error("store down");
  for (const keepCodeVerifier of [
    () => Promise.reject(boom),
    () => {
      throw boom;
    },
  ]) {
    /** @type {unknown[]} */
    const logged = [];
    const { handle } = keeping({ keepCodeVerifier, onError: (error) => logged.push(error) });
    const response = await handle(post());
    assert.equal(response.status, 500);
    const text = JSON.stringify(await read(response));
    assert.match(text, /server_error/);
    assert.doesNotMatch(text, /store down/);
    assert.deepEqual(logged.map(String), ["Error: store down"]);
    for (const onError of [
      undefined,
      () => {
        throw new Error("log full");
      },
      () => /** @type {any} */ (Promise.reject(new Error("log full"))),
    ]) {
      assert.equal((await keeping({ keepCodeVerifier, onError }).handle(post())).status, 500);
    }
  }
});

test("names an option that breaks a rule, at creation", () => {
  /** @type {[string, any][]} */
  const cases = [
    ["keepCodeVerifier", { keepCodeVerifier: undefined }],
    ["keepCodeVerifier", { keepCodeVerifier: new Map() }],
    ["codeChallengeMethod", { codeChallengeMethod: "s256" }],
    ["codeChallengeMethod", { codeChallengeMethod: null }],
    ["allowedOrigins", { allowedOrigins: ["https://app.example.com/"] }],
    ["lifetimeMs", { lifetimeMs: 0 }],
    ["lifetimeMs", { lifetimeMs: "900000" }],
    ["lifetimeMs", { lifetimeMs: Infinity }],
    ["onError", { onError: true }],
  ];
  for (const [name, wrong] of cases) {
    assert.throws(() => keeping(wrong), {
      name: "ZoomTokenError",
      error: "invalid_argument",
      reason: new RegExp(`^${name} must`),
    });
  }
  assert.throws(() => createChallengeHandler(/** @type {any} */ (undefined)), { error: "invalid_argument" });
});

/**
 * Starts a backend with sessions by cookie, and a simulated Zoom behind it.
 *
 * @param {import("node:test").TestContext} t
 * @param {Partial<ChallengeHandlerOptions>} [options]
 */
async function startBackend(t, options) {
  const zoom = await startZoom(t);
  /** The entries are texts, as in Redis. @type {Map<string, string>} */
  const store = new Map();
  const sessionOf = (/** @type {Request} */ request) => request.headers.get("cookie") ?? "";
  const challenge = createChallengeHandler({
    keepCodeVerifier: (kept, { request }) => store.set(sessionOf(request), JSON.stringify(kept)),
    ...options,
  });
  const token = createTokenHandler({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    allowedRedirectUris: [REDIRECT_URI],
    tokenUrl: zoom.tokenUrl,
    getCodeVerifier(request) {
      const kept = store.get(sessionOf(request));
      store.delete(sessionOf(request));
      return kept === undefined ? undefined : JSON.parse(kept);
    },
    onTokens: () => ({ signedIn: true }),
  });
  return {
    store,
    /** @param {string} cookie */
    start: async (cookie) => read(await challenge(post({ headers: { cookie } }))),
    code: zoom.code,
    /** @param {string} cookie @param {Record<string, string>} fields */
    async finish(cookie, fields) {
      const response = await token(
        post({
          headers: { cookie, "content-type": "application/json" },
          body: JSON.stringify({ redirect_uri: REDIRECT_URI, ...fields }),
        }),
      );
      return { status: response.status, body: await read(response) };
    },
  };
}

test("a session signs in once with its code verifier", async (t) => {
  const { start, code, finish, store } = await startBackend(t);
  const { codeChallenge, state } = await start("session=1");
  const fields = { code: await code(codeChallenge), state };
  assert.deepEqual(await finish("session=1", fields), { status: 200, body: { signedIn: true } });
  assert.equal(store.size, 0);
  const again = await finish("session=1", { code: await code(codeChallenge), state });
  assert.equal(again.status, 400);
  assert.match(again.body.error_description, /keeps none for this session/);
});

test("a code of another session is refused, and not used up", async (t) => {
  const { start, code, finish } = await startBackend(t);
  const mine = await start("session=1");
  const victims = await start("session=2");
  const fields = { code: await code(mine.codeChallenge), state: mine.state };
  // With the state of the code's session, with the victim's, and with a code verifier of the page's
  // own.
  const withState = await finish("session=2", fields);
  assert.equal(withState.body.error, "invalid_request");
  assert.match(withState.body.error_description, /^state is not the one/);
  assert.deepEqual(await finish("session=1", fields), { status: 200, body: { signedIn: true } });

  const next = await start("session=1");
  const { state } = await start("session=2");
  const code_verifier = next.codeChallenge;
  const mixed = await finish("session=2", { code: await code(next.codeChallenge), state, code_verifier });
  assert.equal(mixed.body.error, "invalid_grant");
  assert.notEqual(victims.state, state);
});

test("a later challenge replaces the one before", async (t) => {
  const { start, code, finish } = await startBackend(t);
  const first = await start("session=1");
  const second = await start("session=1");
  const late = await finish("session=1", { code: await code(first.codeChallenge), state: first.state });
  assert.match(late.body.error_description, /a later challenge has taken its place/);
  assert.notEqual(first.state, second.state);
});

test("does not send an expired code verifier to Zoom", async (t) => {
  const { start, code, finish } = await startBackend(t, { lifetimeMs: Number.MIN_VALUE });
  const { codeChallenge, state } = await start("session=1");
  const { status, body } = await finish("session=1", { code: await code(codeChallenge), state });
  assert.equal(status, 400);
  assert.match(body.error_description, /expired/);
});

test("S256 works if Zoom knows the method, and in the client ends in an invalid_grant with a hint", async (t) => {
  const { start, code, finish } = await startBackend(t, { codeChallengeMethod: "S256" });
  const web = await start("session=1");
  const fields = { code: await code(web.codeChallenge, "S256"), state: web.state };
  assert.equal((await finish("session=1", fields)).status, 200);
  const client = await start("session=1");
  const { status, body } = await finish("session=1", {
    code: await code(client.codeChallenge),
    state: client.state,
  });
  assert.equal(status, 400);
  assert.equal(body.error, "invalid_grant");
  assert.match(body.error_description, /\(1\) the code challenge was made with S256, .* supports only plain/);
});

test("rejects anything but a Request, and names an adapter", async () => {
  const { handle } = keeping();
  for (const wrong of [undefined, null, {}, { method: "POST", headers: { origin: "https://a.example" } }]) {
    await assert.rejects(handle(/** @type {any} */ (wrong)), {
      name: "ZoomTokenError",
      error: "invalid_argument",
      message: /request must be a standard Request.*toNodeListener/,
    });
  }
});
