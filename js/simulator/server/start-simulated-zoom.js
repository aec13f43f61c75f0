import { once } from "node:events";
import { createServer } from "node:http";
import { createSimulatedZoom } from "./create-simulated-zoom.js";
import { toNodeListener } from "./node-listener.js";

/** @import { SimulatedZoom } from "./create-simulated-zoom.js" */
/** @import { SimulatedZoomOptions } from "./options.js" */

/**
 * @typedef {object} ListenOptions
 * Where {@link startSimulatedZoom} listens.
 *
 * @property {number | undefined} [port] 0 by default: any free one
 * @property {string | undefined} [host] `127.0.0.1` by default; `localhost`, `::1` and all of 127.0.0.0/8 will do
 */

/**
 * @typedef {SimulatedZoomOptions & ListenOptions} StartSimulatedZoomOptions
 * What {@link startSimulatedZoom} takes. All but `redirectUris` may be left out.
 */

/**
 * @typedef {object} RunningSimulatedZoom
 * A simulated Zoom that listens.
 *
 * @property {string} url where it listens, `basePath` included and without a slash at its end; `${url}/oauth/token` is the
 *   `tokenUrl` for `exchangeCode`, `${url}/oauth/revoke` the `revokeUrl` for `revokeToken`
 * @property {SimulatedZoom} zoom the same without the server
 * @property {() => Promise<void>} close ends it and every open connection
 */

const HOST_RULE = "must be a loopback address: the simulated Zoom signs in anybody who asks";

/**
 * @param {unknown} host
 * @throws {TypeError} where other machines can reach it
 */
export function checkHost(host) {
  if (host === "localhost" || host === "::1") return;
  if (typeof host !== "string" || !/^127(\.\d{1,3}){3}$/.test(host)) throw new TypeError(`host ${HOST_RULE}`);
}

/**
 * Starts a simulated Zoom on this machine: {@link createSimulatedZoom} on `node:http`.
 *
 * @param {StartSimulatedZoomOptions} options `redirectUris` at least.
 * @returns {Promise<RunningSimulatedZoom>} Where it listens, and how to end it.
 * @throws {TypeError} an option that breaks its rule; a host that other machines can reach
 * @throws {Error} the port is taken; the OAuth library is not installed
 *
 * @example
 * import { startSimulatedZoom } from "zoom-pkce/simulator/server";
 *
 * const zoom = await startSimulatedZoom({ redirectUris: ["http://localhost:3000/"] });
 * new URL(zoom.url).hostname; // => "127.0.0.1"
 *
 * // A backend under test exchanges its codes there: tokenUrl: `${zoom.url}/oauth/token`.
 * const response = await fetch(`${zoom.url}/v2/users/me`, { headers: { authorization: "Bearer none" } });
 * response.status; // => 401
 * await zoom.close();
 */
export async function startSimulatedZoom({ port = 0, host = "127.0.0.1", ...options }) {
  checkHost(host);
  const zoom = await createSimulatedZoom(options);
  const server = createServer(toNodeListener(zoom.fetch));
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}${options.basePath ?? ""}`,
    zoom,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
