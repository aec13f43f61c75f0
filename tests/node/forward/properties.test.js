// Properties of forward for any text, any response of the backend and any behaviour of a custom
// fetch.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { inspect } from "node:util";

import fc from "fast-check";
import { forward, init, ZoomPkceError } from "zoom-pkce";

import { assertHoldsNone } from "../support/errors.js";

/** @typedef {import("zoom-pkce").Authorization} Authorization */

before(() => init());

const URL_OF_BACKEND = "https://backend.example/api/zoom/token?app=1";
const UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
const ANSWERS = ["redirect_refused", "invalid_response", "backend_rejected", "invalid_grant"];

const verifiers = fc.string({ unit: fc.constantFrom(...UNRESERVED), minLength: 43, maxLength: 128 });
/** Long enough not to occur by chance. RFC 6749, appendix A.11: visible ASCII and spaces. */
const codes = fc.oneof(
  fc.string({ unit: fc.constantFrom(...UNRESERVED), minLength: 12, maxLength: 60 }),
  fc.string({ unit: "grapheme-ascii", minLength: 12, maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(..."$&+^.*?()[]{}|\\/\"'<>%=#@ é€😀\n\0"),
    minLength: 12,
    maxLength: 30,
  }),
);
const texts = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });

/**
 * @param {Partial<Authorization>} changes
 * @returns {Authorization}
 */
const newAuthorization = (changes) => ({
  code: "a-code-of-somebody",
  redirectUri: "https://app.example.com/",
  state: "a-state",
  receivedAt: Date.now(),
  ...changes,
});

/** The encodings of a text in other texts. */
const WRITTEN = {
  raw: (/** @type {string} */ text) => text,
  json: (/** @type {string} */ text) => JSON.stringify(text).slice(1, -1),
  form: (/** @type {string} */ text) => new URLSearchParams({ "": text }).toString().slice(1),
  percent: (/** @type {string} */ text) => encodeURIComponent(text),
  "percent, lower case": (/** @type {string} */ text) =>
    encodeURIComponent(text).replace(/%../g, (octet) => octet.toLowerCase()),
};

test("the request has exactly the mapped fields in its body, and none of them in URL or headers", async () => {
  const names = fc.uniqueArray(fc.string({ unit: "binary", maxLength: 12 }), { minLength: 4, maxLength: 4 });
  const more = fc.jsonValue();
  await fc.assert(
    fc.asyncProperty(
      fc.record({ code: texts, codeVerifier: verifiers, redirectUri: texts, state: texts }),
      names,
      more,
      fc.constantFrom("json", "form"),
      fc.boolean(),
      async (authorization, [code, verifier, uri, state], extra, format, isAsync) => {
        /** @type {{ url: string, init: RequestInit }[]} */
        const calls = [];
        /** @type {(fields: import("zoom-pkce").ForwardFields) => any} */
        const map = (fields) => {
          const mapped = new Map([
            [code, fields.code],
            [verifier, fields.code_verifier],
            [uri, fields.redirect_uri],
            [state, fields.state],
          ]);
          return format === "form" ? [...mapped] : { deep: [Object.fromEntries(mapped)], extra };
        };
        await forward(newAuthorization(authorization), {
          url: URL_OF_BACKEND,
          format: /** @type {"json" | "form"} */ (format),
          body: (fields) => (isAsync ? Promise.resolve(map(fields)) : map(fields)),
          fetch: async (url, init) => {
            calls.push({ url, init });
            return new Response("{}");
          },
        });
        assert.equal(calls.length, 1);
        const [{ url, init }] = calls;
        assert.equal(url, URL_OF_BACKEND);
        const fields = {
          code: authorization.code,
          code_verifier: authorization.codeVerifier,
          redirect_uri: authorization.redirectUri,
          state: authorization.state,
        };
        const body = String(init.body);
        if (format === "form") {
          assert.deepEqual([...new URLSearchParams(body)], map(fields));
        } else assert.deepEqual(JSON.parse(body), JSON.parse(JSON.stringify(map(fields))));
        const headers = inspect([...new Headers(init.headers)]);
        assert.ok(!headers.includes(authorization.codeVerifier));
        assert.equal(
          new Headers(init.headers).get("content-type"),
          format === "form" ? "application/x-www-form-urlencoded" : "application/json",
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("any header arrives, except content-type, which the format sets", async () => {
  const name = fc.string({
    unit: fc.constantFrom(..."abcxyzABCXYZ019-_!#$%&'*+.^`|~"),
    minLength: 1,
    maxLength: 20,
  });
  const value = fc
    .string({
      unit: fc.constantFrom(...Array.from({ length: 256 }, (_, i) => String.fromCharCode(i))),
      maxLength: 30,
    })
    .map((text) => text.replace(/[\0\r\n]/g, " ").trim());
  const types = fc.constantFrom("content-type", "Content-Type");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.oneof({ weight: 9, arbitrary: name }, types), value), { maxLength: 6 }),
      async (pairs) => {
        const wanted = new Headers(pairs);
        wanted.set("content-type", "application/json");
        if (!wanted.has("accept")) wanted.set("accept", "application/json");
        /** @type {[string, string][]} */
        let got = [];
        await forward(newAuthorization({}), {
          url: URL_OF_BACKEND,
          headers: pairs,
          fetch: async (_, { headers }) => {
            got = [.../** @type {Headers} */ (headers)];
            return new Response("{}");
          },
        });
        assert.deepEqual(got, [...wanted]);
      },
    ),
    {
      numRuns: 300,
      // One name in two spellings with empty values. A second copy would trim the text between.
      examples: [
        [
          [
            ["B", ""],
            ["b", ""],
          ],
        ],
      ],
    },
  );
});

test("any response ends in a result or in an error without a secret", async () => {
  const written = fc.constantFrom(...Object.values(WRITTEN));
  const statuses = fc.oneof(
    fc.constantFrom(200, 201, 204, 301, 302, 307, 400, 401, 429, 500, 503),
    fc.integer({ min: 200, max: 599 }),
  );
  const bodies = fc.oneof(
    fc.constantFrom("text", "html", "json", "zoom", "key", "deep", "request"),
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.uint8Array(),
  );
  await fc.assert(
    fc.asyncProperty(
      codes,
      fc.option(verifiers),
      statuses,
      bodies,
      written,
      async (code, verifier, status, body, write) => {
        const secrets = [code, ...(verifier ? [verifier] : [])];
        const said = secrets.map(write).join(" and ");
        let sent = "";
        /** @type {Record<string, () => BodyInit>} */
        const shapes = {
          text: () => said,
          html: () => `<p title="${said}">${said}</p>`,
          json: () => JSON.stringify({ error: "invalid_grant", said: [said, { said }] }),
          zoom: () =>
            JSON.stringify({ error: "invalid_grant", reason: `Invalid authorization code ${code}` }),
          key: () => JSON.stringify({ [said]: 1, [`x${said}`]: null }),
          deep: () => JSON.stringify([[[said]], { a: { b: { [said]: said } } }]),
          request: () => sent,
        };
        const isShape = typeof body === "string" && Object.hasOwn(shapes, body);
        const outcome = await forward(
          newAuthorization({ code, ...(verifier && { codeVerifier: verifier }) }),
          {
            url: URL_OF_BACKEND,
            format: status % 2 ? "json" : "form",
            fetch: async (_, init) => {
              sent = String(init.body);
              const content = isShape ? shapes[/** @type {string} */ (body)]() : /** @type {any} */ (body);
              const isNull = status === 204 || status === 205 || status === 304;
              return new Response(isNull ? null : content, { status });
            },
          },
        ).then(
          (value) => ({ value }),
          (error) => ({ error }),
        );
        if ("value" in outcome) {
          assert.ok(status < 300);
          return;
        }
        const { error } = outcome;
        assert.ok(error instanceof ZoomPkceError, inspect(error));
        assert.ok(ANSWERS.includes(error.code), error.code);
        if (isShape)
          assertHoldsNone(
            error,
            secrets.flatMap((secret) => [secret, ...Object.values(WRITTEN).map((write) => write(secret))]),
          );
      },
    ),
    {
      numRuns: 1000,
      examples: [
        // A key, and a code with special characters of patterns.
        ["a$&b(c)[d]{e}|f", null, 400, "key", WRITTEN.raw],
        // JSON escapes, and form-urlencoding in a page.
        ['quote" and \\ back', null, 502, "html", WRITTEN.json],
        ["plus + and / slash", null, 401, "text", WRITTEN.form],
        // A character that a form escapes and a URL does not, and lower-case escapes.
        ["with ! and / slash", null, 400, "deep", WRITTEN.percent],
        ["with/slash-and-more", null, 400, "key", WRITTEN["percent, lower case"]],
      ],
    },
  );
});

test("any exception of a custom fetch ends in network_error without a secret", async () => {
  const written = fc.constantFrom(...Object.values(WRITTEN));
  const throwing = fc.constantFrom(
    (/** @type {string} */ said) => new Error(said),
    (/** @type {string} */ said) => said,
    (/** @type {string} */ said) => ({ toString: () => said }),
    (/** @type {string} */ said) =>
      Object.assign(new TypeError("failed"), { cause: new Error(said), config: { said } }),
    (/** @type {string} */ said) => new AggregateError([new Error(said)], said),
    (/** @type {string} */ said) => ({
      toString() {
        throw new Error(said);
      },
    }),
    (/** @type {string} */ said) => Symbol(said),
    () => null,
    () => Object.create(null),
  );
  await fc.assert(
    fc.asyncProperty(
      codes,
      verifiers,
      written,
      throwing,
      fc.boolean(),
      async (code, codeVerifier, write, make, late) => {
        const thrown = make(`${write(code)} ${write(codeVerifier)}`);
        const error = await forward(newAuthorization({ code, codeVerifier }), {
          url: URL_OF_BACKEND,
          fetch: () => {
            if (!late) throw thrown;
            // The connection breaks within the body.
            return Promise.resolve(/** @type {any} */ ({ text: () => Promise.reject(thrown) }));
          },
        }).then(
          () => assert.fail("should have failed"),
          (error) => error,
        );
        assert.ok(error instanceof ZoomPkceError, inspect(error));
        assert.equal(error.code, "network_error");
        assertHoldsNone(error, [code, codeVerifier, write(code), write(codeVerifier)]);
        assert.ok(!String(error.cause).includes(code) && !String(error.cause).includes(codeVerifier));
      },
    ),
    { numRuns: 500 },
  );
});

test("a response without a secret is kept unchanged", async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 400, max: 599 }), async (value, status) => {
      const error = await forward(newAuthorization({ code: "qq-never-in-there-qq" }), {
        url: URL_OF_BACKEND,
        fetch: async () => Response.json(value, { status }),
      }).catch((error) => error);
      assert.equal(error.status, status);
      // Parsed JSON has plain keys: `__proto__` is an ordinary one.
      assert.deepEqual(JSON.parse(JSON.stringify(error.body)), JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 500, examples: [[JSON.parse('{"__proto__":{"a":1},"constructor":[null,""]}'), 400]] },
  );
});

test("an aborted call does not map the body, a serialization error has its cause, and 300 is a redirect", async () => {
  const target = { url: URL_OF_BACKEND, fetch: async () => new Response("{}") };
  const outcome = (/** @type {object} */ options) =>
    forward(newAuthorization({}), { ...target, ...options }).then(
      () => assert.fail("should have failed"),
      (error) => error,
    );
  let mapped = 0;
  const aborted = await outcome({ signal: AbortSignal.abort(), body: () => ({ n: ++mapped }) });
  assert.deepEqual([aborted.code, mapped], ["aborted", 0]);
  const unwritten = await outcome({ body: () => ({ big: 1n }) });
  assert.equal(unwritten.code, "invalid_argument");
  assert.ok(unwritten.cause instanceof TypeError);
  const redirected = await outcome({ fetch: async () => new Response("{}", { status: 300 }) });
  assert.equal(redirected.code, "redirect_refused");
});
