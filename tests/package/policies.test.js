// The package in pages with strict policies: the example of Zoom's documentation, Trusted Types,
// and cross-origin isolation.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";

import { build } from "esbuild";

import { root } from "../../scripts/process/command.js";
import { engines, launch } from "../browser/support/webdriver.js";
import { startAppSite } from "../support/app-site.js";
import { WITHOUT_BARE_IMPORTS } from "../../scripts/build/bundle.js";

const ZOOMS_EXAMPLE = "default-src 'none'; connect-src 'self'; script-src 'self'";

/**
 * @typedef {object} Policy
 * @property {string} name
 * @property {Record<string, string>} headers
 * @property {boolean} wasm Whether it allows WebAssembly.
 * @property {boolean} [isolated] Whether the page is cross-origin isolated.
 */

/** @type {Policy[]} */
const POLICIES = [
  { name: "Zoom's example", headers: { "content-security-policy": ZOOMS_EXAMPLE }, wasm: false },
  {
    name: "Zoom's example and 'wasm-unsafe-eval'",
    headers: { "content-security-policy": `${ZOOMS_EXAMPLE} 'wasm-unsafe-eval'` },
    wasm: true,
  },
  {
    name: "Trusted Types without any policy",
    headers: {
      "content-security-policy": `${ZOOMS_EXAMPLE}; require-trusted-types-for 'script'; trusted-types 'none'`,
    },
    wasm: false,
  },
  {
    name: "isolation from other origins",
    headers: {
      "content-security-policy": ZOOMS_EXAMPLE,
      "cross-origin-embedder-policy": "require-corp",
      "cross-origin-opener-policy": "same-origin",
    },
    wasm: false,
    isolated: true,
  },
];

/**
 * Calls `run` of page.js. `violations` lists the page's violations of its policy. `types` tells
 * whether Trusted Types are enforced.
 */
const RUN = `
  const [wasm, done] = arguments;
  window.page
    .then(({ run }) => run("/zoom", "/api/zoom/token", wasm || undefined))
    .then((value) => ({ value }), (error) => ({ error: [String(error), error.stack].join("\\n") }))
    .then((outcome) => setTimeout(() => done({ ...outcome, said: window.said, violations: [...window.violations], isIsolated: window.crossOriginIsolated, types: typesOf() }), 100));
  function typesOf() {
    if (!window.trustedTypes) return "missing";
    try {
      window.trustedTypes.createPolicy("any", {});
      return "free";
    } catch {
      return "enforced";
    }
  }`;

const LOADED = `
  const [done] = arguments;
  const timer = setInterval(() => window.page && (clearInterval(timer), done()), 5);`;

/** The entries, each with the URL that the page passes to `init`. Only slim needs one. */
const ENTRIES = { "zoom-pkce": "", "zoom-pkce/slim": "/zoom_pkce.wasm" };

const SCRIPT = `
  window.violations = [];
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) =>
    window.violations.push(effectiveDirective + " " + blockedURI));
  window.said = [];
  const { info } = console;
  console.info = (text) => (window.said.push(text), info(text));
  window.page = import("./tests/package/page/page.js");`;

describe("the package in a page with a policy", () => {
  /** @type {string} */
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "zoom-pkce-policies-"));
    for (const entry of Object.keys(ENTRIES)) {
      const outdir = join(folder, entry);
      await build({
        absWorkingDir: root,
        stdin: { contents: SCRIPT, resolveDir: root },
        outdir,
        bundle: true,
        logOverride: WITHOUT_BARE_IMPORTS,
        splitting: true,
        format: "esm",
        target: "es2022",
        alias:
          entry === "zoom-pkce"
            ? {}
            : { "zoom-pkce": "./dist/slim.js", "zoom-pkce/simulator": "./dist/simulator.js" },
      });
      await cp(join(root, "tests/package/page/bundled.html"), join(outdir, "index.html"));
      await cp(join(root, "dist/zoom_pkce.wasm"), join(outdir, "zoom_pkce.wasm"));
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [engineName, engine] of Object.entries(engines)) {
    const skip = engine.isHere ? false : `${engineName} or its driver is not installed`;
    describe(`in ${engineName}`, { skip, timeout: 300_000 }, () => {
      /** @type {Awaited<ReturnType<typeof launch>>} */
      let browser;
      before(async () => {
        browser = await launch(engine);
      });
      after(() => browser?.close());

      /**
       * Waits until the page is loaded. WebKit opens an isolated page in another process, and its
       * driver sometimes stops answering then. After a timeout, a new browser loads the page.
       *
       * @param {string} url
       */
      async function open(url) {
        const load = async () => {
          await browser.goto(url);
          await browser.execute(LOADED);
        };
        await load().catch(async (error) => {
          if (!/timeout/.test(error.message)) throw error;
          await browser.close();
          browser = await launch(engine);
          await load();
        });
      }

      for (const [entry, wasmUrl] of Object.entries(ENTRIES)) {
        for (const { name, headers, wasm, isolated = false } of POLICIES) {
          it(`${entry} signs in under ${name}`, async (t) => {
            const file = (/** @type {string} */ pathname) => join(folder, entry, basename(pathname));
            const site = await startAppSite({ file, headers });
            try {
              await open(`${site.origin}/`);
              const outcome = await browser.execute(RUN, wasmUrl);
              assert.equal(outcome.error, undefined);
              const { value, said, violations, isIsolated, types } = outcome;
              assert.equal(value.challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
              assert.equal(value.user.name, "Simulated User");
              assert.equal(value.refused.code, "invalid_grant");

              const lines = said.filter((/** @type {string} */ line) => /WebAssembly/.test(line));
              assert.equal(lines.length, wasm ? 0 : 1);
              const asked = (/** @type {RegExp} */ path) =>
                site.requests.filter((each) => path.test(each)).length;
              assert.equal(asked(/wasm-as-javascript/), wasm ? 0 : 1);
              assert.equal(asked(/\.wasm$/), wasm && wasmUrl ? 1 : 0);

              // WebKit requests an icon, which the policy refuses.
              const refused = violations.filter((/** @type {string} */ text) => !/favicon/.test(text));
              for (const violation of refused) assert.equal(violation, "script-src wasm-eval");
              // Without WebAssembly, the first attempt to compile violates the policy. Only
              // Chromium is sure to report it.
              if (wasm || engineName === "Chromium") assert.equal(refused.length, wasm ? 0 : 1);
              assert.equal(isIsolated, isolated);
              if (types === "missing") t.diagnostic(`${engineName} has no Trusted Types`);
              else
                assert.equal(
                  types,
                  /trusted-types/.test(headers["content-security-policy"]) ? "enforced" : "free",
                );
            } finally {
              await site.close();
            }
          });
        }
      }
    });
  }
});
