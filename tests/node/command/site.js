// A Zoom App's site in which all is well: a page with its scripts, its backend and a simulated Zoom. A
// test breaks one thing of it.

import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { join } from "node:path";

import { build } from "esbuild";

import { createTokenHandler } from "../../../js/server/index.js";
import { toNodeListener } from "../../../js/server/node/listener.js";
import { createSimulatedZoom } from "../../../js/simulator/server/index.js";
import { WITHOUT_BARE_IMPORTS } from "../../../scripts/build/bundle.js";
import { root } from "../../../scripts/process/command.js";

export const CLIENT_ID = "simulated-client-id";
export const CLIENT_SECRET = "simulated-client-secret";
export const SESSION = "a-session-that-is-nobody-elses";

const APP = `
  import zoomSdk from "@zoom/appssdk";
  import { authorizeWithBackend } from "zoom-pkce";
  const capabilities = ["authorize", "onAuthorized"];
  await zoomSdk.config({ capabilities, version: "0.16.0" });
  document.querySelector("button").onclick = () => authorizeWithBackend(zoomSdk, { backend: "/api/zoom/token" });
`;

/** Bundles the script of an app, minified. @param {string} [contents] */
export async function bundleApp(contents = APP) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
    logOverride: WITHOUT_BARE_IMPORTS,
    outfile: join(root, "in-memory.js"),
  });
  return outputFiles[0].text;
}

/** The bundle of the healthy app. */
export const APP_SCRIPT = await bundleApp();

/**
 * @typedef {object} Site What a test may change before it starts the site.
 * @property {Record<string, string | undefined>} headers Of the page.
 * @property {string} head Of the page's HTML.
 * @property {number} status Of the page.
 * @property {Record<string, { text: string, type?: string, status?: number }>} files By their paths.
 * @property {(request: Request, origin: string) => Promise<Response | undefined>} intercept Answers a
 *   request before the site does.
 * @property {Partial<import("../../../js/server/index.js").TokenHandlerOptions>} handler
 * @property {string} [publicClientId] Of the simulated Zoom.
 */

/** @returns {Site} */
export const healthySite = () => ({
  headers: {
    "content-type": "text/html; charset=utf-8",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "content-security-policy":
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'self' https://zoom.us https://*.zoom.us",
    "referrer-policy": "same-origin",
    "set-cookie": `session=${SESSION}; Path=/; HttpOnly; Secure; SameSite=None; Partitioned`,
  },
  head: '<script type="module" src="/app.js"></script>',
  status: 200,
  files: { "/app.js": { text: APP_SCRIPT, type: "text/javascript" } },
  intercept: async () => undefined,
  handler: {},
});

/**
 * @param {Site} site
 * @param {import("./certificates.js").Certificate} [certificate] Without it, the site is http.
 */
export async function startSite(site, certificate) {
  /** @type {(request: Request) => Promise<Response>} */
  let handle = async () => new Response(null, { status: 503 });
  const listener = toNodeListener((request) => handle(request), { onError: console.error });
  const server = certificate ? createHttpsServer(certificate, listener) : createHttpServer(listener);
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const origin = `${certificate ? "https" : "http"}://localhost:${port}`;
  const zoom = await createSimulatedZoom({
    redirectUris: [`${origin}/`],
    publicClientId: site.publicClientId,
  });
  const zoomServer = createHttpServer(toNodeListener(zoom.fetch));
  zoomServer.listen(0, "localhost");
  await once(zoomServer, "listening");
  const zoomPort = /** @type {import("node:net").AddressInfo} */ (zoomServer.address()).port;
  const tokenUrl = `http://localhost:${zoomPort}/oauth/token`;
  const tokenHandler = createTokenHandler({
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    allowedRedirectUris: [`${origin}/`],
    allowedOrigins: [origin],
    tokenUrl,
    onTokens: () => ({}),
    ...site.handler,
  });
  /** The paths of all requests. @type {string[]} */
  const requests = [];

  handle = async (request) => {
    const { pathname } = new URL(request.url);
    requests.push(`${request.method} ${pathname}`);
    const intercepted = await site.intercept(request, origin);
    if (intercepted) return intercepted;
    if (pathname === "/") {
      const html = `<!doctype html><html><head>${site.head}</head><body><button>Sign in</button></body></html>`;
      const headers = new Headers();
      for (const [name, value] of Object.entries(site.headers))
        if (value !== undefined) headers.set(name, value);
      return new Response(Buffer.from(html), { status: site.status, headers });
    }
    if (pathname === "/api/zoom/token") return tokenHandler(request);
    const file = site.files[pathname];
    if (file === undefined) return new Response("Not found", { status: 404 });
    const { text, type, status = 200 } = file;
    return new Response(Buffer.from(text), { status, headers: type ? { "content-type": type } : {} });
  };

  return {
    origin,
    tokenUrl,
    requests,
    /** The arguments for a full examination, with time for a loaded machine. */
    args: [
      ...["doctor", `${origin}/`, "--backend", "/api/zoom/token", "--redirect-uri", `${origin}/`],
      ...["--client-id", CLIENT_ID, "--token-url", tokenUrl, "--timeout", "60"],
    ],
    async close() {
      for (const each of [server, zoomServer]) {
        each.close();
        each.closeAllConnections();
      }
    },
  };
}
