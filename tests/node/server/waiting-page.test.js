// HTTP status 429 and 503 of Zoom, as the page gets them: the real forward, and the real handler on
// a server.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { before, test } from "node:test";
import { forward, init } from "zoom-pkce";
import { createTokenHandler } from "../../../js/server/index.js";
import { toNodeListener } from "../../../js/server/node/index.js";
import { assertRejects } from "../support/errors.js";
import { serve } from "./helpers.js";

before(() => init());

const PAGE = "https://app.example.com/";
const newAuthorization = () => ({
  code: "a-code",
  codeVerifier: "v".repeat(43),
  codeChallengeMethod: /** @type {const} */ ("plain"),
  redirectUri: PAGE,
  state: "a-state",
  receivedAt: Date.now(),
});

for (const [status, name] of /** @type {[number, string][]} */ ([
  [429, "rate_limited"],
  [503, "unavailable"],
])) {
  test(`forward says after how many seconds to try again, if Zoom answers ${status}`, async (t) => {
    const tokenUrl = await serve(t, (_, response) => {
      response.writeHead(status, { "retry-after": "7" }).end("<h1>busy</h1>");
    });
    const handler = createTokenHandler({
      clientId: "id",
      clientSecret: "a-client-secret",
      tokenUrl,
      allowedRedirectUris: [PAGE],
      allowedOrigins: [new URL(PAGE).origin],
      onTokens: () => ({}),
    });
    const server = createServer(toNodeListener(handler)).listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => (server.close(), server.closeAllConnections()));
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());

    const url = `http://127.0.0.1:${port}/api/zoom/token`;
    const headers = { origin: new URL(PAGE).origin };
    const error = await assertRejects(() => forward(newAuthorization(), { url, headers }), {
      code: "backend_rejected",
      retryable: true,
      message: new RegExp(`status ${status}: ${name}: Zoom takes no requests for now\\. Try again in 7 s`),
    });
    assert.equal(error.status, status);
    assert.equal(error.body.error, name);
  });
}
