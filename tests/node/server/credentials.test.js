// Credentials that are missing when a handler, a refresher or a source is made, and credentials
// from functions.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";

import {
  createAccountTokenSource,
  createTokenHandler,
  createTokenRefresher,
  ZoomTokenError,
} from "../../../js/server/index.js";
import { failure } from "./helpers.js";

const FIELDS = {
  code: "a-code",
  code_verifier: "v".repeat(43),
  redirect_uri: "https://app.example.com/",
};
const SECRET = "a-secret-of-the-app";
const GOOD = { clientId: "an-id", clientSecret: SECRET, accountId: "an-account" };

/** The credentials that Zoom was sent, decoded. @type {string[]} */
const sent = [];

/** @type {(url: string, init: RequestInit) => Promise<Response>} */
const fetch = async (_, { headers }) => {
  const { authorization } = /** @type {Record<string, string>} */ (headers);
  sent.push(atob(authorization?.replace("Basic ", "") ?? ""));
  return Response.json({ access_token: "t", refresh_token: "r", expires_in: 3600 });
};

/** What the handler reported. @type {unknown[]} */
const reported = [];
let verifiersTaken = 0;

/**
 * For each, makes it and returns the function that asks Zoom once. It rejects with the error that
 * the application sees.
 *
 * @type {Record<string, { names: string[], make: (credentials: any) => () => Promise<unknown> }>}
 */
const MAKERS = {
  createTokenHandler: {
    names: ["clientId", "clientSecret"],
    make({ clientId, clientSecret, timeoutMs }) {
      const handle = createTokenHandler({
        ...{ clientId, clientSecret, fetch, timeoutMs },
        allowedRedirectUris: [FIELDS.redirect_uri],
        getCodeVerifier: () => (verifiersTaken++, FIELDS.code_verifier),
        onTokens: () => ({}),
        onError: (error) => reported.push(error),
      });
      return async () => {
        reported.length = 0;
        const headers = { "content-type": "application/json" };
        const body = JSON.stringify(FIELDS);
        const response = await handle(
          new Request("https://app.example.com/token", { method: "POST", headers, body }),
        );
        if (response.status === 200) return;
        const answer = await response.json();
        assert.deepEqual([response.status, answer.error], [500, "server_error"]);
        throw reported[0];
      };
    },
  },
  createTokenRefresher: {
    names: ["clientId", "clientSecret"],
    make({ clientId, clientSecret, timeoutMs }) {
      const saved = { accessToken: "old", refreshToken: "r", expiresAt: 0 };
      const refresher = createTokenRefresher({
        ...{ clientId, clientSecret, fetch, timeoutMs },
        getTokens: () => /** @type {any} */ (saved),
        onTokens() {},
      });
      return () => refresher.getToken("a-key");
    },
  },
  createAccountTokenSource: {
    names: ["clientId", "clientSecret", "accountId"],
    make({ clientId, clientSecret, accountId, timeoutMs }) {
      const source = createAccountTokenSource({ clientId, clientSecret, accountId, fetch, timeoutMs });
      return () => source.getToken();
    },
  },
};

it("a source whose account changes keeps the tokens of the two apart in its store", async () => {
  const entries = new Map();
  const store = {
    get: async (/** @type {string} */ key) => entries.get(key),
    set: async (/** @type {string} */ key, /** @type {string} */ value) => void entries.set(key, value),
  };
  let accountId = "one";
  const options = { ...GOOD, store, accountId: () => accountId };
  const answer = async (/** @type {string} */ _, /** @type {RequestInit} */ { body }) =>
    Response.json({ access_token: new URLSearchParams(String(body)).get("account_id"), expires_in: 3600 });
  const source = createAccountTokenSource({ ...options, fetch: answer });
  assert.equal((await source.getToken()).accessToken, "one");
  accountId = "two";
  assert.equal((await source.getToken()).accessToken, "two");
  accountId = "one";
  assert.equal((await createAccountTokenSource({ ...options, fetch: answer }).getToken()).accessToken, "one");
});

it("a source gives out a token of its store without the client secret", async () => {
  const saved = JSON.stringify({
    accessToken: "saved",
    tokenType: "bearer",
    scope: "",
    expiresAt: Date.now() + 3_600_000,
    raw: {},
  });
  const store = {
    get: async (/** @type {string} */ key) => (/:(lock|wait)$/.test(key) ? undefined : saved),
    set() {},
  };
  const source = createAccountTokenSource({ ...GOOD, clientSecret: undefined, store, fetch });
  assert.equal((await source.getToken()).accessToken, "saved");
});

for (const [maker, { names, make }] of Object.entries(MAKERS)) {
  describe(maker, () => {
    for (const name of names) {
      it(`is made without ${name}, and refuses the first request, which names it`, async () => {
        for (const missing of [undefined, "", () => undefined, async () => ""]) {
          sent.length = verifiersTaken = 0;
          const error = await failure(make({ ...GOOD, [name]: missing })());
          assert.equal(error.error, "invalid_argument");
          assert.match(error.message, new RegExp(`^invalid_argument: ${name} must be a non-empty string`));
          // Nothing was sent, and no code verifier was used up.
          assert.deepEqual([sent, verifiersTaken], [[], 0]);
        }
      });

      it(`calls a function for ${name} at each request`, async () => {
        sent.length = 0;
        let calls = 0;
        const ask = make({ ...GOOD, [name]: async () => (calls++, GOOD[/** @type {"clientId"} */ (name)]) });
        assert.equal(calls, 0);
        await ask();
        const callsOfOne = calls;
        assert.ok(callsOfOne > 0);
        assert.deepEqual(sent, [`an-id:${SECRET}`]);
      });

      it(`reports a function for ${name} that fails, with its error as the cause`, async () => {
        for (const fail of [
          () => {
            throw new Error("no vault");
          },
          () => Promise.reject(new Error("no vault")),
        ]) {
          const error = await failure(make({ ...GOOD, [name]: fail })());
          assert.ok(error instanceof ZoomTokenError);
          assert.match(error.message, new RegExp(`^store_failed: the function for ${name} failed`));
          assert.match(inspect(error.cause), /no vault/);
        }
      });
    }

    it("reports a function for a credential that does not answer in timeoutMs", async () => {
      for (const name of names) {
        const silent = () => new Promise(() => {});
        const error = await failure(make({ ...GOOD, [name]: silent, timeoutMs: 20 })());
        assert.match(error.message, new RegExp(`^store_failed: the function for ${name} failed`));
        assert.match(inspect(error.cause), /no answer within 20 ms/);
      }
    });

    it("works once a missing credential is there", async () => {
      /** @type {string | undefined} */
      let clientSecret;
      const ask = make({ ...GOOD, clientSecret: () => clientSecret });
      await failure(/** @type {Promise<unknown>} */ (ask()));
      clientSecret = SECRET;
      sent.length = 0;
      await ask();
      assert.deepEqual(sent, [`an-id:${SECRET}`]);
    });
  });
}

describe("while a function for a credential fails, a token that is still good is given out", () => {
  /** @param {import("node:test").TestContext} t */
  const failLater = (t) => {
    t.mock.timers.enable({ apis: ["Date"], now: Date.now() });
    let isThere = true;
    const clientSecret = () => (isThere ? SECRET : assert.fail("no vault"));
    return { options: { ...GOOD, clientSecret }, fail: () => (isThere = false) };
  };

  it("by createAccountTokenSource, which tells onError", async (t) => {
    const { options, fail } = failLater(t);
    reported.length = 0;
    const onError = (/** @type {unknown} */ error) => void reported.push(error);
    const source = createAccountTokenSource({ ...options, fetch, onError });
    const tokens = await source.getToken();
    fail();
    t.mock.timers.tick(3_570_000);
    assert.deepEqual(await source.getToken(), tokens);
    assert.equal(/** @type {ZoomTokenError} */ (reported[0]).error, "store_failed");
    t.mock.timers.tick(40_000);
    assert.equal((await failure(source.getToken())).error, "store_failed");
  });

  it("by createTokenRefresher", async (t) => {
    const { options, fail } = failLater(t);
    const saved = { accessToken: "old", refreshToken: "r", expiresAt: Date.now() + 30_000 };
    const { clientId, clientSecret } = options;
    const refresher = createTokenRefresher({
      ...{ clientId, clientSecret, fetch },
      getTokens: () => saved,
      onTokens() {},
    });
    fail();
    assert.equal((await refresher.getToken("a-key")).accessToken, "old");
    t.mock.timers.tick(30_000);
    assert.equal((await failure(refresher.getToken("a-key"))).error, "store_failed");
  });
});
