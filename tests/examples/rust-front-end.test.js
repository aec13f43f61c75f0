// The Rust front end in Chromium, built and served as its README describes. It uses the crate
// without the npm package.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { buildApp, dist } from "../../examples/rust-front-end/build.js";
import { pageHeaders } from "../../www/server/page-headers.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";
import { withAppPage } from "../support/app-page.js";
import { startAppSite } from "../support/app-site.js";

/** @import { Browser, Page } from "playwright-core" */

describe("the Rust front end", { skip: executablePath ? false : "Chromium is not installed" }, () => {
  /** @type {Awaited<ReturnType<typeof startAppSite>>} */
  let site;
  /** @type {Browser} */
  let browser;

  before(async () => {
    await buildApp();
    // An app's policy allows only the page's own scripts, and WebAssembly.
    const headers = pageHeaders({ framedByZoom: false });
    site = await startAppSite({ file: (pathname) => join(dist, pathname), headers });
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await site?.close();
  });

  /** @param {(page: Page, said: string[]) => Promise<void>} use */
  const withApp = (use) => withAppPage(browser, `${site.origin}/`, use);
  const signInButton = (/** @type {Page} */ page) => page.getByRole("button", { name: "Sign in with Zoom" });
  const status = (/** @type {Page} */ page, /** @type {string} */ text) =>
    page.getByRole("status").filter({ hasText: text }).waitFor();

  /** @param {Page} page @param {"decline" | "ignore" | "approve"} person */
  const letThePerson = (page, person) =>
    page.evaluate((person) => {
      /** @type {any} */ (window).simulator.person = person;
    }, person);

  /** @param {Page} page @returns {Promise<{ apiName: string, data: any }[]>} */
  const requests = (page) => page.evaluate(() => /** @type {any} */ (window).simulator.requests);

  it("signs in, with one post to the backend", () =>
    withApp(async (page, said) => {
      const before = site.posted.length;
      await signInButton(page).click();
      await status(page, "Signed in as Simulated User");
      assert.equal(await page.getByRole("button").count(), 0);
      assert.equal(await page.getByRole("alert").count(), 0);

      const posted = site.posted.slice(before).map((body) => JSON.parse(body));
      assert.equal(posted.length, 1);
      const [{ code, code_verifier, redirect_uri, state, ...rest }] = posted;
      assert.deepEqual(rest, {});
      assert.ok(code);
      const [config, authorize] = await requests(page);
      assert.deepEqual([config.apiName, authorize.apiName], ["config", "authorize"]);
      // plain: the challenge is the verifier.
      assert.equal(authorize.data.codeChallenge, code_verifier);
      assert.equal(authorize.data.state, state);
      assert.equal(redirect_uri, `${site.origin}/`);
      assert.deepEqual(said, []);
    }));

  it("shows a hint when the person declines, and signs in at the next attempt", () =>
    withApp(async (page, said) => {
      const before = site.posted.length;
      await letThePerson(page, "decline");
      await signInButton(page).click();
      const alert = page.getByRole("alert");
      await alert.waitFor();
      const text = await alert.innerText();
      assert.match(text, /the person declined to authorize the app/);
      assert.match(text, /Say what the access is for and let the person start again/);
      assert.equal(site.posted.length, before);

      await letThePerson(page, "approve");
      await signInButton(page).click();
      await status(page, "Signed in as Simulated User");
      assert.equal(await alert.count(), 0);
      assert.equal(site.posted.length, before + 1);
      assert.deepEqual(said, []);
    }));

  it("cancels a sign-in and starts another", () =>
    withApp(async (page, said) => {
      const before = site.posted.length;
      await letThePerson(page, "ignore");
      await signInButton(page).click();
      await status(page, "Waiting for your answer in Zoom");
      await page.getByRole("button", { name: "Cancel" }).click();
      await signInButton(page).waitFor();
      assert.equal(await page.getByRole("alert").count(), 0);

      await letThePerson(page, "approve");
      await signInButton(page).click();
      await status(page, "Signed in as Simulated User");
      assert.equal(site.posted.length, before + 1);
      assert.deepEqual(said, []);
    }));

  it("shows an error without a Zoom client", async () => {
    const page = await browser.newPage();
    await page.goto(`${site.origin}/`);
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(
      await alert.innerText(),
      /zoomSdk\.config failed: .+\s+Open this page as an app in the Zoom client/,
    );
    assert.equal(await signInButton(page).isDisabled(), true);
    await page.close();
  });
});
