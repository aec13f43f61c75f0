// zoom-pkce/slim: the sources of the wasm that init takes, and the errors for the others.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import binaryen from "binaryen";
import * as full from "zoom-pkce";

import { root } from "../../../scripts/process/command.js";
import { assertHoldsNone } from "../support/errors.js";
import { newConsentingSdk } from "../support/sdk.js";

/** @typedef {typeof import("zoom-pkce/slim")} Slim */

const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

const file = fileURLToPath(import.meta.resolve("zoom-pkce/zoom_pkce.wasm"));
const bytes = new Uint8Array(readFileSync(file));
/** The module of the imports. */
const GLUE = "./zoom_pkce_bg.js";

/** A wasm module that imports a function that the glue code does not have. */
const OTHER = wasmImporting([GLUE, "__wbg_other"]);
const UNREACHABLE_URL = "http://127.0.0.1:1/zoom_pkce.wasm";
const WASM = { headers: { "content-type": "application/wasm" } };

mkdirSync(join(root, "target"), { recursive: true });
const copies = mkdtempSync(join(root, "target/slim-"));
after(() => rmSync(copies, { recursive: true }));

/**
 * Imports a copy of the entry, in which init has not been called, as in a new page.
 *
 * @returns {Promise<Slim>}
 */
function fresh() {
  const copy = mkdtempSync(join(copies, "dist-"));
  cpSync(join(root, "dist/slim.js"), join(copy, "slim.js"));
  cpSync(join(root, "dist/chunks"), join(copy, "chunks"), {
    recursive: true,
    filter: (path) => !path.endsWith(".map"),
  });
  return import(String(pathToFileURL(join(copy, "slim.js"))));
}

/** @param {...[module: string, name: string]} imports */
function wasmImporting(...imports) {
  const texts = imports.map(([module, name]) => `(import "${module}" "${name}" (func))`);
  const module = binaryen.parseText(`(module ${texts.join(" ")})`);
  const wasm = Buffer.from(module.emitBinary());
  module.dispose();
  return wasm;
}

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

  it("has the same exports as zoom-pkce", async () => {
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

  it("is awaited by a flow that starts while it loads", async () => {
    const slim = await fresh();
    const loading = slim.init(`${url}/zoom_pkce.wasm`);
    const { code, codeVerifier } = await slim.authorize(newConsentingSdk().zoomSdk);
    assert.ok(code && codeVerifier);
    await loading;
  });

  for (const given of [7, null, {}, [], true, () => bytes]) {
    it(`refuses ${given === null ? "null" : typeof given}: invalid_argument with the rule`, async () => {
      const slim = await fresh();
      await assert.rejects(slim.init(/** @type {any} */ (given)), (/** @type {any} */ error) => {
        assert.ok(error instanceof slim.ZoomPkceError);
        assert.equal(error.code, "invalid_argument");
        assert.match(error.message, /^source: must be .*WebAssembly\.Module, a URL, a Response, or bytes/);
        return true;
      });
    });
  }

  it("refuses a Response whose body was read: invalid_argument", async () => {
    const slim = await fresh();
    const read = new Response(bytes);
    await read.arrayBuffer();
    await assert.rejects(slim.init(read), {
      code: "invalid_argument",
      message: /^source: .*not read before/,
    });
  });

  const [{ name: known }] = WebAssembly.Module.imports(new WebAssembly.Module(bytes));
  /** @type {[string, () => any, RegExp, RegExp][]} */
  const failures = [
    ["nothing", () => undefined, /was not given/, /await init\(source\)/],
    ["a URL with the status 404", () => `${url}/missing`, /answered with 404/, /Serve the package's/],
    ["a URL of an HTML page", () => `${url}/page`, /something else \(content type: text\/html\)/, /Serve/],
    ["a URL with an empty answer", () => `${url}/empty`, /something else \(content type: none\)/, /Serve/],
    ["a URL that does not answer", () => UNREACHABLE_URL, /could not be fetched/, /connect-src/],
    ["a rejected promise of a Response", () => fetch(UNREACHABLE_URL), /could not be fetched/, /connect-src/],
    [
      "a file's URL, in Node",
      () => pathToFileURL(file),
      /could not be fetched/,
      /in Node, give it the bytes/,
    ],
    ["an answer that is cut off", () => `${url}/half`, /could not be read to its end/, /again/],
    ["bytes that are not wasm", () => new Uint8Array(50), /is no WebAssembly/, /zoom_pkce\.wasm/],
    ["the wasm of another build", () => OTHER, /not the wasm of this build/, /same version/],
    [
      "another build's module",
      () => new WebAssembly.Module(OTHER),
      /not the wasm of this build/,
      /same version/,
    ],
    [
      "a module that also imports what the glue lacks",
      () => new WebAssembly.Module(wasmImporting([GLUE, known], [GLUE, "__wbg_other"])),
      /not the wasm of this build/,
      /same version/,
    ],
    [
      "a module of other glue",
      () => new WebAssembly.Module(wasmImporting(["./other.js", known])),
      /not the wasm of this build/,
      /same version/,
    ],
    [
      "a module that imports nothing",
      () => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
      /not the wasm of this build/,
      /same version/,
    ],
  ];
  for (const [name, source, message, hint] of failures) {
    it(`fails with a hint for ${name}, and can be called again`, async () => {
      const slim = await fresh();
      await assert.rejects(slim.init(source()), (/** @type {any} */ error) => {
        assert.ok(error instanceof slim.ZoomPkceError, String(error));
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

  it("uses the last source if it is called without one", async () => {
    const slim = await fresh();
    const failed = { code: "wasm_load_failed", message: /could not be fetched/ };
    await assert.rejects(slim.init(UNREACHABLE_URL), failed);
    await assert.rejects(slim.init(/** @type {any} */ (undefined)), failed);
  });

  it("takes an answer without headers", async () => {
    const slim = await fresh();
    const answer = { arrayBuffer: async () => new TextEncoder().encode("no wasm").buffer };
    await assert.rejects(slim.init(/** @type {any} */ (answer)), {
      code: "wasm_load_failed",
      message: /something else \(content type: none\)/,
    });
  });

  it("is required: without it a flow fails, and the client is not called", async () => {
    const slim = await fresh();
    const sdk = newConsentingSdk();
    await assert.rejects(slim.authorize(sdk.zoomSdk), { code: "wasm_load_failed", message: /was not given/ });
    assert.throws(() => slim.generateState(), { code: "wasm_load_failed" });
    assert.equal(sdk.requests.length, 0);
  });

  it("may be called after a flow has started, in the same task", async () => {
    const slim = await fresh();
    const flow = slim.authorize(newConsentingSdk().zoomSdk);
    await slim.init(bytes);
    assert.ok((await flow).code);
  });

  it("is repeated by a flow after it has failed", async () => {
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

  it("makes no instance synchronously: older Chromium refuses that above 4 KiB", async () => {
    const slim = await fresh();
    const { Instance } = WebAssembly;
    WebAssembly.Instance = /** @type {any} */ (
      class {
        constructor() {
          throw new RangeError("WebAssembly.Instance is disallowed on the main thread");
        }
      }
    );
    try {
      await slim.init(bytes);
    } finally {
      WebAssembly.Instance = Instance;
    }
    assert.equal(slim.generateCodeChallenge(VERIFIER), CHALLENGE);
  });

  describe("under a policy that forbids WebAssembly", () => {
    const { instantiate, compile } = WebAssembly;
    const { info } = console;
    /** @type {string[]} */
    let said;
    beforeEach(() => {
      const forbid = () => Promise.reject(new WebAssembly.CompileError("forbidden"));
      said = [];
      console.info = (text) => said.push(text);
      Object.assign(WebAssembly, { instantiate: forbid, compile: forbid });
    });
    afterEach(() => {
      Object.assign(WebAssembly, { instantiate, compile });
      console.info = info;
    });

    /** @type {[string, () => any][]} */
    const given = [
      ["a URL", () => `${url}/zoom_pkce.wasm`],
      ["a URL with the status 404", () => `${url}/missing`],
      ["bytes", () => bytes],
      ["a rejected promise of a module", () => WebAssembly.compile(bytes)],
    ];
    for (const [name, source] of given) {
      it(`runs without it, given ${name}: fetches nothing, and reports that once`, async () => {
        const slim = await fresh();
        const before = requests;
        await slim.init(source());
        assert.equal(requests, before);
        assert.equal(slim.generateCodeChallenge(VERIFIER), CHALLENGE);
        assert.equal(said.length, 1);
        assert.match(said[0], /WebAssembly can't be used here.*CompileError: forbidden/);
      });
    }

    it("runs a module if only compiled modules are permitted, as on Workers", async () => {
      const slim = await fresh();
      WebAssembly.instantiate = /** @type {any} */ (
        (/** @type {any} */ source, /** @type {any} */ imports) =>
          source instanceof WebAssembly.Module
            ? instantiate(source, imports)
            : Promise.reject(new WebAssembly.CompileError("forbidden"))
      );
      await slim.init(new WebAssembly.Module(bytes));
      assert.equal(slim.generateCodeChallenge(VERIFIER), CHALLENGE);
      assert.deepEqual(said, []);
    });

    it("runs without it, given a module that is not permitted", async () => {
      const slim = await fresh();
      await slim.init(new WebAssembly.Module(bytes));
      assert.equal(slim.generateCodeChallenge(VERIFIER), CHALLENGE);
      assert.equal(said.length, 1);
    });

    it("refuses another build's module, and invalid sources", async () => {
      const slim = await fresh();
      await assert.rejects(slim.init(new WebAssembly.Module(OTHER)), {
        message: /not the wasm of this build/,
      });
      await assert.rejects(slim.init(/** @type {any} */ (7)), { code: "invalid_argument" });
      assert.deepEqual(said, []);
    });

    it("fails with a hint if the JavaScript that replaces the wasm fails too", async () => {
      const slim = await fresh();
      const { ArrayBuffer } = globalThis;
      Object.assign(globalThis, { ArrayBuffer: undefined });
      try {
        await assert.rejects(slim.init(new URL(`${url}/zoom_pkce.wasm`)), {
          code: "wasm_load_failed",
          hint: /Serve every file of the build.*'wasm-unsafe-eval'/,
        });
      } finally {
        Object.assign(globalThis, { ArrayBuffer });
      }
      assert.deepEqual(said, []);
    });
  });
});
