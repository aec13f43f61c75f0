// Properties of the handlers of zoom-pkce/server. For any request, any answer of Zoom's and any
// behaviour of the application's functions, a handler answers JSON that no cache keeps, with a
// status of its table and without a secret.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import fc from "fast-check";

import { createChallengeHandler, createTokenHandler, ZoomTokenError } from "../../../js/server/index.js";
import { MAX_BODY_BYTES } from "../../../js/shared/limits.js";
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, newVerifier } from "../simulator/server-helpers.js";

/** @import { TokenHandlerOptions } from "../../../js/server/index.js" */

const ENDPOINT = "https://app.example.com/api/zoom/token";
const CODE = "code-that-is-secret";
const VERIFIER = newVerifier();
const ACCESS = "access-that-is-secret";
const REFRESH = "refresh-that-is-secret";
const BASIC = Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString("base64");
const SECRETS = [CODE, VERIFIER, CLIENT_SECRET, BASIC, ACCESS, REFRESH];
const FIELDS = { code: CODE, code_verifier: VERIFIER, redirect_uri: REDIRECT_URI, state: "a-state" };

const GOOD = new TextEncoder().encode(JSON.stringify(FIELDS));
const JSON_TYPE = /** @type {[string, string]} */ (["content-type", "application/json"]);

/** The table in the documentation of createTokenHandler. @type {Record<number, string[]>} */
const TABLE = {
  400: ["invalid_request", "invalid_grant"],
  403: ["forbidden_origin"],
  405: ["method_not_allowed"],
  413: ["content_too_large"],
  415: ["unsupported_media_type"],
  429: ["rate_limited"],
  500: ["server_error"],
  502: ["token_request_failed"],
  503: ["unavailable"],
  504: ["token_request_failed"],
};

/** @type {TokenHandlerOptions} */
const OPTIONS = {
  clientId: CLIENT_ID,
  clientSecret: CLIENT_SECRET,
  allowedRedirectUris: [REDIRECT_URI],
  onTokens: () => ({ signedIn: true }),
  fetch: async () => Response.json({ access_token: ACCESS, refresh_token: REFRESH }),
};

const post = () =>
  new Request(ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(FIELDS),
  });

/**
 * @param {unknown} response
 * @param {string[]} [secrets]
 * @returns {Promise<{ status: number, body: any }>} What holds for every answer is checked.
 */
async function check(response, secrets = SECRETS) {
  assert.ok(response instanceof Response);
  const { status, headers } = response;
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(headers.get("x-content-type-options"), "nosniff");
  assert.equal(headers.get("content-type"), "application/json");
  assert.equal(headers.get("allow"), status === 405 ? "POST" : null);
  const text = await response.text();
  const everything = inspect([text, [...headers], response.statusText]);
  for (const secret of secrets) assert.ok(!everything.includes(secret), everything);
  const body = JSON.parse(text);
  if (status !== 200) {
    assert.deepEqual(Object.keys(body), ["error", "error_description"]);
    assert.ok(TABLE[status]?.includes(body.error), `${status} ${body.error}`);
    // RFC 6749 section 5.2 allows only these characters.
    assert.match(body.error_description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  }
  return { status, body };
}

const byteText = fc
  .string({
    unit: fc.constantFrom(...Array.from({ length: 256 }, (_, i) => String.fromCharCode(i))),
    maxLength: 40,
  })
  .map((text) => text.replace(/[\0\r\n]/g, ""));
const headers = fc.array(
  fc.oneof(
    fc.tuple(
      fc.constantFrom(
        "content-type",
        "origin",
        "sec-fetch-site",
        "content-length",
        "cookie",
        "transfer-encoding",
        "x-any",
      ),
      fc.oneof(
        byteText,
        fc.constantFrom(
          "application/json",
          "application/x-www-form-urlencoded",
          "same-origin",
          "null",
          "-1",
          "1e9",
          "NaN",
        ),
        fc.constantFrom(new URL(ENDPOINT).origin, "https://evil.example", "", ";", "application/json;", ","),
      ),
    ),
    fc.constant(/** @type {[string, string]} */ (["content-type", "application/json"])),
  ),
  { maxLength: 4 },
);
const methods = fc.oneof(
  { weight: 4, arbitrary: fc.constant("POST") },
  fc.constantFrom(
    "GET",
    "HEAD",
    "PUT",
    "DELETE",
    "OPTIONS",
    "PATCH",
    "post",
    "Post",
    "QUERY",
    "x!#$%&'*+.^_`|~",
  ),
);
const chunks = fc.oneof(
  fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 6 }),
  // A good body, cut anywhere, even inside a character.
  fc
    .tuple(fc.string({ unit: "binary", maxLength: 20 }), fc.array(fc.nat(300), { maxLength: 4 }))
    .map(([more, cuts]) => {
      const bytes = new TextEncoder().encode(JSON.stringify({ ...FIELDS, more }));
      const at = [0, ...cuts.map((cut) => cut % bytes.length), bytes.length].sort((a, b) => a - b);
      return at.slice(1).map((end, i) => bytes.subarray(at[i], end));
    }),
);

/**
 * @param {Uint8Array[]} parts
 * @param {boolean} isBroken whether it ends in an error
 */
function streamOf(parts, isBroken) {
  const left = [...parts];
  return new ReadableStream({
    pull(controller) {
      const part = left.shift();
      if (part !== undefined) controller.enqueue(part);
      else if (isBroken) controller.error(new Error(`the page has gone, with ${CODE}`));
      else controller.close();
    },
  });
}

test("answers any method, headers and bytes in any pieces as the table says", async () => {
  const seen = new Set();
  /** @type {unknown[]} */
  const logged = [];
  const token = createTokenHandler({ ...OPTIONS, onError: (error) => logged.push(error) });
  /** @type {unknown[]} */
  const kept = [];
  const challenge = createChallengeHandler({ keepCodeVerifier: (values) => kept.push(values) });
  await fc.assert(
    fc.asyncProperty(
      methods,
      headers,
      chunks,
      fc.boolean(),
      fc.boolean(),
      async (method, pairs, parts, isBroken, isStream) => {
        const isBodiless = method === "GET" || method === "HEAD";
        const body = isBodiless ? null : isStream ? streamOf(parts, isBroken) : Buffer.concat(parts);
        const init = { method, headers: pairs, body, ...(body && isStream && { duplex: "half" }) };
        const { status } = await check(await token(new Request(ENDPOINT, /** @type {RequestInit} */ (init))));
        seen.add(status);
        assert.equal(status === 405, method.toUpperCase() !== "POST");
        const asked = await challenge(new Request(ENDPOINT, { method, headers: pairs }));
        assert.equal(asked.status === 405, status === 405);
        if (asked.status !== 200) await check(asked);
      },
    ),
    {
      numRuns: 1500,
      // One example for each status of the table.
      examples: [
        ["POST", [JSON_TYPE], [GOOD], false, true],
        ["POST", [JSON_TYPE], [GOOD], true, true],
        ["POST", [JSON_TYPE, ["origin", "https://evil.example"]], [GOOD], false, false],
        ["QUERY", [JSON_TYPE], [GOOD], false, false],
        ["POST", [JSON_TYPE], [GOOD, new Uint8Array(MAX_BODY_BYTES).fill(32)], false, true],
        ["POST", [["content-type", "text/plain"]], [GOOD], false, false],
      ],
    },
  );
  // A bad request is the page's fault: onError does not get it, unless the set-up can be the cause.
  const reported = logged.map((error) => /** @type {Error} */ (error).message);
  assert.deepEqual(
    reported.filter((message) => !/redirect_uri|body ended/.test(message)),
    [],
  );
  assert.ok(reported.length > 0);
  for (const secret of SECRETS) assert.ok(!inspect(logged, { depth: 9 }).includes(secret), secret);
  for (const status of [200, 400, 403, 405, 413, 415])
    assert.ok(seen.has(status), `${status} was never seen`);
});

const zoomFields = fc.record(
  {
    access_token: fc.oneof(fc.constant(ACCESS), fc.jsonValue()),
    refresh_token: fc.oneof(fc.constant(REFRESH), fc.jsonValue()),
    token_type: fc.jsonValue(),
    scope: fc.jsonValue(),
    expires_in: fc.jsonValue(),
    error: fc.oneof(
      fc.constantFrom("invalid_grant", "invalid_client", CODE, `"${VERIFIER}"`),
      fc.jsonValue(),
    ),
    reason: fc.oneof(fc.constantFrom(`no ${CODE}`, `${VERIFIER}\n${BASIC}`), fc.jsonValue()),
    error_description: fc.jsonValue(),
    errorCode: fc.oneof(fc.constantFrom(4733, 4734, 4709, "4733"), fc.jsonValue()),
    code: fc.jsonValue(),
    message: fc.jsonValue(),
    ["__proto__"]: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const zoomAnswers = fc.oneof(
  { weight: 3, arbitrary: zoomFields.map((fields) => JSON.stringify(fields)) },
  fc.json(),
  fc.string({ unit: "binary" }),
  fc.uint8Array({ maxLength: 2000 }),
  fc.constantFrom(`<html>${CODE} ${CLIENT_SECRET}`, "", "null", "[]", "{"),
);
const zoomStatuses = fc.oneof(
  fc.constantFrom(200, 201, 301, 302, 400, 401, 429, 500, 503),
  fc.integer({ min: 200, max: 599 }),
);

test("answers as the table says for any answer of Zoom, and onError gets no secret", async () => {
  const seen = new Set();
  await fc.assert(
    fc.asyncProperty(
      zoomStatuses,
      zoomAnswers,
      headers,
      fc.boolean(),
      async (status, body, pairs, isBroken) => {
        /** @type {unknown[]} */
        const logged = [];
        let asked = 0;
        let signedIn = 0;
        const handler = createTokenHandler({
          ...OPTIONS,
          onError: (error) => logged.push(error),
          onTokens: () => ({ signedIn: ++signedIn }),
          fetch: async () => {
            asked++;
            const isNull = [204, 205, 304].includes(status);
            const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
            return new Response(isNull ? null : isBroken ? streamOf([bytes], true) : bytes, {
              status,
              headers: pairs,
            });
          },
        });
        const answer = await check(await handler(post()));
        seen.add(`${answer.status} ${answer.body.error}`);
        assert.equal(asked, 1, "a code is sent once");
        assert.equal(signedIn, answer.status === 200 ? 1 : 0);
        assert.equal(logged.length, answer.status === 200 ? 0 : 1);
        // Only a good answer has tokens.
        if (answer.status === 200) assert.ok(status < 300 && !isBroken);
        for (const error of logged) {
          assert.ok(error instanceof ZoomTokenError, inspect(error));
          const shown = inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error);
          for (const secret of [CODE, VERIFIER, CLIENT_SECRET, BASIC])
            assert.ok(!shown.includes(secret), shown);
        }
      },
    ),
    {
      numRuns: 1500,
      examples: [
        // Fields of the wrong type count as left out.
        [200, `{"access_token":"${ACCESS}","expires_in":[60],"scope":[1,"a"],"token_type":""}`, [], false],
        [400, `{"error":"${CODE}","reason":{"a":"${CODE}"},"errorCode":"4734"}`, [], false],
        [400, `{"error":"a\\nb","message":"${CODE.toUpperCase()}"}`, [], false],
        [200, "\ufeff{}", [], false],
      ],
    },
  );
  for (const outcome of ["200 undefined", "400 invalid_grant", "502 token_request_failed"])
    assert.ok(seen.has(outcome), `${outcome} was never seen`);
});

test("answers 502 without a secret for any exception or result of fetch", async () => {
  const wild = fc.oneof(
    fc.anything({ withNullPrototype: true, withDate: true, withMap: true, withBigInt: true }),
    fc.constantFrom(
      `${CODE} ${VERIFIER}`,
      new Error(`${CODE} ${BASIC}`, { cause: new Error(CLIENT_SECRET) }),
      { status: 200, ok: true, headers: new Headers(), body: null },
      { status: 400, ok: false, headers: new Headers(), body: null },
      Object.create(null),
    ),
  );
  await fc.assert(
    fc.asyncProperty(wild, fc.constantFrom("throws", "rejects", "gives"), async (value, how) => {
      /** @type {any[]} */
      const logged = [];
      const handler = createTokenHandler({
        ...OPTIONS,
        onError: (error) => logged.push(error),
        fetch: /** @type {any} */ (
          () => {
            if (how === "throws") throw value;
            return how === "rejects" ? Promise.reject(value) : value;
          }
        ),
      });
      const { status } = await check(await handler(post()));
      assert.equal(status, 502);
      assert.equal(logged.length, 1);
      assert.ok(logged[0] instanceof ZoomTokenError, inspect(logged[0]));
      const shown = inspect(logged[0], { depth: 9, showHidden: true });
      for (const secret of SECRETS) assert.ok(!shown.includes(secret), shown);
    }),
    { numRuns: 500 },
  );
});

test("does not throw and answers no token for any result or exception of the application's functions", async () => {
  const values = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
    fc.constantFrom(VERIFIER, { codeVerifier: VERIFIER }, new Error(`${ACCESS} ${VERIFIER}`)),
    fc.object({
      key: fc.constantFrom("a", ACCESS),
      values: [fc.constantFrom(1, `Bearer ${ACCESS}`, REFRESH)],
      maxDepth: 3,
    }),
  );
  const hows = fc.constantFrom("throws", "rejects", "gives");
  await fc.assert(
    fc.asyncProperty(
      values,
      hows,
      fc.constantFrom("onTokens", "getCodeVerifier", "keepCodeVerifier"),
      async (value, how, where) => {
        const wild = () => {
          if (how === "throws") throw value;
          return /** @type {any} */ (how === "rejects" ? Promise.reject(value) : value);
        };
        if (where === "keepCodeVerifier") {
          const response = await createChallengeHandler({ keepCodeVerifier: wild, onError: wild })(post());
          if (how === "gives") assert.equal(response.status, 200);
          else assert.equal((await check(response)).status, 500);
          return;
        }
        const handler = createTokenHandler({ ...OPTIONS, [where]: wild, onError: wild });
        // A code verifier that onTokens returns is not a secret of ours.
        const secrets = where === "onTokens" ? SECRETS.filter((secret) => secret !== VERIFIER) : SECRETS;
        const { status } = await check(await handler(post()), secrets);
        assert.ok([200, 400, 500].includes(status), String(status));
        if (how !== "gives") assert.equal(status, 500);
      },
    ),
    { numRuns: 1000, examples: [[JSON.parse(`{"__proto__":"${ACCESS}"}`), "gives", "onTokens"]] },
  );
});
