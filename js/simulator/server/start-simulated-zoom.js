import { once } from "node:events";
import { createServer } from "node:http";

import { appWebSockets } from "./app-pages.js";
import { createSimulatedZoom } from "./create-simulated-zoom.js";
import { DEFAULT_HOST } from "./defaults.js";
import { toNodeListener } from "../../server/node/listener.js";

/** @import { SimulatedZoom } from "./create-simulated-zoom.js" */
/** @import { SimulatedZoomOptions } from "./options.js" */

/**
 * @typedef {object} ListenOptions
 * The address that {@link startSimulatedZoom} listens at.
 *
 * @property {number | undefined} [port] The port. Default: 0, which takes any free port.
 * @property {string | undefined} [host] The host: `localhost`, `::1` or an address of 127.0.0.0/8.
 *   Default: `127.0.0.1`.
 */

/**
 * @typedef {SimulatedZoomOptions & ListenOptions} StartSimulatedZoomOptions
 * The options of {@link startSimulatedZoom}. Only `redirectUris` is required.
 */

/**
 * @typedef {object} RunningSimulatedZoom
 * A running server with a simulated Zoom.
 *
 * @property {string} url The URL of the server, with `basePath` and without a slash at its end.
 *   `${url}/oauth/token` is the `tokenUrl` for `exchangeCode`, and `${url}/oauth/revoke` the
 *   `revokeUrl` for `revokeToken`.
 * @property {SimulatedZoom} zoom The simulated Zoom that answers the requests, and that ends tokens
 *   on demand.
 * @property {() => Promise<void>} close Stops the server and closes all connections.
 */

const HOST_RULE = "must be a loopback address: the simulated Zoom signs in everyone who can reach it";

/**
 * Checks the option `host`.
 *
 * @param {unknown} host
 * @throws {TypeError} If other machines could reach that address.
 */
export function checkHost(host) {
  if (host === "localhost" || host === "::1") return;
  if (typeof host !== "string" || !/^127(\.\d{1,3}){3}$/.test(host)) throw new TypeError(`host ${HOST_RULE}`);
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {string} The origin of a server there.
 */
export const originOf = (host, port) => `http://${host.includes(":") ? `[${host}]` : host}:${port}`;

/**
 * Starts a server with a simulated Zoom on this machine: {@link createSimulatedZoom} on
 * `node:http`.
 *
 * @param {StartSimulatedZoomOptions} options Only `redirectUris` is required.
 * @returns {Promise<RunningSimulatedZoom>} The running server: its URL, and a function to stop it.
 * @throws {TypeError} If an option is unknown or invalid, or if other machines could reach `host`; the message
 *   names the option and its rule.
 * @throws {Error} If the port is in use, or if the package `@node-oauth/oauth2-server` is not
 *   installed; with `app`, also `httpxy`.
 *
 * @example
 * import { startSimulatedZoom } from "zoom-pkce/simulator/server";
 *
 * const zoom = await startSimulatedZoom({ redirectUris: ["http://localhost:3000/"] });
 * new URL(zoom.url).hostname; // => "127.0.0.1"
 *
 * // The tokenUrl for a backend under test is `${zoom.url}/oauth/token`.
 * const response = await fetch(`${zoom.url}/v2/users/me`, { headers: { authorization: "Bearer none" } });
 * response.status; // => 401
 * await zoom.close();
 */
export async function startSimulatedZoom({ port = 0, host = DEFAULT_HOST, ...options }) {
  checkHost(host);
  const zoom = await createSimulatedZoom(options);
  const server = createServer(toNodeListener(zoom.fetch));
  if (options.app !== undefined) server.on("upgrade", await appWebSockets(options.app));
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: originOf(host, address.port) + (options.basePath ?? ""),
    zoom,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
