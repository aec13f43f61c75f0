// Backends that answer in the ways real backends do, also broken ones, and record every POST.

/** @import { IncomingMessage, ServerResponse } from "node:http" */
/** @import { Socket } from "node:net" */

/**
 * @typedef {object} Post
 * @property {string} host
 * @property {string} body
 * @property {number} connection The number of the connection.
 * @property {number} nth The number of the request on its connection, from 1.
 */

/**
 * @typedef {(response: ServerResponse, request: { body: string, url: URL, nth: number }) => void}
 *   Answer
 */

const JSON_TYPE = { "content-type": "application/json" };
const HTML_TYPE = { "content-type": "text/html" };

/** @type {Answer} */
const reset = (response) => response.socket?.resetAndDestroy();

/** @type {Record<string, Answer>} */
const KINDS = {
  ok: (response) => response.writeHead(200, JSON_TYPE).end('{"user":"somebody"}'),
  silent: () => {},
  half: (response) => response.writeHead(200, { ...JSON_TYPE, "content-length": 100 }).write('{"user":'),
  html: (response) => response.writeHead(200, HTML_TYPE).end("<!doctype html><h1>Sign in</h1>"),
  "html-502": (response) => response.writeHead(502, HTML_TYPE).end("<h1>Bad Gateway</h1>"),
  empty: (response) => response.writeHead(200, JSON_TYPE).end(),
  "no-content": (response) => response.writeHead(204).end(),
  "no-cors": (response) => response.writeHead(200, JSON_TYPE).end("{}"),
  reset,
  // Requests on a new connection are answered, so a browser that repeats the POST gets an answer.
  "closed-on-reuse": (response, request) => (request.nth > 1 ? reset : KINDS.ok)(response, request),
};

/** @type {Answer} */
function answerWithStatus(response, { body, url }) {
  const status = Number(/status-(\d+)/.exec(url.pathname)?.[1]);
  const code = new URLSearchParams(body).get("code") ?? JSON.parse(body).code;
  response.writeHead(status, JSON_TYPE).end(JSON.stringify({ why: "status", yours: code }));
}

/** @type {Answer} */
function answerWithRedirect(response, { url }) {
  const status = Number(/redirect-(\d+)/.exec(url.pathname)?.[1]);
  response.writeHead(status, { location: url.searchParams.get("to") ?? "" }).end();
}

export function createBackends() {
  /** @type {Map<string, Post[]>} */
  const posts = new Map();
  /** @type {WeakMap<Socket, { id: number, requests: number }>} */
  const connections = new WeakMap();
  let lastConnection = 0;

  return {
    /**
     * Counts a request on its connection. Call it once for each request.
     *
     * @param {IncomingMessage} request
     */
    count({ socket }) {
      const connection = connections.get(socket) ?? { id: ++lastConnection, requests: 0 };
      connection.requests++;
      connections.set(socket, connection);
      return { connection: connection.id, nth: connection.requests };
    },

    /** @param {string} id @returns {Post[]} the POSTs with this id in their path */
    postsOf: (id) => posts.get(id) ?? [],

    /**
     * Answers a request for `/…/<kind>/<id>`. The kind selects the answer.
     *
     * @param {IncomingMessage} request
     * @param {ServerResponse} response
     * @param {{ connection: number, nth: number }} counted
     */
    async answer(request, response, counted) {
      const host = request.headers.host ?? "";
      const url = new URL(request.url ?? "/", `http://${host}`);
      const [id, kind] = url.pathname.split("/").reverse();
      let body = "";
      for await (const chunk of request) body += chunk;
      if (request.method !== "POST") return void response.writeHead(204).end();
      posts.set(id, [...(posts.get(id) ?? []), { host, body, ...counted }]);
      const answer = KINDS[kind] ?? (kind.startsWith("status-") ? answerWithStatus : answerWithRedirect);
      answer(response, { body, url, nth: counted.nth });
    },
  };
}
