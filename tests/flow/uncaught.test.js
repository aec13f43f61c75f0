// What a developer reads on the console if an error of the package is not caught: class, reason, code
// and hint, in every engine, from a minified page. React reports an error of a component by itself.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, it } from "node:test";

import { build } from "esbuild";

import { root } from "../../scripts/process/command.js";
import { consoles } from "./support/console.js";

/** How long a browser may take to start and to write, with a margin for slow machines. */
const PATIENCE_MS = 60_000;

const authorization = {
  code: "a-code-that-must-not-be-shown",
  codeVerifier: "a-code-verifier-that-must-not-be-shown-anywhere",
  redirectUri: "https://app.example.com/",
  state: "a-state",
  receivedAt: Date.now(),
};

describe("an error that is not caught", () => {
  /** @type {import("node:http").Server} */
  let server;
  /** @type {string} */
  let url;
  /** What the page tells of its errors: name, reason, code and hint by the way. @type {(told: any) => void} */
  let onTold;

  before(async () => {
    const bundled = await build({
      absWorkingDir: root,
      entryPoints: ["tests/flow/page/uncaught.js"],
      bundle: true,
      write: false,
      minify: true,
      format: "esm",
      define: { "process.env.NODE_ENV": '"development"' },
      logLevel: "error",
    });
    const [script] = bundled.outputFiles;
    const setUp = `window.authorization = ${JSON.stringify(authorization)};`;
    const page = `<!doctype html><meta charset="utf-8"><body><script>${setUp}</script><script type="module" src="/app.js"></script>`;
    server = createServer(async (request, response) => {
      if (request.url === "/app.js") {
        response.setHeader("content-type", "text/javascript; charset=utf-8").end(script.contents);
      } else if (request.url === "/errors") {
        let body = "";
        for await (const chunk of request) body += chunk;
        response.end();
        onTold(JSON.parse(body));
      } else {
        response.setHeader("content-type", "text/html").end(page);
      }
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (server.address()).port}/`;
  });
  after(() => {
    server?.close();
    server?.closeAllConnections();
  });

  for (const [engine, { isHere, open }] of Object.entries(consoles)) {
    const skip = isHere ? false : `${engine} is not installed`;
    it(
      `shows class, reason, code and hint on the console of ${engine}, and no secret`,
      { skip, timeout: 2 * PATIENCE_MS },
      async (t) => {
        /** @type {Promise<Record<string, [string, string, string, string]>>} */
        const told = new Promise((resolve) => (onTold = resolve));
        let output = "";
        const close = await open(url, (text) => (output += `${text}\n`));
        t.after(close);
        const errors = await told;
        assert.deepEqual(Object.keys(errors), ["rejected", "logged", "thrown", "rendered"]);
        for (const [way, [name, reason, code, hint]] of Object.entries(errors)) {
          assert.equal(name, "ZoomPkceError");
          // Firefox writes a logged error as the call of its constructor.
          const isShown = () =>
            [": ", '("'].some((then) => output.includes(`${name}${then}${reason} (${code}). ${hint}`));
          const end = Date.now() + PATIENCE_MS;
          while (!isShown() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
          assert.ok(isShown(), `${way}: ${code} should be in ${output}`);
        }
        for (const secret of [authorization.code, authorization.codeVerifier]) {
          assert.ok(!output.includes(secret), output);
        }
      },
    );
  }
});
