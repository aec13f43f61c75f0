// The tokens that are read from Zoom's answer, whatever its fields hold.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import fc from "fast-check";

import { exchangeCode, ZoomTokenError } from "../../../js/server/index.js";
import { CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, newVerifier } from "../simulator/server-helpers.js";

test("reads tokens from the fields of Zoom's answer that have the right type", async () => {
  const app = {
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    code: "a-code",
    codeVerifier: newVerifier(),
    redirectUri: REDIRECT_URI,
  };
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom("", "60", ["60"], "60s", "s60", -1, 0.5, 1e308, null));
  await fc.assert(
    fc.asyncProperty(
      odd,
      odd,
      odd,
      odd,
      odd,
      async (access_token, refresh_token, token_type, scope, expires_in) => {
        const raw = { access_token, refresh_token, token_type, scope, expires_in };
        const before = Date.now();
        const outcome = await exchangeCode({ ...app, fetch: async () => Response.json(raw) }).catch(
          (error) => error,
        );
        const after = Date.now();
        const isText = (/** @type {unknown} */ value) => typeof value === "string" && value !== "";
        if (!isText(access_token)) {
          assert.ok(outcome instanceof ZoomTokenError);
          assert.equal(outcome.error, "invalid_response");
          return;
        }
        assert.equal(outcome.accessToken, access_token);
        assert.equal(outcome.refreshToken, isText(refresh_token) ? refresh_token : undefined);
        assert.equal("refreshToken" in outcome, isText(refresh_token));
        assert.equal(outcome.tokenType, isText(token_type) ? token_type : "bearer");
        const scopes = Array.isArray(scope) ? scope.filter((item) => typeof item === "string") : [];
        assert.equal(outcome.scope, typeof scope === "string" ? scope : scopes.join(" "));
        const isWhole = typeof expires_in === "string" && /^\d+$/.test(expires_in);
        const isSeconds = typeof expires_in === "number" && expires_in >= 0;
        const ms = Math.floor((isWhole || isSeconds ? Number(expires_in) : 3600) * 1000);
        assert.ok(outcome.expiresAt >= before + ms && outcome.expiresAt <= after + ms, inspect(expires_in));
        assert.deepEqual(outcome.raw, JSON.parse(JSON.stringify(raw)));
      },
    ),
    {
      numRuns: 1000,
      examples: [
        ["t", "", "", ["a", 1, "b"], ["60"]],
        ["t", "r", "mac", { 0: "a" }, "60s"],
        ["t", null, 1, "a b", "s60"],
        ["t", "r", "bearer", "", 0.5],
        ["", "r", "bearer", "", 60],
        ["t", "r", "bearer", "", "1.5"],
        ["t", "r", "bearer", "", "1e3"],
      ],
    },
  );
});

test("an infinite lifetime counts as left out", async () => {
  const app = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, code: "a-code", redirectUri: REDIRECT_URI };
  const body = '{"access_token":"t","expires_in":1e999}';
  const { expiresAt } = await exchangeCode({ ...app, fetch: async () => new Response(body) });
  assert.ok(Number.isFinite(expiresAt), `${expiresAt}`);
});
