import assert from "node:assert/strict";
import { test } from "node:test";
import { requestAccountToken } from "../../../js/server/index.js";
import { answering, assertNoSecret, failure, serve } from "./helpers.js";
import { CLIENT_ID, CLIENT_SECRET, basic, startZoom } from "../simulator/server-helpers.js";

const OPTIONS = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, accountId: "an-account" };

test("requests a token of an hour without a refresh token", async (t) => {
  const zoom = await startZoom(t);
  const before = Date.now();
  const tokens = await requestAccountToken({ ...OPTIONS, tokenUrl: zoom.tokenUrl });
  assert.equal(tokens.tokenType, "bearer");
  assert.equal(tokens.accessToken, tokens.raw.access_token);
  assert.ok(!("refreshToken" in tokens));
  assert.ok(tokens.expiresAt >= before + 3598_000 && tokens.expiresAt <= Date.now() + 3600_000);
  const me = await fetch(`${zoom.url}/v2/users/me`, {
    headers: { authorization: `Bearer ${tokens.accessToken}` },
  });
  assert.equal(me.status, 200);
});

test("parameters in the query string fail, parameters in the body work", async (t) => {
  const zoom = await startZoom(t);
  const parameters = new URLSearchParams({
    grant_type: "account_credentials",
    account_id: OPTIONS.accountId,
  });
  // The request of the forum thread, and what axios sends with the `params` that are proposed
  // there.
  for (const init of [{}, { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "" }]) {
    const refused = await fetch(`${zoom.tokenUrl}?${parameters}`, {
      method: "POST",
      ...init,
      headers: { authorization: basic(), ...init.headers },
    });
    assert.equal(refused.status, 400);
    assert.equal((await refused.json()).error, "invalid_request");
  }

  /** @type {{ url: string, init: RequestInit }[]} */
  const calls = [];
  const tokens = await requestAccountToken({
    ...OPTIONS,
    tokenUrl: zoom.tokenUrl,
    fetch(url, init) {
      calls.push({ url, init });
      return fetch(url, init);
    },
  });
  assert.ok(tokens.accessToken);
  assert.deepEqual(
    calls.map(({ url }) => url),
    [zoom.tokenUrl],
  );
  const { init } = /** @type {(typeof calls)[0]} */ (calls[0]);
  const headers = new Headers(init.headers);
  assert.equal(headers.get("authorization"), basic());
  assert.equal(headers.get("content-type"), "application/x-www-form-urlencoded");
  assert.equal(init.body, parameters.toString());
});

test("hints of refusals name the credentials, the account ID or the kind of app", async (t) => {
  const zoom = await startZoom(t);
  const clientSecret = "wrong-secret";
  const wrong = await failure(requestAccountToken({ ...OPTIONS, clientSecret, tokenUrl: zoom.tokenUrl }));
  assert.deepEqual([wrong.error, wrong.status], ["invalid_client", 400]);
  assert.match(wrong.hint ?? "", /client ID and client secret/);
  assertNoSecret(wrong, [clientSecret]);

  for (const body of [
    { error: "unsupported_grant_type", reason: "unsupported grant type" },
    {
      error: "unsupported_grant_type",
      reason: "Grant type is not supported from token endpoint.",
      errorCode: 4705,
    },
    { error: "invalid_request", reason: "Bad Request" },
    { error: "invalid_grant", reason: "words" },
  ]) {
    const error = await failure(requestAccountToken({ ...OPTIONS, fetch: answering(body, { status: 400 }) }));
    assert.deepEqual([error.error, error.reason], [body.error, body.reason]);
    assert.match(error.hint ?? "", /account ID .*Server-to-Server OAuth app and activated/);
  }
  const disabled = answering({ error: "invalid_client", reason: "words", errorCode: 4717 }, { status: 400 });
  assert.match((await failure(requestAccountToken({ ...OPTIONS, fetch: disabled }))).hint ?? "", /disabled/);
});

test("an error says whether Zoom is down, slow or not the one that answered", async (t) => {
  const tokenUrl = await serve(t, (req) => req.socket.destroy());
  const html = answering("<html>Bad gateway</html>", { status: 502 });
  /**
   * @type {[string, Partial<import("../../../js/server/index.js").RequestAccountTokenOptions>][]}
   */
  const cases = [
    ["network_error", { tokenUrl }],
    ["timeout", { fetch: () => new Promise(() => {}), timeoutMs: 20 }],
    ["invalid_response", { fetch: html }],
  ];
  for (const [name, options] of cases) {
    const error = await failure(requestAccountToken({ ...OPTIONS, ...options }));
    assert.equal(error.error, name);
    assert.match(error.hint ?? "", /Nothing is used up: ask again/);
    assertNoSecret(error, [CLIENT_SECRET]);
  }
});

test("names an argument that breaks a rule, and sends nothing", async () => {
  const fetch = async () => assert.fail("sent");
  /** @type {[string, Record<string, unknown>][]} */
  const cases = [
    ["accountId", { accountId: undefined }],
    ["accountId", { accountId: "" }],
    ["accountId", { accountId: "an-account\n" }],
    ["clientId", { clientId: 1 }],
    ["clientSecret", { clientSecret: undefined }],
    ["tokenUrl", { tokenUrl: "https://zoom.us/oauth/token?grant_type=account_credentials" }],
    ["fetch", { fetch: 1 }],
  ];
  for (const [name, wrong] of cases) {
    const error = await failure(requestAccountToken(/** @type {any} */ ({ ...OPTIONS, fetch, ...wrong })));
    assert.equal(error.error, "invalid_argument");
    assert.ok(error.reason?.startsWith(`${name} must `), `${name}: ${error.reason}`);
  }
  const none = await failure(requestAccountToken(/** @type {any} */ (null)));
  assert.equal(none.message, "invalid_argument: the argument of requestAccountToken must be an object");
});
