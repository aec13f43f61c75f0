// What stands around the backends: one address for the page and for all instances, as a load balancer and a proxy that ends
// TLS make it, and a simulated Zoom.

import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";
import { pipeline } from "node:stream";
import { text } from "node:stream/consumers";

/** @import { IncomingMessage, ServerResponse, Server } from "node:http" */

/** @typedef {(request: IncomingMessage, response: ServerResponse) => unknown} Listener */

/**
 * @typedef {object} Answer
 * What an instance has answered.
 *
 * @property {string} [method] of the request
 * @property {number} status
 * @property {string} head its headers, a line each
 * @property {string} body
 */

/**
 * @param {object} given
 * @param {Listener} given.other Answers what is not below /api/.
 * @param {number} [given.port] 0, any free one, by default.
 * @param {(answer: Answer) => void} [given.onAnswer]
 */
export async function startFront({ other, port = 0, onAnswer }) {
  /** The ports of the instances. @type {number[]} */
  const instances = [];
  let turn = 0;
  const server = createServer((request, response) => {
    if (!request.url?.startsWith("/api/")) return void other(request, response);
    // One after another: no two requests of a sign-in are answered by the same instance.
    const instance = instances[turn++ % instances.length];
    if (instance === undefined) return void response.writeHead(503).end();
    forwardTo(instance, request, response, onAnswer);
  });
  const origin = await listen(server, port);
  return { origin, instances, close: () => close(server) };
}

/**
 * @param {number} port
 * @param {IncomingMessage} request
 * @param {ServerResponse} response
 * @param {(answer: Answer) => void} [onAnswer]
 */
function forwardTo(port, request, response, onAnswer) {
  const headers = { ...request.headers, "x-forwarded-proto": "https" };
  const { method, url: path } = request;
  // A connection for each: the instances close those that wait, each after its own time.
  const to = { host: "127.0.0.1", port, method, path, headers, agent: false };
  const onward = httpRequest(to, (answer) => {
    const { statusCode: status = 502, rawHeaders } = answer;
    response.writeHead(status, rawHeaders);
    // One that breaks off breaks off here, too.
    pipeline(answer, response, () => {});
    if (!onAnswer) return;
    text(answer).then(
      (body) => onAnswer({ method, status, head: rawHeaders.join("\n"), body }),
      () => {},
    );
  });
  onward.on("error", () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  request.pipe(onward);
}

/**
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

/** @param {Server} server */
export async function close(server) {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
