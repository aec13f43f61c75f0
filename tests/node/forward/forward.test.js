// The published forward and authorizeWithBackend, against real HTTP servers.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { afterEach, before, test } from "node:test";
import fc from "fast-check";
import { authorize, authorizeWithBackend, forward, init } from "zoom-pkce";
import { answering, answeringJson, silent, startBackend } from "../support/backend.js";
import { assertError, assertHoldsNone, assertRejects, invalid } from "../support/errors.js";
import { inFreshThread } from "../support/in-fresh-thread.js";
import { endFlows, newConsentingSdk, newSdk } from "../support/sdk.js";
import { countedController } from "../support/signal.js";
import { countTimers } from "../support/timers.js";

/** @typedef {import("zoom-pkce").Authorization} Authorization */
/** @typedef {import("zoom-pkce").ForwardTarget} ForwardTarget */

const CODE = "c0de-Of-The-Person_1";
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const REDIRECT_URI = "https://app.example.com/page?lang=en&x=%20";
const STATE = "the state & more=+1";
/** Error pages, which the tests of `forward` in Rust read too. */
const ERROR_PAGES = JSON.parse(
  readFileSync(new URL("../../support/error-pages.json", import.meta.url), "utf8"),
);
const JSON_TYPE = { "content-type": "application/json" };

before(() => init());
afterEach(endFlows);

/**
 * @param {Partial<Authorization>} [changes]
 * @returns {Authorization}
 */
const newAuthorization = (changes = {}) => ({
  code: CODE,
  codeVerifier: VERIFIER,
  codeChallengeMethod: "plain",
  redirectUri: REDIRECT_URI,
  state: STATE,
  receivedAt: Date.now(),
  ...changes,
});

/** @returns {Authorization} */
const withoutVerifier = () => ({
  code: CODE,
  redirectUri: REDIRECT_URI,
  state: STATE,
  receivedAt: Date.now(),
});

/**
 * Creates a `fetch` that sends nothing and records its calls.
 *
 * @param {() => Response | Promise<Response>} [answer]
 */
function recordingFetch(answer = () => new Response('{"ok":true}')) {
  /** @type {{ url: string, init: RequestInit }[]} */
  const calls = [];
  return {
    calls,
    /** @type {NonNullable<ForwardTarget["fetch"]>} */
    fetch: async (url, init) => {
      calls.push({ url, init });
      return answer();
    },
  };
}

/**
 * Calls `forward` with arguments that its types forbid.
 *
 * @param {unknown} authorization
 * @param {unknown} target
 */
const forwardAny = (authorization, target) =>
  forward(/** @type {any} */ (authorization), /** @type {any} */ (target));

/** @param {unknown} backend */
const withBackend = (backend) =>
  authorizeWithBackend(newConsentingSdk().zoomSdk, /** @type {any} */ ({ backend }));

/** @param {number} milliseconds */
const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// --- the request

test("as JSON, one POST has four fields in its body, and nothing in the URL", async (t) => {
  const backend = await startBackend(t);
  assert.deepEqual(await forward(newAuthorization(), `${backend.url}/api/token?app=1`), { ok: true });
  assert.equal(backend.got.length, 1);
  const [{ method, path, headers, body }] = backend.got;
  assert.equal(method, "POST");
  assert.equal(path, "/api/token?app=1");
  assert.equal(headers["content-type"], "application/json");
  assert.equal(headers.accept, "application/json");
  assert.equal(headers.authorization, undefined);
  assert.equal(headers.cookie, undefined);
  assert.equal(headers["content-length"], String(body.length));
  assert.equal(
    body,
    `{"code":"${CODE}","code_verifier":"${VERIFIER}","redirect_uri":"${REDIRECT_URI}","state":"${STATE}"}`,
  );
  assert.ok(!JSON.stringify([path, headers]).includes(CODE));
  assert.ok(!JSON.stringify([path, headers]).includes(VERIFIER));
});

test("as a form, the same fields are urlencoded", async (t) => {
  const backend = await startBackend(t);
  await forward(newAuthorization(), { url: backend.url, format: "form" });
  const [{ method, headers, body }] = backend.got;
  assert.equal(method, "POST");
  assert.equal(headers["content-type"], "application/x-www-form-urlencoded");
  assert.equal(headers.accept, "application/json");
  assert.equal(
    body,
    `code=${CODE}&code_verifier=${VERIFIER}` +
      "&redirect_uri=https%3A%2F%2Fapp.example.com%2Fpage%3Flang%3Den%26x%3D%2520" +
      "&state=the+state+%26+more%3D%2B1",
  );
});

test("without a verifier the field code_verifier is missing", async (t) => {
  const backend = await startBackend(t);
  const none = { codeVerifier: null, codeChallengeMethod: null };
  for (const authorization of [withoutVerifier(), { ...withoutVerifier(), ...none }]) {
    for (const format of ["json", "form"]) await forwardAny(authorization, { url: backend.url, format });
  }
  const json = `{"code":"${CODE}","redirect_uri":"${REDIRECT_URI}","state":"${STATE}"}`;
  const form = new URLSearchParams({ code: CODE, redirect_uri: REDIRECT_URI, state: STATE }).toString();
  assert.deepEqual(
    backend.got.map(({ body }) => body),
    [json, form, json, form],
  );
});

test("the target may be a string, a URL or an object with either", async (t) => {
  const backend = await startBackend(t);
  const url = `${backend.url}/a/../b?q=ä#part`;
  for (const target of [url, new URL(url), { url }, { url: new URL(url) }]) {
    await forward(newAuthorization(), target);
  }
  assert.deepEqual(
    backend.got.map(({ path }) => path),
    Array(4).fill("/b?q=%C3%A4"),
  );
});

test("the target is not changed and may be frozen", async (t) => {
  const backend = await startBackend(t);
  const target = Object.freeze({ url: backend.url, headers: Object.freeze({ "x-a": "1" }) });
  await forward(Object.freeze(newAuthorization()), target);
  await authorizeWithBackend(newConsentingSdk().zoomSdk, Object.freeze({ backend: target }));
  assert.equal(backend.got.length, 2);
});

test("a relative URL is resolved against the page", async (t) => {
  const backend = await startBackend(t);
  const page = { href: `${backend.url}/app/page?lang=en#part` };
  Object.defineProperty(globalThis, "location", { value: page, configurable: true });
  t.after(() => Reflect.deleteProperty(globalThis, "location"));
  for (const url of ["/api/token", "token", "?q", "./x", `//127.0.0.1:${backend.port}/y`]) {
    await forward(newAuthorization(), url);
  }
  assert.deepEqual(
    backend.got.map(({ path }) => path),
    ["/api/token", "/app/token", "/app/page?q", "/app/x", "/y"],
  );
  page.href = "http://app.example.com/page";
  await assertRejects(() => forward(newAuthorization(), "/api/token"), { code: "insecure_endpoint" });
  page.href = "about:srcdoc";
  await assertRejects(() => forward(newAuthorization(), "/api/token"), invalid("url"));
  assert.equal(backend.got.length, 5);
});

test("body maps the fields, and gets the fields and the authorization", async (t) => {
  const backend = await startBackend(t);
  /** @type {unknown[]} */
  const seen = [];
  const authorization = newAuthorization();
  await forward(authorization, {
    url: backend.url,
    body: (fields, ...rest) => {
      seen.push({ ...fields }, ...rest);
      return { grant: { code: fields.code, verifier: fields.code_verifier }, at: rest[0].receivedAt };
    },
  });
  assert.deepEqual(seen, [
    { code: CODE, code_verifier: VERIFIER, redirect_uri: REDIRECT_URI, state: STATE },
    authorization,
  ]);
  assert.deepEqual(JSON.parse(backend.got[0].body), {
    grant: { code: CODE, verifier: VERIFIER },
    at: authorization.receivedAt,
  });
  await forward(authorization, {
    url: backend.url,
    format: "form",
    body: ({ code }) => ({ grant_type: "authorization_code", code }),
  });
  assert.equal(backend.got[1].body, `grant_type=authorization_code&code=${CODE}`);
  assert.equal(backend.got[1].headers["content-type"], "application/x-www-form-urlencoded");
  await forward(withoutVerifier(), { url: backend.url, body: (fields) => Object.keys(fields) });
  assert.equal(backend.got[2].body, '["code","redirect_uri","state"]');
});

test("headers are added from an object, pairs or Headers", async (t) => {
  const backend = await startBackend(t);
  const pairs = /** @type {[string, string][]} */ ([
    ["x-csrf-token", "t0ken"],
    ["Accept", "application/vnd.app+json"],
  ]);
  for (const headers of [pairs, Object.fromEntries(pairs), new Headers(pairs)]) {
    await forward(newAuthorization(), { url: backend.url, headers });
  }
  assert.equal(backend.got.length, 3);
  for (const { headers } of backend.got) {
    assert.equal(headers["x-csrf-token"], "t0ken");
    assert.equal(headers.accept, "application/vnd.app+json", "the caller's value replaces the default");
    assert.equal(headers["content-type"], "application/json");
  }
});

test("a custom fetch gets the normalized URL and the complete init", async () => {
  const { calls, fetch } = recordingFetch();
  await forward(newAuthorization(), { url: "HTTPS://Backend.Example:443/a", fetch });
  await forward(newAuthorization(), { url: "https://backend.example/", fetch, credentials: "include" });
  await forward(newAuthorization(), { url: "https://backend.example/", fetch, credentials: "omit" });
  assert.equal(calls.length, 3);
  const [{ url, init }, second, third] = calls;
  assert.equal(url, "https://backend.example/a");
  assert.deepEqual(Object.keys(init).sort(), [
    "body",
    "cache",
    "credentials",
    "headers",
    "method",
    "redirect",
    "signal",
  ]);
  assert.equal(init.method, "POST");
  assert.equal(init.credentials, "same-origin");
  assert.equal(init.cache, "no-store");
  assert.equal(init.redirect, "manual");
  assert.ok(init.signal instanceof AbortSignal);
  assert.equal(init.signal.aborted, false);
  assert.equal(typeof init.body, "string");
  assert.deepEqual(
    [...new Headers(init.headers)],
    [
      ["accept", "application/json"],
      ["content-type", "application/json"],
    ],
  );
  assert.equal(second.init.credentials, "include");
  assert.equal(third.init.credentials, "omit");
});

test("null options have their defaults", async () => {
  const { calls, fetch } = recordingFetch();
  const none = { format: null, body: null, credentials: null, timeoutMs: null, signal: null };
  await forwardAny(newAuthorization(), { url: "https://backend.example/", fetch, ...none });
  assert.equal(calls[0].init.credentials, "same-origin");
  assert.equal(JSON.parse(String(calls[0].init.body)).code, CODE);
});

test("an option that does not exist is refused by name, and nothing is sent", async () => {
  const { calls, fetch } = recordingFetch();
  for (const name of ["header", "method", "credential", "redirectUri", "timeout"]) {
    const target = { url: "https://backend.example/", fetch };
    const expected = invalid(name, /there is no such option/);
    await assertRejects(() => forwardAny(newAuthorization(), { ...target, [name]: "x" }), expected);
    const sdk = newConsentingSdk();
    const backend = /** @type {any} */ ({ ...target, [name]: "x" });
    await assertRejects(() => authorizeWithBackend(sdk.zoomSdk, { backend }), expected);
    assert.deepEqual([calls, sdk.requests], [[], []]);
  }
  await forwardAny(newAuthorization(), { url: "https://backend.example/", fetch, header: undefined });
  assert.equal(calls.length, 1);
});

test("the shortest and the longest timeoutMs, code and redirectUri are taken; longer ones are not", async () => {
  const { calls, fetch } = recordingFetch();
  const target = { url: "https://backend.example/", fetch };
  await forward(newAuthorization(), { ...target, timeoutMs: 2 ** 31 - 1 });
  const hanging = () => new Promise(() => {});
  const shortest = { ...target, timeoutMs: 1, fetch: /** @type {any} */ (hanging) };
  await assertRejects(() => forward(newAuthorization(), shortest), { code: "backend_timeout" });
  for (const name of ["code", "redirectUri"]) {
    await forward(newAuthorization({ [name]: "x".repeat(4096) }), target);
    await assertRejects(() => forward(newAuthorization({ [name]: "x".repeat(4097) }), target), {
      code: "invalid_argument",
    });
  }
  assert.equal(calls.length, 3);
});

test("half a signal is refused, and nothing is sent", async () => {
  const { calls, fetch } = recordingFetch();
  const noop = () => {};
  for (const signal of [
    { aborted: false, addEventListener: noop },
    { aborted: false, removeEventListener: noop },
    { addEventListener: noop, removeEventListener: noop },
  ]) {
    const target = { url: "https://backend.example/", fetch, signal };
    await assertRejects(() => forwardAny(newAuthorization(), target), invalid("signal"));
  }
  assert.equal(calls.length, 0);
});

test("what a Request would refuse of the request is an invalid_argument, not a network_error", async (t) => {
  const { Request } = globalThis;
  t.after(() => void (globalThis.Request = Request));
  const refused = new TypeError("refused");
  globalThis.Request = /** @type {any} */ (
    class {
      constructor() {
        throw refused;
      }
    }
  );
  const error = await assertRejects(() => forward(newAuthorization(), "https://backend.example/"), {
    code: "invalid_argument",
  });
  assert.equal(error.cause, refused);
});

test("headers may be null", async () => {
  const { calls, fetch } = recordingFetch();
  await forwardAny(newAuthorization(), { url: "https://backend.example/", fetch, headers: null });
  assert.equal(calls.length, 1);
});

for (const format of /** @type {const} */ (["json", "form"])) {
  test(`${format}: the backend receives any code, redirectUri and state unchanged`, async (t) => {
    const backend = await startBackend(t);
    const text =
      format === "json"
        ? // Every UTF-16 unit: JSON can also express half of a surrogate pair.
          fc
            .array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff)), { minLength: 1 })
            .map((u) => String.fromCharCode(...u))
        : fc.string({ unit: "binary", minLength: 1 });
    const texts = fc.oneof(
      text,
      fc.string({ unit: fc.constantFrom(..."&=+%;? \r\n\t\"'\\{}\0"), minLength: 1 }),
    );
    await fc.assert(
      fc.asyncProperty(texts, texts, texts, fc.boolean(), async (code, redirectUri, state, hasVerifier) => {
        backend.got.length = 0;
        const authorization = { ...withoutVerifier(), code, redirectUri, state };
        const verifier = hasVerifier ? { codeVerifier: VERIFIER } : {};
        await forward({ ...authorization, ...verifier }, { url: backend.url, format });
        const [{ body }] = backend.got;
        assert.equal(backend.got.length, 1);
        assert.deepEqual(
          format === "json" ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body)),
          {
            code,
            ...(hasVerifier && { code_verifier: VERIFIER }),
            redirect_uri: redirectUri,
            state,
          },
        );
      }),
      { numRuns: 300 },
    );
  });
}

test("an authorization may be serialized as JSON before forward", async (t) => {
  const backend = await startBackend(t);
  const authorization = await authorize(newConsentingSdk().zoomSdk);
  await forward(JSON.parse(JSON.stringify(authorization)), backend.url);
  assert.equal(JSON.parse(backend.got[0].body).code_verifier, authorization.codeVerifier);
});

test("without init() forward and authorizeWithBackend load the wasm themselves", async () => {
  const forwarded = await inFreshThread("forwardWithoutInit");
  assert.equal(forwarded.sync, false);
  assert.equal(forwarded.error.code, "invalid_argument");
  assert.match(forwarded.error.message, /^url: /);
  const both = await inFreshThread("authorizeWithBackendWithoutInit");
  assert.equal(both.sync, false);
  assert.deepEqual(both.value, { user: 7 });
});

// --- responses

test("any JSON response is returned unchanged", async (t) => {
  const backend = await startBackend(t);
  const values = [
    { user: { id: 7 }, names: ["é"] },
    {},
    null,
    [],
    [1, 2, 3, 4, 5],
    "text",
    "",
    0,
    false,
    true,
  ];
  for (const value of values) {
    backend.answer = answeringJson(value);
    assert.deepEqual(await forward(newAuthorization(), backend.url), value);
  }
  backend.answer = answering(200, ' {"typed": "as text"}\n', { "content-type": "text/plain" });
  assert.deepEqual(await forward(newAuthorization(), backend.url), { typed: "as text" });
  backend.answer = answeringJson({ created: true }, 201);
  assert.deepEqual(await forward(newAuthorization(), backend.url), { created: true });
});

test("an empty response is null", async (t) => {
  const backend = await startBackend(t);
  for (const status of [200, 201, 202, 204]) {
    backend.answer = answering(status);
    assert.equal(await forward(newAuthorization(), backend.url), null, `status ${status}`);
  }
});

test("a response that is not JSON ends in invalid_response, with status and body", async (t) => {
  const backend = await startBackend(t);
  for (const body of ["<!doctype html><title>Sign in</title>", "OK", "{", "undefined", "access_token=1"]) {
    backend.answer = answering(200, body, { "content-type": "text/html" });
    const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
      code: "invalid_response",
      retryable: false,
      hint: /application\/json/,
    });
    assert.equal(error.status, 200);
    assert.equal(error.body, body);
  }
});

test("invalid_grant has the status, the body and a hint for the challenge method", async (t) => {
  const backend = await startBackend(t, answeringJson({ error: "invalid_grant" }, 400));
  const reject = (/** @type {object} */ changes, /** @type {boolean} */ retryable) =>
    assertRejects(() => forward({ ...newAuthorization(), ...changes }, backend.url), {
      code: "invalid_grant",
      retryable,
    });

  const withS256 = await reject({ codeChallengeMethod: "S256" }, false);
  assert.match(withS256.hint, /"S256".*supports only "plain".*codeChallengeMethod: "plain"/);

  const withPlain = await reject({ codeChallengeMethod: "plain" }, true);
  assert.match(withPlain.hint, /^The challenge method was "plain"/);
  assert.match(withPlain.hint, /redirect_uri.*code_verifier.*5 minutes.*codeChallengeMethod: "S256"/);

  const withNone = await reject({ codeChallengeMethod: undefined, codeVerifier: undefined }, true);
  assert.match(withNone.hint, /not made with "plain".*redirect_uri.*code_verifier.*5 minutes/);
  assert.doesNotMatch(withNone.hint, /S256/);

  for (const error of [withS256, withPlain, withNone]) {
    assert.equal(error.status, 400);
    assert.deepEqual(error.body, { error: "invalid_grant" });
    assert.equal(error.cause, undefined);
  }
});

test("if Zoom's invalid_grant repeats the code, the error contains neither code nor verifier", async (t) => {
  const backend = await startBackend(t);
  const zooms = { reason: `Invalid authorization code ${CODE}`, error: "invalid_grant" };
  const wrapped = { ...zooms, got: { [CODE]: [VERIFIER] }, log: `${CODE},${CODE},${VERIFIER}` };
  for (const [value, status, code] of /** @type {const} */ ([
    [zooms, 400, "invalid_grant"],
    [wrapped, 400, "invalid_grant"],
    [{ message: `upstream said ${JSON.stringify(zooms)}` }, 500, "backend_rejected"],
  ])) {
    backend.answer = answeringJson(value, status);
    const error = await assertRejects(() => forward(newAuthorization(), backend.url), { code });
    assertHoldsNone(error, [CODE, VERIFIER]);
    assert.equal(error.status, status);
    assert.equal(typeof error.body, "object");
  }
  backend.answer = answeringJson(zooms, 400);
  const { body } = await assertRejects(() => forward(newAuthorization(), backend.url), {
    code: "invalid_grant",
  });
  assert.equal(body.error, "invalid_grant");
  assert.match(body.reason, /^Invalid authorization code \S+$/, "the rest of the text is kept");

  backend.answer = answering(502, `<pre>${CODE} ${VERIFIER}</pre>`);
  assertHoldsNone(
    await assertRejects(() => forward(newAuthorization(), backend.url), { code: "backend_rejected" }),
    [CODE, VERIFIER],
  );
});

test("if a response that is not JSON repeats the code, the error does not contain it", async (t) => {
  const backend = await startBackend(t, answering(200, `<p>No user for ${CODE}, ${VERIFIER}</p>`));
  const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
    code: "invalid_response",
  });
  assert.match(error.body, /^<p>No user for /);
  assertHoldsNone(error, [CODE, VERIFIER]);
});

test("if a refusal repeats the code with JSON escapes, the error does not contain it", async (t) => {
  const code = 'a"quoted\\code/with<all>'; // RFC 6749, appendix A.11: any visible ASCII
  const backend = await startBackend(t);
  const json = JSON.stringify({ error: "invalid_grant", reason: `Invalid authorization code ${code}` });
  // The escapes of PHP and .NET.
  const escaped = json.replaceAll("/", "\\/").replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
  for (const body of [json, escaped]) {
    backend.answer = answering(400, body, JSON_TYPE);
    const error = await assertRejects(() => forward(newAuthorization({ code }), backend.url), {
      code: "invalid_grant",
    });
    assertHoldsNone(error, [code]);
  }
});

test("for any code and any refusal, the error is a ZoomPkceError without the code", async () => {
  // Includes codes that are parts of JSON.
  const codes = fc.oneof(
    fc.constantFrom("1", "400", "true", "null", "n", "e", "u0001", "\\", '"', ",", ":", "{", "}"),
    fc.string({ minLength: 1 }),
    fc.string({ unit: "binary", minLength: 1 }),
  );
  await fc.assert(
    fc.asyncProperty(codes, fc.jsonValue(), fc.boolean(), async (code, value, isJson) => {
      const answer = {
        status: 400,
        code,
        text: `<${code}>\n\u0001`,
        [`key ${code}`]: [value, 1, true, null],
      };
      const body = isJson ? JSON.stringify(answer) : `no JSON: ${code}`;
      const { fetch } = recordingFetch(() => new Response(body, { status: 400 }));
      const target = { url: "https://backend.example", fetch };
      const error = await assertRejects(
        () => forward(newAuthorization({ code }), target),
        { code: "backend_rejected" },
        JSON.stringify(code),
      );
      assert.equal(typeof error.body, isJson ? "object" : "string");
      // Short codes occur in other texts by chance.
      if (code.length >= 8)
        assert.ok(!JSON.stringify(error.body).includes(JSON.stringify(code).slice(1, -1)));
    }),
    { numRuns: 500 },
  );
});

test("any other refusal is backend_rejected with status and body, retryable only for 5xx and 429", async (t) => {
  const backend = await startBackend(t);
  const retryable = [429, 500, 501, 502, 503, 504, 599];
  /** @type {Map<unknown, string>} */
  const reasons = new Map(
    /** @type {[unknown, string][]} */ ([
      [{ error: "not_yours", deep: [1] }, ": not_yours"],
      [null, ""],
      ["a JSON string", ": a JSON string"],
    ]),
  );
  for (const status of [400, 401, 403, 404, 405, 409, 415, 422, 499, ...retryable]) {
    for (const [body, reason] of reasons) {
      backend.answer = answeringJson(body, status);
      const error = await assertRejects(
        () => forward(newAuthorization(), backend.url),
        {
          code: "backend_rejected",
          retryable: retryable.includes(status),
          message: new RegExp(`\\b${status}${reason}$`),
          hint: /authorize again\.$/,
        },
        `status ${status}`,
      );
      assert.equal(error.status, status);
      assert.deepEqual(error.body, body);
    }
    backend.answer = answering(status, "<h1>No</h1>");
    const html = await assertRejects(() => forward(newAuthorization(), backend.url), {
      code: "backend_rejected",
    });
    assert.equal(html.body, "<h1>No</h1>");
    assert.equal(html.status, status);
    backend.answer = answering(status);
    const empty = await assertRejects(() => forward(newAuthorization(), backend.url), {
      code: "backend_rejected",
    });
    assert.equal(empty.body ?? null, null);
  }
});

test("a refusal that a lost session explains says what a session cookie needs in a frame", async (t) => {
  const backend = await startBackend(t);
  for (const [status, body] of /** @type {const} */ ([
    [400, { error: "invalid_request" }],
    [401, {}],
    [500, { message: "no" }],
    [500, null],
  ])) {
    backend.answer = answeringJson(body, status);
    const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
      code: "backend_rejected",
    });
    assert.match(error.hint, /a session cookie needs SameSite=None and Secure/, String(status));
  }
});

test("a refusal's message has the backend's reason, and its hint says where to look", async (t) => {
  const backend = await startBackend(t);
  const why = { error: "not_now", error_description: "Not from there." };
  const ELSE = /^Look at message, body and the backend's log\. /;
  const NOTHING_THERE = /^Nothing takes a POST there, it seems: check the path.* development server/;
  const NOT_REACHED = /^The backend failed, or a proxy did not reach it: check that it runs, and its log\. /;
  const KEPT_OUT = /^The backend may not let this page's origin in \(allowedOrigins\), .* CSRF/;
  for (const [status, body, message, hint] of /** @type {[number, unknown, string, RegExp][]} */ ([
    [400, why, "400: not_now: Not from there", ELSE],
    [401, { error: "invalid_client", reason: "Unknown" }, "401: invalid_client: Unknown", ELSE],
    [400, { error: 7, error_description: null, reason: ["none"] }, "400", ELSE],
    [422, { detail: "code is missing" }, "422", ELSE],
    [400, { error: " ", error_description: "Only. This." }, "400: Only. This", ELSE],
    [400, { error: "a line\n", reason: "a full stop. " }, "400: a line: a full stop", ELSE],
    [400, { error: "\n two\r\nlines\u0000 \u001b[31m" }, "400: two lines [31m", ELSE],
    [400, { error: `${"x".repeat(299)}.y` }, `400: ${"x".repeat(299)}`, ELSE],
    [400, { error: `${"x".repeat(300)}y` }, `400: ${"x".repeat(300)}`, ELSE],
    [403, why, "403: not_now: Not from there", KEPT_OUT],
    [403, null, "403", KEPT_OUT],
    [404, null, "404", NOTHING_THERE],
    [404, { detail: "Not Found" }, "404", NOTHING_THERE],
    [404, { error: "no_user" }, "404: no_user", ELSE],
    [405, null, "405", NOTHING_THERE],
    [429, null, "429", ELSE],
    [499, null, "499", ELSE],
    [500, why, "500: not_now: Not from there", ELSE],
    [500, { message: "no" }, "500", ELSE],
    [500, null, "500", NOT_REACHED],
    [502, null, "502", NOT_REACHED],
  ])) {
    backend.answer = answeringJson(body, status);
    const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
      code: "backend_rejected",
      hint,
    });
    assert.equal(error.reason, `the backend answered with HTTP status ${message}`);
    assert.match(error.hint, /\. The authorization code may be used up: authorize again\.$/);
  }
  for (const [status, hint] of /** @type {const} */ ([
    [500, NOT_REACHED],
    [403, KEPT_OUT],
    [404, NOTHING_THERE],
    [400, ELSE],
  ])) {
    backend.answer = answering(status, "<h1>No</h1>");
    const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
      code: "backend_rejected",
      hint,
    });
    assert.equal(error.reason, `the backend answered with HTTP status ${status}: No`);
  }
});

test("a refusal that is an error page or a text has its first line as the reason", async (t) => {
  const backend = await startBackend(t);
  for (const { case: name, body, reason } of ERROR_PAGES) {
    backend.answer = answering(500, body, { "content-type": "text/html" });
    const error = await assertRejects(
      () => forward(newAuthorization(), backend.url),
      { code: "backend_rejected" },
      name,
    );
    const status = "the backend answered with HTTP status 500";
    assert.equal(error.reason, reason ? `${status}: ${reason}` : status, name);
    const { message, stack = "" } = error;
    assertHoldsNone({ ...error, message, stack, body: "" }, [CODE, VERIFIER]);
  }
});

test("the hint for a path that takes no POST stays, though the page says so", async (t) => {
  const backend = await startBackend(t, answering(404, "<pre>Cannot POST /api/zoom/token</pre>"));
  await assertRejects(() => forward(newAuthorization(), backend.url), {
    code: "backend_rejected",
    message: /404: Cannot POST \/api\/zoom\/token$/,
    hint: /^Nothing takes a POST there/,
  });
});

test("a page that opens many elements and ends none takes no longer than its length", async (t) => {
  const backend = await startBackend(t);
  for (const part of ["<pre>", "<pre", "<pre x=", "&#", "<br "]) {
    backend.answer = answering(500, "<".concat(part.repeat(200_000)));
    const start = performance.now();
    await assertRejects(() => forward(newAuthorization(), backend.url), { code: "backend_rejected" });
    assert.ok(performance.now() - start < 5_000, part);
  }
});

test("the error for a refusal that is nested too deep has its status and no body", async (t) => {
  const backend = await startBackend(t);
  const deep = 20_000;
  backend.answer = answering(400, `${"[".repeat(deep)}${JSON.stringify(CODE)}${"]".repeat(deep)}`);
  const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
    code: "backend_rejected",
  });
  assert.equal(error.status, 400);
  assert.equal(error.body, undefined);
});

test("if a refusal's reason repeats the code, message and hint do not contain it", async (t) => {
  const backend = await startBackend(t);
  const said = { error: `bad ${CODE}`, error_description: VERIFIER, reason: `${CODE}` };
  backend.answer = answeringJson(said, 400);
  const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
    code: "backend_rejected",
  });
  assertHoldsNone(error, [CODE, VERIFIER]);
  assert.match(error.reason, /400: bad \[redacted\]: \[redacted\]: \[redacted\]$/);
});

test("only a refusal with error: invalid_grant is an invalid_grant", async (t) => {
  const backend = await startBackend(t);
  for (const body of [
    { error: "invalid_client" },
    { error: ["invalid_grant"] },
    ["invalid_grant"],
    "invalid_grant",
  ]) {
    backend.answer = answeringJson(body, 400);
    await assertRejects(() => forward(newAuthorization(), backend.url), { code: "backend_rejected" });
  }
});

test("a redirect is not followed: the other server gets nothing", async (t) => {
  const other = await startBackend(t);
  const backend = await startBackend(t);
  for (const status of [301, 302, 303, 307, 308]) {
    for (const location of [`${other.url}/steal`, "/elsewhere"]) {
      backend.answer = answering(status, "", { location });
      const before = backend.got.length;
      const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
        code: "redirect_refused",
        retryable: false,
        hint: /final URL/,
      });
      assertHoldsNone(error, [CODE, VERIFIER]);
      assert.equal(backend.got.length, before + 1, `status ${status}`);
    }
  }
  assert.equal(other.got.length, 0);
  assert.equal(other.connections, 0);
});

test("an opaque redirect, as in browsers, is refused", async () => {
  const opaque = { type: "opaqueredirect", status: 0, ok: false, text: async () => "" };
  const { fetch } = recordingFetch(() => /** @type {any} */ (opaque));
  await assertRejects(() => forward(newAuthorization(), { url: "https://backend.example/", fetch }), {
    code: "redirect_refused",
  });
});

// --- without a response

test("without a global fetch, forward wants one, and the person is not asked in vain", async (t) => {
  const { fetch } = globalThis;
  t.after(() => Object.assign(globalThis, { fetch }));
  Reflect.deleteProperty(globalThis, "fetch");
  const url = "https://backend.example/";
  await assertRejects(() => forward(newAuthorization(), url), invalid("fetch", /must be a function/));
  await assertRejects(() => withBackend(url), invalid("fetch", /must be a function/));
  const own = recordingFetch();
  assert.deepEqual(await forward(newAuthorization(), { url, fetch: own.fetch }), { ok: true });
});

test("a backend that is down ends in network_error with the cause", async (t) => {
  const backend = await startBackend(t);
  await backend.close();
  const error = await assertRejects(() => forward(newAuthorization(), backend.url), {
    code: "network_error",
    retryable: true,
    hint: /CORS.*connect-src/,
  });
  assert.ok(error.cause instanceof TypeError);
  assert.equal(/** @type {any} */ (error.cause.cause).code, "ECONNREFUSED");
  assert.equal(error.zoomCode, undefined);
  assert.equal(error.status, undefined);
  assertHoldsNone(error, [CODE, VERIFIER]);
});

test("any failure of a custom fetch ends in network_error with the failure's text", async () => {
  for (const reason of [new TypeError("no route"), "a string", undefined]) {
    for (const fetch of [
      () => Promise.reject(reason),
      () => {
        throw reason;
      },
    ]) {
      const target = { url: "https://backend.example/", fetch };
      const error = await assertRejects(() => forward(newAuthorization(), target), { code: "network_error" });
      assert.equal(error.cause, String(reason));
    }
  }
});

test("if the error of a custom fetch contains the request, no secret is kept", async () => {
  const authorization = newAuthorization();
  const fetch = (/** @type {string} */ _, /** @type {RequestInit} */ init) =>
    Promise.reject(Object.assign(new Error(`failed with ${init.body}`), { config: init }));
  const target = { url: "https://backend.example/", fetch };
  const error = await assertRejects(() => forward(authorization, target), { code: "network_error" });
  const { code, codeVerifier = "" } = authorization;
  assertHoldsNone(error, [code, codeVerifier]);
});

test("a code of one character does not break the error", async (t) => {
  const backend = await startBackend(t);
  backend.answer = answeringJson({ error: "x", n: 1, deep: ["1"] }, 400);
  const error = await assertRejects(() => forward(newAuthorization({ code: "1" }), backend.url), {
    code: "backend_rejected",
  });
  assert.deepEqual(error.body, { error: "x", n: 1, deep: ["[redacted]"] });
});

test("a code with half of a surrogate pair is found in a URL and in a form", async (t) => {
  const backend = await startBackend(t);
  backend.answer = answeringJson({ error: "x", of: ["half%20%EF%BF%BD%20pair", "half+%EF%BF%BD+pair"] }, 400);
  const authorization = newAuthorization({ code: "half \ud800 pair" });
  const error = await assertRejects(() => forward(authorization, backend.url), { code: "backend_rejected" });
  assert.deepEqual(error.body, { error: "x", of: ["[redacted]", "[redacted]"] });
});

test("a body function that never resolves can time out and be aborted", async () => {
  const body = () => new Promise(() => {});
  const target = { url: "https://backend.example/", body, timeoutMs: 20 };
  await assertRejects(() => forward(newAuthorization(), target), { code: "backend_timeout" });
  const controller = new AbortController();
  setTimeout(() => controller.abort("enough"), 10);
  const signal = controller.signal;
  await assertRejects(() => forward(newAuthorization(), { ...target, timeoutMs: 5000, signal }), {
    code: "aborted",
  });
});

test("a custom fetch that throws a value without a text ends in network_error", async () => {
  const fetch = () => Promise.reject(Object.create(null));
  await assertRejects(() => forward(newAuthorization(), { url: "https://backend.example/", fetch }), {
    code: "network_error",
  });
});

test("the placeholder of a secret is not searched for secrets", async () => {
  const { fetch } = recordingFetch(() => Response.json({ detail: "refused" }, { status: 401 }));
  const target = { url: "https://backend.example/", fetch };
  const error = await assertRejects(() => forward(newAuthorization({ state: "e" }), target), {
    code: "backend_rejected",
  });
  assert.doesNotMatch(JSON.stringify(error.body), /\[[^\]]*\[/);
});

test("a broken connection, before or within the response, ends in network_error after one request", async (t) => {
  const backend = await startBackend(t);
  backend.answer = (response) => void response.socket?.destroy();
  const first = await assertRejects(() => forward(newAuthorization(), backend.url), {
    code: "network_error",
  });
  assert.ok(first.cause instanceof Error);
  backend.answer = (response) => {
    response.writeHead(200, { ...JSON_TYPE, "content-length": "100" }).write('{"half":');
    setTimeout(() => response.socket?.destroy(), 20);
  };
  const second = await assertRejects(() => forward(newAuthorization(), backend.url), {
    code: "network_error",
  });
  assert.ok(second.cause instanceof Error);
  assert.equal(backend.got.length, 2);
});

test("a slow backend, before or within the response, ends in backend_timeout after timeoutMs", async (t) => {
  const backend = await startBackend(t);
  for (const answer of [
    silent,
    (/** @type {any} */ response) => response.writeHead(200, JSON_TYPE).write("{"),
  ]) {
    backend.answer = answer;
    const started = performance.now();
    const error = await assertRejects(
      () => forward(newAuthorization(), { url: backend.url, timeoutMs: 90 }),
      {
        code: "backend_timeout",
        retryable: true,
        message: /\b90 ms$/,
      },
    );
    const took = performance.now() - started;
    assert.ok(took > 80 && took < 2000, `${took} ms`);
    assert.equal(error.cause, undefined);
  }
  backend.answer = (response) => setTimeout(() => response.end("{}"), 60);
  assert.deepEqual(await forward(newAuthorization(), { url: backend.url, timeoutMs: 5000 }), {});
});

test("a custom fetch that ignores its signal can time out and be aborted", async () => {
  const controller = new AbortController();
  const deaf = {
    url: "https://backend.example/",
    fetch: () => /** @type {Promise<Response>} */ (new Promise(() => {})),
  };
  const late = sleep(250).then(() => "still waiting");
  const outcome = (/** @type {object} */ options) =>
    Promise.race([forward(newAuthorization(), { ...deaf, ...options }).catch((error) => error.code), late]);
  const both = [outcome({ timeoutMs: 20 }), outcome({ signal: controller.signal, timeoutMs: 400 })];
  controller.abort();
  assert.deepEqual(await Promise.all(both), ["backend_timeout", "aborted"]);
});

test("an abort before or within the response has the signal's reason as the cause", async (t) => {
  const backend = await startBackend(t);
  for (const partial of [false, true]) {
    for (const reason of [new Error("navigated"), "a string", null]) {
      const controller = new AbortController();
      backend.answer = (response) => {
        if (partial) response.writeHead(200, JSON_TYPE).write("{");
        setTimeout(() => controller.abort(reason), 20);
      };
      const error = await assertRejects(
        () => forward(newAuthorization(), { url: backend.url, signal: controller.signal }),
        { code: "aborted", retryable: true },
      );
      assert.equal(error.cause, reason);
      assert.equal(error.zoomCode, undefined);
    }
  }
  assert.equal(backend.got.length, 6);
});

test("with an aborted signal nothing is sent", async (t) => {
  const backend = await startBackend(t);
  const reason = new Error("too late");
  const { calls, fetch } = recordingFetch();
  let asked = 0;
  const body = () => (asked++, {});
  for (const more of [{}, { fetch }, { body }]) {
    const error = await assertRejects(
      () => forward(newAuthorization(), { url: backend.url, signal: AbortSignal.abort(reason), ...more }),
      { code: "aborted", retryable: true },
    );
    assert.equal(error.cause, reason);
  }
  assert.equal(backend.connections, 0);
  assert.equal(asked, 0);
  assert.equal(calls.length, 0);
});

test("after an abort within the client's event, body is not called and nothing is sent", async (t) => {
  const backend = await startBackend(t);
  const controller = new AbortController();
  const { zoomSdk } = newSdk((_, sdk) => {
    sdk.consent();
    controller.abort();
  });
  let asked = 0;
  const target = { url: backend.url, body: () => (asked++, {}) };
  await assertRejects(() => authorizeWithBackend(zoomSdk, { backend: target, signal: controller.signal }), {
    code: "aborted",
  });
  assert.deepEqual([asked, backend.connections], [0, 0]);
});

test("after an abort within the task of the call, no complete request arrives", async (t) => {
  const backend = await startBackend(t);
  const controller = new AbortController();
  const promise = forward(newAuthorization(), { url: backend.url, signal: controller.signal });
  controller.abort("changed my mind");
  const error = await assertRejects(() => promise, { code: "aborted" });
  assert.equal(error.cause, "changed my mind");
  await sleep(20);
  assert.equal(backend.got.length, 0);
});

test("a signal of AbortSignal.timeout ends in aborted, not in backend_timeout", async (t) => {
  const backend = await startBackend(t, silent);
  const error = await assertRejects(
    () => forward(newAuthorization(), { url: backend.url, signal: AbortSignal.timeout(20), timeoutMs: 5000 }),
    { code: "aborted" },
  );
  assert.equal(/** @type {any} */ (error.cause).name, "TimeoutError");
});

// --- arguments that are refused before a request

test("http is for this machine only", async () => {
  const { calls, fetch } = recordingFetch();
  for (const host of [
    "backend.example",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "localhost.evil.example:8080",
    "evil.example/localhost",
    "evil.example?localhost",
    "evil.example#@localhost",
    "evil.example\\@localhost",
    "notlocalhost",
    "xlocalhost",
    "localhost.",
    "localhost%2eevil.example",
    "127.evil.example",
    "126.255.255.255",
    "128.0.0.1",
    "0.0.0.0",
    "10.0.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "1270.example",
    "[::2]",
    "[::]",
    "[::1:1]",
    "[::ffff:10.0.0.1]",
    "[fe80::1]",
    "ⓛocalhost.evil.example",
  ]) {
    for (const target of [`http://${host}`, { url: `HTTP://${host}`, fetch }, new URL(`http://${host}`)]) {
      const error = await assertRejects(
        () => forward(newAuthorization(), target),
        { code: "insecure_endpoint", retryable: false, message: /^url: must be https/, hint: /https/ },
        host,
      );
      assertHoldsNone(error, [CODE, VERIFIER]);
    }
  }
  assert.equal(calls.length, 0);
});

test("http on this machine and https anywhere are sent", async () => {
  for (const url of [
    "http://localhost",
    "http://LOCALHOST:3000/api",
    "http://app.localhost",
    "http://a.b.localhost:3000/",
    "http://127.0.0.1:3000",
    "http://127.255.255.254",
    "http://127.1",
    "http://2130706433/",
    "http://[::1]",
    "http://[::1]:3000/api",
    "http://[0:0:0:0:0:0:0:1]/",
    "https://backend.example",
    "https://10.0.0.1/@path?user@host#a@b",
    "https://localhost.evil.example",
    "  https://backend.example/trimmed\n",
  ]) {
    const { calls, fetch } = recordingFetch();
    assert.deepEqual(await forward(newAuthorization(), { url, fetch }), { ok: true }, url);
    assert.deepEqual(
      calls.map((call) => call.url),
      [new URL(url).href],
    );
  }
});

test("requests reach http://localhost and http://127.0.0.1 with a port", async (t) => {
  const backend = await startBackend(t);
  await forward(newAuthorization(), `http://localhost:${backend.port}/a`);
  await forward(newAuthorization(), `http://127.0.0.1:${backend.port}/b`);
  assert.deepEqual(
    backend.got.map(({ path }) => path),
    ["/a", "/b"],
  );
});

const URL_RULE = /must be an http or https URL without user and password, or a path on the page's own origin/;
/** @type {[string, unknown][]} */
const BAD_URLS = [
  ["relative, in Node", "/api/token"],
  ["relative without slash, in Node", "token"],
  ["relative to the scheme, in Node", "//backend.example/"],
  ["empty", ""],
  ["blank", " "],
  ["no host", "https://"],
  ["a port out of range", "https://backend.example:99999"],
  ["a broken IPv6 address", "http://[::1].evil"],
  ["user at localhost's look-alike", "http://localhost@evil.example"],
  ["user and password", "https://user:SeCrEt@backend.example/"],
  ["user", "https://user@backend.example/"],
  ["password", "https://:SeCrEt@backend.example/"],
  ["user on this machine", "http://user:SeCrEt@127.0.0.1:3000/"],
  ...["ftp://backend.example", "ws://127.0.0.1", "file:///etc/passwd", "data:application/json,{}"].map(
    (url) => /** @type {[string, unknown]} */ ([url, url]),
  ),
  ...["javascript:alert(1)", "blob:https://backend.example/1", "httpss://backend.example", "about:blank"].map(
    (url) => /** @type {[string, unknown]} */ ([url, url]),
  ),
  ["an URL object of another scheme", new URL("ftp://backend.example")],
  ["a String object", new String("https://backend.example")],
  ...[undefined, null, 42, NaN, true, {}, [], ["https://backend.example"], 1n, Symbol("s"), () => {}].map(
    (value) =>
      /** @type {[string, unknown]} */ ([
        `${typeof value} ${JSON.stringify(value, (_, v) => String(v))}`,
        value,
      ]),
  ),
];

test(`url: ${BAD_URLS.length} bad values, each refused with the rule`, async () => {
  const { calls, fetch } = recordingFetch();
  for (const [what, url] of BAD_URLS) {
    for (const target of [url, { url, fetch }]) {
      const error = await assertRejects(
        () => forwardAny(newAuthorization(), target),
        invalid("url", URL_RULE),
        what,
      );
      assertHoldsNone(error, ["SeCrEt", CODE, VERIFIER]);
    }
  }
  assert.equal(calls.length, 0);
});

/** @type {[string, RegExp, unknown[]][]} */
const BAD_TARGET = [
  [
    "format",
    /must be "json" or "form"/,
    ["", "JSON", "xml", "forms", "application/json", 1, true, {}, Symbol("s"), 1n],
  ],
  [
    "credentials",
    /must be "omit", "same-origin" or "include"/,
    ["", "Include", "same_origin", true, 0, {}, "include ".repeat(20), Symbol("s")],
  ],
  ["body", /must be a function/, ["", "text", 0, false, true, {}, { code: "x" }, [], Symbol("s"), 1n]],
  ["fetch", /must be a function/, ["", "fetch", 0, false, true, {}, Symbol("s")]],
  [
    "timeoutMs",
    /must be an integer from 1 to 2147483647/,
    [0, -1, 0.5, NaN, Infinity, 2 ** 31, "30000", "", {}, [1], true, 1n, Symbol("s")],
  ],
  [
    "signal",
    /must be an AbortSignal/,
    [{}, true, false, 0, "", new AbortController(), new EventTarget(), { aborted: false }],
  ],
];
for (const [name, rule, values] of BAD_TARGET) {
  test(`${name}: ${values.length} bad values, each refused with its name and rule before any request`, async () => {
    for (const [at, value] of values.entries()) {
      const { calls, fetch } = recordingFetch();
      const target = { url: "https://backend.example", fetch, [name]: value };
      const error = await assertRejects(
        () => forwardAny(newAuthorization(), target),
        invalid(name, rule),
        `${at}`,
      );
      assertHoldsNone(error, [CODE, VERIFIER]);
      assert.equal(calls.length, 0);
      const sdk = newConsentingSdk();
      await assertRejects(
        () => authorizeWithBackend(sdk.zoomSdk, /** @type {any} */ ({ backend: target })),
        invalid(name, rule),
        `${at}`,
      );
      assert.equal(sdk.requests.length, 0, "the SDK is not called");
    }
  });
}

const BAD_HEADERS = [
  { "a header": "x" },
  { "": "x" },
  { "x-token": "SeCrEt\nx: y" },
  { "x-token": "SeCrEt→" },
  { "x-token": Symbol("s") },
  [["x-token"]],
  "x-token: SeCrEt",
  42,
];

test("invalid headers are refused with invalid_argument, without their values in the message", async () => {
  for (const headers of BAD_HEADERS) {
    const { calls, fetch } = recordingFetch();
    const error = await assertRejects(
      () => forwardAny(newAuthorization(), { url: "https://backend.example/", fetch, headers }),
      invalid("headers"),
    );
    assert.doesNotMatch(error.message + error.hint + error.stack, /SeCrEt/);
    assertHoldsNone(error, [CODE, VERIFIER]);
    assert.equal(calls.length, 0);
  }
});

test("invalid headers are refused before the SDK is called", async () => {
  for (const headers of BAD_HEADERS) {
    const sdk = newConsentingSdk();
    const backend = /** @type {any} */ ({ url: "https://backend.example/", headers });
    await authorizeWithBackend(sdk.zoomSdk, { backend }).catch(() => {});
    assert.equal(sdk.requests.length, 0);
  }
});

test("an exception of a body function rejects the promise, and nothing is sent", async () => {
  const { calls, fetch } = recordingFetch();
  const thrown = new RangeError("from body()");
  const target = {
    url: "https://backend.example/",
    fetch,
    body() {
      throw thrown;
    },
  };
  const error = await forward(newAuthorization(), target).then(
    () => assert.fail("should have been rejected"),
    (error) => error,
  );
  assert.ok(error === thrown || error.cause === thrown);
  assert.notEqual(error.code, "network_error");
  assert.equal(calls.length, 0);
});

test("a body that cannot be serialized is an invalid_argument", async () => {
  /** @type {any} */
  const circular = {};
  circular.self = circular;
  for (const [format, content] of /** @type {const} */ ([
    ["json", circular],
    ["json", { big: 1n }],
    ["form", [["code"]]],
    ["form", { code: Symbol("s") }],
  ])) {
    const { calls, fetch } = recordingFetch();
    const target = { url: "https://backend.example/", format, fetch, body: () => content };
    await assertRejects(() => forward(newAuthorization(), target), invalid("body"), format);
    assert.equal(calls.length, 0);
  }
});

test("a body function may be asynchronous, and can be aborted", async (t) => {
  const backend = await startBackend(t);
  const controller = countedController();
  const body = async (/** @type {import("zoom-pkce").ForwardFields} */ { code }) => {
    await sleep(10);
    return { code };
  };
  await forward(newAuthorization(), { url: backend.url, body, signal: controller.signal });
  assert.equal(backend.got[0].body, `{"code":"${CODE}"}`);
  // A fetch that ignores its signal is not called.
  const { calls, fetch } = recordingFetch();
  const target = { url: "https://backend.example", body, fetch, signal: controller.signal };
  const promise = forward(newAuthorization(), target);
  controller.abort("meanwhile");
  const error = await assertRejects(() => promise, { code: "aborted" });
  assert.equal(error.cause, "meanwhile");
  await sleep(30);
  assert.equal(calls.length, 0);
  assert.equal(controller.listening, 0);
});

test("a body function that returns nothing is refused, and the result of a promise is posted", async () => {
  for (const body of [() => {}, async () => ({ code: CODE })]) {
    const { calls, fetch } = recordingFetch();
    const promise = forward(newAuthorization(), { url: "https://backend.example/", fetch, body });
    const outcome = await promise.then(
      () => calls[0].init.body,
      (error) => error.code,
    );
    assert.ok(
      outcome === "invalid_argument" || outcome === JSON.stringify({ code: CODE }),
      `posted ${JSON.stringify(outcome)}`,
    );
  }
});

const NOT_TEXT = [undefined, null, "", 42, true, {}, [], ["x"], new String("x"), Symbol("s"), 1n, () => {}];
/** @type {[keyof Authorization, string, RegExp, unknown[]][]} */
const BAD_AUTHORIZATION = [
  ["code", "authorization.code", /must be a non-empty string/, NOT_TEXT],
  ["redirectUri", "authorization.redirectUri", /must be a non-empty string/, NOT_TEXT],
  ["state", "authorization.state", /must be a non-empty string/, NOT_TEXT],
  [
    "receivedAt",
    "authorization.receivedAt",
    /must be a number \(milliseconds since the epoch\)/,
    [undefined, null, NaN, Infinity, -Infinity, "1700000000000", new Date(), {}, [], true, 1n, Symbol("s")],
  ],
  [
    "codeVerifier",
    "codeVerifier",
    /must be a string of 43 to 128 characters/,
    [
      ...NOT_TEXT.slice(2),
      VERIFIER.slice(1),
      `${VERIFIER}+`,
      `${VERIFIER}\n`,
      VERIFIER.repeat(3),
      `${VERIFIER}\ud800`,
    ],
  ],
];
for (const [field, name, rule, values] of BAD_AUTHORIZATION) {
  test(`authorization.${field}: ${values.length} bad values, each refused with its name and rule`, async () => {
    for (const [at, value] of values.entries()) {
      const { calls, fetch } = recordingFetch();
      const authorization = { ...newAuthorization(), [field]: value };
      const error = await assertRejects(
        () => forwardAny(authorization, { url: "https://backend.example/", fetch }),
        invalid(name, rule),
        `${at}`,
      );
      assertHoldsNone(error, [CODE, VERIFIER]);
      assert.equal(calls.length, 0);
    }
  });
}

test("anything but an authorization rejects the promise", async () => {
  for (const value of [
    undefined,
    null,
    42,
    CODE,
    true,
    {},
    [],
    Symbol("s"),
    () => {},
    Promise.resolve(newAuthorization()),
  ]) {
    await assertRejects(() => forwardAny(value, "https://backend.example"), invalid("authorization.code"));
  }
  await assertRejects(() => forwardAny(undefined, undefined), invalid("url"));
});

test("a code is sent up to an age of 10 minutes, also with a receivedAt in the future", async (t) => {
  const now = 1_800_000_000_000;
  t.mock.method(Date, "now", () => now);
  const backend = await startBackend(t);
  for (const receivedAt of [now - 600_001, now - 600_000.5, now - 86_400_000, 0, -1]) {
    const error = await assertRejects(
      () => forward(newAuthorization({ receivedAt }), backend.url),
      { code: "code_expired", retryable: true, message: /10 minutes/, hint: /[Aa]uthorize again/ },
      `${receivedAt - now}`,
    );
    assertHoldsNone(error, [CODE, VERIFIER]);
  }
  assert.equal(backend.connections, 0);
  for (const receivedAt of [now - 600_000, now - 599_999, now, now + 1, now + 86_400_000]) {
    await forward(newAuthorization({ receivedAt }), backend.url);
  }
  assert.equal(backend.got.length, 5);
});

test("invalid_grant names the age of a code that was older than 5 minutes when it was sent", async (t) => {
  let now = 1_800_000_000_000;
  t.mock.method(Date, "now", () => now);
  const backend = await startBackend(t, (request, response) => {
    // The time that the backend takes does not count.
    now += 60_000;
    return answeringJson({ error: "invalid_grant" }, 400)(request, response);
  });
  /** @param {number} age @param {"plain" | "S256"} [codeChallengeMethod] */
  const hint = async (age, codeChallengeMethod = "plain") => {
    const authorization = newAuthorization({ receivedAt: now - age, codeChallengeMethod });
    const error = await assertRejects(() => forward(authorization, backend.url), { code: "invalid_grant" });
    return error.hint;
  };
  assert.match(await hint(300_001), /^The code was older than 5 minutes\. Authorize again/);
  for (const age of [300_000, 0, -1]) assert.doesNotMatch(await hint(age), /older than/, `${age}`);
  // Zoom refuses such a code at any age.
  assert.equal(await hint(300_001, "S256"), await hint(0, "S256"));
});

// --- authorizeWithBackend

test("authorizeWithBackend authorizes, posts once and returns the backend's response", async (t) => {
  const backend = await startBackend(t, answeringJson({ user: "Ada" }));
  const sdk = newConsentingSdk();
  const user = await authorizeWithBackend(sdk.zoomSdk, {
    backend: { url: backend.url, format: "form" },
    codeChallengeMethod: "S256",
    state: STATE,
  });
  assert.deepEqual(user, { user: "Ada" });
  assert.equal(sdk.requests.length, 1);
  assert.equal(sdk.requests[0].state, STATE);
  assert.equal(sdk.listening.length, 0);
  assert.equal(backend.got.length, 1);
  const posted = Object.fromEntries(new URLSearchParams(backend.got[0].body));
  assert.deepEqual(Object.keys(posted), ["code", "code_verifier", "redirect_uri", "state"]);
  assert.equal(posted.code, "code-of-the-event");
  assert.equal(posted.redirect_uri, "https://app.example.com/page");
  assert.equal(posted.state, STATE);
  assert.notEqual(posted.code_verifier, sdk.requests[0].codeChallenge, "S256");
});

test("authorizeWithBackend with the backend's own challenge posts no verifier", async (t) => {
  const backend = await startBackend(t);
  const options = { backend: new URL(backend.url), codeChallenge: VERIFIER, state: STATE };
  await authorizeWithBackend(newConsentingSdk().zoomSdk, options);
  assert.deepEqual(Object.keys(JSON.parse(backend.got[0].body)), ["code", "redirect_uri", "state"]);
});

test("after init(), authorizeWithBackend calls zoomSdk.authorize synchronously", async () => {
  const sdk = newSdk();
  const { fetch } = recordingFetch();
  const promise = authorizeWithBackend(sdk.zoomSdk, { backend: { url: "https://backend.example", fetch } });
  assert.equal(sdk.requests.length, 1);
  sdk.consent();
  assert.deepEqual(await promise, { ok: true });
});

test("a bad backend is refused before the SDK is called", async () => {
  const sdk = newConsentingSdk();
  /** @type {[unknown, import("../support/errors.js").Expected][]} */
  const backends = [
    ...BAD_URLS.filter(([, url]) => url != null).map(
      ([, url]) => /** @type {[unknown, any]} */ ([url, invalid("url", URL_RULE)]),
    ),
    ["http://backend.example", { code: "insecure_endpoint" }],
    [{ url: "https://backend.example", signal: AbortSignal.abort() }, { code: "aborted" }],
  ];
  for (const [backend, expected] of backends) {
    await assertRejects(() => authorizeWithBackend(sdk.zoomSdk, /** @type {any} */ ({ backend })), expected);
  }
  for (const [argument, options] of /** @type {[string, any][]} */ ([
    ["backend", undefined],
    ["backend", null],
    ["backend", {}],
    ["options", "https://backend.example"],
    ["options", 42],
    ["options", Promise.resolve({ backend: "https://backend.example" })],
  ])) {
    await assertRejects(() => authorizeWithBackend(sdk.zoomSdk, options), invalid(argument));
  }
  assert.equal(sdk.requests.length, 0);
  assert.equal(sdk.listening.length, 0);
});

test("if authorize fails, authorizeWithBackend posts nothing", async (t) => {
  const backend = await startBackend(t);
  const refuse = (/** @type {any} */ sdk, /** @type {any} */ options, /** @type {any} */ expected) =>
    assertRejects(() => authorizeWithBackend(sdk.zoomSdk, { backend: backend.url, ...options }), expected);
  await refuse(newConsentingSdk(), { state: "" }, invalid("state"));
  await refuse(newConsentingSdk(), { signal: {} }, invalid("signal"));
  await refuse(newConsentingSdk(), { timeoutMs: 0 }, invalid("timeoutMs"));
  await refuse({ zoomSdk: undefined }, {}, { code: "sdk_missing" });
  await refuse(newConsentingSdk({ result: false }), {}, { code: "access_denied" });
  await refuse(newConsentingSdk({ state: "another" }), {}, { code: "state_mismatch" });
  await refuse(
    newSdk(() => Promise.reject(new Error("no"))),
    {},
    { code: "authorize_failed" },
  );
  await refuse(newSdk(), { timeoutMs: 10 }, { code: "timeout" });
  assert.equal(backend.connections, 0);
});

test("authorizeWithBackend rejects with the errors of forward", async (t) => {
  const backend = await startBackend(t, answeringJson({ error: "invalid_grant" }, 400));
  const plain = await assertRejects(() => withBackend(backend.url), {
    code: "invalid_grant",
    retryable: true,
  });
  assert.match(plain.hint, /was "plain"/);
  backend.answer = silent;
  await assertRejects(() => withBackend({ url: backend.url, timeoutMs: 30 }), { code: "backend_timeout" });
});

test("an abort before the event ends the call, and nothing is posted", async (t) => {
  const backend = await startBackend(t);
  const sdk = newSdk();
  const controller = countedController();
  const options = { backend: backend.url, signal: controller.signal };
  const promise = authorizeWithBackend(sdk.zoomSdk, options);
  controller.abort("first half");
  const error = await assertRejects(() => promise, { code: "aborted" });
  assert.equal(error.cause, "first half");
  sdk.consent();
  await sleep(20);
  assert.equal(backend.connections, 0);
  assert.equal(sdk.listening.length, 0);
  assert.equal(controller.listening, 0);
});

test("an abort after the event ends the request", async (t) => {
  const controller = countedController();
  const backend = await startBackend(t, () => void setTimeout(() => controller.abort("second half"), 10));
  const options = { backend: backend.url, signal: controller.signal };
  const error = await assertRejects(() => authorizeWithBackend(newConsentingSdk().zoomSdk, options), {
    code: "aborted",
  });
  assert.equal(error.cause, "second half");
  assert.equal(backend.got.length, 1);
  assert.equal(controller.listening, 0);
});

test("after an abort within the client's event, nothing is posted, even with a custom fetch", async () => {
  const { calls, fetch } = recordingFetch();
  const controller = new AbortController();
  const sdk = newSdk((_request, sdk) => {
    sdk.consent();
    controller.abort("just then");
  });
  const backend = { url: "https://backend.example", fetch };
  const error = await assertRejects(
    () => authorizeWithBackend(sdk.zoomSdk, { backend, signal: controller.signal }),
    { code: "aborted" },
  );
  assert.equal(error.cause, "just then");
  assert.equal(calls.length, 0);
});

test("the signal ends the request even if the backend has its own signal", async (t) => {
  const controller = new AbortController();
  const own = new AbortController();
  const backend = await startBackend(t, () => void setTimeout(() => controller.abort("the outer one"), 10));
  const error = await assertRejects(
    () =>
      authorizeWithBackend(newConsentingSdk().zoomSdk, {
        backend: { url: backend.url, signal: own.signal, timeoutMs: 200 },
        signal: controller.signal,
      }),
    { code: "aborted" },
  );
  assert.equal(error.cause, "the outer one");
});

test("the backend's own signal ends the request", async (t) => {
  const own = countedController();
  const backend = await startBackend(t, () => void setTimeout(() => own.abort("the inner one"), 10));
  const target = { url: backend.url, signal: own.signal };
  const error = await assertRejects(() => withBackend(target), { code: "aborted" });
  assert.equal(error.cause, "the inner one");
  assert.equal(own.listening, 0);
});

// --- one request per code, and cleanup

test("in every outcome a code is sent once, and no listener remains on the caller's signal", async (t) => {
  const other = await startBackend(t);
  const backend = await startBackend(t);
  let controller = countedController();
  /** @type {[string, import("../support/backend.js").Answer, number?][]} */
  const outcomes = [
    ["ok", answeringJson({})],
    ["ok", answering(204)],
    ["invalid_response", answering(200, "<html>")],
    ["invalid_grant", answeringJson({ error: "invalid_grant" }, 400)],
    ["backend_rejected", answering(401, "", { "www-authenticate": "Basic" })],
    ["backend_rejected", answering(408, "", { connection: "close" })],
    ["backend_rejected", answering(425, "", { "retry-after": "0" })],
    ["backend_rejected", answering(429, "", { "retry-after": "0" })],
    ["backend_rejected", answering(500)],
    ["backend_rejected", answering(503, "", { "retry-after": "0" })],
    ["redirect_refused", answering(302, "", { location: other.url })],
    ["redirect_refused", answering(307, "", { location: other.url })],
    ["redirect_refused", answering(308, "", { location: "/" })],
    ["network_error", (response) => void response.socket?.destroy()],
    ["network_error", (response) => void response.socket?.resetAndDestroy()],
    ["network_error", (response) => void response.socket?.end("nonsense\r\n\r\n")],
    ["backend_timeout", silent, 500],
    ["aborted", () => controller.abort("enough")],
  ];
  for (const [expected, answer, timeoutMs] of outcomes) {
    for (const format of /** @type {const} */ (["json", "form"])) {
      controller = countedController();
      backend.answer = answer;
      backend.got.length = 0;
      const target = { url: backend.url, format, timeoutMs, signal: controller.signal };
      const outcome = await forward(newAuthorization(), target).then(
        () => "ok",
        (error) => assertError(error, { code: error.code }).code,
      );
      assert.equal(outcome, expected);
      assert.equal(backend.got.length, 1, `${expected} after ${answer}: sent once`);
      assert.equal(controller.added, 1, `${expected}: one listener was added to the signal`);
      assert.equal(controller.listening, 0, `${expected}: the signal's listeners`);
    }
  }
  await sleep(50);
  assert.equal(backend.got.length, 1, "no later request");
  assert.equal(other.connections, 0);
});

test("no timer remains after a response, and no listener after a refusal", async (t) => {
  const timers = countTimers(t);
  const { calls, fetch } = recordingFetch(() => {
    assert.equal(timers(), 1, "one timer while the request waits");
    return new Response("{}");
  });
  await forward(newAuthorization(), { url: "https://backend.example", timeoutMs: 250_000, fetch });
  assert.equal(calls.length, 1);
  assert.equal(timers(), 0);
  const down = () => Promise.reject(new TypeError("down"));
  await assertRejects(() => forward(newAuthorization(), { url: "https://backend.example", fetch: down }), {
    code: "network_error",
  });
  assert.equal(timers(), 0);
  const controller = countedController();
  const target = { url: "http://backend.example", signal: controller.signal };
  await assertRejects(() => forward(newAuthorization(), target), { code: "insecure_endpoint" });
  const old = newAuthorization({ receivedAt: 1 });
  await assertRejects(() => forward(old, { url: "https://backend.example", signal: controller.signal }), {
    code: "code_expired",
  });
  assert.equal(controller.listening, 0);
});
