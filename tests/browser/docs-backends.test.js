// Compares docs/backends.md with Chromium: the request byte for byte, and the result of each
// answer.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

import { build } from "esbuild";

import { root } from "../../scripts/process/command.js";
import { blocksFor } from "../support/blocks.js";
import { executablePath, launchChromium } from "./support/chromium.js";
import { WITHOUT_BARE_IMPORTS } from "../../scripts/build/bundle.js";

/** @import { Socket } from "node:net" */

const text = readFileSync(join(root, "docs/backends.md"), "utf8");

/** The authorization in the document's example. */
const AUTHORIZATION = {
  code: "a-code-of-zoom",
  codeVerifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  codeChallengeMethod: "plain",
  state: "a-state-of-the-page",
};

const SCRIPT = `
  import { forward } from "zoom-pkce";
  window.forwardOne = (authorization, target) =>
    forward({ ...authorization, redirectUri: location.href, receivedAt: Date.now() }, target).then(
      (value) => ({ value }),
      ({ code, status, retryable }) => ({ code, status, retryable }),
    );`;

const HTML =
  '<!doctype html><title>App</title><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>';

/**
 * Starts a server that records the bytes of each POST.
 *
 * @param {Map<string, { type: string, content: Uint8Array | string }>} files
 */
async function startRecorder(files) {
  /** The POST requests, with head and body. @type {string[]} */
  const posted = [];
  /** The answer to a POST. */
  const reply = { status: 200, body: "{}" };
  /** @type {Set<Socket>} */
  const sockets = new Set();

  /** @param {string} head @returns {Buffer} */
  function answer(head) {
    const [, method, path = ""] = /^(\w+) (\S+)/.exec(head) ?? [];
    const file = files.get(path);
    const [status, type, body] =
      method === "POST"
        ? [reply.status, "application/json", Buffer.from(reply.body)]
        : file
          ? [200, file.type, Buffer.from(file.content)]
          : [404, "text/plain", Buffer.from("")];
    const location = status === 302 ? "location: /elsewhere\r\n" : "";
    return Buffer.concat([
      Buffer.from(
        `HTTP/1.1 ${status} Answer\r\n${location}content-type: ${type}\r\ncontent-length: ${body.length}\r\n\r\n`,
      ),
      body,
    ]);
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    let received = "";
    socket.setEncoding("latin1");
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      received += chunk;
      for (;;) {
        const end = received.indexOf("\r\n\r\n") + 4;
        const length = Number(/^content-length: (\d+)\r$/im.exec(received.slice(0, end))?.[1] ?? 0);
        if (end < 4 || received.length < end + length) return;
        const request = received.slice(0, end + length);
        received = received.slice(end + length);
        if (request.startsWith("POST ")) posted.push(request);
        socket.write(answer(request));
      }
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    posted,
    reply,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Replaces the parts that depend on the browser and the port. @param {string} request */
const generalize = (request) =>
  request
    .replaceAll("\r\n", "\n")
    .replaceAll(/(http:\/\/|^Host: )127\.0\.0\.1:\d+/gim, "$1127.0.0.1:8080")
    .replaceAll(/^(User-Agent|sec-ch-ua|sec-ch-ua-platform|Accept-Language): .*$/gim, "$1: …");

/** The requests in the document. */
const shown = blocksFor("tests/browser/docs-backends.test.js").map(({ code }) => code);

/** Replaces the port in a request whose body is a form. @param {string} request */
const generalizePort = (request) => request.replace(/127\.0\.0\.1%3A\d+/, "127.0.0.1%3A8080");

const skip = executablePath ? false : "Chromium is not installed";

describe("docs/backends.md in Chromium", { skip, timeout: 120_000 }, () => {
  /** @type {Awaited<ReturnType<typeof startRecorder>>} */
  let recorder;
  /** @type {import("playwright-core").Browser} */
  let browser;
  /** @type {import("playwright-core").Page} */
  let page;

  before(async () => {
    const { outputFiles } = await build({
      absWorkingDir: root,
      stdin: { contents: SCRIPT, resolveDir: root },
      bundle: true,
      logOverride: WITHOUT_BARE_IMPORTS,
      format: "esm",
      target: "es2022",
      write: false,
    });
    recorder = await startRecorder(
      new Map([
        ["/", { type: "text/html", content: HTML }],
        ["/app.js", { type: "text/javascript", content: outputFiles[0].contents }],
      ]),
    );
    browser = await launchChromium();
    page = await browser.newPage();
    await page.goto(`${recorder.origin}/`);
    await page.waitForFunction(() => "forwardOne" in globalThis);
  });
  after(async () => {
    await browser?.close();
    recorder?.close();
  });

  /** @param {unknown} target */
  const forwardTo = (target) =>
    page.evaluate((args) => /** @type {any} */ (globalThis).forwardOne(...args), [AUTHORIZATION, target]);

  /** @param {string} format @returns {Promise<string>} */
  async function requestAs(format) {
    recorder.posted.length = 0;
    await forwardTo({ url: "/api/zoom/token", format });
    assert.equal(recorder.posted.length, 1);
    return generalize(recorder.posted[0]);
  }

  it("shows the request exactly as it is sent", async () => {
    const sent = await requestAs("json");
    // The port in the document has four digits.
    const digits = new URL(recorder.origin).port.length - 4;
    const length = Number(/^Content-Length: (\d+)$/m.exec(sent)?.[1]) - digits;
    assert.equal(shown[0], sent.replace(/^Content-Length: .*$/m, `Content-Length: ${length}`));
  });

  it("shows the lines that differ for a form", async () => {
    const sent = generalizePort(await requestAs("form"));
    const [, type] = /^(content-type: .*)$/m.exec(sent) ?? [];
    assert.equal(shown[1], `${type}\n\n${sent.split("\n\n")[1]}`);
  });

  it("lists the result of each answer of the backend", async () => {
    const rows = [...text.matchAll(/^\| (\d{3}) +\| (\S.*?) +\| (\S.*?) +\| (yes|no|) *\|$/gm)];
    assert.ok(rows.length >= 8);
    for (const [row, status, body, outcome, again] of rows) {
      recorder.reply.status = Number(status);
      recorder.reply.body = body === "nothing" ? "" : body.replace(/^`|`$/g, "");
      const { value, code, status: told, retryable } = await forwardTo("/api/zoom/token");
      if (code === undefined) assert.equal(`\`${JSON.stringify(value)}\``, outcome, row);
      else assert.equal(`\`${code}\``, outcome, row);
      assert.equal(code === undefined ? "" : retryable ? "yes" : "no", again, row);
      if (code && code !== "redirect_refused") assert.equal(told, Number(status), row);
    }
  });
});
