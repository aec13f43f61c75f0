import { requestBody, sendBody } from "./node-streams.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */

/**
 * Makes a listener for `node:http` or `node:https` out of a fetch-style handler. Bodies are streamed both ways and not
 * limited; the request's `signal` fires when the client goes away before it has the whole answer. A handler that throws
 * becomes a 500, a request that no `Request` can express (a broken Host header, TRACE) a 400 or a 501.
 *
 * @param {(request: Request) => Promise<Response>} handler
 * @param {{ onError?: (error: unknown) => void }} [options] `onError` gets what the handler threw; by default nobody does
 * @returns {(req: IncomingMessage, res: ServerResponse) => void}
 *
 * @example
 * createServer(toNodeListener(async (request) => Response.json({ path: new URL(request.url).pathname }))).listen(3000);
 */
export function toNodeListener(handler, { onError } = {}) {
  return (req, res) => {
    const controller = new AbortController();
    res.once("close", () => {
      if (!res.writableFinished) controller.abort(new DOMException("The client went away.", "AbortError"));
    });
    answer(handler, req, res, controller.signal).catch((error) => {
      // What a client that went away causes is nobody's fault.
      if (!controller.signal.aborted) onError?.(error);
      fail(res, 500);
    });
  };
}

/**
 * @param {(request: Request) => Promise<Response>} handler
 * @param {IncomingMessage} req
 * @param {ServerResponse} res
 * @param {AbortSignal} signal
 */
async function answer(handler, req, res, signal) {
  const method = req.method ?? "GET";
  if (/^(TRACE|TRACK|CONNECT)$/i.test(method)) return fail(res, 501);
  const url = requestUrl(req);
  if (url === undefined) return fail(res, 400);
  const bodiless = method === "GET" || method === "HEAD";
  const request = new Request(url, {
    method,
    headers: requestHeaders(req),
    signal,
    ...(!bodiless && { body: requestBody(req, res), duplex: "half" }),
  });
  const response = await handler(request);
  if (res.destroyed) {
    await response.body?.cancel();
    return;
  }
  res.writeHead(response.status, response.statusText, responseHeaders(response));
  await sendBody(response, res, method === "HEAD");
}

/**
 * @param {IncomingMessage} req
 * @returns {string | undefined} the URL the client asked for; `undefined` where it makes none
 */
function requestUrl(req) {
  const target = req.url ?? "/";
  // RFC 9112 section 3.2.2: a target with a scheme is taken as it is, whatever the Host header says.
  const asked = /^https?:\/\//i.test(target) ? target : undefined;
  const scheme = "encrypted" in req.socket && req.socket.encrypted ? "https" : "http";
  const host = req.headers.host ?? localHost(req);
  if (asked === undefined && (!target.startsWith("/") || /[^A-Za-z0-9.\-_~:[\]%]/.test(host)))
    return undefined;
  // Not resolved against the host: a path that begins with two slashes would name another one.
  const url = asked ?? `${scheme}://${host}${target}`;
  if (!URL.canParse(url)) return undefined;
  const { username, password } = new URL(url);
  return username === "" && password === "" ? url : undefined;
}

/**
 * @param {IncomingMessage} req
 * @returns {string} for HTTP/1.0, which has no Host header
 */
function localHost({ socket: { localAddress = "localhost", localPort } }) {
  return `${localAddress.includes(":") ? `[${localAddress}]` : localAddress}:${localPort}`;
}

/** @param {IncomingMessage} req */
function requestHeaders({ rawHeaders }) {
  const headers = new Headers();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    const value = rawHeaders[i + 1];
    if (name !== undefined && value !== undefined && !name.startsWith(":")) headers.append(name, value);
  }
  return headers;
}

/**
 * @param {Response} response
 * @returns {Record<string, string | string[]>}
 */
function responseHeaders({ headers }) {
  /** @type {Record<string, string | string[]>} */
  const out = {};
  for (const [name, value] of headers) out[name] = value;
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) out["set-cookie"] = cookies;
  return out;
}

/**
 * @param {ServerResponse} res
 * @param {400 | 500 | 501} status
 */
function fail(res, status) {
  // An answer that has begun can only be cut off: that is how the client learns that it is not whole.
  if (res.headersSent) return void res.destroy();
  for (const name of res.getHeaderNames()) res.removeHeader(name);
  const text = { 400: "Bad Request", 500: "Internal Server Error", 501: "Not Implemented" }[status];
  res
    .writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
    .end(text);
}
