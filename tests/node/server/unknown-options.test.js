import assert from "node:assert/strict";
import { test } from "node:test";
import * as server from "../../../js/server/index.js";
import { assertNoSecret } from "./helpers.js";

const SECRET = "a-secret-that-is-not-shown";
const APP = {
  clientId: "id",
  clientSecret: SECRET,
  tokenUrl: "https://zoomgov.com/oauth/token",
  fetch: async () => assert.fail("sent"),
  timeoutMs: 1000,
};
const SIGN_IN = { code: "code", redirectUri: "https://app.example.com/" };
const onTokens = () => ({});
const INSTALL = { redirectUri: "https://app.example.com/callback", keepCodeVerifier: () => {} };

/** Options that each function takes. @type {Record<string, Record<string, unknown>>} */
const OPTIONS = {
  exchangeCode: { ...APP, ...SIGN_IN },
  refreshAccessToken: { ...APP, refreshToken: "token" },
  requestAccountToken: { ...APP, accountId: "account" },
  revokeToken: { ...APP, token: "token" },
  createTokenRefresher: { ...APP, getTokens: () => undefined, onTokens },
  createAccountTokenSource: { ...APP, accountId: "account" },
  createTokenHandler: { ...APP, allowedRedirectUris: ["https://app.example.com/"], onTokens },
  createChallengeHandler: { keepCodeVerifier: () => {} },
  createInstallHandler: { clientId: "id", ...INSTALL },
  createCallbackHandler: { ...APP, ...INSTALL, getCodeVerifier: () => null, onTokens },
  requestDeepLink: { accessToken: "token", fetch: APP.fetch, timeoutMs: 1000 },
  decryptAppContext: { clientId: "id", clientSecret: SECRET, now: 0 },
};
const TAKEN = new Map(Object.entries(OPTIONS));

/** The functions whose options are the second argument, and the first one. @type {Record<string, unknown>} */
const FIRST_ARGUMENTS = { decryptAppContext: "context" };

/** @param {string} name @param {object} options */
const call = async (name, options) => {
  const first = name in FIRST_ARGUMENTS ? [FIRST_ARGUMENTS[name]] : [];
  return /** @type {any} */ (server)[name](...first, options);
};

test("every function that takes options is in this table", () => {
  const functions = Object.keys(server).filter((name) => /^[a-z]/.test(name));
  assert.deepEqual([...TAKEN.keys()].sort(), functions.sort());
});

for (const [name, options] of TAKEN) {
  test(`${name} refuses an option that it does not have, and sends nothing`, async () => {
    for (const unknown of ["tokenURL", "revoke_url", "signals"]) {
      const error = await call(name, { ...options, [unknown]: SECRET }).then(
        () => assert.fail(`${unknown} was taken`),
        (error) => error,
      );
      assert.equal(error.error, "invalid_argument", String(error));
      assert.ok(error.reason.startsWith(`the option ${unknown} must be left out: ${name} has`), error.reason);
      assertNoSecret(error, [SECRET]);
    }
  });
}
