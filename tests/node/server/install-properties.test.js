// Properties of createInstallHandler and createCallbackHandler. For any URL, headers and kept values
// they answer with a status and an error of their table, without a secret, and sign in only the
// session that the code belongs to.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import fc from "fast-check";

import { createCallbackHandler, createInstallHandler } from "../../../js/server/index.js";
import { CLIENT_SECRET, newVerifier } from "../simulator/server-helpers.js";
import { APP, CALLBACK, INSTALL, TOKENS } from "./install-helpers.js";

const CODE = "code-that-is-secret";
const VERIFIER = newVerifier();
const STATE = "state-of-the-session";
const LIFETIME_MS = 900_000;
const SECRETS = [CODE, VERIFIER, CLIENT_SECRET, TOKENS.access_token, TOKENS.refresh_token];

/** The table in the documentation of createCallbackHandler. @type {Record<number, string[]>} */
const TABLE = {
  400: ["invalid_request", "state_missing", "state_mismatch", "session_expired", "invalid_grant"],
  403: ["access_denied", "navigation_required"],
  405: ["method_not_allowed"],
  500: ["server_error"],
  502: ["authorization_failed", "token_request_failed"],
};

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("", CODE, STATE, VERIFIER),
);
const parameters = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom("code", "state", "error", "error_description") },
      fc.constantFrom("code[]", "STATE", "redirect_uri", "__proto__", "code_verifier"),
    ),
    fc.oneof(
      text,
      fc.constantFrom("access_denied", "invalid_scope", "x".repeat(5000), "\ud800", "%00", "<script>"),
    ),
  ),
  { maxLength: 5 },
);
const queries = fc.oneof(
  { weight: 4, arbitrary: parameters.map((pairs) => `?${new URLSearchParams(pairs)}`) },
  fc.string({ unit: "binary-ascii", maxLength: 60 }).map((raw) => `?${raw}`),
  fc.constantFrom(
    `?code=${CODE}&state=${STATE}`,
    `?code=${CODE}`,
    "",
    "?%",
    "?code=%ff%fe&state=%c0",
    "?&&==&",
  ),
);
const headers = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.tuple(
        fc.constantFrom(
          ...["cookie", "host", "x-forwarded-host", "x-forwarded-proto", "origin", "referer", "forwarded"],
        ),
        fc.oneof(
          fc.stringMatching(/^[\x21-\x7e]{0,40}$/),
          fc.constantFrom(
            ...["evil.example", "https://evil.example", "http", "session=1", "host=evil.example;proto=http"],
          ),
        ),
      ),
    },
    fc.tuple(
      fc.constantFrom("sec-fetch-dest", "sec-fetch-mode", "sec-purpose", "purpose"),
      fc.constantFrom("document", "empty", "iframe", "image", "navigate", "no-cors", "prefetch;prerender"),
    ),
  ),
  { maxLength: 5 },
);
/** What a session may hold: what was kept, something broken, or something of other code. */
const good = {
  codeVerifier: VERIFIER,
  codeChallengeMethod: "S256",
  state: STATE,
  expiresAt: Infinity,
  isRestart: false,
};
const keptValues = fc.oneof(
  { weight: 3, arbitrary: fc.constant(good) },
  fc
    .record(
      {
        codeVerifier: fc.oneof(fc.constant(VERIFIER), text),
        codeChallengeMethod: fc.constantFrom("S256", "plain", "s256", undefined),
        state: text,
        expiresAt: fc.constantFrom(Infinity, 0, NaN, -1, "2099", null, Date.now() + LIFETIME_MS / 2),
        isRestart: fc.constantFrom(true, false, "true", 1, undefined),
      },
      { requiredKeys: [] },
    )
    .map((changes) => ({ ...good, ...changes })),
  fc.constantFrom(null, undefined, { ...good, isRestart: true }),
  fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
);
const methods = fc.oneof(
  { weight: 9, arbitrary: fc.constant("GET") },
  fc.constantFrom("POST", "HEAD", "DELETE", "get"),
);
const isString = (/** @type {unknown} */ value) => typeof value === "string";

/**
 * @param {Response} response
 * @returns {Promise<string>} What it is. What holds for every answer is checked.
 */
async function check(response) {
  assert.ok(response instanceof Response);
  const { status, headers } = response;
  assert.equal(headers.get("cache-control"), "no-store");
  assert.equal(headers.get("referrer-policy"), "no-referrer");
  assert.equal(headers.get("allow"), status === 405 ? "GET" : null);
  const body = await response.text();
  const everything = inspect([body, [...headers]]) + decodeURIComponent(headers.get("location") ?? "");
  for (const secret of SECRETS) assert.ok(!everything.includes(secret), everything);
  if (status === 303) {
    assert.equal(headers.get("location"), "https://app.example.com/welcome");
    return "signed in";
  }
  if (status === 302) {
    const url = new URL(headers.get("location") ?? "");
    assert.equal(url.origin + url.pathname, "https://zoom.us/oauth/authorize");
    assert.equal(url.searchParams.get("redirect_uri"), CALLBACK);
    assert.notEqual(url.searchParams.get("state"), STATE);
    return "started";
  }
  const { error, error_description: description, ...others } = JSON.parse(body);
  assert.deepEqual(others, {});
  assert.ok(TABLE[status]?.includes(error), `${status} ${error}`);
  assert.match(description, /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  return error;
}

test("hostile callbacks: an answer of the table, no secret, and no sign-in but the session's own", async () => {
  const seen = new Set();
  await fc.assert(
    fc.asyncProperty(methods, queries, headers, keptValues, async (method, query, pairs, given) => {
      /** @type {unknown[]} */
      const logged = [];
      let asked = 0;
      let restarts = 0;
      let putBack = 0;
      const handle = createCallbackHandler({
        ...APP,
        keepCodeVerifier(kept) {
          if (kept.state !== /** @type {any} */ (given)?.state) restarts += kept.isRestart ? 1 : 0;
          else putBack++;
        },
        getCodeVerifier: () => /** @type {any} */ (given),
        onError: (error) => logged.push(error),
        fetch: async () => {
          asked++;
          return Response.json(TOKENS);
        },
      });
      const request = new Request(CALLBACK + query, { method, headers: pairs });
      const outcome = await check(await handle(request));
      seen.add(outcome);
      assert.equal(asked, outcome === "signed in" ? 1 : 0);
      assert.equal(restarts, outcome === "started" ? 1 : 0);
      const { searchParams } = new URL(request.url);
      const kept = /** @type {any} */ (given);
      if (outcome === "signed in") {
        assert.ok(isString(kept.state) && kept.state !== "");
        assert.equal(searchParams.get("state"), kept.state);
        assert.ok(Date.now() < kept.expiresAt);
      }
      if (outcome === "started") {
        assert.ok(!searchParams.get("state") && searchParams.get("code"));
        assert.ok(
          !(kept?.isRestart === true && Date.now() < kept.expiresAt - LIFETIME_MS + 30_000),
          "a loop",
        );
      }
      if (putBack > 0) assert.ok(searchParams.get("error") && searchParams.get("state") !== kept.state);
      const shown = inspect(logged, { depth: 9, showHidden: true });
      // In another parameter than `code` it is a text like any other.
      const secrets = SECRETS.filter((secret) => secret !== CODE || searchParams.get("code") === CODE);
      for (const secret of secrets) assert.ok(!shown.includes(secret), shown);
    }),
    {
      numRuns: 10_000,
      examples: [
        ["GET", `?code=${CODE}`, [], { ...good, isRestart: true }],
        ["GET", `?code=${CODE}&state=${STATE}`, [["cookie", "a=b"]], null],
        ["GET", `?code=${CODE}&state=other`, [], good],
        ["GET", `?error=${VERIFIER}&error_description=${CODE}&code=${CODE}`, [], good],
      ],
    },
  );
  for (const outcome of [
    ...["signed in", "started", "invalid_request", "state_missing", "state_mismatch", "session_expired"],
    ...["access_denied", "authorization_failed", "method_not_allowed", "navigation_required"],
    "server_error",
  ]) {
    assert.ok(seen.has(outcome), `${outcome} was never seen`);
  }
});

test("hostile requests to the install handler: a redirect to Zoom, or an error of the table", async () => {
  const handle = createInstallHandler({ clientId: "id", redirectUri: CALLBACK, keepCodeVerifier: () => {} });
  await fc.assert(
    fc.asyncProperty(methods, queries, headers, async (method, query, pairs) => {
      const request = new Request(INSTALL + query, { method, headers: pairs });
      const outcome = await check(await handle(request));
      if (request.method !== "GET") assert.equal(outcome, "method_not_allowed");
      else if (!/sec-|purpose/.test(String(pairs))) assert.equal(outcome, "started");
      else assert.ok(["started", "navigation_required"].includes(outcome), outcome);
    }),
    { numRuns: 1000 },
  );
});

test("any result or exception of the application's functions: an answer of the table, and no token", async () => {
  const values = fc.oneof(
    fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }),
    fc.constantFrom(
      TOKENS.access_token,
      `/a?b=${TOKENS.refresh_token}`,
      Response.error(),
      new Error(VERIFIER),
    ),
    text,
  );
  const names = fc.constantFrom("onTokens", "keepCodeVerifier", "getCodeVerifier", "onFailure", "onError");
  const hows = fc.constantFrom("gives", "throws", "rejects");
  await fc.assert(
    fc.asyncProperty(values, names, hows, fc.boolean(), async (value, name, how, hasState) => {
      const wild = () => {
        if (how === "throws") throw value;
        return /** @type {any} */ (how === "rejects" ? Promise.reject(value) : value);
      };
      const functions = {
        keepCodeVerifier: () => {},
        getCodeVerifier: () => /** @type {any} */ (good),
        [name]: wild,
      };
      const handle = createCallbackHandler({ ...APP, ...functions, onError: wild });
      const response = await handle(
        new Request(`${CALLBACK}?code=${CODE}${hasState ? `&state=${STATE}` : ""}`),
      );
      const everything = inspect([await response.text(), [...response.headers]]);
      for (const secret of [TOKENS.access_token, TOKENS.refresh_token])
        assert.ok(!everything.includes(secret));
      assert.ok([302, 303, 400, 500].includes(response.status), everything);
    }),
    { numRuns: 1000 },
  );
});
