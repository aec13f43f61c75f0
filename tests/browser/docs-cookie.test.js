// The cookie of docs/backends.md in Chromium: an app in a frame of another site, as in Zoom's web
// client, gets it back.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";

import { blocksFor } from "../support/blocks.js";
import { executablePath, launchChromium } from "./support/chromium.js";

const [{ code }] = blocksFor("tests/browser/docs-cookie.test.js");
const SHOWN = code.replace("Set-Cookie: ", "").replace("…", "a-session");

/** The cookies that Chromium must not send. */
const INCOMPLETE = {
  "without SameSite=None": SHOWN.replace(" SameSite=None;", ""),
  "without Secure": SHOWN.replace(" Secure;", ""),
};

const skip = executablePath ? false : "Chromium is not installed";

describe("the session's cookie of docs/backends.md, in a frame of another site", { skip }, () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {import("node:http").Server} */
  let server;
  let port = 0;
  /** The `Set-Cookie` of the app's page. */
  let set = "";

  before(async () => {
    server = createServer(({ url, headers }, response) => {
      response.setHeader("content-type", "text/html");
      if (url === "/app") response.setHeader("set-cookie", set);
      if (url === "/zoom") response.end(`<iframe src="http://localhost:${port}/app"></iframe>`);
      else response.end(url === "/app" ? "<p>App</p>" : headers.cookie);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    ({ port } = /** @type {import("node:net").AddressInfo} */ (server.address()));
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    server?.close();
    server?.closeAllConnections();
  });

  /** Returns the cookies that a request of the app brings. @param {string} cookie */
  async function sent(cookie) {
    set = cookie;
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}/zoom`);
      const [, frame] = page.frames();
      await frame.getByText("App").waitFor();
      return await frame.evaluate(async () => (await fetch("/api")).text());
    } finally {
      await context.close();
    }
  }

  it("is sent as it stands", async () => assert.equal(await sent(SHOWN), "session=a-session"));

  for (const [name, cookie] of Object.entries(INCOMPLETE)) {
    it(`is not sent ${name}`, async () => {
      assert.notEqual(cookie, SHOWN);
      assert.equal(await sent(cookie), "");
    });
  }
});
