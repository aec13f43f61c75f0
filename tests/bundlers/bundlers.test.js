// Builds small apps that use the packed package, with real bundlers and their default settings. The
// built apps must sign in.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { after, before, describe, it } from "node:test";

import { buildTarball } from "../../scripts/build/index.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { withAppPage } from "../support/app-page.js";
import { blocksFor } from "../support/blocks.js";
import { startAppSite } from "../support/app-site.js";
import { buildApp, buildCreateReactApp } from "./support/app.js";
import { startNext } from "./support/next-server.js";

/** @import { Browser, Page } from "playwright-core" */

/**
 * @typedef {object} Bundler
 * @property {string} [html] The page, if the bundler does not write it.
 * @property {boolean} [oneFile] Whether dynamic imports go into the same file too.
 * @property {string[]} [script] The sources in `script-src` besides `'self'`.
 */

/** @type {Record<string, Bundler>} */
const BUNDLERS = {
  vite: {},
  webpack: { html: "index.html" },
  "webpack-4": { html: "index.html" },
  rspack: { html: "index.html" },
  rollup: { html: "index.html" },
  esbuild: { html: "index.html", oneFile: true },
  // Parcel writes an inline import map into the page.
  parcel: { script: ["'unsafe-inline'"] },
};

/** Entries that must not get into a page, each with a string that minifiers keep. */
const NOT_FOR_PAGES = {
  "dist/simulator.js": "this page talks to a simulated Zoom client",
  "dist/server.js": "allowedRedirectUris",
};

/** A string in the JavaScript that replaces the wasm, which also writes it to the console. */
const WITHOUT_WASM = "WebAssembly can't be used here";

/** @param {string[]} script The sources in `script-src` besides `'self'`. */
const policy = (...script) => ({
  "content-security-policy": [
    "default-src 'none'",
    "connect-src 'self'",
    "img-src data:",
    `script-src ${["'self'", ...script].join(" ")}`,
  ].join("; "),
});

/**
 * Clicks the button, and waits for the result.
 *
 * @param {Page} page
 */
async function signIn(page) {
  await page.getByRole("button", { name: "Sign in with Zoom" }).click();
  const outcome = page.getByText(/Signed in as|\(\w+\)\. /);
  await outcome.waitFor();
  return { role: await outcome.getAttribute("role"), text: await outcome.innerText() };
}

const signedIn = { role: "status", text: "Signed in as Simulated User" };

/**
 * Returns the files of a folder, with the paths that a page requests.
 *
 * @param {string} folder
 */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".map"))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { path: `/${relative(folder, file).split(sep).join("/")}`, text: readFileSync(file, "utf8") };
    });

/**
 * Defines the tests that every built app must pass.
 *
 * @param {string} name
 * @param {object} how
 * @param {() => Promise<{ folder: string, said: string }>} how.build
 * @param {(folder: string) => string} how.files Returns the folder of the page's
 *   files.
 * @param {(folder: string) => Promise<Omit<Parameters<typeof startAppSite>[0], "headers"> & { close?: () => unknown }>} how.serve
 * @param {string} [how.prefix] The path of those files on the site.
 * @param {string[] | undefined} [how.script] The sources in `script-src` besides `'self'`.
 * @param {boolean | undefined} [how.oneFile]
 * @param {boolean} [how.rendered] Whether the app's own server renders the page.
 */
function testApp(name, { build, files, serve, prefix = "", script = [], oneFile = false, rendered = false }) {
  describe(name, { timeout: 600_000 }, () => {
    /** @type {Awaited<ReturnType<typeof build>>} */
    let app;
    /** @type {Awaited<ReturnType<typeof serve>>} */
    let served;

    before(async () => {
      app = await build();
      served = await serve(app.folder);
    });
    after(() => served?.close?.());

    /**
     * Opens the app with a policy.
     *
     * @param {Record<string, string>} headers
     * @param {(page: Page, said: string[], site: Awaited<ReturnType<typeof startAppSite>>) => Promise<void>} use
     */
    async function open(headers, use) {
      const site = await startAppSite({ ...served, headers });
      try {
        await withAppPage(browser, `${site.origin}/`, (page, said) => use(page, said, site));
      } finally {
        await site.close();
      }
    }

    const pathsWithoutWasm = () =>
      filesOf(files(app.folder))
        .filter(({ text }) => text.includes(WITHOUT_WASM))
        .map(({ path }) => prefix + path);

    if (rendered) {
      it("is rendered on the server", async () => {
        const html = await (await fetch(`${served.upstream}/`)).text();
        assert.match(html, /<button>Sign in with Zoom<\/button>/);
      });

      it("has the backend of README.md, built without credentials", async () => {
        const url = `${served.upstream}/api/zoom/token`;
        const foreign = { origin: "https://elsewhere.example", "content-type": "application/json" };
        const answer = await fetch(url, { method: "POST", headers: foreign, body: "{}" });
        assert.deepEqual([answer.status, (await answer.json()).error], [403, "forbidden_origin"]);
      });
    }

    it("is built without a warning", () => {
      assert.doesNotMatch(app.said, /warn|deprecat|⚠/i);
    });

    it("has no code of the simulator or the server in the page", () => {
      for (const [file, text] of Object.entries(NOT_FOR_PAGES)) {
        const original = readFileSync(join(app.folder, "node_modules/zoom-pkce", file), "utf8");
        assert.ok(original.includes(text), `${file} does not contain the string that this test searches for`);
        const leaks = filesOf(files(app.folder)).filter((built) => built.text.includes(text));
        assert.deepEqual(
          leaks.map(({ path }) => path),
          [],
        );
      }
    });

    it("signs in with the wasm inside its JavaScript, and writes nothing to the console", { skip }, () =>
      open(policy("'wasm-unsafe-eval'", ...script), async (page, said, site) => {
        assert.deepEqual(await signIn(page), signedIn);
        assert.equal(site.posted.length, 1);
        assert.deepEqual(said, []);
        assert.deepEqual(
          site.requests.filter((path) => path.endsWith(".wasm")),
          [],
        );
        const fallback = pathsWithoutWasm();
        assert.equal(fallback.length, 1);
        const loaded = site.requests.filter((path) => fallback.includes(path));
        assert.deepEqual(loaded, oneFile ? fallback : []);
      }),
    );

    it("shows the hint if the person declines, and signs in afterwards", { skip }, () =>
      open(policy("'wasm-unsafe-eval'", ...script), async (page, said, site) => {
        await page.evaluate("window.simulator.person = 'decline'");
        const { role, text } = await signIn(page);
        assert.equal(role, "alert");
        assert.match(text, /the person declined.*Say what the access is for/);
        assert.equal(site.posted.length, 0);
        await page.evaluate("window.simulator.person = 'approve'");
        await page.getByRole("button").click();
        await page.getByText(signedIn.text).waitFor();
        assert.equal(site.posted.length, 1);
        assert.deepEqual(said, []);
      }),
    );

    it("signs in if the policy forbids WebAssembly, and logs that once", { skip }, () =>
      open(policy(...script), async (page, said, site) => {
        assert.deepEqual(await signIn(page), signedIn);
        assert.equal(site.posted.length, 1);
        assert.equal(said.length, 1, said.join("\n"));
        assert.match(said[0], /^info: zoom-pkce: WebAssembly can't be used here/);
        for (const path of pathsWithoutWasm()) assert.ok(site.requests.includes(path), path);
      }),
    );
  });
}

const skip = executablePath ? false : "Chromium is not installed";

/** @type {Browser} */
let browser;

describe("an app with the packed package, built by", { concurrency: 2 }, () => {
  before(async () => {
    // The tarball is built once, before the apps that need it are built in parallel.
    await buildTarball();
    if (!skip) browser = await launchChromium();
  });
  after(() => browser?.close());

  testApp("next", {
    // The server writes to the rest of .next, so that is not compared.
    build: () =>
      buildApp("next", {
        written: [".next/BUILD_ID", ".next/static"],
        hasOwnSource: true,
        documented: { "app/api/zoom/token/route.js": blocksFor("tests/bundlers/bundlers.test.js")[0].code },
        documents: ["README.md"],
      }),
    files: (folder) => join(folder, ".next/static"),
    prefix: "/_next/static",
    rendered: true,
    // Next.js writes inline scripts into the page.
    script: ["'unsafe-inline'"],
    serve: async (folder) => {
      const { url, close } = await startNext(folder);
      return { upstream: url, close };
    },
  });

  testApp("create-react-app", {
    build: buildCreateReactApp,
    files: (folder) => join(folder, "build"),
    serve: async (folder) => ({ file: (path) => join(folder, "build", path) }),
  });

  for (const [name, { html, oneFile, script }] of Object.entries(BUNDLERS)) {
    testApp(name, {
      build: () => buildApp(name),
      files: (folder) => join(folder, "dist"),
      oneFile,
      script,
      serve: async (folder) => ({
        file: (path) => (html && path === "/index.html" ? join(folder, html) : join(folder, "dist", path)),
      }),
    });
  }
});
