// The snippets of AGENTS.md and llms.txt sign in: page, backend and simulator, in Chromium.

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";

import { build } from "esbuild";

import { toNodeListener } from "../../js/server/node/listener.js";
import { startSimulatedZoom } from "../../js/simulator/server/index.js";
import { WITHOUT_BARE_IMPORTS } from "../../scripts/build/bundle.js";
import { root } from "../../scripts/process/command.js";
import { blocksFor } from "../support/blocks.js";
import { executablePath, launchChromium } from "./support/chromium.js";

const blocks = blocksFor("tests/browser/agents.test.js");
const TOKEN_URL = "https://zoom.us/oauth/token";

/** A folder inside this package, so `zoom-pkce` resolves to it. */
const folder = join(root, "target/agents");

/**
 * @param {string} file
 * @param {RegExp} pattern
 * @returns {string} the snippet
 */
function snippet(file, pattern) {
  const found = blocks.filter((block) => block.file === file && pattern.test(block.code));
  assert.equal(found.length, 1, `${file} has one snippet with ${pattern}`);
  return found[0].code;
}

const skip = executablePath ? false : "Chromium is not installed";

describe("the snippets for tools that write code", { skip, timeout: 120_000 }, () => {
  /** @type {import("playwright-core").Browser} */
  let browser;
  before(async () => {
    browser = await launchChromium();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  });
  after(() => browser?.close());

  it("are three in each document", () => {
    for (const file of ["AGENTS.md", "llms.txt"]) {
      assert.equal(blocks.filter((block) => block.file === file).length, 3, file);
    }
  });

  for (const file of ["AGENTS.md", "llms.txt"]) {
    it(`of ${file} sign a person in`, async (t) => {
      /** @type {(request: Request) => Promise<Response>} */
      let handle = async () => new Response(null, { status: 503 });
      const server = createServer(toNodeListener((request) => handle(request), { onError: console.error }));
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      t.after(() => {
        server.close();
        server.closeAllConnections();
      });
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      const pageUrl = `http://127.0.0.1:${port}/`;
      const zoom = await startSimulatedZoom({ redirectUris: [pageUrl] });
      t.after(zoom.close);

      // Only what belongs to the reader's own app is replaced.
      const backend = snippet(file, /createTokenHandler/).replace("https://app.example.com/", pageUrl);
      const module = join(folder, `${file}.mjs`);
      writeFileSync(module, backend);
      process.env.ZOOM_CLIENT_ID = "simulated-client-id";
      process.env.ZOOM_CLIENT_SECRET = "simulated-client-secret";
      const { POST } = await import(pathToFileURL(module).href);
      t.mock.method(
        globalThis,
        "fetch",
        async (/** @type {string} */ url, /** @type {RequestInit} */ init) => {
          assert.equal(url, TOKEN_URL);
          return zoom.zoom.fetch(new Request(`${zoom.url}/oauth/token`, init));
        },
      );

      const simulator = snippet(file, /startSimulator/).replace("http://127.0.0.1:4010", zoom.url);
      const page = snippet(file, /authorizeWithBackend/);
      const { outputFiles } = await build({
        stdin: { contents: `${simulator}\n${page}\nwindow.user = user;`, resolveDir: root },
        absWorkingDir: root,
        bundle: true,
        format: "esm",
        write: false,
        define: { "import.meta.env.DEV": "true" },
        logOverride: WITHOUT_BARE_IMPORTS,
        outfile: join(root, "in-memory.js"),
      });
      handle = async (request) => {
        const { pathname } = new URL(request.url);
        if (pathname === "/api/zoom/token") return POST(request);
        if (pathname === "/page.js") {
          return new Response(outputFiles[0].text, { headers: { "content-type": "text/javascript" } });
        }
        const html = '<!doctype html><script type="module" src="/page.js"></script>';
        return new Response(html, { headers: { "content-type": "text/html" } });
      };

      const tab = await browser.newPage();
      t.after(() => tab.close());
      /** @type {string[]} */
      const errors = [];
      tab.on("pageerror", (error) => errors.push(String(error)));
      await tab.goto(pageUrl);
      const user = await tab
        .waitForFunction(() => /** @type {any} */ (window).user, undefined, { timeout: 30_000 })
        .then((handle) => handle.jsonValue())
        .catch((error) => assert.fail(`${error}\n${errors.join("\n")}`));
      assert.deepEqual(user, { scope: "user:read:user zoomapp:inmeeting" });
    });
  }
});
