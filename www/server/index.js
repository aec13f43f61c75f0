// The demo's server: the page, its backend and, unless the real Zoom is set up, a simulated one. On this machine only.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { toNodeListener } from "../../js/simulator/server/node-listener.js";
import { UserError } from "../../scripts/process/report.js";
import { createBackend } from "./backend.js";
import { pageHeaders } from "./page-headers.js";

/** @import { Server } from "node:http" */

const HOST = "127.0.0.1";
/** What listening on ::1 ends in where this machine has no such address. */
const NO_IPV6 = ["EADDRNOTAVAIL", "EAFNOSUPPORT"];
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
  const newServer = () =>
    createServer(toNodeListener((request) => handle(request), { onError: console.error }));
  // The port is known first: the simulated Zoom goes by the page's exact URL.
  const { port: actualPort, servers } = await listen(newServer, port, isPortChosen || zoom !== undefined);
  handle = await createHandler(actualPort, zoom);
  return { url: `http://localhost:${actualPort}/`, close: () => closeAll(servers) };
}

/**
 * @param {() => Server} newServer
 * @param {number} port
 * @param {boolean} onlyThis Whether no other port will do.
 * @returns {Promise<{ port: number, servers: Server[] }>}
 */
async function listen(newServer, port, onlyThis) {
  for (let tried = port, tries = 1; ; tries++) {
    /** @type {NodeJS.ErrnoException} */
    let error;
    try {
      return await listenAt(newServer, tried);
    } catch (thrown) {
      error = /** @type {NodeJS.ErrnoException} */ (thrown);
    }
    if (error.code === "EACCES")
      throw new UserError(
        `Port ${tried} may not be used by this user: choose one above 1023, as in PORT=3001 npm start.`,
      );
    if (error.code !== "EADDRINUSE") throw error;
    const mayGoOn = tries <= 20 && (port === 0 || (!onlyThis && tried < 65535));
    if (!mayGoOn) {
      throw new UserError(
        `Port ${tried} is in use. Stop what uses it, or choose another one: PORT=${(tried % 65535) + 1} npm start`,
      );
    }
    if (port === 0) continue;
    console.error(`Port ${tried} is in use; trying ${tried + 1}.`);
    tried++;
  }
}

/**
 * Listens on a port at every address that localhost can mean: a browser may try ::1 first, and must not find another
 * server there.
 *
 * @param {() => Server} newServer
 * @param {number} port 0 for any.
 * @returns {Promise<{ port: number, servers: Server[] }>}
 */
async function listenAt(newServer, port) {
  /** @type {Server[]} */
  const servers = [];
  for (const host of [HOST, "::1"]) {
    const server = newServer();
    try {
      server.listen(port, host);
      await once(server, "listening");
    } catch (error) {
      const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
      if (host !== HOST && NO_IPV6.includes(code)) break;
      await closeAll(servers);
      throw error;
    }
    servers.push(server);
    port = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  }
  return { port, servers };
}

/** @param {Server[]} servers */
async function closeAll(servers) {
  const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
  for (const server of servers) server.closeAllConnections();
  await Promise.all(closed);
}

/**
 * @param {number} port
 * @param {import("./settings.js").Settings["zoom"]} zoom
 * @returns {Promise<(request: Request) => Promise<Response>>}
 */
async function createHandler(port, zoom) {
  const headers = pageHeaders({ framedByZoom: zoom !== undefined });
  const pages = ["localhost", HOST, "[::1]"].map((host) => `http://${host}:${port}/`);
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
