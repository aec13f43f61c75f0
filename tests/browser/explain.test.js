// What Chromium really prints on its console, explained by `zoom-pkce explain`.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";

import { cutSecrets } from "../../js/command/explain/cut-secrets.js";
import { recognize } from "../../js/command/explain/recognize.js";
import { executablePath, launchChromium } from "./support/chromium.js";

/** The smallest module of WebAssembly. */
const WASM = "new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])";

/**
 * @typedef {object} Message
 * @property {string} [policy] The page's Content-Security-Policy.
 * @property {string} [head] Of the page.
 * @property {string} [script] Run in the page.
 * @property {Record<string, string>} [headers] Of everything but the page.
 * @property {string} id Of the explanation.
 */

/** @type {Record<string, Message>} */
const MESSAGES = {
  "a request that connect-src forbids": {
    policy: "connect-src 'none'",
    script: "fetch('/api/zoom/token')",
    id: "csp_connect_src",
  },
  "a request that default-src forbids": {
    policy: "default-src 'none'; script-src 'unsafe-eval'",
    script: "fetch('/api/zoom/token')",
    id: "csp_connect_src",
  },
  "a script that script-src forbids": {
    policy: "script-src 'unsafe-eval'",
    head: '<script src="/a.js"></script>',
    id: "csp_script_src",
  },
  "an inline script": { policy: "script-src 'self'", head: "<script>run()</script>", id: "csp_script_src" },
  WebAssembly: {
    policy: "script-src 'self' 'unsafe-inline'",
    head: `<script>WebAssembly.compile(${WASM}).catch((error) => console.error(String(error)))</script>`,
    id: "csp_webassembly",
  },
  "Trusted Types": {
    policy: "require-trusted-types-for 'script'",
    script: "document.body.innerHTML = 'a'",
    id: "csp_require_trusted_types_for",
  },
  "a frame that frame-ancestors forbids": {
    head: '<iframe src="/framed"></iframe>',
    headers: { "content-security-policy": "frame-ancestors 'none'" },
    id: "csp_frame_ancestors",
  },
  "a frame that X-Frame-Options forbids": {
    head: '<iframe src="/framed"></iframe>',
    headers: { "x-frame-options": "DENY" },
    id: "x_frame_options",
  },
  "another origin without CORS": {
    script: "fetch(location.origin.replace('127.0.0.1', 'localhost'))",
    id: "cors",
  },
  "a module that is a page": {
    head: '<script type="module" src="/a.js"></script>',
    headers: { "content-type": "text/html" },
    id: "mime_type",
  },
  "a script that is plain text": {
    head: '<script src="/a.js"></script>',
    headers: { "content-type": "text/plain", "x-content-type-options": "nosniff" },
    id: "mime_type",
  },
};

const skip = executablePath ? false : "Chromium is not installed";

describe("what Chromium prints", { skip, timeout: 120_000 }, () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {Message} */
  let served = { id: "" };
  const server = createServer((request, response) => {
    const { policy, head = "", headers = {} } = served;
    if (request.url !== "/") return void response.writeHead(200, headers).end("<!doctype html>");
    const forPage = { "content-type": "text/html", ...(policy && { "content-security-policy": policy }) };
    response.writeHead(200, forPage).end(`<!doctype html><head>${head}</head><body></body>`);
  });
  before(async () => {
    browser = await launchChromium();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(async () => {
    await browser?.close();
    server.close();
    server.closeAllConnections();
  });

  for (const [name, message] of Object.entries(MESSAGES)) {
    it(`${name}: ${message.id}`, async () => {
      served = message;
      const page = await browser.newPage();
      /** @type {string[]} */
      const printed = [];
      const isExplained = new Promise((resolve) => {
        const take = (/** @type {string} */ text) => {
          printed.push(text);
          if (recognize(cutSecrets(text).text).some(({ id }) => id === message.id)) resolve(true);
        };
        page.on("console", (entry) => take(entry.text()));
        page.on("pageerror", (error) => take(String(error)));
      });
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      await page.goto(`http://127.0.0.1:${port}/`);
      if (message.script) await page.evaluate(message.script).catch((error) => printed.push(String(error)));
      const tooLate = page.waitForTimeout(5000).then(
        () => false,
        () => false,
      );
      assert.equal(await Promise.race([isExplained, tooLate]), true, printed.join("\n"));
      await page.close();
    });
  }
});
