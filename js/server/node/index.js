/**
 * The handlers of `zoom-pkce/server` on Express, Fastify and Node's own `http`, which have no
 * standard `Request` and `Response`.
 *
 * @module zoom-pkce/server/node
 */

export { toNodeListener } from "./listener.js";

/** @typedef {import("./listener.js").FastifyReply} FastifyReply */
/** @typedef {import("./listener.js").FastifyRequest} FastifyRequest */
/** @typedef {import("./listener.js").NodeRequest} NodeRequest */
/** @typedef {import("./listener.js").ParsedRequest} ParsedRequest */
