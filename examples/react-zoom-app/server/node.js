// node:http's requests and answers as standard ones.

import { ReadableStream } from "node:stream/web";

/**
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
 * @param {import("node:http").ServerResponse} res
 * @param {Response} response
 */
export async function send(res, response) {
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    // Each cookie is a header of its own.
    if (name === "set-cookie") res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  res.end(Buffer.from(await response.arrayBuffer()));
}
