// createInstallHandler and createCallbackHandler: requests of pages and links that are not the
// person's own, and secrets that the application gives away by mistake.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import { createChallengeHandler, createTokenHandler } from "../../../js/server/index.js";
import { CLIENT_SECRET, REDIRECT_URI, newVerifier } from "../simulator/server-helpers.js";
import { assertNoSecret, codePost } from "./helpers.js";
import { CALLBACK, CODE, INSTALL, TOKENS, assertRefused, createBackend } from "./install-helpers.js";

const PAGE = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document", "sec-fetch-site": "cross-site" };
const IMAGE = { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image", "sec-fetch-site": "cross-site" };

/** What a browser says about a request that opens no page. @type {Record<string, string>[]} */
const NO_NAVIGATIONS = [
  IMAGE,
  { ...PAGE, "sec-fetch-dest": "iframe" },
  { ...PAGE, "sec-fetch-dest": "object" },
  { ...IMAGE, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
  { "sec-fetch-dest": "empty" },
  { ...PAGE, "sec-purpose": "prefetch" },
  { ...PAGE, "sec-purpose": "prefetch;prerender" },
  { purpose: "prefetch" },
];

/** What a person's navigation has. @type {Record<string, string>[]} */
const NAVIGATIONS = [
  {},
  PAGE,
  // By way of the app's own service worker.
  { ...PAGE, "sec-fetch-dest": "empty" },
  // Node's fetch.
  { "sec-fetch-mode": "cors" },
];

test("a request that is no navigation to a page changes nothing in the session", async () => {
  const functions = {
    getCodeVerifier: () => assert.fail("taken out"),
    keepCodeVerifier: () => assert.fail("kept"),
    // A redirect to its page would be what a browser has prefetched.
    onFailure: () => assert.fail("asked for a page"),
  };
  const { handlers, logged } = createBackend(functions);
  for (const headers of NO_NAVIGATIONS) {
    for (const [handle, url] of /** @type {const} */ ([
      [handlers.install, INSTALL],
      [handlers.callback, `${CALLBACK}?code=${CODE}`],
      [handlers.callback, `${CALLBACK}?code=${CODE}&state=a-state`],
      [handlers.callback, `${CALLBACK}?error=access_denied&state=a-state`],
    ])) {
      const response = await handle(new Request(url, { headers: { ...headers, cookie: "session=1" } }));
      await assertRefused(response, 403, "navigation_required", /in a tab or a window/);
    }
  }
  assert.deepEqual(logged, []);
});

test("a person's navigation starts a sign-in, in any browser", async () => {
  for (const headers of NAVIGATIONS) {
    const { handlers } = createBackend();
    for (const [handle, url] of /** @type {const} */ ([
      [handlers.install, INSTALL],
      [handlers.callback, `${CALLBACK}?code=${CODE}`],
    ])) {
      const response = await handle(new Request(url, { headers }));
      assert.equal(response.status, 302, inspect(headers));
    }
  }
});

test("a link with an error does not end the sign-in of the session, and is answered", async () => {
  const { install, open, kept, logged } = createBackend();
  await install();
  const before = kept();
  /** @type {Record<string, string>[]} */
  const queries = [{}, { state: "another-state" }, { state: before.state.slice(1) }];
  for (const query of queries) {
    await assertRefused(await open({ error: "access_denied", ...query }), 403, "access_denied");
    await assertRefused(await open({ error: "invalid_scope", ...query }), 502, "authorization_failed");
    assert.deepEqual(kept(), before);
  }
  assert.equal(logged.length, 3);
  assert.equal((await open({ code: CODE, state: before.state })).status, 303);

  // Without a state there is nothing to compare, and nothing is taken out even for a moment.
  const { open: openWithout } = createBackend({ getCodeVerifier: () => assert.fail("taken out") });
  await assertRefused(await openWithout({ error: "access_denied" }), 403, "access_denied");
});

test("an error with the state of the session ends its sign-in", async () => {
  const { install, open, kept, store } = createBackend();
  await install();
  const { state } = kept();
  await assertRefused(await open({ error: "access_denied", state }), 403, "access_denied");
  assert.equal(store.size, 0);
  await assertRefused(await open({ error: "access_denied", state }), 403, "access_denied");
  await assertRefused(await open({ code: CODE, state }), 400, "session_expired");
  assert.equal(store.size, 0);
});

test("a person who declined is told so by a backend without its credentials too", async () => {
  const { open } = createBackend({ clientSecret: () => undefined });
  await assertRefused(await open({ error: "access_denied" }), 403, "access_denied");
});

test("adding the app again half a minute later starts anew, and a redirect in a loop does not", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  for (const lifetimeMs of [900_000, 60_000, 1_000]) {
    const { open, kept, logged } = createBackend({ lifetimeMs });
    assert.equal((await open({ code: CODE })).status, 302);
    t.mock.timers.tick(30_000);
    const before = kept();
    assert.equal((await open({ code: CODE })).status, 302, String(lifetimeMs));
    assert.notEqual(kept().state, before.state);
    t.mock.timers.tick(29_999);
    await assertRefused(await open({ code: CODE }), 400, "state_missing", /within half a minute/);
    assert.equal(logged.length, 1);
  }
});

/** @param {string} text As encoders write it whose input is a URL. */
const twice = (text) => encodeURIComponent([...text].map((c) => `%${c.charCodeAt(0).toString(16)}`).join(""));

test("no header of an answer gives a token away, however it is written", async () => {
  const { access_token: access, refresh_token: refresh } = TOKENS;
  /** @type {[string, string][]} */
  const headers = [
    ["refresh", `0; url=/welcome?token=${access}`],
    ["link", `</welcome?token=${refresh}>; rel=preload`],
    ["location", `/welcome?token=${twice(access)}`],
    ["location", `/welcome?token=${encodeURIComponent(twice(refresh))}`],
    ["x-token", `100% ${twice(access)}`],
    ["x-token", twice(refresh).toUpperCase()],
    ["set-cookie", `token=${access}; HttpOnly`],
  ];
  for (const header of headers) {
    const given = createBackend({ onTokens: () => new Response("", { headers: [header] }) });
    const added = createBackend({
      onTokens(_, context) {
        context.headers.append(...header);
        context.headers.append("x-other", "kept");
        return "/welcome";
      },
    });
    const thrown = createBackend({
      onTokens(_, context) {
        context.headers.append(...header);
        throw new Error("database down");
      },
    });
    for (const { install, open, kept, logged } of [given, added, thrown]) {
      await install();
      const response = await open({ code: CODE, state: kept().state });
      assert.doesNotMatch(inspect([...response.headers]), /secret|25/, inspect(header));
      assert.equal(response.headers.get("x-other"), open === added.open ? "kept" : null);
      await assertRefused(response, 500, "server_error");
      const reason =
        open === thrown.open ? /^database down$/ : /^onTokens gave back the (access|refresh) token/;
      assert.match(logged[0].message, reason);
      assert.equal(logged.length, 1);
    }
  }
});

test("no token leaves in the headers of a token handler's answer", async () => {
  const logged = await thrownBy("onTokens", ({ accessToken }) => {
    return new Response("{}", { headers: { refresh: `0; url=/${accessToken}` } });
  });
  assert.match(String(logged), /TypeError: onTokens gave back the access token/);
});

const VERIFIER = newVerifier();
const STATE = "state-that-is-secret";

/**
 * Posts a code to a token handler with a function of the application, and returns what `onError` got.
 *
 * @param {"onTokens" | "getCodeVerifier"} name
 * @param {(...values: any[]) => any} run
 */
async function thrownBy(name, run) {
  /** @type {any[]} */
  const logged = [];
  const handle = createTokenHandler({
    clientId: "id",
    clientSecret: CLIENT_SECRET,
    allowedRedirectUris: [REDIRECT_URI],
    fetch: async () => Response.json(TOKENS),
    onTokens: () => ({}),
    [name]: run,
    onError: (error) => logged.push(error),
  });
  const signIn = { code: CODE, codeVerifier: VERIFIER, redirectUri: REDIRECT_URI, state: STATE };
  const response = await handle(codePost(signIn));
  assert.deepEqual([response.status, (await response.json()).error], [500, "server_error"]);
  assert.equal(logged.length, 1);
  return logged[0];
}

test("what a function of the application throws reaches onError without the secrets that it was given", async () => {
  /** @param {unknown[]} values */
  const repeat = (...values) => {
    const text = JSON.stringify(values) + values.map((value) => /** @type {any} */ (value)?.url).join();
    throw new RangeError(`cannot save ${text} for the app`, { cause: text });
  };
  /** @param {any} error @param {string[]} secrets */
  function check(error, secrets) {
    assert.equal(error.name, "RangeError");
    assert.match(error.message, /^cannot save .*\[redacted\].* for the app$/);
    // The place in the application is what its developer looks for.
    assert.match(error.stack, /^RangeError: cannot save .*\n +at repeat .*install-attacks\.test\.js/);
    assertNoSecret(error, [...secrets, ...Object.values(TOKENS)]);
  }

  for (const name of /** @type {const} */ (["onTokens", "getCodeVerifier"])) {
    check(await thrownBy(name, repeat), [CODE, VERIFIER, STATE]);
    const backend = createBackend({ [name]: repeat });
    await backend.install();
    const { codeVerifier, state } = backend.kept();
    await backend.open({ code: CODE, state });
    check(backend.logged[0], [CODE, codeVerifier, state]);
  }

  /** @type {any[]} */
  const kept = [];
  const keepCodeVerifier = (/** @type {any} */ value, /** @type {any} */ { request }) => {
    kept.push(value);
    repeat(value, request);
  };
  const { install, open, logged } = createBackend({ keepCodeVerifier });
  await install();
  await open({ code: CODE });
  const challenge = createChallengeHandler({ keepCodeVerifier, onError: (error) => logged.push(error) });
  await challenge(new Request("https://app.example.com/challenge", { method: "POST" }));
  assert.equal(logged.length, 3);
  for (const [i, error] of logged.entries()) check(error, [CODE, kept[i].codeVerifier, kept[i].state]);

  const failing = createBackend({ onFailure: (_, { request }) => repeat(request) });
  await failing.open({ code: CODE, state: STATE });
  check(failing.logged[0], [CODE, STATE]);

  // A link with another state: what the session keeps is a secret, too.
  const installed = createBackend();
  await installed.install();
  const { codeVerifier, state } = installed.kept();
  const session = { getCodeVerifier: () => installed.kept() };
  const puttingBack = createBackend({ ...session, keepCodeVerifier: repeat });
  await puttingBack.open({ error: "invalid_scope", state: STATE });
  check(puttingBack.logged[0], [codeVerifier, state]);
  const withPage = createBackend({ ...session, onFailure: () => repeat(installed.kept()) });
  await withPage.open({ code: CODE, state: STATE });
  check(withPage.logged[0], [codeVerifier, state]);

  // A short code of a link is a part of many words, and no secret.
  for (const [code, message] of [
    ["a", "a database is down"],
    ["databas", "a database is down"],
    ["database", "a [redacted] is down"],
  ]) {
    const short = createBackend({ getCodeVerifier: () => assert.fail("a database is down") });
    await short.open({ code });
    assert.equal(short.logged[0].message, message);
  }
});
