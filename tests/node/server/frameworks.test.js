// The handlers of zoom-pkce/server on Express 4 and 5, Fastify 4 and 5 and node:http, by
// toNodeListener, with and without the body parsers of these frameworks.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, describe, it } from "node:test";

import { createTokenHandler } from "../../../js/server/index.js";
import { toNodeListener } from "../../../js/server/node/index.js";
import { ensureNpmPackages } from "../../../scripts/install/tools.js";
import { root } from "../../../scripts/process/command.js";

const PROJECT = join(root, "tests/node/server/frameworks");
const requireFrom = createRequire(join(PROJECT, "package.json"));
const FIELDS = {
  code: "a-code",
  code_verifier: "v".repeat(43),
  redirect_uri: "https://app.example.com/",
  state: 'a state, with "quotes" & more',
};
const PATH = "/api/zoom/token";

/** What the application's functions were given. */
const seen = { states: /** @type {unknown[]} */ ([]), errors: /** @type {unknown[]} */ ([]) };

const handleToken = createTokenHandler({
  clientId: "id",
  clientSecret: "secret",
  allowedRedirectUris: [FIELDS.redirect_uri],
  allowedOrigins: ["https://app.example.com"],
  onTokens(tokens, { request, state }) {
    seen.states.push(state);
    return { url: request.url, cookie: request.headers.get("cookie") };
  },
  fetch: async () => Response.json({ access_token: "t" }),
  onError: (error) => seen.errors.push(error),
});
const listener = toNodeListener(handleToken);

/** @typedef {{ origin: string, close: () => unknown }} Site */

/** @param {import("node:http").RequestListener} app @returns {Promise<Site>} */
async function listen(app) {
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** @param {string} name @param {(express: any) => any[]} parsers */
const onExpress = (name, parsers) => async () => {
  const express = requireFrom(name);
  const app = express();
  for (const parser of parsers(express)) app.use(parser);
  app.use((/** @type {any} */ _req, /** @type {any} */ res, /** @type {() => void} */ next) => {
    res.cookie("earlier", "1");
    next();
  });
  // A router shortens req.url.
  app.use("/api", express.Router().all("/zoom/token", listener));
  return listen(app);
};

/** @param {string} name */
const onFastify = (name) => async () => {
  const app = requireFrom(name)();
  app.addHook("onRequest", async (/** @type {any} */ _request, /** @type {any} */ reply) => {
    reply.header("set-cookie", "earlier=1");
  });
  app.post(PATH, listener);
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return { origin, close: () => app.close() };
};

/** @type {Record<string, () => Promise<Site>>} */
const SITES = {
  "node:http": () => listen(listener),
  "Fastify 4": onFastify("fastify-4"),
  "Fastify 5": onFastify("fastify-5"),
};
for (const version of [4, 5]) {
  const name = `express-${version}`;
  SITES[`Express ${version}`] = onExpress(name, () => []);
  SITES[`Express ${version}, express.json() first`] = onExpress(name, (express) => [
    express.json(),
    express.urlencoded({ extended: true }),
  ]);
  SITES[`Express ${version}, express.text() and express.raw() first`] = onExpress(name, (express) => [
    express.text({ type: "application/json" }),
    express.raw({ type: "application/x-www-form-urlencoded" }),
  ]);
}

describe("toNodeListener", { timeout: 300_000 }, () => {
  before(() => ensureNpmPackages(PROJECT));

  for (const [name, start] of Object.entries(SITES)) {
    it(`answers on ${name}`, async () => {
      const site = await start();
      try {
        const post = async (/** @type {string} */ type, /** @type {BodyInit} */ body) => {
          const headers = { "content-type": type, origin: "https://app.example.com", cookie: "session=1" };
          const response = await fetch(site.origin + PATH, { method: "POST", headers, body });
          if (name !== "node:http") assert.match(response.headers.getSetCookie()[0] ?? "", /^earlier=1/);
          return { status: response.status, body: await response.json() };
        };
        seen.states.length = 0;
        const json = await post("application/json", JSON.stringify(FIELDS));
        assert.deepEqual(json, { status: 200, body: { url: site.origin + PATH, cookie: "session=1" } });
        assert.deepEqual(seen.states, [FIELDS.state]);
        const wrong = await post("application/json", JSON.stringify({ ...FIELDS, code: 5 }));
        assert.deepEqual([wrong.status, wrong.body.error], [400, "invalid_request"]);
        assert.match(wrong.body.error_description, /^code must be/);
        // Fastify answers forms with 415 unless it has a plugin for them.
        if (name.startsWith("Fastify")) return;
        const form = await post("application/x-www-form-urlencoded", new URLSearchParams(FIELDS).toString());
        assert.equal(form.status, 200, JSON.stringify(form));
      } finally {
        await site.close();
      }
    });
  }

  it("a body that other code has read and dropped is refused, and onError gets it", async () => {
    const site = await listen(async (req, res) => {
      for await (const chunk of req) void chunk;
      listener(req, res);
    });
    try {
      seen.errors.length = 0;
      const headers = { "content-type": "application/json" };
      const response = await fetch(site.origin + PATH, {
        method: "POST",
        headers,
        body: JSON.stringify(FIELDS),
      });
      assert.equal(response.status, 400);
      const { error_description } = await response.json();
      assert.match(error_description, /body parser in front of this handler/);
      assert.equal(seen.errors.length, 1);
    } finally {
      site.close();
    }
  });
});
