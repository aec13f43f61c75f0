// zoom-pkce doctor against servers that break its rules: it says so in time, and never ends with a
// stack trace.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";

import { runCommand } from "./run.js";
import { healthySite } from "./site.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Finding } from "../../../js/command/shared/finding.js" */

/** @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Listener */

/**
 * @param {import("node:test").TestContext} t
 * @param {Listener} listener
 * @param {string[]} [flags]
 */
async function examine(t, listener, flags = []) {
  const server = createServer(listener);
  server.listen(0, "localhost");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const begin = Date.now();
  const args = ["doctor", `http://localhost:${port}/`, ...flags, "--json"];
  const { stdout, stderr } = await runCommand(args);
  assert.equal(stderr, "");
  assert.ok(Date.now() - begin < 10_000, "it ends in time");
  /** @type {Finding[]} */
  const findings = JSON.parse(stdout).findings;
  return findings.filter(({ status }) => status !== "ok").map(({ id }) => id);
}

/** @param {Record<string, string>} [changed] */
const headersOf = (changed) => {
  const { "set-cookie": _, ...headers } = healthySite().headers;
  return { .../** @type {Record<string, string>} */ (headers), ...changed };
};

/**
 * Answers the page, and one script for every other path.
 *
 * @param {string | Buffer} html
 * @param {string} [script]
 * @param {Record<string, string>} [changed] Headers of the page.
 * @returns {Listener}
 */
const serving =
  (html, script = "", changed) =>
  ({ url }, response) => {
    if (url === "/") response.writeHead(200, headersOf(changed)).end(html);
    else response.writeHead(200, { "content-type": "text/javascript" }).end(script);
  };

const SCRIPT_TAG = '<script src="/a.js"></script>';
const CONFIG = 'zoomSdk.config({ capabilities: ["authorize", "onAuthorized"] }).then(go)';
const UNSEEN = ["sdk_unseen", "capabilities_unseen"];

/** @type {Record<string, { listener: Listener, ids: string[], flags?: string[] }>} */
const SERVERS = {
  "a body that never ends": {
    listener: (_, response) => {
      response.writeHead(200, headersOf());
      const timer = setInterval(() => response.write("a"), 50);
      response.on("close", () => clearInterval(timer));
    },
    flags: ["--timeout", "1"],
    ids: ["page_timeout"],
  },
  "a body that is too long": { listener: serving(Buffer.alloc(9 << 20)), ids: ["page_too_long"] },
  "a body that is too long once decoded": {
    listener: serving(gzipSync(Buffer.alloc(9 << 20)), "", { "content-encoding": "gzip" }),
    ids: ["page_too_long"],
  },
  "a body that is not what its encoding says": {
    listener: serving("plain", "", { "content-encoding": "br" }),
    ids: ["page_encoding"],
  },
  "gzip that was not asked for": {
    listener: serving(gzipSync(SCRIPT_TAG), CONFIG, {
      "content-encoding": "gzip",
    }),
    ids: ["sdk_unseen"],
  },
  "another protocol": {
    listener: ({ socket }) =>
      socket.end("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
    ids: ["page_unreachable"],
  },
  "no HTTP": { listener: ({ socket }) => socket.end("hello\r\n\r\n"), ids: ["page_unreachable"] },
  "slow scripts that import each other": {
    listener({ url }, response) {
      const next = Number(/\d+/.exec(url ?? "")?.[0] ?? -1) + 1;
      const script = `import "/${next}.js";`;
      setTimeout(() => {
        if (url === "/")
          response.writeHead(200, headersOf()).end('<script type="module" src="/0.js"></script>');
        else response.writeHead(200, { "content-type": "text/javascript" }).end(script);
      }, 300);
    },
    flags: ["--timeout", "1.5"],
    ids: ["scripts_late", ...UNSEEN],
  },
  "a page that is nested deep": { listener: serving("<div>".repeat(100_000)), ids: UNSEEN },
  "a page with many elements": { listener: serving("<br>".repeat(300_000)), ids: UNSEEN },
  "a script that is nested deep": {
    listener: serving(SCRIPT_TAG, `a${".b()".repeat(3000)}`),
    ids: ["script_unparsed", ...UNSEEN],
  },
  "a script that an expression would take hours for": {
    listener: serving(SCRIPT_TAG, `// digest("SHA-256"\n//${".authorize({".repeat(200_000)}`),
    ids: UNSEEN,
  },
  "a header that an expression would take hours for": {
    listener: serving("", "", { "strict-transport-security": `a${";   ".repeat(60)}` }),
    ids: ["hsts_off", ...UNSEEN],
  },
  "a script with a malformed user name": {
    listener: (request, response) =>
      serving(`<script src="http://%ff@${request.headers.host}/a.js"></script>`)(request, response),
    ids: ["script_missing", ...UNSEEN],
  },
  "a script that is TypeScript": {
    listener: serving(SCRIPT_TAG, "const a: string = 1 as any;"),
    ids: ["script_unparsed", ...UNSEEN],
  },
  "a script behind a redirect": {
    listener: (request, response) =>
      request.url === "/a.js"
        ? response.writeHead(302, { location: "/b.js" }).end()
        : serving(SCRIPT_TAG, CONFIG)(request, response),
    ids: ["sdk_unseen"],
  },
  "the headers of page and proxy, joined": {
    listener: serving(SCRIPT_TAG, CONFIG, {
      "strict-transport-security": "max-age=31536000, max-age=0",
    }),
    ids: ["sdk_unseen"],
  },
  "no answer but 400 for every origin": {
    listener: (request, response) =>
      request.method === "POST"
        ? response.writeHead(400, { "content-type": "application/json" }).end('{"error":"bad body"}')
        : serving(SCRIPT_TAG, CONFIG)(request, response),
    flags: ["--backend", "/token"],
    ids: ["sdk_unseen", "backend_refused_before_zoom", "backend_origins_unseen"],
  },
  "a module of JSON": {
    listener: ({ url }, response) =>
      url === "/b.json"
        ? response.writeHead(200, { "content-type": "application/json" }).end("{}")
        : serving(
            '<script type="module" src="/a.js"></script>',
            'import b from "./b.json" with { type: "json" };',
          )(/** @type {IncomingMessage} */ ({ url }), response),
    ids: UNSEEN,
  },
};

it("zoom-pkce doctor tells a TLS handshake that fails from a port without TLS", async (t) => {
  // The alert handshake_failure, as a server sends it that does not know the host.
  const alert = Buffer.from([0x15, 3, 3, 0, 2, 2, 40]);
  const server = createTcpServer((socket) => socket.on("error", () => {}).end(alert));
  server.listen(0, "localhost");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const { stdout } = await runCommand(["doctor", `https://localhost:${port}/`, "--json"]);
  const [{ id, cause }] = JSON.parse(stdout).findings;
  assert.equal(id, "page_tls_failed");
  assert.match(cause, /handshake/);
});

describe("zoom-pkce doctor, and a server with", { timeout: 120_000 }, () => {
  for (const [name, { listener, ids, flags }] of Object.entries(SERVERS)) {
    it(name, async (t) => assert.deepEqual((await examine(t, listener, flags)).sort(), ids.sort()));
  }
});
