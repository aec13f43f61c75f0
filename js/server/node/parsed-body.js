// Bodies that a body parser has read before the handler.

import { requestBody } from "./streams.js";

/** @import { IncomingMessage, ServerResponse } from "node:http" */

/**
 * @typedef {object} Body
 * The body of a `Request`.
 *
 * @property {BodyInit} body
 * @property {string} [contentType] Replaces the request's, if the body was written anew.
 */

/**
 * Returns the body of a request. If a body parser has read it, the parsed value is written anew:
 * an object as JSON, texts and bytes as they are. If it kept nothing, reading the body fails.
 *
 * @param {IncomingMessage} req
 * @param {ServerResponse} res
 * @param {unknown} parsed The parser's value, which Express and Fastify have in `body`.
 * @returns {Body}
 */
export function bodyOf(req, res, parsed) {
  if (!req.readableEnded) return { body: requestBody(req, res) };
  if (typeof parsed === "string" || parsed instanceof Uint8Array)
    return { body: /** @type {BodyInit} */ (parsed) };
  if (parsed === undefined) return { body: alreadyRead() };
  try {
    return { body: JSON.stringify(parsed), contentType: "application/json" };
  } catch {
    // Nested too deep, for instance.
    return { body: alreadyRead() };
  }
}

/** Returns a body that cannot be read. */
const alreadyRead = () =>
  new ReadableStream({
    start: (controller) => controller.error(new TypeError("The body was read before.")),
  });
