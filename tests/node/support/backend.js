// An HTTP server on 127.0.0.1 that records its requests.

import { once } from "node:events";
import { createServer } from "node:http";

/**
 * @typedef {object} Got
 * @property {string} method
 * @property {string} path The path with the query.
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} body
 */

/** @typedef {(response: import("node:http").ServerResponse, got: Got) => void} Answer */

/**
 * @typedef {object} Backend
 * @property {string} url
 * @property {number} port
 * @property {Got[]} got The requests, oldest first.
 * @property {number} connections The number of connections so far.
 * @property {Answer} answer
 * @property {() => Promise<unknown>} close
 */

/** @type {(status: number, body?: string, headers?: Record<string, string>) => Answer} */
export const answering =
  (status, body = "", headers = {}) =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** @type {(value: unknown, status?: number) => Answer} */
export const answeringJson = (value, status = 200) =>
  answering(status, JSON.stringify(value), { "content-type": "application/json" });

/** @type {Answer} */
export const silent = () => {};

/**
 * Starts a backend, and closes it when the test ends. `answer` may be replaced at any time.
 *
 * @param {{ after(end: () => unknown): void }} t
 * @param {Answer} [answer]
 * @returns {Promise<Backend>}
 */
export async function startBackend(t, answer = answeringJson({ ok: true })) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const got = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    backend.got.push(got);
    backend.answer(response, got);
  });
  server.on("connection", () => backend.connections++);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  /** @type {Backend} */
  const backend = {
    url: `http://127.0.0.1:${port}`,
    port,
    got: [],
    connections: 0,
    answer,
    close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      return closed;
    },
  };
  t.after(() => server.listening && backend.close());
  return backend;
}
