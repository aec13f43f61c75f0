// Listens on a port of this machine, at every address that "localhost" can mean.

import { once } from "node:events";

import { UserError } from "../../scripts/process/report.js";

/** @import { Server } from "node:http" */

export const HOST = "127.0.0.1";
const IPV6_HOST = "::1";

/** The errors of listening on ::1 on a machine without that address. */
const NO_IPV6_ERRORS = ["EADDRNOTAVAIL", "EAFNOSUPPORT"];

const MAX_PORT = 65_535;
const MAX_TRIES = 20;

/**
 * Listens on a port. If it is in use, tries the ports after it, unless `isPortFixed`.
 *
 * @param {() => Server} createServer
 * @param {number} port 0 for any free port.
 * @param {boolean} isPortFixed Whether another port is no use.
 * @returns {Promise<{ port: number, servers: Server[] }>}
 * @throws {UserError} If no port could be used; the message says what to do.
 */
export async function listen(createServer, port, isPortFixed) {
  for (let triedPort = port, tries = 1; ; tries++) {
    /** @type {NodeJS.ErrnoException} */
    let error;
    try {
      return await listenAtLocalhost(createServer, triedPort);
    } catch (thrown) {
      error = /** @type {NodeJS.ErrnoException} */ (thrown);
    }
    if (error.code === "EACCES") {
      throw new UserError(
        `Port ${triedPort} may not be used by this user. Choose one above 1023, as in PORT=3001 npm start.`,
      );
    }
    if (error.code !== "EADDRINUSE") throw error;
    const mayTryAgain = tries <= MAX_TRIES && (port === 0 || (!isPortFixed && triedPort < MAX_PORT));
    if (!mayTryAgain) {
      throw new UserError(
        `Port ${triedPort} is in use. Stop what uses it, or choose another one: PORT=${(triedPort % MAX_PORT) + 1} npm start`,
      );
    }
    if (port === 0) continue;
    console.error(`Port ${triedPort} is in use; trying ${triedPort + 1}.`);
    triedPort++;
  }
}

/**
 * Listens on one port at 127.0.0.1 and, if the machine has it, at ::1. A browser may try ::1 first,
 * and must not find another server there.
 *
 * @param {() => Server} createServer
 * @param {number} port 0 for any free port.
 * @returns {Promise<{ port: number, servers: Server[] }>}
 */
async function listenAtLocalhost(createServer, port) {
  /** @type {Server[]} */
  const servers = [];
  for (const host of [HOST, IPV6_HOST]) {
    const server = createServer();
    try {
      server.listen(port, host);
      await once(server, "listening");
    } catch (error) {
      const { code = "" } = /** @type {NodeJS.ErrnoException} */ (error);
      if (host === IPV6_HOST && NO_IPV6_ERRORS.includes(code)) break;
      await closeAll(servers);
      throw error;
    }
    servers.push(server);
    port = /** @type {import("node:net").AddressInfo} */ (server.address()).port;
  }
  return { port, servers };
}

/**
 * Closes servers and their connections.
 *
 * @param {Server[]} servers
 */
export async function closeAll(servers) {
  const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
  for (const server of servers) server.closeAllConnections();
  await Promise.all(closed);
}
