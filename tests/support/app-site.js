// Serves a built app: its files, a backend that exchanges its codes, and a simulated Zoom.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";
import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { toNodeListener } from "../../js/server/node/listener.js";

/** @typedef {Awaited<ReturnType<typeof startAppSite>>} AppSite */

/**
 * Converts a request as the page of Zoom's own sample posts it: `{ code, state, href }`.
 *
 * @param {Request} request
 */
async function fromZoomsSample(request) {
  const { code, state, href } = await request.json();
  const body = JSON.stringify({ code, state, redirect_uri: href });
  return new Request(request.url, { method: "POST", headers: request.headers, body });
}

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves an app at `/`. A POST to `/api/zoom/token` exchanges the code at the simulated Zoom under
 * `/zoom` and answers `{ name, scope }`. A POST to `/api/zoom/challenge` makes a challenge whose
 * code verifier stays on the backend. `/api/zoomapp` has the same for the page of Zoom's own sample.
 * All is one origin, so a strict `connect-src` allows it.
 *
 * @param {object} app
 * @param {(pathname: string) => string | Promise<string | undefined> | undefined} [app.file]
 *   Returns the file for a path.
 * @param {string | undefined} [app.upstream] The URL of the app's own server, for paths without a file.
 * @param {Record<string, string>} [app.headers] Sent with every answer except the backend's and
 *   Zoom's.
 * @param {Record<string, string> | undefined} [app.zoomHeaders] Sent with every page of the simulated Zoom.
 * @param {string[]} [app.paths] The paths of the pages that sign in. Default: `/`.
 */
export async function startAppSite({ file, upstream, headers = {}, zoomHeaders = {}, paths = ["/"] }) {
  /** The paths of all requests for the app's files. @type {string[]} */
  const requests = [];
  /** The bodies of all requests to the token endpoints of the backend. @type {string[]} */
  const posted = [];
  /** @type {(request: Request) => Promise<Response>} */
  let handle = async () => new Response(null, { status: 503 });
  const server = createServer(toNodeListener((request) => handle(request), { onError: console.error }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const origin = `http://127.0.0.1:${port}`;
  const redirectUris = paths.map((path) => origin + path);

  const zoom = await createSimulatedZoom({ redirectUris, basePath: "/zoom" });
  /**
   * The code verifier that was kept last. Only one page signs in at a time, so one is enough.
   *
   * @type {import("zoom-pkce/server").KeptCodeVerifier | undefined}
   */
  let kept;
  const challenge = createChallengeHandler({ keepCodeVerifier: (values) => (kept = values) });
  const token = createTokenHandler({
    clientId: "simulated-client-id",
    clientSecret: "simulated-client-secret",
    allowedRedirectUris: redirectUris,
    tokenUrl: `${origin}/zoom/oauth/token`,
    fetch: (/** @type {any} */ url, /** @type {any} */ init) => zoom.fetch(new Request(url, init)),
    getCodeVerifier(_request, { code_verifier }) {
      if (code_verifier) return code_verifier;
      const last = kept;
      kept = undefined;
      return last;
    },
    onTokens: ({ scope }) => ({ name: "Simulated User", scope }),
  });

  handle = async (request) => {
    const { pathname, search } = new URL(request.url);
    if (pathname.startsWith("/zoom/")) {
      const answer = await zoom.fetch(request);
      for (const [name, value] of Object.entries(zoomHeaders)) answer.headers.set(name, value);
      return answer;
    }
    if (pathname === "/api/zoom/challenge") return challenge(request);
    if (pathname === "/api/zoomapp/authorize") return challenge(new Request(request.url, { method: "POST" }));
    if (pathname === "/api/zoomapp/onauthorized") {
      posted.push(await request.clone().text());
      return token(await fromZoomsSample(request));
    }
    if (pathname === "/api/zoom/token") {
      posted.push(await request.clone().text());
      return token(request);
    }
    requests.push(pathname);
    const path = await file?.(pathname === "/" ? "/index.html" : pathname);
    const content = path && (await readFile(path).catch(() => undefined));
    if (content) {
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      return new Response(content, { headers: { "content-type": type, ...headers } });
    }
    if (!upstream) return new Response(null, { status: 404, headers });
    const answer = await fetch(upstream + pathname + search, { headers: { accept: "*/*" } });
    const type = answer.headers.get("content-type") ?? "application/octet-stream";
    return new Response(answer.body, {
      status: answer.status,
      headers: { "content-type": type, ...headers },
    });
  };

  return {
    origin,
    requests,
    posted,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
