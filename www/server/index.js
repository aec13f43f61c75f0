// The demo's server: the page, its backend and, unless the real Zoom is set up, a simulated one. On this machine only.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { toNodeListener } from "../../js/simulator/server/node-listener.js";
import { Stop } from "../../scripts/lib/report.js";
import { createBackend } from "./backend.js";
import { pageHeaders } from "./page-headers.js";

const HOST = "127.0.0.1";
const SIMULATED = {
  clientId: "simulated-client-id",
  clientSecret: "simulated-client-secret",
  path: "/simulated-zoom",
};
const ZOOM = { tokenUrl: "https://zoom.us/oauth/token", userUrl: "https://api.zoom.us/v2/users/me" };

const www = fileURLToPath(new URL("../", import.meta.url));
const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".map", "application/json"],
  [".svg", "image/svg+xml"],
]);

/**
 * Starts the demo.
 *
 * @param {import("./settings.js").Settings} settings
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startDemo({ port, isPortChosen, zoom }) {
  /** @type {(request: Request) => Promise<Response>} */
  let handle = async () => new Response(null, { status: 503 });
  const server = createServer(toNodeListener((request) => handle(request), { onError: console.error }));
  // The port is known first: the simulated Zoom goes by the page's exact URL.
  const actualPort = await listen(server, port, isPortChosen || zoom !== undefined);
  handle = await createHandler(actualPort, zoom);
  return {
    url: `http://localhost:${actualPort}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {boolean} onlyThis Whether no other port will do.
 * @returns {Promise<number>}
 */
async function listen(server, port, onlyThis) {
  for (let tried = port; ; tried++) {
    const error = await new Promise((resolve) => {
      server.once("error", resolve);
      server.listen(tried, HOST, () => resolve(undefined));
    });
    server.removeAllListeners("error");
    if (!error) return /** @type {import("node:net").AddressInfo} */ (server.address()).port;
    if (error.code === "EACCES")
      throw new Stop(
        `Port ${tried} may not be used by this user: choose one above 1023, as in PORT=3001 npm start.`,
      );
    if (error.code !== "EADDRINUSE") throw error;
    if (onlyThis || tried >= port + 20 || tried >= 65535) {
      throw new Stop(
        `Port ${tried} is in use. Stop what uses it, or choose another one: PORT=${(tried % 65535) + 1} npm start`,
      );
    }
    console.error(`Port ${tried} is in use; trying ${tried + 1}.`);
  }
}

/**
 * @param {number} port
 * @param {import("./settings.js").Settings["zoom"]} zoom
 * @returns {Promise<(request: Request) => Promise<Response>>}
 */
async function createHandler(port, zoom) {
  const headers = pageHeaders({ framedByZoom: zoom !== undefined });
  const pages = [`http://localhost:${port}/`, `http://${HOST}:${port}/`];
  const simulatedZoom =
    zoom === undefined
      ? await createSimulatedZoom({
          clientId: SIMULATED.clientId,
          clientSecret: SIMULATED.clientSecret,
          redirectUris: pages,
          basePath: SIMULATED.path,
        })
      : undefined;
  const simulatedUrl = `http://${HOST}:${port}${SIMULATED.path}`;
  const backend = createBackend(
    zoom
      ? { ...zoom, ...ZOOM, redirectUris: [zoom.redirectUri], origins: [new URL(zoom.redirectUri).origin] }
      : {
          ...SIMULATED,
          redirectUris: pages,
          tokenUrl: `${simulatedUrl}/oauth/token`,
          userUrl: `${simulatedUrl}/v2/users/me`,
        },
  );
  const config = { mode: zoom ? "zoom" : "simulator", clientId: zoom ? zoom.clientId : SIMULATED.clientId };

  return async (request) => {
    const { pathname } = new URL(request.url);
    let response;
    if (pathname === "/api/zoom/token") response = await backend(request);
    else if (simulatedZoom && pathname.startsWith(`${SIMULATED.path}/`))
      response = await simulatedZoom.fetch(request);
    else if (request.method !== "GET" && request.method !== "HEAD")
      response = new Response(null, { status: 405 });
    else if (pathname === "/api/config") response = Response.json(config);
    else response = await staticFile(pathname);
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    return response;
  };
}

/** @param {string} pathname */
async function staticFile(pathname) {
  const name = pathname === "/" ? "index.html" : pathname.slice(1);
  const type = TYPES.get(extname(name));
  // One flat folder of names: nothing that climbs out of it.
  if (!type || !/^[\w-]+(\.[\w-]+)+$/.test(name)) return new Response("Not found", { status: 404 });
  const isBuilt = type.startsWith("text/javascript") || name.endsWith(".map");
  try {
    const content = await readFile(join(www, isBuilt ? "dist" : "", name));
    return new Response(content, { headers: { "content-type": type, "cache-control": "no-cache" } });
  } catch {
    return new Response("Not found", { status: 404 });
  }
}
