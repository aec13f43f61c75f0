// Converts requests and answers of `node:http` to `Request` and `Response`, and back.

import { ReadableStream } from "node:stream/web";

/**
 * Converts a request of `node:http`.
 *
 * @param {import("node:http").IncomingMessage} req
 * @returns {Request}
 */
export function toRequest(req) {
  const { method = "GET", url = "/", headers } = req;
  const body = /** @type {BodyInit} */ (ReadableStream.from(req));
  return new Request(new URL(url, `http://${headers.host}`), {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ...(method !== "GET" && method !== "HEAD" && { body, duplex: "half" }),
  });
}

/**
 * Sends a `Response`.
 *
 * @param {import("node:http").ServerResponse} res
 * @param {Response} response
 */
export async function send(res, response) {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    // Each cookie needs a header of its own.
    if (name === "set-cookie") res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  res.end(Buffer.from(await response.arrayBuffer()));
}
