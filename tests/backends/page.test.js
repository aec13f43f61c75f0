// Tests `npm run backend` and its page, as a person uses it: both ways to sign in, opening the app
// again, and adding it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { missingFor } from "../../scripts/backends/index.js";
import { root } from "../../scripts/process/command.js";
import { executablePath, launchChromium } from "../browser/support/chromium.js";

const axeSource = readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8");
const skip = executablePath ? (missingFor("express") ?? false) : "Chromium is not installed";

/** The folder for temporary files of the command. */
const temporary = mkdtempSync(join(tmpdir(), "zoom-pkce-backend-"));

/** The addresses that instances have printed. @param {string} output */
const addressesIn = (output) => output.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];

/**
 * @param {string[]} args
 * @param {{ detached?: boolean }} [options] `detached` gives the command its own
 *   process group, as a terminal does.
 */
function start(args, options) {
  const settings = { PORT: "0", TMPDIR: temporary };
  const unset = { ZOOM_CLIENT_ID: "", ZOOM_CLIENT_SECRET: "", ZOOM_REDIRECT_URI: "", REDIS_URL: "" };
  const afterABuild = "--import=./tests/backends/support/after-a-build.js";
  return spawn(process.execPath, [afterABuild, "scripts/backend.js", ...args], {
    cwd: root,
    env: { ...process.env, ...unset, ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
  });
}

describe("npm run backend", { skip, timeout: 300_000 }, () => {
  /** @type {ReturnType<typeof start>} */
  let child;
  /** @type {import("playwright-core").Browser} */
  let browser;
  let url = "";
  let log = "";

  before(async () => {
    child = start(["express"]);
    let output = "";
    child.stderr.on("data", (chunk) => (log += chunk));
    child.stdout.on("data", (chunk) => (output += chunk));
    const ended = once(child, "exit");
    for (;;) {
      url = /A backend on Express: (\S+)/.exec(output)?.[1] ?? "";
      if (url) break;
      if (child.exitCode !== null || child.signalCode) assert.fail(log);
      await Promise.race([once(child.stdout, "data"), ended]);
    }
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    if (!child || child.exitCode !== null || child.signalCode) return;
    child.kill("SIGTERM");
    await once(child, "exit");
  });
  after(() => rmSync(temporary, { recursive: true }));

  /**
   * @param {import("playwright-core").BrowserContextOptions} options
   * @param {(page: import("playwright-core").Page) => Promise<void>} use
   */
  async function withPage(options, use) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    /** @type {string[]} */
    const failures = [];
    page.on("pageerror", (error) => failures.push(error.message));
    page.on("requestfailed", (request) => failures.push(`${request.url()} failed`));
    page.on(
      "response",
      (response) => !response.ok() && failures.push(`${response.status()} ${response.url()}`),
    );
    try {
      await page.goto(url);
      // The backend knows the person of an earlier test.
      await page
        .getByRole("status")
        .filter({ hasText: /You are not signed in\.|Signed in as/ })
        .waitFor();
      await use(page);
    } catch (error) {
      const shown = await page.locator("body").innerText().catch(String);
      throw new Error([`The page shows:`, shown, ...failures, "The terminal:", log].join("\n"), {
        cause: error,
      });
    } finally {
      await context.close();
    }
  }

  /** @param {import("playwright-core").Page} page */
  async function assertAccessible(page) {
    await page.evaluate(axeSource);
    const { passes, violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
    assert.ok(passes.length > 10);
    assert.deepEqual(
      violations.map((/** @type {{ id: string }} */ { id }) => id),
      [],
    );
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }

  it("opens as not signed in, and signed in after the first sign-in, without a cookie", async () => {
    await withPage({}, async (page) => {
      assert.equal(await page.getByRole("status").innerText(), "You are not signed in.");
      await page.locator("#page").click();
      await page.getByRole("status").filter({ hasText: "Signed in as Simulated User" }).waitFor();
    });
    await withPage({}, async (page) => {
      assert.equal(await page.getByRole("status").innerText(), "Signed in as Simulated User");
    });
  });

  it("opens signed in by the session, if getAppContext fails", () =>
    withPage({}, async (page) => {
      await page.locator("#page").click();
      const signedIn = page.getByRole("status").filter({ hasText: "Signed in as Simulated User" });
      await signedIn.waitFor();
      await page.route("**/zoom/simulator/app-context?*", (route) => route.abort());
      const answer = page.waitForResponse("**/api/zoom/session");
      await page.reload();
      await answer;
      await signedIn.waitFor();
    }));

  it("adds the app, and shows why it was not added", () =>
    withPage({}, async (first) => {
      // A tab of its own: the page may be in the frame of Zoom's web client, where Zoom's is not shown.
      const opened = first.waitForEvent("popup");
      await first.getByRole("link", { name: "Add the app" }).click();
      const page = await opened;
      await page.getByRole("button", { name: "Decline" }).click();
      const alert = page.getByRole("alert").filter({ hasText: "Error code: access_denied" });
      await alert.waitFor();
      assert.match(await alert.innerText(), /^The app was not added\./);
      assert.equal(page.url(), `${url}`);
      const answer = page.waitForResponse("**/api/zoom/token");
      await page.locator("#page").click();
      assert.equal((await answer).status(), 200, "the page's URL is on the allow list again");
      const again = page.waitForEvent("popup");
      await page.getByRole("link", { name: "Add the app" }).click();
      const tab = await again;
      await tab.getByRole("button", { name: "Approve" }).click();
      await tab.getByRole("heading", { name: "The app opens in Zoom" }).waitFor();
    }));

  for (const [way, colorScheme, width] of /** @type {const} */ ([
    ["page", "light", 320],
    ["session", "dark", 1280],
  ])) {
    it(`signs in with the code verifier in the ${way}, by keyboard, and stays signed in after a reload`, () =>
      withPage({ colorScheme, viewport: { width, height: 640 } }, async (page) => {
        await assertAccessible(page);
        const answer = page.waitForResponse(/\/api\/zoom\/(session\/)?token$/);
        await page.locator(`#${way}`).focus();
        await page.keyboard.press("Enter");
        assert.equal((await answer).status(), 200);
        const signedIn = page.getByRole("status").filter({ hasText: "Signed in as Simulated User" });
        await signedIn.waitFor();
        await page.reload();
        await signedIn.waitFor();
      }));

    it(`shows an error, and logs its cause in the terminal (code verifier in the ${way})`, () =>
      withPage({ colorScheme, viewport: { width, height: 640 } }, async (page) => {
        const panel = page.getByText("Simulated Zoom client");
        // The panel appears after the page. On a narrow page it is collapsed.
        await panel.waitFor();
        if (!(await page.getByLabel("Challenge method").isVisible())) await panel.click();
        await page.getByLabel("Challenge method").selectOption("S256");
        const before = log.length;
        await page.locator(`#${way}`).click();
        const alert = page.getByRole("alert").filter({ hasText: "Error code: invalid_grant" });
        await alert.waitFor();
        assert.match(await alert.innerText(), /refused the authorization code/);
        await assertAccessible(page);
        const signal = AbortSignal.timeout(10_000);
        while (!/simulated Zoom: .*S256/.test(log.slice(before)))
          await once(child.stderr, "data", { signal });
      }));
  }

  it("lists the backends if the name is missing or unknown", async () => {
    for (const args of [[], ["django"]]) {
      const other = start(args);
      let printed = "";
      other.stderr.on("data", (chunk) => (printed += chunk));
      const [code] = await once(other, "close");
      assert.equal(code, 1);
      assert.match(printed, /npm run backend -- express \| next \| fastapi \| axum/);
    }
  });

  for (const [when, printed] of /** @type {const} */ ([
    ["its first instance starts", /, instance 1 of/],
    ["its second instance starts", /, instance 2 of/],
  ])) {
    for (const [signal, target] of /** @type {const} */ ([
      ["SIGINT", "its process group"],
      ["SIGHUP", "its process group"],
      ["SIGTERM", "the script"],
    ])) {
      it(`leaves no process or file behind if ${signal} goes to ${target} while ${when}`, async () => {
        const before = readdirSync(temporary);
        const other = start(["express"], { detached: true });
        let output = "";
        other.stderr.on("data", (chunk) => (output += chunk));
        while (!printed.test(output)) await once(other.stderr, "data");
        process.kill(Number(other.pid) * (target === "the script" ? 1 : -1), signal);
        assert.deepEqual(await once(other, "close"), [0, null], output);
        assert.deepEqual(readdirSync(temporary), before);
        for (const address of addressesIn(output)) await assert.rejects(fetch(address));
      });
    }
  }

  it("stops all processes and removes all files when it is stopped", async () => {
    const addresses = addressesIn(log);
    assert.equal(addresses.length, 2, log);
    const isServing = () =>
      Promise.all(
        [url, ...addresses].map((at) =>
          fetch(at).then(
            () => true,
            () => false,
          ),
        ),
      );
    assert.deepEqual(await isServing(), [true, true, true]);
    assert.equal(readdirSync(temporary).filter((name) => name.startsWith("zoom-pkce-redis-")).length, 1);
    child.kill("SIGTERM");
    const [code, signal] = await once(child, "exit");
    assert.deepEqual([code, signal], [0, null], log);
    assert.deepEqual(await isServing(), [false, false, false]);
    assert.deepEqual(readdirSync(temporary), []);
  });
});
