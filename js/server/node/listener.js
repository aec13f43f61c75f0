import { STATUS_CODES } from "node:http";

import { createReporter } from "../callbacks.js";
import { bodyOf } from "./parsed-body.js";
import { sendBody } from "./streams.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */

/**
 * @typedef {object} ParsedRequest
 * The additions of Express to a request of `node:http`.
 *
 * @property {unknown} [body] The value of a body parser.
 * @property {string} [originalUrl] The URL before a router has shortened it.
 */

/**
 * @typedef {IncomingMessage & ParsedRequest} NodeRequest
 * A request of `node:http` or Express.
 */

/**
 * @typedef {object} FastifyRequest
 * The part of Fastify's request that is used.
 *
 * @property {IncomingMessage} raw The request of `node:http`.
 * @property {unknown} [body] The value of Fastify's body parser.
 */

/**
 * @typedef {object} FastifyReply
 * The part of Fastify's reply that is used.
 *
 * @property {ServerResponse} raw The answer of `node:http`.
 * @property {() => unknown} hijack Leaves the answer to the listener.
 * @property {() => Record<string, number | string | string[] | undefined>} getHeaders Returns the
 *   headers that plugins have set.
 */

/**
 * Converts a handler of `Request` and `Response` to a listener for `node:http` and `node:https`,
 * which is a handler for Express and for Fastify, too.
 *
 * Bodies are streamed in both directions, without a limit. A body that a parser has read, such as
 * `express.json()` or Fastify's own, is written anew from the parsed value. The request's `signal`
 * is aborted if the client disconnects before it has the whole answer.
 *
 * If the handler throws, the answer is 500. A request that a `Request` cannot express is answered
 * with 400 (such as a malformed Host header) or 501 (TRACE).
 *
 * @param {(request: Request) => Promise<Response>} handler A handler of `zoom-pkce/server`, or any
 *   other.
 * @param {object} [options] For a handler that may throw.
 * @param {((error: unknown) => void) | undefined} [options.onError] Called with an error that the
 *   handler threw. The handlers of `zoom-pkce/server` throw none.
 * @returns {(req: NodeRequest | FastifyRequest, res: ServerResponse | FastifyReply) => void} Answers
 *   every request.
 *
 * @example
 * import { once } from "node:events";
 * import { createServer } from "node:http";
 * import { createTokenHandler } from "zoom-pkce/server";
 * import { toNodeListener } from "zoom-pkce/server/node";
 *
 * const handleToken = createTokenHandler({
 *   clientId: process.env.ZOOM_CLIENT_ID,
 *   clientSecret: process.env.ZOOM_CLIENT_SECRET,
 *   allowedRedirectUris: ["https://app.example.com/"],
 *   onTokens: (tokens) => ({ scope: tokens.scope }),
 * });
 * // On Express and Fastify: app.post("/api/zoom/token", toNodeListener(handleToken));
 * const server = createServer(toNodeListener(handleToken)).listen(0, "127.0.0.1");
 * await once(server, "listening");
 *
 * const { status } = await fetch(`http://127.0.0.1:${server.address().port}/`);
 * status; // => 405
 * server.close();
 */
export function toNodeListener(handler, { onError } = {}) {
  return (request, reply) => {
    /** @type {NodeRequest} */
    const req = "raw" in request ? request.raw : request;
    const res = "raw" in reply ? reply.raw : reply;
    if ("hijack" in reply) {
      // Headers of Fastify's plugins, such as CORS and cookies, are not on the answer of node:http yet.
      const headers = /** @type {Record<string, number | string | string[]>} */ (reply.getHeaders());
      res.setHeaders(new Map(Object.entries(headers)));
      reply.hijack();
    }
    // The client has gone before this listener was called: no event would end the handler.
    if (req.socket.destroyed) return;
    const controller = new AbortController();
    res.once("close", () => {
      if (!res.writableFinished) controller.abort(new DOMException("The client went away.", "AbortError"));
    });
    const report = createReporter(onError);
    answer(handler, req, res, request.body, controller.signal).catch((error) => {
      fail(res, 500);
      // After a disconnect, errors are expected.
      if (!controller.signal.aborted) void report(error);
    });
  };
}

/**
 * @param {(request: Request) => Promise<Response>} handler
 * @param {NodeRequest} req
 * @param {ServerResponse} res
 * @param {unknown} parsed The value of a body parser.
 * @param {AbortSignal} signal
 */
async function answer(handler, req, res, parsed, signal) {
  const method = String(req.method);
  // The one method that node:http hands over and a Request cannot have.
  if (method === "TRACE") return fail(res, 501);
  const url = requestUrl(req);
  if (url === undefined) return fail(res, 400);
  const headers = requestHeaders(req);
  const hasBody = method !== "GET" && method !== "HEAD";
  const { body, contentType } = hasBody ? bodyOf(req, res, parsed) : { body: null };
  if (contentType !== undefined) {
    headers.set("content-type", contentType);
    headers.delete("content-length");
  }
  const request = new Request(url, { method, headers, signal, body, ...(body && { duplex: "half" }) });
  const response = await handler(request);
  if (res.destroyed) {
    await response.body?.cancel();
    return;
  }
  res.writeHead(response.status, response.statusText, responseHeaders(response, res));
  await sendBody(response, res, method === "HEAD");
}

/**
 * @param {NodeRequest} req
 * @returns {string | undefined} The URL of the request; `undefined` if it is malformed.
 */
function requestUrl(req) {
  const target = String(req.originalUrl ?? req.url);
  // RFC 9112 section 3.2.2: a target in absolute form overrides the Host header.
  const absoluteTarget = /^https?:\/\//i.test(target) ? target : undefined;
  const { encrypted } = /** @type {Partial<import("node:tls").TLSSocket>} */ (req.socket);
  const scheme = encrypted ? "https" : "http";
  const host = req.headers.host ?? localHost(req);
  if (absoluteTarget === undefined && (!target.startsWith("/") || !/^[A-Za-z0-9.\-_~:[\]%]+$/.test(host)))
    return undefined;
  // Joined as text: resolved as a URL, a path with two slashes at its start would replace the host.
  const url = absoluteTarget ?? `${scheme}://${host}${target}`;
  if (!URL.canParse(url)) return undefined;
  const { username, password } = new URL(url);
  return username === "" && password === "" ? url : undefined;
}

/**
 * Returns the address of the server, for an HTTP/1.0 request without a Host header.
 *
 * @param {IncomingMessage} req
 * @returns {string}
 */
function localHost({ socket: { localAddress, localPort } }) {
  const address = String(localAddress);
  return `${address.includes(":") ? `[${address}]` : address}:${localPort}`;
}

/** @param {IncomingMessage} req */
function requestHeaders({ rawHeaders }) {
  const headers = new Headers();
  for (let i = 0; i < rawHeaders.length; i += 2) {
    headers.append(String(rawHeaders[i]), String(rawHeaders[i + 1]));
  }
  return headers;
}

/**
 * @param {Response} response
 * @param {ServerResponse} res It may have cookies already, of a session for instance.
 * @returns {Record<string, string | string[]>}
 */
function responseHeaders({ headers }, res) {
  /** @type {Record<string, string | string[]>} */
  const nodeHeaders = {};
  for (const [name, value] of headers) nodeHeaders[name] = value;
  const earlier = [res.getHeader("set-cookie") ?? []].flat().map(String);
  nodeHeaders["set-cookie"] = [...earlier, ...headers.getSetCookie()];
  return nodeHeaders;
}

/**
 * Answers with an error status.
 *
 * @param {ServerResponse} res
 * @param {400 | 500 | 501} status
 */
function fail(res, status) {
  // Part of the answer is sent already. Closing the connection tells the client that it is
  // incomplete.
  if (res.headersSent) return void res.destroy();
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  res
    .writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
    .end(STATUS_CODES[status]);
}
