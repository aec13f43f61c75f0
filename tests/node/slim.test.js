// zoom-pkce/slim: every way to give it the wasm, and what it says where that is no good.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import * as full from "zoom-pkce";

import { root } from "../../scripts/lib/command.js";
import { assertHoldsNone } from "./support/errors.js";
import { newConsentingSdk } from "./support/sdk.js";

/** @typedef {typeof import("zoom-pkce/slim")} Slim */

const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const file = fileURLToPath(import.meta.resolve("zoom-pkce/zoom_pkce.wasm"));
const bytes = new Uint8Array(readFileSync(file));
const WASM = { headers: { "content-type": "application/wasm" } };

let copies = 0;

/** The entry as a page finds it that was just opened. @returns {Promise<Slim>} */
const fresh = () => import(`${pathToFileURL(join(root, "dist/slim.js"))}?${++copies}`);

describe("init of zoom-pkce/slim", () => {
  /** @type {import("node:http").Server} */
  let server;
  /** @type {string} */
  let url;
  let requests = 0;
  before(async () => {
    server = createServer((request, response) => {
      requests++;
      if (request.url === "/missing") response.writeHead(404).end("nothing here");
      else if (request.url === "/page")
        response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
      else if (request.url === "/empty") response.writeHead(200).end();
      else if (request.url === "/half") {
        response.writeHead(200, { "content-length": bytes.length }).write(bytes.subarray(0, 100));
        setTimeout(() => response.destroy(), 20);
      } else response.writeHead(200, WASM.headers).end(bytes);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}`;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const padded = new Uint8Array(bytes.length + 20);
  padded.set(bytes, 7);
  /** @type {[string, () => any][]} */
  const sources = [
    ["a WebAssembly.Module", () => new WebAssembly.Module(bytes)],
    ["a promise of a module", () => WebAssembly.compile(bytes)],
    ["an ArrayBuffer", () => bytes.buffer.slice(0)],
    ["a typed array", () => bytes],
    ["a part of a larger buffer", () => padded.subarray(7, 7 + bytes.length)],
    ["a DataView", () => new DataView(padded.buffer, 7, bytes.length)],
    ["a Response", () => new Response(bytes, WASM)],
    ["a Response without a content type", () => new Response(bytes)],
    ["a promise of a Response", () => fetch(`${url}/zoom_pkce.wasm`)],
    ["a URL as text", () => `${url}/zoom_pkce.wasm`],
    ["a URL", () => new URL(`${url}/zoom_pkce.wasm`)],
  ];
  for (const [name, source] of sources) {
    it(`takes ${name}`, async () => {
      const slim = await fresh();
      await slim.init(source());
      assert.equal(slim.generateCodeChallenge(VERIFIER), CHALLENGE);
      assert.equal(slim.generatePkcePair().codeVerifier.length, 43);
    });
  }

  it("has the names of zoom-pkce and no other", async () => {
    assert.deepEqual(Object.keys(await fresh()).sort(), Object.keys(full).sort());
  });

  it("loads once: the first source counts", async () => {
    const slim = await fresh();
    const before = requests;
    const loading = slim.init(`${url}/zoom_pkce.wasm`);
    assert.equal(slim.init(/** @type {any} */ (7)), loading);
    await loading;
    await slim.init(`${url}/missing`);
    assert.equal(requests - before, 1);
  });

  it("is waited for by a flow that is started meanwhile", async () => {
    const slim = await fresh();
    const loading = slim.init(`${url}/zoom_pkce.wasm`);
    const { code, codeVerifier } = await slim.authorize(newConsentingSdk().zoomSdk);
    assert.ok(code && codeVerifier);
    await loading;
  });

  for (const given of [7, null, {}, [], true, () => bytes]) {
    it(`refuses ${given === null ? "null" : typeof given}: invalid_argument, which names the rule`, async () => {
      const slim = await fresh();
      await assert.rejects(slim.init(/** @type {any} */ (given)), (/** @type {any} */ error) => {
        assert.ok(error instanceof slim.ZoomPkceError);
        assert.equal(error.code, "invalid_argument");
        assert.match(error.message, /^source: must be .*WebAssembly\.Module, a URL, a Response, or bytes/);
        return true;
      });
    });
  }

  /** @type {[string, () => any, RegExp, RegExp][]} */
  const failures = [
    ["nothing", () => undefined, /was not given/, /await init\(source\)/],
    ["a URL that is answered with 404", () => `${url}/missing`, /answered with 404/, /Serve the package's/],
    [
      "a URL that leads to a page",
      () => `${url}/page`,
      /something else \(content type: text\/html\)/,
      /Serve/,
    ],
    ["a URL with nothing behind it", () => `${url}/empty`, /something else/, /Serve/],
    [
      "a URL that nobody answers",
      () => "http://127.0.0.1:1/zoom_pkce.wasm",
      /could not be fetched/,
      /connect-src/,
    ],
    ["an answer that breaks off", () => `${url}/half`, /could not be read to its end/, /again/],
    ["bytes that are no wasm", () => new Uint8Array(50), /not the wasm of this build/, /same version/],
    [
      "the wasm of another build",
      () => readFileSync(join(root, "pkg/zoom_pkce_bg.wasm")),
      /not the wasm of this build/,
      /same version/,
    ],
  ];
  for (const [name, source, message, hint] of failures) {
    it(`says what to do about ${name}, and can be called again`, async () => {
      const slim = await fresh();
      await assert.rejects(slim.init(source()), (/** @type {any} */ error) => {
        assert.equal(error.code, "wasm_load_failed");
        assert.match(error.message, message);
        assert.match(error.hint, hint);
        assert.equal(error.retryable, /fetched|read to its end/.test(error.message));
        assertHoldsNone(error, [VERIFIER]);
        return true;
      });
      await slim.init(bytes);
      assert.equal(slim.generateCodeChallenge(VERIFIER), CHALLENGE);
    });
  }

  it("without it, a flow says that it is missing, and the person is not asked", async () => {
    const slim = await fresh();
    const sdk = newConsentingSdk();
    await assert.rejects(slim.authorize(sdk.zoomSdk), { code: "wasm_load_failed", message: /was not given/ });
    assert.throws(() => slim.generateState(), { code: "wasm_load_failed" });
    assert.equal(sdk.requests.length, 0);
  });

  it("is tried once more by a flow, after it has failed", async () => {
    const slim = await fresh();
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.reject(new TypeError("no network"));
    try {
      await assert.rejects(slim.init(`${url}/zoom_pkce.wasm`), { message: /could not be fetched/ });
    } finally {
      globalThis.fetch = fetch;
    }
    assert.ok((await slim.authorize(newConsentingSdk().zoomSdk)).code);
  });

  for (const step of /** @type {const} */ (["compile", "Instance"])) {
    it(`does without WebAssembly where ${step} is forbidden, and says so once`, async () => {
      const slim = await fresh();
      const { info } = console;
      const { compile, instantiate, Instance } = WebAssembly;
      const forbidden = new WebAssembly.CompileError("forbidden");
      /** @type {string[]} */
      const said = [];
      console.info = (text) => said.push(text);
      WebAssembly.instantiate = /** @type {any} */ (() => Promise.reject(forbidden));
      if (step === "compile") WebAssembly.compile = () => Promise.reject(forbidden);
      else {
        WebAssembly.Instance = /** @type {any} */ (
          class {
            constructor() {
              throw forbidden;
            }
          }
        );
      }
      try {
        await slim.init(bytes);
      } finally {
        Object.assign(WebAssembly, { compile, instantiate, Instance });
        console.info = info;
      }
      assert.equal(slim.generateCodeChallenge(VERIFIER), CHALLENGE);
      assert.equal(said.length, 1);
      assert.match(said[0], /WebAssembly can't be used here/);
    });
  }
});
