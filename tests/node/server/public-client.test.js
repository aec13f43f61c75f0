// Public clients: a client ID without a secret. What a confidential client forgets is not one.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import {
  createAccountTokenSource,
  createCallbackHandler,
  createTokenHandler,
  createTokenRefresher,
  exchangeCode,
  refreshAccessToken,
  requestAccountToken,
  revokeToken,
} from "../../../js/server/index.js";
import { CLIENT_ID, REDIRECT_URI, newVerifier, s256, startZoom } from "../simulator/server-helpers.js";
import { assertNoSecret, codePost, failure } from "./helpers.js";
import { CALLBACK } from "./install-helpers.js";

const PUBLIC_ID = "a-public-client-id";
const SIGN_IN = { code: "a-code", codeVerifier: newVerifier(), redirectUri: REDIRECT_URI };
const unsent = { fetch: async () => assert.fail("sent") };

/** @param {import("node:test").TestContext} t */
async function signIn(t) {
  const zoom = await startZoom(t, { publicClientId: PUBLIC_ID });
  const codeVerifier = newVerifier();
  /** @param {string} client_id */
  const codeOf = async (client_id) => {
    const form = { client_id, code_challenge: s256(codeVerifier), code_challenge_method: "S256" };
    return (await zoom.authorize(form)).body.code;
  };
  /** What was sent. @type {RequestInit[]} */
  const sent = [];
  const app = {
    clientId: PUBLIC_ID,
    tokenUrl: zoom.tokenUrl,
    fetch: (/** @type {string} */ url, /** @type {RequestInit} */ init) => (
      sent.push(init),
      fetch(url, init)
    ),
  };
  return { app, codeOf, sent, signIn: { codeVerifier, redirectUri: REDIRECT_URI } };
}

/** @param {RequestInit} init */
const formOf = ({ body }) => Object.fromEntries(new URLSearchParams(String(body)));

describe("a public client, whose clientSecret is left out", () => {
  it("exchanges a code and refreshes, with the client ID in the body and no Authorization", async (t) => {
    const { app, codeOf, sent, signIn: rest } = await signIn(t);
    const code = await codeOf(PUBLIC_ID);
    const tokens = await exchangeCode({ ...app, ...rest, code });
    const refreshToken = tokens.refreshToken ?? "";
    const next = await refreshAccessToken({ ...app, refreshToken });
    assert.notEqual(next.accessToken, tokens.accessToken);

    for (const { headers } of sent) assert.equal(new Headers(headers).has("authorization"), false);
    const [exchange, refresh] = sent.map(formOf);
    assert.deepEqual(exchange, {
      client_id: PUBLIC_ID,
      grant_type: "authorization_code",
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: rest.codeVerifier,
    });
    assert.deepEqual(refresh, {
      client_id: PUBLIC_ID,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
  });

  it("refreshes through createTokenRefresher", async (t) => {
    const { app, codeOf, sent, signIn: rest } = await signIn(t);
    let saved = await exchangeCode({ ...app, ...rest, code: await codeOf(PUBLIC_ID) });
    const first = saved.accessToken;
    saved.expiresAt = 0;
    const refresher = createTokenRefresher({
      ...app,
      getTokens: () => saved,
      onTokens: (tokens) => void (saved = tokens),
    });
    assert.notEqual((await refresher.getToken("key")).accessToken, first);
    assert.equal(new Headers(sent[1]?.headers).has("authorization"), false);
  });

  it("adds the app through createCallbackHandler", async (t) => {
    const zoom = await startZoom(t, { publicClientId: PUBLIC_ID, redirectUris: [CALLBACK] });
    /** @type {string[]} */
    const scopes = [];
    /** @type {any} */
    let kept;
    /** @type {RequestInit[]} */
    const sent = [];
    const handle = createCallbackHandler({
      clientId: PUBLIC_ID,
      redirectUri: CALLBACK,
      tokenUrl: zoom.tokenUrl,
      keepCodeVerifier: (value) => (kept = value),
      getCodeVerifier: () => kept,
      onTokens(tokens) {
        scopes.push(tokens.scope);
        return "/welcome";
      },
      fetch: (url, init) => (sent.push(init), fetch(url, init)),
    });
    const restarted = await handle(new Request(`${CALLBACK}?code=of-the-marketplace`));
    const asked = new URL(restarted.headers.get("location") ?? "").searchParams;
    assert.equal(asked.get("client_id"), PUBLIC_ID);
    const { body } = await zoom.authorize(Object.fromEntries(asked));
    const query = new URLSearchParams({ code: body.code, state: asked.get("state") ?? "" });
    const response = await handle(new Request(`${CALLBACK}?${query}`));
    assert.equal(response.status, 303);
    assert.equal(scopes.length, 1);
    assert.equal(new Headers(sent[0].headers).has("authorization"), false);
    assert.equal(formOf(sent[0]).client_id, PUBLIC_ID);
  });

  it("must send the code verifier", async () => {
    const options = { clientId: PUBLIC_ID, ...SIGN_IN, ...unsent, codeVerifier: undefined };
    const error = await failure(exchangeCode(options));
    assert.match(error.message, /^invalid_argument: codeVerifier must be given if clientSecret is left out/);
  });

  it("gets a hint about the secret if Zoom refuses the client ID, and shows no secret", async (t) => {
    const { app, codeOf, signIn: rest } = await signIn(t);
    const code = await codeOf(CLIENT_ID);
    // The app's other client ID, which has a secret.
    const error = await failure(exchangeCode({ ...app, ...rest, clientId: CLIENT_ID, code }));
    assert.equal(error.error, "invalid_client");
    assert.match(error.hint ?? "", /^No client secret was sent, because the option clientSecret is left out/);
    assertNoSecret(error, [code, rest.codeVerifier]);
  });

  it("gets no tokens for a code that the other client ID asked for", async (t) => {
    const { app, codeOf, signIn: rest } = await signIn(t);
    const error = await failure(exchangeCode({ ...app, ...rest, code: await codeOf(CLIENT_ID) }));
    assert.equal(error.error, "invalid_grant");
  });
});

describe("a client secret that is missing", () => {
  /**
   * Every function that asks Zoom with a secret.
   *
   * @type {Record<string, (app: any) => Promise<unknown>>}
   */
  const functions = {
    exchangeCode: (app) => exchangeCode({ ...app, ...SIGN_IN }),
    refreshAccessToken: (app) => refreshAccessToken({ ...app, refreshToken: "token" }),
    createTokenRefresher: (app) =>
      createTokenRefresher({
        ...app,
        getTokens: () => ({ accessToken: "old", refreshToken: "r", expiresAt: 0 }),
        onTokens() {},
      }).getToken("key"),
    revokeToken: (app) => revokeToken({ ...app, token: "token" }),
    requestAccountToken: (app) => requestAccountToken({ ...app, accountId: "account" }),
    createAccountTokenSource: (app) => createAccountTokenSource({ ...app, accountId: "account" }).getToken(),
    createTokenHandler: (app) => handled(app),
    createCallbackHandler: (app) => called(app),
  };
  /** Those that a public client may call. */
  const forPublicClients = [
    "exchangeCode",
    "refreshAccessToken",
    "createTokenRefresher",
    "createCallbackHandler",
  ];

  /** @param {any} app */
  async function handled(app) {
    /** @type {unknown} */
    let reported;
    const handle = createTokenHandler({
      ...app,
      allowedRedirectUris: [REDIRECT_URI],
      onTokens: () => ({}),
      onError: (error) => (reported = error),
    });
    await handle(codePost(SIGN_IN));
    throw reported;
  }

  /** @param {any} app */
  async function called(app) {
    /** @type {unknown} */
    let reported;
    const handle = createCallbackHandler({
      ...app,
      redirectUri: CALLBACK,
      keepCodeVerifier: () => {},
      getCodeVerifier: () => assert.fail("taken out"),
      onTokens: () => "/",
      onError: (error) => (reported = error),
    });
    await handle(new Request(`${CALLBACK}?code=a-code&state=a-state`));
    throw reported;
  }

  for (const [name, call] of Object.entries(functions)) {
    const isForPublicClients = forPublicClients.includes(name);
    it(`is refused by ${name} if it is there and undefined, null or empty`, async () => {
      for (const clientSecret of [undefined, "", null]) {
        const error = await failure((async () => call({ clientId: CLIENT_ID, clientSecret, ...unsent }))());
        assert.equal(error.error, "invalid_argument");
        assert.match(error.reason ?? "", /^clientSecret must be a non-empty string/);
      }
    });
    if (!isForPublicClients) {
      it(`is refused by ${name} if it is left out`, async () => {
        const error = await failure((async () => call({ clientId: CLIENT_ID, ...unsent }))());
        assert.match(error.reason ?? "", /^clientSecret must be a non-empty string/);
      });
    }
  }

  it("has a hint where it may be left out, which says how", async () => {
    const app = { clientId: CLIENT_ID, clientSecret: /** @type {any} */ (undefined), ...unsent };
    const error = await failure(exchangeCode({ ...app, ...SIGN_IN }));
    assert.match(error.hint ?? "", /^Only a public client has no client secret: it leaves the option out/);
  });
});
