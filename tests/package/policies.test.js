// The package in pages with strict policies: what Zoom's documentation gives as its example, Trusted Types, and isolation.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before, describe, it } from "node:test";

import { build } from "esbuild";

import { root } from "../../scripts/lib/command.js";
import { engines, launch } from "../browser/support/webdriver.js";
import { startAppSite } from "../support/app-site.js";

const ZOOMS_EXAMPLE = "default-src 'none'; connect-src 'self'; script-src 'self'";

/** @type {{ name: string, headers: Record<string, string>, wasm: boolean, isolated?: boolean }[]} */
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

/** Runs page.js; `violations` is what the page's policy has refused. */
const RUN = `
  const [done] = arguments;
  window.page
    .run("/zoom", "/api/zoom/token")
    .then((value) => ({ value }), (error) => ({ error: [String(error), error.stack].join("\\n") }))
    .then((outcome) => setTimeout(() => done({ ...outcome, said: window.said, violations: window.violations, isIsolated: window.crossOriginIsolated }), 100));`;

const LOADED = `
  const [done] = arguments;
  const timer = setInterval(() => window.page && (clearInterval(timer), done()), 5);`;

const SCRIPT = `
  window.violations = [];
  document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) =>
    window.violations.push(effectiveDirective + " " + blockedURI));
  window.said = [];
  const { info } = console;
  console.info = (text) => (window.said.push(text), info(text));
  import("./tests/package/page/page.js").then((page) => (window.page = page));`;

describe("the package in a page with a policy,", () => {
  /** @type {string} */
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "zoom-pkce-policies-"));
    await build({
      absWorkingDir: root,
      stdin: { contents: SCRIPT, resolveDir: root },
      outdir: folder,
      bundle: true,
      splitting: true,
      format: "esm",
      target: "es2022",
      loader: { ".html": "copy" },
    });
    await build({
      absWorkingDir: root,
      entryPoints: { index: "tests/package/page/bundled.html" },
      outdir: folder,
      loader: { ".html": "copy" },
    });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [engineName, engine] of Object.entries(engines)) {
    const skip = engine.isHere ? false : `${engineName} or its driver is not here`;
    describe(`in ${engineName}`, { skip, timeout: 300_000 }, () => {
      /** @type {Awaited<ReturnType<typeof launch>>} */
      let browser;
      before(async () => {
        browser = await launch(engine);
      });
      after(() => browser?.close());

      for (const { name, headers, wasm, isolated = false } of POLICIES) {
        it(`signs in under ${name}`, async () => {
          const file = (/** @type {string} */ pathname) => join(folder, basename(pathname));
          const site = await startAppSite({ file, headers });
          try {
            await browser.goto(`${site.origin}/`);
            await browser.execute(LOADED);
            const { error, value, said, violations, isIsolated } = await browser.execute(RUN);
            assert.equal(error, undefined);
            assert.equal(value.challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
            assert.equal(value.user.name, "Simulated User");
            assert.equal(value.refused.code, "invalid_grant");
            const lines = said.filter((/** @type {string} */ line) => /WebAssembly/.test(line));
            assert.equal(lines.length, wasm ? 0 : 1);
            // WebKit looks for an icon by itself.
            const refused = violations.filter((/** @type {string} */ text) => !/favicon/.test(text));
            for (const violation of refused) assert.equal(violation, "script-src wasm-eval");
            // What was tried before doing without; not every engine tells.
            if (wasm || engineName === "Chromium") assert.equal(refused.length, wasm ? 0 : 1);
            assert.equal(isIsolated, isolated);
          } finally {
            await site.close();
          }
        });
      }
    });
  }
});
