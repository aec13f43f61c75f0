import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { ZoomTokenError, createTokenHandler, decryptAppContext } from "../../../js/server/index.js";
import { MAX_BODY_BYTES, MAX_CODE_CHARS, MAX_STATE_CHARS } from "../../../js/shared/limits.js";
import { toNodeListener } from "../../../js/server/node/listener.js";
import {
  CLIENT_ID,
  CLIENT_SECRET,
  OTHER_REDIRECT_URI,
  REDIRECT_URI,
  newVerifier,
  s256,
  startZoom,
} from "../simulator/server-helpers.js";
import { encryptAppContext } from "../../../js/simulator/server/app-context.js";

/** @import { TokenHandlerOptions } from "../../../js/server/index.js" */

const ENDPOINT = "https://app.example.com/api/zoom/token";
const CODE = "code-that-is-secret";
const VERIFIER = newVerifier();
const TOKENS = { access_token: "access-that-is-secret", refresh_token: "refresh-that-is-secret" };
const SECRETS = [CODE, VERIFIER, CLIENT_SECRET, TOKENS.access_token, TOKENS.refresh_token];
const FIELDS = { code: CODE, code_verifier: VERIFIER, redirect_uri: REDIRECT_URI, state: "a-state" };

/** @type {TokenHandlerOptions} */
const OPTIONS = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  allowedRedirectUris: [REDIRECT_URI],
  onTokens: () => ({ signedIn: true }),
  fetch: async () => Response.json(TOKENS),
};

/**
 * @param {BodyInit | null} body
 * @param {Record<string, string>} [headers]
 */
const post = (body, headers = {}) =>
  new Request(ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });

/**
 * @param {Response} response
 * @returns {Promise<any>} The body. What holds for every answer is checked.
 */
async function read(response) {
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
  assert.equal(response.headers.get("content-type"), "application/json");
  const text = await response.text();
  for (const secret of SECRETS) assert.ok(!text.includes(secret), `${secret} in ${text}`);
  const body = JSON.parse(text);
  if (response.status >= 400) {
    assert.deepEqual(Object.keys(body), ["error", "error_description"]);
    // RFC 6749 section 5.2 allows only these characters.
    assert.match(body.error_description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  }
  return body;
}

/**
 * @param {Response} response
 * @param {number} status
 * @param {string} error
 * @param {RegExp} [description]
 */
async function assertRefused(response, status, error, description = /./) {
  const body = await read(response);
  assert.deepEqual([response.status, body.error], [status, error], inspect(body));
  assert.match(body.error_description, description);
}

test("exchanges a code that a page posts over HTTP, as JSON and as a form", async (t) => {
  const zoom = await startZoom(t);
  /** @type {any[]} */
  const got = [];
  const handler = createTokenHandler({
    ...OPTIONS,
    fetch: undefined,
    tokenUrl: zoom.tokenUrl,
    async onTokens(tokens, context) {
      got.push({ tokens, context });
      return { hello: context.request.headers.get("cookie") };
    },
  });
  const server = createServer(toNodeListener(handler)).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close().closeAllConnections());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const url = `http://127.0.0.1:${port}/token`;

  for (const format of ["json", "form"]) {
    const code_verifier = newVerifier();
    const fields = {
      code: await zoom.code(code_verifier),
      code_verifier,
      redirect_uri: REDIRECT_URI,
      state: "st",
    };
    const response = await fetch(url, {
      method: "POST",
      headers: {
        cookie: "session=1",
        origin: `http://127.0.0.1:${port}`,
        ...(format === "json" && { "content-type": "application/json; charset=utf-8" }),
      },
      body: format === "json" ? JSON.stringify(fields) : new URLSearchParams(fields),
    });
    assert.equal(response.status, 200);
    assert.deepEqual(await read(response), { hello: "session=1" });
    const { tokens, context } = got.pop();
    assert.match(tokens.accessToken, /^\S{20,}$/);
    assert.equal(context.state, "st");
    assert.equal(context.redirectUri, REDIRECT_URI);
    assert.ok(context.request instanceof Request);

    const again = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(fields),
    });
    await assertRefused(again, 400, "invalid_grant", /^Zoom refused the authorization code\. Likely causes/);
  }
  const huge = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: " ".repeat(1_000_000),
  });
  await assertRefused(huge, 413, "content_too_large");
});

test("S256 in the client ends in an invalid_grant that says so", async (t) => {
  const zoom = await startZoom(t);
  /** @type {unknown[]} */
  const logged = [];
  const handler = createTokenHandler({
    ...OPTIONS,
    fetch: undefined,
    tokenUrl: zoom.tokenUrl,
    onError: (error) => logged.push(error),
  });
  const code = await zoom.code(s256(VERIFIER));
  const response = await handler(post(JSON.stringify({ ...FIELDS, code })));
  await assertRefused(response, 400, "invalid_grant", /S256[^;]*supports only plain/);
  assert.ok(logged[0] instanceof ZoomTokenError);
  assert.equal(logged[0].error, "invalid_grant");
  const shown = inspect(logged, { depth: 9, showHidden: true });
  for (const secret of [code, ...SECRETS]) assert.ok(!shown.includes(secret));
});

test("accepts only POST", async () => {
  const handler = createTokenHandler(OPTIONS);
  for (const method of ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"]) {
    const response = await handler(new Request(ENDPOINT, { method }));
    assert.equal(response.headers.get("allow"), "POST");
    await assertRefused(response, 405, "method_not_allowed");
  }
});

test("a GET with a code names the redirect URL in the Marketplace, and onError gets it", async () => {
  /** @type {any[]} */
  const logged = [];
  const handler = createTokenHandler({ ...OPTIONS, onError: (error) => logged.push(error) });
  const response = await handler(new Request(`${ENDPOINT}?code=${CODE}&state=s`));
  await assertRefused(response, 405, "method_not_allowed", /the redirect URL in the Zoom App Marketplace/);
  assert.equal(logged.length, 1);
  assert.match(logged[0].message, /^method_not_allowed: .*redirect URL in the Zoom App Marketplace/);
  assert.ok(!inspect(logged).includes(CODE));
  for (const [method, query] of [
    ["GET", ""],
    ["GET", "?other=1"],
    ["PUT", `?code=${CODE}`],
  ]) {
    const response = await handler(new Request(`${ENDPOINT}${query}`, { method }));
    await assertRefused(response, 405, "method_not_allowed", /^This endpoint takes POST only\.$/);
  }
  assert.equal(logged.length, 1);
});

test("a refused redirect_uri is named, with those allowed and the difference; onError gets it", async () => {
  const allowedRedirectUris = ["https://app.example.com/home", "http://localhost:5173/"];
  const allowed = "Allowed: https://app.example.com/home, http://localhost:5173/.";
  /** @type {[unknown, string][]} */
  const cases = [
    [undefined, "It is missing."],
    [["https://app.example.com/home"], "It is not a string."],
    ["https://app.example.com/Home", "another upper or lower case in its path"],
    ["https://app.example.com/home/", "an additional slash at the end of its path"],
    [`https://app.example.com/home?code=${CODE}`, "an additional query"],
    [`https://app.example.com/home#${VERIFIER}`, "an additional fragment"],
    ["http://app.example.com/home", "another scheme"],
    ["http://localhost:5173", "another spelling of the same URL"],
    ['"\\é', "not the form of an absolute URL"],
    [`foo://a"b/${CODE}`, "It is no http or https URL."],
    [`myapp:code=${CODE}`, "It is no http or https URL."],
  ];
  for (const [redirect_uri, difference] of cases) {
    /** @type {any[]} */
    const logged = [];
    const onError = (/** @type {unknown} */ error) => logged.push(error);
    const handler = createTokenHandler({ ...OPTIONS, allowedRedirectUris, onError });
    const body = await read(await handler(post(JSON.stringify({ ...FIELDS, redirect_uri }))));
    assert.equal(body.error, "invalid_request");
    for (const text of [body.error_description, logged[0].message]) {
      assert.ok(text.includes(difference) && text.includes(allowed), text);
    }
    assert.ok(logged[0] instanceof ZoomTokenError && logged.length === 1);
    const shown = inspect(logged, { depth: 9, showHidden: true });
    for (const secret of SECRETS) assert.ok(!shown.includes(secret), shown);
  }
});

test("at most five allowed redirect URIs are named", async () => {
  const allowedRedirectUris = Array.from({ length: 7 }, (_, i) => `https://app.example.com/${i}`);
  const handler = createTokenHandler({ ...OPTIONS, allowedRedirectUris });
  const body = await read(await handler(post(JSON.stringify({ ...FIELDS, redirect_uri: "https://x/" }))));
  assert.match(body.error_description, /\/3, https:\/\/app\.example\.com\/4 and 2 more\./);
});

test("pages of other origins are kept out", async () => {
  const body = JSON.stringify(FIELDS);
  const own = createTokenHandler(OPTIONS);
  const listed = createTokenHandler({ ...OPTIONS, allowedOrigins: ["https://pages.example.com"] });
  /** @type {[Record<string, string>, boolean, boolean][]} headers, own, listed */
  const cases = [
    [{}, true, true],
    [{ "sec-fetch-site": "none" }, true, true],
    [{ "sec-fetch-site": "same-origin" }, true, true],
    [{ "sec-fetch-site": "same-site" }, false, false],
    [{ "sec-fetch-site": "cross-site" }, false, false],
    [{ "sec-fetch-site": "Same-Origin" }, false, false],
    [{ origin: "https://app.example.com" }, true, false],
    [{ origin: "https://app.example.com", "sec-fetch-site": "same-origin" }, true, false],
    [{ origin: "https://evil.example" }, false, false],
    [{ origin: "http://app.example.com" }, false, false],
    [{ origin: "https://app.example.com.evil.example" }, false, false],
    [{ origin: "null" }, false, false],
    [{ origin: "null", "sec-fetch-site": "cross-site" }, false, false],
    [{ origin: "https://evil.example", "sec-fetch-site": "none" }, false, false],
    [{ origin: "https://pages.example.com" }, false, true],
    [{ origin: "https://pages.example.com", "sec-fetch-site": "cross-site" }, false, true],
    [{ origin: "https://pages.example.com", "sec-fetch-site": "same-site" }, false, true],
    // Behind a proxy that ends TLS the URL here begins with http:, but the browser knows the
    // origin.
    [{ origin: "https://public.example", "sec-fetch-site": "same-origin" }, true, false],
  ];
  for (const [headers, ownAllows, listedAllows] of cases) {
    for (const [handler, allows] of /** @type {const} */ ([
      [own, ownAllows],
      [listed, listedAllows],
    ])) {
      const response = await handler(post(body, headers));
      if (allows) assert.deepEqual(await read(response), { signedIn: true }, inspect(headers));
      else await assertRefused(response, 403, "forbidden_origin", /allowedOrigins/);
    }
  }
});

test("accepts only JSON and forms", async () => {
  const handler = createTokenHandler(OPTIONS);
  for (const type of [
    "text/plain",
    "application/jsonp",
    "multipart/form-data; boundary=x",
    "application/json,x",
  ]) {
    await assertRefused(await handler(post("{}", { "content-type": type })), 415, "unsupported_media_type");
  }
  const none = new Request(ENDPOINT, { method: "POST", body: new Uint8Array(3) });
  await assertRefused(await handler(none), 415, "unsupported_media_type");
  const loud = await handler(
    post(JSON.stringify(FIELDS), { "content-type": "APPLICATION/JSON ; charset=UTF-8" }),
  );
  assert.equal(loud.status, 200);
});

test("the longest fields fit into a body, in both formats", async () => {
  const redirectUri = `https://app.example.com/#${"!".repeat(MAX_CODE_CHARS - 25)}`;
  const handler = createTokenHandler({ ...OPTIONS, allowedRedirectUris: [redirectUri] });
  const longest = {
    code: '"'.repeat(MAX_CODE_CHARS),
    code_verifier: "v".repeat(128),
    redirect_uri: redirectUri,
    state: '"'.repeat(MAX_STATE_CHARS),
  };
  assert.equal((await handler(post(JSON.stringify(longest)))).status, 200);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  assert.equal((await handler(post(new URLSearchParams(longest).toString(), form))).status, 200);
});

test("refuses a body of more than 40 KiB with any content-length", async () => {
  const handler = createTokenHandler(OPTIONS);
  const json = JSON.stringify(FIELDS);
  const fits = json + " ".repeat(MAX_BODY_BYTES - json.length);
  assert.equal((await handler(post(fits))).status, 200);
  await assertRefused(await handler(post(`${fits} `)), 413, "content_too_large");
  await assertRefused(
    await handler(post(json, { "content-length": String(MAX_BODY_BYTES + 1) })),
    413,
    "content_too_large",
  );

  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(1024).fill(32));
    },
    cancel() {
      cancelled = true;
    },
  });
  const headers = { "content-type": "application/json", "content-length": "10" };
  // @ts-expect-error not in every RequestInit
  const request = new Request(ENDPOINT, { method: "POST", headers, body: endless, duplex: "half" });
  await assertRefused(await handler(request), 413, "content_too_large");
  assert.ok(pulled < 50 && cancelled, `${pulled} pulls`);
});

test("refuses bodies that cannot be read", async () => {
  const handler = createTokenHandler(OPTIONS);
  for (const text of ["", "{", "nonsense", "[]", '"text"', "null", "5", "[{}]"]) {
    await assertRefused(await handler(post(text)), 400, "invalid_request", /body must be/);
  }
  await assertRefused(await handler(post(null)), 400, "invalid_request", /body must be/);
  const latin1 = Buffer.from(JSON.stringify({ ...FIELDS, state: "\u00e9" }), "latin1");
  await assertRefused(await handler(post(latin1)), 400, "invalid_request", /UTF-8/);
  const twice = `${new URLSearchParams(FIELDS)}&code=another`;
  const form = { "content-type": "application/x-www-form-urlencoded" };
  await assertRefused(await handler(post(twice, form)), 400, "invalid_request", /once/);
  // A field without a value counts as left out (RFC 6749 section 3.2), and may come once only too.
  const without = new URLSearchParams({ ...FIELDS, state: "" }).toString();
  assert.equal((await handler(post(without, form))).status, 200);
  await assertRefused(await handler(post(`${without}&state=s`, form)), 400, "invalid_request", /once/);
  const missing = new URLSearchParams({ ...FIELDS, code_verifier: "" }).toString();
  await assertRefused(
    await handler(post(missing, form)),
    400,
    "invalid_request",
    /^code_verifier is missing.*SameSite=None and Secure/,
  );
  const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
  const headers = { "content-type": "application/json" };
  // @ts-expect-error not in every RequestInit
  const request = new Request(ENDPOINT, { method: "POST", headers, body: broken, duplex: "half" });
  /** @type {any[]} */
  const logged = [];
  const reporting = createTokenHandler({ ...OPTIONS, onError: (error) => logged.push(error) });
  await assertRefused(await reporting(request), 400, "invalid_request", /body parser in front/);
  assert.match(logged[0].message, /body parser in front of this handler/);
});

test("names a field that breaks a rule, and does not ask Zoom", async () => {
  let asked = 0;
  const handler = createTokenHandler({
    ...OPTIONS,
    fetch: async () => {
      asked++;
      return Response.json(TOKENS);
    },
  });
  /** @type {[string, Record<string, unknown>][]} */
  const cases = [
    ["code", { code: undefined }],
    ["code", { code: "" }],
    ["code", { code: "with space" }],
    ["code", { code: "\u00e9" }],
    ["code", { code: "c".repeat(MAX_CODE_CHARS + 1) }],
    ["code", { code: 5 }],
    ["code", { code: [CODE] }],
    ["code_verifier", { code_verifier: "" }],
    ["code_verifier", { code_verifier: "v".repeat(42) }],
    ["code_verifier", { code_verifier: "v".repeat(129) }],
    ["code_verifier", { code_verifier: "=".repeat(43) }],
    ["code_verifier", { code_verifier: [VERIFIER] }],
    ["code_verifier", { code_verifier: undefined }],
    ["code_verifier", { code_verifier: null }],
    ["redirect_uri", { redirect_uri: undefined }],
    ["redirect_uri", { redirect_uri: OTHER_REDIRECT_URI }],
    ["redirect_uri", { redirect_uri: `${REDIRECT_URI}#` }],
    ["redirect_uri", { redirect_uri: [REDIRECT_URI] }],
    ["state", { state: 5 }],
    ["state", { state: "" }],
    ["state", { state: "two\nlines" }],
    ["state", { state: "\u00e9" }],
    ["state", { state: "s".repeat(4097) }],
    ["state", { state: {} }],
  ];
  for (const [name, wrong] of cases) {
    const response = await handler(post(JSON.stringify({ ...FIELDS, ...wrong })));
    await assertRefused(response, 400, "invalid_request", new RegExp(`^${name} (must|is missing)`));
  }
  assert.equal(asked, 0);
  for (const state of [null, "s".repeat(4096), "white space ~"]) {
    assert.equal((await handler(post(JSON.stringify({ ...FIELDS, state })))).status, 200);
  }
  assert.equal(asked, 3);
});

test("uses only the code verifier that getCodeVerifier returns", async () => {
  /** @type {(string | null)[]} */
  const sent = [];
  const kept = newVerifier();
  /** @param {TokenHandlerOptions["getCodeVerifier"]} getCodeVerifier */
  const handler = (getCodeVerifier) =>
    createTokenHandler({
      ...OPTIONS,
      getCodeVerifier,
      fetch: async (_, { body }) => {
        sent.push(new URLSearchParams(String(body)).get("code_verifier"));
        return Response.json(TOKENS);
      },
    });
  const { code_verifier, ...without } = FIELDS;
  const bySession = handler(async (request, fields) => {
    assert.equal(fields.redirect_uri, REDIRECT_URI);
    assert.throws(() => Object.assign(fields, { code: "other" }));
    return request.headers.get("cookie") === "session=1" ? kept : undefined;
  });
  const cookie = { cookie: "session=1" };
  assert.equal((await bySession(post(JSON.stringify(without), cookie))).status, 200);
  assert.equal((await bySession(post(JSON.stringify(FIELDS), cookie))).status, 200);
  assert.deepEqual(sent.splice(0), [kept, kept]);
  // The page cannot use a code verifier of its own...
  await assertRefused(
    await bySession(post(JSON.stringify(FIELDS))),
    400,
    "invalid_request",
    /^code_verifier/,
  );
  // ...unless getCodeVerifier returns it.
  const either = handler((_, fields) => fields.code_verifier);
  assert.equal((await either(post(JSON.stringify(FIELDS)))).status, 200);
  assert.deepEqual(sent, [code_verifier]);

  // Stores return one of these if nothing is kept.
  for (const nothing of [null, undefined]) {
    const response = await handler(async () => nothing)(post(JSON.stringify(FIELDS), cookie));
    await assertRefused(response, 400, "invalid_request", /keeps none for this session/);
  }

  await assertRefused(await handler(() => "short")(post(JSON.stringify(without))), 500, "server_error");
  const throwing = handler(() => {
    throw new Error(`no ${CODE}`);
  });
  await assertRefused(await throwing(post(JSON.stringify(without))), 500, "server_error");
});

test("a request without the session's cookie names what a frame needs, and onError gets it", async () => {
  /** @type {any[]} */
  const logged = [];
  const handler = createTokenHandler({
    ...OPTIONS,
    getCodeVerifier: () => undefined,
    onError: (error) => logged.push(error),
  });
  const body = JSON.stringify(FIELDS);
  const rule = /without a cookie.*SameSite=None; Secure; Partitioned/;
  await assertRefused(await handler(post(body)), 400, "invalid_request", rule);
  assert.equal(logged.length, 1);
  assert.ok(logged[0] instanceof ZoomTokenError);
  assert.match(logged[0].message, rule);
  // With a cookie or a token, the session is known: it keeps no code verifier.
  for (const [name, value] of [
    ["cookie", "session=1"],
    ["authorization", "Bearer of-the-session"],
  ]) {
    const known = await handler(post(body, { [name]: value }));
    await assertRefused(known, 400, "invalid_request", /keeps none for this session. It was used/);
  }
  assert.equal(logged.length, 1);
});

test("checks state and expiry of a kept code verifier before Zoom is asked", async () => {
  /** @type {any[]} */
  const logged = [];
  let asked = 0;
  const good = /** @type {const} */ ({
    codeVerifier: newVerifier(),
    codeChallengeMethod: "plain",
    state: FIELDS.state,
    expiresAt: Date.now() + 60_000,
  });
  const answer = (/** @type {any} */ kept, fields = {}) =>
    createTokenHandler({
      ...OPTIONS,
      getCodeVerifier: () => kept,
      onError: (error) => logged.push(error),
      fetch: async (_, { body }) => {
        asked++;
        assert.equal(new URLSearchParams(String(body)).get("code_verifier"), good.codeVerifier);
        return Response.json(TOKENS);
      },
    })(post(JSON.stringify({ ...FIELDS, ...fields })));

  assert.deepEqual(await read(await answer(good)), { signedIn: true });
  assert.deepEqual(await read(await answer(JSON.parse(JSON.stringify(good)))), { signedIn: true });
  assert.equal(asked, 2);

  for (const state of ["another", "a-state ", undefined]) {
    await assertRefused(await answer(good, { state }), 400, "invalid_request", /^state is not the one/);
  }
  for (const expiresAt of [Date.now(), 0, NaN]) {
    await assertRefused(await answer({ ...good, expiresAt }), 400, "invalid_request", /expired/);
  }
  assert.equal(logged.length, 0);
  // Mistakes of the backend.
  for (const wrong of [
    {},
    { codeVerifier: undefined },
    { codeVerifier: "short" },
    { state: undefined },
    { state: "" },
    { expiresAt: undefined },
    { expiresAt: "2030-01-01" },
    { codeChallengeMethod: undefined },
    { codeChallengeMethod: "s256" },
  ]) {
    const kept = Object.keys(wrong).length === 0 ? {} : { ...good, ...wrong };
    await assertRefused(await answer(kept), 500, "server_error");
    assert.match(logged.pop().message, /getCodeVerifier gave must/);
  }
  assert.equal(asked, 2);
});

test("answers what onTokens returns", async () => {
  const body = JSON.stringify(FIELDS);
  const answer = (/** @type {TokenHandlerOptions["onTokens"]} */ onTokens) =>
    createTokenHandler({ ...OPTIONS, onTokens })(post(body));
  assert.deepEqual(await read(await answer(() => ({ a: 1 }))), { a: 1 });
  assert.deepEqual(await read(await answer(async () => undefined)), {});

  const own = await answer(
    () =>
      new Response('{"own":true}', {
        status: 201,
        headers: { "set-cookie": "s=1", "content-type": "application/json", "cache-control": "max-age=60" },
      }),
  );
  assert.equal(own.status, 201);
  assert.deepEqual(own.headers.getSetCookie(), ["s=1"]);
  assert.deepEqual(await read(own), { own: true });

  /** @type {Record<string, unknown>} */
  const cycle = {};
  cycle.cycle = cycle;
  /** @type {TokenHandlerOptions["onTokens"][]} */
  const wrong = [
    () => null,
    () => "text",
    () => [1],
    () => cycle,
    () => Response.error(),
    (tokens) => tokens,
    (tokens) => tokens.raw,
    (tokens) => {
      throw new Error(`database down, ${tokens.accessToken}`);
    },
    () => Promise.reject(undefined),
    // An error of the backend is not a refusal of this code by Zoom.
    () => Promise.reject(new ZoomTokenError("invalid_grant", { status: 400 })),
  ];
  for (const onTokens of wrong) await assertRefused(await answer(onTokens), 500, "server_error");
});

const redirect = (/** @type {string} */ location) =>
  new Response(null, { status: 303, headers: { location } });
const percent = (/** @type {string} */ character) => `%${character.charCodeAt(0).toString(16)}`;

test("a token in what onTokens gives back stays here, and onError is told which", async () => {
  /** @type {[RegExp, TokenHandlerOptions["onTokens"]][]} */
  const wrong = [
    [/the access token/, (tokens) => tokens],
    [/the access token/, ({ raw }) => raw],
    [/the access token/, (tokens) => ({ ...tokens })],
    [/the access token/, ({ accessToken }) => ({ list: [{ header: `Bearer ${accessToken}` }] })],
    [/the access token/, ({ accessToken }) => ({ [accessToken]: 1 })],
    [/the refresh token/, async ({ refreshToken }) => ({ session: { refreshToken } })],
    [/the refresh token/, ({ refreshToken }) => ({ toJSON: () => ({ refreshToken }) })],
    [/the access token/, (tokens) => Response.json(tokens)],
    [/the refresh token/, ({ refreshToken }) => new Response(`<p>${refreshToken}</p>`)],
    [/the access token/, ({ accessToken }) => redirect(`/done?token=${accessToken}`)],
    [/the access token/, ({ accessToken }) => redirect(`/done?token=%${accessToken}`)],
    [
      /the refresh token/,
      ({ refreshToken = "" }) => redirect(`/done#${[...refreshToken].map(percent).join("")}`),
    ],
  ];
  for (const [message, onTokens] of wrong) {
    /** @type {any[]} */
    const logged = [];
    const handler = createTokenHandler({ ...OPTIONS, onTokens, onError: (error) => logged.push(error) });
    await assertRefused(await handler(post(JSON.stringify(FIELDS))), 500, "server_error", /onError/);
    assert.equal(logged.length, 1);
    assert.match(logged[0].message, message);
    const shown = inspect(logged, { depth: 9, showHidden: true });
    for (const secret of SECRETS) assert.ok(!shown.includes(secret));
  }
});

test("answers a Response of onTokens with its bytes and status", async () => {
  const answer = (/** @type {() => unknown} */ onTokens) =>
    createTokenHandler({ ...OPTIONS, onTokens })(post(JSON.stringify(FIELDS)));
  const bytes = new Uint8Array([0, 255, 128, 10]);
  const binary = await answer(() => new Response(bytes, { status: 202, statusText: "Mine" }));
  assert.deepEqual([binary.status, binary.statusText], [202, "Mine"]);
  assert.deepEqual(new Uint8Array(await binary.arrayBuffer()), bytes);
  const empty = await answer(() => new Response(null, { status: 204, headers: { "set-cookie": "s=1" } }));
  assert.deepEqual([empty.status, empty.body, empty.headers.getSetCookie()], [204, null, ["s=1"]]);
  const used = new Response("used");
  await used.text();
  await assertRefused(await answer(() => used), 500, "server_error");
});

test("refuses a Response of another library, whose cookies would be lost", async () => {
  /** @type {any[]} */
  const logged = [];
  const handler = createTokenHandler({
    ...OPTIONS,
    onTokens: () => ({ [Symbol.toStringTag]: "Response", status: 200 }),
    onError: (error) => logged.push(error),
  });
  await assertRefused(await handler(post(JSON.stringify(FIELDS))), 500, "server_error");
  assert.match(logged[0].message, /not of this runtime/);
});

test("finds a token that JSON escapes, and a short token only as a whole string", async () => {
  const answer = (/** @type {string} */ token, /** @type {TokenHandlerOptions["onTokens"]} */ onTokens) =>
    createTokenHandler({ ...OPTIONS, onTokens, fetch: async () => Response.json({ access_token: token }) })(
      post(JSON.stringify(FIELDS)),
    );
  await assertRefused(await answer('with-"quotes"-inside', (tokens) => ({ ...tokens })), 500, "server_error");
  await assertRefused(await answer("t", ({ accessToken }) => ({ accessToken })), 500, "server_error");
  assert.deepEqual(await read(await answer("t", () => ({ text: "that" }))), { text: "that" });
  const link = ({ accessToken = "" }) => redirect(`/done?token=${encodeURIComponent(accessToken)}`);
  await assertRefused(await answer("100%25-of-the-characters", link), 500, "server_error");
});

test("an error that is printed has a hint and no secret", async (t) => {
  const lines = t.mock.method(console, "error", () => {});
  const refusal = { error: "invalid_grant", reason: `Invalid authorization code ${CODE}` };
  const handler = createTokenHandler({
    ...OPTIONS,
    fetch: async () => Response.json(refusal, { status: 400 }),
    onError: console.error,
  });
  await assertRefused(await handler(post(JSON.stringify(FIELDS))), 400, "invalid_grant");
  const printed = inspect(lines.mock.calls[0].arguments[0]);
  assert.match(
    printed,
    /^ZoomTokenError: invalid_grant: Invalid authorization code \[redacted\]\. Likely causes/,
  );
  assert.match(printed, /hint: /);
  assert.match(printed, /Likely causes/);
  for (const secret of SECRETS) assert.ok(!printed.includes(secret));
});

test("answers 400, 502 or 504 if Zoom refuses or does not answer", async () => {
  /** @type {any[]} */
  const logged = [];
  /**
   * @param {TokenHandlerOptions["fetch"]} fetch
   * @param {Partial<TokenHandlerOptions>} [options]
   */
  const answer = (fetch, options) =>
    createTokenHandler({ ...OPTIONS, fetch, onError: (error) => logged.push(error), ...options })(
      post(JSON.stringify(FIELDS)),
    );
  const leaking = `Zoom text with ${CODE} ${VERIFIER} ${CLIENT_SECRET}`;
  const refusing = (/** @type {object} */ body, status = 400) =>
    answer(async () => Response.json({ reason: leaking, ...body }, { status }));

  await assertRefused(await refusing({ error: "invalid_grant" }), 400, "invalid_grant", /Likely causes/);
  assert.match(logged.pop().reason, /^Zoom text with \[redacted\] \[redacted\] \[redacted\]$/);
  for (const errorCode of [4733, 4734]) {
    const response = await refusing({ error: "invalid_request", errorCode });
    await assertRefused(
      response,
      400,
      "invalid_grant",
      /^Zoom refused the authorization code\.(?!.*Zoom text)/,
    );
    assert.equal(logged.pop().zoomCode, errorCode);
  }
  for (const [body, status] of /** @type {[object, number][]} */ ([
    [{ error: "invalid_client", errorCode: 4702 }, 401],
    [{ error: "invalid_request", errorCode: 4709 }, 400],
    [{ error: "timeout" }, 400],
    [{}, 500],
  ])) {
    const response = await refusing(body, status);
    await assertRefused(response, 502, "token_request_failed", /^(?!.*Zoom text).*$/);
    const error = logged.pop();
    assert.ok(error instanceof ZoomTokenError);
    assert.equal(error.status, status);
  }
  const html = await answer(async () => new Response("<html>", { status: 502 }));
  await assertRefused(html, 502, "token_request_failed");
  const down = await answer(() => Promise.reject(new TypeError(`fetch failed ${CODE}`)));
  await assertRefused(down, 502, "token_request_failed");
  const slow = await answer(() => new Promise(() => {}), { timeoutMs: 20 });
  await assertRefused(slow, 504, "token_request_failed");
  assert.deepEqual(
    logged.map((error) => error.error),
    ["invalid_response", "network_error", "timeout"],
  );
  const shown = inspect(logged, { depth: 9, showHidden: true });
  for (const secret of SECRETS) assert.ok(!shown.includes(secret));
});

test("onError gets the error, and what it throws is ignored", async () => {
  const boom = new Error("database down");
  /** @type {any[]} */
  const logged = [];
  const onTokens = () => Promise.reject(boom);
  const body = JSON.stringify(FIELDS);
  await createTokenHandler({ ...OPTIONS, onTokens, onError: (error) => logged.push(error) })(post(body));
  assert.deepEqual([String(logged[0]), logged[0].stack], [String(boom), boom.stack]);
  for (const onError of [
    () => {
      throw new Error("log full");
    },
    () => /** @type {any} */ (Promise.reject(new Error("log full"))),
  ]) {
    const response = await createTokenHandler({ ...OPTIONS, onTokens, onError })(post(body));
    await assertRefused(response, 500, "server_error");
  }
  // A bad request is the page's fault: onError does not get it.
  await createTokenHandler({ ...OPTIONS, onError: (error) => logged.push(error) })(post("{"));
  assert.equal(logged.length, 1);
});

test("an error of an app context in a function of the application is a server_error, and onError gets it", async () => {
  const app = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const now = Date.now();
  const claims = { typ: "panel", aud: CLIENT_ID, iss: "marketplace.zoom.us", ts: now, exp: now + 60_000 };
  const contexts = {
    no_context: undefined,
    invalid_context: "not-a-context",
    wrong_secret: await encryptAppContext(claims, { clientSecret: "another-secret" }),
    wrong_audience: await encryptAppContext({ ...claims, aud: "another-client" }, app),
    context_expired: await encryptAppContext({ ...claims, exp: now - 1 }, app),
  };
  for (const [expected, context] of Object.entries(contexts)) {
    for (const name of ["onTokens", "getCodeVerifier"]) {
      /** @type {any[]} */
      const logged = [];
      const decrypt = () => decryptAppContext(context, app);
      const onError = (/** @type {unknown} */ error) => logged.push(error);
      const handler = createTokenHandler({ ...OPTIONS, [name]: decrypt, onError });
      await assertRefused(await handler(post(JSON.stringify(FIELDS))), 500, "server_error");
      assert.ok(logged[0] instanceof ZoomTokenError);
      assert.deepEqual([logged[0].error, typeof logged[0].hint], [expected, "string"]);
    }
  }
});

test("a request whose body was read before is a server_error that says so", async () => {
  /** @type {any[]} */
  const logged = [];
  const handler = createTokenHandler({ ...OPTIONS, onError: (error) => logged.push(error) });
  const request = post(JSON.stringify(FIELDS));
  await request.text();
  await assertRefused(await handler(request), 500, "server_error");
  assert.match(logged[0].message, /read before/);
});

test("names an option that breaks a rule, at creation", () => {
  /** @type {[string, any][]} */
  const cases = [
    ["clientId", { clientId: null }],
    ["clientSecret", { clientSecret: " " }],
    ["allowedRedirectUris", { allowedRedirectUris: [] }],
    ["allowedRedirectUris", { allowedRedirectUris: ["/page"] }],
    ["allowedRedirectUris", { allowedRedirectUris: REDIRECT_URI }],
    ["allowedRedirectUris\\[1\\]", { allowedRedirectUris: [REDIRECT_URI, "http://localhost:5173"] }],
    ["onTokens", { onTokens: undefined }],
    ["getCodeVerifier", { getCodeVerifier: "x" }],
    ["allowedOrigins", { allowedOrigins: ["https://app.example.com/"] }],
    ["allowedOrigins", { allowedOrigins: ["null"] }],
    ["allowedOrigins", { allowedOrigins: "https://app.example.com" }],
    ["tokenUrl", { tokenUrl: "http://zoom.us/oauth/token" }],
    ["fetch", { fetch: {} }],
    ["timeoutMs", { timeoutMs: -1 }],
    ["onError", { onError: true }],
  ];
  for (const [name, wrong] of cases) {
    assert.throws(() => createTokenHandler({ ...OPTIONS, ...wrong }), {
      name: "ZoomTokenError",
      error: "invalid_argument",
      reason: new RegExp(`^${name} must`),
    });
  }
  assert.throws(() => createTokenHandler(/** @type {any} */ (undefined)), ZoomTokenError);
});

test("an allowed redirect URI that no browser sends is refused, and the right one is named", () => {
  for (const [wrong, right] of [
    ["http://localhost:5173", "http://localhost:5173/"],
    ["https://App.example.com/", "https://app.example.com/"],
    ["https://app.example.com:443/", "https://app.example.com/"],
    ["https://app.example.com/a b", "https://app.example.com/a%20b"],
    ["https://app.example.com/a/../b", "https://app.example.com/b"],
    ["https://app.example.com?a", "https://app.example.com/?a"],
  ]) {
    const make = () => createTokenHandler({ ...OPTIONS, allowedRedirectUris: [wrong] });
    assert.throws(make, { message: new RegExp(`never matches: '${right.replace(/[?.]/g, "\\$&")}'$`) });
  }
  // A hash router's page.
  createTokenHandler({ ...OPTIONS, allowedRedirectUris: ["https://app.example.com/proxy#/userinfo"] });
});

test("ignores later changes of the options", async () => {
  const allowedRedirectUris = [REDIRECT_URI];
  const handler = createTokenHandler({ ...OPTIONS, allowedRedirectUris });
  allowedRedirectUris.push(OTHER_REDIRECT_URI);
  const response = await handler(post(JSON.stringify({ ...FIELDS, redirect_uri: OTHER_REDIRECT_URI })));
  await assertRefused(response, 400, "invalid_request");
});

test("answers every body with JSON, and does not throw", async () => {
  const field = fc.oneof(
    fc.constantFrom(CODE, VERIFIER, REDIRECT_URI),
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.jsonValue(),
  );
  const shaped = fc.record(
    { code: field, code_verifier: field, redirect_uri: field, state: field, ["__proto__"]: field },
    { requiredKeys: [] },
  );
  const good = fc.record({
    code: fc.constant(CODE),
    code_verifier: fc.constant(VERIFIER),
    redirect_uri: fc.constant(REDIRECT_URI),
    state: fc.oneof(fc.string(), fc.constant(null)),
  });
  const form = (/** @type {Record<string, unknown>} */ fields) =>
    new URLSearchParams(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ).toString();
  const bodies = fc.oneof(
    good.map((fields) => JSON.stringify(fields)),
    shaped.map((fields) => JSON.stringify(fields)),
    good.map(form),
    shaped.map(form),
    fc.json(),
    fc.string({ unit: "binary" }),
    fc.uint8Array({ maxLength: 9000 }),
  );
  const types = fc.constantFrom("application/json", "application/x-www-form-urlencoded", "text/plain", "");
  const statuses = new Set();
  const handler = createTokenHandler(OPTIONS);
  await fc.assert(
    fc.asyncProperty(bodies, types, async (body, type) => {
      const response = await handler(post(body, type ? { "content-type": type } : {}));
      statuses.add(response.status);
      assert.ok([200, 400, 413, 415].includes(response.status), String(response.status));
      await read(response);
    }),
    { numRuns: 1000 },
  );
  assert.ok(statuses.has(200) && statuses.has(400) && statuses.has(415), [...statuses].join());
});

test("rejects anything but a Request, and names an adapter", async () => {
  const handle = createTokenHandler(OPTIONS);
  for (const wrong of [undefined, null, {}, { method: "POST", headers: { origin: "https://a.example" } }]) {
    await assert.rejects(handle(/** @type {any} */ (wrong)), {
      name: "ZoomTokenError",
      error: "invalid_argument",
      message: /request must be a standard Request.*toNodeListener/,
    });
  }
});
