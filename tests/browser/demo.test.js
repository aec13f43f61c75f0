// The demo in Chromium, with the published SDK, a simulated client and an OAuth server.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { startDemo } from "../../www/server/index.js";
import { executablePath, launchChromium } from "./support/chromium.js";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @import { Browser, Page } from "playwright-core" */

describe("the demo", { skip: executablePath ? false : "Chromium is not installed" }, () => {
  /** @type {Awaited<ReturnType<typeof startDemo>>} */
  let demo;
  /** @type {Browser} */
  let browser;

  before(async () => {
    demo = await startDemo({ port: 0, isPortChosen: true, zoom: undefined });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
  });

  /**
   * @param {(page: Page, log: { console: string[], posted: string[] }) => Promise<void>} use
   * @param {import("playwright-core").BrowserContextOptions} [options]
   */
  async function withPage(use, options) {
    // axe runs under the page's own Content-Security-Policy, which is not bypassed.
    const context = await browser.newContext(options);
    const page = await context.newPage();
    /** @type {{ console: string[], posted: string[] }} */
    const log = { console: [], posted: [] };
    page.on("console", (message) => log.console.push(message.text()));
    page.on("pageerror", (error) => log.console.push(`uncaught: ${error.message}`));
    page.on("request", (request) => {
      if (request.url().endsWith("/api/zoom/token")) log.posted.push(request.postData() ?? "");
    });
    await page.goto(demo.url);
    await page.locator('#authorize[aria-disabled="false"]').waitFor();
    await use(page, log);
    await context.close();
  }

  /**
   * @param {Page} page
   * @param {{ method?: string, person?: string, expects?: string }} choices
   */
  async function choose(page, { method = "plain", person = "approves", expects = "plain" }) {
    await page.getByRole("group", { name: "Challenge method" }).getByLabel(method).check();
    await page.getByRole("group", { name: "The person" }).getByLabel(person).check();
    await page.getByRole("group", { name: "The token endpoint expects" }).getByLabel(expects).check();
  }

  /**
   * @param {Page} page
   * @param {Parameters<typeof choose>[1]} choices
   * @returns {Promise<string>} the text of the status element at the end
   */
  async function authorize(page, choices) {
    await choose(page, choices);
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.locator('#outcome[data-state="success"], #outcome[data-state="error"]').waitFor();
    return (await page.getByRole("status").innerText()).replace(/\s+/g, " ").trim();
  }

  const states = (/** @type {Page} */ page) =>
    page.locator("#steps > li").evaluateAll((steps) => steps.map((step) => step.getAttribute("data-state")));

  it("shows Authorized, the name and the granted scopes if the person approves a plain challenge", () =>
    withPage(async (page, log) => {
      assert.equal(await authorize(page, {}), "Authorized");
      assert.match(await page.locator("#result").innerText(), /Simulated User[\s\S]*user:read:user/);
      assert.deepEqual(await states(page), ["done", "done", "done", "done", "done"]);
      const posted = JSON.parse(log.posted[0]);
      assert.deepEqual(Object.keys(posted), ["code", "code_verifier", "redirect_uri", "state"]);
      assert.equal(posted.redirect_uri, demo.url);
      assert.equal(log.posted.length, 1, "a code is sent once");
      assert.deepEqual(
        log.console.filter((text) => !/simulated Zoom client/.test(text)),
        [],
      );
    }));

  it("ends in access_denied and sends nothing if the person declines", () =>
    withPage(async (page, log) => {
      assert.match(await authorize(page, { person: "declines" }), /^access_denied .+/);
      assert.deepEqual(log.posted, []);
    }));

  it("ends in invalid_grant with a hint that names plain, for S256 against plain", () =>
    withPage(async (page) => {
      const status = await authorize(page, { method: "S256" });
      assert.match(status, /^invalid_grant /);
      assert.match(status, /codeChallengeMethod: "plain"/);
      assert.deepEqual(await states(page), ["done", "done", "done", "done", "failed"]);
    }));

  it("shows Authorized for S256 against S256", () =>
    withPage(async (page) => {
      assert.equal(await authorize(page, { method: "S256", expects: "S256" }), "Authorized");
    }));

  it("ends in invalid_grant with a hint that names S256, for plain against S256", () =>
    withPage(async (page) => {
      const status = await authorize(page, { expects: "S256" });
      assert.match(status, /^invalid_grant /);
      assert.match(status, /codeChallengeMethod: "S256"/);
    }));

  it("ends in timeout if the person never answers, and the next run works", () =>
    withPage(async (page) => {
      assert.match(await authorize(page, { person: "never answers" }), /^timeout .+/);
      assert.equal(await authorize(page, {}), "Authorized");
    }));

  it("ends a waiting flow in aborted on a click on Cancel", () =>
    withPage(async (page) => {
      await choose(page, { person: "never answers" });
      await page.getByRole("button", { name: "Authorize" }).click();
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.locator('#outcome[data-state="error"]').waitFor();
      assert.match(await page.getByRole("status").innerText(), /^aborted/);
    }));

  it("shows no code, verifier or state in full, even if every details element is open", () =>
    withPage(async (page, log) => {
      await authorize(page, { method: "S256" });
      await page
        .locator("details")
        .evaluateAll((all) => all.forEach((details) => details.setAttribute("open", "")));
      const shown = await page.locator("body").innerText();
      const { code, code_verifier: codeVerifier, state } = JSON.parse(log.posted[0]);
      for (const secret of [code, codeVerifier, state]) {
        assert.ok(secret.length > 20);
        assert.ok(!shown.includes(secret));
      }
    }));

  it("copies a report with every step and no secret, or shows it for copying by hand", async () => {
    for (const permissions of [["clipboard-read", "clipboard-write"], []]) {
      await withPage(
        async (page, log) => {
          // A page without a secure context has no clipboard.
          if (permissions.length === 0) {
            await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
          }
          await authorize(page, { method: "S256" });
          await page.getByRole("button", { name: "Copy report" }).click();
          const area = page.getByLabel("Text to copy");
          await page.getByRole("button", { name: "Copied" }).or(area).waitFor();
          const report = permissions.length
            ? await page.evaluate(() => navigator.clipboard.readText())
            : await area.inputValue();
          assert.match(
            report,
            /^zoom-pkce: invalid_grant\nMessage: .+\nHint: .*"plain".*\nChallenge method: S256\n/,
          );
          assert.match(report, /\n1\. Challenge: \+\d+ ms\n[\s\S]*\n5\. Tokens: failed \+\d+ ms\n/);
          const { code, code_verifier: codeVerifier, state } = JSON.parse(log.posted[0]);
          for (const secret of [code, codeVerifier, state]) assert.ok(!report.includes(secret));
        },
        { permissions },
      );
    }
  });

  it("sends the four headers that Zoom requires with every kind of answer", async () => {
    for (const path of ["", "demo.js", "demo.css", "api/config", "nowhere", "api/zoom/token"]) {
      const { headers } = await fetch(demo.url + path);
      assert.equal(headers.get("strict-transport-security"), "max-age=31536000", path);
      assert.equal(headers.get("x-content-type-options"), "nosniff", path);
      assert.equal(headers.get("referrer-policy"), "same-origin", path);
      const policy = headers.get("content-security-policy") ?? "";
      assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; /, path);
      assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|blob:|data:|\*/, path);
    }
  });

  it("serves no other file of the folder", async () => {
    for (const path of [
      "server/index.js",
      "..%2fpackage.json",
      "%2e%2e/package.json",
      ".env",
      "dist/../demo.js/",
      "tsconfig.json",
    ]) {
      const response = await fetch(demo.url + path);
      await response.body?.cancel();
      assert.equal(response.status, 404, path);
    }
  });

  for (const width of [360, 1280]) {
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      it(`has no axe violations at ${width} px, ${colorScheme}, in the states idle, authorized and failed`, () =>
        withPage(
          async (page) => {
            const violations = async () => {
              await page.evaluate(axeSource);
              const results = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
              assert.ok(results.passes.length > 10, "axe has checked something");
              return results.violations.map((/** @type {{ id: string }} */ { id }) => id);
            };
            assert.deepEqual(await violations(), []);
            await authorize(page, {});
            assert.deepEqual(await violations(), []);
            await authorize(page, { method: "S256" });
            assert.deepEqual(await violations(), []);
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `${overflow} px too wide`);
          },
          { viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" },
        ));
    }
  }
});
