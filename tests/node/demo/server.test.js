// The demo's server: its settings, its ports, and its behaviour with the real Zoom.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";

import { startDemo } from "../../../www/server/index.js";
import { readSettings } from "../../../www/server/settings.js";

const ZOOM = {
  ZOOM_CLIENT_ID: "an-id",
  ZOOM_CLIENT_SECRET: "a-very-secret-secret",
  ZOOM_REDIRECT_URI: "https://app.example.com/",
};
/** The same values in the form of the settings. */
const zoom = {
  clientId: ZOOM.ZOOM_CLIENT_ID,
  clientSecret: ZOOM.ZOOM_CLIENT_SECRET,
  redirectUri: ZOOM.ZOOM_REDIRECT_URI,
};
const NAMES = ["PORT", ...Object.keys(ZOOM)];

describe("the demo's settings", () => {
  /** @type {Record<string, string | undefined>} */
  let before;
  /** @type {string} */
  let folder;
  beforeEach(() => {
    before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));
    for (const name of NAMES) delete process.env[name];
    folder = mkdtempSync(join(tmpdir(), "zoom-pkce-settings-"));
  });
  afterEach(() => {
    for (const name of NAMES) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true });
  });
  const read = () => readSettings(join(folder, ".env"));

  it("are port 3000 and a simulated Zoom by default", () => {
    assert.deepEqual(read(), { port: 3000, isPortChosen: false, zoom: undefined });
  });

  it("take PORT", () => {
    process.env.PORT = "4001";
    assert.deepEqual(read(), { port: 4001, isPortChosen: true, zoom: undefined });
  });

  for (const port of ["http", "-1", "65536", "3000.5", "3 000"]) {
    it(`refuse PORT=${port}, and name the rule`, () => {
      process.env.PORT = port;
      assert.throws(read, {
        message: `PORT: must be an integer from 0 to 65535 (0: any free one), not "${port}".`,
      });
    });
  }

  it("take the values for the real Zoom from the environment or from .env", () => {
    Object.assign(process.env, ZOOM);
    assert.deepEqual(read().zoom, zoom);
    for (const name of NAMES) delete process.env[name];
    writeFileSync(
      join(folder, ".env"),
      Object.entries(ZOOM)
        .map((pair) => pair.join("="))
        .join("\n"),
    );
    assert.deepEqual(read().zoom, zoom);
  });

  it("refuse incomplete values for the real Zoom: the message names the missing ones, not the secret", () => {
    process.env.ZOOM_CLIENT_SECRET = ZOOM.ZOOM_CLIENT_SECRET;
    assert.throws(read, (/** @type {Error} */ { message }) => {
      assert.match(message, /^ZOOM_CLIENT_ID and ZOOM_REDIRECT_URI missing/);
      assert.ok(!message.includes(ZOOM.ZOOM_CLIENT_SECRET));
      return true;
    });
  });

  it("refuse a redirect URI that is not https", () => {
    Object.assign(process.env, ZOOM, { ZOOM_REDIRECT_URI: "http://app.example.com/" });
    assert.throws(read, /^Error: ZOOM_REDIRECT_URI: must be the https URL/);
  });
});

describe("the demo's server", () => {
  /** @type {(() => Promise<unknown>)[]} */
  const closing = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** Occupies a port until the test ends, and returns it. */
  async function busyPort(host = "127.0.0.1") {
    const server = createServer().listen(0, host);
    await new Promise((resolve) => server.once("listening", resolve));
    closing.push(() => new Promise((resolve) => server.close(resolve)));
    return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  }

  it("refuses a chosen port that is in use, and says how to choose another", async () => {
    const port = await busyPort();
    await assert.rejects(startDemo({ port, isPortChosen: true, zoom: undefined }), {
      message: `Port ${port} is in use. Stop what uses it, or choose another one: PORT=${port + 1} npm start`,
    });
  });

  it("takes a later port if the default port is in use", async () => {
    const port = await busyPort();
    const demo = await startDemo({ port, isPortChosen: false, zoom: undefined });
    closing.push(demo.close);
    const { port: taken } = new URL(demo.url);
    assert.ok(Number(taken) > port && Number(taken) <= port + 20, taken);
    assert.equal((await (await fetch(`${demo.url}api/config`)).json()).mode, "simulator");
  });

  const ipv6 = Object.values(networkInterfaces()).some((all) =>
    all?.some(({ address }) => address === "::1"),
  );
  it(
    "refuses a port that is in use only on ::1, and listens on ::1 and 127.0.0.1",
    { skip: ipv6 ? false : "this machine has no ::1" },
    async () => {
      const port = await busyPort("::1");
      await assert.rejects(startDemo({ port, isPortChosen: true, zoom: undefined }), {
        message: `Port ${port} is in use. Stop what uses it, or choose another one: PORT=${port + 1} npm start`,
      });
      const free = createServer().listen(port, "127.0.0.1");
      await once(free, "listening");
      await new Promise((resolve) => free.close(resolve));

      const demo = await startDemo({ port: 0, isPortChosen: true, zoom: undefined });
      closing.push(demo.close);
      for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
        const config = await fetch(`http://${host}:${new URL(demo.url).port}/api/config`);
        assert.equal((await config.json()).mode, "simulator", host);
      }
    },
  );

  it("leaves the consent page of the simulated Zoom its own policy, under which its form works", async () => {
    const demo = await startDemo({ port: 0, isPortChosen: true, zoom: undefined });
    const query = new URLSearchParams({
      response_type: "code",
      client_id: "simulated-client-id",
      redirect_uri: demo.url,
    });
    const response = await fetch(`${demo.url}simulated-zoom/oauth/authorize?${query}`);
    await demo.close();
    assert.equal(response.status, 200);
    const policy = response.headers.get("content-security-policy") ?? "";
    assert.match(policy, /style-src 'sha256-/);
    assert.doesNotMatch(policy, /form-action/);
    assert.ok(response.headers.has("strict-transport-security"));
  });

  it("with the real Zoom: simulates nothing, lets Zoom frame the page, and does not send the secret", async () => {
    const demo = await startDemo({ port: 0, isPortChosen: true, zoom });
    closing.push(demo.close);
    const response = await fetch(`${demo.url}api/config`);
    assert.deepEqual(await response.json(), { mode: "zoom", clientId: "an-id" });
    assert.match(
      response.headers.get("content-security-policy") ?? "",
      /frame-ancestors 'self' https:\/\/zoom\.us /,
    );
    const simulated = await fetch(`${demo.url}simulated-zoom/oauth/authorize`, { method: "POST" });
    assert.equal(simulated.status, 405);
    await simulated.body?.cancel();
  });

  it("accepts only the page's own origin, and only redirect URIs on the list", async () => {
    const demo = await startDemo({ port: 0, isPortChosen: true, zoom });
    closing.push(demo.close);
    const post = (/** @type {string} */ origin, /** @type {string} */ redirectUri) =>
      fetch(`${demo.url}api/zoom/token`, {
        method: "POST",
        headers: { "content-type": "application/json", origin },
        body: JSON.stringify({
          code: "a-code",
          code_verifier: "v".repeat(43),
          redirect_uri: redirectUri,
          state: "s",
        }),
      });
    const foreign = await post("https://evil.example", zoom.redirectUri);
    assert.deepEqual([foreign.status, (await foreign.json()).error], [403, "forbidden_origin"]);
    const elsewhere = await post("https://app.example.com", "https://evil.example/");
    assert.deepEqual([elsewhere.status, (await elsewhere.json()).error], [400, "invalid_request"]);
  });
});
