// The module that `wasm-pack build --target web` makes, without other flags and without the
// package's JavaScript. It signs in with the published SDK, in every engine.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { unlessBuilt } from "../../scripts/build/stamp.js";
import { ensureWasmTools } from "../../scripts/install/tools.js";
import { command, root } from "../../scripts/process/command.js";
import { engines, launch } from "../browser/support/webdriver.js";
import { simulatorScript } from "../support/app-page.js";
import { blocksFor } from "../support/blocks.js";
import { startAppSite } from "../support/app-site.js";

/** @typedef {import("../browser/support/webdriver.js").EngineName} EngineName */

const MODULE = join(root, "target/module");

/** The files of the page, by URL path. @type {Record<string, string>} */
const FILES = {
  "/index.html": fileURLToPath(new URL("page.html", import.meta.url)),
  "/appssdk.js": join(root, "node_modules/@zoom/appssdk/dist/sdk.es.js"),
  "/readme.html": fileURLToPath(new URL("readme.html", import.meta.url)),
  "/readme.js": join(root, "target/module-page/readme.js"),
  "/simulator.js": join(root, "target/module-page/simulator.js"),
};

/**
 * Calls a function of the page and returns its result, or the members of the error that it throws.
 */
const CALL = `
  const [source, done] = arguments;
  const call = () => new Function("zoomSdk", "zoomPkce", "return (" + source + ")()")(zoomSdk, zoomPkce);
  const run = () => {
    if (!window.zoomPkce) return setTimeout(run, 5);
    Promise.resolve()
      .then(call)
      .then((value) => done({ value }))
      .catch((error) => {
        const { name, reason, code, message, hint, retryable, zoomCode } = error;
        // The driver's sandbox has its own Error, so instanceof would fail.
        const isError = Object.prototype.toString.call(error) === "[object Error]";
        const cause = error.cause && String(error.cause);
        done({ error: { isError, name, reason, code, message, hint, retryable, zoomCode, cause } });
      });
  };
  run();`;

describe("the module of wasm-pack", () => {
  /** @type {Awaited<ReturnType<typeof startAppSite>>} */
  let site;
  before(async () => {
    const inputs = ["src", "Cargo.toml", "Cargo.lock", ".cargo", "rust-toolchain.toml"];
    await unlessBuilt("module", { inputs, outputs: ["target/module"] }, async () => {
      const env = await ensureWasmTools();
      const args = ["build", "--target", "web", "--out-dir", MODULE];
      await command("Compiling the crate with wasm-pack, without flags", "wasm-pack", args, { env });
    });
    mkdirSync(join(root, "target/module-page"), { recursive: true });
    writeFileSync(FILES["/simulator.js"], await simulatorScript());
    const [{ code }] = blocksFor("tests/module/module.test.js");
    writeFileSync(
      FILES["/readme.js"],
      `${code}\nObject.assign(window, { zoomSdk, zoomPkce: authorization });`,
    );
    site = await startAppSite({
      paths: ["/", "/readme.html"],
      // README.md has the module in pkg/, wasm-pack's default.
      file: (path) => FILES[path] ?? join(MODULE, /^\/(?:module|pkg)\/(.+)/.exec(path)?.[1] ?? "missing"),
    });
  });
  after(() => site?.close());

  it("has types for every export, without `any`", () => {
    const types = readFileSync(join(MODULE, "zoom_pkce.d.ts"), "utf8");
    for (const name of [
      "generateCodeVerifier(length?: number): string",
      "generateCodeChallenge(codeVerifier: string, method?: CodeChallengeMethod): string",
      "verifyCodeChallenge(codeVerifier: string, codeChallenge: string, method?: CodeChallengeMethod): boolean",
      "generatePkcePair(options?: PkcePairOptions): PkcePair",
      "generateState(): string",
      "authorize(zoomSdk: ZoomSdk, options?: AuthorizeOptions): Promise<Authorization>",
    ]) {
      assert.ok(types.includes(`export function ${name};`), name);
    }
    assert.match(types, /\bonProgress\?: \(\(progress: Progress\) => void\) \| undefined;/);
    assert.doesNotMatch(types, /\bany\b/);
  });

  for (const [name, engine] of Object.entries(engines)) {
    const skip = engine.isHere ? false : `${name} or its driver is not installed`;
    describe(`in ${name}`, { skip }, () => {
      /** @type {Awaited<ReturnType<typeof launch>>} */
      let browser;
      before(async () => {
        browser = await launch(engine);
        await browser.goto(`${site.origin}/`);
      });
      after(() => browser?.close());

      /** @param {string} source of a function @returns {Promise<any>} */
      const call = (source) => browser.execute(CALL, source);

      it("signs in", async () => {
        const { value, error } = await call("() => zoomPkce.authorize(zoomSdk)");
        assert.equal(error, undefined);
        const { code, codeVerifier, codeChallengeMethod, redirectUri, state, receivedAt, ...rest } = value;
        assert.deepEqual(rest, {});
        assert.equal(codeChallengeMethod, "plain");
        assert.equal(redirectUri, `${site.origin}/`);
        assert.match(codeVerifier, /^[\w-]{43}$/);
        assert.match(state, /^[\w-]{32}$/);
        assert.ok(Math.abs(receivedAt - Date.now()) < 60_000);
        const response = await fetch(`${site.origin}/api/zoom/token`, {
          method: "POST",
          headers: { "content-type": "application/json", origin: site.origin },
          body: JSON.stringify({ code, code_verifier: codeVerifier, redirect_uri: redirectUri, state }),
        });
        assert.deepEqual([response.status, (await response.json()).name], [200, "Simulated User"]);
      });

      it("reports each step, and goes on if onProgress throws", async () => {
        const { value, error } = await call(`() => {
          const thrown = [];
          addEventListener("unhandledrejection", (event) => {
            thrown.push(event.reason);
            event.preventDefault();
          });
          const reports = [];
          const onProgress = (progress) => {
            reports.push(progress);
            throw progress.step + " " + progress.phase;
          };
          return zoomPkce
            .authorize(zoomSdk, { onProgress })
            .then(() => new Promise((resolve) => setTimeout(() => resolve({ reports, thrown }), 50)));
        }`);
        assert.equal(error, undefined);
        const { reports, thrown } = value;
        /** @type {string[]} */
        const texts = reports.map((/** @type {any} */ { step, phase }) => `${step} ${phase}`);
        assert.deepEqual(texts.slice(0, 2), ["flow started", "authorize started"]);
        assert.deepEqual(texts.slice(-2), ["onAuthorized received", "flow succeeded"]);
        assert.deepEqual(thrown, texts);
        // The driver sorts the members.
        for (const report of reports) assert.deepEqual(Object.keys(report).sort(), ["at", "phase", "step"]);

        const invalid = await call("() => zoomPkce.authorize(zoomSdk, { onProgress: 7 })");
        assert.equal(invalid.error.reason, "onProgress: must be a function");
      });

      it("signs in with the code in README.md as it stands", async () => {
        await browser.goto(`${site.origin}/readme.html`);
        const { value, error } = await call("() => zoomPkce");
        assert.equal(error, undefined);
        assert.deepEqual([value.codeChallengeMethod, typeof value.code], ["plain", "string"]);
        await browser.goto(`${site.origin}/`);
      });

      it("generates and verifies values with the defaults of the package", async () => {
        const { value } = await call(`() => {
          const verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
          const challenge = zoomPkce.generateCodeChallenge(verifier);
          return {
            challenge,
            verified: zoomPkce.verifyCodeChallenge(verifier, challenge),
            pair: zoomPkce.generatePkcePair(),
            longest: zoomPkce.generateCodeVerifier(128).length,
            state: zoomPkce.generateState().length,
          };
        }`);
        // RFC 7636, appendix B
        assert.equal(value.challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert.equal(value.pair.codeChallengeMethod, "S256");
        assert.deepEqual([value.verified, value.longest, value.state], [true, 128, 32]);
      });

      it("throws errors with a code, a hint, and Zoom's own code", async () => {
        const tooShort = await call("() => zoomPkce.generateCodeVerifier(3)");
        const { isError, name, reason, code, message, hint, retryable } = tooShort.error;
        assert.deepEqual(
          [isError, name, code, retryable],
          [true, "ZoomPkceError", "invalid_argument", false],
        );
        assert.match(reason, /^length: must be an integer from 43 to 128 .*[^.]$/);
        assert.equal(message, `${reason} (${code}). ${hint}`);
        assert.match(hint, /^Correct what the message names/);

        const refused = await call(`() => {
          const error = Object.assign(new Error("No Permission"), { code: "80012" });
          const sdk = { authorize: () => Promise.reject(error), addEventListener() {}, removeEventListener() {} };
          return zoomPkce.authorize(sdk);
        }`);
        assert.equal(refused.error.code, "authorize_failed");
        assert.equal(refused.error.zoomCode, "80012");
        assert.match(refused.error.cause, /No Permission/);

        const uncaught = await call(`() => new Promise((resolve) => {
          addEventListener("error", (event) => resolve(event.message), { once: true });
          // A script of the page: errors of the driver's own scripts are not reported to it.
          const script = document.createElement("script");
          script.textContent = "zoomPkce.generateCodeVerifier(3)";
          document.head.append(script);
        })`);
        assert.ok(uncaught.value.includes(`ZoomPkceError: ${message}`), uncaught.value);

        const promise = await call("() => zoomPkce.authorize(zoomSdk, Promise.resolve({}))");
        assert.match(promise.error.message, /^options: must be an object, not a Promise/);
      });
    });
  }
});
