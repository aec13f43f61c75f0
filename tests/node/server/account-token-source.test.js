import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { inspect, promisify } from "node:util";
import { createAccountTokenSource } from "../../../js/server/index.js";
import { createMemoryStore } from "../../../js/server/token-store.js";
import { answering, assertNoSecret, failure, serve } from "./helpers.js";
import { CLIENT_ID, CLIENT_SECRET, startZoom } from "../simulator/server-helpers.js";

/** @typedef {import("../../../js/server/index.js").AccountTokenSourceOptions} Options */
/** @typedef {import("../../../js/server/index.js").TokenStore} TokenStore */

const APP = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, accountId: "an-account" };

/**
 * Starts a simulated Zoom that records the statuses of its answers, and creates sources of its
 * tokens.
 *
 * @param {import("node:test").TestContext} t
 */
async function start(t) {
  /** @type {number[]} */
  const statuses = [];
  const zoom = await startZoom(t, { onAnswer: ({ status }) => statuses.push(status) });
  return {
    zoom,
    statuses,
    key: `zoom-pkce:account-token:${CLIENT_ID}:an-account:${zoom.tokenUrl}`,
    /** @param {Partial<Options>} [options] */
    source: (options) => createAccountTokenSource({ ...APP, tokenUrl: zoom.tokenUrl, ...options }),
  };
}

/**
 * A store as processes share it: its functions are asynchronous, and an entry ends after its time.
 *
 * @returns {TokenStore & { entries: Map<string, { value: string, endsAt: number, ttlMs: number }>, calls: string[] }}
 */
function newStore() {
  /** @type {Map<string, { value: string, endsAt: number, ttlMs: number }>} */
  const entries = new Map();
  /** @type {string[]} */
  const calls = [];
  const isThere = (/** @type {string} */ key) => (entries.get(key)?.endsAt ?? 0) > Date.now();
  const put = (/** @type {string} */ key, /** @type {string} */ value, /** @type {number} */ ttlMs) => {
    assert.ok(Number.isInteger(ttlMs) && ttlMs >= 1, `ttlMs ${ttlMs}`);
    entries.set(key, { value, endsAt: Date.now() + ttlMs, ttlMs });
  };
  return {
    entries,
    calls,
    async get(key) {
      calls.push(`get ${key}`);
      await setImmediate();
      return isThere(key) ? entries.get(key)?.value : null;
    },
    async set(key, value, ttlMs) {
      calls.push(`set ${key}`);
      await setImmediate();
      put(key, value, ttlMs);
    },
    async setIfAbsent(key, value, ttlMs) {
      calls.push(`setIfAbsent ${key}`);
      await setImmediate();
      if (isThere(key)) return false;
      put(key, value, ttlMs);
      return true;
    },
  };
}

/**
 * @template T
 * @param {number} length
 * @param {() => T} make
 */
const many = (length, make) => Array.from({ length }, make);

/** @param {import("node:test").TestContext} t */
function watchRejections(t) {
  /** @type {unknown[]} */
  const unhandled = [];
  const onUnhandled = (/** @type {unknown} */ error) => unhandled.push(error);
  process.on("unhandledRejection", onUnhandled);
  t.after(() => process.off("unhandledRejection", onUnhandled));
  return async () => {
    await setImmediate();
    return unhandled;
  };
}

test("calls at the same time share one request, and later calls make none", async (t) => {
  const { source, statuses } = await start(t);
  const { getToken } = source();
  const [first, ...others] = await Promise.all(many(50, getToken));
  assert.ok(first?.accessToken);
  for (const tokens of others) assert.deepEqual(tokens, first);
  assert.deepEqual(await getToken(), first);
  assert.deepEqual(statuses, [200]);
});

test("renews a token before it ends", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const { source, statuses } = await start(t);
  const { getToken } = source({ renewBeforeMs: 300_000 });
  const first = await getToken();
  t.mock.timers.tick(first.expiresAt - 300_001 - Date.now());
  assert.equal((await getToken()).accessToken, first.accessToken);
  t.mock.timers.tick(1);
  const [second, third] = await Promise.all([getToken(), getToken()]);
  assert.notEqual(second.accessToken, first.accessToken);
  assert.equal(third.accessToken, second.accessToken);
  assert.ok(second.expiresAt > first.expiresAt);
  assert.deepEqual(statuses, [200, 200]);
});

test("gives out a token that lives shorter than renewBeforeMs, once", async () => {
  for (const store of [undefined, newStore()]) {
    let asked = 0;
    const fetch = async () =>
      Response.json({ access_token: `t${++asked}`, expires_in: asked === 1 ? 30 : 0 });
    const { getToken } = createAccountTokenSource({ ...APP, fetch, store });
    assert.equal((await getToken()).accessToken, "t1");
    assert.equal((await getToken()).accessToken, "t2");
    assert.equal((await getToken()).accessToken, "t3");
  }
});

test("an error reaches every waiting call, and the next call tries again", async (t) => {
  const unhandled = watchRejections(t);
  const { zoom, statuses } = await start(t);
  let isDown = true;
  let asked = 0;
  const { getToken } = createAccountTokenSource({
    ...APP,
    tokenUrl: zoom.tokenUrl,
    fetch(url, init) {
      asked++;
      return isDown ? answering("<html>Bad gateway</html>", { status: 502 })() : fetch(url, init);
    },
  });
  const errors = await Promise.all(many(20, () => failure(getToken())));
  assert.equal(asked, 1);
  assert.deepEqual([...new Set(errors.map(({ error }) => error))], ["invalid_response"]);
  await failure(getToken());
  assert.equal(asked, 2);
  isDown = false;
  assert.ok((await getToken()).accessToken);
  assert.deepEqual(statuses, [200]);
  assert.deepEqual(await unhandled(), []);
});

test("a wrong client secret is an error at every call", async (t) => {
  const { source, statuses } = await start(t);
  const { getToken } = source({ clientSecret: "wrong-secret" });
  for (const round of [1, 2]) {
    const error = await failure(getToken());
    assert.equal(error.error, "invalid_client", String(round));
    assertNoSecret(error, ["wrong-secret"]);
  }
  assert.deepEqual(statuses, [400, 400]);
});

test("clear makes the next call request a token", async (t) => {
  const { source, statuses } = await start(t);
  for (const store of [undefined, newStore()]) {
    statuses.length = 0;
    const { getToken, clear } = source({ store });
    const first = await getToken();
    assert.equal(await clear(), undefined);
    const second = await getToken();
    assert.notEqual(second.accessToken, first.accessToken);
    // A call that does not wait for the clear gets a new token too.
    const clearing = clear();
    assert.notEqual((await getToken()).accessToken, second.accessToken);
    await clearing;
    assert.deepEqual(statuses, [200, 200, 200]);
  }
});

test("a token that was requested before a clear is not kept, whenever its answer comes", async (t) => {
  const { source, zoom } = await start(t);
  for (const isLate of [false, true]) {
    /** @type {(() => void)[]} */
    const answer = [];
    const asked = () =>
      new Promise((/** @type {(value?: unknown) => void} */ resolve) => answer.push(resolve));
    const { getToken, clear } = source({
      async fetch(url, init) {
        await asked();
        return zoom.zoom.fetch(new Request(url, init));
      },
    });
    const before = getToken();
    while (answer.length < 1) await setImmediate();
    await clear();
    const after = getToken();
    while (answer.length < 2) await setImmediate();
    for (const number of isLate ? [1, 0] : [0, 1]) {
      answer[number]?.();
      await (number === 0 ? before : after);
    }
    assert.notEqual((await before).accessToken, (await after).accessToken);
    assert.equal((await getToken()).accessToken, (await after).accessToken);
    assert.equal(answer.length, 2);
  }
});

test("a clear while the store writes a token takes effect", async (t) => {
  const { source, statuses } = await start(t);
  const store = newStore();
  let cleared = false;
  const { getToken, clear } = source({
    store: {
      get: store.get,
      async set(key, value, ttlMs) {
        if (value !== "" && !cleared) {
          cleared = true;
          await clear();
        }
        await store.set(key, value, ttlMs);
      },
    },
  });
  const first = await getToken();
  assert.notEqual((await getToken()).accessToken, first.accessToken);
  assert.deepEqual(statuses, [200, 200]);
});

test("many clears with the same refused token lead to one new token", async (t) => {
  const { source, statuses } = await start(t);
  for (const store of [undefined, newStore()]) {
    statuses.length = 0;
    const { getToken, clear } = source({ store });
    const first = await getToken();
    const renewed = await Promise.all(
      many(20, async () => {
        await clear(first);
        return getToken();
      }),
    );
    assert.equal(new Set(renewed.map(({ accessToken }) => accessToken)).size, 1);
    assert.notEqual(renewed[0]?.accessToken, first.accessToken);
    // A late clear with the first token does no harm.
    await clear(first);
    assert.equal((await getToken()).accessToken, renewed[0]?.accessToken);
    assert.deepEqual(statuses, [200, 200]);
  }
});

test("a late clear with a refused token does not discard the new one", async (t) => {
  const { source, statuses } = await start(t);
  const store = newStore();
  /** @type {number[]} */
  const delays = [];
  const { getToken, clear } = source({
    store: {
      set: store.set,
      async get(key) {
        const value = await store.get(key);
        await sleep(delays.shift() ?? 0);
        return value;
      },
    },
  });
  const first = await getToken();
  delays.push(0, 100);
  const renew = () => clear(first).then(getToken);
  const [one, other] = await Promise.all([renew(), renew()]);
  assert.equal(other.accessToken, one.accessToken);
  assert.equal((await getToken()).accessToken, one.accessToken);
  assert.deepEqual(statuses, [200, 200]);
});

test("sources with one store share the token, and the store holds nothing else", async (t) => {
  const { source, statuses, key } = await start(t);
  const store = newStore();
  const one = await source({ store }).getToken();
  const other = await source({ store }).getToken();
  assert.deepEqual(other, one);
  assert.deepEqual(statuses, [200]);
  assert.equal((await source({ store, accountId: "another" }).getToken()).tokenType, "bearer");
  assert.deepEqual(statuses, [200, 200]);

  const kept = store.entries.get(key);
  assert.ok(kept && kept.ttlMs <= 3600_000 && kept.ttlMs > 3500_000, String(kept?.ttlMs));
  assert.deepEqual(JSON.parse(kept.value), one);
  assert.ok(!inspect(store.entries, { depth: 9 }).includes(CLIENT_SECRET));
});

test("sources share a store without setIfAbsent", async (t) => {
  const { source, statuses } = await start(t);
  const { get, set } = newStore();
  const one = await source({ store: { get, set } }).getToken();
  assert.deepEqual(await source({ store: { get, set } }).getToken(), one);
  assert.deepEqual(statuses, [200]);
});

test("of sources that need a token at the same time, only the one with the lock requests it", async (t) => {
  const { source, statuses } = await start(t);
  const store = newStore();
  const sources = many(5, () => source({ store }));
  const all = await Promise.all(sources.flatMap(({ getToken }) => [getToken(), getToken()]));
  assert.equal(new Set(all.map(({ accessToken }) => accessToken)).size, 1);
  assert.deepEqual(statuses, [200]);
  // The lock was given back, so the renewal does not wait.
  await Promise.all(sources.map(({ clear }) => clear()));
  await sources[0]?.getToken();
  assert.deepEqual(statuses, [200, 200]);
});

test("a source that gets the lock after another one has renewed the token uses that token", async (t) => {
  const { source, statuses } = await start(t);
  const store = newStore();
  const other = source({ store });
  const { getToken } = source({
    store: {
      ...store,
      async setIfAbsent(key, value, ttlMs) {
        await other.getToken();
        await sleep(5); // Until the other's lock is gone.
        assert.equal(await store.setIfAbsent?.(key, value, ttlMs), true);
        return true;
      },
    },
  });
  assert.deepEqual(await getToken(), await other.getToken());
  assert.deepEqual(statuses, [200]);
});

test("if the source with the lock fails, the next one takes over", async (t) => {
  const { source, statuses, key } = await start(t);
  const store = newStore();
  let hangs = () => {};
  const asked = new Promise((/** @type {(value?: unknown) => void} */ resolve) => (hangs = resolve));
  /** @type {(response: Response) => void} */
  let fail = () => {};
  const failing = source({
    store,
    fetch() {
      hangs();
      return new Promise((resolve) => (fail = resolve));
    },
  });
  const failed = failure(failing.getToken());
  await asked;
  const waiting = source({ store }).getToken();
  const isWaiting = () => store.calls.filter((call) => call === `setIfAbsent ${key}:lock`).length > 1;
  while (!isWaiting()) await setImmediate();
  assert.deepEqual(statuses, []);
  fail(Response.json({ error: "invalid_client" }, { status: 400 }));
  assert.equal((await failed).error, "invalid_client");
  assert.ok((await waiting).accessToken);
  assert.deepEqual(statuses, [200]);
});

test("a lock without an owner ends by itself, and a lock that never ends is an error", async (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: Date.now() });
  const { source, statuses, key } = await start(t);
  /**
   * Lets time pass, but not so much that a request under way is given up.
   *
   * @template T
   * @param {Promise<T>} promise
   * @param {number} maxMs
   */
  const passing = async (promise, maxMs) => {
    const endsAt = Date.now() + maxMs;
    let isOver = false;
    const over = () => (isOver = true);
    promise.then(over, over);
    while (!isOver) {
      await setImmediate();
      if (Date.now() < endsAt) t.mock.timers.tick(10);
    }
    return promise;
  };
  const store = newStore();
  store.entries.set(`${key}:lock`, { value: "1", endsAt: Date.now() + 3000, ttlMs: 3000 });
  const began = Date.now();
  assert.ok((await passing(source({ store }).getToken(), 4000)).accessToken);
  assert.ok(Date.now() - began >= 3000);
  assert.deepEqual(statuses, [200]);

  const stuck = { ...newStore(), setIfAbsent: async () => false };
  const error = await passing(failure(source({ store: stuck, timeoutMs: 1000 }).getToken()), 20_000);
  assert.equal(error.error, "timeout");
  assert.match(error.reason ?? "", /held the lock .* 10000 ms/);
  assert.match(error.hint ?? "", /Zoom may not answer.*setIfAbsent/);
});

test("processes that need a token at the same time request one", { timeout: 60_000 }, async (t) => {
  const { zoom, statuses } = await start(t);
  const store = newStore();
  let contended = () => {};
  const isContended = new Promise(
    (/** @type {(value?: unknown) => void} */ resolve) => (contended = resolve),
  );
  const storeUrl = await serve(t, async (req, res) => {
    const [command, ...args] = JSON.parse(await text(req));
    const result = await /** @type {any} */ (store)[command](...args);
    if (command === "setIfAbsent" && result === false) contended();
    res.end(JSON.stringify(result ?? null));
  });
  // Answers when a second process waits, so both need a token at the same time.
  const tokenUrl = await serve(t, async (req, res) => {
    const body = await text(req);
    await isContended;
    const headers = /** @type {Record<string, string>} */ ({
      authorization: req.headers.authorization,
      "content-type": req.headers["content-type"],
    });
    const answer = await fetch(zoom.tokenUrl, { method: "POST", headers, body });
    res.writeHead(answer.status).end(await answer.text());
  });
  const script = fileURLToPath(new URL("../support/account-token-process.js", import.meta.url));
  const run = () => promisify(execFile)(process.execPath, [script, tokenUrl, storeUrl]);
  const outputs = await Promise.all([run(), run()]);
  const tokens = outputs.flatMap(({ stdout }) => JSON.parse(stdout));
  assert.equal(tokens.length, 6);
  assert.equal(new Set(tokens).size, 1);
  assert.deepEqual(statuses, [200]);
});

test("a text in the store that is not a token counts as no token", async (t) => {
  const { source, statuses, key } = await start(t);
  const store = newStore();
  const values = [
    "",
    "no JSON",
    "null",
    "[]",
    '{"accessToken":"t"}',
    '{"accessToken":"","expiresAt":9e15}',
    '{"accessToken":5,"expiresAt":9e15}',
    "5",
  ];
  for (const value of values) {
    statuses.length = 0;
    store.entries.set(key, { value, endsAt: Infinity, ttlMs: 1 });
    assert.ok((await source({ store }).getToken()).accessToken);
    assert.deepEqual(statuses, [200], value);
  }
  for (const none of [undefined, null]) {
    statuses.length = 0;
    assert.ok((await source({ store: { ...newStore(), get: () => none } }).getToken()).accessToken);
    assert.deepEqual(statuses, [200], String(none));
  }
});

test("a store that returns anything but a text is a store_failed that does not show the value", async (t) => {
  const { source, statuses } = await start(t);
  const text = '{"accessToken":"a-secret-token","expiresAt":9e15}';
  for (const value of [Buffer.from(text), JSON.parse(text), 5, false]) {
    const store = { ...newStore(), get: async () => /** @type {any} */ (value) };
    await assert.rejects(source({ store }).getToken(), (/** @type {any} */ error) => {
      assert.equal(error.error, "store_failed");
      assert.match(error.message, /store\.get gave neither a string nor undefined or null/);
      assert.match(error.hint, /must give back the string that was set/);
      assert.ok(!inspect(error).includes("a-secret-token"));
      return true;
    });
  }
  assert.deepEqual(statuses, []);
});

test("gives out and reports a token that the store did not take", async (t) => {
  const unhandled = watchRejections(t);
  const fail = () => Promise.reject(new Error("read-only"));
  const hang = () => new Promise(() => {});
  for (const set of [fail, hang]) {
    const { source, statuses } = await start(t);
    const store = newStore();
    const works = store.set;
    store.set = set;
    /** @type {any[]} */
    const errors = [];
    const { getToken, clear } = source({
      store,
      timeoutMs: 1000,
      async onError(error) {
        errors.push(error);
        throw error;
      },
    });
    const first = await getToken();
    assert.deepEqual(
      await Promise.all(many(4, getToken)),
      many(4, () => first),
    );
    assert.deepEqual(await getToken(), first);
    assert.deepEqual(statuses, [200]);
    assert.deepEqual(
      errors.map(({ error, reason }) => [error, reason]),
      [["store_failed", "store.set failed"]],
    );
    assertNoSecret(errors, [first.accessToken]);
    // When the store works again, it gets the next token.
    store.set = works;
    store.entries.clear();
    await clear(first);
    const second = await getToken();
    assert.notEqual(second.accessToken, first.accessToken);
    assert.deepEqual(await source({ store }).getToken(), second);
  }
  assert.deepEqual(await unhandled(), []);
});

test("gives out a good token while Zoom is in trouble", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const token = { access_token: "t1", expires_in: 3600 };
  const reached = () => Promise.reject(new TypeError("fetch failed"));
  /** @type {[string, () => Promise<Response>, boolean][]} */
  const cases = [
    ["network_error", reached, true],
    ["timeout", () => new Promise(() => {}), true],
    ["invalid_response", answering("<html>"), true],
    ["server_error", answering({ error: "server_error" }, { status: 500 }), true],
    ["rate_limited", answering({ error: "slow_down" }, { status: 429 }), true],
    ["unavailable", answering("<html>", { status: 503 }), true],
    ["invalid_client", answering({ error: "invalid_client" }, { status: 401 }), false],
    ["invalid_response", answering("<html>", { status: 400 }), false],
  ];
  for (const [name, answer, isGiven] of cases) {
    let now = answering(token);
    /** @type {any[]} */
    const errors = [];
    const { getToken, clear } = createAccountTokenSource({
      ...APP,
      fetch: () => now(),
      timeoutMs: 200,
      onError: (error) => errors.push(error),
    });
    const first = await getToken();
    now = answer;
    t.mock.timers.tick(3_550_000);
    if (isGiven) assert.deepEqual(await getToken(), first, name);
    else assert.equal((await failure(getToken())).error, name);
    assert.deepEqual(
      errors.map(({ error }) => error),
      isGiven ? [name] : [],
    );
    await clear(first);
    assert.equal((await failure(getToken())).error, name);
  }

  const store = newStore();
  const { getToken } = createAccountTokenSource({ ...APP, fetch: answering(token), store });
  await getToken();
  t.mock.timers.tick(3_600_000);
  store.setIfAbsent = () => Promise.reject(new Error("gone"));
  assert.equal((await failure(getToken())).error, "store_failed");
});

test("gives out a good token if the lock fails, and no ended token of a store that keeps it", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const fetch = answering({ error: "server_error" }, { status: 503 });
  /** @param {number} leftMs @param {Partial<TokenStore>} [more] */
  const source = (leftMs, more) => {
    const kept = JSON.stringify({ accessToken: "kept", expiresAt: Date.now() + leftMs });
    const store = { get: async () => kept, set: async () => {}, ...more };
    return createAccountTokenSource({ ...APP, fetch, store });
  };
  const setIfAbsent = () => Promise.reject(new Error("gone"));
  assert.equal((await source(1000, { setIfAbsent }).getToken()).accessToken, "kept");
  assert.equal((await failure(source(0, { setIfAbsent }).getToken())).error, "store_failed");
  assert.equal((await source(1).getToken()).accessToken, "kept");
  for (const leftMs of [0, -1]) assert.equal((await failure(source(leftMs).getToken())).error, "unavailable");
});

test("of the unsaved token and the one in the store, the one that ends later counts", async () => {
  const store = newStore();
  const works = store.set;
  let asked = 0;
  const { getToken } = createAccountTokenSource({
    ...APP,
    store,
    fetch: () => answering({ access_token: `asked-${++asked}`, expires_in: 3600 })(),
  });
  const [key] = [`zoom-pkce:account-token:${CLIENT_ID}:an-account`];
  /** @param {string} accessToken @param {number} leftMs */
  const keep = (accessToken, leftMs) =>
    works.call(store, key, JSON.stringify({ accessToken, expiresAt: Date.now() + leftMs }), leftMs);
  await keep("old", 30_000);
  store.set = async (name, ...rest) => {
    if (name === key) throw new Error("read-only");
    return works.call(store, name, ...rest);
  };
  assert.equal((await getToken()).accessToken, "asked-1");
  assert.equal((await getToken()).accessToken, "asked-1");
  await keep("of another process", 3_700_000);
  assert.equal((await getToken()).accessToken, "of another process");
  assert.equal(asked, 1);
});

test("a token that has ended when it arrives is not stored", async () => {
  const store = newStore();
  /** @type {unknown[]} */
  const errors = [];
  const { getToken } = createAccountTokenSource({
    ...APP,
    store,
    fetch: answering({ access_token: "short", expires_in: 0 }),
    onError: (error) => errors.push(error),
  });
  assert.equal((await getToken()).accessToken, "short");
  assert.deepEqual(errors, []);
  const named = new Set(store.calls.map((call) => call.split(" ")[1]));
  // The default token URL is not part of the key.
  assert.deepEqual([...named].sort(), [
    `zoom-pkce:account-token:${CLIENT_ID}:an-account`,
    `zoom-pkce:account-token:${CLIENT_ID}:an-account:lock`,
    `zoom-pkce:account-token:${CLIENT_ID}:an-account:wait`,
  ]);
  assert.ok(!store.calls.includes(`set zoom-pkce:account-token:${CLIENT_ID}:an-account`));
});

test("redacts the token in the error of a store", async () => {
  /** @type {any[]} */
  const errors = [];
  const store = newStore();
  store.set = async (_key, value) => {
    throw new Error(`could not keep ${value}`);
  };
  const { getToken } = createAccountTokenSource({
    ...APP,
    store,
    fetch: answering({ access_token: "the-token-that-is-secret", expires_in: 3600 }),
    onError: (error) => errors.push(error),
  });
  await getToken();
  assert.equal(errors.length, 1);
  assert.match(errors[0].cause.message, /could not keep .*\[redacted\]/);
  assertNoSecret(errors, ["the-token-that-is-secret"]);
});

test("remembers the last 100 refused tokens", async () => {
  const store = newStore();
  let asked = 0;
  const { getToken, clear } = createAccountTokenSource({
    ...APP,
    store,
    fetch: () => answering({ access_token: `asked-${++asked}`, expires_in: 3600 })(),
  });
  const first = await getToken();
  await clear(first);
  for (let i = 1; i < 100; i++) await clear({ ...first, accessToken: `refused-${i}` });
  assert.equal((await getToken()).accessToken, "asked-2");
  await store.set(`zoom-pkce:account-token:${CLIENT_ID}:an-account`, JSON.stringify(first), 3_600_000);
  await clear({ ...first, accessToken: "refused-100" });
  assert.equal((await getToken()).accessToken, "asked-1");
  assert.equal(asked, 2);
});

test("the memory store forgets an entry at its end", (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
  const store = createMemoryStore();
  store.set("key", "value", 10);
  t.mock.timers.tick(9);
  assert.equal(store.get("key"), "value");
  t.mock.timers.tick(1);
  assert.equal(store.get("key"), undefined);
});

test("clear does not call the store", async (t) => {
  const { source, statuses } = await start(t);
  const store = newStore();
  const [one, other] = [source({ store }), source({ store })];
  const first = await one.getToken();
  store.calls.length = 0;
  await Promise.all(many(20, () => one.clear(first)));
  await other.clear(first);
  assert.deepEqual(store.calls, []);
  const second = await one.getToken();
  await other.clear(first);
  assert.deepEqual(await other.getToken(), second);
  assert.deepEqual(await one.getToken(), second);
  assert.deepEqual(statuses, [200, 200]);
});

test("the lock outlasts its work, and only its owner gives it back", async (t) => {
  const { source, zoom, key } = await start(t);
  const store = newStore();
  const { getToken } = source({
    store,
    timeoutMs: 4000,
    fetch(url, init) {
      const lock = store.entries.get(`${key}:lock`);
      assert.ok(lock && lock.ttlMs > 3 * 4000, String(lock?.ttlMs));
      lock.value = "another's";
      return zoom.zoom.fetch(new Request(url, init));
    },
  });
  await getToken();
  assert.equal(store.entries.get(`${key}:lock`)?.value, "another's");
});

test("a call after a clear waits for the newer request, even if the older one ends first", async (t) => {
  const { source, zoom } = await start(t);
  /** @type {(() => void)[]} */
  const answer = [];
  const { getToken, clear } = source({
    async fetch(url, init) {
      await new Promise((/** @type {(value?: unknown) => void} */ resolve) => answer.push(resolve));
      return zoom.zoom.fetch(new Request(url, init));
    },
  });
  const before = getToken();
  while (answer.length < 1) await setImmediate();
  await clear();
  const after = getToken();
  while (answer.length < 2) await setImmediate();
  answer[0]?.();
  await before;
  const joining = getToken();
  // Gives the call time for a request of its own.
  for (const _ of many(20, () => 0)) await setImmediate();
  assert.equal(answer.length, 2);
  answer[1]?.();
  assert.deepEqual(await joining, await after);
});

test("does not give out the token of another tokenUrl", async () => {
  const store = newStore();
  const get = (/** @type {string} */ name) =>
    createAccountTokenSource({
      ...APP,
      store,
      tokenUrl: `https://${name}.example/oauth/token`,
      fetch: answering({ access_token: name }),
    }).getToken();
  assert.equal((await get("one")).accessToken, "one");
  assert.equal((await get("other")).accessToken, "other");
});

test("a store that fails or hangs is a store_failed without the token", async (t) => {
  const unhandled = watchRejections(t);
  const accessToken = "access-token-that-is-secret";
  const fetch = answering({ access_token: accessToken });
  for (const name of /** @type {const} */ (["get", "setIfAbsent"])) {
    const store = newStore();
    const works = store[name];
    /** @type {any} */ (store)[name] = async (/** @type {string[]} */ ...args) => {
      throw Object.assign(new Error(`${name} ${args.join(" ")}`), { code: "ECONNREFUSED", command: args });
    };
    const { getToken } = createAccountTokenSource({ ...APP, fetch, store, timeoutMs: 500 });
    for (const error of await Promise.all(many(3, () => failure(getToken())))) {
      assert.deepEqual([error.error, error.reason], ["store_failed", `store.${name} failed`]);
      assert.match(error.hint ?? "", /Zoom was not the trouble/);
      assert.equal(/** @type {any} */ (error.cause).code, "ECONNREFUSED");
      assertNoSecret(error, [accessToken, CLIENT_SECRET]);
    }
    /** @type {any} */ (store)[name] = () => new Promise(() => {});
    const hanging = createAccountTokenSource({ ...APP, fetch, store, timeoutMs: 200 });
    const error = await failure(hanging.getToken());
    assert.deepEqual([error.error, error.reason], ["store_failed", `store.${name} failed`]);
    /** @type {any} */ (store)[name] = works;
    assert.equal((await getToken()).accessToken, accessToken);
  }

  // Zoom's refusal is reported, not the lock that cannot be given back.
  const failing = { ...newStore(), set: () => Promise.reject(new Error("read-only")) };
  const refuse = answering({ error: "invalid_client" }, { status: 400 });
  const refused = createAccountTokenSource({ ...APP, fetch: refuse, store: failing });
  assert.equal((await failure(refused.getToken())).error, "invalid_client");
  assert.deepEqual(await unhandled(), []);
});

test("clear rejects anything but tokens", async () => {
  const { clear } = createAccountTokenSource({ ...APP, fetch: async () => assert.fail("sent") });
  for (const refused of ["access-token-that-is-secret", null, {}, 5]) {
    const error = await failure(clear(/** @type {any} */ (refused)));
    assert.equal(error.reason, "refused must be the tokens that were refused, with accessToken");
  }
});

test("names an option that breaks a rule, at creation", () => {
  const { get, set } = newStore();
  /** @type {[string, Record<string, unknown>][]} */
  const cases = [
    ["clientId", { clientId: 5 }],
    ["clientSecret", { clientSecret: "a secret\n" }],
    ["accountId", { accountId: " " }],
    ["tokenUrl", { tokenUrl: "http://zoom.us/oauth/token" }],
    ["fetch", { fetch: "fetch" }],
    ["onError", { onError: "log" }],
    ["timeoutMs", { timeoutMs: 0 }],
    ["renewBeforeMs", { renewBeforeMs: -1 }],
    ["renewBeforeMs", { renewBeforeMs: 3_600_000 }],
    ["renewBeforeMs", { renewBeforeMs: "60000" }],
    ["store", { store: null }],
    ["store", { store: { get } }],
    ["store", { store: { get, set, setIfAbsent: true } }],
  ];
  for (const [name, wrong] of cases) {
    assert.throws(() => createAccountTokenSource(/** @type {any} */ ({ ...APP, ...wrong })), {
      error: "invalid_argument",
      message: new RegExp(`^invalid_argument: ${name} must `),
    });
  }
  assert.throws(() => createAccountTokenSource(/** @type {any} */ (undefined)), {
    message: "invalid_argument: the argument of createAccountTokenSource must be an object",
  });
});

test("a refused token leaves the request for another one alone", async () => {
  let asked = 0;
  const { getToken, clear } = createAccountTokenSource({
    clientId: "id",
    clientSecret: "a-client-secret",
    accountId: "account",
    fetch: async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return Response.json({ access_token: "new", expires_in: 3600 });
    },
  });
  const first = getToken();
  await clear({ accessToken: "an-older-token" });
  assert.equal((await getToken()).accessToken, "new");
  assert.equal((await first).accessToken, "new");
  assert.equal(asked, 1);
});
