// The demo's server: the page, its backend and, unless an app at Zoom is set up, a simulated Zoom.
// It listens on this machine only.

import { createServer } from "node:http";

import { createSimulatedZoom } from "zoom-pkce/simulator/server";

import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../js/simulator/server/defaults.js";
import { toNodeListener } from "../../js/server/node/listener.js";
import { createBackend } from "./backend.js";
import { closeAll, HOST, listen } from "./listen.js";
import { pageHeaders } from "./page-headers.js";
import { staticFile } from "./static-file.js";

/** @import { Settings } from "./settings.js" */

/** @typedef {(request: Request) => Promise<Response>} Handler */

const SIMULATED_ZOOM_PATH = "/simulated-zoom";
const ZOOM = { tokenUrl: "https://zoom.us/oauth/token", userUrl: "https://api.zoom.us/v2/users/me" };

/**
 * Starts the demo.
 *
 * @param {Settings} settings
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 * @throws {import("../../scripts/process/report.js").UserError} If the port cannot be used.
 */
export async function startDemo({ port, isPortChosen, zoom }) {
  // The handler needs the port: the redirect URIs of the simulated Zoom contain it.
  /** @type {Handler} */
  let handle = async () => new Response(null, { status: 503 });
  const listener = toNodeListener((request) => handle(request), { onError: console.error });
  const isPortFixed = isPortChosen || zoom !== undefined;
  const { port: actualPort, servers } = await listen(() => createServer(listener), port, isPortFixed);
  handle = zoom ? createZoomHandler(zoom) : await createSimulatedHandler(actualPort);
  return { url: `http://localhost:${actualPort}/`, close: () => closeAll(servers) };
}

/**
 * Creates the handler for an app at Zoom.
 *
 * @param {NonNullable<Settings["zoom"]>} zoom
 * @returns {Handler}
 */
function createZoomHandler({ clientId, clientSecret, redirectUri }) {
  const backend = createBackend({
    clientId,
    clientSecret,
    redirectUris: [redirectUri],
    origins: [new URL(redirectUri).origin],
    ...ZOOM,
  });
  const headers = pageHeaders({ framedByZoom: true });
  return createPageHandler({ backend, config: { mode: "zoom", clientId }, headers });
}

/**
 * Creates the handler with a simulated Zoom.
 *
 * @param {number} port The port of the page.
 * @returns {Promise<Handler>}
 */
async function createSimulatedHandler(port) {
  const client = { clientId: DEFAULT_CLIENT_ID, clientSecret: DEFAULT_CLIENT_SECRET };
  const redirectUris = ["localhost", HOST, "[::1]"].map((host) => `http://${host}:${port}/`);
  const zoomUrl = `http://${HOST}:${port}${SIMULATED_ZOOM_PATH}`;
  const simulatedZoom = await createSimulatedZoom({
    ...client,
    redirectUris,
    basePath: SIMULATED_ZOOM_PATH,
  });
  const backend = createBackend({
    ...client,
    redirectUris,
    tokenUrl: `${zoomUrl}/oauth/token`,
    userUrl: `${zoomUrl}/v2/users/me`,
  });
  const headers = pageHeaders({ framedByZoom: false });
  const config = { mode: "simulator", clientId: client.clientId };
  return createPageHandler({ backend, config, headers, simulatedZoom: simulatedZoom.fetch });
}

/**
 * @param {object} parts
 * @param {Handler} parts.backend
 * @param {Handler} [parts.simulatedZoom]
 * @param {object} parts.config The answer of `/api/config`.
 * @param {Record<string, string>} parts.headers The headers of every answer.
 * @returns {Handler}
 */
function createPageHandler({ backend, simulatedZoom, config, headers }) {
  /** @param {Request} request */
  async function route(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/zoom/token") return backend(request);
    if (simulatedZoom && pathname.startsWith(`${SIMULATED_ZOOM_PATH}/`)) return simulatedZoom(request);
    if (request.method !== "GET" && request.method !== "HEAD") return new Response(null, { status: 405 });
    if (pathname === "/api/config") return Response.json(config);
    return staticFile(pathname);
  }

  return async (request) => {
    const response = await route(request);
    // The simulated Zoom's pages have a policy of their own.
    for (const [name, value] of Object.entries(headers)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  };
}
