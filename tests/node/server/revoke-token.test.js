import assert from "node:assert/strict";
import { test } from "node:test";
import {
  exchangeCode,
  refreshAccessToken,
  requestAccountToken,
  revokeToken,
} from "../../../js/server/index.js";
import { answering, assertNoSecret, failure, serve } from "./helpers.js";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  REDIRECT_URI,
  basic,
  newVerifier,
  startZoom,
} from "../simulator/server-helpers.js";

const TOKEN = "token-that-is-secret";
const APP = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
const OPTIONS = { ...APP, token: TOKEN };

/** @param {import("node:test").TestContext} t */
async function start(t) {
  const zoom = await startZoom(t);
  const app = { ...APP, tokenUrl: zoom.tokenUrl };
  const revokeUrl = `${zoom.url}/oauth/revoke`;
  return {
    zoom,
    app,
    revokeUrl,
    /** @param {string} token */
    revoke: (token) => revokeToken({ ...APP, token, revokeUrl }),
    async signIn() {
      const codeVerifier = newVerifier();
      const code = await zoom.code(codeVerifier);
      const { accessToken, refreshToken = "" } = await exchangeCode({
        ...app,
        code,
        codeVerifier,
        redirectUri: REDIRECT_URI,
      });
      return { accessToken, refreshToken };
    },
    /** @param {string} token */
    async works(token) {
      const { status } = await fetch(`${zoom.url}/v2/users/me`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return status === 200;
    },
    /**
     * @param {Record<string, string>} form
     * @param {{ authorization?: string, query?: string }} [how]
     */
    async post(form, { authorization = basic(), query = "" } = {}) {
      const headers = authorization ? { authorization } : {};
      const body = new URLSearchParams(form);
      const response = await fetch(revokeUrl + query, { method: "POST", body, headers });
      return { status: response.status, body: await response.json() };
    },
  };
}

test("revoking an access or a refresh token ends all tokens of the person, but not the account's", async (t) => {
  const { app, revoke, signIn, works } = await start(t);
  const account = await requestAccountToken({ ...app, accountId: "an-account" });
  for (const name of /** @type {const} */ (["accessToken", "refreshToken"])) {
    const tokens = await signIn();
    const other = await signIn();
    assert.ok(await works(tokens.accessToken));
    assert.equal(await revoke(tokens[name]), undefined);
    assert.ok(!(await works(tokens.accessToken)));
    assert.ok(!(await works(other.accessToken)));
    const error = await failure(refreshAccessToken({ ...app, refreshToken: tokens.refreshToken }));
    assert.equal(error.error, "invalid_grant");
  }
  assert.ok(await works(account.accessToken));
  const person = await signIn();
  await revoke(account.accessToken);
  assert.ok(!(await works(account.accessToken)));
  assert.ok(await works(person.accessToken));
});

test("revokes a token that has ended or is unknown (RFC 7009 section 2.2)", async (t) => {
  const { revoke, signIn } = await start(t);
  const { accessToken } = await signIn();
  await revoke(accessToken);
  await revoke(accessToken);
  await revoke("never-was");
});

test("the simulated endpoint wants the token in the body and HTTP Basic", async (t) => {
  const { post, signIn, works } = await start(t);
  const { accessToken: token } = await signIn();
  const inQuery = await post({}, { query: `?token=${token}` });
  assert.deepEqual([inQuery.status, inQuery.body.error], [400, "invalid_request"]);
  const inBoth = await post({ token }, { query: "?token_type_hint=access_token" });
  assert.deepEqual([inBoth.status, inBoth.body.error], [400, "invalid_request"]);
  assert.ok(await works(token));
  const missing = await post({});
  assert.deepEqual(
    [missing.status, missing.body],
    [400, { reason: "Token cannot be empty.", error: "invalid_request", errorCode: 4700 }],
  );
  const anonymous = await post({ token }, { authorization: "" });
  assert.deepEqual([anonymous.status, anonymous.body.errorCode], [401, 4706]);
  for (const authorization of [basic("other"), basic(CLIENT_ID, "other")]) {
    const refused = await post({ token }, { authorization });
    assert.deepEqual([refused.status, refused.body.error], [400, "invalid_client"]);
  }
  assert.ok(await works(token));
  assert.deepEqual(await post({ token }), { status: 200, body: { status: "success" } });
});

test("sends a form in the body with Basic credentials, and nothing in the URL", async () => {
  /** @type {{ url: string, init: RequestInit }[]} */
  const calls = [];
  const fetch = async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
    calls.push({ url, init });
    return Response.json({ status: "success" });
  };
  await revokeToken({ ...OPTIONS, fetch });
  const { url, init } = /** @type {(typeof calls)[0]} */ (calls[0]);
  assert.equal(url, "https://zoom.us/oauth/revoke");
  assert.equal(init.method, "POST");
  assert.equal(init.redirect, "manual");
  assert.equal(new Headers(init.headers).get("authorization"), basic());
  assert.equal(init.body, `token=${TOKEN}`);
});

test("revokes at the server of tokenUrl, and demands revokeUrl if its path does not say where", async (t) => {
  const { app, signIn, works } = await start(t);
  const { accessToken } = await signIn();
  await revokeToken({ ...app, token: accessToken });
  assert.ok(!(await works(accessToken)));

  /** @type {string[]} */
  const urls = [];
  const fetch = async (/** @type {string} */ url) => {
    urls.push(url);
    return Response.json({ status: "success" });
  };
  const government = { ...OPTIONS, fetch, tokenUrl: "https://zoomgov.com/oauth/token" };
  await revokeToken(government);
  const proxied = { ...OPTIONS, fetch, tokenUrl: "https://proxy.example.com/zoom/token" };
  const error = await failure(revokeToken(proxied));
  assert.equal(error.error, "invalid_argument");
  assert.match(error.reason ?? "", /^revokeUrl must be given/);
  await revokeToken({ ...proxied, revokeUrl: "https://proxy.example.com/zoom/revoke" });
  assert.deepEqual(urls, ["https://zoomgov.com/oauth/revoke", "https://proxy.example.com/zoom/revoke"]);
});

test("accepts a 2xx without a body, or with one that does not deny the revocation", async () => {
  for (const body of ["", {}, { status: "success" }])
    await revokeToken({ ...OPTIONS, fetch: answering(body) });
  for (const body of ["<html>A portal</html>", { status: "failed" }, [], "null"]) {
    const error = await failure(revokeToken({ ...OPTIONS, fetch: answering(body) }));
    assert.deepEqual([error.error, error.status], ["invalid_response", 200]);
    assert.match(
      error.hint ?? "",
      /revocation endpoint.* check revokeUrl\. The token may or may not be revoked/,
    );
  }
});

test("an error after a refusal or no answer holds no token", async (t) => {
  const revokeUrl = await serve(t, (req) => req.socket.destroy());
  const redirecting = await serve(t, (_, res) => void res.writeHead(307, { location: "/elsewhere" }).end());
  /** @type {[string, Partial<import("../../../js/server/index.js").RevokeTokenOptions>][]} */
  const cases = [
    ["network_error", { revokeUrl }],
    ["invalid_response", { revokeUrl: redirecting }],
    ["timeout", { fetch: () => new Promise(() => {}), timeoutMs: 20 }],
    ["unsupported_token_type", { fetch: answering({ error: "unsupported_token_type" }, { status: 400 }) }],
    ["invalid_request", { fetch: answering({ error: "invalid_request", reason: TOKEN }, { status: 400 }) }],
    ["unavailable", { fetch: answering(`<html>${TOKEN}</html>`, { status: 503 }) }],
    ["invalid_response", { fetch: answering(`<html>${TOKEN}</html>`, { status: 502 }) }],
  ];
  for (const [name, options] of cases) {
    const error = await failure(revokeToken({ ...OPTIONS, ...options }));
    assert.equal(error.error, name);
    assertNoSecret(error, [TOKEN, CLIENT_SECRET]);
  }
});

test("names an argument that breaks a rule, and sends nothing", async () => {
  const fetch = async () => assert.fail("sent");
  /** @type {[string, Record<string, unknown>][]} */
  const cases = [
    ["token", { token: undefined }],
    ["token", { token: "a b" }],
    ["clientId", { clientId: "" }],
    ["tokenUrl", { tokenUrl: "http://zoomgov.com/oauth/token" }],
    ["revokeUrl", { revokeUrl: "http://zoom.us/oauth/revoke" }],
    ["revokeUrl", { revokeUrl: `https://zoom.us/oauth/revoke?token=${TOKEN}` }],
    ["signal", { signal: {} }],
  ];
  for (const [name, wrong] of cases) {
    const error = await failure(revokeToken(/** @type {any} */ ({ ...OPTIONS, fetch, ...wrong })));
    assert.equal(error.error, "invalid_argument");
    assert.ok(error.reason?.startsWith(`${name} must `), `${name}: ${error.reason}`);
    assertNoSecret(error, [TOKEN, CLIENT_SECRET]);
  }
  const none = await failure(revokeToken(/** @type {any} */ (1)));
  assert.equal(none.message, "invalid_argument: the argument of revokeToken must be an object");
});
