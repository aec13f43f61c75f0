// The servers for the pages, on this machine: scripts, a simulated Zoom, token handlers, backends.

import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

import { createChallengeHandler, createTokenHandler } from "zoom-pkce/server";
import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { toNodeListener } from "../../../js/server/node/listener.js";
import { createBackends } from "./backends.js";
import { bundlePages } from "./bundle.js";
import { createSampleBackend } from "./sample-backend.js";

/** @typedef {Awaited<ReturnType<typeof startSite>>} Site */

const CLIENT = { clientId: "simulated-client-id", clientSecret: "simulated-client-secret" };

const script = (/** @type {string} */ name) => `<script type="module" src="/assets/${name}.js"></script>`;
const page = (/** @type {string} */ title, /** @type {string} */ body) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8" /><link rel="icon" href="data:," /><title>${title}</title></head><body>${body}</body></html>`;

/** @type {Record<string, string>} */
const PAGES = {
  "/app": page("The app", script("app")),
  "/host": page("The web client", `${script("host")}<iframe src="/app"></iframe>`),
  "/elsewhere": page("Elsewhere", "<p>Another page</p>"),
  "/hostile": page("A hostile page", script("hostile")),
  "/protected": page("The app, with a policy", script("app")),
};

/** @param {import("node:http").Server} server */
async function listen(server) {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
}

/**
 * A policy that forbids WebAssembly, as strict as the cases permit: the example of Zoom's
 * documentation, and the other origins, the frame and the icon that the cases use.
 */
export const NO_WASM = {
  "content-security-policy":
    "default-src 'none'; connect-src 'self' http://localhost:* http://127.0.0.1:*; script-src 'self'; frame-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types script-tag",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
};

/**
 * @param {{ headers?: Record<string, string> }} [options] `headers` are sent with every page and
 *   script.
 */
export async function startSite({ headers: given = {} } = {}) {
  const assets = await bundlePages();
  const backends = createBackends();
  /**
   * The code verifiers that the backend keeps, by session.
   *
   * @type {Map<string, import("zoom-pkce/server").KeptCodeVerifier>}
   */
  const kept = new Map();
  /** The requested paths, with the query. @type {string[]} */
  const requestedPaths = [];
  /** @type {(request: Request) => Promise<Response>} */
  let handle = async () => new Response(null, { status: 503 });
  const listener = toNodeListener((request) => handle(request), { onError: console.error });

  const server = createServer((request, response) => {
    const counted = backends.count(request);
    requestedPaths.push(request.url ?? "");
    if (request.url?.startsWith("/backend/")) void backends.answer(request, response, counted);
    else listener(request, response);
  });
  // No connection is used twice, so the browser does not repeat a POST after a reset.
  const resetting = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*").setHeader("connection", "close");
    void backends.answer(request, response, backends.count(request));
  });
  const closed = createServer();
  const [port, resettingPort, closedPort] = await Promise.all([server, resetting, closed].map(listen));
  await new Promise((resolve) => closed.close(resolve));

  const origin = `http://127.0.0.1:${port}`;
  const redirectUris = [`${origin}/app`, `${origin}/app#/userinfo`, `${origin}/protected`];
  const zoom = await createSimulatedZoom({ ...CLIENT, redirectUris, basePath: "/zoom" });
  const zoomClient = {
    ...CLIENT,
    tokenUrl: `${origin}/zoom/oauth/token`,
    fetch: (/** @type {any} */ url, /** @type {any} */ init) => zoom.fetch(new Request(url, init)),
  };
  const common = { ...zoomClient, allowedRedirectUris: redirectUris };
  const sample = createSampleBackend(zoomClient, "/sample");
  const token = createTokenHandler({ ...common, onTokens: ({ scope }) => ({ scope }) });
  const sessionOf = (/** @type {Request} */ request) =>
    /\bsession=([\w-]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "";
  const keptToken = createTokenHandler({
    ...common,
    getCodeVerifier(request) {
      const session = sessionOf(request);
      const taken = kept.get(session);
      kept.delete(session);
      return taken;
    },
    onTokens: () => ({ kept: true }),
  });
  const [startPlain, startS256] = /** @type {const} */ (["plain", "S256"]).map((codeChallengeMethod) =>
    createChallengeHandler({
      codeChallengeMethod,
      keepCodeVerifier(values, { request, headers }) {
        const session = sessionOf(request) || randomUUID();
        kept.set(session, values);
        headers.append("set-cookie", `session=${session}; Path=/kept; HttpOnly; SameSite=Lax`);
      },
    }),
  );
  /** The kept code verifier, for a test to compare. @param {string | null} state */
  const reveal = (state) => [...kept.values()].find((each) => each.state === state)?.codeVerifier;

  handle = async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const [, first, second] = pathname.split("/");
    if (first === "zoom") return zoom.fetch(request);
    if (pathname === "/token") return token(request);
    if (first === "sample") return sample(request);
    if (pathname === "/kept/start") {
      return (searchParams.get("method") === "S256" ? startS256 : startPlain)(request);
    }
    if (pathname === "/kept/reveal") return new Response(reveal(searchParams.get("state")));
    if (pathname === "/kept/token") return keptToken(request);
    if (first === "posts") return Response.json(backends.postsOf(second));
    if (first === "assets" && assets.has(second)) {
      const headers = { ...given, "content-type": "text/javascript", "cache-control": "max-age=3600" };
      return new Response(/** @type {any} */ (assets.get(second)), { headers });
    }
    if (Object.hasOwn(PAGES, pathname)) {
      const headers = new Headers({ ...given, "content-type": "text/html", "cache-control": "no-store" });
      if (pathname === "/protected") headers.set("content-security-policy", "frame-ancestors 'self'");
      return new Response(PAGES[pathname], { headers });
    }
    return new Response(null, { status: 404 });
  };

  return {
    origin,
    /** Whether its pages may use WebAssembly. */
    hasWasm: given !== NO_WASM,
    /** The same server, under another origin. */
    otherOrigin: `http://localhost:${port}`,
    /** A server that resets the connection of every POST. */
    resettingOrigin: `http://127.0.0.1:${resettingPort}`,
    /** An origin without a server: connections are refused. */
    closedOrigin: `http://127.0.0.1:${closedPort}`,
    requestedPaths,
    postsOf: backends.postsOf,
    close() {
      for (const each of [server, resetting]) {
        each.close();
        each.closeAllConnections();
      }
    },
  };
}
