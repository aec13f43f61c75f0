// The consent page of the simulated Zoom in Chromium, used with the keyboard only. The app's
// callback is a server of this test.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { exchangeCode } from "../../js/server/index.js";
import { startSimulatedZoom } from "../../js/simulator/server/index.js";
import { newVerifier, s256 } from "../node/simulator/server-helpers.js";
import { executablePath, launchChromium } from "./support/chromium.js";

/** @import { Browser, Page } from "playwright-core" */

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const CLIENT = { clientId: "simulated-client-id", clientSecret: "simulated-client-secret" };

describe("the consent page", { skip: executablePath ? false : "Chromium is not installed" }, () => {
  /** @type {Browser} */
  let browser;
  /** @type {Awaited<ReturnType<typeof startSimulatedZoom>>} */
  let zoom;
  /** The app's page, where the callback sends the person on to. @type {string} */
  let appPage;
  /** @type {string} */
  let redirectUri;
  /** @type {import("node:http").Server[]} */
  const servers = [];

  /** @param {import("node:http").RequestListener} listener @returns {Promise<string>} its origin */
  async function serve(listener) {
    const server = createServer(listener).listen(0, "127.0.0.1");
    servers.push(server);
    await once(server, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
    return `http://127.0.0.1:${port}`;
  }

  before(async () => {
    const html = '<!doctype html><html lang="en"><title>The app</title><p>The page of the app.</p></html>';
    appPage = `${await serve((_, res) => res.end(html))}/page`;
    // The callback is at another origin than the page, as the callback of an app is at another
    // origin than a deep link.
    redirectUri = `${await serve((req, res) => {
      res.writeHead(302, { location: `${appPage}?${req.url?.split("?")[1]}` }).end();
    })}/callback`;
    zoom = await startSimulatedZoom({ redirectUris: [redirectUri] });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await zoom?.close();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** @param {Record<string, string>} [parameters] */
  const consentUrl = (parameters) => {
    const required = { response_type: "code", client_id: CLIENT.clientId, redirect_uri: redirectUri };
    return `${zoom.url}/oauth/authorize?${new URLSearchParams({ ...required, ...parameters })}`;
  };

  /**
   * @param {(page: Page) => Promise<void>} use
   * @param {{ parameters?: Record<string, string> } & import("playwright-core").BrowserContextOptions} [options]
   */
  async function withPage(use, { parameters, ...options } = {}) {
    // axe runs under the page's own Content-Security-Policy, which is not bypassed.
    const context = await browser.newContext(options);
    const page = await context.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on("console", (message) => complaints.push(message.text()));
    await page.goto(consentUrl(parameters));
    await use(page);
    await context.close();
    assert.deepEqual(complaints, [], "Chromium has nothing to say about the page");
  }

  /**
   * Presses a button with the keyboard.
   *
   * @param {Page} page
   * @param {string} name
   * @param {string} key
   * @returns {Promise<URLSearchParams>} The parameters that the app gets.
   */
  async function press(page, name, key) {
    const button = page.getByRole("button", { name, exact: true });
    for (let i = 0; i < 5 && !(await button.evaluate((e) => e === document.activeElement)); i++) {
      await page.keyboard.press("Tab");
    }
    const outline = await button.evaluate((element) => getComputedStyle(element).outlineStyle);
    assert.equal(outline, "solid", "the focus is seen");
    await page.keyboard.press(key);
    await page.waitForURL(`${appPage}?*`);
    assert.equal(await page.title(), "The app");
    return new URL(page.url()).searchParams;
  }

  for (const javaScriptEnabled of [true, false]) {
    const where = javaScriptEnabled ? "with scripts" : "without scripts";
    it(`approves with the keyboard only, ${where}; the code gets tokens`, async () => {
      const codeVerifier = newVerifier();
      const parameters = {
        state: "the-state",
        code_challenge: s256(codeVerifier),
        code_challenge_method: "S256",
      };
      await withPage(
        async (page) => {
          const answer = await press(page, "Approve", javaScriptEnabled ? "Enter" : "Space");
          assert.equal(answer.get("state"), "the-state");
          const tokens = await exchangeCode({
            ...CLIENT,
            tokenUrl: `${zoom.url}/oauth/token`,
            code: answer.get("code") ?? "",
            codeVerifier,
            redirectUri,
          });
          assert.equal(tokens.scope, "user:read:user zoomapp:inmeeting");
        },
        { parameters, javaScriptEnabled },
      );
    });
  }

  it("declines with the keyboard only", () =>
    withPage(
      async (page) => {
        const answer = await press(page, "Decline", "Space");
        assert.deepEqual(Object.fromEntries(answer), { error: "access_denied", state: "the-state" });
      },
      { parameters: { state: "the-state" } },
    ));

  it("says in its title, its banner and its text that it is simulated", () =>
    withPage(async (page) => {
      assert.match(await page.title(), /simulated Zoom/);
      assert.match(await page.getByRole("banner").innerText(), /This is not Zoom\./);
      assert.match(await page.getByRole("main").innerText(), /simulated account/);
    }));

  it("is not shown in a frame", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(appPage);
    const refusal = page.waitForEvent("console", { predicate: (message) => message.type() === "error" });
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement("iframe"), { src }));
    }, consentUrl());
    assert.match((await refusal).text(), /frame-ancestors 'none'/);
    await context.close();
  });

  for (const width of [320, 1280]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      const look = { viewport: { width, height: 800 }, colorScheme };
      const axe = async (/** @type {Page} */ page) => {
        await page.evaluate(axeSource);
        const results = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
        assert.ok(results.passes.length > 8, "axe has checked something");
        const violations = results.violations.map((/** @type {{ id: string }} */ { id }) => id);
        assert.deepEqual(violations, []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} px too wide`);
      };

      it(`has no axe violations at ${width} px, ${colorScheme}`, () => withPage(axe, look));

      it(`and those of a deep link and of a refusal: no axe violations at ${width} px, ${colorScheme}`, async () => {
        const context = await browser.newContext(look);
        const page = await context.newPage();
        await page.goto(`${zoom.url}/simulator/open?action=${"x".repeat(200)}`);
        await axe(page);
        await page.goto(consentUrl({ redirect_uri: `${redirectUri}/${"x".repeat(200)}` }));
        await page.getByText("Redirect URI mismatch.").waitFor();
        await axe(page);
        await context.close();
      });
    }
  }
});
