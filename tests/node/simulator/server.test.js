import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ExpiringMap } from "../../../js/simulator/server/expiring-map.js";
import { MAX_BODY_BYTES } from "../../../js/shared/limits.js";
import { createSimulatedZoom, startSimulatedZoom } from "../../../js/simulator/server/index.js";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  OTHER_REDIRECT_URI,
  REDIRECT_URI,
  basic,
  newVerifier,
  s256,
  startZoom,
} from "./server-helpers.js";

/** @param {Record<string, string | undefined>} fields */
function codeForm(fields) {
  const form = { grant_type: "authorization_code", redirect_uri: REDIRECT_URI, ...fields };
  return Object.fromEntries(Object.entries(form).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
}

/**
 * @param {{ response: Response, body: unknown }} answer
 * @param {string} code
 */
function assertInvalidCode({ response, body }, code) {
  assert.equal(response.status, 400);
  assert.equal(
    JSON.stringify(body),
    `{"reason":"Invalid authorization code ${code}","error":"invalid_grant"}`,
  );
}

test("a plain challenge, named or by default: its verifier gets tokens", async (t) => {
  const zoom = await startZoom(t);
  for (const method of [undefined, "plain"]) {
    const verifier = newVerifier();
    const code = await zoom.code(verifier, method);
    const { response, body } = await zoom.token(codeForm({ code, code_verifier: verifier }));
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.deepEqual(Object.keys(body), [
      "access_token",
      "token_type",
      "refresh_token",
      "expires_in",
      "scope",
      "api_url",
    ]);
    assert.match(body.access_token, /^\S{32,}$/);
    assert.match(body.refresh_token, /^\S{32,}$/);
    assert.notEqual(body.access_token, body.refresh_token);
    assert.equal(body.token_type, "bearer");
    assert.equal(body.expires_in, 3600);
    assert.equal(body.scope, "user:read:user zoomapp:inmeeting");
    assert.equal(body.api_url, zoom.url);
  }
});

test("an S256 challenge: its verifier gets tokens only if the challenge was announced as S256", async (t) => {
  const zoom = await startZoom(t);
  const verifier = newVerifier();
  const announced = await zoom.code(s256(verifier), "S256");
  const met = await zoom.token(codeForm({ code: announced, code_verifier: verifier }));
  assert.equal(met.response.status, 200);

  // zoomSdk.authorize cannot announce a method, so the hash is compared as a plain challenge.
  const unannounced = await zoom.code(s256(verifier));
  assertInvalidCode(await zoom.token(codeForm({ code: unannounced, code_verifier: verifier })), unannounced);

  const plainAsS256 = await zoom.code(verifier, "S256");
  assertInvalidCode(await zoom.token(codeForm({ code: plainAsS256, code_verifier: verifier })), plainAsS256);
});

test("a code works once, also for two requests at the same time", async (t) => {
  const zoom = await startZoom(t);
  const verifier = newVerifier();
  const code = await zoom.code(verifier);
  const form = codeForm({ code, code_verifier: verifier });
  assert.equal((await zoom.token(form)).response.status, 200);
  assertInvalidCode(await zoom.token(form), code);

  for (let round = 0; round < 20; round++) {
    const contested = await zoom.code(verifier);
    const both = codeForm({ code: contested, code_verifier: verifier });
    const answers = await Promise.all([zoom.token(both), zoom.token(both)]);
    const [won, lost] = answers.sort((a, b) => a.response.status - b.response.status);
    assert.equal(won?.response.status, 200);
    assertInvalidCode(/** @type {any} */ (lost), contested);
  }
});

test("wrong redirect URI, wrong or missing verifier, unknown code: the same answer, and the code is used up", async (t) => {
  const zoom = await startZoom(t);
  const wrong = [
    { redirect_uri: OTHER_REDIRECT_URI },
    { redirect_uri: REDIRECT_URI.replace("#top", "") },
    { redirect_uri: "nonsense" },
    { redirect_uri: undefined },
    { code_verifier: newVerifier() },
    { code_verifier: undefined },
    { code_verifier: "too-short" },
  ];
  for (const fields of wrong) {
    const verifier = newVerifier();
    const code = await zoom.code(verifier);
    const good = codeForm({ code, code_verifier: verifier });
    assertInvalidCode(await zoom.token(codeForm({ code, code_verifier: verifier, ...fields })), code);
    assertInvalidCode(await zoom.token(good), code);
  }
  assertInvalidCode(await zoom.token(codeForm({ code: "made-up", code_verifier: newVerifier() })), "made-up");
  assertInvalidCode(
    await zoom.token(codeForm({ code: '"\n\u00e9', code_verifier: newVerifier() })),
    '\\"\\n\u00e9',
  );

  const without = (await zoom.authorize({})).body.code;
  assertInvalidCode(await zoom.token(codeForm({ code: without, code_verifier: newVerifier() })), without);
  const missing = await zoom.token(codeForm({}));
  assert.equal(missing.response.status, 400);
  assert.deepEqual(missing.body, { reason: "Missing code.", error: "invalid_request" });
});

test("a code is refused after its lifetime", async (t) => {
  const zoom = await startZoom(t, { codeLifetimeSeconds: 0.3 });
  const verifier = newVerifier();
  const inTime = await zoom.code(verifier);
  assert.equal((await zoom.token(codeForm({ code: inTime, code_verifier: verifier }))).response.status, 200);
  const late = await zoom.code(verifier);
  await sleep(400);
  assertInvalidCode(await zoom.token(codeForm({ code: late, code_verifier: verifier })), late);
});

test("parameters are refused in the query string, and accepted in the body", async (t) => {
  const zoom = await startZoom(t);
  const form = { grant_type: "account_credentials", account_id: "an-account" };
  const inQuery = await zoom.token({}, { query: `?${new URLSearchParams(form)}` });
  assert.equal(inQuery.response.status, 400);
  assert.equal(inQuery.body.error, "invalid_request");
  const inBoth = await zoom.token(form, { query: "?account_id=an-account" });
  assert.equal(inBoth.response.status, 400);

  const { response, body } = await zoom.token(form);
  assert.equal(response.status, 200);
  assert.deepEqual(Object.keys(body), ["access_token", "token_type", "expires_in", "scope", "api_url"]);
  const without = await zoom.token({ grant_type: "account_credentials" });
  assert.deepEqual([without.response.status, without.body.error], [400, "invalid_request"]);
});

test("credentials are accepted only as HTTP Basic", async (t) => {
  const zoom = await startZoom(t);
  const verifier = newVerifier();
  const code = await zoom.code(verifier);
  const form = codeForm({ code, code_verifier: verifier });
  const inBody = { ...form, client_id: CLIENT_ID, client_secret: CLIENT_SECRET };

  for (const missing of [
    await zoom.token(form, { authorization: "" }),
    await zoom.token(inBody, { authorization: "" }),
    await zoom.token({ ...form, client_id: CLIENT_ID }, { authorization: "" }),
    await zoom.token(form, { authorization: "Bearer abc" }),
  ]) {
    assert.equal(missing.response.status, 401);
    assert.match(missing.response.headers.get("www-authenticate") ?? "", /^Basic /);
    assert.equal(missing.body.error, "invalid_client");
    assert.equal(missing.body.errorCode, 4706);
  }
  for (const authorization of [
    basic(CLIENT_ID, "wrong"),
    basic("wrong"),
    basic(CLIENT_ID, ""),
    `${basic("")}`,
    `Basic ${Buffer.from("no colon").toString("base64")}`,
    basic("\u00e9", "\u00e9"),
  ]) {
    const { response, body } = await zoom.token(form, { authorization });
    assert.equal(response.status, 400, authorization);
    assert.equal(
      JSON.stringify(body),
      '{"reason":"Invalid client_id or client_secret","error":"invalid_client"}',
    );
  }
  // The refused requests have not used the code up.
  assert.equal((await zoom.token(form)).response.status, 200);
});

test("Basic credentials may be form-urlencoded, as in RFC 6749", async (t) => {
  const zoom = await startZoom(t);
  const authorization = `basic ${Buffer.from("simulated%2Dclient-id:simulated-client%2dsecret").toString("base64")}`;
  const { response } = await zoom.token(
    { grant_type: "account_credentials", account_id: "a" },
    { authorization },
  );
  assert.equal(response.status, 200);
});

test("a missing grant type: 4706; an unsupported one: 4705", async (t) => {
  const zoom = await startZoom(t);
  const missing = await zoom.token({ account_id: "a" });
  assert.deepEqual([missing.response.status, missing.body.errorCode], [400, 4706]);
  for (const grant_type of ["client_credentials", "password", "urn:x:y", "toString", "a b"]) {
    const { response, body } = await zoom.token({ grant_type });
    assert.deepEqual(
      [response.status, body.error, body.errorCode],
      [400, "unsupported_grant_type", 4705],
      grant_type,
    );
  }
});

test("the token endpoint refuses JSON, repeated parameters and large bodies", async (t) => {
  const zoom = await startZoom(t);
  const good = { grant_type: "account_credentials", account_id: "a" };
  const json = await zoom.token(good, { contentType: "application/json" });
  assert.deepEqual([json.response.status, json.body.error], [400, "invalid_request"]);
  const charset = await zoom.token(good, { contentType: "Application/X-WWW-Form-Urlencoded; charset=utf-8" });
  assert.equal(charset.response.status, 200);
  const huge = await zoom.token({ ...good, filler: "x".repeat(MAX_BODY_BYTES) });
  assert.equal(huge.response.status, 413);
  const twice = await fetch(zoom.tokenUrl, {
    method: "POST",
    headers: { authorization: basic(), "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=account_credentials&account_id=a&account_id=b",
  });
  assert.equal(twice.status, 400);
});

test("a refresh token works once, and the answer has the next", async (t) => {
  const zoom = await startZoom(t);
  const verifier = newVerifier();
  const code = await zoom.code(verifier);
  const first = (await zoom.token(codeForm({ code, code_verifier: verifier }))).body;
  const refresh = { grant_type: "refresh_token", refresh_token: first.refresh_token };
  const both = await Promise.all([zoom.token(refresh), zoom.token(refresh)]);
  const [won, lost] = both.sort((a, b) => a.response.status - b.response.status);
  assert.equal(won?.response.status, 200);
  assert.equal(lost?.response.status, 400);
  assert.deepEqual(lost?.body, { reason: "Invalid Token!", error: "invalid_grant" });
  assert.notEqual(won?.body.refresh_token, first.refresh_token);
  const next = await zoom.token({ grant_type: "refresh_token", refresh_token: won?.body.refresh_token });
  assert.equal(next.response.status, 200);
  assert.equal(next.body.scope, first.scope);
});

test("GET /v2/users/me returns the user of the token", async (t) => {
  const zoom = await startZoom(t, { user: { first_name: "Ada" } });
  const { body } = await zoom.token({ grant_type: "account_credentials", account_id: "a" });
  const me = await fetch(`${body.api_url}/v2/users/me`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  assert.equal(me.status, 200);
  const user = await me.json();
  assert.equal(user.first_name, "Ada");
  assert.equal(user.id, "simulated-user-id");
  for (const authorization of ["Bearer wrong", "Bearer", basic(), ""]) {
    const response = await fetch(`${zoom.url}/v2/users/me`, {
      headers: authorization ? { authorization } : {},
    });
    assert.equal(response.status, 401);
    assert.deepEqual(await response.json(), { code: 124, message: "Invalid access token." });
  }
  const inQuery = await fetch(`${zoom.url}/v2/users/me?access_token=${body.access_token}`);
  assert.equal(inQuery.status, 401);
});

test("POST /oauth/authorize checks its parameters", async (t) => {
  const zoom = await startZoom(t);
  const good = await zoom.authorize({ code_challenge: newVerifier(), state: "a state" });
  assert.equal(good.response.status, 200);
  assert.deepEqual(Object.keys(good.body), ["code", "redirect_uri"]);
  assert.equal(good.body.redirect_uri, REDIRECT_URI);

  for (const redirect_uri of ["https://evil.example/", "", REDIRECT_URI + "/"]) {
    const { response, body } = await zoom.authorize({ redirect_uri });
    assert.equal(response.status, 400);
    const { explanation, ...refusal } = body;
    assert.deepEqual(refusal, {
      reason: "Redirect URI mismatch.",
      error: "invalid_request",
      errorCode: 4709,
    });
    assert.match(explanation, /^redirect_uri is /);
  }
  const client = await zoom.authorize({ client_id: "wrong" });
  assert.deepEqual([client.response.status, client.body.errorCode], [400, 4702]);
  const type = await zoom.authorize({ response_type: "token" });
  assert.deepEqual([type.response.status, type.body.error], [400, "unsupported_response_type"]);
  const method = await zoom.authorize({ code_challenge: newVerifier(), code_challenge_method: "s256" });
  assert.deepEqual([method.response.status, method.body.error], [400, "invalid_request"]);
  const alone = await zoom.authorize({ code_challenge_method: "S256" });
  assert.deepEqual([alone.response.status, alone.body.error], [400, "invalid_request"]);
});

test("a redirect URI is compared with the allow list exactly, or by its base URL", async (t) => {
  const redirectUris = ["https://app.example.com/proxy#/userinfo", "http://localhost:3000"];
  /** @type {[string, "exact" | "base", boolean][]} */
  const cases = [
    ["https://app.example.com/proxy#/userinfo", "exact", true],
    ["https://app.example.com/proxy", "exact", false],
    ["http://localhost:3000/", "exact", false],
    ["https://app.example.com/proxy#/userinfo", "base", true],
    ["https://app.example.com/", "base", true],
    ["https://APP.example.com/other?a=1#/b", "base", true],
    ["http://localhost:3000/callback", "base", true],
    ["http://localhost:3001/callback", "base", false],
    ["https://localhost:3000/", "base", false],
    ["https://example.com/", "base", false],
    ["https://app.example.com.evil.example/", "base", false],
    ["https://app.example.com@evil.example/", "base", false],
    ["nonsense", "base", false],
  ];
  const zooms = {
    exact: await startZoom(t, { redirectUris }),
    base: await startZoom(t, { redirectUris, redirectUriMatch: "base" }),
  };
  for (const [redirect_uri, match, isAllowed] of cases) {
    const zoom = zooms[match];
    const verifier = newVerifier();
    const { response, body } = await zoom.authorize({ redirect_uri, code_challenge: verifier });
    assert.equal(response.ok, isAllowed, `${redirect_uri} ${match}`);
    if (!isAllowed) continue;
    const form = codeForm({ code: body.code, code_verifier: verifier, redirect_uri });
    assert.equal((await zoom.token(form)).response.status, 200, `${redirect_uri} ${match}`);
  }
  // The token request must repeat the redirect URI of the authorization request in both modes.
  const verifier = newVerifier();
  const redirect_uri = "http://localhost:3000/a";
  const { code } = (await zooms.base.authorize({ redirect_uri, code_challenge: verifier })).body;
  const other = codeForm({ code, code_verifier: verifier, redirect_uri: "http://localhost:3000/b" });
  assertInvalidCode(await zooms.base.token(other), code);
});

test("a refused redirect URI: the log and the client's answer say in what it differs from the closest entry", async (t) => {
  const redirectUris = ["http://localhost:3000/", "https://app.example.com/proxy?v=1#/userinfo"];
  const { zoom, last } = await startLogged(t, { redirectUris });
  const { zoom: loose } = await startLogged(t, { redirectUris, redirectUriMatch: "base" });
  /** @type {[typeof zoom, string, RegExp][]} */
  const cases = [
    [
      zoom,
      "https://app.example.com/proxy?v=1",
      /is https:\/\/app\.example\.com\/proxy\?\.\.\., .* character for character, .* https:\/\/app\.example\.com\/proxy\?\.\.\.#\.\.\., it has no fragment$/,
    ],
    [zoom, "http://localhost:3000/#/x", /http:\/\/localhost:3000\/, it has an additional fragment$/],
    [zoom, "http://localhost:3000/?a", /it has an additional query$/],
    [zoom, "http://localhost:8080/", /http:\/\/localhost:3000\/, it has another port$/],
    [zoom, "http://localhost:3000", /it has another spelling of the same URL$/],
    [loose, "https://localhost:3000/a", /by scheme, host and port, .* it has another scheme$/],
  ];
  for (const [server, redirect_uri, expected] of cases) {
    const { explanation } = (await server.authorize({ redirect_uri })).body;
    assert.match(explanation, expected);
    if (server === zoom) assert.equal(last().explanation, explanation);
  }
});

test("pages of any origin may call /oauth/authorize, and no other endpoint", async (t) => {
  const zoom = await startZoom(t);
  const preflight = await fetch(`${zoom.url}/oauth/authorize`, { method: "OPTIONS" });
  assert.equal(preflight.status, 204);
  assert.equal(preflight.headers.get("access-control-allow-origin"), "*");
  assert.equal(preflight.headers.get("access-control-allow-methods"), "GET, POST");
  for (const { response } of [await zoom.authorize({}), await zoom.authorize({ client_id: "wrong" })]) {
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
  }
  const token = await zoom.token({ grant_type: "account_credentials", account_id: "a" });
  assert.equal(token.response.headers.get("access-control-allow-origin"), null);
  assert.equal((await fetch(zoom.tokenUrl, { method: "OPTIONS" })).status, 404);
});

test("every other path or method: 404 in JSON", async (t) => {
  const zoom = await startZoom(t);
  for (const [method, path] of [
    ["GET", "/"],
    ["GET", "/oauth/token"],
    ["POST", "/v2/users/me"],
    ["POST", "//oauth/token"],
  ]) {
    const response = await fetch(zoom.url + path, { method });
    assert.equal(response.status, 404, `${method} ${path}`);
    assert.equal((await response.json()).error, "not_found");
  }
});

/**
 * Starts a simulated Zoom with a log, and a function that returns the log's last entry.
 *
 * @param {import("node:test").TestContext} t
 * @param {Partial<import("../../../js/simulator/server/index.js").StartSimulatedZoomOptions>} [options]
 */
async function startLogged(t, options) {
  /** @type {import("../../../js/simulator/server/index.js").AnsweredRequest[]} */
  const log = [];
  const zoom = await startZoom(t, { ...options, onAnswer: (answered) => log.push(answered) });
  return { zoom, log, last: () => /** @type {(typeof log)[0]} */ (log.at(-1)) };
}

test("the log has every answer, and the reason of a refused code, which the answer does not have", async (t) => {
  const { zoom, last } = await startLogged(t);
  const verifier = newVerifier();
  const token = { method: "POST", path: "/oauth/token" };
  const refused = {
    ...token,
    status: 400,
    error: "invalid_grant",
    reason: "Invalid authorization code [redacted]",
  };
  const code = await zoom.code(verifier);
  assert.deepEqual(last(), { method: "POST", path: "/oauth/authorize", status: 200 });
  await zoom.token(codeForm({ code, code_verifier: verifier }));
  assert.deepEqual(last(), { ...token, status: 200 });

  /** @type {[RegExp, { challenge?: string, method?: string }, Record<string, string | undefined>][]} */
  const wrong = [
    [/^wrong challenge method: .* S256 of the verifier, .* plain$/, { challenge: s256(verifier) }, {}],
    [/^wrong challenge method: .* \(plain\), .* announced S256$/, { method: "S256" }, {}],
    [/^code_verifier is missing/, {}, { code_verifier: undefined }],
    [/^code_verifier is malformed: it must be 43 to 128/, {}, { code_verifier: "short" }],
    [/^code_verifier does not match/, {}, { code_verifier: newVerifier() }],
    [/^code_verifier does not match/, { method: "S256" }, { code_verifier: newVerifier() }],
    [/^redirect_uri is missing/, {}, { redirect_uri: undefined }],
    [/^redirect_uri is no absolute URL/, {}, { redirect_uri: "nonsense" }],
    [
      /^redirect_uri is https:\/\/app\.example\.com\/other: .* https:\/\/app\.example\.com\/page\?\.\.\.#\.\.\., .* it has another path, no query, no fragment$/,
      {},
      { redirect_uri: OTHER_REDIRECT_URI },
    ],
  ];
  for (const [explanation, { challenge = verifier, method }, fields] of wrong) {
    const code = await zoom.code(challenge, method);
    const form = codeForm({ code, code_verifier: verifier, ...fields });
    assertInvalidCode(await zoom.token(form), code);
    const { explanation: told = "", ...entry } = last();
    assert.deepEqual(entry, refused);
    assert.match(told, explanation);
    await zoom.token(form);
    assert.match(last().explanation ?? "", /^the code was used before/);
  }

  const without = (await zoom.authorize({})).body.code;
  await zoom.token(codeForm({ code: without, code_verifier: verifier }));
  assert.match(last().explanation ?? "", /^code_verifier came, but .* without a code challenge$/);
  await zoom.token(codeForm({ code: "made-up", code_verifier: verifier }));
  assert.match(last().explanation ?? "", /^no such code/);
});

test("the log distinguishes an expired code, an unknown one, and one used by two requests at once", async (t) => {
  const { zoom, last } = await startLogged(t, { codeLifetimeSeconds: 0.05 });
  const verifier = newVerifier();
  const late = await zoom.code(verifier);
  await zoom.code(verifier);
  await sleep(100);
  await zoom.code(verifier);
  await zoom.token(codeForm({ code: late, code_verifier: verifier }));
  assert.match(last().explanation ?? "", /^the code expired: it lives 0\.05 seconds$/);

  const { zoom: patient, log: pairs } = await startLogged(t);
  for (let round = 0; round < 20; round++) {
    const both = codeForm({ code: await patient.code(verifier), code_verifier: verifier });
    await Promise.all([patient.token(both), patient.token(both)]);
    const lost = pairs.slice(-2).filter(({ status }) => status === 400);
    assert.equal(lost.length, 1);
    assert.match(lost[0]?.explanation ?? "", /used (before|the code at the same moment)/);
  }
});

test("the log has the reason of other refused requests", async (t) => {
  const { zoom, last } = await startLogged(t);
  await zoom.authorize({ redirect_uri: "http://localhost:8080/app?secret=x" });
  const { explanation, ...mismatch } = last();
  assert.deepEqual(mismatch, {
    method: "POST",
    path: "/oauth/authorize",
    status: 400,
    error: "invalid_request",
    reason: "Redirect URI mismatch.",
  });
  assert.match(
    explanation ?? "",
    /^redirect_uri is http:\/\/localhost:8080\/app\?\.\.\., .*not on the allow list/,
  );
  await zoom.authorize({ client_id: "other" });
  assert.match(last().explanation ?? "", /client ID of the page/);

  const form = codeForm({ code: "a", code_verifier: newVerifier() });
  /** @type {[string, RegExp][]} */
  const credentials = [
    ["", /^there is no Authorization header/],
    ["Bearer abc", /not HTTP Basic/],
    [`Basic ${Buffer.from("none").toString("base64")}`, /no colon/],
    [basic("other"), /client ID is not the app's$/],
    [basic("a b"), /client ID is not the app's$/],
    [basic(CLIENT_ID, "other"), /client secret is not the app's$/],
    [basic(CLIENT_ID, ""), /client secret is not the app's$/],
  ];
  for (const [authorization, expected] of credentials) {
    await zoom.token(form, { authorization });
    assert.match(last().explanation ?? "", expected);
  }
  await zoom.token({ grant_type: "refresh_token", refresh_token: "a" });
  assert.match(last().explanation ?? "", /^no such refresh token/);
  await zoom.token({ grant_type: "refresh_token" });
  assert.equal(last().explanation, "refresh_token is missing");
  await fetch(`${zoom.url}/v2/users/me`, { headers: { authorization: "Bearer a" } });
  assert.match(last().explanation ?? "", /^no such access token/);
  await fetch(`${zoom.url}/v2/users/me`);
  assert.match(last().explanation ?? "", /^there is no Authorization header/);
  await fetch(`${zoom.url}/nowhere?code=a`);
  assert.deepEqual(last(), {
    method: "GET",
    path: "/nowhere",
    status: 404,
    error: "not_found",
    reason: "The simulated Zoom has no such page.",
  });
});

test("no secret is in the log, in whichever part of a request it was", async (t) => {
  const clientSecret = "the-secret-of-the-app-that-nobody-sees";
  const { zoom, log } = await startLogged(t, { clientSecret });
  const authorization = basic(CLIENT_ID, clientSecret);
  const verifier = newVerifier();
  const code = await zoom.code(verifier);
  const { body } = await zoom.token(codeForm({ code, code_verifier: verifier }), { authorization });
  const secrets = [code, verifier, body.access_token, body.refresh_token, clientSecret];
  const bearer = { authorization: `Bearer ${body.access_token}` };
  assert.equal((await fetch(`${zoom.url}/v2/users/me`, { headers: bearer })).status, 200);
  for (const secret of secrets) {
    for (const name of ["code", "code_verifier", "redirect_uri", "refresh_token", "grant_type"]) {
      await zoom.token(codeForm({ code, code_verifier: verifier, [name]: secret }), { authorization });
    }
    await zoom.token(codeForm({ code: await zoom.code(verifier), code_verifier: secret }), { authorization });
    const redirect_uri = `https://app.example.com/${secret}?code=${secret}#${secret}`;
    const other = await zoom.code(verifier);
    await zoom.token(codeForm({ code: other, code_verifier: verifier, redirect_uri }), { authorization });
    await zoom.token({}, { query: `?code=${secret}`, authorization });
    await zoom.token(codeForm({ code }), { authorization: basic(secret, secret) });
    await zoom.authorize({ code_challenge: verifier, code_challenge_method: secret });
    await zoom.authorize({ redirect_uri, client_id: secret, response_type: secret });
    await zoom.authorize({ redirect_uri });
    await fetch(`${zoom.url}/${secret}/${secret}?a=${secret}`);
  }
  assert.ok(log.length > 60);
  const told = JSON.stringify(log);
  for (const secret of secrets) assert.ok(!told.includes(secret), secret);
  assert.ok(told.includes("no such code"), "the search finds text that is in the log");
  await zoom.authorize({ code_challenge: verifier, code_challenge_method: "S\n256\u2028" });
  assert.match(log.at(-1)?.reason ?? "", /'S 256 '/);
});

test("an onAnswer that throws makes the request fail, and is called once for it", async () => {
  let calls = 0;
  const onAnswer = () => {
    calls += 1;
    throw new Error("the disk is full");
  };
  const zoom = await createSimulatedZoom({ redirectUris: [REDIRECT_URI], onAnswer });
  for (const path of ["/nowhere", "/v2/users/me"]) {
    await assert.rejects(zoom.fetch(new Request(`http://zoom.invalid${path}`)), /the disk is full/);
  }
  assert.equal(calls, 2);
});

test("it can be mounted below a path", async (t) => {
  const zoom = await startZoom(t, { basePath: "/zoom/sim" });
  assert.match(zoom.url, /^http:\/\/127\.0\.0\.1:\d+\/zoom\/sim$/);
  const { body } = await zoom.token({ grant_type: "account_credentials", account_id: "a" });
  assert.equal(body.api_url, zoom.url);
  const me = await fetch(`${body.api_url}/v2/users/me`, {
    headers: { authorization: `Bearer ${body.access_token}` },
  });
  assert.equal(me.status, 200);
  const outside = await fetch(new URL("/oauth/token", zoom.url), { method: "POST" });
  assert.equal(outside.status, 404);
});

test("its fetch works without a server", async () => {
  const zoom = await createSimulatedZoom({ redirectUris: [REDIRECT_URI] });
  const response = await zoom.fetch(
    new Request("http://zoom.invalid/oauth/token", {
      method: "POST",
      headers: { authorization: basic() },
      body: new URLSearchParams({ grant_type: "account_credentials", account_id: "a" }),
    }),
  );
  assert.equal(response.status, 200);
  assert.equal((await response.json()).api_url, "http://zoom.invalid");
});

test("invalid options: TypeError with the name of the option", async () => {
  const good = { redirectUris: [REDIRECT_URI] };
  /** @type {[string, any][]} */
  const cases = [
    ["redirectUris", {}],
    ["redirectUris", { redirectUris: [] }],
    ["redirectUris", { redirectUris: ["/relative"] }],
    ["redirectUriMatch", { ...good, redirectUriMatch: "strict" }],
    ["clientId", { ...good, clientId: "a:b" }],
    ["clientSecret", { ...good, clientSecret: "" }],
    ["publicClientId", { ...good, publicClientId: "a b" }],
    ["publicClientId", { ...good, clientId: "one", publicClientId: "one" }],
    ["user", { ...good, user: null }],
    ["scope", { ...good, scope: "" }],
    ["codeLifetimeSeconds", { ...good, codeLifetimeSeconds: 0 }],
    ["codeLifetimeSeconds", { ...good, codeLifetimeSeconds: NaN }],
    ["accessTokenLifetimeSeconds", { ...good, accessTokenLifetimeSeconds: 0.5 }],
    ["accessTokenLifetimeSeconds", { ...good, accessTokenLifetimeSeconds: "60" }],
    ["refreshTokenLifetimeSeconds", { ...good, refreshTokenLifetimeSeconds: 0 }],
    ["refreshTokenLifetimeSeconds", { ...good, refreshTokenLifetimeSeconds: 473_040_001 }],
    ["tokenLifetimeSeconds", { ...good, tokenLifetimeSeconds: 60 }],
    ["port", { ...good, port: 4010 }],
    ["basePath", { ...good, basePath: "/zoom/" }],
    ["onAnswer", { ...good, onAnswer: "log" }],
  ];
  for (const [name, options] of cases) {
    await assert.rejects(createSimulatedZoom(options), {
      name: "TypeError",
      message: new RegExp(`^${name} must`),
    });
  }
  await assert.rejects(createSimulatedZoom(/** @type {any} */ (undefined)), TypeError);
});

test("it listens on loopback hosts only", async () => {
  for (const host of ["0.0.0.0", "::", "192.168.1.2", "example.com", "127.0.0.1.example.com"]) {
    await assert.rejects(startSimulatedZoom({ host, redirectUris: [REDIRECT_URI] }), {
      message: /^host must be a loopback/,
    });
  }
  const { url, close } = await startSimulatedZoom({ host: "localhost", redirectUris: [REDIRECT_URI] });
  assert.match(url, /^http:\/\/localhost:\d+$/);
  assert.equal((await fetch(url)).status, 404);
  await close();
  await assert.rejects(fetch(url));
});

test("close ends open connections, and may be called again", { timeout: 5000 }, async (t) => {
  const zoom = await startZoom(t);
  const { hostname, port } = new URL(zoom.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  socket.write("POST /oauth/token HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
  await once(socket, "data");
  const closed = once(socket, "close");
  await zoom.close();
  await closed;
  await zoom.close();
});

test("ExpiringMap is bounded: adding an entry removes expired ones, and the oldest above the limit", () => {
  const at = (/** @type {number} */ ms) => ({ endsAt: new Date(Date.now() + ms) });
  const map = new ExpiringMap(3);
  map.set("ended", at(-1));
  assert.equal(map.size, 1);
  map.set("a", at(1000));
  assert.equal(map.size, 1);
  assert.equal(map.get("ended"), undefined);
  for (const key of ["b", "c", "d"]) map.set(key, at(1000));
  assert.equal(map.size, 3);
  assert.equal(map.get("a"), undefined);
  assert.notEqual(map.get("d"), undefined);
  assert.equal(map.delete("d"), true);
  assert.equal(map.delete("d"), false);
});

test("without the OAuth library: the error names the package and the command that installs it", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "zoom-pkce-"));
  t.after(() => rm(folder, { recursive: true }));
  const js = fileURLToPath(new URL("../../../js/", import.meta.url));
  for (const part of ["server", "shared", "simulator/server"]) {
    await cp(join(js, part), join(folder, "js", part), { recursive: true });
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  const script = `import { createSimulatedZoom } from "./js/simulator/server/index.js";
    await createSimulatedZoom({ redirectUris: ["http://localhost/"] }).catch((e) => console.log(e.message));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: folder,
  });
  assert.match(stdout, /needs the package @node-oauth\/oauth2-server/);
  assert.match(stdout, /npm install --save-dev @node-oauth\/oauth2-server@5/);
});

test("a public client sends its client ID in the body, and gets tokens for its own codes only", async (t) => {
  const { zoom, log } = await startLogged(t, { publicClientId: "public-id" });
  const none = { authorization: "" };
  const verifier = newVerifier();
  /** @param {string} client_id */
  const codeOf = async (client_id) =>
    (await zoom.authorize({ client_id, code_challenge: verifier })).body.code;
  const form = async (/** @type {string} */ client_id, of = client_id) => ({
    ...codeForm({ code: await codeOf(of), code_verifier: verifier }),
    client_id,
  });

  const { response, body } = await zoom.token(await form("public-id"), none);
  assert.equal(response.status, 200);
  const refresh = { grant_type: "refresh_token", refresh_token: body.refresh_token };
  // Its refresh token is of no use to the other client ID.
  assert.equal((await zoom.token(refresh)).body.error, "invalid_grant");
  const next = await zoom.token({ ...refresh, client_id: "public-id" }, none);
  assert.equal(next.response.status, 200);

  const withoutVerifier = { ...(await form("public-id")), code_verifier: "" };
  assert.equal((await zoom.token(withoutVerifier, none)).body.reason, "Missing code_verifier.");
  for (const [id, of, how] of /** @type {const} */ ([
    ["public-id", CLIENT_ID, none],
    [CLIENT_ID, "public-id", {}],
  ])) {
    assert.equal((await zoom.token(await form(id, of), how)).body.error, "invalid_grant");
    assert.match(log.at(-1)?.explanation ?? "", /requested by the app's other client ID/);
  }
  // The other client ID needs its secret, and a server-to-server app, too.
  for (const fields of [
    await form(CLIENT_ID),
    { client_id: CLIENT_ID, ...refresh },
    { client_id: "public-id", grant_type: "account_credentials", account_id: "an-account" },
  ]) {
    const { body } = await zoom.token(fields, none);
    assert.deepEqual([body.error, body.errorCode], ["invalid_client", 4706], JSON.stringify(fields));
  }
});
