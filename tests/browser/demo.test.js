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
   * @param {{ method?: string, person?: string, expects?: string, client?: string }} choices
   */
  async function choose(
    page,
    { method = "plain", person = "approves", expects = "plain", client = "normal" },
  ) {
    await page.getByLabel("The Zoom client").selectOption(client);
    await page.getByRole("group", { name: "Challenge method" }).getByLabel(method).check();
    await page.getByRole("group", { name: "The person" }).getByLabel(person).check();
    await page.getByRole("group", { name: "The token endpoint expects" }).getByLabel(expects).check();
    await page.locator('#authorize[aria-disabled="false"]').waitFor();
  }

  /** Chooses that the page is opened in a browser. @param {Page} page */
  async function openInBrowser(page) {
    await page.getByRole("group", { name: "The page is opened" }).getByLabel("in a browser").check();
    await page.locator('#authorize[aria-disabled="false"]').waitFor();
  }

  /**
   * Authorizes in a browser, and decides on Zoom's page.
   *
   * @param {Page} page
   * @param {"Approve" | "Decline" | "close"} decision
   */
  async function authorizeInPopup(page, decision) {
    const opened = page.waitForEvent("popup");
    await page.getByRole("button", { name: "Authorize" }).click();
    const popup = await opened;
    await popup.getByRole("button", { name: "Approve" }).waitFor();
    if (decision === "close") {
      // The page sees meanwhile that the popup is at Zoom.
      await page.waitForTimeout(600);
      await popup.close();
      await page.bringToFront();
    } else await popup.getByRole("button", { name: decision }).click();
    await page.locator('#outcome[data-state="success"], #outcome[data-state="error"]').waitFor();
    return oneLine(await page.getByRole("status").innerText());
  }

  const oneLine = (/** @type {string} */ text) => text.replace(/\s+/g, " ").trim();

  /** What `onProgress` reported, without the times. @param {Page} page */
  const reports = async (page) =>
    (await page.locator("#reports li").allTextContents()).map((text) => text.replace(/\+\d+ ms$/, ""));

  /**
   * @param {Page} page
   * @param {Parameters<typeof choose>[1]} choices
   * @returns {Promise<string>} the text of the status element at the end
   */
  async function authorize(page, choices) {
    await choose(page, choices);
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.locator('#outcome[data-state="success"], #outcome[data-state="error"]').waitFor();
    return oneLine(await page.getByRole("status").innerText());
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
      assert.deepEqual(await states(page), ["done", "done", "failed", "pending", "pending"]);
    }));

  it("shows what onProgress reported, in order", () =>
    withPage(async (page) => {
      assert.equal(await page.getByText("What onProgress reported").isVisible(), false);
      await authorize(page, {});
      await page.getByText("What onProgress reported").click();
      assert.equal(await page.locator("#reports").isVisible(), true);
      const reported = await reports(page);
      assert.deepEqual(reported.slice(0, 2), ["flow started", "authorize started"]);
      assert.deepEqual(reported.slice(-3), ["flow succeeded", "forward started", "forward succeeded"]);
      assert.match(await page.locator("#reports li").last().innerText(), /\+\d+ ms$/);
    }));

  it("late event: signs in though the SDK has given up on authorize", () =>
    withPage(async (page) => {
      assert.equal(await authorize(page, { client: "late event" }), "Authorized");
      assert.deepEqual(await states(page), ["done", "done", "done", "done", "done"]);
      const reported = await reports(page);
      assert.ok(reported.indexOf("authorize failed") < reported.indexOf("onAuthorized received"));
      assert.match(await page.locator("#client-hint").innerText(), /after the SDK has given up/);
    }));

  it("late event, and the person never answers: the answer fails, not the request", () =>
    withPage(async (page) => {
      const status = await authorize(page, { client: "late event", person: "never answers" });
      assert.match(status, /^timeout /);
      assert.deepEqual(await states(page), ["done", "done", "failed", "pending", "pending"]);
    }));

  it("no state: signs in", () =>
    withPage(async (page) => {
      assert.equal(await authorize(page, { client: "no state" }), "Authorized");
    }));

  it("guest mode: the person is asked to sign in and to add the app, again at each sign-in", () =>
    withPage(async (page) => {
      for (const times of [1, 2]) {
        assert.equal(await authorize(page, { client: "guest mode" }), "Authorized", `${times}`);
        const reported = await reports(page);
        assert.equal(reported.filter((text) => text === "promptAuthorize started").length, 2);
        assert.equal(reported.filter((text) => text === "reconfigure succeeded").length, 2);
        assert.deepEqual(await states(page), ["done", "done", "done", "done", "done"]);
      }
      assert.match(await page.locator("#snippet").innerText(), /reconfigure: configure/);
      assert.equal(await authorize(page, {}), "Authorized");
      assert.equal((await reports(page)).includes("promptAuthorize started"), false);
    }));

  it("old client: capability_missing, and the person is not asked", () =>
    withPage(async (page) => {
      assert.match(await authorize(page, { client: "old client" }), /^capability_missing /);
      assert.deepEqual(await states(page), ["done", "failed", "pending", "pending", "pending"]);
      assert.equal((await reports(page)).includes("authorize started"), false);
    }));

  it("in a browser: signs in by a popup at Zoom's page, and in Zoom again afterwards", () =>
    withPage(async (page, log) => {
      await openInBrowser(page);
      assert.match(
        await page.locator("#snippet").innerText(),
        /completeAuthorization[\s\S]*signIn\(zoomSdk, \{ config, /,
      );
      assert.equal(await page.getByLabel("The Zoom client").isVisible(), false);
      assert.equal(await authorizeInPopup(page, "Approve"), "Authorized");
      assert.match(await page.locator("#result").innerText(), /Simulated User/);
      assert.deepEqual(await states(page), ["done", "done", "done", "done", "done"]);
      const ends = ["popup started", "popup succeeded", "forward started", "forward succeeded"];
      assert.deepEqual(await reports(page), ends);
      assert.deepEqual(Object.keys(JSON.parse(log.posted[0])), [
        "code",
        "code_verifier",
        "redirect_uri",
        "state",
      ]);
      assert.equal(page.url(), demo.url);
      await page.getByRole("group", { name: "The page is opened" }).getByLabel("in Zoom").check();
      assert.equal(await authorize(page, {}), "Authorized");
      assert.deepEqual(
        log.console.filter((text) => !/simulated Zoom client/.test(text)),
        [],
      );
    }));

  it("in a browser: declined, and closed; nothing is sent", () =>
    withPage(async (page, log) => {
      await openInBrowser(page);
      assert.match(await authorizeInPopup(page, "Decline"), /^access_denied /);
      assert.deepEqual(await states(page), ["done", "done", "failed", "pending", "pending"]);
      assert.match(await authorizeInPopup(page, "close"), /^popup_closed /);
      assert.deepEqual(log.posted, []);
    }));

  it("a choice while a sign-in runs is for the next one", () =>
    withPage(async (page) => {
      await choose(page, { person: "never answers" });
      await page.getByRole("button", { name: "Authorize" }).click();
      await page.getByLabel("The Zoom client").selectOption("old client");
      await page.getByRole("button", { name: "Cancel" }).click();
      await page.locator('#outcome[data-state="error"]').waitFor();
      assert.match(await page.getByRole("status").innerText(), /^aborted/);
      assert.match(await authorize(page, { client: "old client" }), /^capability_missing /);
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

  it("shows no code, verifier or state, even if every details element is open", () =>
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
            /^zoom-pkce: invalid_grant\nMessage: .+\nHint: .*"plain".*\nChallenge method: S256\nSimulated client: normal\n/,
          );
          assert.match(report, /\n1\. Challenge: \+\d+ ms\n[\s\S]*\n5\. Tokens: failed \+\d+ ms\n/);
          assert.match(report, /\nflow started \+0 ms\n[\s\S]*\nforward failed invalid_grant \+\d+ ms\n/);
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
      it(`has no axe violations at ${width} px, ${colorScheme}, in the states idle, authorized and failed, and in a browser`, () =>
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
            await page.getByText("What onProgress reported").click();
            assert.deepEqual(await violations(), []);
            await openInBrowser(page);
            assert.deepEqual(await violations(), []);
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `${overflow} px too wide`);
          },
          { viewport: { width, height: 800 }, colorScheme, reducedMotion: "reduce" },
        ));
    }
  }
});
