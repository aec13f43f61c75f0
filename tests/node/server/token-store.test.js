// The token of an account app in a store.

import assert from "node:assert/strict";
import { test } from "node:test";

import { openStore } from "../../../js/server/token-store.js";

const NOW = 1_800_000_000_000;
const TOKEN_URL = "https://zoom.us/oauth/token";
const LOCK_MS = 60_000;

/**
 * Opens a store that keeps what is set.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [changes] functions of the store
 */
function open(t, changes) {
  t.mock.timers.enable({ apis: ["Date"], now: NOW });
  /** @type {Map<string, string>} */
  const values = new Map();
  const set = /** @type {[string, string, number][]} */ ([]);
  const store = {
    get: async (/** @type {string} */ key) => values.get(key),
    async set(/** @type {string} */ key, /** @type {string} */ value, /** @type {number} */ ttlMs) {
      set.push([key, value, ttlMs]);
      values.set(key, value);
    },
    async setIfAbsent(/** @type {string} */ key, /** @type {string} */ value) {
      if (values.has(key)) return false;
      values.set(key, value);
      return true;
    },
    ...changes,
  };
  const opened = openStore(store, "key", { tokenUrl: TOKEN_URL, timeoutMs: 1000, lockMs: LOCK_MS });
  return { ...opened, values, set };
}

/** @param {number} expiresAt */
const tokens = (expiresAt) => ({
  accessToken: "an-access-token",
  expiresAt,
  scope: "",
  tokenType: "bearer",
  apiUrl: "https://api.zoom.us",
  raw: {},
});

test("tokens are set for the whole milliseconds that are left, and not without one", async (t) => {
  const { read, write, set } = open(t);
  for (const left of [-1, 0, 0.9]) await write(tokens(NOW + left));
  assert.equal(set.length, 0);
  for (const left of [1, 1500.9]) await write(tokens(NOW + left));
  assert.deepEqual(await read(), tokens(NOW + 1500.9));
  assert.deepEqual(
    set.map(([key, , ttlMs]) => [key, ttlMs]),
    [
      ["key", 1],
      ["key", 1500],
    ],
  );
});

test("a lock that is given back holds nothing and ends at once; another process's lock stays", async (t) => {
  const { lock, values, set } = open(t);
  const giveBack = await lock();
  assert.ok(giveBack);
  assert.equal(await lock(), undefined);
  await giveBack();
  assert.deepEqual(set, [["key:lock", "", 1]]);

  values.clear();
  const late = await lock();
  values.set("key:lock", "of another process");
  await late?.();
  assert.equal(set.length, 1);
});

test("a wait is set for as long as it lasts, and only if it is longer than the one before", async (t) => {
  const { wait, set } = open(t);
  const until = (/** @type {number} */ endsAt) => ({ error: "rate_limited", status: 429, endsAt });
  await wait.write(until(NOW + 5000.2));
  assert.deepEqual(
    set.map(([key, , ttlMs]) => [key, ttlMs]),
    [["key:wait", 5001]],
  );
  await wait.write(until(NOW + 5000.2));
  await wait.write(until(NOW + 4000));
  assert.equal(set.length, 1);
  await wait.write(until(NOW + 6000));
  assert.equal((await wait.read())?.endsAt, NOW + 6000);
  assert.equal(set.length, 2);
});

test("a text that is no token and no wait counts as none", async (t) => {
  const { read, wait, values } = open(t);
  for (const text of ["", "null", "[]", "5", '{"error":"x","endsAt":1}']) {
    values.set("key", text).set("key:wait", text);
    assert.equal(await read(), undefined, text);
    assert.equal(await wait.read(), undefined, text);
  }
});

test("an error of the store names the function that failed", async (t) => {
  const fail = () => Promise.reject(new Error("gone"));
  const { read, write, lock, wait } = open(t, { get: fail, set: fail, setIfAbsent: fail });
  for (const [call, name] of /** @type {const} */ ([
    [read(), "get"],
    [write(tokens(NOW + 1000)), "set"],
    [lock(), "setIfAbsent"],
    [wait.read(), "get"],
  ])) {
    await assert.rejects(call, ({ error, reason }) => {
      assert.equal(error, "store_failed");
      assert.match(reason, new RegExp(`store\\.${name}\\b`));
      return true;
    });
  }
});
