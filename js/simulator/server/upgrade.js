// Requests that ask for another protocol on the connection, with the header `Upgrade`.

/** @import { IncomingMessage, Server } from "node:http" */
/** @import { Socket } from "node:net" */

/** The headers of such a request (RFC 9110 section 7.8, RFC 7540 section 3.2.1), in lower case. */
export const UPGRADE_HEADERS = ["upgrade", "connection", "http2-settings"];

/** @param {IncomingMessage} request */
export const isWebSocket = ({ method, headers }) =>
  method === "GET" && headers.upgrade?.toLowerCase() === "websocket";

/**
 * Answers a request as if it had not asked for another protocol. A server with a listener for
 * `upgrade` gets every such request there, such as each of Java's client, which offers HTTP/2.
 *
 * @param {Server} server
 * @param {IncomingMessage} request
 * @param {Socket} socket
 * @param {Buffer} head
 */
export function ignoreUpgrade(server, { method, url, httpVersion, rawHeaders }, socket, head) {
  let text = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = String(rawHeaders[i]);
    if (!UPGRADE_HEADERS.includes(name.toLowerCase())) text += `${name}: ${rawHeaders[i + 1]}\r\n`;
  }
  socket.unshift(Buffer.concat([Buffer.from(`${text}\r\n`, "latin1"), head]));
  server.emit("connection", socket);
}
