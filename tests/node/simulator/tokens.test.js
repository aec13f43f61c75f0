// The lifetimes of the simulated Zoom's tokens, and their end on demand, as a backend sees them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { createTokenRefresher, exchangeCode, refreshAccessToken } from "../../../js/server/index.js";
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, newVerifier, startZoom } from "./server-helpers.js";

/**
 * Starts a simulated Zoom and signs a person in.
 *
 * @param {import("node:test").TestContext} t
 * @param {Partial<import("../../../js/simulator/server/index.js").StartSimulatedZoomOptions>} [options]
 */
async function signIn(t, options) {
  const zoom = await startZoom(t, options);
  const app = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, tokenUrl: zoom.tokenUrl };
  const newTokens = async () => {
    const codeVerifier = newVerifier();
    const code = await zoom.code(codeVerifier);
    return exchangeCode({ ...app, code, codeVerifier, redirectUri: REDIRECT_URI });
  };
  /** @param {{ accessToken: string }} tokens @returns {Promise<number>} the status */
  const useApi = async ({ accessToken }) => {
    const headers = { authorization: `Bearer ${accessToken}` };
    return (await fetch(`${zoom.url}/v2/users/me`, { headers })).status;
  };
  return { zoom, app, newTokens, useApi, tokens: await newTokens() };
}

/** @param {{ refreshToken?: string }} tokens */
const refreshTokenOf = ({ refreshToken = "" }) => refreshToken;

test("an access token ends after its lifetime, and its refresh token gets a new one", async (t) => {
  const { app, tokens, useApi } = await signIn(t, { accessTokenLifetimeSeconds: 1 });
  assert.ok((tokens.expiresAt ?? 0) - Date.now() <= 1000);
  assert.equal(await useApi(tokens), 200);
  await sleep(1100);
  assert.equal(await useApi(tokens), 401);
  const next = await refreshAccessToken({ ...app, refreshToken: refreshTokenOf(tokens) });
  assert.equal(await useApi(next), 200);
});

test("a refresh token ends after its lifetime", async (t) => {
  const { app, tokens, useApi } = await signIn(t, { refreshTokenLifetimeSeconds: 1 });
  await sleep(1100);
  await assert.rejects(refreshAccessToken({ ...app, refreshToken: refreshTokenOf(tokens) }), {
    error: "invalid_grant",
  });
  assert.equal(await useApi(tokens), 200);
});

test("with a lifetime of a minute or less, a refresher refreshes at every call", async (t) => {
  const { app, tokens } = await signIn(t, { accessTokenLifetimeSeconds: 60 });
  let saved = /** @type {any} */ (tokens);
  const refresher = createTokenRefresher({
    ...app,
    getTokens: async () => saved,
    onTokens: async (next) => void (saved = next),
  });
  const first = await refresher.getToken("session");
  const second = await refresher.getToken("session");
  assert.equal(new Set([tokens, first, second].map(({ accessToken }) => accessToken)).size, 3);
});

for (const how of ["its function", "its endpoint"]) {
  test(`access tokens end on demand, by ${how}: they are refused, and can be refreshed`, async (t) => {
    const { zoom, app, tokens, useApi } = await signIn(t);
    if (how === "its function") zoom.zoom.endAccessTokens();
    else {
      const response = await fetch(`${zoom.url}/simulator/end-access-tokens`, { method: "POST" });
      assert.deepEqual([response.status, await response.json()], [200, { status: "success" }]);
    }
    assert.equal(await useApi(tokens), 401);
    const next = await refreshAccessToken({ ...app, refreshToken: refreshTokenOf(tokens) });
    assert.equal(await useApi(next), 200);
  });

  test(`all tokens end on demand, by ${how}: only a new sign-in helps`, async (t) => {
    const { zoom, app, tokens, newTokens, useApi } = await signIn(t);
    if (how === "its function") zoom.zoom.endTokens();
    else assert.equal((await fetch(`${zoom.url}/simulator/end-tokens`, { method: "POST" })).status, 200);
    assert.equal(await useApi(tokens), 401);
    await assert.rejects(refreshAccessToken({ ...app, refreshToken: refreshTokenOf(tokens) }), {
      error: "invalid_grant",
    });
    assert.equal(await useApi(await newTokens()), 200);
  });
}
