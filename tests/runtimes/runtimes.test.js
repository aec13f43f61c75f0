// The packed package in other runtimes without a page: Deno, Bun and Workers.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, it } from "node:test";

import { blocksFor } from "../support/blocks.js";
import { startZoom } from "../node/simulator/server-helpers.js";
import { folder, prepareProject } from "./support/project.js";
import { startDeno, startOnBun, startOnDeno, startWorkerd } from "./support/runtimes.js";

const REDIRECT_URI = "https://app.example.com/";

before(async () => {
  await prepareProject();
  const [{ code }] = blocksFor("tests/runtimes/runtimes.test.js");
  writeFileSync(join(folder, "handler.js"), code);
});

/**
 * @param {string} url
 * @param {Record<string, string>} fields
 */
async function post(url, fields) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(fields) });
  return { status: response.status, body: await response.json() };
}

for (const [name, start, says] of /** @type {const} */ ([
  ["Deno", startDeno, /^\{"port":\d+\}\n$/],
  ["Workers' runtime", startWorkerd, /^[^\n]*zoom-pkce: WebAssembly can't be used here[^\n]*\n$/],
])) {
  it(
    `${name}: makes a pair and a challenge, and exchanges a code only once`,
    { timeout: 120_000 },
    async (t) => {
      const zoom = await startZoom(t, { redirectUris: [REDIRECT_URI] });
      const backend = await start(folder, { TOKEN_URL: zoom.tokenUrl, REDIRECT_URI });
      /** @type {Promise<string> | undefined} */
      let said;
      const close = () => (said ??= backend.close());
      t.after(close);

      const pairs = await Promise.all([1, 2].map(async () => (await fetch(`${backend.url}/pair`)).json()));
      const [{ codeVerifier, codeChallenge, codeChallengeMethod }, other] = pairs;
      assert.notEqual(codeVerifier, other.codeVerifier);
      assert.equal(codeChallengeMethod, "S256");
      assert.equal(codeChallenge, createHash("sha256").update(codeVerifier).digest("base64url"));

      const challenge = await fetch(`${backend.url}/challenge`, { method: "POST" });
      const [session, kept] = challenge.headers.getSetCookie();
      const [, keptVerifier = ""] = /^kept=([\w-]{43})$/.exec(kept) ?? [];
      assert.equal(session, "session=1");
      const { codeChallenge: ofBackend, state } = await challenge.json();
      assert.equal(ofBackend, createHash("sha256").update(keptVerifier).digest("base64url"));
      assert.match(state, /^[\w-]{32}$/);

      const { body } = await zoom.authorize({
        redirect_uri: REDIRECT_URI,
        code_challenge: codeChallenge,
        code_challenge_method: codeChallengeMethod,
      });
      const fields = {
        code: body.code,
        code_verifier: codeVerifier,
        redirect_uri: REDIRECT_URI,
        state: "a-state",
      };
      const { status, body: user } = await post(`${backend.url}/token`, fields);
      assert.deepEqual([status, user], [200, { scope: "user:read:user zoomapp:inmeeting" }]);

      const refused = await post(`${backend.url}/token`, fields);
      assert.deepEqual([refused.status, refused.body.error], [400, "invalid_grant"]);
      assert.match(refused.body.error_description, /./);

      assert.match(await close(), says);
    },
  );
}

it(
  "Workers' runtime of 2024, whose fetch refuses `cache`: not called an error of the network",
  { timeout: 120_000 },
  async (t) => {
    const config = readFileSync(join(folder, "workerd.capnp"), "utf8");
    const old = config.replace(/compatibilityDate = "[\d-]+"/, 'compatibilityDate = "2024-10-01"');
    writeFileSync(join(folder, "workerd-2024.capnp"), old);
    const settings = { TOKEN_URL: "http://127.0.0.1:9/", REDIRECT_URI };
    const backend = await startWorkerd(folder, settings, "workerd-2024.capnp");
    t.after(() => backend.close());
    const { code, reason, cause } = await (await fetch(`${backend.url}/forward`)).json();
    assert.equal(code, "invalid_argument");
    assert.equal(reason, "fetch: must take the request; see cause");
    assert.match(cause, /'cache' field/);
  },
);

/**
 * Starts the backend of the README in a runtime.
 *
 * @type {Record<string, (env: Record<string, string>) => ReturnType<typeof startDeno>>}
 */
const BACKEND_OF_README = {
  Deno: (env) =>
    startOnDeno(folder, "of-readme-deno.js", [], { env, permissions: [`--allow-env=${Object.keys(env)}`] }),
  Bun: (env) => startOnBun(folder, "of-readme-bun.js", env),
  Workers: (env) => {
    const config = readFileSync(join(folder, "workerd.capnp"), "utf8");
    const bindings = Object.keys(env).map((name) => `(name = "${name}", fromEnvironment = "${name}"),`);
    const flags = 'compatibilityFlags = ["nodejs_compat"],\n  bindings = [';
    const changed = config.replace(/bindings = \[[^\]]*/, `${flags}${bindings.join("")}`);
    writeFileSync(join(folder, "of-readme.capnp"), changed);
    return startWorkerd(folder, env, "of-readme.capnp", "of-readme-worker.js");
  },
};

for (const [name, start] of Object.entries(BACKEND_OF_README)) {
  it(`${name}: runs the backend of README.md as it stands`, { timeout: 120_000 }, async (t) => {
    const zoom = await startZoom(t, { redirectUris: [REDIRECT_URI] });
    const backend = await start({
      ZOOM: zoom.url,
      ZOOM_CLIENT_ID: "simulated-client-id",
      ZOOM_CLIENT_SECRET: "simulated-client-secret",
    });
    t.after(() => backend.close());
    const codeVerifier = "v".repeat(43);
    const { body } = await zoom.authorize({ redirect_uri: REDIRECT_URI, code_challenge: codeVerifier });
    const fields = {
      code: body.code,
      code_verifier: codeVerifier,
      redirect_uri: REDIRECT_URI,
      state: "a-state",
    };
    const { status, body: user } = await post(backend.url, fields);
    assert.deepEqual([status, user], [200, { scope: "user:read:user zoomapp:inmeeting" }]);
  });
}
