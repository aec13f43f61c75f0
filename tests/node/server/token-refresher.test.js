import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { createTokenRefresher, exchangeCode } from "../../../js/server/index.js";
import { answering, assertNoSecret, failure } from "./helpers.js";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  REDIRECT_URI,
  newVerifier,
  startZoom,
} from "../simulator/server-helpers.js";

/** @typedef {import("../../../js/server/index.js").SavedTokens} SavedTokens */
/** @typedef {import("../../../js/server/index.js").Tokens} Tokens */
/** @typedef {import("../../../js/server/index.js").TokenRefresherOptions} Options */

const APP = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };

/**
 * Starts a simulated Zoom that records the statuses of its token endpoint, and creates a table of
 * sessions and refreshers.
 *
 * @param {import("node:test").TestContext} t
 */
async function start(t) {
  /** @type {number[]} */
  const statuses = [];
  const zoom = await startZoom(t, {
    onAnswer: ({ path, status }) => path === "/oauth/token" && statuses.push(status),
  });
  /** @type {Map<string, Tokens>} */
  const sessions = new Map();
  const app = { ...APP, tokenUrl: zoom.tokenUrl };
  return {
    zoom,
    statuses,
    sessions,
    /** @param {Partial<Options>} [options] */
    refresher: (options) =>
      createTokenRefresher({
        ...app,
        getTokens: async (key) => sessions.get(key),
        onTokens: async (tokens, { key }) => void sessions.set(key, tokens),
        ...options,
      }),
    /**
     * Signs in, and saves the tokens. The access token has ended unless `expiresAt` says otherwise.
     *
     * @param {string} key
     * @param {number} [expiresAt]
     */
    async signIn(key, expiresAt = Date.now()) {
      const codeVerifier = newVerifier();
      const code = await zoom.code(codeVerifier);
      const tokens = await exchangeCode({ ...app, code, codeVerifier, redirectUri: REDIRECT_URI });
      const saved = { ...tokens, refreshToken: tokens.refreshToken ?? "", expiresAt };
      sessions.set(key, saved);
      statuses.length = 0;
      return saved;
    },
    /** @param {string} key */
    expire(key) {
      const tokens = sessions.get(key);
      assert.ok(tokens);
      sessions.set(key, { ...tokens, expiresAt: Date.now() });
    },
  };
}

/**
 * @template T
 * @param {number} length
 * @param {() => T} make
 */
const many = (length, make) => Array.from({ length }, make);

const HOUR_MS = 3600_000;

test("returns a token unchanged until renewBeforeMs before its end, and refreshes it then", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const { refresher, signIn, statuses, sessions } = await start(t);
  const { getToken } = refresher({ renewBeforeMs: 300_000 });
  const first = await signIn("s", Date.now() + HOUR_MS);
  t.mock.timers.tick(HOUR_MS - 300_001);
  assert.equal(await getToken("s"), first);
  assert.deepEqual(statuses, []);
  t.mock.timers.tick(1);
  const second = await getToken("s");
  assert.notEqual(second.accessToken, first.accessToken);
  assert.equal(sessions.get("s"), second);
  assert.equal(await getToken("s"), second);
  assert.deepEqual(statuses, [200]);
});

test("calls at the same time share one refresh", async (t) => {
  const { refresher, signIn, expire, statuses, sessions } = await start(t);
  let looked = 0;
  const { getToken } = refresher({
    async getTokens(key) {
      looked++;
      return sessions.get(key);
    },
  });
  await signIn("s");
  for (const round of [1, 2, 3]) {
    const all = await Promise.all(many(20, () => getToken("s")));
    assert.equal(looked, round);
    assert.equal(new Set(all).size, 1);
    assert.equal(sessions.get("s"), all[0]);
    assert.deepEqual(statuses, Array(round).fill(200));
    expire("s"); // The newest refresh token is the one that is used next.
  }
});

test("different keys do not wait for each other", async (t) => {
  const { refresher, signIn, statuses, zoom } = await start(t);
  const slow = await signIn("slow");
  await signIn("quick");
  let arrived = () => {};
  const isThere = new Promise((/** @type {(value?: unknown) => void} */ resolve) => (arrived = resolve));
  let go = () => {};
  const mayGo = new Promise((/** @type {(value?: unknown) => void} */ resolve) => (go = resolve));
  const { getToken } = refresher({
    async fetch(url, init) {
      if (String(init.body).includes(slow.refreshToken)) {
        arrived();
        await mayGo;
      }
      return zoom.zoom.fetch(new Request(url, init));
    },
  });
  const waiting = getToken("slow");
  await isThere;
  assert.ok((await getToken("quick")).accessToken);
  assert.deepEqual(statuses, [200]);
  go();
  assert.notEqual((await waiting).accessToken, slow.accessToken);
});

test("gives tokens only after they are saved", async (t) => {
  const { refresher, signIn, sessions } = await start(t);
  await signIn("s");
  let isSaved = false;
  const { getToken } = refresher({
    async onTokens(tokens, { key }) {
      await sleep(50);
      sessions.set(key, tokens);
      isSaved = true;
    },
  });
  await Promise.all(many(3, () => getToken("s").then(() => assert.ok(isSaved))));
});

test("a process that Zoom refuses takes the tokens that another process saves", async (t) => {
  const { refresher, signIn, expire, statuses, sessions } = await start(t);
  await signIn("s");
  for (const round of [1, 2, 3]) {
    // The process that refreshes is slow to save.
    const slowly = async (/** @type {Tokens} */ tokens, /** @type {{ key: string }} */ { key }) => {
      await sleep(30 * round);
      sessions.set(key, tokens);
    };
    const processes = many(3, () => refresher({ onTokens: slowly }));
    const all = await Promise.all(processes.map(({ getToken }) => getToken("s")));
    assert.equal(new Set(all.map(({ accessToken }) => accessToken)).size, 1);
    assert.deepEqual(statuses.sort(), [200, 400, 400]);
    assert.equal(sessions.get("s")?.refreshToken, all[0]?.refreshToken);
    expire("s");
    statuses.length = 0;
  }
});

test("if the answer is lost the saved tokens stay, and both errors say what it means", async (t) => {
  const { refresher, signIn, statuses, sessions, zoom } = await start(t);
  const saved = await signIn("s");
  let isLost = true;
  const { getToken } = refresher({
    timeoutMs: 300,
    async fetch(url, init) {
      const response = await zoom.zoom.fetch(new Request(url, init));
      if (isLost) throw new TypeError("fetch failed");
      return response;
    },
  });
  const [lost, same] = await Promise.all([failure(getToken("s")), failure(getToken("s"))]);
  assert.equal(same, lost);
  assert.equal(lost.error, "network_error");
  assert.match(lost.hint ?? "", /Keep it and refresh once more: if that is an invalid_grant/);
  assert.equal(sessions.get("s"), saved);

  isLost = false;
  const over = await failure(getToken("s"));
  assert.equal(over.error, "invalid_grant");
  assert.match(over.hint ?? "", /a refresh whose answer was lost use it up too/);
  assert.equal(sessions.get("s"), saved);
  assert.deepEqual(statuses, [200, 400]);
  assertNoSecret([lost, over], [saved.refreshToken, CLIENT_SECRET]);

  // The person authorizes the app again.
  const next = await signIn("s");
  assert.notEqual((await getToken("s")).accessToken, next.accessToken);
});

test("the call after a failed request refreshes", async (t) => {
  const { refresher, signIn, statuses } = await start(t);
  const saved = await signIn("s");
  let isDown = true;
  const { getToken } = refresher({
    fetch: (url, init) =>
      isDown ? answering("<html>Bad gateway</html>", { status: 502 })() : fetch(url, init),
  });
  assert.equal((await failure(getToken("s"))).error, "invalid_response");
  isDown = false;
  assert.notEqual((await getToken("s")).accessToken, saved.accessToken);
  assert.deepEqual(statuses, [200]);
});

test("keeps tokens that could not be saved, and saves them at the next call", async (t) => {
  const { refresher, signIn, expire, statuses, sessions } = await start(t);
  const saved = await signIn("s");
  let isDown = true;
  /** @type {Tokens[]} */
  const given = [];
  const { getToken } = refresher({
    async onTokens(tokens, { key }) {
      given.push(tokens);
      const row = JSON.stringify([tokens, saved]);
      if (isDown) throw Object.assign(new Error(`UPDATE ${row}`), { code: "23505" });
      sessions.set(key, tokens);
    },
  });
  const errors = await Promise.all(many(3, () => failure(getToken("s"))));
  const again = await failure(getToken("s"));
  for (const error of [...errors, again]) {
    assert.deepEqual([error.error, error.reason], ["store_failed", "onTokens failed"]);
    assert.match(error.hint ?? "", /this process keeps it, and saves it when getToken is called/);
    assert.equal(/** @type {any} */ (error.cause).code, "23505");
    const { accessToken, refreshToken = "" } = /** @type {Tokens} */ (given[0]);
    assertNoSecret(error, [accessToken, refreshToken, saved.accessToken, saved.refreshToken]);
  }
  assert.equal(sessions.get("s"), saved);
  isDown = false;
  const tokens = await getToken("s");
  assert.equal(sessions.get("s"), tokens);
  assert.equal(tokens, given[0]);
  assert.equal(given.length, 3);
  assert.deepEqual(statuses, [200]);
  expire("s");
  assert.notEqual((await getToken("s")).accessToken, tokens.accessToken);
});

test("does not replace the tokens of a new sign-in by tokens that could not be saved", async (t) => {
  const { refresher, signIn, statuses, sessions } = await start(t);
  await signIn("s");
  let isDown = true;
  const { getToken } = refresher({
    onTokens(tokens, { key }) {
      if (isDown) throw new Error("down");
      sessions.set(key, tokens);
    },
  });
  await failure(getToken("s"));
  isDown = false;
  const next = await signIn("s", Date.now() + HOUR_MS);
  assert.equal(await getToken("s"), next);
  assert.deepEqual(statuses, []);
});

test("a process that Zoom refuses waits for the other one's request and for its saving", async (t) => {
  const { refresher, signIn, sessions, zoom } = await start(t);
  await signIn("s");
  const timeoutMs = 2000;
  let answered = () => {};
  const isAnswered = new Promise((/** @type {(value?: unknown) => void} */ resolve) => (answered = resolve));
  const winner = refresher({
    timeoutMs,
    async fetch(url, init) {
      const response = await zoom.zoom.fetch(new Request(url, init));
      answered();
      await sleep(1200);
      return response;
    },
    async onTokens(tokens, { key }) {
      await sleep(1200);
      sessions.set(key, tokens);
    },
  }).getToken("s");
  await isAnswered;
  const loser = refresher({ timeoutMs, onTokens: () => assert.fail("saved") }).getToken("s");
  assert.equal((await loser).accessToken, (await winner).accessToken);
});

test("rejects with the refusal if the session ends while another process refreshes", async (t) => {
  const { refresher, signIn, sessions } = await start(t);
  const saved = await signIn("s");
  let looked = 0;
  const { getToken } = refresher({
    getTokens: async () => (++looked === 1 ? { ...saved, refreshToken: "used-up" } : undefined),
  });
  assert.equal((await failure(getToken("s"))).error, "invalid_grant");
  assert.deepEqual([looked, sessions.size], [2, 1]);
});

test("does not try a refused refresh token again, but a newer one", async (t) => {
  const { refresher, signIn, statuses, sessions } = await start(t);
  const saved = await signIn("s");
  sessions.set("s", { ...saved, refreshToken: "used-up" });
  let looked = 0;
  const { getToken } = refresher({
    timeoutMs: 400,
    getTokens(key) {
      looked++;
      return sessions.get(key);
    },
  });
  const error = await failure(getToken("s"));
  assert.equal(error.error, "invalid_grant");
  // At the start, after the refusal, and after pauses of 50, 100, 200, 400 and 50 ms.
  assert.equal(looked, 7);
  looked = 0;
  assert.equal(await failure(getToken("s")), error);
  assert.equal(looked, 1);
  assert.deepEqual(statuses, [400]);
  sessions.set("s", saved);
  assert.notEqual((await getToken("s")).accessToken, saved.accessToken);
});

test("after another error of Zoom's it does not wait, and tries again at the next call", async (t) => {
  const { refresher, signIn, sessions } = await start(t);
  await signIn("s");
  let looked = 0;
  let sent = 0;
  const { getToken } = refresher({
    getTokens(key) {
      looked++;
      return sessions.get(key);
    },
    fetch() {
      sent++;
      return answering({ error: "invalid_client" }, { status: 400 })();
    },
  });
  for (const time of [1, 2]) {
    assert.equal((await failure(getToken("s"))).error, "invalid_client");
    assert.deepEqual([looked, sent], [time, time]);
  }
});

test("recognizes a refused refresh token by Zoom's numeric code too", async (t) => {
  const { refresher, signIn, sessions } = await start(t);
  for (const errorCode of [4737, 4740, 4741]) {
    const saved = await signIn("s");
    const newer = { ...saved, accessToken: "newer", refreshToken: "newer", expiresAt: Date.now() + HOUR_MS };
    const { getToken } = refresher({
      fetch() {
        sessions.set("s", newer);
        return answering({ error: "invalid_request", errorCode }, { status: 400 })();
      },
    });
    assert.equal(await getToken("s"), newer);
  }
});

test("refreshes the tokens that another process has saved, once, if they are not good", async (t) => {
  const { refresher, signIn, statuses, sessions } = await start(t);
  const signedIn = await signIn("s");
  const later = Date.now() + HOUR_MS;
  /** @type {[Tokens, Pick<Tokens, "accessToken"> | undefined][]} */
  const cases = [
    [{ ...signedIn, expiresAt: 0 }, undefined],
    [{ ...(await signIn("s", later)) }, sessions.get("s")],
  ];
  for (const [saved, refused] of cases) {
    sessions.set("s", { ...saved, refreshToken: "used-up" });
    let looked = 0;
    const { getToken } = refresher({
      getTokens(key) {
        // The first call finds the old tokens, the next one those that another process has saved.
        if (++looked === 2) sessions.set(key, saved);
        return sessions.get(key);
      },
    });
    const tokens = await getToken("s", refused);
    assert.notEqual(tokens.accessToken, saved.accessToken);
    assert.equal(sessions.get("s"), tokens);
  }
  assert.deepEqual(statuses, [400, 200, 400, 200]);

  let round = 0;
  const endless = refresher({
    getTokens: () => ({ accessToken: "a", refreshToken: `r${round++}`, expiresAt: 0 }),
  });
  assert.equal((await failure(endless.getToken("s"))).error, "invalid_grant");
  assert.equal(round, 2);
});

test("while Zoom is in trouble it gives tokens that still last, unless they were refused", async (t) => {
  const { refresher, signIn } = await start(t);
  const saved = await signIn("s", Date.now() + 30_000);
  /** @type {[string, () => Promise<Response>][]} */
  const troubles = [
    ["network_error", () => Promise.reject(new TypeError("fetch failed"))],
    ["timeout", () => new Promise(() => {})],
    ["invalid_response", answering("<html>", { status: 200 })],
    ["unavailable", answering({ error: "server_error" }, { status: 503 })],
    ["rate_limited", answering({ error: "slow_down" }, { status: 429 })],
    ["server_error", answering({ error: "server_error" }, { status: 500 })],
  ];
  for (const [name, fetch] of troubles) {
    const { getToken } = refresher({ fetch, timeoutMs: 100 });
    assert.equal(await getToken("s"), saved);
    assert.equal((await failure(getToken("s", saved))).error, name);
  }
  const { getToken } = refresher({ clientSecret: "wrong-secret" });
  assert.equal((await failure(getToken("s"))).error, "invalid_client");
});

test("waits for a slow onTokens before it saves newer tokens", async (t) => {
  const { refresher, signIn, statuses, sessions } = await start(t);
  const saved = await signIn("s");
  let calls = 0;
  const { getToken } = refresher({
    timeoutMs: 500,
    async onTokens(tokens, { key }) {
      if (++calls === 1) await sleep(750);
      sessions.set(key, tokens);
    },
  });
  const error = await failure(getToken("s"));
  assert.equal(error.error, "store_failed");
  assert.match(String(/** @type {Error} */ (error.cause).message), /no answer within 500 ms/);
  assert.equal(sessions.get("s"), saved);
  const first = await getToken("s");
  assert.equal(sessions.get("s"), first, "the late attempt");
  assert.equal(calls, 1);
  const second = await getToken("s", first);
  assert.equal(sessions.get("s"), second);
  assert.deepEqual(statuses, [200, 200]);
});

test("an onTokens that never settles does not block the next one", async (t) => {
  const { refresher, signIn, sessions } = await start(t);
  await signIn("s");
  let calls = 0;
  const { getToken } = refresher({
    timeoutMs: 200,
    async onTokens(tokens, { key }) {
      if (++calls === 1) await new Promise(() => {});
      sessions.set(key, tokens);
    },
  });
  await failure(getToken("s"));
  assert.equal(await getToken("s"), sessions.get("s"));
});

test("forgets tokens that could not be saved when the session ends or signs in again", async (t) => {
  const { refresher, signIn, sessions } = await start(t);
  for (const between of ["deleted", "new"]) {
    const old = await signIn("s");
    let calls = 0;
    const { getToken } = refresher({
      onTokens() {
        calls++;
        throw new Error("down");
      },
    });
    assert.equal((await failure(getToken("s"))).error, "store_failed");
    if (between === "deleted") {
      sessions.delete("s");
      assert.equal((await failure(getToken("s"))).error, "no_tokens");
    } else {
      const next = await signIn("s", Date.now() + HOUR_MS);
      assert.equal(await getToken("s"), next);
    }
    // If the old tokens come back, the unsaved ones that replaced them do not.
    const back = { ...old, expiresAt: Date.now() + HOUR_MS };
    sessions.set("s", back);
    assert.equal(await getToken("s"), back);
    assert.equal(calls, 1);
  }
});

test("anything that a function of the application throws is a store_failed", async (t) => {
  const { refresher, signIn } = await start(t);
  for (const thrown of [Object.create(null), Object.assign(new Error(), { message: Object.create(null) })]) {
    await signIn("s");
    const { getToken } = refresher({ onTokens: () => Promise.reject(thrown) });
    const error = await failure(getToken("s"));
    assert.equal(error.error, "store_failed");
    assert.equal(/** @type {Error} */ (error.cause).message, "a value that has no text");
  }
});

test("refreshes tokens that Zoom's API refused, once", async (t) => {
  const { refresher, signIn, statuses } = await start(t);
  const { getToken } = refresher();
  const refused = await signIn("s", Date.now() + HOUR_MS);
  // Some calls know of the refusal, and some do not.
  const all = await Promise.all([getToken("s"), ...many(10, () => getToken("s", refused)), getToken("s")]);
  const tokens = all[1];
  assert.notEqual(tokens?.accessToken, refused.accessToken);
  for (const other of all.slice(1, 11)) assert.equal(other, tokens);
  assert.deepEqual(statuses, [200]);
  // A late call with the refused tokens gets the new ones.
  assert.equal(await getToken("s", refused), tokens);
  assert.deepEqual(statuses, [200]);
});

test("without tokens to refresh, the error says so and nothing is sent", async () => {
  const options = { ...APP, onTokens: () => assert.fail("saved"), fetch: async () => assert.fail("sent") };
  const over = { accessToken: "a", expiresAt: 0 };
  /** @type {[any, string, RegExp][]} */
  const cases = [
    [undefined, "no_tokens", /^no tokens are saved/],
    [null, "no_tokens", /^no tokens are saved/],
    [over, "no_tokens", /have no refresh token$/],
    [{ ...over, refreshToken: "" }, "no_tokens", /have no refresh token$/],
    [{ refreshToken: "r", expiresAt: 0 }, "invalid_argument", /^what getTokens gives must be tokens/],
    [
      { accessToken: "", expiresAt: Date.now() + HOUR_MS },
      "invalid_argument",
      /^what getTokens gives must be tokens/,
    ],
    [{ accessToken: "a", refreshToken: "r" }, "invalid_argument", /^what getTokens gives must be tokens/],
    [{ ...over, expiresAt: "2026-01-01" }, "invalid_argument", /^what getTokens gives must be tokens/],
  ];
  for (const [saved, name, reason] of cases) {
    const error = await failure(createTokenRefresher({ ...options, getTokens: () => saved }).getToken("s"));
    assert.equal(error.error, name);
    assert.match(error.reason ?? "", reason);
  }
  const failing = createTokenRefresher({
    ...options,
    getTokens() {
      throw new Error("down");
    },
  });
  const error = await failure(failing.getToken("s"));
  assert.deepEqual([error.error, error.reason], ["store_failed", "getTokens failed"]);
  const { getToken } = createTokenRefresher({ ...options, getTokens: () => undefined });
  for (const key of ["", undefined, 5]) {
    const error = await failure(getToken(/** @type {any} */ (key)));
    assert.equal(error.reason, "key must be a non-empty string");
  }
  for (const refused of ["access-token-that-is-secret", null, {}]) {
    const error = await failure(getToken("s", /** @type {any} */ (refused)));
    assert.equal(error.reason, "refused must be the tokens that were refused, with accessToken");
  }
});

test("errors reach every waiting call, and are never unhandled", async (t) => {
  /** @type {unknown[]} */
  const unhandled = [];
  const onUnhandled = (/** @type {unknown} */ error) => unhandled.push(error);
  process.on("unhandledRejection", onUnhandled);
  t.after(() => process.off("unhandledRejection", onUnhandled));
  const { refresher, signIn, statuses } = await start(t);
  await signIn("s");
  const { getToken } = refresher({ clientSecret: "wrong-secret" });
  const errors = await Promise.all(many(10, () => failure(getToken("s"))));
  assert.equal(new Set(errors).size, 1);
  assert.equal(errors[0]?.error, "invalid_client");
  assert.deepEqual(statuses, [400]);
  await setImmediate();
  assert.deepEqual(unhandled, []);
});

test("names an option that breaks a rule, at creation", () => {
  const good = { ...APP, getTokens: () => undefined, onTokens() {} };
  /** @type {[string, Record<string, unknown>][]} */
  const cases = [
    ["clientId", { clientId: {} }],
    ["clientSecret", { clientSecret: "\t" }],
    ["getTokens", { getTokens: undefined }],
    ["onTokens", { onTokens: {} }],
    ["tokenUrl", { tokenUrl: "https://zoom.us/oauth/token#" }],
    ["fetch", { fetch: null }],
    ["timeoutMs", { timeoutMs: Infinity }],
    ["renewBeforeMs", { renewBeforeMs: NaN }],
  ];
  for (const [name, wrong] of cases) {
    assert.throws(() => createTokenRefresher(/** @type {any} */ ({ ...good, ...wrong })), {
      error: "invalid_argument",
      message: new RegExp(`^invalid_argument: ${name} must `),
    });
  }
  assert.throws(() => createTokenRefresher(/** @type {any} */ (undefined)), {
    message: "invalid_argument: the argument of createTokenRefresher must be an object",
  });
});
