// Small apps with the packed package in them, built by real bundlers in their default settings, sign in.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { after, before, describe, it } from "node:test";

import { buildTarball } from "../../scripts/build/index.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { withAppPage } from "../support/app-page.js";
import { startAppSite } from "../support/app-site.js";
import { buildApp } from "./support/app.js";
import { startNext } from "./support/next-server.js";

/** @import { Browser, Page } from "playwright-core" */

/**
 * @typedef {object} Bundler
 * @property {string} [html] The page, where it is written by hand and not by the bundler.
 * @property {boolean} [oneFile] Whether all goes into one file, what is imported only when needed too.
 * @property {string[]} [script] What the page needs in `script-src` beside `'self'`.
 */

/** @type {Record<string, Bundler>} */
const BUNDLERS = {
  vite: {},
  webpack: { html: "index.html" },
  rspack: { html: "index.html" },
  rollup: { html: "index.html" },
  esbuild: { html: "index.html", oneFile: true },
  // Parcel writes the names of its files into the page, in an import map.
  parcel: { script: ["'unsafe-inline'"] },
};

/** Texts that minifiers leave alone, each with an entry whose files have it and which no page should get. */
const NOT_FOR_PAGES = {
  "dist/simulator.js": "this page talks to a simulated Zoom client",
  "dist/server.js": "allowedRedirectUris",
};

/** In the JavaScript that stands in for the wasm, and in the line that it writes. */
const WITHOUT_WASM = "WebAssembly can't be used here";

/** @param {string[]} script What `script-src` has beside `'self'`. */
const policy = (...script) => ({
  "content-security-policy": [
    "default-src 'none'",
    "connect-src 'self'",
    "img-src data:",
    `script-src ${["'self'", ...script].join(" ")}`,
  ].join("; "),
});

/**
 * Clicks, and waits for what comes of it.
 *
 * @param {Page} page
 */
async function signIn(page) {
  await page.getByRole("button", { name: "Sign in with Zoom" }).click();
  const outcome = page.getByText(/Signed in as|: /);
  await outcome.waitFor();
  return { role: await outcome.getAttribute("role"), text: await outcome.innerText() };
}

const signedIn = { role: "status", text: "Signed in as Simulated User" };

/**
 * The files of a folder, as a page asks for them.
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
 * What every built app must do.
 *
 * @param {string} name
 * @param {object} how
 * @param {() => Promise<{ folder: string, said: string }>} how.build
 * @param {(folder: string) => string} how.files Where the files for the page are.
 * @param {(folder: string) => Promise<Omit<Parameters<typeof startAppSite>[0], "headers"> & { close?: () => unknown }>} how.serve
 * @param {string} [how.prefix] Where those files are on the site.
 * @param {string[]} [how.script] What the page needs in `script-src` beside `'self'`.
 * @param {boolean} [how.oneFile]
 * @param {boolean} [how.rendered] Whether a server of its own renders it.
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
     * Opens the app under a policy.
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
    }

    it("is built without a warning", () => {
      assert.doesNotMatch(app.said, /warn|deprecat|⚠/i);
    });

    it("gives the page nothing of the simulator or of the server", () => {
      for (const [file, text] of Object.entries(NOT_FOR_PAGES)) {
        const original = readFileSync(join(app.folder, "node_modules/zoom-pkce", file), "utf8");
        assert.ok(original.includes(text), `${file} no longer has the text`);
        const having = filesOf(files(app.folder)).filter((built) => built.text.includes(text));
        assert.deepEqual(
          having.map(({ path }) => path),
          [],
        );
      }
    });

    it("signs in with the wasm that is inside its JavaScript, and says nothing", { skip }, () =>
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

    it("shows the hint when the person declines, and signs in after that", { skip }, () =>
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

    it("signs in where the policy forbids WebAssembly, and says so once", { skip }, () =>
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

const skip = executablePath ? false : "Chromium is not here";

/** @type {Browser} */
let browser;

describe("an app with the packed package, built by", { concurrency: 2 }, () => {
  before(async () => {
    // Once, before several are built at a time.
    await buildTarball();
    if (!skip) browser = await launchChromium();
  });
  after(() => browser?.close());

  testApp("next", {
    // To the rest of .next its server writes too.
    build: () => buildApp("next", { written: [".next/BUILD_ID", ".next/static"], hasOwnSource: true }),
    files: (folder) => join(folder, ".next/static"),
    prefix: "/_next/static",
    rendered: true,
    // Next.js writes scripts into the page.
    script: ["'unsafe-inline'"],
    serve: async (folder) => {
      const { url, close } = await startNext(folder);
      return { upstream: url, close };
    },
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
