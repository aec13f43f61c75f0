// Builds the pages of docs/frameworks.md with the packed package and each framework's own tools. They
// sign in, and end a sign-in that is left.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { buildTarball } from "../../scripts/build/index.js";
import { startProcess } from "../../scripts/process/server-process.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { withAppPage } from "../support/app-page.js";
import { startAppSite } from "../support/app-site.js";
import { blocksFor } from "../support/blocks.js";
import { buildApp } from "./support/app.js";

/** @import { Browser, Page } from "playwright-core" */

/**
 * @typedef {object} Framework
 * @property {string} language The language of its block in docs/frameworks.md.
 * @property {string} source The file that the block becomes.
 * @property {string} written The folder that the build writes.
 * @property {string} [server] The program in that folder that renders the page.
 */

/** @type {Record<string, Framework>} */
const FRAMEWORKS = {
  vue: { language: "vue", source: "src/SignIn.vue", written: "dist" },
  nuxt: {
    language: "vue",
    source: "app/components/SignIn.vue",
    written: ".output",
    server: "server/index.mjs",
  },
  svelte: { language: "svelte", source: "src/SignIn.svelte", written: "dist" },
  sveltekit: {
    language: "svelte",
    source: "src/lib/SignIn.svelte",
    written: "build",
    server: "index.js",
  },
  angular: { language: "ts", source: "src/sign-in.ts", written: "dist" },
};

const blocks = blocksFor("tests/bundlers/frameworks.test.js");

/**
 * A policy without `'unsafe-eval'`. Nuxt and SvelteKit write inline scripts into the page, SvelteKit
 * also an inline style.
 *
 * @param {boolean} isRendered
 */
const policy = (isRendered) => ({
  "content-security-policy": [
    "default-src 'none'",
    "connect-src 'self'",
    "img-src data:",
    ...(isRendered
      ? ["script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'", "style-src 'unsafe-inline'"]
      : ["script-src 'self' 'wasm-unsafe-eval'"]),
  ].join("; "),
});

const SIGNED_IN = "Signed in as Simulated User";

/** Returns the texts that the element with the status has shown. @param {Page} page */
const watchStatus = (page) =>
  page.evaluate(() => {
    const read = () => document.querySelector("[role=status]")?.textContent ?? "";
    const texts = [read()];
    new MutationObserver(() => {
      if (texts.at(-1) !== read()) texts.push(read());
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    Object.assign(window, { texts });
  });

const skip = executablePath ? false : "Chromium is not installed";

/** @type {Browser} */
let browser;

describe("a page with the packed package, in", { concurrency: 2 }, () => {
  before(async () => {
    await buildTarball();
    if (!skip) browser = await launchChromium();
  });
  after(() => browser?.close());

  for (const [name, { language, source, written, server }] of Object.entries(FRAMEWORKS)) {
    describe(name, { timeout: 600_000 }, () => {
      /** @type {Awaited<ReturnType<typeof buildApp>>} */
      let app;
      /** @type {Awaited<ReturnType<typeof startProcess>> | undefined} */
      let running;

      before(async () => {
        const block = blocks.find((block) => block.language === language);
        assert.ok(block);
        app = await buildApp(name, {
          written: [written],
          hasOwnSource: true,
          documented: { [source]: `${block.code}\n` },
          documents: ["docs/frameworks.md"],
        });
        if (!server) return;
        const cwd = join(app.folder, written);
        running = await startProcess(name, (port) => ({
          program: process.execPath,
          args: [server],
          cwd,
          env: { HOST: "127.0.0.1", PORT: String(port) },
        }));
      });
      after(() => running?.stop());

      const upstream = () => running && `http://127.0.0.1:${running.port}`;

      /** @param {(page: Page, said: string[], site: import("../support/app-site.js").AppSite) => Promise<void>} use */
      async function open(use) {
        const file = (/** @type {string} */ path) => (server ? undefined : join(app.folder, written, path));
        const site = await startAppSite({ file, upstream: upstream(), headers: policy(Boolean(server)) });
        try {
          await withAppPage(browser, `${site.origin}/`, async (page, said) => {
            // A click on the page as the server rendered it would be lost.
            if (server) await page.locator("html[data-mounted]").waitFor();
            await page.getByRole("status").waitFor();
            await use(page, said, site);
          });
        } finally {
          await site.close();
        }
      }

      it("is built without a warning", () => {
        assert.doesNotMatch(app.said, /warn|deprecat|⚠/i);
      });

      if (server) {
        it("is rendered on the server, which says nothing", async () => {
          const html = await (await fetch(`${upstream()}/`)).text();
          assert.match(html, /<p role="status">(<!--[^>]*-->)*idle</);
          assert.match(html, /<button>Sign in with Zoom<\/button>/);
          assert.doesNotMatch(String(running?.output()), /warn|error/i);
        });
      }

      it("signs in: has every status, shows the data, and writes nothing to the console", { skip }, () =>
        open(async (page, said, site) => {
          await watchStatus(page);
          await page.getByRole("button", { name: "Sign in with Zoom" }).click();
          await page.getByText(SIGNED_IN).waitFor();
          const texts = await page.evaluate("texts");
          assert.deepEqual(texts, ["idle", "authorizing", "forwarding", SIGNED_IN]);
          assert.equal(site.posted.length, 1);
          assert.deepEqual(said, []);
        }),
      );

      it("shows the error if the person declines, and signs in afterwards", { skip }, () =>
        open(async (page, said) => {
          await page.evaluate("simulator.person = 'decline'");
          await page.getByRole("button", { name: "Sign in with Zoom" }).click();
          assert.match(await page.getByRole("alert").innerText(), /the person declined/);
          assert.equal(await page.getByRole("status").innerText(), "error");
          await page.evaluate("simulator.person = 'approve'");
          await page.getByRole("button", { name: "Sign in with Zoom" }).click();
          await page.getByText(SIGNED_IN).waitFor();
          assert.equal(await page.getByRole("alert").count(), 0);
          assert.deepEqual(said, []);
        }),
      );

      it("cancel and unmounting end the sign-in, so that another can start", { skip }, () =>
        open(async (page, said, site) => {
          const signIn = page.getByRole("button", { name: "Sign in with Zoom" });
          const showOrHide = page.getByRole("button", { name: "Show or hide" });
          // A framework may render some time after the click.
          const shows = (/** @type {string} */ status) =>
            page.locator(`[role=status]:text-is("${status}")`).waitFor();
          await page.evaluate("simulator.person = 'ignore'");
          await signIn.click();
          await page.getByRole("button", { name: "Cancel" }).click();
          await shows("idle");

          await signIn.click();
          await page.getByText("authorizing").waitFor();
          await showOrHide.click();
          await page.getByRole("status").waitFor({ state: "detached" });

          // While a flow runs, another would end in `in_progress`.
          await page.evaluate("simulator.person = 'approve'");
          await showOrHide.click();
          await shows("idle");
          await signIn.click();
          await page.getByText(SIGNED_IN).waitFor();
          assert.equal(site.posted.length, 1);
          assert.deepEqual(said, []);
        }),
      );
    });
  }
});
