import { once } from "node:events";
import { createServer } from "node:http";

import { appWebSockets } from "./app-web-sockets.js";
import { check } from "./check.js";
import { createZoom } from "./create-simulated-zoom.js";
import { DEFAULT_HOST } from "./defaults.js";
import { isSameServer } from "./loopback.js";
import { ignoreUpgrade, isWebSocket } from "./upgrade.js";
import { toNodeListener } from "../../server/node/listener.js";

/** @import { IncomingMessage, ServerOptions } from "node:http" */
/** @import { Socket } from "node:net" */
/** @import { ServedZoom, SimulatedZoom } from "./create-simulated-zoom.js" */
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
 * Checks that the option `app` is not the address of the simulated Zoom itself: it would pass each
 * request on to itself, without an end.
 *
 * @param {string} app
 * @param {{ host?: string | undefined, port: number }} own Its own address.
 * @throws {TypeError} If it is.
 */
export function checkOtherServer(app, { host = DEFAULT_HOST, port }) {
  const isOther = !isSameServer(new URL(app), new URL(originOf(host, port)));
  check(isOther, "app", `must be another server than the simulated Zoom itself, which has port ${port}`);
}

/** @param {IncomingMessage} request */
const pathOf = ({ url = "" }) => String(url.split("?")[0]);

/**
 * Creates the server of a simulated Zoom, and the function that ends the WebSockets it passes on.
 *
 * @param {ServedZoom} served
 */
async function createZoomServer({ zoom, settings: { app }, isForApp, logRefusal }) {
  const isForAppSocket = (/** @type {IncomingMessage} */ request) =>
    isWebSocket(request) && isForApp(pathOf(request));
  // From Node 22.21 and 24.9 on, Node itself ignores other upgrades. Node 20 has no such option.
  const options = /** @type {ServerOptions} */ ({ shouldUpgradeCallback: isForAppSocket });
  const server = createServer(options, toNodeListener(zoom.fetch));
  if (app === undefined) return { server, closeWebSockets() {} };
  const webSockets = await appWebSockets(app, async (request, refusal) =>
    logRefusal({ method: "GET", pathname: pathOf(request) }, refusal),
  );
  server.on("upgrade", (request, /** @type {Socket} */ socket, head) => {
    if (isForAppSocket(request)) webSockets.pass(request, socket, head);
    else ignoreUpgrade(server, request, socket, head);
  });
  return { server, closeWebSockets: webSockets.close };
}

/**
 * Starts a server with a simulated Zoom on this machine: `createSimulatedZoom` on `node:http`.
 *
 * @param {StartSimulatedZoomOptions} options Only `redirectUris` is required.
 * @returns {Promise<RunningSimulatedZoom>} The running server: its URL, and a function to stop it.
 * @throws {TypeError} If an option is unknown or invalid, if other machines could reach `host`, or
 *   if `app` is this server itself; the message names the option and its rule.
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
 * const headers = { authorization: "Bearer none" };
 * const response = await fetch(`${zoom.url}/v2/users/me`, { headers });
 * response.status; // => 401
 * await zoom.close();
 */
export async function startSimulatedZoom({ port = 0, host = DEFAULT_HOST, ...options }) {
  checkHost(host);
  const served = await createZoom(options);
  const { zoom } = served;
  const { app, basePath } = served.settings;
  if (app !== undefined) checkOtherServer(app, { host, port });
  const { server, closeWebSockets } = await createZoomServer(served);
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: originOf(host, address.port) + basePath,
    zoom,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      closeWebSockets();
      await closed;
    },
  };
}
