// `npm run backend`, and its page: both ways to sign in, as a person uses them.

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
const skip = executablePath ? (missingFor("express") ?? false) : "Chromium is not here";

/** Where it puts what it needs for a while. */
const temporary = mkdtempSync(join(tmpdir(), "zoom-pkce-backend-"));

/** Where instances have said that they listen. @param {string} output */
const addressesIn = (output) => output.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];

/**
 * @param {string[]} args
 * @param {{ detached?: boolean }} [options] `detached`: as from a terminal of its own.
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
    const trouble = [];
    page.on("pageerror", (error) => trouble.push(error.message));
    page.on("requestfailed", (request) => trouble.push(`${request.url()} failed`));
    page.on(
      "response",
      (response) => !response.ok() && trouble.push(`${response.status()} ${response.url()}`),
    );
    try {
      await page.goto(url);
      await page.getByRole("status").filter({ hasText: "You are not signed in." }).waitFor();
      await use(page);
    } catch (error) {
      const shown = await page.locator("body").innerText().catch(String);
      throw new Error([`The page shows:`, shown, ...trouble, "The terminal:", log].join("\n"), {
        cause: error,
      });
    } finally {
      await context.close();
    }
  }

  /** @param {import("playwright-core").Page} page */
  async function isAccessible(page) {
    await page.evaluate(axeSource);
    const { passes, violations } = await page.evaluate(() => /** @type {any} */ (globalThis).axe.run());
    assert.ok(passes.length > 10);
    assert.deepEqual(
      violations.map((/** @type {{ id: string }} */ { id }) => id),
      [],
    );
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  }

  for (const [way, colorScheme, width] of /** @type {const} */ ([
    ["page", "light", 320],
    ["session", "dark", 1280],
  ])) {
    it(`signs in with the code verifier in the ${way}, by keyboard, and remembers it`, () =>
      withPage({ colorScheme, viewport: { width, height: 640 } }, async (page) => {
        await isAccessible(page);
        await page.locator(`#${way}`).focus();
        await page.keyboard.press("Enter");
        const signedIn = page.getByRole("status").filter({ hasText: "Signed in as Simulated User" });
        await signedIn.waitFor();
        await page.reload();
        await signedIn.waitFor();
      }));

    it(`says what went wrong, and its terminal why (code verifier in the ${way})`, () =>
      withPage({ colorScheme, viewport: { width, height: 640 } }, async (page) => {
        const panel = page.getByText("Simulated Zoom client");
        // It comes a moment after the page, collapsed where the page is narrow.
        await panel.waitFor();
        if (!(await page.getByLabel("Challenge method").isVisible())) await panel.click();
        await page.getByLabel("Challenge method").selectOption("S256");
        const before = log.length;
        await page.locator(`#${way}`).click();
        const alert = page.getByRole("alert").filter({ hasText: "Error code: invalid_grant" });
        await alert.waitFor();
        assert.match(await alert.innerText(), /refused the authorization code/);
        await isAccessible(page);
        const signal = AbortSignal.timeout(10_000);
        while (!/simulated Zoom: .*S256/.test(log.slice(before)))
          await once(child.stderr, "data", { signal });
      }));
  }

  it("asks which one where none is named, or one that there is not", async () => {
    for (const args of [[], ["django"]]) {
      const other = start(args);
      let said = "";
      other.stderr.on("data", (chunk) => (said += chunk));
      const [code] = await once(other, "close");
      assert.equal(code, 1);
      assert.match(said, /npm run backend -- express \| next \| fastapi \| axum/);
    }
  });

  for (const [when, said] of /** @type {const} */ ([
    ["its first instance starts", /, instance 1 of/],
    ["its second instance starts", /, instance 2 of/],
  ])) {
    for (const [signal, whom] of /** @type {const} */ ([
      ["SIGINT", "all of its terminal"],
      ["SIGHUP", "all of its terminal"],
      ["SIGTERM", "the script"],
    ])) {
      it(`leaves nothing behind where ${signal} comes to ${whom} while ${when}`, async () => {
        const before = readdirSync(temporary);
        const other = start(["express"], { detached: true });
        let output = "";
        other.stderr.on("data", (chunk) => (output += chunk));
        while (!said.test(output)) await once(other.stderr, "data");
        process.kill(Number(other.pid) * (whom === "the script" ? 1 : -1), signal);
        assert.deepEqual(await once(other, "close"), [0, null], output);
        assert.deepEqual(readdirSync(temporary), before);
        for (const address of addressesIn(output)) await assert.rejects(fetch(address));
      });
    }
  }

  it("ends all that it has started when it is stopped", async () => {
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
