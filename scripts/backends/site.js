// A server in front of the instances of a backend. Like a load balancer that terminates TLS, it
// gives the page and all instances one address.

import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { pipeline } from "node:stream";
import { text } from "node:stream/consumers";

/** @import { IncomingMessage, ServerResponse, Server } from "node:http" */

/** @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Listener */

/**
 * @typedef {object} Answer
 * The answer of an instance.
 *
 * @property {string | undefined} method of the request
 * @property {number} status
 * @property {string} head the names and values of its headers, one a line
 * @property {string} body
 */

/**
 * Starts the server. Add the ports of the instances to the returned `instances`.
 *
 * @param {object} options
 * @param {Listener} options.other answers requests outside /api/
 * @param {number} [options.port] 0, the default, is any free port
 * @param {(answer: Answer) => void} [options.onAnswer] called with each answer of an instance
 */
export async function startFront({ other, port = 0, onAnswer }) {
  /** The ports of the instances. @type {number[]} */
  const instances = [];
  let turn = 0;
  const server = createServer((request, response) => {
    if (!request.url?.startsWith("/api/")) return void other(request, response);
    // The instances take turns, so a sign-in's requests go to different instances.
    const instance = instances[turn++ % instances.length];
    if (instance === undefined) return void response.writeHead(503).end();
    forwardTo(instance, request, response, onAnswer);
  });
  const origin = await listen(server, port);
  return { origin, instances, close: () => close(server) };
}

/**
 * Forwards a request to the instance on a port.
 *
 * @param {number} port
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {(answer: Answer) => void} [onAnswer]
 */
function forwardTo(port, request, response, onAnswer) {
  const headers = { ...request.headers, "x-forwarded-proto": "https" };
  const { method, url: path } = request;
  // Each request has its own connection. The instances close idle connections at different times.
  const target = { host: "127.0.0.1", port, method, path, headers, agent: false };
  const forwarded = httpRequest(target, (answer) => {
    const { statusCode: status = 502, rawHeaders } = answer;
    response.writeHead(status, rawHeaders);
    // If the instance breaks the answer off, the answer to the page breaks off too.
    pipeline(answer, response, () => {});
    if (!onAnswer) return;
    text(answer).then(
      (body) => onAnswer({ method, status, head: rawHeaders.join("\n"), body }),
      () => {},
    );
  });
  forwarded.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  request.pipe(forwarded);
}

/**
 * Makes a server listen on a port of this machine.
 *
 * @param {Server} server
 * @param {number} [port]
 * @returns {Promise<string>} its origin
 */
export async function listen(server, port = 0) {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return `http://127.0.0.1:${address.port}`;
}

/** Closes a server and its connections. @param {Server} server */
export async function close(server) {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
