// createAccountTokenSource and createTokenRefresher leave no timer, and forget what they no longer
// need. These tests have a process of their own, since Node's connections have timers too.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createAccountTokenSource, createTokenRefresher } from "../../../js/server/index.js";
import { createSimulatedZoom } from "../../../js/simulator/server/index.js";
import { answering, failure } from "./helpers.js";
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } from "../simulator/server-helpers.js";
import { countTimers } from "../support/timers.js";

const APP = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
const refuse = answering({ error: "invalid_grant" }, { status: 400 });
const hang = () => new Promise(() => {});

/** @returns {Promise<(url: string, init: RequestInit) => Promise<Response>>} */
async function newZoom() {
  const zoom = await createSimulatedZoom({ redirectUris: [REDIRECT_URI] });
  return (url, init) => zoom.fetch(new Request(url, init));
}

test("createAccountTokenSource leaves no timer", async (t) => {
  const pending = countTimers(t);
  const fetch = await newZoom();
  const options = { ...APP, accountId: "an-account", timeoutMs: 600_000 };
  const source = createAccountTokenSource({ ...options, fetch });
  const running = source.getToken();
  for (let turns = 0; turns < 20 && pending() === 0; turns++) await Promise.resolve();
  assert.ok(pending() > 0, "the count sees timers");
  await running;
  await source.clear();
  assert.equal(pending(), 0);

  await failure(createAccountTokenSource({ ...options, fetch: refuse }).getToken());
  await failure(
    createAccountTokenSource({ ...options, fetch: /** @type {any} */ (hang), timeoutMs: 10 }).getToken(),
  );
  assert.equal(pending(), 0);

  /** @type {Map<string, string>} */
  const entries = new Map();
  const store = {
    get: async (/** @type {string} */ key) => entries.get(key),
    async set(/** @type {string} */ key, /** @type {string} */ value) {
      if (value === "") entries.delete(key);
      else entries.set(key, value);
    },
    async setIfAbsent(/** @type {string} */ key, /** @type {string} */ value) {
      return !entries.has(key) && !!entries.set(key, value);
    },
  };
  const sources = [1, 2, 3].map(() => createAccountTokenSource({ ...options, fetch, store }));
  await Promise.all(sources.map(({ getToken }) => getToken()));
  assert.equal(pending(), 0);
});

test("createTokenRefresher leaves no timer", async (t) => {
  const pending = countTimers(t);
  const saved = { accessToken: "a", refreshToken: "r", expiresAt: 0 };
  /** @param {Partial<import("../../../js/server/index.js").TokenRefresherOptions>} options */
  const refresher = (options) =>
    createTokenRefresher({ ...APP, getTokens: () => saved, onTokens() {}, timeoutMs: 600_000, ...options });
  const running = refresher({ fetch: answering({ access_token: "t" }) }).getToken("key");
  assert.ok(pending() > 0, "the count sees timers");
  await running;
  assert.equal(pending(), 0);
  await failure(refresher({ fetch: refuse, timeoutMs: 10 }).getToken("key"));
  await failure(refresher({ getTokens: () => Promise.reject(new Error("down")) }).getToken("key"));
  await failure(refresher({ fetch: /** @type {any} */ (hang), timeoutMs: 10 }).getToken("key"));
  await failure(refresher({ getTokens: hang, timeoutMs: 10 }).getToken("key"));
  assert.equal(pending(), 0);
});

test("createTokenRefresher remembers the last 1000 refused refresh tokens", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  let sent = 0;
  const { getToken } = createTokenRefresher({
    clientId: "id",
    clientSecret: "secret",
    timeoutMs: 5000,
    onTokens: () => assert.fail("saved"),
    getTokens: async (key) => ({ accessToken: "t", refreshToken: key, expiresAt: 0 }),
    fetch() {
      sent++;
      return answering({ error: "invalid_grant" }, { status: 400 })();
    },
  });
  /** @param {string[]} keys */
  const refused = async (keys) => {
    sent = 0;
    let isOver = false;
    const all = Promise.all(keys.map((key) => failure(getToken(key)))).finally(() => (isOver = true));
    // Skips the pauses in which another process might save tokens.
    while (!isOver) {
      await new Promise((resolve) => setImmediate(resolve));
      t.mock.timers.tick(50);
    }
    await all;
    return sent;
  };
  const keys = Array.from({ length: 1000 }, (_, index) => `k${index}`);
  assert.equal(await refused(keys), 1000);
  assert.equal(await refused(keys), 0);
  assert.equal(await refused(["one-more"]), 1);
  assert.equal(await refused(["one-more"]), 0);
  assert.equal(await refused(keys), 1);
});
