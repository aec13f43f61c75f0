import { once } from "node:events";
import { createServer } from "node:http";
import { createSimulatedZoom } from "./create-simulated-zoom.js";
import { toNodeListener } from "./node-listener.js";

/** @import { SimulatedZoom } from "./create-simulated-zoom.js" */
/** @import { SimulatedZoomOptions } from "./options.js" */

/**
 * @typedef {object} ListenOptions
 * @property {number} [port] 0 by default: any free one
 * @property {string} [host] `127.0.0.1` by default; `localhost`, `::1` and all of 127.0.0.0/8 will do
 */

/** @typedef {SimulatedZoomOptions & ListenOptions} StartSimulatedZoomOptions */

/**
 * @typedef {object} RunningSimulatedZoom
 * @property {string} url where it listens, `basePath` included and without a slash at its end; `${url}/oauth/token` is the
 *   `tokenUrl` for `exchangeCode`
 * @property {SimulatedZoom} zoom
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
 * @param {StartSimulatedZoomOptions} options
 * @returns {Promise<RunningSimulatedZoom>}
 * @throws {TypeError} an option that breaks its rule; a host that other machines can reach
 * @throws {Error} the port is taken; the OAuth library is not installed
 *
 * @example
 * const { url, close } = await startSimulatedZoom({ redirectUris: ["http://localhost:3000/"] });
 * const tokens = await exchangeCode({ ...options, tokenUrl: `${url}/oauth/token` });
 * await close();
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
